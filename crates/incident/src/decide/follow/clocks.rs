//! Clocks start, move, recur, warn, are missed; none vanishes.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use expr::Truth;
use jiff::Timestamp;
use plan::{OnMissed, Scope, State as CaseState, Until};

use super::duty::{Duty, duties};
use super::flip::next_ring;
use super::schedule::{AWARENESS, Basis, comes_again, schedule};
use crate::decide::fact::starts_clocks;
use crate::decide::obligation::is_running;
use crate::decide::work::Work;
use crate::event::Event;
use crate::event::case::Cause;
use crate::event::obligation::{
    ClockId, Missed, Moot, NotOwed, Questioned, Rescheduled, RolePaged, Schedule, Started, Undetermined,
    Warned,
};
use crate::picture::Picture;
use crate::refusal::Refusal;
use crate::state::{Clock, ClockStatus};

pub(super) fn follow(work: &mut Work<'_>) -> Result<(), Refusal> {
    let plan = work.plan;
    // Nothing below changes a fact or a level: one picture does for all.
    let picture = work.picture();
    for duty in duties(plan, &work.state) {
        leave_states(work, &duty);
        redetermine(work, &picture, &duty)?;
        reschedule(work, &picture, &duty)?;
        begin(work, &picture, &duty)?;
        for clock in work.state.clocks.open_of(&duty.id) {
            ring(work, &duty, &clock);
        }
        while let Some(laid) = recur(work, &picture, &duty)? {
            ring_again(work, &duty, &laid);
        }
    }
    Ok(())
}

/// Clocks ring in their order up to `until` (not at it), while no answer of the plan changes: each is soon due, then
/// missed, and lays its next occurrence. Costs one look at every open clock and then only at those that ring.
pub(in crate::decide) fn ring_until(work: &mut Work<'_>, until: Timestamp) -> Result<(), Refusal> {
    let plan = work.plan;
    let (picture, duties) = (work.picture(), duties(plan, &work.state));
    let mut alarms = BinaryHeap::new();
    for (order, duty) in duties.iter().enumerate() {
        for clock in work.state.clocks.open_of(&duty.id) {
            let next = next_ring(&clock).filter(|moment| is_running(&clock) && *moment > work.clock);
            alarms.extend(next.map(|moment| Reverse((moment, order, clock.id.clone()))));
        }
    }
    while let Some(Reverse((moment, order, id))) =
        alarms.pop().filter(|Reverse((moment, ..))| *moment < until)
    {
        let Some(duty) = duties.get(order) else { continue };
        work.clock = work.clock.max(moment);
        ring_again(work, duty, &id);
        let laid = recur(work, &picture, duty)?;
        for id in std::iter::once(id).chain(laid) {
            let next = work.state.clocks.get(&id).and_then(next_ring);
            alarms.extend(next.map(|moment| Reverse((moment, order, id))));
        }
    }
    Ok(())
}

fn ring_again(work: &mut Work<'_>, duty: &Duty<'_>, id: &ClockId) {
    if let Some(clock) = work.state.clocks.get(id).cloned() {
        ring(work, duty, &clock);
    }
}

/// The newest clock of a duty.
fn newest<'s>(work: &'s Work<'_>, duty: &Duty<'_>) -> Option<&'s Clock> {
    work.state.clocks_of(&duty.id).next_back()
}

/// Whether there is a clock to run: owed, or not known not to be.
fn counts(duty: &Duty<'_>, owed: Truth) -> bool {
    match (owed, duty.scope) {
        (Truth::True, _) | (Truth::Unknown, Scope::Internal) => true,
        (Truth::Unknown, Scope::External) | (Truth::False, _) => false,
    }
}

/// Clocks end with the states in which they are owed.
fn leave_states(work: &mut Work<'_>, duty: &Duty<'_>) {
    if duty.in_states(&work.state) {
        return;
    }
    for clock in work.state.clocks.open_of(&duty.id) {
        let (clock, at) = (clock.id.clone(), work.clock);
        work.record(Event::ClockMoot(Moot { clock, cause: Cause::States, at }));
    }
}

