//! Steps of the machine's clock: recorded time never runs backwards, and a step back is itself an event.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::Store;

use crate::log::{self, Draft};
use crate::{Desk, DeskError, LogKind};

const KIND: &str = "clock.stepped_back";
/// Smaller steps are what keeping a clock right looks like (DEFINITIONS: over 2 s is an event).
const SECONDS_WORTH_SAYING: i64 = 2;

/// The machine's clock went back; body of `clock.stepped_back` shape 1 in the organisation's stream.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Step {
    /// What it had shown.
    pub(crate) from: Timestamp,
    /// What it shows now.
    pub(crate) to: Timestamp,
}

impl Step {
    pub(crate) fn is_worth_saying(&self) -> bool {
        self.from.duration_since(self.to).as_secs() > SECONDS_WORTH_SAYING
    }

    pub(crate) fn draft(&self, recorded_at: Timestamp) -> Draft {
        Draft {
            kind: KIND.to_owned(),
            shape: 1,
            occurred_at: recorded_at,
            plaintext: serde_json::to_vec(self).unwrap_or_default(),
        }
    }
}

impl<L: LogKind> Desk<L> {
    /// Every step back of the machine's clock that an act met: what it had shown, what it showed then.
    ///
    /// # Errors
    /// If the store fails or the organisation's stream cannot be opened.
    pub fn clock_steps(&self) -> Result<Vec<(Timestamp, Timestamp)>, DeskError> {
        let safe = self.org_safe()?;
        let mut steps = Vec::new();
        for stored in self.store.stream("org", 1)? {
            if log::decode(&stored)?.kind.as_str() != KIND {
                continue;
            }
            let step: Step =
                serde_json::from_slice(&log::open(&stored, &safe)?.plaintext).map_err(|error| {
                    let why = messages::Message::new("desk-body-unreadable")
                        .with("position", stored.position.to_string())
                        .with("why", error.to_string());
                    DeskError::Damaged(why)
                })?;
            steps.push((step.from, step.to));
        }
        Ok(steps)
    }
}
