//! Who is in the leak: leak files and a register become identifiers, records, persons, matches and counts.
#![forbid(unsafe_code)]

mod alike;
mod assess;
mod assessment;
mod born;
mod charset;
mod column;
mod customers;
mod delimiter;
mod distinct;
mod dump_end;
mod encoded;
mod error;
mod facts;
mod file;
mod han;
mod header;
mod identifier;
mod intake;
mod keyed;
mod kind;
mod kind_word;
mod list;
mod mark;
mod meaning;
mod mixed;
mod party;
mod persons;
mod reader;
mod register;
mod row;
mod rows;
mod same;
mod scatter;
mod schema;
mod section;
mod source;
mod spill;
mod tuple;
mod writing;

pub use assess::{ListOrder, Progress, Request, Stage, assess, assess_with_customers};
pub use assessment::{
    Assessment, ClassCount, ClassTotal, Combination, Count, Counts, DamagedValues, FileReport, Reason,
    RegisterReport, SharedValue, SharedValues, Span, Status, Unattributed, ValueCount,
};
pub use column::{Composed, PersonName, RowValues, read_columns, read_row};
pub use customers::{Customer, FoundCustomers};
pub use error::Error;
pub use facts::{Bounds, counted_facts, found_classes, least, stated_facts};
pub use identifier::{
    Canonical, Class, Confidence, Finding, Kind, KindSet, OVERLAP, Region, is_damaged, scan_cell, scan_piece,
};
pub use kind::FileKind;
pub use kind_word::{class_word, kind_word, reason_word};
pub use meaning::{AddressPart, ColumnMeaning, DateOrder, NamePart, Role};
pub use rows::{EachRow, rows};
pub use source::Source;
