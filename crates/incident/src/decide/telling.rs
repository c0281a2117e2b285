//! A notice was sent: in all of its ways at once, or in one after the other. What it meets is met when it went in all of
//! them; no clock stops on a part.

use expr::{Known, Type};
use jiff::Timestamp;
use plan::{Channel, MetBy, Notice};

use super::evidence::digest;
use super::notice::{check_confirmed, find};
use super::obligation;
use super::work::{Work, no_such, once_each, reason};
use crate::command::is_before;
use crate::event::Event;
use crate::event::case::Cause;
use crate::event::fact::Struck;
use crate::event::notice::Sent;
use crate::event::obligation::ClockId;
use crate::refusal::Refusal;
use crate::state::{Clock, Pass, State, Telling};
use crate::telling::{Free, by, helped, meetings};

pub(super) fn sent(
    work: &mut Work<'_>,
    notice: &str,
    (count, ways): (u64, &[Channel]),
    given: Option<&str>,
    at: Option<Timestamp>,
) -> Result<(), Refusal> {
    let found = find(work, notice)?;
    check_confirmed(work)?;
    let ways = named(found, ways)?;
    let given = given.map(|given| digest("digest", given)).transpose()?;
    check_count(work, found, count)?;
    let at = work.told("at", at)?;
    let digest = text(work, found, given.as_deref(), at)?;
    check_left(work, notice, at)?;
    work.record(Event::NoticeSent(Sent { notice: notice.to_owned(), digest, count, at, ways }));
    follow(work, found, (&by(notice), &[]), &[]);
    Ok(())
}

/// What the notice met is held against its words: they meet what they meet by their moments, whichever was told first. A meeting
/// that moves, or that they no longer bear out, is struck first.
fn follow(work: &mut Work<'_>, notice: &Notice, (why, evidence): (&str, &[String]), named: &[ClockId]) {
    let plan = work.plan;
    let meets = MetBy::Notice(notice.id.clone());
    for obligation in plan.obligations.iter().filter(|obligation| obligation.met_by == meets) {
        let free = Free { named };
        let met = meetings(&work.state, notice, &obligation.id, &free);
        for position in moved(&work.state, &by(&notice.id), (&obligation.id, &free), &met) {
            strike_act(work, position, why, evidence);
            work.because = Cause::Struck(position);
        }
        for (id, at) in met {
            if work.state.clocks.get(&id).is_some_and(Clock::is_open) {
                obligation::record_met(work, id, at, &by(&notice.id), &[]);
            }
        }
    }
}

