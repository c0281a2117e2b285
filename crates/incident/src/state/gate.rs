use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::event::Actor;
use crate::event::gate::Status;

/// A gate as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GateState {
    /// Conditions by id.
    pub conditions: BTreeMap<String, ConditionState>,
    /// What was proposed: digest, by whom, the words.
    pub proposed: Option<(String, Actor, String)>,
    /// Roles that reviewed the proposal.
    pub reviewed: Vec<Actor>,
    /// When it was approved last, and by whom.
    pub approved: Option<(Timestamp, Actor)>,
}

/// A condition as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionState {
    /// Met, not met, unknown.
    pub status: Status,
    /// Since when.
    pub since: Timestamp,
    /// Declared not applicable: by whom and why.
    pub waived: Option<(Actor, String)>,
}
