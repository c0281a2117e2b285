//! Readers: decoded text, piece by piece, becomes rows of cells. No reader holds more than a part of a row.

pub(crate) mod blocks;
mod coded;
pub(crate) mod credentials;
pub(crate) mod csv;
pub(crate) mod json;
mod lines;
pub(crate) mod mail;
pub(crate) mod page;
pub(crate) mod ruled;
pub(crate) mod sql;
pub(crate) mod xml;

use crate::Error;
use crate::identifier::scan_cell;
use crate::meaning::ColumnMeaning;
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

/// The longest text that is asked whether it holds a value, in bytes; a longer one is taken to.
const ASKED: usize = 1 << 14;

/// Whether a value stands in a text that is no row by itself: a comment, what defines a table.
pub(crate) fn holds_value(text: &str) -> bool {
    let mut findings = Vec::new();
    if text.len() <= ASKED {
        scan_cell(text, &ColumnMeaning::UNKNOWN, None, &mut findings);
    }
    text.len() > ASKED || !findings.is_empty()
}

#[cfg(test)]
mod tests;
