//! Opening, closing, opening again.

use expr::{InstantKnown, Known};
use plan::{GateKind, State as CaseState};

use super::fact;
use super::work::{Work, reason};
use crate::command::Given;
use crate::event::Event;
use crate::event::case::{Cause, Opened, PlanPin, Reopened};
use crate::event::fact::Value;
use crate::refusal::Refusal;

/// The pin of a plan.
pub(super) fn pin(plan: &plan::Plan) -> PlanPin {
    PlanPin { id: plan.id.clone(), version: plan.version.clone(), digest: plan.digest.clone() }
}

/// Most characters of a case's title: it stands in lists and heads, and what there is to tell stands in the facts.
const TITLE_MOST: usize = 200;

pub(super) fn open(
    work: &mut Work<'_>,
    title: &str,
    happened: Option<&Given>,
    known: Option<&Given>,
) -> Result<(), Refusal> {
    if work.state.opening.is_some() {
        return Err(Refusal::AlreadyOpen);
    }
    let title = title.trim();
    if title.is_empty() {
        return Err(Refusal::MissingArgument { command: "open".to_owned(), argument: "title" });
    }
    let given = title.chars().count();
    if given > TITLE_MOST {
        return Err(Refusal::TitleTooLong { given, most: TITLE_MOST });
    }
    let shown = messages::one_line(title);
    if shown != title {
        return Err(Refusal::TitleNotOneLine { shown: shown.into_owned() });
    }
    check_order(happened, known)?;
    let zone = work.plan.zone.iana_name().unwrap_or("UTC").to_owned();
    let at = work.clock;
    work.record(Event::CaseOpened(Opened { title: title.to_owned(), plan: pin(work.plan), zone, at }));
    work.enter(CaseState::Assessing, Cause::Opening);
    for (id, given) in [("happened", happened), ("known", known)] {
        if let Some(given) = given {
            fact::state(work, id, given, None, &[])?;
        }
    }
    work.because = Cause::Opening;
    Ok(())
}

/// Nobody knows of a thing before it happens. At the opening both times come from one hand, which can mend them; a word that
/// comes later from somebody else is recorded, and shown as the contradiction it is.
fn check_order(happened: Option<&Given>, known: Option<&Given>) -> Result<(), Refusal> {
    let told = |given: Option<&Given>| match given.map(|given| &given.value) {
        Some(Value::Plain(Known::Instant(InstantKnown::Between(lo, hi)))) => Some((*lo, *hi)),
        _ => None,
    };
    match told(happened).zip(told(known)) {
        Some(((earliest, _), (_, latest))) if earliest > latest => {
            Err(Refusal::HappenedAfterKnown { happened: earliest.to_string(), known: latest.to_string() })
        }
        _ => Ok(()),
    }
}

pub(super) fn close(work: &mut Work<'_>) -> Result<(), Refusal> {
    if let Some(gate) = work.plan.gates.iter().find(|gate| gate.kind == GateKind::Close) {
        return Err(Refusal::CloseByGate { gate: gate.id.clone() });
    }
    check_nothing_owed(work)?;
    for state in work.state.states.keys().copied().collect::<Vec<_>>() {
        work.leave(state, Cause::Decision("close".to_owned()));
    }
    work.enter(CaseState::Closed, Cause::Decision("close".to_owned()));
    Ok(())
}

/// A case is closed only when nothing runs any more.
pub(super) fn check_nothing_owed(work: &Work<'_>) -> Result<(), Refusal> {
    match work.state.clocks.iter().find(|clock| clock.is_open()) {
        Some(clock) => Err(Refusal::StillOwed { clock: clock.id.to_string() }),
        None => Ok(()),
    }
}

pub(super) fn reopen(work: &mut Work<'_>, why: &str) -> Result<(), Refusal> {
    if !work.state.is_in(CaseState::Closed) {
        return Err(Refusal::NotClosed);
    }
    let why = reason(why)?;
    work.record(Event::CaseReopened(Reopened { reason: why.clone(), at: work.now }));
    work.leave(CaseState::Closed, Cause::Decision(why.clone()));
    work.enter(CaseState::Assessing, Cause::Decision(why.clone()));
    work.because = Cause::Decision(why);
    Ok(())
}
