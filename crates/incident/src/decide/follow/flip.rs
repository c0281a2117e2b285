//! The next moment at which something changes by time alone.

use expr::Expr;
use jiff::Timestamp;

use crate::decide::obligation::is_running;
use crate::decide::work::Work;
use crate::state::Clock;

/// The first moment after `work.clock` at which a clock is soon due or missed, or an expression of the plan changes
/// its answer; `None` if time alone changes nothing any more.
pub(crate) fn next_flip(work: &Work<'_>) -> Option<Timestamp> {
    let picture = work.picture();
    let clocks = work.state.clocks.iter().filter(|clock| is_running(clock)).filter_map(next_of);
    let answers = expressions(work.plan).filter_map(|expression| picture.until(expression));
    clocks.chain(answers).filter(|moment| *moment > work.clock).min()
}

fn next_of(clock: &Clock) -> Option<Timestamp> {
    // A duty is missed when its due time is over, not at it.
    let over = clock.schedule.due.checked_add(jiff::SignedDuration::from_nanos(1)).ok();
    match (clock.warned, clock.missed) {
        (None, _) => Some(clock.schedule.soon),
        (Some(_), None) => over,
        (Some(_), Some(_)) => None,
    }
}

fn expressions(plan: &plan::Plan) -> impl Iterator<Item = &Expr> {
    let levels = plan.scales.iter().flat_map(|scale| scale.rules.iter().map(|rule| &rule.when));
    let triggers = plan.triggers.iter().map(|trigger| &trigger.when);
    let owed = plan.obligations.iter().filter_map(|obligation| obligation.owed_when.as_ref());
    let gates = plan.gates.iter().flat_map(|gate| gate.conditions.iter().map(|condition| &condition.when));
    let playbooks = plan.playbooks.iter().filter_map(|playbook| playbook.when.as_ref());
    levels.chain(triggers).chain(owed).chain(gates).chain(playbooks)
}
