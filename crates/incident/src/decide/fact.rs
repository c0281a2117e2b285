//! Facts: stated, corrected, struck. The exemplar of a family of commands: check, record, say why things follow.

use expr::{InstantKnown, Known};
use plan::{Fact, Resolution};

use super::obligation::task_clock;
use super::work::{Work, no_such, reason};
use crate::command::Given;
use crate::event::Event;
use crate::event::case::Cause;
use crate::event::fact::{Stated, Struck, Value};
use crate::event::task::{Moved, Stage};
use crate::picture::to_known;
use crate::refusal::Refusal;
use crate::state::{Clock, Statement, Task};

/// Times of the case itself, which lie in the past when they are told.
const PAST_TIMES: [&str; 5] = ["happened", "discovered", "aware", "known", "entered"];
/// Those of them that clocks run from in every plan.
const STARTING_TIMES: [&str; 4] = ["happened", "discovered", "aware", "known"];

pub(super) fn state(
    work: &mut Work<'_>,
    id: &str,
    given: &Given,
    source: Option<&str>,
    evidence: &[String],
) -> Result<(), Refusal> {
    let facts = &work.plan.catalogue.facts;
    let Some(fact) = facts.iter().find(|fact| fact.id == id) else {
        return Err(no_such("fact", id, facts.iter().map(|fact| fact.id.as_str())));
    };
    check_answerer(work, fact)?;
    let Some(value) = to_known(&given.value, &fact.kind) else {
        let expected = fact.kind.message();
        return Err(Refusal::BadValue { fact: id.to_owned(), given: given.words.clone(), expected });
    };
    check_past(work, fact, value, given)?;
    work.check_evidence(evidence)?;
    let corrected = corrected(work, fact, &given.value, evidence)?;
    work.because = match corrected {
        Some(_) => Cause::Correction(id.to_owned()),
        None => Cause::Fact(id.to_owned()),
    };
    let supersedes = corrected.unwrap_or_default();
    work.record(Event::FactStated(Stated {
        fact: id.to_owned(),
        value: given.value.clone(),
        given: given.words.clone(),
        source: source.map(str::to_owned),
        evidence: evidence.to_vec(),
        supersedes,
    }));
    Ok(())
}

/// A judgement is answered only by those whom the catalogue names; other facts by anybody who may state facts.
fn check_answerer(work: &Work<'_>, fact: &Fact) -> Result<(), Refusal> {
    if !fact.judgement || fact.answered_by.is_empty() || fact.answered_by.contains(&work.who.role) {
        return Ok(());
    }
    Err(Refusal::OtherRole { role: work.who.role.clone(), allowed: fact.answered_by.join(", ") })
}

fn check_past(work: &Work<'_>, fact: &Fact, value: Known, given: &Given) -> Result<(), Refusal> {
    let Known::Instant(InstantKnown::Between(lo, _)) = value else { return Ok(()) };
    if PAST_TIMES.contains(&fact.id.as_str()) && lo > work.now {
        let now = work.now.to_string();
        return Err(Refusal::InFuture { what: fact.id.clone(), given: given.words.clone(), now });
    }
    Ok(())
}

/// A stated time on which clocks hang: `known` always, and whatever the catalogue resolves to the earliest.
fn is_corrected(fact: &Fact) -> bool {
    fact.id == "known" || fact.resolution == Resolution::Earliest
}

/// A time of the case that starts clocks, however its statements resolve.
fn starts_clocks(work: &Work<'_>, id: &str) -> bool {
    let earliest = |fact: &Fact| fact.id == id && is_corrected(fact);
    STARTING_TIMES.contains(&id) || work.plan.catalogue.facts.iter().any(earliest)
}

