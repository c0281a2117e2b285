//! Facts: stated, corrected, struck. The exemplar of a family of commands: check, record, say why things follow.

use expr::{InstantKnown, Known};
use jiff::{SignedDuration, Timestamp};
use plan::{Fact, Resolution};

use super::follow;
use super::obligation::task_clock;
use super::telling;
use super::work::{Work, no_such, once_each, reason};
use crate::command::{Given, is_before};
use crate::event::Event;
use crate::event::case::Cause;
use crate::event::fact::{Stated, Struck, Value};
use crate::event::task::{Moved, Stage};
use crate::picture::to_known;
use crate::refusal::Refusal;
use crate::state::{Clock, Counting, Statement, Task};

/// Times of the case itself, which lie in the past when they are told.
const PAST_TIMES: [&str; 5] = ["happened", "discovered", "aware", "known", "entered"];
/// Those of them that clocks run from in every plan.
const STARTING_TIMES: [&str; 4] = ["happened", "discovered", "aware", "known"];

/// How far ahead a moment of a case may lie: ten years. A slip in the year is no deadline.
const AHEAD: SignedDuration = SignedDuration::from_hours(10 * 365 * 24);

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
    check_after(work, fact, value, given)?;
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
        source: source.map(|source| messages::one_line(source).into_owned()),
        evidence: evidence.to_vec(),
        supersedes,
    }));
    Ok(())
}

/// A judgement is answered only by those whom the catalogue names; other facts by anybody who may state facts.
fn check_answerer(work: &Work<'_>, fact: &Fact) -> Result<(), Refusal> {
    if !fact.judgement || fact.can_answer(&work.who.role) {
        return Ok(());
    }
    Err(Refusal::OtherRole { role: work.who.role.clone(), allowed: fact.answered_by.clone() })
}

fn check_past(work: &Work<'_>, fact: &Fact, value: Known, given: &Given) -> Result<(), Refusal> {
    let Known::Instant(InstantKnown::Between(lo, hi)) = value else { return Ok(()) };
    if PAST_TIMES.contains(&fact.id.as_str()) && lo > work.now {
        let now = work.now.to_string();
        return Err(Refusal::InFuture { what: fact.id.clone(), given: given.words.clone(), now });
    }
    let farthest = work.now.checked_add(AHEAD).unwrap_or(Timestamp::MAX);
    if lo > farthest || farthest < hi && hi < Timestamp::MAX {
        let expected = fact.kind.message();
        return Err(Refusal::BadValue { fact: fact.id.clone(), given: given.words.clone(), expected });
    }
    Ok(())
}

/// What can only come after something lies after it. A day is any moment of it.
fn check_after(work: &Work<'_>, fact: &Fact, value: Known, given: &Given) -> Result<(), Refusal> {
    let Known::Instant(InstantKnown::Between(_, hi)) = value else { return Ok(()) };
    let picture = work.picture();
    let first = fact.not_before.iter().filter_map(|id| Some((id, picture.moment_of(work.plan, id)?)));
    let mut first = first.filter(|(_, first)| is_before(hi, *first));
    match first.next() {
        Some((other, first)) => Err(Refusal::BeforeFact {
            fact: fact.id.clone(),
            given: given.words.clone(),
            other: other.clone(),
            stands: first.to_string(),
        }),
        None => Ok(()),
    }
}

/// A time of the case that clocks hang on: those that every plan counts from, those of which the earliest counts, and
/// whatever a clock of this plan starts from.
pub(super) fn starts_clocks(work: &Work<'_>, id: &str) -> bool {
    let facts = &work.plan.catalogue.facts;
    let named = || facts.iter().position(|fact| fact.id == id);
    STARTING_TIMES.contains(&id)
        || named().is_some_and(|slot| {
            facts[slot].resolution == Resolution::Earliest || work.plan.starts_clocks(slot)
        })
}

