//! What is owed and by when. The due time is computed once, when the event is decided; folds never recompute it.

use jiff::Timestamp;

use super::Cause;

/// One running (or ended) duty of a case: the obligation of the plan and a running number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClockId {
    /// Obligation id; `task/ID` for the time limit of a task.
    pub obligation: String,
    /// 1, 2, … within the case and obligation.
    pub number: u32,
}

impl std::fmt::Display for ClockId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}#{}", self.obligation, self.number)
    }
}

/// How a due time came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// What it runs from, in the words of the plan: `fact known`, `state response`, `met first_report`, ….
    pub start: String,
    /// Place of that start in the plan's list; 0 is no fallback.
    pub start_index: u32,
    /// Text key of the note to show when a fallback is used.
    pub note: Option<String>,
    /// The moment it runs from.
    pub from: Timestamp,
    /// For recurring duties: the 0-based number of the occurrence, counted from `from`.
    pub nth: u32,
    /// When it is due.
    pub due: Timestamp,
    /// From when on it is shown as soon due.
    pub soon: Timestamp,
    /// The start that was skipped because its term had run out: moment, due time from there, seconds behind it.
    pub late_from: Option<LateFrom>,
    /// The rule in short: the term and what recurs, e.g. `1800 s`, `14400 s every 14400 s`.
    pub rule: String,
    /// Name of the zone in which months are counted.
    pub zone: String,
    /// Digest of the plan the rule stands in.
    pub plan: String,
}

/// A start that was skipped because its term had run out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateFrom {
    /// What would have started it.
    pub start: String,
    /// Its moment.
    pub from: Timestamp,
    /// When it would have been due.
    pub due: Timestamp,
    /// Seconds from that moment to the due time that counts.
    pub behind: i64,
}

/// A clock began to run (or an undetermined one became owed).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    /// Which.
    pub clock: ClockId,
    /// When and why then.
    pub schedule: Schedule,
    /// Whether it is owed is unknown; being internal it runs all the same.
    pub presumed: bool,
}

/// Whether it is owed cannot be told yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undetermined {
    /// Which.
    pub clock: ClockId,
    /// The provisional clock: the due time if it is owed.
    pub schedule: Schedule,
    /// Ids of the facts that would settle it.
    pub settled_by: Vec<String>,
}

/// It turned out not to be owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotOwed {
    /// Which.
    pub clock: ClockId,
    /// When that was told.
    pub at: Timestamp,
}

/// The due time moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rescheduled {
    /// Which.
    pub clock: ClockId,
    /// When it had been due.
    pub old_due: Timestamp,
    /// The moment it had been running from.
    pub old_from: Timestamp,
    /// When it is due now.
    pub schedule: Schedule,
    /// Why.
    pub cause: Cause,
}

/// It is soon due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warned {
    /// Which.
    pub clock: ClockId,
    /// From when on.
    pub at: Timestamp,
}

/// It was not met in time. It stays owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missed {
    /// Which.
    pub clock: ClockId,
    /// The due time that passed.
    pub due: Timestamp,
}

/// It was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// Which.
    pub clock: ClockId,
    /// When, as told.
    pub at: Timestamp,
    /// By what: `filing first_report`, `notice letter`, `decision`, `attested`, `task`.
    pub by: String,
    /// Ids of the evidence.
    pub evidence: Vec<String>,
}

/// It is no longer owed; who acts in the event approved it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moot {
    /// Which.
    pub clock: ClockId,
    /// Why.
    pub cause: Cause,
    /// When.
    pub at: Timestamp,
}

/// The facts changed so that a running duty would not be owed (or is again): it runs on until a person decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Questioned {
    /// Which.
    pub clock: ClockId,
    /// Whether the facts still say it is owed.
    pub owed: bool,
    /// When.
    pub at: Timestamp,
}

/// A role was called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolePaged {
    /// Role id.
    pub role: String,
    /// About which clock, where it is one.
    pub clock: Option<ClockId>,
    /// Why.
    pub cause: Cause,
    /// When.
    pub at: Timestamp,
}
