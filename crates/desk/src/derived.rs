//! What only follows from the entries: tiles of the tree, rows of the board, due rows. Held against the entries by the
//! doctor, and made anew from them when they do not stand as they follow.

use std::collections::BTreeMap;

use jiff::Timestamp;
use messages::Message;
use store::{BoardChange, BoardFilter, DueChange, DueRow, Store, TreeHead};

use crate::doctor::{Look, Seen, Walk};
use crate::opening::recorded_last;
use crate::{CaseId, Desk, DeskError, LogKind, rows, tree};

/// Rows of the board read at a time.
const PAGE: u32 = 256;

/// What was made anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rebuilt {
    /// Tiles that stood otherwise than the entries make them.
    pub tiles: usize,
    /// Cases whose rows of the board and due rows were folded again: all of them.
    pub cases: usize,
}

/// Rows of one case, as its events make them.
struct Rows {
    board: BoardChange,
    due: Vec<DueRow>,
}

impl<L: LogKind> Desk<L> {
    /// Makes anew what only follows from the entries. Everything else is looked at first.
    ///
    /// # Errors
    /// [`DeskError::Unsound`] if anything is wrong that does not follow from entries: then nothing was changed.
    pub fn rebuild(&self, told: &mut dyn FnMut(Seen)) -> Result<Rebuilt, DeskError> {
        let Look { diagnosis, cases, gone, .. } = self.look_through(None, told)?;
        let mut faults = diagnosis.findings.iter().filter(|finding| !finding.derived);
        if let Some(first) = faults.next() {
            return Err(DeskError::Unsound { first: first.what.clone(), findings: 1 + faults.count() });
        }
        let (head, _) = self.store.tree_head()?;
        let tiles = tree::rebuild(&self.store, &self.key, head)?;
        let (mut board, mut due) = (Vec::with_capacity(cases.len()), Vec::new());
        for case in &cases {
            let rows = self.rows_of(case, &gone)?;
            board.push(rows.board);
            due.extend(rows.due);
            self.cases.forget(case);
        }
        let recorded_us = recorded_last(&self.store)?.0.map(Timestamp::as_microsecond);
        self.store.replace_board((diagnosis.entries, recorded_us), board, due).map_err(DeskError::Rows)?;
        Ok(Rebuilt { tiles, cases: cases.len() })
    }

    /// Holds the times, tiles, board and due rows against the entries, which were found sound.
    pub(crate) fn look_at_derived(&self, head: TreeHead, walk: &mut Walk) -> Result<(), DeskError> {
        if let (_, Some(moved)) = recorded_last(&self.store)? {
            walk.derived(moved.message());
        }
        let wrong = tree::wrong_tiles(&self.store, head)?;
        if let Some(first) = wrong.first() {
            let message = Message::new("desk-tiles-differ").with("first", first.id().path());
            walk.derived(message.with("count", wrong.len()));
        }
        let mut due: BTreeMap<String, Vec<DueRow>> = BTreeMap::new();
        for row in self.store.due_until(i64::MAX, u32::MAX)? {
            due.entry(row.stream.clone()).or_default().push(row);
        }
        let cases = std::mem::take(&mut walk.cases);
        for (number, case) in (1..).zip(&cases) {
            let expected = match self.rows_of(case, &walk.gone) {
                Ok(rows) => rows,
                Err(error) => {
                    walk.finding(error.message());
                    continue;
                }
            };
            let found = due.remove(&case.stream().to_string()).unwrap_or_default();
            let board = self.store.board_change(case.as_str())?;
            let stands = self.store.board_row(case.as_str())?;
            if stands.as_ref().is_some_and(|row| row.number != number) {
                let message = Message::new("desk-number-differs").with("case", case.as_str());
                let stands = stands.map_or(0, |row| row.number);
                walk.derived(message.with("found", stands).with("number", number));
            }
            if board.as_ref() != Some(&expected.board) || found != expected.due {
                walk.derived(Message::new("desk-rows-differ").with("case", case.as_str()));
            }
        }
        let (last, opened) =
            (self.store.newest()?.last_number, u64::try_from(cases.len()).unwrap_or(u64::MAX));
        if last != opened {
            walk.derived(Message::new("desk-last-number-differs").with("found", last).with("number", opened));
        }
        for stream in due.into_keys() {
            walk.derived(Message::new("desk-rows-of-nothing").with("case", stream));
        }
        for case in self.rows_of_no_case(&cases)? {
            walk.derived(Message::new("desk-rows-of-nothing").with("case", case));
        }
        walk.cases = cases;
        Ok(())
    }

    fn rows_of(&self, case: &CaseId, gone: &BTreeMap<String, Timestamp>) -> Result<Rows, DeskError> {
        if let Some(at) = gone.get(case.as_str()) {
            return Ok(Rows { board: rows::tombstone(case, *at), due: Vec::new() });
        }
        let file = self.case(case)?;
        let recorded_at = file.events.last().map(|event| event.recorded_at).unwrap_or_default();
        let mut board = rows::board(case, &file.state, &file.plan, recorded_at);
        board.states.sort();
        board.states.dedup();
        board.members.sort();
        board.members.dedup();
        let set = |change| match change {
            DueChange::Set(row) => Some(row),
            DueChange::Clear { .. } => None,
        };
        let due = rows::due(case, &file.state, &file.plan).into_iter().filter_map(set).collect();
        Ok(Rows { board, due })
    }

    fn rows_of_no_case(&self, cases: &[CaseId]) -> Result<Vec<String>, DeskError> {
        let known: std::collections::BTreeSet<&str> = cases.iter().map(CaseId::as_str).collect();
        let (mut strange, mut after) = (Vec::new(), None);
        loop {
            let page = self.store.board(&BoardFilter::default(), after, PAGE)?;
            let ids = page.rows.into_iter().map(|row| row.case_id);
            strange.extend(ids.filter(|id| !known.contains(id.as_str())));
            after = page.next;
            if after.is_none() {
                return Ok(strange);
            }
        }
    }
}
