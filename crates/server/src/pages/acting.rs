//! In which of their roles somebody acts. Whoever has several acts in the one whose word counts here: a fact is answered by a
//! role that can answer it, a gate passed by those whom the plan names. Without such a role they act in the first that holds
//! the right, and the plan says what it says.

use incident::{Actor, Command, State, required_right};
use plan::Plan;

use crate::reply::Refusal;
use crate::visitor::SignedIn;

/// The role for `command` on a case of `plan` that stands at `state`.
///
/// # Errors
/// If none of the person's roles holds the right.
pub(super) fn acting(
    visitor: &SignedIn,
    command: &Command,
    plan: &Plan,
    state: &State,
) -> Result<Actor, Refusal> {
    let right = required_right(command);
    let counts = |role: &str| counts(role, command, plan, state);
    match visitor.roles_with(right, plan).find(|role| counts(role)) {
        Some(role) => Ok(crate::reply::actor(role, &visitor.person.login)),
        None => visitor.acting(right, plan),
    }
}

/// Whether the word of `role` is the one that is asked for here.
fn counts(role: &str, command: &Command, plan: &Plan, state: &State) -> bool {
    let answers = |id: &str| plan.catalogue.facts.iter().any(|fact| fact.id == id && fact.can_answer(role));
    let owes = |id: &str| {
        let stem = id.split_once('#').map_or(id, |(stem, _)| stem);
        plan.obligation(stem).is_some_and(|owed| owed.doer == role || owed.accountable == role)
    };
    match command {
        Command::StateFact { fact, .. } => answers(fact),
        Command::Strike { position, .. } => {
            let said = state.statements.iter().find(|statement| statement.position == *position);
            let mut sent = state.notices.values().flat_map(|notice| &notice.sent);
            let told = sent.find(|telling| telling.position == *position);
            let theirs = said.is_none_or(|said| said.by.role == role || answers(&said.fact));
            let counted = state.countings.iter().find(|counting| counting.position == *position);
            theirs
                && told.is_none_or(|told| told.by.role == role || plan.commands(role))
                && counted.is_none_or(|counted| counted.by.role == role || plan.commands(role))
        }
        Command::ProposeGate { gate, .. } => plan.gate(gate).is_some_and(|gate| gate.proposes == role),
        Command::ReviewGate { gate } => {
            let reviewed = state.gates.get(gate).map(|gate| gate.reviewed.as_slice()).unwrap_or_default();
            let done = reviewed.iter().any(|by| by.role == role);
            !done && plan.gate(gate).is_some_and(|gate| gate.reviews.iter().any(|known| known == role))
        }
        Command::ApproveGate { gate } => plan.gate(gate).is_some_and(|gate| gate.approves == role),
        Command::WaiveCondition { gate, condition, .. } => {
            let conditions = plan.gate(gate).map(|gate| gate.conditions.as_slice()).unwrap_or_default();
            let found = conditions.iter().find(|known| known.id == *condition);
            found.is_some_and(|condition| condition.waived_by.as_deref() == Some(role))
        }
        Command::PassNotice { notice, .. } => {
            plan.notice(notice).is_some_and(|notice| notice.passed_by == role)
        }
        Command::MoveTask { task, .. } => {
            state.task(task).is_some_and(|task| task.doer == role || task.accountable == role)
        }
        Command::Meet { obligation, .. } | Command::Moot { obligation, .. } => owes(obligation),
        _ => true,
    }
}
