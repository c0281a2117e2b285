use jiff::Timestamp;

use crate::event::obligation::{ClockId, Schedule};
use crate::event::{Actor, Cause};

/// A duty of the case with its due time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// Which.
    pub id: ClockId,
    /// Position at which it came on record.
    pub began: u64,
    /// How the due time came about.
    pub schedule: Schedule,
    /// Running, or how it ended.
    pub status: ClockStatus,
    /// Internal duty that runs although it is unknown whether it is owed.
    pub presumed: bool,
    /// Facts that would settle an undetermined one.
    pub settled_by: Vec<String>,
    /// Soon due since.
    pub warned: Option<Timestamp>,
    /// The due time that passed unmet.
    pub missed: Option<Timestamp>,
    /// The facts say it is not owed, since when; a person decides.
    pub questioned: Option<Timestamp>,
    /// How it was met.
    pub met: Option<Meeting>,
    /// Why it is moot.
    pub moot: Option<Mooting>,
}

/// Where a clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockStatus {
    /// Whether it is owed cannot be told yet.
    Undetermined,
    /// Owed and not met: running, soon, or late.
    Running,
    /// Met, in time or late.
    Met,
    /// No longer owed, by decision.
    Moot,
    /// Turned out not to be owed.
    NotOwed,
}

/// How a duty was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// When, as told.
    pub at: Timestamp,
    /// When that was written down.
    pub recorded_at: Timestamp,
    /// From when the clock ran then: its start may have moved since.
    pub from: Timestamp,
    /// Digest of the plan the case ran on then.
    pub plan: String,
    /// By what.
    pub by: String,
    /// Evidence ids.
    pub evidence: Vec<String>,
    /// Who said so.
    pub actor: Actor,
    /// Position of the act.
    pub position: u64,
}

/// Why a duty is moot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mooting {
    /// Why.
    pub cause: Cause,
    /// When.
    pub at: Timestamp,
    /// Who approved it.
    pub actor: Actor,
}

impl Clock {
    /// Undetermined or running.
    pub fn is_open(&self) -> bool {
        matches!(self.status, ClockStatus::Undetermined | ClockStatus::Running)
    }

    /// Met after it was due.
    pub fn met_late(&self) -> bool {
        self.met.as_ref().is_some_and(|meeting| meeting.at > self.schedule.due)
    }
}
