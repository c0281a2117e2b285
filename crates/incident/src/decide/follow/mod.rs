//! What follows from a change, and from time: levels, triggers, gates, playbooks, clocks; again until nothing changes.

mod chase;
mod clocks;
mod duty;
mod flip;
mod gates;
mod later;
mod levels;
mod notices;
mod schedule;
mod triggers;

pub(super) use clocks::ring_until;
pub(super) use flip::{next_answer, next_moment};
pub(super) use later::gains;

use super::work::Work;
use crate::refusal::Refusal;

/// More rounds than any sane plan needs; a plan whose items chase each other is refused here instead of hanging.
const ROUNDS: usize = 64;

/// How many occurrences of recurring duties one act may lay: more than two years of an hourly one. Each is an event of
/// its own, with its warning and its miss; nothing is summed up.
pub(super) const OCCURRENCES: u32 = 20_000;

/// Decides again at `work.clock` until nothing changes any more.
///
/// # Errors
/// [`Refusal::ChasesItself`] where that never happens, with the items that keep changing.
pub(super) fn settle(work: &mut Work<'_>) -> Result<(), Refusal> {
    for _ in 0..ROUNDS {
        let before = work.events.len();
        round(work)?;
        if work.events.len() == before {
            return Ok(());
        }
    }
    // What changes in as many rounds again as it takes to come round is what chases itself.
    let before = work.events.len();
    round(work)?;
    round(work)?;
    let items = chase::items(work.events.get(before..).unwrap_or_default());
    Err(Refusal::ChasesItself { items })
}

fn round(work: &mut Work<'_>) -> Result<(), Refusal> {
    levels::follow(work);
    triggers::follow(work);
    triggers::playbooks(work);
    gates::follow(work);
    notices::follow(work);
    clocks::follow(work)
}
