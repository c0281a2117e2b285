//! Gates: conditions, then propose, review, approve.

use jiff::Timestamp;

/// How a condition stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Met.
    Met,
    /// Not met.
    NotMet,
    /// Cannot be told.
    Unknown,
}

/// A condition changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionChanged {
    /// Gate id.
    pub gate: String,
    /// Condition id.
    pub condition: String,
    /// How it stands now.
    pub status: Status,
    /// Since when.
    pub since: Timestamp,
}

/// A condition was declared not applicable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waived {
    /// Gate id.
    pub gate: String,
    /// Condition id.
    pub condition: String,
    /// Why.
    pub reason: String,
}

/// Somebody proposes, in writing, that the gate be passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// Gate id.
    pub gate: String,
    /// The proposal.
    pub reason: String,
    /// SHA-256 of what is proposed: the conditions, how they stand, and the facts behind them.
    pub digest: String,
}

/// A role reviewed the proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed {
    /// Gate id.
    pub gate: String,
    /// Role that reviewed.
    pub role: String,
    /// Digest of what was reviewed.
    pub digest: String,
}

/// The gate was approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approved {
    /// Gate id.
    pub gate: String,
    /// Digest of what was approved.
    pub digest: String,
    /// When.
    pub at: Timestamp,
}

/// What was proposed has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lapsed {
    /// Gate id.
    pub gate: String,
    /// Digest of what had been proposed.
    pub digest: String,
}
