use messages::Message;

use crate::NameError;

/// Bytes that are not an entry.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryError {
    /// The first five bytes are not [`crate::ENTRY_MAGIC`]; a later format version is said apart.
    Magic,
    /// An entry of a later format: this reader is too old.
    LaterFormat(u8),
    /// The bytes end inside a field.
    Short(&'static str),
    /// Bytes after the last field.
    Trailing(usize),
    /// Stream or kind is not a name.
    Name(NameError),
    /// Stream version 0.
    VersionZero,
    /// Shape 0.
    ShapeZero,
    /// A time outside the range of [`crate::Moment`].
    Time(&'static str, i64),
}

impl EntryError {
    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            EntryError::Magic => Message::new("journal-entry-magic"),
            EntryError::LaterFormat(found) => {
                Message::new("journal-entry-later-format").with("found", i64::from(*found))
            }
            EntryError::Short(field) => Message::new("journal-entry-short").with("field", *field),
            EntryError::Trailing(extra) => Message::new("journal-entry-trailing").with("extra", *extra),
            EntryError::Name(fault) => fault.message(),
            EntryError::VersionZero => Message::new("journal-entry-version-zero"),
            EntryError::ShapeZero => Message::new("journal-entry-shape-zero"),
            EntryError::Time(field, found) => {
                Message::new("journal-entry-time").with("field", *field).with("found", found.to_string())
            }
        }
    }
}

crate::text::says!(EntryError);
