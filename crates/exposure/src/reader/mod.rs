//! Readers: decoded text, piece by piece, becomes rows of cells. No reader holds more than a part of a row.

pub(crate) mod blocks;
pub(crate) mod csv;
pub(crate) mod sql;

use crate::Error;
use crate::row::Rows;

/// Reads text that comes in pieces.
pub(crate) trait Reader {
    /// Takes the next piece; `text` may end anywhere.
    fn feed(&mut self, text: &str, rows: &mut dyn Rows) -> Result<(), Error>;

    /// Says that there is no more.
    fn end(&mut self, rows: &mut dyn Rows) -> Result<Ending, Error>;
}

/// How the reading of a text ended.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ending {
    /// From this byte of the decoded text on nothing was understood.
    pub(crate) unread_from: Option<u64>,
    /// Why, as a stable code.
    pub(crate) reason: Option<&'static str>,
}

#[cfg(test)]
mod tests;
