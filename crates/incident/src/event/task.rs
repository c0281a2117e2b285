//! Playbooks and their tasks. A task's time limit is an obligation `task/ID`.

use jiff::Timestamp;

use super::Cause;

/// A playbook was laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaybookStarted {
    /// Playbook id.
    pub playbook: String,
    /// Why.
    pub cause: Cause,
    /// When.
    pub at: Timestamp,
}

/// A task was laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaidOut {
    /// Task id.
    pub task: String,
    /// Playbook id.
    pub playbook: String,
    /// Role that does it.
    pub doer: String,
    /// The one accountable role.
    pub accountable: String,
    /// When.
    pub at: Timestamp,
}

/// Where a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Laid out, nobody on it.
    Open,
    /// Somebody has taken it.
    Taken,
    /// Being done.
    Doing,
    /// Cannot go on.
    Blocked,
    /// Done.
    Done,
}

/// A task moved on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Task id.
    pub task: String,
    /// To where.
    pub to: Stage,
    /// What there is to say: by what it is blocked, what was done.
    pub note: Option<String>,
    /// When.
    pub at: Timestamp,
}
