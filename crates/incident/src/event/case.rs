//! A case begins, changes its states, begins again.

use jiff::Timestamp;

/// The plan a case runs on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanPin {
    /// Pack id.
    pub id: String,
    /// The owner's version of it.
    pub version: String,
    /// SHA-256 over its files, lower-case hex.
    pub digest: String,
}

/// Why something followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// The case was opened.
    Opening,
    /// A trigger of the plan, by id.
    Trigger(String),
    /// A proposal was answered, by its id.
    Proposal(String),
    /// A gate was approved, by id.
    Gate(String),
    /// Somebody decided, in their words.
    Decision(String),
    /// A fact became known or changed, by id.
    Fact(String),
    /// A time fact that had been stated was corrected, by id.
    Correction(String),
    /// Something was struck, by its position.
    Struck(u64),
    /// Another plan was adopted.
    Adoption,
    /// The case left the states in which it was owed.
    States,
    /// Time alone.
    Time,
    /// What the clock starts from changed.
    Start,
}

/// The case was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// What people call it.
    pub title: String,
    /// The plan it runs on.
    pub plan: PlanPin,
    /// Name of the zone in which its clocks are read.
    pub zone: String,
    /// When.
    pub at: Timestamp,
}

/// A state began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// The state.
    pub state: ::plan::State,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub cause: Cause,
}

/// A state ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The state.
    pub state: ::plan::State,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub cause: Cause,
}

/// A closed case was opened again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reopened {
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}
