//! Evidence, tasks, what leaves the house, and plans.

use jiff::Timestamp;

use crate::event::case::{Cause, PlanPin};
use crate::event::evidence::{Found, Leaked, SealedFile, Tally};
use crate::event::notice::Paper;
use crate::event::task::Stage;
use crate::stored::wire::{stored, words};

/// Evidence of which only digest and size were taken in, as it was written before bytes could be sealed.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::stored) struct AddedV1 {
    id: String,
    name: String,
    sha256: String,
    size: u64,
    held_by: String,
}

impl AddedV1 {
    pub(in crate::stored) fn newest(self) -> crate::event::evidence::Added {
        let AddedV1 { id, name, sha256, size, held_by } = self;
        crate::event::evidence::Added { id, name, sha256, size, held_by, blob: None }
    }
}

stored!(CustodyPassedV1 = crate::event::evidence::Passed { id: String, to: String, reason: String });

stored!(SealedFileV1 = crate::event::evidence::SealedFile { blob: String, sha256: String, size: u64 });
stored!(LeakedV1 = crate::event::evidence::Leaked { kind: String, customers: u64 });
stored!(
    TallyV1 = crate::event::evidence::Tally {
        customers: u64,
        exact: u64,
        near: u64,
        at_least: u64,
        leaked: Vec<Leaked>,
    }
);
stored!(
    FoundV1 = crate::event::evidence::Found {
        list: SealedFile,
        register: String,
        own_keys: bool,
        at_least: u64,
        listed: Tally,
        together: Tally,
    }
);
stored!(
    CountedV1 = crate::event::evidence::Counted {
        evidence: Vec<String>,
        records: u64,
        persons: u64,
        report: SealedFile,
        customers: Option<Found>,
    }
);

words!(StageV1 = crate::event::task::Stage { Open, Taken, Doing, Blocked, Done });
stored!(
    PlaybookStartedV1 = crate::event::task::PlaybookStarted { playbook: String, cause: Cause, at: Timestamp }
);
stored!(
    LaidOutV1 = crate::event::task::LaidOut {
        task: String,
        playbook: String,
        doer: String,
        accountable: String,
        at: Timestamp,
    }
);
stored!(MovedV1 = crate::event::task::Moved { task: String, to: Stage, note: Option<String>, at: Timestamp });

/// A filing as it was written before its way, its receipt and its digest were asked for.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::stored) struct FiledV1 {
    form: String,
    at: Timestamp,
}

impl FiledV1 {
    pub(in crate::stored) fn newest(self) -> crate::event::notice::Filed {
        let FiledV1 { form, at } = self;
        crate::event::notice::Filed { form, at, channel: None, receipt: None, digest: None, paper: None }
    }
}

words!(PaperV1 = crate::event::notice::Paper { Form, Notice });
stored!(WrittenV1 = crate::event::notice::Written { paper: Paper, of: String, field: String, text: String });
stored!(PassedV1 = crate::event::notice::Passed { notice: String, digest: String });
stored!(PassLapsedV1 = crate::event::notice::PassLapsed { notice: String, digest: String });

/// A notice that was sent, as it was written when a notice went in all of its ways or in none.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::stored) struct SentV1 {
    notice: String,
    digest: String,
    count: u64,
    at: Timestamp,
}

impl SentV1 {
    pub(in crate::stored) fn newest(self) -> crate::event::notice::Sent {
        let SentV1 { notice, digest, count, at } = self;
        crate::event::notice::Sent { notice, digest, count, at, ways: Vec::new() }
    }
}

stored!(AdoptedV1 = crate::event::plan::Adopted {
    from: PlanPin,
    to: PlanPin,
    kept: Vec<String>,
    added: Vec<String>,
    moot: Vec<String>,
    reason: String,
});
