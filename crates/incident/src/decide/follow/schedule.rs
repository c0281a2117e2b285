//! When a duty is due: its starts looked up in the case, `clocks` asked, the answer written down with its rule.

use std::borrow::Cow;

use clocks::{Chosen, Moment};
use jiff::Timestamp;
use plan::{Scope, Start, StartAt, State as CaseState, Term};

use super::duty::Duty;
use crate::decide::warning::state_word;
use crate::decide::work::Work;
use crate::event::obligation::{LateFrom, Schedule};
use crate::picture::Picture;
use crate::state::{Clock, ClockStatus};

/// Start words of duties that are not the plan's own.
const LAID_OUT: &str = "laid_out";
/// The provisional start of a duty that runs from being owed.
pub(super) const AWARENESS: &str = "awareness";

/// What the clock of `duty` says of its `nth` occurrence; `None` while no start can be told.
///
/// `running` is the clock already there: starts that can come again (a state, a level, a gate, being owed) stay where
/// they were for it.
///
/// # Errors
/// Where a due time lies beyond all calendars.
pub(super) fn schedule(
    work: &Work<'_>,
    picture: &Picture,
    duty: &Duty<'_>,
    running: Option<&Clock>,
    nth: u32,
) -> Result<Option<Schedule>, clocks::Fault> {
    let basis = Basis::of(work, picture, duty, running)?;
    basis.map(|basis| basis.schedule(work, duty, nth)).transpose()
}

/// The start a clock runs from, the same for all occurrences of a series.
pub(super) struct Basis<'p> {
    told: Vec<Told<'p>>,
    chosen: Chosen,
}

impl<'p> Basis<'p> {
    /// Looks the starts of `duty` up and asks `clocks` which of them counts; `None` while none can be told.
    ///
    /// # Errors
    /// Where a due time lies beyond all calendars.
    pub(super) fn of(
        work: &Work<'_>,
        picture: &Picture,
        duty: &Duty<'p>,
        running: Option<&Clock>,
    ) -> Result<Option<Basis<'p>>, clocks::Fault> {
        let told = told(work, picture, duty, running);
        let moments: Vec<Moment> = told.iter().map(|told| told.moment).collect();
        let known = told_or_opened(work, picture, &["known"]).unwrap_or(work.clock);
        let chosen = clocks::choose(&moments, duty.term, known, &work.plan.zone)?;
        Ok(chosen.map(|chosen| Basis { told, chosen }))
    }

    fn word(&self, work: &Work<'_>, index: usize) -> Cow<'static, str> {
        self.told.get(index).map(|told| told.from.word(work)).unwrap_or_default()
    }

    fn late_from(&self, work: &Work<'_>) -> Option<LateFrom> {
        self.chosen.lateness.map(|late| LateFrom {
            start: self.word(work, late.index).into_owned(),
            from: late.from,
            due: late.due,
            behind: late.behind.as_secs(),
        })
    }

    /// The schedule was made from this very start by the same plan, so that it need not be made again.
    pub(super) fn same_as(&self, work: &Work<'_>, old: &Schedule) -> bool {
        self.chosen.from == old.from
            && work.plan.digest == old.plan
            && self.word(work, self.chosen.index) == old.start
            && self.late_from(work) == old.late_from
    }

    /// The schedule of the `nth` occurrence.
    ///
    /// # Errors
    /// Where a due time lies beyond all calendars.
    pub(super) fn schedule(
        &self,
        work: &Work<'_>,
        duty: &Duty<'_>,
        nth: u32,
    ) -> Result<Schedule, clocks::Fault> {
        let (chosen, zone) = (&self.chosen, &work.plan.zone);
        let (due, window) = match duty.repeats {
            Some(repeat) => {
                let of = |n: u32| clocks::occurrence(chosen.from, duty.term, repeat.every, n, zone);
                let window = if nth == 0 { chosen.from } else { of(nth - 1)? };
                (of(nth)?, window)
            }
            None => (chosen.due, chosen.from),
        };
        Ok(self.written(work, duty, nth, due, clocks::soon(window, due)))
    }

    fn written(
        &self,
        work: &Work<'_>,
        duty: &Duty<'_>,
        nth: u32,
        due: Timestamp,
        soon: Timestamp,
    ) -> Schedule {
        let chosen = &self.chosen;
        let note = duty.starts.get(chosen.index).and_then(|start| start.note.as_ref());
        Schedule {
            start: self.word(work, chosen.index).into_owned(),
            start_index: u32::try_from(chosen.index).unwrap_or(u32::MAX),
            note: note.filter(|_| chosen.index > 0).map(|note| note.0.clone()),
            from: chosen.from,
            nth,
            due,
            soon,
            late_from: self.late_from(work),
            rule: rule(duty),
            zone: work.plan.zone.iana_name().unwrap_or("UTC").to_owned(),
            plan: work.plan.digest.clone(),
        }
    }
}

