use incident::State;
use incident::event::gate::Status;
use jiff::Timestamp;
use plan::{Gate, Plan};
use serde::Serialize;

/// A gate as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GateView {
    /// Gate id.
    pub id: String,
    /// Its conditions.
    pub conditions: Vec<ConditionView>,
    /// The first condition that is lacking; `None` when the gate can be proposed.
    pub lacking: Option<String>,
    /// Role that proposed it, if a proposal stands.
    pub proposed_by: Option<String>,
    /// Digest of what was proposed.
    pub digest: Option<String>,
    /// Roles that reviewed it.
    pub reviewed_by: Vec<String>,
    /// Roles whose review is missing.
    pub reviews_missing: Vec<String>,
    /// When it was approved last.
    pub approved_at: Option<Timestamp>,
}

/// A condition as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConditionView {
    /// Condition id.
    pub id: String,
    /// `met`, `not_met`, `unknown` or `not_applicable`.
    pub status: &'static str,
    /// Since when; `None` where it has been unknown from the beginning.
    pub since: Option<Timestamp>,
    /// Role that waived it.
    pub waived_by: Option<String>,
    /// Why.
    pub waived_because: Option<String>,
}

/// Every gate of the plan.
pub fn gates(state: &State, plan: &Plan) -> Vec<GateView> {
    plan.gates.iter().map(|gate| view(state, gate)).collect()
}

fn view(state: &State, gate: &Gate) -> GateView {
    let stored = state.gates.get(&gate.id);
    let conditions: Vec<ConditionView> = gate
        .conditions
        .iter()
        .map(|condition| {
            let known = stored.and_then(|gate| gate.conditions.get(&condition.id));
            let waived = known.and_then(|known| known.waived.as_ref());
            let status = match (waived, known.map(|known| known.status)) {
                (Some(_), _) => "not_applicable",
                (None, Some(Status::Met)) => "met",
                (None, Some(Status::NotMet)) => "not_met",
                (None, Some(Status::Unknown) | None) => "unknown",
            };
            ConditionView {
                id: condition.id.clone(),
                status,
                since: known.map(|known| known.since),
                waived_by: waived.map(|(by, _)| by.role.clone()),
                waived_because: waived.map(|(_, why)| why.clone()),
            }
        })
        .collect();
    let lacking = conditions.iter().find(|condition| !matches!(condition.status, "met" | "not_applicable"));
    let proposed = stored.and_then(|gate| gate.proposed.as_ref());
    let reviewed: Vec<String> =
        stored.map(|gate| gate.reviewed.iter().map(|by| by.role.clone()).collect()).unwrap_or_default();
    GateView {
        id: gate.id.clone(),
        lacking: lacking.map(|condition| condition.id.clone()),
        proposed_by: proposed.map(|(_, by, _)| by.role.clone()),
        digest: proposed.map(|(digest, _, _)| digest.clone()),
        reviews_missing: gate.reviews.iter().filter(|role| !reviewed.contains(role)).cloned().collect(),
        reviewed_by: reviewed,
        approved_at: stored.and_then(|gate| gate.approved.as_ref()).map(|(at, _)| *at),
        conditions,
    }
}
