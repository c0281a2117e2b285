//! Views become documents: same input, same bytes.
//!
//! A document is first a [`Paper`]: what it says, as data ([`filing`] a report to an authority, [`letter`] a text to
//! customers or the public); then it is rendered: [`html`], [`docx`], [`plain`]. What is unknown stands on the paper as
//! the word "unknown", what is missing is listed with who can answer; nothing is left blank. Lists become sheets with
//! [`xlsx`].
#![forbid(unsafe_code)]

mod csv;
mod digest;
mod docx;
mod filing;
mod foreign;
mod frame;
mod gaps;
mod grid;
mod html;
mod lateness;
mod letter;
mod list;
mod paper;
mod pass;
mod plain;
mod recipient;
mod record;
mod template;
mod times;
mod value;
mod width;
mod word;
mod xlsx;

pub use csv::csv;
pub use docx::{DocxFault, docx};
pub use filing::{Filing, Numbering, filing};
pub use html::{html, policy};
pub use letter::{Letter, letter};
pub use list::{Count, List, Value};
pub use paper::{Block, Cell, Kind, Line, Missing, Paper};
pub use pass::notice_digest;
pub use plain::{plain, text};
pub use recipient::{Item, ItemKind, Recipient};
pub use record::RECORD;
pub use value::in_words;
pub use xlsx::{XlsxFault, xlsx};
