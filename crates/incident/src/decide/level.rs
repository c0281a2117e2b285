//! The command decides a level.

use super::work::{Work, no_such, reason};
use crate::event::Event;
use crate::event::case::Cause;
use crate::event::level::{Decided, Place};
use crate::refusal::Refusal;

/// Decides a level. Within what the facts leave open a reason is enough: precaution must be easy. Below what is certain, or above
/// what is possible, it is decided with evidence only: whoever reads the case later must see what the command saw.
pub(super) fn decide(
    work: &mut Work<'_>,
    scale: &str,
    level: &str,
    why: &str,
    evidence: &[String],
) -> Result<(), Refusal> {
    let index = index_of(work, scale, level)?;
    let reason = reason(why)?;
    work.check_evidence(evidence)?;
    match against_facts(work, scale, index) {
        Against::Below(nearest) | Against::Above(nearest) if evidence.is_empty() => {
            Err(needs_evidence(scale, level, nearest))
        }
        _ => {
            record(work, scale, place(level, index), reason, evidence);
            Ok(())
        }
    }
}

/// How a level stands to what is computed: outside of it with the nearest level that the facts leave open.
enum Against {
    Below(String),
    Open,
    Above(String),
}

/// The one place that asks what is certain and what is possible. A scale of which nothing is computed leaves everything open.
fn against_facts(work: &Work<'_>, scale: &str, index: usize) -> Against {
    let Some(known) = work.state.levels.get(scale) else { return Against::Open };
    let (certain, possible) = (&known.certain, &known.possible);
    match index {
        _ if index < usize::from(certain.place) => Against::Below(certain.level.clone()),
        _ if index > usize::from(possible.place) => Against::Above(possible.level.clone()),
        _ => Against::Open,
    }
}

/// Decides the level with which a warning or the response begins: at what is certain or above it, as a precaution. A milder
/// one is decided for itself, with evidence.
pub(super) fn begin_at(work: &mut Work<'_>, scale: &str, level: &str, why: &str) -> Result<(), Refusal> {
    let index = index_of(work, scale, level)?;
    let reason = reason(why)?;
    match against_facts(work, scale, index) {
        Against::Below(certain) => Err(needs_evidence(scale, level, certain)),
        Against::Open | Against::Above(_) => {
            record(work, scale, place(level, index), reason, &[]);
            Ok(())
        }
    }
}

/// Decides the level that an accepted proposal names, unless more is certain already: the stricter runs.
pub(super) fn accept(work: &mut Work<'_>, scale: &str, level: &str, why: &str) -> Result<(), Refusal> {
    let index = index_of(work, scale, level)?;
    if !matches!(against_facts(work, scale, index), Against::Below(_)) {
        record(work, scale, place(level, index), reason(why)?, &[]);
    }
    Ok(())
}

fn index_of(work: &Work<'_>, scale: &str, level: &str) -> Result<usize, Refusal> {
    let plan = work.plan;
    let Some(found) = plan.scale(scale) else {
        return Err(no_such("scale", scale, plan.scales.iter().map(|scale| scale.id.as_str())));
    };
    let index = found.order.iter().position(|known| known == level);
    index.ok_or_else(|| no_such("level", level, found.order.iter().map(String::as_str)))
}

fn needs_evidence(scale: &str, level: &str, nearest: String) -> Refusal {
    Refusal::DecisionNeedsEvidence { scale: scale.to_owned(), level: level.to_owned(), certain: nearest }
}

fn record(work: &mut Work<'_>, scale: &str, level: Place, reason: String, evidence: &[String]) {
    let (scale, evidence, at) = (scale.to_owned(), evidence.to_vec(), work.clock);
    work.because = Cause::Decision(reason.clone());
    work.record(Event::LevelDecided(Decided { scale, level, reason, evidence, at }));
}

/// A place by its index; scales are far shorter than 255 levels.
pub(super) fn place(level: &str, index: usize) -> Place {
    Place { level: level.to_owned(), place: u8::try_from(index).unwrap_or(u8::MAX) }
}
