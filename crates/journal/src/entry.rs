use std::borrow::Cow;

use messages::Message;

use crate::{Hash, Kind, Moment, NameError, StreamName};

/// First bytes of every entry: four letters and the version of the encoding.
pub const ENTRY_MAGIC: &[u8; 5] = b"STEN\x01";

/// One event as the log holds it: the envelope and the two commitments to its body, which lies beside it.
/// Byte table: `docs/formats/entry.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The stream it belongs to.
    pub stream: StreamName,
    /// Its place in that stream.
    pub place: Place,
    /// The kind of event.
    pub kind: Kind,
    /// The version of the stored shape of that kind, from 1.
    pub shape: Shape,
    /// When the act happened, as told.
    pub occurred_at: Moment,
    /// When we recorded it; never backwards along a stream.
    pub recorded_at: Moment,
    /// SHA-256 of the body's ciphertext ([`crate::sealed`]).
    pub sealed: Hash,
    /// Commitment to the body's plaintext ([`crate::commitment`]).
    pub commitment: Hash,
}

/// Version of a stored shape, from 1.
pub type Shape = std::num::NonZeroU16;

/// Place in a stream: the first has nothing before it, every other names the leaf hash of the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    version: u64,
    previous: Option<Hash>,
}

impl Place {
    /// Version 1.
    pub const FIRST: Place = Place { version: 1, previous: None };

    /// Version `version` (2 or more) after the entry whose leaf hash is `previous`; `None` below 2.
    pub fn after(version: u64, previous: Hash) -> Option<Place> {
        (version >= 2).then_some(Place { version, previous: Some(previous) })
    }

    /// The place that follows an entry of this place with the leaf hash `leaf`.
    pub fn next(self, leaf: Hash) -> Place {
        // A stream of 2^64 entries cannot exist; saturating keeps the function total.
        Place { version: self.version.saturating_add(1), previous: Some(leaf) }
    }

    /// Version in the stream, from 1.
    pub const fn version(self) -> u64 {
        self.version
    }

    /// Leaf hash of the version before; none for version 1.
    pub const fn previous(self) -> Option<Hash> {
        self.previous
    }
}

/// Bytes that are not an entry.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryError {
    /// The first five bytes are not [`ENTRY_MAGIC`]; a later format version is said apart.
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
    /// A time outside the range of [`Moment`].
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

impl Entry {
    /// The one encoding of this entry: at most 264 bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(264);
        out.extend_from_slice(ENTRY_MAGIC);
        short_text(&mut out, &self.stream.to_string());
        out.extend_from_slice(&self.place.version.to_be_bytes());
        if let Some(previous) = &self.place.previous {
            out.extend_from_slice(previous.as_bytes());
        }
        short_text(&mut out, self.kind.as_str());
        out.extend_from_slice(&self.shape.get().to_be_bytes());
        out.extend_from_slice(&self.occurred_at.microseconds().to_be_bytes());
        out.extend_from_slice(&self.recorded_at.microseconds().to_be_bytes());
        out.extend_from_slice(self.sealed.as_bytes());
        out.extend_from_slice(self.commitment.as_bytes());
        out
    }

    /// Reads an entry; accepts exactly what [`Entry::encode`] writes.
    ///
    /// # Errors
    /// [`EntryError`], the first fault from the left.
    pub fn decode(bytes: &[u8]) -> Result<Entry, EntryError> {
        let mut rest = Reader(magic(bytes)?);
        let stream = StreamName::parse(&rest.text("stream")?).map_err(EntryError::Name)?;
        let place = rest.place()?;
        let kind = Kind::parse(&rest.text("kind")?).map_err(EntryError::Name)?;
        let shape = Shape::new(u16::from_be_bytes(*rest.take("shape")?)).ok_or(EntryError::ShapeZero)?;
        let occurred_at = rest.moment("occurred_at")?;
        let recorded_at = rest.moment("recorded_at")?;
        let sealed = Hash::from_bytes(*rest.take("sealed")?);
        let commitment = Hash::from_bytes(*rest.take("commitment")?);
        match rest.0.len() {
            0 => Ok(Entry { stream, place, kind, shape, occurred_at, recorded_at, sealed, commitment }),
            extra => Err(EntryError::Trailing(extra)),
        }
    }
}

fn magic(bytes: &[u8]) -> Result<&[u8], EntryError> {
    match bytes.split_first_chunk::<5>() {
        Some((found, rest)) if found == ENTRY_MAGIC => Ok(rest),
        Some((found, _)) if found[..4] == ENTRY_MAGIC[..4] && found[4] > ENTRY_MAGIC[4] => {
            Err(EntryError::LaterFormat(found[4]))
        }
        _ => Err(EntryError::Magic),
    }
}

/// One length byte, then the text. Names are at most 71 bytes by their own rules.
fn short_text(out: &mut Vec<u8>, text: &str) {
    out.push(u8::try_from(text.len()).unwrap_or(u8::MAX));
    out.extend_from_slice(text.as_bytes());
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take<const N: usize>(&mut self, field: &'static str) -> Result<&'a [u8; N], EntryError> {
        let (head, rest) = self.0.split_first_chunk::<N>().ok_or(EntryError::Short(field))?;
        self.0 = rest;
        Ok(head)
    }

    fn text(&mut self, field: &'static str) -> Result<Cow<'a, str>, EntryError> {
        let [length] = *self.take::<1>(field)?;
        let (text, rest) = self.0.split_at_checked(usize::from(length)).ok_or(EntryError::Short(field))?;
        self.0 = rest;
        // Names here are ASCII, so the replacement character of damaged UTF-8 is refused by their own rules.
        Ok(String::from_utf8_lossy(text))
    }

    fn place(&mut self) -> Result<Place, EntryError> {
        match u64::from_be_bytes(*self.take("stream_version")?) {
            0 => Err(EntryError::VersionZero),
            1 => Ok(Place::FIRST),
            version => Ok(Place { version, previous: Some(Hash::from_bytes(*self.take("previous")?)) }),
        }
    }

    fn moment(&mut self, field: &'static str) -> Result<Moment, EntryError> {
        let microseconds = i64::from_be_bytes(*self.take(field)?);
        Moment::from_microseconds(microseconds).ok_or(EntryError::Time(field, microseconds))
    }
}
