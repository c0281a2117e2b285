//! `stanch journal check PROOF.json`: does one proof of inclusion or consistency hold?

use std::path::PathBuf;

use journal::Judgement;
use serde_json::json;

use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::file;
use crate::output::Output;

/// What was typed.
#[derive(Debug, clap::Args)]
pub struct Typed {
    /// The proof; `-` is standard input.
    #[arg(value_name = "PROOF.json")]
    proof: PathBuf,
    #[command(flatten)]
    output: Output,
}

/// Judges the proof. What is no proof at all proves nothing either: both end negative, with different words.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    let bytes = file::read_or_input(&typed.proof)?;
    let (word, message, detail) = match journal::check_proof(&bytes) {
        Ok(judgement @ Judgement::Valid) => ("valid", judgement.message(), json!(null)),
        Ok(judgement @ Judgement::Invalid { .. }) => {
            ("invalid", judgement.message(), json!(judgement)["reason"].take())
        }
        Err(fault) => ("malformed", fault.message(), json!(fault)),
    };
    let valid = word == "valid";
    let words = door.words(&message);
    let mut value =
        json!({ "proof": typed.proof.display().to_string(), "judgement": word, "message": words });
    if !detail.is_null() {
        value["reason"] = detail;
    }
    typed
        .output
        .give(&value, door, |door| door.text(&format!("{} {words}", if valid { "✓" } else { "▲" })))?;
    Ok(if valid { Exit::Done } else { Exit::Negative })
}
