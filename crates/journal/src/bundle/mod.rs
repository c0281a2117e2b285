//! A bundle: one file that proves the entries of one stream to somebody who has nothing else but a key.
//! Byte table: `docs/formats/bundle.md`.

mod error;
mod manifest;
mod needed;
mod parts;
mod seal;
mod writer;

pub use error::{BundleError, Section};
pub use manifest::{Manifest, ManifestError, MemberType, VersionRange};
pub use writer::{BundleWriter, WriteError};

pub(crate) use manifest::ranges;
pub use needed::comparable_sizes;
pub(crate) use needed::needed_tiles;
pub(crate) use parts::{DisclosedRef, Parts, RecordRef};
pub(crate) use seal::{seal, seal_matches};

use crate::tile::bytes_of;
use crate::{Hash, Salt, Tile};

/// First line of every bundle.
pub(crate) const MAGIC: &[u8] = b"stanch bundle v1\n";

/// A bundle taken apart. [`Bundle::encode`] gives back exactly the bytes [`Bundle::parse`] accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// What it holds and what it withholds.
    pub manifest: Manifest,
    /// The log's verifier key, text form and newline.
    pub key: String,
    /// The checkpoint, a signed note.
    pub checkpoint: String,
    /// The head of the stream, a signed note.
    pub head: String,
    /// The entries of the stream by log index.
    pub entries: Vec<Record>,
    /// The tiles that lead from the leaves to the root, by level and index.
    pub tiles: Vec<Tile>,
    /// The bodies disclosed, by log index.
    pub bodies: Vec<Disclosed>,
    /// The seal, a signed note over everything before it.
    pub seal: String,
}

/// An entry in a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its index in the log, from 0.
    pub index: u64,
    /// Its leaf hash.
    pub leaf: Hash,
    /// The entry's bytes, at most 65,535.
    pub entry: Vec<u8>,
}

/// A body in a bundle, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosed {
    /// Index of its entry in the log.
    pub index: u64,
    /// The salt of its commitment.
    pub salt: Salt,
    /// The plaintext.
    pub plaintext: Vec<u8>,
}

impl From<RecordRef<'_>> for Record {
    fn from(RecordRef { index, leaf, entry }: RecordRef<'_>) -> Record {
        Record { index, leaf, entry: entry.to_vec() }
    }
}

impl From<DisclosedRef<'_>> for Disclosed {
    fn from(DisclosedRef { index, salt, plaintext }: DisclosedRef<'_>) -> Disclosed {
        Disclosed { index, salt: *salt, plaintext: plaintext.to_vec() }
    }
}

impl Bundle {
    /// Reads a bundle strictly. Nothing is verified here but the form; [`crate::verify`] judges.
    ///
    /// # Errors
    /// [`BundleError`] with the offset of the first fault.
    pub fn parse(bytes: &[u8]) -> Result<Bundle, BundleError> {
        let parts = Parts::split(bytes)?;
        let bundle = Bundle {
            manifest: parts.manifest()?,
            key: parts.text(Section::Key)?.to_owned(),
            checkpoint: parts.text(Section::Checkpoint)?.to_owned(),
            head: parts.text(Section::Head)?.to_owned(),
            entries: parts.entries().whole()?.into_iter().map(Record::from).collect(),
            tiles: parts.tiles().whole()?,
            bodies: parts.bodies().whole()?.into_iter().map(Disclosed::from).collect(),
            seal: parts.text(Section::Seal)?.to_owned(),
        };
        let again = bundle.encode();
        match again.iter().zip(bytes).position(|(ours, theirs)| ours != theirs) {
            Some(offset) => Err(BundleError::NotCanonical { offset }),
            None if again.len() != bytes.len() => {
                Err(BundleError::NotCanonical { offset: again.len().min(bytes.len()) })
            }
            None => Ok(bundle),
        }
    }

    /// The bytes of the file.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = self.encode_unsealed();
        section(&mut out, Section::Seal, self.seal.as_bytes());
        out
    }

    /// Everything the seal covers.
    pub(crate) fn encode_unsealed(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        section(&mut out, Section::Manifest, self.manifest.encode().as_bytes());
        section(&mut out, Section::Key, self.key.as_bytes());
        section(&mut out, Section::Checkpoint, self.checkpoint.as_bytes());
        section(&mut out, Section::Head, self.head.as_bytes());
        section(&mut out, Section::Entries, &self.encode_entries());
        section(&mut out, Section::Tiles, &self.encode_tiles());
        section(&mut out, Section::Bodies, &self.encode_bodies());
        out
    }

    fn encode_entries(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for record in &self.entries {
            out.extend_from_slice(&record.index.to_be_bytes());
            out.extend_from_slice(record.leaf.as_bytes());
            // The writer refuses longer entries; the reader cannot meet one.
            out.extend_from_slice(&u16::try_from(record.entry.len()).unwrap_or(u16::MAX).to_be_bytes());
            out.extend_from_slice(&record.entry);
        }
        out
    }

    fn encode_tiles(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for tile in &self.tiles {
            out.push(tile.id().level());
            out.extend_from_slice(&tile.id().index().to_be_bytes());
            out.extend_from_slice(&tile.id().width().to_be_bytes());
            out.extend_from_slice(&bytes_of(tile.hashes()));
        }
        out
    }

    fn encode_bodies(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for body in &self.bodies {
            out.extend_from_slice(&body.index.to_be_bytes());
            out.extend_from_slice(&body.salt);
            out.extend_from_slice(&(body.plaintext.len() as u64).to_be_bytes());
            out.extend_from_slice(&body.plaintext);
        }
        out
    }
}

fn section(out: &mut Vec<u8>, section: Section, bytes: &[u8]) {
    out.extend_from_slice(format!("{} {}\n", section.name(), bytes.len()).as_bytes());
    out.extend_from_slice(bytes);
}
