//! The next moment at which something changes by time alone.

use expr::Expr;
use jiff::Timestamp;
use plan::Plan;

use crate::decide::obligation::is_running;
use crate::decide::work::Work;
use crate::picture::Picture;
use crate::state::{Clock, State};

/// The first moment after `work.clock` at which an expression of the plan changes its answer; `None` if time alone
/// changes none any more.
pub(crate) fn next_answer(work: &Work<'_>) -> Option<Timestamp> {
    next_answer_of(&work.picture(), work.plan)
}

/// The same of a picture.
fn next_answer_of(picture: &Picture, plan: &Plan) -> Option<Timestamp> {
    let moving = expressions(plan).filter(|expression| expression.moves());
    let answers = moving.filter_map(|expression| picture.until(expression));
    answers.filter(|moment| *moment > picture.now).min()
}

/// The first moment after the last record at which a tick changes the case; `None` if time alone changes nothing any
/// more.
pub(in crate::decide) fn next_moment(state: &State, plan: &Plan) -> Option<Timestamp> {
    let last = state.recorded_at?;
    let answer = next_answer_of(&Picture::of(state, plan, last), plan);
    let rings = state.clocks.iter().filter(|clock| is_running(clock)).filter_map(next_ring);
    rings.filter(|moment| *moment > last).chain(answer).min()
}

/// The next moment at which a running clock is soon due or missed.
pub(super) fn next_ring(clock: &Clock) -> Option<Timestamp> {
    // A duty is missed when its due time is over, not at it.
    let over = clock.schedule.due.checked_add(jiff::SignedDuration::from_nanos(1)).ok();
    match (clock.warned, clock.missed) {
        (None, _) => Some(clock.schedule.soon),
        (Some(_), None) => over,
        (Some(_), Some(_)) => None,
    }
}

fn expressions(plan: &Plan) -> impl Iterator<Item = &Expr> {
    let levels = plan.scales.iter().flat_map(|scale| scale.rules.iter().map(|rule| &rule.when));
    let triggers = plan.triggers.iter().map(|trigger| &trigger.when);
    let owed = plan.obligations.iter().filter_map(|obligation| obligation.owed_when.as_ref());
    let gates = plan.gates.iter().flat_map(|gate| gate.conditions.iter().map(|condition| &condition.when));
    let playbooks = plan.playbooks.iter().filter_map(|playbook| playbook.when.as_ref());
    levels.chain(triggers).chain(owed).chain(gates).chain(playbooks)
}
