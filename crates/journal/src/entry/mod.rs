mod error;
mod view;

pub use error::EntryError;
pub(crate) use view::EntryView;

use crate::{Hash, Kind, Moment, StreamName};

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
        let seen = EntryView::of(bytes)?;
        Ok(Entry {
            stream: StreamName::parse(seen.stream).map_err(EntryError::Name)?,
            place: seen.place,
            kind: Kind::parse(seen.kind).map_err(EntryError::Name)?,
            shape: seen.shape,
            occurred_at: seen.occurred_at,
            recorded_at: seen.recorded_at,
            sealed: seen.sealed,
            commitment: seen.commitment,
        })
    }
}

/// One length byte, then the text. Names are at most 71 bytes by their own rules.
fn short_text(out: &mut Vec<u8>, text: &str) {
    out.push(u8::try_from(text.len()).unwrap_or(u8::MAX));
    out.extend_from_slice(text.as_bytes());
}
