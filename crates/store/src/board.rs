use std::fmt;

use messages::Message;

use crate::{NewerSchema, StoreError};

/// A case's row on the board, as it shall stand from now on.
///
/// Everything in it is stored in clear (invariant 6): ids, states, levels, times and counts only. The number
/// people say is the store's to give: a case keeps its own, a new one gets the next (1 first). Numbers follow the
/// order of the log, so a rebuild in that order finds the same ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardChange {
    /// The case's id.
    pub case_id: String,
    /// When the row last changed, microseconds UTC.
    pub updated_us: i64,
    /// The next thing due, microseconds UTC.
    pub next_due_us: Option<i64>,
    /// States, levels, times and counts as a small JSON object, opaque here.
    pub clear: Vec<u8>,
    /// The states the row is found under.
    pub states: Vec<String>,
    /// Who finds the row when asking for the own cases only.
    pub members: Vec<String>,
}

/// A row of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardRow {
    /// The case's id.
    pub case_id: String,
    /// The number people say.
    pub number: u64,
    /// When the row last changed, microseconds UTC.
    pub updated_us: i64,
    /// The next thing due, microseconds UTC.
    pub next_due_us: Option<i64>,
    /// The JSON object given with the last change.
    pub clear: Vec<u8>,
}

/// Which rows are asked for; what is not given does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BoardFilter {
    /// Only rows with one of these members; none does not narrow.
    pub members: Vec<String>,
    /// Only rows in this state.
    pub state: Option<String>,
}

/// Where the next page of a board begins. Rows are ordered by what is due first, then newest number first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BoardCursor {
    /// Due time of the last row shown.
    pub next_due_us: Option<i64>,
    /// Number of the last row shown.
    pub number: u64,
}

/// Some rows of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardPage {
    /// The rows, soonest due first; rows with nothing due last, newest number first.
    pub rows: Vec<BoardRow>,
    /// Where to go on; `None` at the end.
    pub next: Option<BoardCursor>,
}

/// Why the board was not replaced; it stands as before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReplaceBoardError {
    /// The log has moved on since the rows were folded: fold again.
    LogMoved {
        /// The log's size the rows were folded from.
        folded: u64,
        /// Its size now.
        size: u64,
    },
    /// The folder was written by a newer program.
    ReadOnly(NewerSchema),
    /// The store itself failed.
    Store(StoreError),
}

impl ReplaceBoardError {
    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            ReplaceBoardError::LogMoved { folded, size } => {
                Message::new("store-board-log-moved").with("folded", *folded).with("size", *size)
            }
            ReplaceBoardError::ReadOnly(newer) => newer.message(),
            ReplaceBoardError::Store(error) => error.message(),
        }
    }
}

impl fmt::Display for ReplaceBoardError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for ReplaceBoardError {}

impl From<StoreError> for ReplaceBoardError {
    fn from(error: StoreError) -> ReplaceBoardError {
        ReplaceBoardError::Store(error)
    }
}
