//! Facts: stated, corrected, struck. The exemplar of a family of commands: check, record, say why things follow.

use expr::{InstantKnown, Known};
use plan::{Fact, Resolution};

use super::work::{Work, no_such, reason};
use crate::command::Given;
use crate::event::Event;
use crate::event::case::Cause;
use crate::event::fact::{Stated, Struck, Value};
use crate::picture::to_known;
use crate::refusal::Refusal;

/// Times of the case itself, which lie in the past when they are told.
const PAST_TIMES: [&str; 5] = ["happened", "discovered", "aware", "known", "entered"];

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
    let supersedes = corrected(work, fact, &given.value, evidence)?;
    work.because =
        if supersedes.is_empty() { Cause::Fact(id.to_owned()) } else { Cause::Correction(id.to_owned()) };
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

/// Positions of the statements this one corrects. Correcting a stated time (`known` always, and whatever the
/// catalogue resolves to the earliest) needs evidence, because every clock hangs on it.
fn corrected(work: &Work<'_>, fact: &Fact, value: &Value, evidence: &[String]) -> Result<Vec<u64>, Refusal> {
    if fact.id != "known" && fact.resolution != Resolution::Earliest {
        return Ok(Vec::new());
    }
    let standing: Vec<_> = work
        .state
        .standing(&fact.id)
        .filter(|other| other.value != *value && other.value != Value::Unknown)
        .collect();
    match standing.last() {
        Some(stands) if evidence.is_empty() => Err(Refusal::CorrectionNeedsEvidence {
            fact: fact.id.clone(),
            stands: stands.given.clone(),
            position: stands.position,
        }),
        _ => Ok(standing.iter().map(|statement| statement.position).collect()),
    }
}

pub(super) fn strike(work: &mut Work<'_>, position: u64, why: &str) -> Result<(), Refusal> {
    let reason = reason(why)?;
    let statement = work
        .state
        .statements
        .iter()
        .any(|statement| statement.position == position && statement.struck.is_none());
    let meeting =
        work.state.clocks.iter().any(|clock| clock.met.as_ref().is_some_and(|met| met.position == position));
    if !statement && !meeting {
        return Err(Refusal::CannotStrike { position });
    }
    work.record(Event::ActStruck(Struck { position, reason }));
    work.because = Cause::Struck(position);
    Ok(())
}
