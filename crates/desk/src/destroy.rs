//! Destroying a case: its keys, and with them everything it says. Entries, hashes and proofs stay; the organisation's
//! stream tells who destroyed it and why.

use incident::Actor;
use jiff::Timestamp;
use plan::Right;
use serde::Serialize;
use std::sync::PoisonError;
use store::{Append, AppendError, Destroy, KeyId, OutboxChange, Store, WaveState};
use vault::{blob_id, remove_blob};

use crate::act::{TRIES, check_holds};
use crate::log::{Draft, Opened};
use crate::{CaseId, Desk, DeskError, LogKind, rows};

const KIND: &str = "case.destroyed";

/// Body of `case.destroyed` shape 1 in the organisation's stream.
#[derive(Debug, Serialize)]
struct CaseDestroyed<'a> {
    case: &'a str,
    reason: &'a str,
    role: &'a str,
    user: &'a str,
}

pub(crate) fn body(case: &CaseId, reason: &str, who: &Actor) -> Vec<u8> {
    let body = CaseDestroyed { case: case.as_str(), reason, role: &who.role, user: &who.user };
    serde_json::to_vec(&body).unwrap_or_default()
}

/// The case of which the organisation's stream says here that it was destroyed, and when.
pub(crate) fn destroyed_case(opened: &Opened) -> Option<(String, Timestamp)> {
    if opened.entry.kind.as_str() != KIND {
        return None;
    }
    let told: serde_json::Value = serde_json::from_slice(&opened.plaintext).ok()?;
    Some((told.get("case")?.as_str()?.to_owned(), opened.entry.recorded_at.timestamp()))
}

impl<L: LogKind> Desk<L> {
    /// Destroys the keys of a case, and with them all it says: in one act the organisation's stream notes it, the row
    /// on the board becomes a tombstone, and nothing is due any more. On return no file of this folder holds the keys;
    /// backups of the keys are beyond its reach. Sealed evidence goes with them. Who looked at it stays known. Every proof still verifies, and exports withhold the bodies.
    ///
    /// It cannot be undone, so it asks for the right that reaches furthest in a plan, `adopt_plan`.
    ///
    /// # Errors
    /// [`DeskError::NoRight`]; [`DeskError::NoReason`]; if the case cannot be read, destroyed ones included.
    pub fn destroy_case(
        &self,
        case: &CaseId,
        reason: &str,
        who: &Actor,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        let reason = &*messages::lines(reason.trim());
        if reason.is_empty() {
            return Err(DeskError::NoReason);
        }
        // An act under way would be sealed with keys that are about to go.
        let _alone = self.destroying.write().unwrap_or_else(PoisonError::into_inner);
        let blobs: Vec<KeyId> = {
            let on_desk = self.load(case)?;
            let file = &on_desk.folded.file;
            check_holds(&file.plan, who, Right::AdoptPlan)?;
            file.state.evidence.iter().filter_map(|one| one.blob.as_deref().and_then(blob_id)).collect()
        };
        self.cases.forget(case);
        // Without the case's key nobody can write its letters; what waits is not to be asked for again.
        let waves = self.store.waves(Some(case.as_str()))?.into_iter();
        let waves = waves.filter(|wave| wave.state != WaveState::Ended);
        let outbox: Vec<OutboxChange> = waves.map(|wave| OutboxChange::End { wave: wave.id }).collect();
        let plaintext = body(case, reason, who);
        for _ in 0..TRIES {
            let recorded_at = self.recorded_at(now);
            let draft = Draft {
                kind: KIND.to_owned(),
                shape: 1,
                occurred_at: recorded_at,
                plaintext: plaintext.clone(),
            };
            let written = self.org_write(&[draft], recorded_at)?;
            let appended = self.append(Append {
                entries: written.entries,
                keys: written.keys,
                board: vec![rows::tombstone(case, recorded_at)],
                due: vec![rows::nothing_due(case)],
                outbox: outbox.clone(),
                destroy: vec![Destroy::Owner(case.owner())],
                recorded_us: recorded_at.as_microsecond(),
                ..Append::default()
            });
            match appended {
                Ok(_) => {
                    self.titles.forget_all();
                    // Without their keys the sealed files say nothing; they go all the same, now or at the next opening.
                    for blob in &blobs {
                        drop(remove_blob(&self.store.folder().blobs(), blob));
                    }
                    return self.cover().map(|_| ());
                }
                Err(AppendError::Conflict { .. } | AppendError::ClockBehind { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(DeskError::Busy)
    }
}
