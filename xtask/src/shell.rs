//! Running other programs, and the one door through which the workshop prints.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Prints as it is.
#[expect(clippy::print_stdout, reason = "the one door of the workshop")]
pub(crate) fn say(text: &str) {
    print!("{text}");
}

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// Where this build's artefacts lie.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Runs a program in the workspace root, its output shown; an error names the command.
pub(crate) fn run(program: &str, args: &[&str], vars: &[(&str, &str)]) -> Result<(), String> {
    say(&format!("\n── {program} {}\n", args.join(" ")));
    let status = Command::new(program)
        .args(args)
        .envs(vars.iter().copied())
        .current_dir(root())
        .status()
        .map_err(|error| format!("`{program}` could not be started: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{program} {}` failed ({status})", args.join(" "))) }
}

/// What a program prints on stdout, its stderr shown.
pub(crate) fn output(program: &str, args: &[&str]) -> Result<String, String> {
    let output = Command::new(program)
        .args(args)
        .current_dir(root())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("`{program}` could not be started: {error}"))?;
    if !output.status.success() {
        return Err(format!("`{program} {}` failed ({})", args.join(" "), output.status));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program can be started and ends well.
pub(crate) fn answers(program: &str, args: &[&str]) -> bool {
    let mut command = Command::new(program);
    let quiet = command.args(args).current_dir(root()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    quiet.is_ok_and(|status| status.success())
}
