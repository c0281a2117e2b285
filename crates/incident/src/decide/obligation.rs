//! Obligations are met, or declared moot. They never vanish.

use jiff::Timestamp;
use plan::MetBy;

use super::work::{Work, no_such, reason};
use crate::event::Event;
use crate::event::case::Cause;
use crate::event::obligation::{ClockId, Met, Moot};
use crate::refusal::Refusal;
use crate::state::{Clock, ClockStatus};
use crate::telling::in_its_term;

pub(super) fn meet(
    work: &mut Work<'_>,
    named: &str,
    evidence: &[String],
    at: Option<Timestamp>,
) -> Result<(), Refusal> {
    let (id, number) = split(named);
    let plan = work.plan;
    let Some(obligation) = plan.obligation(id) else {
        return Err(no_such("obligation", id, plan.obligations.iter().map(|item| item.id.as_str())));
    };
    work.check_own(&obligation.doer, &obligation.accountable)?;
    let how = match &obligation.met_by {
        MetBy::Attested => None,
        MetBy::Filing(form) => Some(format!("stanch case file CASE {form}")),
        MetBy::Notice(notice) => Some(format!("stanch case sent CASE {notice}")),
        MetBy::Decision => Some("stanch case declare|renew|watch CASE".to_owned()),
    };
    if let Some(how) = how {
        return Err(Refusal::MetOtherwise { obligation: id.to_owned(), how });
    }
    work.check_evidence(evidence)?;
    let at = work.told("at", at)?;
    let clock = pick(work, id, number, at)?;
    check_after_start(work, &clock, at)?;
    record_met(work, clock, at, "attested", evidence);
    Ok(())
}

/// Nothing is done for a clock before it runs. Before the case was opened is honest: it may run from earlier; and so may one
/// that runs from the latest a fact can have been.
fn check_after_start(work: &Work<'_>, id: &ClockId, at: Timestamp) -> Result<(), Refusal> {
    let bounded = |clock: &&Clock| {
        let fact = clock.schedule.start.strip_prefix("fact ");
        fact.is_some_and(|fact| work.picture().moment_of(work.plan, fact).is_none())
    };
    let clock = work.state.clocks.get(id).filter(|clock| at < clock.schedule.from);
    let clock = clock.filter(|clock| !bounded(clock));
    match clock {
        Some(clock) => Err(Refusal::BeforeStart {
            what: id.to_string(),
            given: at.to_string(),
            from: clock.schedule.from.to_string(),
            start: clock.schedule.start.clone(),
        }),
        None => Ok(()),
    }
}

/// A report or text that left the house at `at` left it neither before what it meets began to run, nor, where it meets
/// nothing, before what it is about happened.
pub(super) fn check_left(
    work: &Work<'_>,
    at: Timestamp,
    which: impl Fn(&MetBy) -> bool,
) -> Result<(), Refusal> {
    let met = work.plan.obligations.iter().filter(|obligation| which(&obligation.met_by));
    let clocks: Vec<ClockId> =
        met.filter_map(|obligation| pick(work, &obligation.id, None, at).ok()).collect();
    for clock in &clocks {
        check_after_start(work, clock, at)?;
    }
    let happened = work.picture().moment_of(work.plan, "happened");
    match happened.filter(|happened| clocks.is_empty() && at < *happened) {
        Some(happened) => Err(Refusal::BeforeStart {
            what: "happened".to_owned(),
            given: at.to_string(),
            from: happened.to_string(),
            start: "fact happened".to_owned(),
        }),
        None => Ok(()),
    }
}

/// `hourly_report#3` is the third clock of `hourly_report`.
fn split(named: &str) -> (&str, Option<u32>) {
    match named.rsplit_once('#') {
        Some((id, number)) => (id, number.parse().ok()),
        None => (named, None),
    }
}

/// The clock meant: the one with this number, else the newest that is open. Of a recurring duty that is the one in whose term
/// the act was done; those missed before it stay missed.
fn pick(work: &Work<'_>, id: &str, number: Option<u32>, at: Timestamp) -> Result<ClockId, Refusal> {
    let meant = |clock: &&Clock| number.is_none_or(|number| clock.id.number == number);
    let open: Vec<&Clock> = work.state.clocks_of(id).filter(|clock| clock.is_open()).filter(meant).collect();
    let clock = in_its_term(&open, at).map(|clock| clock.id.clone());
    clock.ok_or_else(|| Refusal::NotRunning { obligation: id.to_owned() })
}

pub(super) fn record_met(work: &mut Work<'_>, clock: ClockId, at: Timestamp, by: &str, evidence: &[String]) {
    let (by, evidence) = (by.to_owned(), evidence.to_vec());
    work.record(Event::ClockMet(Met { clock, at, by, evidence }));
}

/// Meets the open clock meant of every obligation that `which` meets.
pub(super) fn meet_all(work: &mut Work<'_>, at: Timestamp, by: &str, which: impl Fn(&MetBy) -> bool) {
    let plan = work.plan;
    for obligation in plan.obligations.iter().filter(|obligation| which(&obligation.met_by)) {
        if let Ok(clock) = pick(work, &obligation.id, None, at) {
            record_met(work, clock, at, by, &[]);
        }
    }
}

/// Meets the time limit of a task, if it has one that runs.
pub(super) fn meet_task(work: &mut Work<'_>, task: &str, at: Timestamp) {
    if let Ok(clock) = pick(work, &task_clock(task), None, at) {
        record_met(work, clock, at, "task", &[]);
    }
}

/// The obligation id of a task's time limit.
pub(super) fn task_clock(task: &str) -> String {
    format!("task/{task}")
}

pub(super) fn moot(work: &mut Work<'_>, named: &str, why: &str) -> Result<(), Refusal> {
    let why = reason(why)?;
    let (id, number) = split(named);
    let clocks: Vec<ClockId> = work
        .state
        .clocks_of(id)
        .filter(|clock| clock.is_open() && number.is_none_or(|number| clock.id.number == number))
        .map(|clock| clock.id.clone())
        .collect();
    if clocks.is_empty() {
        return Err(Refusal::NotRunning { obligation: named.to_owned() });
    }
    for clock in clocks {
        let cause = Cause::Decision(why.clone());
        work.record(Event::ClockMoot(Moot { clock, cause, at: work.clock }));
    }
    Ok(())
}

/// The clock runs or is undetermined.
pub(super) fn is_running(clock: &Clock) -> bool {
    clock.status == ClockStatus::Running
}