/// Positions of the statements this one corrects; `None` if it corrects nothing. Correcting a stated time needs
/// evidence, because every clock hangs on it; so does stating it anew where what was said last was struck, or else a
/// correction would be two acts. Whoever cannot answer the fact corrects nobody who can: that statement is set aside.
/// Where the earliest word counts, a role corrects its own word only: what others know they take back themselves, or it is
/// struck.
fn corrected(
    work: &Work<'_>,
    fact: &Fact,
    value: &Value,
    evidence: &[String],
) -> Result<Option<Vec<u64>>, Refusal> {
    if !starts_clocks(work, &fact.id) {
        return Ok(None);
    }
    let (role, earliest) = (&work.who.role, fact.resolution == Resolution::Earliest);
    let counts = |other: &Statement| fact.can_answer(role) || !fact.can_answer(&other.by.role);
    let own = |other: &Statement| other.by.role == *role;
    // "Unknown" takes back the role's own word alone, and says nothing against others'.
    let touches = |other: &Statement| !earliest || *value != Value::Unknown || own(other);
    let standing: Vec<_> = work
        .state
        .standing(&fact.id)
        .filter(|other| other.value != *value && other.value != Value::Unknown && touches(other))
        .collect();
    let Some(stands) = standing.last() else { return anew(work, fact, value, evidence) };
    if evidence.is_empty() {
        return Err(needs_evidence(stands));
    }
    if !standing.iter().any(|statement| counts(statement)) {
        return Ok(None);
    }
    let replaced = |statement: &&&Statement| counts(statement) && (!earliest || own(statement));
    Ok(Some(standing.iter().filter(replaced).map(|statement| statement.position).collect()))
}

/// A time that clocks hang on is stated anew: all that was said of it before was struck, or clocks run from what other facts
/// say of it (`known` from `discovered` and `aware`).
fn anew(
    work: &Work<'_>,
    fact: &Fact,
    value: &Value,
    evidence: &[String],
) -> Result<Option<Vec<u64>>, Refusal> {
    if *value == Value::Unknown {
        return Ok(None);
    }
    if evidence.is_empty() && gains_from_opening(work, fact, value) {
        return Err(runs_from_opening(work));
    }
    let derived = derived(work, fact, value);
    let first_word = || if evidence.is_empty() { check_no_clock_gains(work, fact, value) } else { Ok(()) };
    if derived.is_none() && work.state.standing(&fact.id).next().is_some() {
        return first_word().map(|()| None);
    }
    let said = |other: &&Statement| other.fact == fact.id && other.value != Value::Unknown;
    match derived.or_else(|| work.state.statements.iter().rfind(said)) {
        Some(stood) if evidence.is_empty() => Err(needs_evidence(stood)),
        Some(_) => Ok(Some(Vec::new())),
        None => first_word().map(|()| gains_from_opening(work, fact, value).then(Vec::new)),
    }
}

/// Clocks ran from the opening while nobody had said when it was known. A time later than that gives them more time: it is
/// said with evidence, as a correction is, or else a missed report would be made good by a word.
fn gains_from_opening(work: &Work<'_>, fact: &Fact, value: &Value) -> bool {
    let opened = work.state.opening.as_ref().map(|opening| opening.at);
    let Some(Known::Instant(InstantKnown::Between(lo, _))) = to_known(value, &fact.kind) else {
        return false;
    };
    let later = opened.is_some_and(|opened| lo > opened);
    let known_told = || {
        let picture = work.picture();
        let earliest = picture.moment_of(work.plan, "known");
        earliest.or_else(|| picture.latest_of(work.plan, "known")).is_some()
    };
    later && STARTING_TIMES.contains(&fact.id.as_str()) && !known_told()
}

/// The first word about what a clock starts from takes the clock off the start it fell back on. Where it is due later then, the
/// word is said with evidence: a duty that is late is not made good by a word.
fn check_no_clock_gains(work: &Work<'_>, fact: &Fact, value: &Value) -> Result<(), Refusal> {
    let said = to_known(value, &fact.kind);
    let (Some(Known::Instant(InstantKnown::Between(from, _))), Some(slot)) =
        (said, work.plan.catalogue.slot(&fact.id))
    else {
        return Ok(());
    };
    match follow::gains(work, slot, from) {
        Some(clock) => Err(Refusal::LaterNeedsEvidence {
            fact: fact.id.clone(),
            given: from.to_string(),
            clock: clock.id.to_string(),
            from: clock.schedule.from.to_string(),
            due: clock.schedule.due.to_string(),
        }),
        None => Ok(()),
    }
}

