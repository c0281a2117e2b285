use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use messages::Message;

use crate::bundle::{Bundle, Disclosed, Manifest, Record, needed_tiles, ranges, seal};
use crate::tile::load;
use crate::{
    Checkpoint, Entry, NoteError, Report, Salt, SigningKey, StreamHead, Tile, TileError, TileSource, Verdict,
    leaf_hash, verify,
};

/// Gathers the entries of one stream and writes the bundle. The order of calls does not matter; the same content
/// gives the same bytes.
#[derive(Debug, Clone)]
pub struct BundleWriter {
    checkpoint: String,
    head: String,
    entries: BTreeMap<u64, Vec<u8>>,
    bodies: BTreeMap<u64, (Salt, Vec<u8>)>,
    consistent_from: BTreeSet<u64>,
}

/// A bundle that could not be written.
#[derive(Debug, Clone, PartialEq)]
pub enum WriteError<E> {
    /// The checkpoint or the stream head is not signed by this key, or not what it must be.
    Note(NoteError),
    /// A tile the bundle needs could not be read.
    Tile(TileError<E>),
    /// The bundle would not verify; the report says why. Nothing was written.
    Refused(Box<Report>),
}

impl<E: fmt::Display> WriteError<E> {
    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            WriteError::Note(fault) => fault.message(),
            WriteError::Tile(fault) => fault.message(),
            WriteError::Refused(report) => {
                let first = report.faults().next().map(crate::Fault::message);
                Message::new("journal-bundle-refused")
                    .with("fault", first.map_or_else(String::new, |fault| fault.to_string()))
            }
        }
    }
}

impl<E: fmt::Display> fmt::Display for WriteError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.message(), f)
    }
}

impl<E: fmt::Display + fmt::Debug> std::error::Error for WriteError<E> {}

impl BundleWriter {
    /// A bundle under this checkpoint and this stream head: two notes signed by the key that will seal it.
    pub fn new(checkpoint: &str, head: &str) -> BundleWriter {
        BundleWriter {
            checkpoint: checkpoint.to_owned(),
            head: head.to_owned(),
            entries: BTreeMap::new(),
            bodies: BTreeMap::new(),
            consistent_from: BTreeSet::new(),
        }
    }

    /// Adds the entry at a log index.
    pub fn entry(&mut self, index: u64, entry: &[u8]) -> &mut BundleWriter {
        self.entries.insert(index, entry.to_vec());
        self
    }

    /// Discloses the body of the entry at a log index.
    pub fn disclose(&mut self, index: u64, salt: &Salt, plaintext: &[u8]) -> &mut BundleWriter {
        self.bodies.insert(index, (*salt, plaintext.to_vec()));
        self
    }

    /// Adds the tiles that show that the log of `size` entries, say at a checkpoint handed out before, only grew.
    pub fn consistent_from(&mut self, size: u64) -> &mut BundleWriter {
        self.consistent_from.insert(size);
        self
    }

    /// The bundle, sealed. It is verified before it is given out: a bundle that would fail is never written.
    ///
    /// # Errors
    /// [`WriteError`].
    pub fn finish<S: TileSource>(
        &self,
        source: &S,
        key: &SigningKey,
    ) -> Result<Vec<u8>, WriteError<S::Error>> {
        let verifier = key.verifier();
        let checkpoint =
            Checkpoint::open_canonical(self.checkpoint.as_bytes(), &verifier).map_err(WriteError::Note)?;
        let head = StreamHead::open(self.head.as_bytes(), &verifier).map_err(WriteError::Note)?;
        let mut bundle = Bundle {
            manifest: self.manifest(&checkpoint, &head),
            key: format!("{verifier}\n"),
            checkpoint: self.checkpoint.clone(),
            head: self.head.clone(),
            entries: self.records(),
            tiles: self.tiles(source, checkpoint.size)?,
            bodies: self.disclosed(),
            seal: String::new(),
        };
        bundle.seal = seal(&bundle.encode_unsealed(), key);
        let bytes = bundle.encode();
        let report = verify(&bytes, Some(&verifier), None);
        if report.verdict == Verdict::Verified {
            Ok(bytes)
        } else {
            Err(WriteError::Refused(Box::new(report)))
        }
    }

    fn manifest(&self, checkpoint: &Checkpoint, head: &StreamHead) -> Manifest {
        let version = |entry: &[u8]| Entry::decode(entry).ok().map(|entry| entry.place.version());
        let of = |disclosed: bool| {
            let chosen =
                self.entries.iter().filter(|(index, _)| self.bodies.contains_key(index) == disclosed);
            ranges(chosen.filter_map(|(_, entry)| version(entry)))
        };
        let smaller = self.consistent_from.iter().copied();
        Manifest {
            origin: checkpoint.origin.clone(),
            stream: head.stream.clone(),
            log_size: checkpoint.size,
            entries: self.entries.len() as u64,
            disclosed: of(true),
            withheld: of(false),
            // From 0 and from the size itself nothing needs to be shown.
            consistent_from: smaller.filter(|size| (1..checkpoint.size).contains(size)).collect(),
        }
    }

    fn records(&self) -> Vec<Record> {
        let record = |(index, entry): (&u64, &Vec<u8>)| Record {
            index: *index,
            leaf: leaf_hash(entry),
            entry: entry.clone(),
        };
        self.entries.iter().map(record).collect()
    }

    fn tiles<S: TileSource>(&self, source: &S, size: u64) -> Result<Vec<Tile>, WriteError<S::Error>> {
        let older: Vec<u64> = self.consistent_from.iter().copied().collect();
        let mut tiles = Vec::new();
        for id in needed_tiles(size, self.entries.keys().copied(), &older) {
            let hashes = load(source, id).map_err(WriteError::Tile)?;
            tiles.extend(Tile::new(id, hashes));
        }
        Ok(tiles)
    }

    fn disclosed(&self) -> Vec<Disclosed> {
        let body = |(index, (salt, plaintext)): (&u64, &(Salt, Vec<u8>))| Disclosed {
            index: *index,
            salt: *salt,
            plaintext: plaintext.clone(),
        };
        self.bodies.iter().map(body).collect()
    }
}