/// The rule in short.
fn rule(duty: &Duty<'_>) -> String {
    let term = |term: Term| match (term.months, term.seconds) {
        (0, seconds) => format!("{seconds} s"),
        (months, 0) => format!("{months} months"),
        (months, seconds) => format!("{months} months {seconds} s"),
    };
    match duty.repeats {
        Some(repeat) => format!("{} every {}", term(duty.term), term(repeat.every)),
        None => term(duty.term),
    }
}

/// A start as the case can tell it.
struct Told<'p> {
    from: From<'p>,
    moment: Moment,
}

/// What a clock can run from. Its words are made only where somebody reads them: every start of every duty is looked at
/// in every round.
#[derive(Clone, Copy)]
enum From<'p> {
    LaidOut,
    Awareness,
    Start(&'p StartAt),
}

impl From<'_> {
    fn word(self, work: &Work<'_>) -> Cow<'static, str> {
        match self {
            From::LaidOut => Cow::Borrowed(LAID_OUT),
            From::Awareness => Cow::Borrowed(AWARENESS),
            From::Start(start) => word(work, start),
        }
    }
}

fn told<'p>(work: &Work<'_>, picture: &Picture, duty: &Duty<'p>, running: Option<&Clock>) -> Vec<Told<'p>> {
    let plain =
        |at: Option<Timestamp>| Moment { at, latest: None, unless_past: false, told: None, doubted: false };
    if let (true, Some(laid_out)) = (duty.starts.is_empty(), duty.laid_out) {
        return vec![Told { from: From::LaidOut, moment: plain(Some(laid_out)) }];
    }
    let tell = |(index, start): (usize, &'p Start)| {
        // What has been started once keeps that moment, although the state, level or gate comes again.
        let kept =
            running.filter(|clock| comes_again(&start.at) && clock.schedule.start == word(work, &start.at));
        let at = match kept {
            Some(clock) => Some(clock.schedule.from),
            None => moment(work, picture, duty, &start.at),
        };
        let told = running
            .filter(|clock| clock.schedule.start_index > u32::try_from(index).unwrap_or(u32::MAX))
            .and_then(|_| said_at(work, picture, &start.at));
        let doubted = start.unless_past && contradicted(picture, &start.at);
        let moment = Moment {
            latest: latest(picture, &start.at),
            unless_past: start.unless_past,
            told,
            doubted,
            ..plain(at)
        };
        Told { from: From::Start(&start.at), moment }
    };
    let mut told: Vec<Told<'p>> = duty.starts.iter().enumerate().map(tell).collect();
    let undecided = duty.owed(picture) == expr::Truth::Unknown && duty.scope == Scope::External;
    if undecided || waits_for_a_fact(duty, &told, running) {
        // Provisional: whatever the plan starts it from cannot be told yet, so it is counted from awareness.
        let at = told_or_opened(work, picture, &["aware", "known"]);
        told.push(Told { from: From::Awareness, moment: plain(at) });
    }
    told
}

/// Whether all that is missing of a clock that does not run yet is a moment nobody has stated: what it runs from is no event that may
/// never come, but a time fact, so the duty is there and only its due time is unknown.
fn waits_for_a_fact(duty: &Duty<'_>, told: &[Told<'_>], running: Option<&Clock>) -> bool {
    let untold = told.iter().all(|told| told.moment.at.is_none() && told.moment.latest.is_none());
    let begins = running.is_none_or(|clock| clock.status == ClockStatus::Undetermined);
    begins && untold && duty.starts.iter().any(|start| matches!(start.at, StartAt::Fact(_)))
}

