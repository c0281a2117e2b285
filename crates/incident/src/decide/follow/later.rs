//! Whether a word would give a clock more time than it has.

use jiff::Timestamp;
use plan::{FactSlot, Start, StartAt};

use super::duty::duties;
use crate::decide::work::Work;
use crate::state::{Clock, ClockStatus};

/// A clock that runs, or ran until it was met, from a later start of its plan's list, because the fact at `slot` has not been told, and from an earlier
/// moment than `from`: once told, it would be due later.
pub(in crate::decide) fn gains(work: &Work<'_>, slot: FactSlot, from: Timestamp) -> Option<Clock> {
    // What is said to have happened after it was known contradicts itself, and gives no clock time where it may be skipped.
    let is_happened = work.plan.catalogue.slot("happened") == Some(slot);
    duties(work.plan, &work.state).iter().find_map(|duty| {
        let counts = |start: &Start| start.at == StartAt::Fact(slot) && !(start.unless_past && is_happened);
        let place = duty.starts.iter().position(counts)?;
        let fallbacks = place + 1..duty.starts.len();
        let runs_from_fallback = |clock: &&Clock| {
            let start = usize::try_from(clock.schedule.start_index).unwrap_or(usize::MAX);
            matches!(clock.status, ClockStatus::Running | ClockStatus::Met)
                && fallbacks.contains(&start)
                && clock.schedule.from < from
        };
        work.state.clocks_of(&duty.id).find(runs_from_fallback).cloned()
    })
}
