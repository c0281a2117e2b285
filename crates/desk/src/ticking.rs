//! Time passing on all cases: whatever fell due is warned of or missed, without anybody looking.

use std::collections::BTreeSet;

use jiff::Timestamp;
use store::{DueRow, Store};

use crate::{CaseId, Desk, DeskError, LogKind};

/// Cases that are looked at in one go.
const AT_ONCE: u32 = 64;

/// What letting time pass came to.
#[derive(Debug, Default)]
pub struct Ticked {
    /// Cases in which something changed.
    pub changed: Vec<CaseId>,
    /// Cases that could not be looked at, and why; the others went on.
    pub failed: Vec<(CaseId, DeskError)>,
}

impl<L: LogKind> Desk<L> {
    /// The cases whose moment has come and in which nobody has let time pass since: what is recorded of them is not how they stand.
    ///
    /// # Errors
    /// If the store fails.
    pub fn moved_by_time(&self, now: Timestamp) -> Result<BTreeSet<CaseId>, DeskError> {
        let due = self.store.due_until(now.as_microsecond(), u32::MAX)?;
        let case = |due: DueRow| due.stream.strip_prefix("case/").map(|id| CaseId::known(id.to_owned()));
        Ok(due.into_iter().filter_map(case).collect())
    }

    /// Lets time pass on at most 64 cases whose moment has come, the longest overdue first. Called again and again, by one
    /// process; a second call at the same moment does nothing.
    ///
    /// # Errors
    /// Only if the store fails; what is wrong with one case is told in [`Ticked::failed`].
    pub fn tick_due(&self, now: Timestamp) -> Result<Ticked, DeskError> {
        let mut ticked = Ticked::default();
        for due in self.store.due_until(now.as_microsecond(), AT_ONCE)? {
            let Some(id) = due.stream.strip_prefix("case/") else { continue };
            let case = CaseId::known(id.to_owned());
            match self.tick(&case, now) {
                Ok(done) if done.events.is_empty() => {}
                Ok(_) => ticked.changed.push(case),
                Err(error) => ticked.failed.push((case, error)),
            }
        }
        Ok(ticked)
    }
}
