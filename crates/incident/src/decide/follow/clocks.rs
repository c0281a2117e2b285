//! Clocks start, move, recur, warn, are missed; none vanishes.

use expr::Truth;
use plan::{OnMissed, Scope, State as CaseState, Until};

use super::duty::{Duty, duties};
use super::schedule::{comes_again, schedule};
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
        pass_time(work, &duty);
        recur(work, &picture, &duty)?;
    }
    Ok(())
}

/// The newest clock of a duty.
fn newest<'s>(work: &'s Work<'_>, duty: &Duty<'_>) -> Option<&'s Clock> {
    work.state.clocks.iter().rev().find(|clock| clock.id.obligation == duty.id)
}

fn open_clocks(work: &Work<'_>, duty: &Duty<'_>) -> Vec<Clock> {
    work.state.clocks_of(&duty.id).filter(|clock| clock.is_open()).cloned().collect()
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
    for clock in open_clocks(work, duty) {
        let at = work.clock;
        work.record(Event::ClockMoot(Moot { clock: clock.id, cause: Cause::States, at }));
    }
}

/// Undetermined ones become owed or not; running ones whose facts changed are put before a person.
fn redetermine(work: &mut Work<'_>, picture: &Picture, duty: &Duty<'_>) -> Result<(), Refusal> {
    let owed = duty.owed(picture);
    for clock in open_clocks(work, duty) {
        let (id, at) = (clock.id.clone(), work.clock);
        match (clock.status, owed) {
            (ClockStatus::Undetermined, Truth::False) => {
                work.record(Event::ClockNotOwed(NotOwed { clock: id, at }));
            }
            (ClockStatus::Undetermined, Truth::True) => {
                if let Some(schedule) = schedule(work, picture, duty, None, clock.schedule.nth)? {
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

/// Due times move with what they start from. What was met keeps its due time unless a stated time was wrong.
fn reschedule(work: &mut Work<'_>, picture: &Picture, duty: &Duty<'_>) -> Result<(), Refusal> {
    let corrected = matches!(work.because, Cause::Correction(_) | Cause::Struck(_));
    let moves = |clock: &&Clock| clock.is_open() || corrected && clock.status == ClockStatus::Met;
    let Some(series) = newest(work, duty).map(|clock| clock.schedule.from) else { return Ok(()) };
    let clocks: Vec<Clock> = work
        .state
        .clocks_of(&duty.id)
        .filter(moves)
        .filter(|clock| clock.schedule.from == series)
        .cloned()
        .collect();
    for clock in clocks {
        let Some(schedule) = schedule(work, picture, duty, Some(&clock), clock.schedule.nth)? else {
            continue;
        };
        let old = &clock.schedule;
        if (schedule.due, schedule.from, &schedule.start) == (old.due, old.from, &old.start) {
            continue;
        }
        let cause = match &work.because {
            Cause::Time => Cause::Start,
            cause => cause.clone(),
        };
        let (old_due, old_from) = (old.due, old.from);
        work.record(Event::ClockRescheduled(Rescheduled {
            clock: clock.id,
            old_due,
            old_from,
            schedule,
            cause,
        }));
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
    if last.is_some_and(Clock::is_open) {
        return Ok(());
    }
    let Some(schedule) = schedule(work, picture, duty, None, 0)? else { return Ok(()) };
    if last.is_some_and(|last| !again(duty, last, &schedule)) {
        return Ok(());
    }
    let number = last.map_or(1, |last| last.id.number.saturating_add(1));
    let clock = ClockId { obligation: duty.id.clone(), number };
    if counts(duty, owed) {
        let presumed = owed == Truth::Unknown;
        work.record(Event::ClockStarted(Started { clock, schedule, presumed }));
    } else {
        let settled_by = duty.owed_when.map(|when| picture.unsettled(when, work.plan)).unwrap_or_default();
        work.record(Event::ClockUndetermined(Undetermined { clock, schedule, settled_by }));
    }
    Ok(())
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

/// Being owed is one moment in a case, not a thing that comes again each time it is asked.
fn is_owed(start: &plan::StartAt) -> bool {
    *start == plan::StartAt::Owed
}

/// Soon due, then missed.
fn pass_time(work: &mut Work<'_>, duty: &Duty<'_>) {
    for clock in open_clocks(work, duty).into_iter().filter(is_running) {
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
}

fn page(work: &mut Work<'_>, duty: &Duty<'_>, clock: &ClockId) {
    if let Some(OnMissed::Page(role)) = duty.on_missed {
        let (role, clock, at) = (role.clone(), Some(clock.clone()), work.clock);
        work.record(Event::RolePaged(RolePaged { role, clock, cause: Cause::Time, at }));
    }
}

/// The next occurrence is laid when the last one is met or its time has passed.
fn recur(work: &mut Work<'_>, picture: &Picture, duty: &Duty<'_>) -> Result<(), Refusal> {
    let Some(repeat) = duty.repeats else { return Ok(()) };
    let endless = repeat.every.seconds <= 0 && repeat.every.months <= 0;
    if endless || !duty.in_states(&work.state) || work.state.is_in(CaseState::Closed) {
        return Ok(());
    }
    let Some(last) = newest(work, duty).cloned() else { return Ok(()) };
    let over = match last.status {
        ClockStatus::Met => true,
        ClockStatus::Running => work.clock > last.schedule.due,
        ClockStatus::Undetermined | ClockStatus::Moot | ClockStatus::NotOwed => false,
    };
    if !over || !counts(duty, duty.owed(picture)) {
        return Ok(());
    }
    let nth = last.schedule.nth.saturating_add(1);
    let Some(schedule) = schedule(work, picture, duty, Some(&last), nth)? else { return Ok(()) };
    if !within(work, duty, &repeat.until, &schedule)? {
        return Ok(());
    }
    let clock = ClockId { obligation: duty.id.clone(), number: last.id.number.saturating_add(1) };
    work.record(Event::ClockStarted(Started { clock, schedule, presumed: last.presumed }));
    Ok(())
}

fn within(work: &Work<'_>, duty: &Duty<'_>, until: &Until, schedule: &Schedule) -> Result<bool, Refusal> {
    Ok(match until {
        Until::States => !duty.while_in.is_empty() || !work.state.is_in(CaseState::Closed),
        Until::Times(times) => schedule.nth < *times,
        Until::For(term) => schedule.due <= clocks::due(schedule.from, *term, &work.plan.zone)?,
    })
}
