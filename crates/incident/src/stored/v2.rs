//! Shape 2 of the kinds that have one, and how shape 1 of them is read.

use jiff::Timestamp;
use serde::Deserialize as _;
use serde_json::Value;

use super::Fault;
use super::v1::fact::StruckV1;
use super::v1::rest::{AddedV1, SentV1};
use super::wire::{stored, words};
use crate::event::Event;

stored!(StruckV2 = crate::event::fact::Struck { position: u64, reason: String, evidence: Vec<String> });
stored!(
    AddedV2 = crate::event::evidence::Added {
        id: String,
        name: String,
        sha256: String,
        size: u64,
        held_by: String,
        blob: Option<String>,
    }
);

words!(WayV2 = plan::Channel { App, Sms, Email, Push, Letter, Web, Media });
stored!(
    SentV2 = crate::event::notice::Sent {
        notice: String,
        digest: String,
        count: u64,
        at: Timestamp,
        ways: Vec<plan::Channel>,
    }
);

/// The kinds whose newest shape is 2.
pub(super) fn has(kind: &str) -> bool {
    matches!(kind, "act.struck" | "evidence.added" | "notice.sent")
}

/// Reads shape 1 of a kind whose newest shape is 2.
pub(super) fn upcast(kind: &str, data: &Value) -> Result<Event, Fault> {
    match kind {
        "act.struck" => {
            let stored = StruckV1::deserialize(data).map_err(|fault| Fault::malformed(kind, &fault))?;
            Ok(Event::ActStruck(stored.newest()))
        }
        "evidence.added" => {
            let stored = AddedV1::deserialize(data).map_err(|fault| Fault::malformed(kind, &fault))?;
            Ok(Event::EvidenceAdded(stored.newest()))
        }
        "notice.sent" => {
            let stored = SentV1::deserialize(data).map_err(|fault| Fault::malformed(kind, &fault))?;
            Ok(Event::NoticeSent(stored.newest()))
        }
        _ => Err(Fault::Newer { kind: kind.to_owned(), shape: 1 }),
    }
}
