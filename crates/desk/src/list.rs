//! The board: cases by what is due first, each with what may be shown of it.

use store::{BoardCursor, BoardFilter, BoardRow, Store};

use crate::{CaseId, Desk, DeskError, LogKind};

/// A case on the board.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// Its id.
    pub case: CaseId,
    /// The number people say.
    pub number: u64,
    /// When something was last recorded in it, microseconds UTC.
    pub updated_us: i64,
    /// The next thing due, microseconds UTC; `None` if nothing is.
    pub next_due_us: Option<i64>,
    /// States, levels, times and counts: the JSON object of `docs/formats/case-body.md`, "Board row".
    pub clear: serde_json::Value,
    /// The case's title, opened from its record; why it cannot be opened otherwise. One case that cannot be read does
    /// not hide the others.
    pub title: Title,
}

/// What is shown as a case's title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Title {
    /// As it was given.
    Known(String),
    /// The case's key was destroyed.
    Destroyed,
    /// It could not be read.
    Unreadable(messages::Message),
}

/// Some cases of the board.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseList {
    /// Soonest due first; with nothing due last, newest number first.
    pub cases: Vec<Listed>,
    /// Where to go on; `None` at the end.
    pub next: Option<BoardCursor>,
}

impl<L: LogKind> Desk<L> {
    /// Cases on the board after `after`, at most `limit`. Titles are opened for the cases shown and no others.
    ///
    /// # Errors
    /// Only if the store fails. What is wrong with one case is told in its row.
    pub fn case_list(
        &self,
        filter: &BoardFilter,
        after: Option<BoardCursor>,
        limit: u32,
    ) -> Result<CaseList, DeskError> {
        let page = self.store.board(filter, after, limit)?;
        let cases = page.rows.into_iter().map(|row| self.listed(row)).collect();
        Ok(CaseList { cases, next: page.next })
    }

    fn listed(&self, row: BoardRow) -> Listed {
        let case = CaseId::known(row.case_id);
        let title = match self.title(&case) {
            Ok(title) => Title::Known(title),
            Err(error) if crate::log::is_destroyed(&error) => Title::Destroyed,
            Err(error) => Title::Unreadable(error.message()),
        };
        Listed {
            case,
            number: row.number,
            updated_us: row.updated_us,
            next_due_us: row.next_due_us,
            clear: serde_json::from_slice(&row.clear).unwrap_or(serde_json::Value::Null),
            title,
        }
    }

    /// The title stands in the case's first event: no other body is opened for it.
    fn title(&self, case: &CaseId) -> Result<String, DeskError> {
        self.first_event(case).map(|recorded| match recorded.event {
            incident::Event::CaseOpened(opened) => opened.title,
            _ => String::new(),
        })
    }
}
