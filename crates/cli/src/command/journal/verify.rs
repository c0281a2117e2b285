//! `stanch journal verify BUNDLE`: is this the record, whole and unchanged?

use std::path::{Path, PathBuf};

use journal::{Check, Outcome, Report, Verdict, VerifierKey};
use messages::Message;
use serde_json::Value;

use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::file;
use crate::output::Output;
use crate::table::{Edge, Table};

/// What was typed.
#[derive(Debug, clap::Args)]
pub struct Typed {
    /// The bundle.
    #[arg(value_name = "BUNDLE")]
    bundle: PathBuf,
    /// The key to trust: its text, or a file that holds it.
    #[arg(long, value_name = "VKEY")]
    key: Option<String>,
    /// A checkpoint of the same log that came another way.
    #[arg(long, value_name = "CHECKPOINT")]
    newer: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

/// Judges the bundle; the exit code is the verdict.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    let bundle = file::read(&typed.bundle)?;
    let pinned = typed.key.as_deref().map(pinned).transpose()?;
    let newer = typed.newer.as_deref().map(file::read).transpose()?;
    let report = journal::verify(&bundle, pinned.as_ref(), newer.as_deref());
    let value = told(&report, &typed.bundle, door);
    typed.output.give(&value, door, |door| show(&report, door))?;
    Ok(exit(report.verdict))
}

/// The exit code of a verdict.
pub fn exit(verdict: Verdict) -> Exit {
    match verdict {
        Verdict::Verified => Exit::Done,
        Verdict::NotPinned | Verdict::Incomplete => Exit::NotShown,
        Verdict::Failed => Exit::Negative,
    }
}

/// The key as typed, or out of the file so named.
fn pinned(given: &str) -> Result<VerifierKey, Failure> {
    let fault = match VerifierKey::parse(given) {
        Ok(key) => return Ok(key),
        Err(fault) => fault,
    };
    let path = Path::new(given);
    if path.is_file() {
        let bytes = file::read(path)?;
        let text = String::from_utf8_lossy(&bytes);
        return VerifierKey::parse(text.trim()).map_err(|fault| unusable_key(given, &fault.message()));
    }
    Err(unusable_key(given, &fault.message()))
}

fn unusable_key(given: &str, why: &Message) -> Failure {
    Failure::usage(Message::new("cli-journal-key-unusable").with("given", given).with("why", why.clone()))
}

/// The report as JSON, each fault with its sentence in the reader's language.
fn told(report: &Report, bundle: &Path, door: &Door) -> Value {
    let mut value = serde_json::json!({ "bundle": bundle.display().to_string() });
    let mut rest = serde_json::to_value(report).unwrap_or_default();
    for (place, check) in report.checks.iter().enumerate() {
        for (number, fault) in check.faults.iter().enumerate() {
            rest["checks"][place]["faults"][number]["message"] = door.words(&fault.message()).into();
        }
    }
    if let (Value::Object(value), Value::Object(rest)) = (&mut value, rest) {
        value.extend(rest);
    }
    value
}

/// What it is, each check with its outcome, what is wrong, and the verdict.
pub fn show(report: &Report, door: &mut Door) {
    if let (Some(origin), Some(stream)) = (&report.origin, &report.stream) {
        let key = match (report.log_size, report.drill) {
            // Without a genuine checkpoint this is what the file says of itself, and nothing more.
            (None, _) => "cli-journal-says-of-itself",
            (Some(_), Some(true)) => "cli-journal-of-drill",
            (Some(_), _) => "cli-journal-of",
        };
        let message = Message::new(key)
            .with("origin", origin.to_string())
            .with("stream", stream.to_string())
            .with("entries", report.entries.unwrap_or_default())
            .with("size", report.log_size.unwrap_or_default())
            .with("disclosed", report.bodies_disclosed.unwrap_or_default())
            .with("withheld", report.bodies_withheld.unwrap_or_default());
        door.say(&message);
    }
    if let Some(key) = &report.key {
        door.say(&Message::new("cli-journal-key").with("key", key));
    }
    let mut table = Table::new(&[Edge::Left, Edge::Left, Edge::Left]);
    for check in &report.checks {
        table.row(row(check, door));
    }
    door.text(&table.lines());
    for fault in report.faults() {
        let words = door.words(&fault.message());
        door.text(&format!("  ▲ {words}"));
    }
    let more: usize = report.checks.iter().map(|check| check.more).sum();
    if more > 0 {
        door.say(&Message::new("cli-journal-more-faults").with("more", more));
    }
    let sign = if report.verdict == Verdict::Verified { "✓" } else { "▲" };
    let verdict = door.words(&report.verdict.message());
    door.text(&format!("{sign} {verdict}"));
}

fn row(check: &Check, door: &Door) -> [String; 3] {
    let (sign, key) = match check.outcome {
        Outcome::Passed => ("✓", "cli-journal-passed"),
        Outcome::Failed => ("▲", "cli-journal-failed"),
        Outcome::NotChecked => ("–", "cli-journal-not-checked"),
    };
    let because = check.because.map(|because| door.words(&because.message())).unwrap_or_default();
    [format!("{sign} {}", door.words(&Message::new(key))), door.words(&check.name.message()), because]
}
