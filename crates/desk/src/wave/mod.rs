//! Letters to customers, in waves: listed, released, taken before a byte leaves, receipted (`docs/formats/outbox.md`).
//!
//! The desk knows nothing of letters but their numbers and sealed rows; what a row holds, and how it travels, is the
//! business of whoever takes it. Only a real log has waves (invariant 12): every function here is one of
//! [`Desk<RealLog>`](crate::Desk).

pub(crate) mod body;
mod end;
mod interrupted;
mod prepare;
mod read;
mod send;
mod write;

use std::fmt;

use jiff::Timestamp;
use store::{LetterState, PersonDigest, WaveRow};
use zeroize::Zeroizing;

pub use prepare::{Addressed, Prepared, WaveAsk};
pub(crate) use write::Beside;

/// A wave as it stands: its row and what was said when it began.
#[derive(Debug, Clone)]
pub struct Wave {
    /// Row of the outbox: its id, case, notice, state and counts.
    pub row: WaveRow,
    /// SHA-256 of the text that legal passed, as the case has it.
    pub digest: String,
    /// The moment at which its letters are drawn up.
    pub as_of: Timestamp,
    /// What its letters are drawn up with besides, as whoever began it said.
    pub letter: serde_json::Value,
    /// Why the notice counts as sent when the wave has ended, where somebody vouched for its other ways.
    pub completes: Option<String>,
    /// Role that began it.
    pub role: String,
    /// Who began it.
    pub user: String,
}

impl Wave {
    /// The case it belongs to.
    pub fn case(&self) -> crate::CaseId {
        crate::CaseId::known(self.row.case_id.clone())
    }
}

/// A letter that was taken: durable, and nobody else's.
#[derive(Clone)]
pub struct Taken {
    /// Its number in the wave.
    pub number: u64,
    /// Whose it is.
    pub person: PersonDigest,
    /// Which of its addresses it goes to, 0 first.
    pub way: u32,
    /// How many addresses it has.
    pub ways: u32,
    /// How often this address put it off.
    pub tries: u32,
    /// What it is made from.
    pub row: Zeroizing<Vec<u8>>,
}

impl fmt::Debug for Taken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Taken({}, way {} of {})", self.number, self.way, self.ways)
    }
}

/// What became of a letter that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Receipt {
    /// The other side answers for it.
    Accepted {
        /// Its answer in figures.
        code: String,
    },
    /// Certainly not accepted: its next address is tried, if it has one.
    Refused {
        /// The answer in figures.
        code: Option<String>,
    },
    /// Certainly not accepted: tried again later.
    Deferred {
        /// The answer in figures.
        code: Option<String>,
    },
    /// Nobody knows.
    Uncertain,
    /// Not begun: it waits as before.
    Unsent,
}

/// What somebody found out about letters of which nobody knew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// They were accepted.
    Accepted,
    /// They were certainly not accepted.
    NotSent,
}

impl Settled {
    fn state(self) -> LetterState {
        match self {
            Settled::Accepted => LetterState::Accepted,
            Settled::NotSent => LetterState::Refused,
        }
    }
}
