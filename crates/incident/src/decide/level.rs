//! The command decides a level.

use super::work::{Work, no_such, reason};
use crate::event::Event;
use crate::event::case::Cause;
use crate::event::level::{Decided, Place};
use crate::refusal::Refusal;

pub(super) fn decide(
    work: &mut Work<'_>,
    scale: &str,
    level: &str,
    why: &str,
    evidence: &[String],
) -> Result<(), Refusal> {
    let plan = work.plan;
    let found = plan.scale(scale);
    let Some(found) = found else {
        return Err(no_such("scale", scale, plan.scales.iter().map(|scale| scale.id.as_str())));
    };
    let Some(index) = found.order.iter().position(|known| known == level) else {
        return Err(no_such("level", level, found.order.iter().map(String::as_str)));
    };
    let reason = reason(why)?;
    work.check_evidence(evidence)?;
    let level = place(level, index);
    let (scale, evidence, at) = (scale.to_owned(), evidence.to_vec(), work.clock);
    work.because = Cause::Decision(reason.clone());
    work.record(Event::LevelDecided(Decided { scale, level, reason, evidence, at }));
    Ok(())
}

/// A place by its index; scales are far shorter than 255 levels.
pub(super) fn place(level: &str, index: usize) -> Place {
    Place { level: level.to_owned(), place: u8::try_from(index).unwrap_or(u8::MAX) }
}