/// Positions of the statements this one corrects; `None` if it corrects nothing. Correcting a stated time needs
/// evidence, because every clock hangs on it; so does stating it anew where what was said last was struck, or else a
/// correction would be two acts.
fn corrected(
    work: &Work<'_>,
    fact: &Fact,
    value: &Value,
    evidence: &[String],
) -> Result<Option<Vec<u64>>, Refusal> {
    if !is_corrected(fact) {
        return anew(work, fact, evidence);
    }
    let standing: Vec<_> = work
        .state
        .standing(&fact.id)
        .filter(|other| other.value != *value && other.value != Value::Unknown)
        .collect();
    match standing.last() {
        Some(stands) if evidence.is_empty() => Err(needs_evidence(stands)),
        Some(_) => Ok(Some(standing.iter().map(|statement| statement.position).collect())),
        None => anew(work, fact, evidence),
    }
}

/// A time that clocks hang on is stated anew: all that was said of it before was struck.
fn anew(work: &Work<'_>, fact: &Fact, evidence: &[String]) -> Result<Option<Vec<u64>>, Refusal> {
    if !starts_clocks(work, &fact.id) || work.state.standing(&fact.id).next().is_some() {
        return Ok(None);
    }
    let said = |other: &&Statement| other.fact == fact.id && other.value != Value::Unknown;
    match work.state.statements.iter().rfind(said) {
        Some(struck) if evidence.is_empty() => Err(needs_evidence(struck)),
        Some(_) => Ok(Some(Vec::new())),
        None => Ok(None),
    }
}

fn needs_evidence(statement: &Statement) -> Refusal {
    Refusal::CorrectionNeedsEvidence {
        fact: statement.fact.clone(),
        stands: statement.given.clone(),
        position: statement.position,
    }
}

/// Strikes a statement or what met a duty. A statement of a time that clocks hang on is struck with evidence, as it is
/// corrected.
pub(super) fn strike(
    work: &mut Work<'_>,
    position: u64,
    why: &str,
    evidence: &[String],
) -> Result<(), Refusal> {
    let reason = reason(why)?;
    work.check_evidence(evidence)?;
    let said = |statement: &&Statement| statement.position == position && statement.struck.is_none();
    let statement = work.state.statements.iter().find(said);
    match statement {
        Some(statement) if evidence.is_empty() && starts_clocks(work, &statement.fact) => {
            Err(needs_evidence(statement))
        }
        Some(_) => {
            work.record(Event::ActStruck(Struck { position, reason, evidence: evidence.to_vec() }));
            work.because = Cause::Struck(position);
            Ok(())
        }
        None => strike_done(work, position, &reason, evidence),
    }
}

/// Strikes what met a duty, or the move that finished a task. A task's last move and what met its time limit are one
/// thing: both are struck and the task is open again, or else its limit would run with nothing left to do.
fn strike_done(work: &mut Work<'_>, position: u64, reason: &str, evidence: &[String]) -> Result<(), Refusal> {
    let met_there = |clock: &&Clock| clock.met.as_ref().is_some_and(|met| met.position == position);
    let clock = work.state.clocks.iter().find(met_there).map(|clock| clock.id.obligation.clone());
    let meant = |task: &&Task| {
        let limit = clock.as_ref().is_some_and(|clock| *clock == task_clock(&task.id));
        task.stage == Stage::Done && (limit || task.moved == Some(position))
    };
    let task = work.state.tasks.iter().find(meant).map(|task| (task.id.clone(), task.moved));
    if clock.is_none() && task.is_none() {
        return Err(Refusal::CannotStrike { position });
    }
    let mut struck = vec![position];
    if let Some((id, moved)) = &task {
        struck.extend(moved);
        let met = work.state.clocks_of(&task_clock(id)).filter_map(|clock| clock.met.as_ref());
        struck.extend(met.filter(|met| met.by == "task").map(|met| met.position));
    }
    struck.sort_unstable();
    struck.dedup();
    for position in struck {
        let (reason, evidence) = (reason.to_owned(), evidence.to_vec());
        work.record(Event::ActStruck(Struck { position, reason, evidence }));
    }
    if let Some((task, _)) = task {
        let (note, at) = (Some(reason.to_owned()), work.clock);
        work.record(Event::TaskMoved(Moved { task, to: Stage::Open, note, at }));
    }
    work.because = Cause::Struck(position);
    Ok(())
}
