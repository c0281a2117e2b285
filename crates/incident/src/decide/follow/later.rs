//! Whether a word would give a clock more time than it has.

use jiff::Timestamp;
use plan::{FactSlot, StartAt};

use super::duty::duties;
use crate::decide::work::Work;
use crate::state::{Clock, ClockStatus};

/// A clock that runs, or ran until it was met, from a later start of its plan's list, because the fact at `slot` has not been told, and from an earlier
/// moment than `from`: once told, it would be due later.
pub(in crate::decide) fn gains(work: &Work<'_>, slot: FactSlot, from: Timestamp) -> Option<Clock> {
    duties(work.plan, &work.state).iter().find_map(|duty| {
        let place = duty.starts.iter().position(|start| start.at == StartAt::Fact(slot))?;
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
