//! Programs that others wrote, asked what they read in our files; says aloud when one cannot run.

use std::path::Path;
use std::process::{Command, Output};

use sha2::Digest;

/// What the script of this folder answers about `file`, as JSON; `None` (said) where Python or a package is missing.
/// With `STANCH_REQUIRE_ALL` set a missing one is a failure.
pub(crate) fn ask(script: &str, file: &Path) -> Option<serde_json::Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle").join(script);
    let run = Command::new("python3").arg(path).arg(file).env("PYTHONIOENCODING", "utf-8").output();
    let answer = answer(script, run, "ModuleNotFoundError")?;
    Some(serde_json::from_str(&answer).expect("the script prints JSON"))
}

/// The text that a reader of PDF finds in what LibreOffice makes of `file`.
#[allow(dead_code, reason = "not every file that asks an oracle is printed")]
pub(crate) fn through_libreoffice(file: &Path) -> Option<String> {
    let folder = file.parent().expect("in a folder");
    // A profile of its own, because two runs of LibreOffice on one profile refuse each other.
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let mut office = Command::new("soffice");
    office.args([&profile, "--headless", "--convert-to", "pdf", "--outdir"]).arg(folder).arg(file);
    answer("LibreOffice", office.output(), "\u{0}")?;
    let pdf = file.with_extension("pdf");
    assert!(pdf.is_file(), "LibreOffice made no PDF of {}", file.display());
    answer("pdftotext", Command::new("pdftotext").arg("-layout").arg(pdf).arg("-").output(), "\u{0}")
}

fn answer(name: &str, run: std::io::Result<Output>, absent: &str) -> Option<String> {
    let reason = match run {
        Ok(output) if output.status.success() => {
            return Some(String::from_utf8(output.stdout).expect("the answer is UTF-8"));
        }
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(said.contains(absent), "{name} failed: {said}");
            said
        }
        Err(fault) => fault.to_string(),
    };
    assert!(std::env::var_os("STANCH_REQUIRE_ALL").is_none(), "{name} is needed for this test: {reason}");
    println!("left out: {name} cannot run: {reason}");
    None
}

/// SHA-256, lower-case hex.
#[allow(dead_code, reason = "not every file that asks an oracle compares bytes")]
pub(crate) fn sha256(bytes: &[u8]) -> String {
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
