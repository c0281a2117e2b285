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
    match ruled_out(work, scale, index).filter(|_| evidence.is_empty()) {
        Some(level_now) => Err(needs_evidence(scale, level, level_now)),
        None => {
            record(work, scale, place(level, index), reason, evidence);
            Ok(())
        }
    }
}

/// The nearest level that the facts leave open, where they rule out the one at `index`.
fn ruled_out(work: &Work<'_>, scale: &str, index: usize) -> Option<String> {
    let known = work.state.levels.get(scale)?;
    let (certain, possible) = (usize::from(known.certain.place), usize::from(known.possible.place));
    match index {
        _ if index < certain => Some(known.certain.level.clone()),
        _ if index > possible => Some(known.possible.level.clone()),
        _ => None,
    }
}

/// Decides the level with which a warning or the response begins: at what is certain or above it, as a precaution. A milder
/// one is decided for itself, with evidence.
pub(super) fn begin_at(work: &mut Work<'_>, scale: &str, level: &str, why: &str) -> Result<(), Refusal> {
    let index = index_of(work, scale, level)?;
    let reason = reason(why)?;
    match certain(work, scale) {
        Some((certain, level_now)) if certain > index => Err(needs_evidence(scale, level, level_now)),
        _ => {
            record(work, scale, place(level, index), reason, &[]);
            Ok(())
        }
    }
}

/// Decides the level that an accepted proposal names, unless more is certain already: the stricter runs.
pub(super) fn accept(work: &mut Work<'_>, scale: &str, level: &str, why: &str) -> Result<(), Refusal> {
    let index = index_of(work, scale, level)?;
    if certain(work, scale).is_none_or(|(certain, _)| certain <= index) {
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

/// The level that is certain, by its place and its id.
fn certain(work: &Work<'_>, scale: &str) -> Option<(usize, String)> {
    let certain = &work.state.levels.get(scale)?.certain;
    Some((usize::from(certain.place), certain.level.clone()))
}

fn needs_evidence(scale: &str, level: &str, certain: String) -> Refusal {
    Refusal::DecisionNeedsEvidence { scale: scale.to_owned(), level: level.to_owned(), certain }
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
