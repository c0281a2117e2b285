//! Bodies of the entries in a wave's stream (`docs/formats/case-body.md`): what was decided and what came of it. No address
//! and no name stands in them; letters are numbers.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::LetterStep;

use crate::log::Draft;

/// `wave.begun` shape 1.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Begun {
    pub(crate) case: String,
    pub(crate) notice: String,
    pub(crate) digest: String,
    pub(crate) as_of: Timestamp,
    pub(crate) letter: serde_json::Value,
    pub(crate) completes: String,
    pub(crate) role: String,
    pub(crate) user: String,
}

/// `wave.listed` shape 1: a batch. `root` is the tree root (RFC 6962) over its letters in order, each leaf being
/// `number(8, big-endian) ‖ person(16) ‖ SHA-256(sealed row)`.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Listed {
    pub(crate) first: u64,
    pub(crate) letters: u64,
    pub(crate) without_address: u64,
    pub(crate) root: String,
}

/// `wave.released` shape 1: the totals.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Released {
    pub(crate) letters: u64,
    pub(crate) without_address: u64,
    pub(crate) already: u64,
    pub(crate) failed_before: u64,
}

/// Runs of letters with one outcome: first number, last number, where they stand now, the answer in figures (or empty).
pub(crate) type Runs = Vec<(u64, u64, String, String)>;

/// `wave.receipts` shape 1, and `wave.interrupted` shape 1: letters that a process had taken when it died.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Receipts {
    pub(crate) outcomes: Runs,
}

/// `wave.bounced` and `wave.settled` shape 1: what somebody learned later.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Learned {
    pub(crate) outcomes: Runs,
    pub(crate) reason: String,
    pub(crate) role: String,
    pub(crate) user: String,
}

/// `wave.ended` shape 1.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Ended {
    pub(crate) accepted: u64,
    pub(crate) refused: u64,
    pub(crate) uncertain: u64,
    pub(crate) bounced: u64,
    pub(crate) without_address: u64,
    pub(crate) withdrawn: u64,
    pub(crate) notice_sent: bool,
    pub(crate) reason: String,
}

/// An entry of a wave's stream.
pub(crate) fn draft(kind: &str, body: &impl Serialize, at: Timestamp) -> Draft {
    let plaintext = serde_json::to_vec(body).unwrap_or_default();
    Draft { kind: kind.to_owned(), shape: 1, occurred_at: at, plaintext }
}

/// Steps as runs. Letters go mostly one after the other, with one answer: a batch is a line.
pub(crate) fn runs(steps: &[LetterStep]) -> Runs {
    let mut sorted: Vec<&LetterStep> = steps.iter().collect();
    sorted.sort_by_key(|step| step.number);
    let mut runs: Runs = Vec::new();
    for step in sorted {
        let (state, code) = (step.to.word(), step.code.as_deref().unwrap_or_default());
        match runs.last_mut() {
            Some((_, last, stands, said)) if *last + 1 == step.number && stands == state && said == code => {
                *last = step.number;
            }
            _ => runs.push((step.number, step.number, state.to_owned(), code.to_owned())),
        }
    }
    runs
}