/// Undetermined ones become owed or not; running ones whose facts changed are put before a person.
fn redetermine(work: &mut Work<'_>, picture: &Picture, duty: &Duty<'_>) -> Result<(), Refusal> {
    let owed = duty.owed(picture);
    for clock in work.state.clocks.open_of(&duty.id) {
        let (id, at) = (clock.id.clone(), work.clock);
        match (clock.status, owed) {
            (ClockStatus::Undetermined, Truth::False) => {
                work.record(Event::ClockNotOwed(NotOwed { clock: id, at }));
            }
            (ClockStatus::Undetermined, Truth::True) => {
                let schedule = schedule(work, picture, duty, None, clock.schedule.nth)?;
                if let Some(schedule) = schedule.filter(|schedule| !is_provisional(schedule)) {
                    work.record(Event::ClockStarted(Started { clock: id, schedule, presumed: false }));
                }
            }
            (ClockStatus::Running, Truth::False) if clock.questioned.is_none() => {
                work.record(Event::ClockQuestioned(Questioned { clock: id, owed: false, at }));
            }
            (ClockStatus::Running, Truth::True | Truth::Unknown) if clock.questioned.is_some() => {
                work.record(Event::ClockQuestioned(Questioned { clock: id, owed: true, at }));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Due times move with what they start from. What was met keeps its due time unless a stated time was wrong, or a time that clocks
/// start from is told only now: who files first and writes down afterwards when it was known was as late as that says.
fn reschedule(work: &mut Work<'_>, picture: &Picture, duty: &Duty<'_>) -> Result<(), Refusal> {
    let corrected = match &work.because {
        Cause::Correction(_) | Cause::Struck(_) => true,
        Cause::Fact(id) => starts_clocks(work, id),
        _ => false,
    };
    let moves = |clock: &&Clock| clock.is_open() || corrected && clock.status == ClockStatus::Met;
    let Some(series) = newest(work, duty).map(|clock| clock.schedule.from) else { return Ok(()) };
    let ids: Vec<ClockId> = work
        .state
        .clocks_of(&duty.id)
        .filter(moves)
        .filter(|clock| clock.schedule.from == series)
        .map(|clock| clock.id.clone())
        .collect();
    // Occurrences of one series run from the same start: it is looked up once for all that say the same of it.
    let mut looked_up: Option<(String, Option<Basis<'_>>)> = None;
    for id in ids {
        let Some(clock) = work.state.clocks.get(&id) else { continue };
        let basis = match &looked_up {
            Some((start, basis)) if *start == clock.schedule.start => basis,
            _ => {
                let basis = Basis::of(work, picture, duty, Some(clock))?;
                &looked_up.insert((clock.schedule.start.clone(), basis)).1
            }
        };
        let Some(basis) = basis.as_ref().filter(|basis| !basis.same_as(work, &clock.schedule)) else {
            continue;
        };
        let schedule = basis.schedule(work, duty, clock.schedule.nth)?;
        let old = clock.schedule.clone();
        if (schedule.due, schedule.from, &schedule.start, &schedule.late_from)
            == (old.due, old.from, &old.start, &old.late_from)
        {
            continue;
        }
        let cause = match &work.because {
            Cause::Time => Cause::Start,
            cause => cause.clone(),
        };
        let (old_due, old_from) = (old.due, old.from);
        work.record(Event::ClockRescheduled(Rescheduled { clock: id, old_due, old_from, schedule, cause }));
    }
    Ok(())
}

/// A first clock, or another where what starts it came again after the last one ended.
fn begin(work: &mut Work<'_>, picture: &Picture, duty: &Duty<'_>) -> Result<(), Refusal> {
    let owed = duty.owed(picture);
    if owed == Truth::False || !duty.in_states(&work.state) || work.state.is_in(CaseState::Closed) {
        return Ok(());
    }
    if done_task(work, duty) {
        return Ok(());
    }
    let last = newest(work, duty);
    if last.is_some_and(|last| last.is_open() && !starts_over(duty, last)) {
        return Ok(());
    }
    let Some(schedule) = schedule(work, picture, duty, None, 0)? else { return Ok(()) };
    if last.is_some_and(|last| !again(duty, last, &schedule)) {
        return Ok(());
    }
    let number = last.map_or(1, |last| last.id.number.saturating_add(1));
    let clock = ClockId { obligation: duty.id.to_string(), number };
    if counts(duty, owed) && !is_provisional(&schedule) {
        let presumed = owed == Truth::Unknown;
        work.record(Event::ClockStarted(Started { clock, schedule, presumed }));
    } else {
        let settled_by = match (owed, duty.owed_when) {
            (Truth::True, _) | (_, None) => started_by(duty, work),
            (_, Some(when)) => picture.unsettled(when, work.plan),
        };
        work.record(Event::ClockUndetermined(Undetermined { clock, schedule, settled_by }));
    }
    Ok(())
}

/// Counted from awareness for want of anything better: what the clock runs from is not told yet.
fn is_provisional(schedule: &Schedule) -> bool {
    schedule.start == AWARENESS
}

/// The facts a duty can run from.
fn started_by(duty: &Duty<'_>, work: &Work<'_>) -> Vec<String> {
    let slots = duty.starts.iter().filter_map(|start| match start.at {
        plan::StartAt::Fact(slot) => work.plan.catalogue.facts.get(slot),
        _ => None,
    });
    slots.map(|fact| fact.id.clone()).collect()
}

/// A task that is done needs no limit any more.
fn done_task(work: &Work<'_>, duty: &Duty<'_>) -> bool {
    let task = duty.id.strip_prefix("task/").and_then(|id| work.state.task(id));
    task.is_some_and(|task| task.stage == crate::event::task::Stage::Done)
}

/// Whether a new clock runs after the last one ended: it turned out not to be owed and now is (or may be); or what
/// starts it came again.
fn again(duty: &Duty<'_>, last: &Clock, schedule: &Schedule) -> bool {
    if last.status == ClockStatus::NotOwed {
        return true;
    }
    let index = usize::try_from(schedule.start_index).unwrap_or(usize::MAX);
    let returns = duty.starts.get(index).is_some_and(|start| comes_again(&start.at) && !is_owed(&start.at));
    returns && schedule.from > last.schedule.from
}

/// A duty that follows something (a level that went down, a gate that was passed) is owed for its whole term again when
/// that comes again; what was never met of the first time stays owed.
fn starts_over(duty: &Duty<'_>, last: &Clock) -> bool {
    let index = usize::try_from(last.schedule.start_index).unwrap_or(usize::MAX);
    let start = duty.starts.get(index).map(|start| &start.at);
    let after = matches!(start, Some(plan::StartAt::LevelLowered(_) | plan::StartAt::Gate(_)));
    last.status == ClockStatus::Running && after
}

/// Being owed is one moment in a case, not a thing that comes again each time it is asked.
fn is_owed(start: &plan::StartAt) -> bool {
    *start == plan::StartAt::Owed
}

/// Soon due, then missed.
fn ring(work: &mut Work<'_>, duty: &Duty<'_>, clock: &Clock) {
    if !is_running(clock) {
        return;
    }
    if clock.warned.is_none() && work.clock >= clock.schedule.soon {
        let at = clock.schedule.soon;
        work.record(Event::ClockWarned(Warned { clock: clock.id.clone(), at }));
    }
    if clock.missed.is_none() && work.clock > clock.schedule.due {
        let due = clock.schedule.due;
        work.record(Event::ClockMissed(Missed { clock: clock.id.clone(), due }));
        page(work, duty, &clock.id);
    }
}

fn page(work: &mut Work<'_>, duty: &Duty<'_>, clock: &ClockId) {
    if let Some(OnMissed::Page(role)) = duty.on_missed {
        let (role, clock, at) = (role.clone(), Some(clock.clone()), work.clock);
        work.record(Event::RolePaged(RolePaged { role, clock, cause: Cause::Time, at }));
    }
}

/// The next occurrence is laid when the last one is met or its time has passed; its id, if one was laid.
fn recur(work: &mut Work<'_>, picture: &Picture, duty: &Duty<'_>) -> Result<Option<ClockId>, Refusal> {
    let Some(repeat) = duty.repeats else { return Ok(None) };
    let endless = repeat.every.seconds <= 0 && repeat.every.months <= 0;
    if endless || !duty.in_states(&work.state) || work.state.is_in(CaseState::Closed) {
        return Ok(None);
    }
    let Some(last) = newest(work, duty) else { return Ok(None) };
    let over = match last.status {
        ClockStatus::Met => true,
        ClockStatus::Running => work.clock > last.schedule.due,
        ClockStatus::Undetermined | ClockStatus::Moot | ClockStatus::NotOwed => false,
    };
    if !over || !counts(duty, duty.owed(picture)) {
        return Ok(None);
    }
    let nth = last.schedule.nth.saturating_add(1);
    let Some(schedule) = schedule(work, picture, duty, Some(last), nth)? else { return Ok(None) };
    if !within(work, duty, &repeat.until, &schedule)? {
        return Ok(None);
    }
    let clock = ClockId { obligation: duty.id.to_string(), number: last.id.number.saturating_add(1) };
    let presumed = last.presumed;
    count_laid(work, &schedule, duty)?;
    work.record(Event::ClockStarted(Started { clock: clock.clone(), schedule, presumed }));
    Ok(Some(clock))
}

/// One act lays a bounded number of occurrences: a date in the wrong century must not fill the machine.
fn count_laid(work: &mut Work<'_>, schedule: &Schedule, duty: &Duty<'_>) -> Result<(), Refusal> {
    work.laid += 1;
    if work.laid <= super::OCCURRENCES {
        return Ok(());
    }
    let (obligation, from) = (duty.id.to_string(), schedule.from.to_string());
    Err(Refusal::TooMany { obligation, from, most: super::OCCURRENCES })
}

fn within(work: &Work<'_>, duty: &Duty<'_>, until: &Until, schedule: &Schedule) -> Result<bool, Refusal> {
    Ok(match until {
        Until::States => !duty.while_in.is_empty() || !work.state.is_in(CaseState::Closed),
        Until::Times(times) => schedule.nth < *times,
        Until::For(term) => schedule.due <= clocks::due(schedule.from, *term, &work.plan.zone)?,
    })
}