/// Positions of free meetings by a notice that are not among `met`.
fn moved(
    state: &State,
    by: &str,
    (obligation, free): (&str, &Free<'_>),
    met: &[(ClockId, Timestamp)],
) -> Vec<u64> {
    let clocks = state.clocks_of(obligation).filter(|clock| free.holds(state, clock, by));
    let meetings = clocks.filter_map(|clock| Some((clock, clock.met.as_ref()?)));
    let moved =
        meetings.filter(|(clock, meeting)| !met.iter().any(|(id, at)| *id == clock.id && *at == meeting.at));
    moved.map(|(_, meeting)| meeting.position).collect()
}

/// It left after what it meets began to run; or it is an earlier part of what it has met already.
fn check_left(work: &Work<'_>, notice: &str, at: Timestamp) -> Result<(), Refusal> {
    let by = by(notice);
    let ran = |clock: &Clock| clock.met.as_ref().is_some_and(|met| met.by == by && met.from <= at);
    if work.state.clocks.iter().any(ran) {
        return Ok(());
    }
    let meets = MetBy::Notice(notice.to_owned());
    obligation::check_left(work, at, |met_by| *met_by == meets)
}

/// The digest of the text that went at `at`: the one named, else the one that is passed now, else the one that was then. No
/// text goes out before it has been passed, or after it ceased to be. A moment told to the minute is any within it.
fn text(work: &Work<'_>, notice: &Notice, given: Option<&str>, at: Timestamp) -> Result<String, Refusal> {
    let stored = work.state.notices.get(&notice.id);
    let passes = stored.map(|stored| stored.passes.as_slice()).unwrap_or_default();
    let fits = |digest: &str| given.is_none_or(|given| given == digest);
    let in_force = |pass: &&Pass| {
        let ended = pass.until.is_some_and(|until| until <= at);
        fits(&pass.digest) && !is_before(at, pass.from) && !ended
    };
    let now = stored.and_then(|stored| stored.passed.as_ref()).map(|(digest, _)| digest.as_str());
    let now = now.filter(|now| fits(now));
    let first =
        now.and_then(|now| passes.iter().filter(|pass| pass.digest == now).map(|pass| pass.from).min());
    match (now, first, passes.iter().rfind(in_force)) {
        (Some(now), Some(first), _) if !is_before(at, first) => Ok(now.to_owned()),
        (_, _, Some(then)) => Ok(then.digest.clone()),
        (Some(_), Some(passed), None) => Err(Refusal::ToldBeforePassed {
            notice: notice.id.clone(),
            role: notice.passed_by.clone(),
            given: at.to_string(),
            passed: passed.to_string(),
        }),
        _ => Err(Refusal::NotPassed { notice: notice.id.clone(), role: notice.passed_by.clone() }),
    }
}

/// Somebody was told, and no more than are known to be concerned: those that are known at most, or where only a least
/// number is known, as many as that, or as the lists of the case hold. Where nothing is known, any number may be true.
fn check_count(work: &Work<'_>, notice: &Notice, count: u64) -> Result<(), Refusal> {
    if count == 0 {
        return Err(Refusal::ToldNobody { notice: notice.id.clone() });
    }
    let Some((slot, fact)) =
        notice.at_most.and_then(|slot| Some((slot, work.plan.catalogue.facts.get(slot)?)))
    else {
        return Ok(());
    };
    let Type::Int { max, .. } = fact.kind else { return Ok(()) };
    let Some(Known::Int { lo, hi }) = work.picture().known().get(slot).copied() else { return Ok(()) };
    let listed = work.state.countings.iter().filter(|counting| counting.struck.is_none());
    let listed = listed.filter_map(|counting| counting.counted.customers.as_ref());
    let listed = listed.map(|found| found.together.customers).max().unwrap_or(0);
    let known = u64::try_from(if hi < max { hi } else { lo }).unwrap_or(0).max(listed);
    if count <= known || known == 0 && hi == max {
        return Ok(());
    }
    let (notice, fact) = (notice.id.clone(), fact.id.clone());
    Err(Refusal::ToldTooMany { notice, fact, given: count, counted: known })
}

/// The ways in the plan's order, each once; none where they are all of the notice's.
fn named(notice: &Notice, ways: &[Channel]) -> Result<Vec<Channel>, Refusal> {
    if let Some(other) = ways.iter().find(|way| !notice.channels.contains(way)) {
        return Err(no_such("way", other.word(), notice.channels.iter().map(|way| way.word())));
    }
    let named: Vec<Channel> = notice.channels.iter().copied().filter(|way| ways.contains(way)).collect();
    Ok(if named.len() == notice.channels.len() { Vec::new() } else { named })
}

/// A word that a notice was sent is struck by the role that said it, or by the command. What it alone had met runs on.
pub(super) fn strike(
    work: &mut Work<'_>,
    position: u64,
    why: &str,
    evidence: &[String],
) -> Option<Result<(), Refusal>> {
    let stands = |telling: &&Telling| telling.position == position && telling.struck.is_none();
    let (notice, telling) = work.state.notices.iter().find_map(|(id, notice)| {
        notice.sent.iter().find(stands).map(|telling| (id.clone(), telling.clone()))
    })?;
    Some(strike_told(work, &notice, &telling, (why, evidence)))
}

fn strike_told(
    work: &mut Work<'_>,
    notice: &str,
    telling: &Telling,
    (why, evidence): (&str, &[String]),
) -> Result<(), Refusal> {
    let why = reason(why)?;
    let (role, by) = (work.who.role.clone(), telling.by.role.clone());
    if role != by && !work.plan.commands(&role) {
        let commanding = work.plan.commanding().map(|role| role.id.clone());
        let allowed = once_each([by].into_iter().chain(commanding).collect());
        return Err(Refusal::OtherRole { role, allowed });
    }
    let plan = work.plan;
    let Some(found) = plan.notice(notice) else {
        strike_act(work, telling.position, &why, evidence);
        work.because = Cause::Struck(telling.position);
        return Ok(());
    };
    let helped =
        plan.obligations.iter().flat_map(|one| helped(&work.state, found, &one.id, telling.position));
    let helped: Vec<ClockId> = helped.collect();
    strike_act(work, telling.position, &why, evidence);
    follow(work, found, (&why, evidence), &helped);
    work.because = Cause::Struck(telling.position);
    Ok(())
}

fn strike_act(work: &mut Work<'_>, position: u64, why: &str, evidence: &[String]) {
    let (reason, evidence) = (why.to_owned(), evidence.to_vec());
    work.record(Event::ActStruck(Struck { position, reason, evidence }));
}
