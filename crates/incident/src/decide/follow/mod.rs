//! What follows from a change, and from time: levels, triggers, gates, playbooks, clocks; again until nothing changes.

mod clocks;
mod duty;
mod flip;
mod gates;
mod levels;
mod schedule;
mod triggers;

pub(super) use flip::next_flip;

use super::work::Work;
use crate::refusal::Refusal;

/// More rounds than any sane plan needs; a plan whose items chase each other stops here instead of hanging.
const ROUNDS: usize = 64;

/// Decides again at `work.clock` until nothing changes any more.
pub(super) fn settle(work: &mut Work<'_>) -> Result<(), Refusal> {
    for _ in 0..ROUNDS {
        let before = work.events.len();
        levels::follow(work);
        triggers::follow(work);
        triggers::playbooks(work);
        gates::follow(work);
        clocks::follow(work)?;
        if work.events.len() == before {
            break;
        }
    }
    Ok(())
}
