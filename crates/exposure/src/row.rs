use crate::Error;
use crate::schema::{Schema, TableId};

/// How much text of a row is held before it is handed on in parts, in bytes. A cell longer than this is scanned
/// in pieces.
pub(crate) const HOLD: usize = 1 << 20;

/// How many cells of a row are held before it is handed on in parts.
pub(crate) const HOLD_CELLS: usize = 1 << 14;

/// The cells of a row, read so far. Memory is kept from row to row.
#[derive(Debug, Default, Clone)]
pub(crate) struct Row {
    text: String,
    ends: Vec<(u32, bool)>,
    /// How many cells of the row were handed on before and are no longer here.
    gone: usize,
    /// How many bytes of the open cell were handed on; they stand before it in `text` as overlap.
    pub(crate) handed: usize,
    /// Whether a part of this row was handed on.
    pub(crate) parted: bool,
    /// Where in the decoded text the row begins.
    pub(crate) offset: u64,
    /// Whether an empty line stands before it.
    pub(crate) after_blank: bool,
}

impl Row {
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.gone = 0;
        self.handed = 0;
        self.parted = false;
    }

    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub(crate) fn push_char(&mut self, character: char) {
        self.text.push(character);
    }

    /// Ends the open cell.
    pub(crate) fn end_cell(&mut self, null: bool) {
        self.ends.push((u32::try_from(self.text.len()).unwrap_or(u32::MAX), null));
    }

    /// How many cells have ended, those handed on included.
    pub(crate) fn len(&self) -> usize {
        self.gone + self.ends.len()
    }

    /// The index of the first cell still held.
    pub(crate) fn first(&self) -> usize {
        self.gone
    }

    /// The text of a cell that has ended and is held; `None` for NULL and for a cell the row lacks.
    pub(crate) fn get(&self, index: usize) -> Option<&str> {
        let local = index.checked_sub(self.gone)?;
        let (end, null) = *self.ends.get(local)?;
        if null { None } else { self.text.get(self.start_of(local)..end as usize) }
    }

    fn start_of(&self, local: usize) -> usize {
        match local.checked_sub(1) {
            None => 0,
            Some(before) => self.ends[before].0 as usize,
        }
    }

    /// The text of the cell that has not ended.
    pub(crate) fn open(&self) -> &str {
        let start = self.ends.last().map_or(0, |(end, _)| *end as usize);
        &self.text[start..]
    }

    /// Cuts the open cell back to its first `len` bytes.
    pub(crate) fn truncate_open(&mut self, len: usize) {
        let start = self.ends.last().map_or(0, |(end, _)| *end as usize);
        self.text.truncate(start + len);
    }

    /// Whether nothing of the row was read yet.
    pub(crate) fn is_untouched(&self) -> bool {
        self.text.is_empty() && self.ends.is_empty() && !self.parted
    }

    /// Whether nothing stands in any of its cells.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.is_empty() && !self.parted
    }

    /// Whether it is time to hand on a part.
    pub(crate) fn is_long(&self) -> bool {
        self.text.len() >= HOLD || self.ends.len() >= HOLD_CELLS
    }

    /// Drops the cells that have ended, and the first `bytes` of the open one.
    pub(crate) fn forget(&mut self, bytes: usize) {
        let start = self.ends.last().map_or(0, |(end, _)| *end as usize);
        self.text.drain(..start + bytes);
        self.gone += self.ends.len();
        self.ends.clear();
        self.parted = true;
    }

    /// Bytes held.
    pub(crate) fn size(&self) -> usize {
        self.text.len() + self.ends.len() * 8
    }
}

/// Takes the rows a reader reads.
pub(crate) trait Rows {
    /// The tables known; readers of dumps add to it.
    fn schema(&mut self) -> &mut Schema;

    /// A whole row, or the end of one whose first parts were handed on.
    fn row(&mut self, table: TableId, row: &mut Row) -> Result<(), Error>;

    /// A row too long to hold: takes what it can and leaves the rest in `row`.
    fn part(&mut self, table: TableId, row: &mut Row) -> Result<(), Error>;
}