/// The first of these time facts that can be told. Where only bounds of them are known: the earliest of these and of the
/// opening, so that nothing is counted from later than it can have been.
fn told_or_opened(work: &Work<'_>, picture: &Picture, facts: &[&str]) -> Option<Timestamp> {
    let told = facts.iter().find_map(|id| picture.moment_of(work.plan, id));
    let bounds = || facts.iter().filter_map(|id| picture.latest_of(work.plan, id)).chain(opened(work)).min();
    told.or_else(bounds)
}

/// The latest that a fact which starts a clock can have been.
fn latest(picture: &Picture, start: &StartAt) -> Option<Timestamp> {
    let StartAt::Fact(slot) = start else { return None };
    picture.latest(*slot)
}

/// When the fact that starts a clock was told, where a clock runs from a fallback already.
fn said_at(work: &Work<'_>, picture: &Picture, start: &StartAt) -> Option<Timestamp> {
    let StartAt::Fact(slot) = start else { return None };
    let last = picture.facts.get(*slot)?.statements.last()?;
    work.state.statement(*last).map(|statement| statement.occurred_at)
}

/// The fact contradicts what is known otherwise, so that no clock may gain from it.
fn contradicted(picture: &Picture, start: &StartAt) -> bool {
    let StartAt::Fact(slot) = start else { return false };
    picture.facts.get(*slot).is_some_and(|fact| fact.after_known)
}

fn opened(work: &Work<'_>) -> Option<Timestamp> {
    work.state.opening.as_ref().map(|opening| opening.at)
}

/// Starts that can happen more than once in a case.
pub(super) fn comes_again(start: &StartAt) -> bool {
    matches!(
        start,
        StartAt::Entered(_)
            | StartAt::Level(..)
            | StartAt::LevelLowered(_)
            | StartAt::Owed
            | StartAt::Gate(_)
    )
}

fn moment(work: &Work<'_>, picture: &Picture, duty: &Duty<'_>, start: &StartAt) -> Option<Timestamp> {
    let state = &work.state;
    let level = |scale: usize| state.levels.get(&work.plan.scales.get(scale)?.id);
    match start {
        StartAt::Fact(slot) => picture.moment(*slot),
        StartAt::Entered(CaseState::Warning) if duty.renewable => {
            state.entered.get(&CaseState::Warning).copied().max(state.renewed)
        }
        StartAt::Entered(entered) => state.entered.get(entered).copied(),
        StartAt::Level(scale, place) => {
            let level = level(*scale)?;
            let reached = match duty.scope {
                Scope::Internal => &level.reached_possible,
                Scope::External => &level.reached_certain,
            };
            reached.get(&u8::try_from(*place).ok()?).copied()
        }
        StartAt::LevelLowered(scale) => level(*scale)?.lowered,
        StartAt::Met(obligation) => {
            state.clocks_of(obligation).find_map(|clock| clock.met.as_ref()).map(|met| met.at)
        }
        StartAt::Owed => match (duty.owed(picture), duty.scope) {
            (expr::Truth::True, _) | (expr::Truth::Unknown, Scope::Internal) => Some(work.began()),
            _ => None,
        },
        StartAt::Opened => opened(work),
        StartAt::Gate(gate) => state.gates.get(gate)?.approved.as_ref().map(|(at, _)| *at),
    }
}

/// The start in words that stay the same whatever the reader's language.
fn word(work: &Work<'_>, start: &StartAt) -> Cow<'static, str> {
    let scale = |slot: &usize| work.plan.scales.get(*slot);
    let written = match start {
        StartAt::Owed => return Cow::Borrowed("owed"),
        StartAt::Opened => return Cow::Borrowed("opened"),
        StartAt::Fact(slot) => {
            format!("fact {}", work.plan.catalogue.facts.get(*slot).map_or("?", |fact| fact.id.as_str()))
        }
        StartAt::Entered(state) => format!("state {}", state_word(*state)),
        StartAt::Level(slot, place) => {
            let level = scale(slot).and_then(|scale| scale.order.get(*place)).map_or("?", String::as_str);
            format!("level {} {level}", scale(slot).map_or("?", |scale| scale.id.as_str()))
        }
        StartAt::LevelLowered(slot) => {
            format!("lowered {}", scale(slot).map_or("?", |scale| scale.id.as_str()))
        }
        StartAt::Met(obligation) => format!("met {obligation}"),
        StartAt::Gate(gate) => format!("gate {gate}"),
    };
    Cow::Owned(written)
}
