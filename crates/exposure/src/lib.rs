//! Who is in the leak: leak files and a register become identifiers, records, persons, matches and counts.
#![forbid(unsafe_code)]

mod column;
mod identifier;
mod meaning;

pub use column::{Composed, PersonName, RowValues, read_columns, read_row};
pub use identifier::{
    Canonical, Class, Confidence, Finding, Kind, KindSet, OVERLAP, Region, scan_cell, scan_piece,
};
pub use meaning::{AddressPart, ColumnMeaning, DateOrder, NamePart, Role};
