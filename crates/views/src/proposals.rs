//! What the plan proposed, what became of it, and whether the facts still say it.

use expr::Truth;
use incident::event::warning::Outcome;
use incident::{Picture, State};
use jiff::Timestamp;
use plan::Plan;
use serde::Serialize;

/// A proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProposalView {
    /// Its id.
    pub id: String,
    /// Trigger id.
    pub trigger: String,
    /// `waits`, `started`, `under_way`, `accepted` or `rejected`.
    pub state: &'static str,
    /// Somebody has to accept or reject it: it waits, or the plan started it by itself and nobody has confirmed that.
    pub waits: bool,
    /// Whether the trigger's condition holds now, `true`, `false` or `unknown`: facts may have been corrected or taken back since
    /// it was proposed. A proposal that waits does not end by that: a person answers it.
    pub holds: &'static str,
    /// When it was made.
    pub at: Timestamp,
    /// Role that answered.
    pub answered_by: Option<String>,
}

/// Everything the plan proposed in this case, in the order in which it did.
pub fn proposals(state: &State, plan: &Plan, now: Timestamp) -> Vec<ProposalView> {
    if state.proposals.is_empty() {
        return Vec::new();
    }
    let picture = Picture::of(state, plan, now);
    state.proposals.iter().map(|made| view(made, state, plan, &picture)).collect()
}

fn view(made: &incident::state::Proposal, case: &State, plan: &Plan, picture: &Picture) -> ProposalView {
    let state = match (&made.answer, made.outcome) {
        (Some(answer), _) if answer.accepted => "accepted",
        (Some(_), _) => "rejected",
        (None, Outcome::Waits) => "waits",
        (None, Outcome::Started) => "started",
        (None, Outcome::UnderWay) => "under_way",
    };
    let trigger = plan.triggers.iter().find(|trigger| trigger.id == made.trigger);
    ProposalView {
        id: made.id.clone(),
        trigger: made.trigger.clone(),
        state,
        waits: state == "waits" || state == "started" && case.unconfirmed,
        holds: match trigger.map(|trigger| picture.truth(&trigger.when)) {
            Some(Truth::True) => "true",
            Some(Truth::False) => "false",
            // A trigger that the plan in force no longer has says nothing.
            Some(Truth::Unknown) | None => "unknown",
        },
        at: made.at,
        answered_by: made.answer.as_ref().map(|answer| answer.by.role.clone()),
    }
}
