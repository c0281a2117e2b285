//! Proposals, warnings and the beginning of a response.

use jiff::Timestamp;

/// What a proposal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// A warning.
    Warning,
    /// A response.
    Response,
}

/// What became of a proposal at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It waits for an answer.
    Waits,
    /// The plan starts it by itself; it is unconfirmed until a person accepts.
    Started,
    /// What it proposes is under way already.
    UnderWay,
}

/// A trigger of the plan fired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalMade {
    /// Its id in the case: `P-1`, `P-2`, …
    pub id: String,
    /// Trigger id.
    pub trigger: String,
    /// What it proposes.
    pub start: Start,
    /// Scale and level the trigger names.
    pub level: Option<(String, String)>,
    /// What became of it at once.
    pub outcome: Outcome,
    /// The parts of its rule that decided.
    pub parts: Vec<super::level::Part>,
    /// When.
    pub at: Timestamp,
}

/// A person answered a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalAnswered {
    /// Its id.
    pub id: String,
    /// Accepted or rejected.
    pub accepted: bool,
    /// Why.
    pub reason: String,
}

/// A trigger's condition no longer holds; it may fire again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TriggerCeased {
    /// Trigger id.
    pub trigger: String,
}

/// A warning was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarningOpened {
    /// Level id of its grade, where one was given.
    pub grade: Option<String>,
    /// Why.
    pub reason: String,
    /// Started by the plan, not yet accepted by a person.
    pub unconfirmed: bool,
    /// When.
    pub at: Timestamp,
}

/// What the command made of a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// It goes on for another term.
    Renew,
    /// No hourly duty; the lifting gate runs.
    Watch,
    /// It became a response.
    Response,
}

/// The command chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarningDecided {
    /// What.
    pub choice: Choice,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// The response was declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponseDeclared {
    /// Why.
    pub reason: String,
    /// Started by the plan, not yet accepted by a person.
    pub unconfirmed: bool,
    /// When.
    pub at: Timestamp,
}

/// A person accepted an automatic start: reports and texts may leave from here on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartConfirmed {
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}
