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
use crate::state::{Clock, State, Telling};
use crate::telling::{newest, tellings_for};

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
    let passed = work.state.notices.get(notice).and_then(|notice| notice.passed.as_ref());
    let fits = |passed: &&(String, _)| given.as_ref().is_none_or(|given| *given == passed.0);
    let Some((digest, _)) = passed.filter(fits).cloned() else {
        return Err(Refusal::NotPassed { notice: notice.to_owned(), role: found.passed_by.clone() });
    };
    check_count(work, found, count)?;
    let at = work.told("at", at)?;
    check_passed_before(work, found, &digest, at)?;
    let meets = MetBy::Notice(notice.to_owned());
    obligation::check_left(work, at, |met_by| *met_by == meets)?;
    let is_whole = ways.is_empty();
    work.record(Event::NoticeSent(Sent { notice: notice.to_owned(), digest, count, at, ways }));
    let by = format!("notice {notice}");
    if is_whole {
        obligation::meet_all(work, at, &by, |met_by| *met_by == meets);
        return Ok(());
    }
    for clock in obligation::open_clocks(work, |met_by| *met_by == meets) {
        if let Some(at) = told_in_all(&work.state, found, &clock) {
            obligation::record_met(work, clock.id, at, &by, &[]);
        }
    }
    Ok(())
}

/// No text goes out before it has been passed. A moment told to the minute is any within it.
fn check_passed_before(work: &Work<'_>, notice: &Notice, digest: &str, at: Timestamp) -> Result<(), Refusal> {
    let passes = work.state.notices.get(&notice.id).map(|notice| &notice.passes);
    match passes.and_then(|passes| passes.get(digest)) {
        Some(passed) if is_before(at, *passed) => Err(Refusal::ToldBeforePassed {
            notice: notice.id.clone(),
            role: notice.passed_by.clone(),
            given: at.to_string(),
            passed: passed.to_string(),
        }),
        _ => Ok(()),
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

/// When the last of all its ways was told, as far as this clock is concerned; `None` while one is open.
fn told_in_all(state: &State, notice: &Notice, clock: &Clock) -> Option<Timestamp> {
    let told = tellings_for(state, notice, clock);
    let ways = notice.channels.iter().map(|way| newest(&told, *way).map(|telling| telling.at));
    ways.collect::<Option<Vec<Timestamp>>>()?.into_iter().max()
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
    let position = telling.position;
    let struck =
        |position| Event::ActStruck(Struck { position, reason: why.clone(), evidence: evidence.to_vec() });
    work.record(struck(position));
    for (_, met) in no_longer_met(work, notice, position) {
        work.record(struck(met));
    }
    work.because = Cause::Struck(position);
    Ok(())
}

/// Clocks that the notice met after the word at `position`, and would not have met without it, each with the position of its
/// meeting.
fn no_longer_met(work: &Work<'_>, notice: &str, position: u64) -> Vec<(ClockId, u64)> {
    let by = format!("notice {notice}");
    let Some(found) = work.plan.notice(notice) else { return Vec::new() };
    let is_met =
        |clock: &&Clock| clock.met.as_ref().is_some_and(|met| met.by == by && met.position > position);
    let holds = |clock: &Clock| {
        let told = tellings_for(&work.state, found, clock);
        let whole = told.iter().any(|telling| telling.ways.is_empty());
        whole || found.channels.iter().all(|way| newest(&told, *way).is_some())
    };
    let lost = work.state.clocks.iter().filter(is_met).filter(|clock| !holds(clock));
    lost.filter_map(|clock| Some((clock.id.clone(), clock.met.as_ref()?.position))).collect()
}
