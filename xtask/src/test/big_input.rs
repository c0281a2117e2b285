//! 1 GB through a pipe, under 128 MB resident: lines without an end, in each reader that streams.

use std::io::Write;
use std::process::{Child, Command, Stdio};

use crate::shell::{say, target};

const GIGABYTE: u64 = 1_000_000_000;
/// Limit of the issue, in kibibytes of peak resident memory (`VmHWM`).
const RESIDENT_KIB_MAX: u64 = 128 * 1024;

/// A leak that never ends its line: what comes first, what is repeated, what comes last.
struct Endless {
    name: &'static str,
    head: &'static str,
    repeated: &'static str,
}

const LEAKS: &[Endless] = &[
    Endless { name: "text without a line end", head: "", repeated: "lorem ipsum 0123456789 " },
    Endless { name: "a CSV cell without an end", head: "name,note\nsomebody,\"", repeated: "note 12345 " },
    Endless {
        name: "an SQL value without an end",
        head: "INSERT INTO `t` (`note`) VALUES ('",
        repeated: "note 12345 ",
    },
    Endless {
        name: "an SQL statement without an end",
        head: "INSERT INTO `t` (`id`,`note`) VALUES (0,'x')",
        repeated: ",(1,'note')",
    },
];

pub(crate) fn run() -> Result<(), String> {
    for leak in LEAKS {
        let resident_kib = pipe(leak, GIGABYTE)?;
        say(&format!("1 GB, {}: {} MiB resident at most\n", leak.name, resident_kib / 1024));
        if resident_kib > RESIDENT_KIB_MAX {
            return Err(format!(
                "{}: {} MiB resident, the limit is {} MiB",
                leak.name,
                resident_kib / 1024,
                RESIDENT_KIB_MAX / 1024
            ));
        }
    }
    Ok(())
}

/// Feeds one leak to `stanch assess -` and returns the peak resident memory read just before the last byte.
fn pipe(leak: &Endless, bytes: u64) -> Result<u64, String> {
    let stanch = target().join("release/stanch");
    let mut child = Command::new(stanch)
        .args(["assess", "-", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("stanch could not be started: {error}"))?;
    let resident = feed(&mut child, leak, bytes).map_err(|error| format!("{}: {error}", leak.name));
    let status = child.wait().map_err(|error| error.to_string())?;
    let resident = resident?;
    if status.code().is_none() {
        return Err(format!("{}: stanch was ended by a signal ({status})", leak.name));
    }
    Ok(resident)
}

fn feed(child: &mut Child, leak: &Endless, bytes: u64) -> Result<u64, String> {
    let mut pipe = child.stdin.take().ok_or("no pipe")?;
    let block = leak.repeated.repeat(64 * 1024 / leak.repeated.len());
    pipe.write_all(leak.head.as_bytes()).map_err(|error| error.to_string())?;
    let mut written = 0;
    while written < bytes {
        pipe.write_all(block.as_bytes()).map_err(|error| error.to_string())?;
        written += block.len() as u64;
    }
    pipe.flush().map_err(|error| error.to_string())?;
    peak_resident_kib(child.id())
}

/// `VmHWM` of a process, in kibibytes.
fn peak_resident_kib(pid: u32) -> Result<u64, String> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).map_err(|error| error.to_string())?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).ok_or("no VmHWM in /proc")?;
    line.split_whitespace()
        .nth(1)
        .and_then(|kib| kib.parse().ok())
        .ok_or_else(|| format!("cannot read {line:?}"))
}
