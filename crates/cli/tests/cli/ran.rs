//! Running `stanch` and looking at what came out.

use std::io::Write;
use std::process::{Command, Stdio};

/// A finished run.
pub struct Ran {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Ran {
    /// Standard output as JSON; it must hold nothing else.
    #[allow(dead_code, reason = "not every test file reads JSON")]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {} / {}", self.out, self.err))
    }
}

/// The command, in a plain environment: English, UTC, nothing on standard input.
pub fn stanch<S: AsRef<std::ffi::OsStr>>(words: &[S]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stanch"));
    command
        .args(words)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "C.UTF-8")
        .env("TZ", "UTC");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs it to its end.
pub fn run<S: AsRef<std::ffi::OsStr>>(words: &[S]) -> Ran {
    finish(&mut stanch(words), None)
}

/// Runs it to its end with these bytes on standard input.
#[allow(dead_code, reason = "not every test file pipes")]
pub fn run_with_input<S: AsRef<std::ffi::OsStr>>(words: &[S], input: &[u8]) -> Ran {
    finish(stanch(words).stdin(Stdio::piped()), Some(input))
}

/// Runs a prepared command to its end.
pub fn finish(command: &mut Command, input: Option<&[u8]>) -> Ran {
    let mut child = command.spawn().expect("the binary starts");
    if let (Some(input), Some(mut stdin)) = (input, child.stdin.take()) {
        // A command that stops reading early closes the pipe; what it says about that is what the test looks at.
        let _ = stdin.write_all(input);
    }
    let output = child.wait_with_output().expect("the binary ends");
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
    }
}
