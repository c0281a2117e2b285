//! Reading a data folder without changing anything in it, also beside a process that has it.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use messages::Message;
use plan::Plan;
use store::{BoardCursor, BoardFilter};

use crate::{CaseFile, CaseId, CaseList, CaseRef, Desk, DeskError, LogKind, Opening};

/// A log opened to be read. Where nobody has the folder it is held as by any other process; where another process has
/// it, this one reads beside it whatever is durable there. It has no act, so that nothing can be tried that would be
/// refused.
///
/// A log of the other kind is read as well, and says so ([`Reading::is_drill`]): looking mixes nothing up.
#[derive(Debug)]
pub struct Reading<L: LogKind>(Desk<L>, bool);

impl<L: LogKind> Reading<L> {
    /// Opens the data folder to read it; `opening.create` is not looked at, nothing is made.
    ///
    /// # Errors
    /// As [`Desk::open`], but for another process having the folder: that is refused only while it is making it.
    pub fn open(opening: &Opening) -> Result<Reading<L>, DeskError> {
        Desk::open_for_reading(opening).map(|(desk, drill)| Reading(desk, drill))
    }

    /// It holds a drill, whose time is virtual.
    pub fn is_drill(&self) -> bool {
        self.1
    }

    /// Another process has the folder; this one reads beside it.
    pub fn is_beside(&self) -> bool {
        self.0.store.is_beside()
    }

    /// As [`Desk::lost_end`].
    ///
    /// # Errors
    /// As there.
    pub fn lost_end(&self) -> Result<Option<Message>, DeskError> {
        self.0.lost_end()
    }

    /// As [`Desk::find`].
    ///
    /// # Errors
    /// As there.
    pub fn find(&self, case: &CaseRef) -> Result<CaseId, DeskError> {
        self.0.find(case)
    }

    /// As [`Desk::moved_by_time`].
    ///
    /// # Errors
    /// As there.
    pub fn moved_by_time(&self, now: Timestamp) -> Result<BTreeSet<CaseId>, DeskError> {
        self.0.moved_by_time(now)
    }

    /// As [`Desk::case`].
    ///
    /// # Errors
    /// As there.
    pub fn case(&self, id: &CaseId) -> Result<CaseFile, DeskError> {
        self.0.case(id)
    }

    /// The plan with this digest, as it stands in the log.
    ///
    /// # Errors
    /// If it cannot be read, or does not stand there.
    pub fn plan(&self, digest: &str) -> Result<Arc<Plan>, DeskError> {
        self.0.plan(digest)
    }

    /// As [`Desk::case_list`].
    ///
    /// # Errors
    /// As there.
    pub fn case_list(
        &self,
        filter: &BoardFilter,
        after: Option<BoardCursor>,
        limit: u32,
    ) -> Result<CaseList, DeskError> {
        self.0.case_list(filter, after, limit)
    }
}
