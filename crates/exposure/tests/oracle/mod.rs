//! Runs the scripts of `tests/oracles` with the Python found; says aloud when one cannot run.

use std::path::Path;
use std::process::Command;

/// The output of a script, or `None` (said on standard error) where Python or the script's packages are missing.
/// `STANCH_PYTHON` names another interpreter; with `STANCH_REQUIRE_ALL` set a missing one is a failure.
pub(crate) fn run(script: &str, args: &[&str]) -> Option<String> {
    let python = std::env::var("STANCH_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles").join(script);
    let output = Command::new(&python).arg(&path).args(args).env("PYTHONIOENCODING", "utf-8").output();
    let reason = match output {
        Ok(output) if output.status.success() => return Some(String::from_utf8(output.stdout).unwrap()),
        Ok(output) => String::from_utf8_lossy(&output.stderr).into_owned(),
        Err(error) => error.to_string(),
    };
    let missing = reason.contains("ModuleNotFoundError") || reason.contains("No such file");
    assert!(missing, "{script} failed: {reason}");
    assert!(std::env::var_os("STANCH_REQUIRE_ALL").is_none(), "{script} cannot run: {reason}");
    eprintln!("left out: {script} cannot run: {reason}");
    None
}
