use jiff::Timestamp;
use plan::State;

use crate::event::case::{Cause, PlanPin};
use crate::stored::wire::{Wire, stored};

stored!(PlanPinV1 = crate::event::case::PlanPin { id: String, version: String, digest: String });
stored!(OpenedV1 = crate::event::case::Opened { title: String, plan: PlanPin, zone: String, at: Timestamp });
stored!(EnteredV1 = crate::event::case::Entered { state: State, at: Timestamp, cause: Cause });
stored!(LeftV1 = crate::event::case::Left { state: State, at: Timestamp, cause: Cause });
stored!(ReopenedV1 = crate::event::case::Reopened { reason: String, at: Timestamp });

/// `{"by":"fact","of":"known"}`; `of` only where there is something to name.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(tag = "by", content = "of", rename_all = "snake_case", deny_unknown_fields)]
pub(in crate::stored) enum CauseV1 {
    Opening,
    Trigger(String),
    Proposal(String),
    Gate(String),
    Decision(String),
    Fact(String),
    Correction(String),
    Struck(u64),
    Adoption,
    States,
    Time,
    Start,
}

impl Wire for Cause {
    type Stored = CauseV1;

    fn store(&self) -> CauseV1 {
        match self {
            Cause::Opening => CauseV1::Opening,
            Cause::Trigger(id) => CauseV1::Trigger(id.clone()),
            Cause::Proposal(id) => CauseV1::Proposal(id.clone()),
            Cause::Gate(id) => CauseV1::Gate(id.clone()),
            Cause::Decision(words) => CauseV1::Decision(words.clone()),
            Cause::Fact(id) => CauseV1::Fact(id.clone()),
            Cause::Correction(id) => CauseV1::Correction(id.clone()),
            Cause::Struck(position) => CauseV1::Struck(*position),
            Cause::Adoption => CauseV1::Adoption,
            Cause::States => CauseV1::States,
            Cause::Time => CauseV1::Time,
            Cause::Start => CauseV1::Start,
        }
    }

    fn load(stored: CauseV1) -> Cause {
        match stored {
            CauseV1::Opening => Cause::Opening,
            CauseV1::Trigger(id) => Cause::Trigger(id),
            CauseV1::Proposal(id) => Cause::Proposal(id),
            CauseV1::Gate(id) => Cause::Gate(id),
            CauseV1::Decision(words) => Cause::Decision(words),
            CauseV1::Fact(id) => Cause::Fact(id),
            CauseV1::Correction(id) => Cause::Correction(id),
            CauseV1::Struck(position) => Cause::Struck(position),
            CauseV1::Adoption => Cause::Adoption,
            CauseV1::States => Cause::States,
            CauseV1::Time => Cause::Time,
            CauseV1::Start => Cause::Start,
        }
    }
}