fn runs_from_opening(work: &Work<'_>) -> Refusal {
    let stands = work.state.opening.as_ref().map(|opening| opening.at.to_string()).unwrap_or_default();
    Refusal::CorrectionNeedsEvidence { fact: "entered".to_owned(), stands, position: 1, struck: false }
}

/// The statement of another fact from which this one is derived and clocks run, where `value` says otherwise.
fn derived<'w>(work: &'w Work<'_>, fact: &Fact, value: &Value) -> Option<&'w Statement> {
    let picture = work.picture();
    let resolved = picture.facts.get(work.plan.catalogue.slot(&fact.id)?)?;
    let said = to_known(value, &fact.kind)?;
    let bearing = |statement: &&Statement| {
        statement.fact != fact.id && resolved.statements.contains(&statement.position)
    };
    (resolved.known != said).then(|| work.state.statements.iter().rfind(bearing)).flatten()
}

/// Striking it may move clocks: they hang on the fact, and it says something, or took back what had been said.
fn moves_clocks(work: &Work<'_>, statement: &Statement) -> bool {
    let took_back =
        || work.state.statements.iter().any(|other| other.superseded_by == Some(statement.position));
    starts_clocks(work, &statement.fact) && (statement.value != Value::Unknown || took_back())
}

fn needs_evidence(statement: &Statement) -> Refusal {
    Refusal::CorrectionNeedsEvidence {
        fact: statement.fact.clone(),
        stands: statement.given.clone(),
        position: statement.position,
        struck: statement.struck.is_some(),
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
        Some(statement) if evidence.is_empty() && moves_clocks(work, statement) => {
            Err(needs_evidence(statement))
        }
        Some(statement) => {
            check_striker(work, statement)?;
            work.record(Event::ActStruck(Struck { position, reason, evidence: evidence.to_vec() }));
            work.because = Cause::Struck(position);
            Ok(())
        }
        None if work.state.countings.iter().any(|counting| counting.position == position) => {
            strike_counting(work, position, reason, evidence)
        }
        None => match telling::strike(work, position, &reason, evidence) {
            Some(done) => done,
            None => strike_done(work, position, &reason, evidence),
        },
    }
}

/// A counting is struck by the role that counted, or by the command: the wrong file, or the wrong register. Its customers
/// leave the case's list; what it stated as facts is struck by itself.
fn strike_counting(
    work: &mut Work<'_>,
    position: u64,
    reason: String,
    evidence: &[String],
) -> Result<(), Refusal> {
    let standing = |counting: &&Counting| counting.position == position && counting.struck.is_none();
    let Some(counting) = work.state.countings.iter().find(standing) else {
        return Err(Refusal::CannotStrike { position });
    };
    let (role, by) = (work.who.role.clone(), counting.by.role.clone());
    if role != by && !work.plan.commands(&role) {
        let commanding = work.plan.commanding().map(|role| role.id.clone());
        return Err(Refusal::OtherRole {
            role,
            allowed: once_each([by].into_iter().chain(commanding).collect()),
        });
    }
    work.record(Event::ActStruck(Struck { position, reason, evidence: evidence.to_vec() }));
    work.because = Cause::Struck(position);
    Ok(())
}

/// A statement is struck by the role that made it, by those who can answer the fact, or by the command: taking back what
/// others said must not be easier than contradicting it.
fn check_striker(work: &Work<'_>, statement: &Statement) -> Result<(), Refusal> {
    let role = &work.who.role;
    let fact = work.plan.catalogue.facts.iter().find(|fact| fact.id == statement.fact);
    let answers = fact.is_none_or(|fact| fact.can_answer(role));
    if answers || *role == statement.by.role || work.plan.commands(role) {
        return Ok(());
    }
    let named = fact.map(|fact| fact.answered_by.clone()).unwrap_or_default();
    let mut allowed = vec![statement.by.role.clone()];
    allowed.extend(named.into_iter().chain(work.plan.commanding().map(|role| role.id.clone())));
    Err(Refusal::OtherRole { role: role.clone(), allowed: once_each(allowed) })
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
