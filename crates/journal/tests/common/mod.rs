//! A made-up log for the tests: a few streams, interleaved, every byte determined by the number of entries.
#![allow(dead_code, reason = "each test file uses its own part")]

use journal::{
    BundleWriter, Checkpoint, Entry, Hash, Kind, MemoryTiles, Moment, Origin, Place, Salt, SigningKey,
    StreamHead, StreamName, append, commitment, leaf_hash, sealed,
};

/// Made-up seeds: these keys sign nothing but tests.
pub(crate) const SEED: [u8; 32] = [7; 32];
pub(crate) const OTHER_SEED: [u8; 32] = [8; 32];
pub(crate) const ORIGIN: &str = "bank.example/journal";

pub(crate) fn key() -> SigningKey {
    SigningKey::from_seed(Origin::parse(ORIGIN).unwrap(), &SEED)
}

pub(crate) fn case() -> StreamName {
    StreamName::parse("case/2026-0001").unwrap()
}

pub(crate) fn plaintext(version: u64) -> Vec<u8> {
    format!("{{\"kind\":\"fact.stated\",\"persons\":{}}}", 100 * version).into_bytes()
}

pub(crate) fn salt(version: u64) -> Salt {
    *Hash::of(&version.to_be_bytes()).as_bytes()
}

pub(crate) fn entry(stream: StreamName, place: Place) -> Entry {
    let version = place.version();
    let recorded = 1_795_214_400_000_000 + i64::try_from(version).unwrap() * 60_000_000;
    Entry {
        stream,
        place,
        kind: Kind::parse("fact.stated").unwrap(),
        shape: 1.try_into().unwrap(),
        occurred_at: Moment::from_microseconds(recorded - 30_000_000).unwrap(),
        recorded_at: Moment::from_microseconds(recorded).unwrap(),
        sealed: sealed(&[b"ciphertext of ", plaintext(version).as_slice()].concat()),
        commitment: commitment(&salt(version), &plaintext(version)),
    }
}

/// A log with tiles, its entries, and where the case's entries stand.
pub(crate) struct Log {
    pub(crate) key: SigningKey,
    pub(crate) tiles: MemoryTiles,
    pub(crate) entries: Vec<Vec<u8>>,
    pub(crate) case: Vec<u64>,
    pub(crate) root: Hash,
}

impl Log {
    /// `size` entries, those at the indices `case` in the case's stream, the others in `org`.
    pub(crate) fn new(size: u64, case_at: &[u64]) -> Log {
        Log::of(key(), size, case_at)
    }

    pub(crate) fn of(key: SigningKey, size: u64, case_at: &[u64]) -> Log {
        let (mut org, mut in_case) = (Place::FIRST, Place::FIRST);
        let mut entries = Vec::new();
        for index in 0..size {
            let ours = case_at.contains(&index);
            let (stream, place) = if ours { (case(), &mut in_case) } else { (StreamName::Org, &mut org) };
            let bytes = entry(stream, *place).encode();
            *place = place.next(leaf_hash(&bytes));
            entries.push(bytes);
        }
        Log::from_entries(key, entries, case_at)
    }

    pub(crate) fn from_entries(key: SigningKey, entries: Vec<Vec<u8>>, case_at: &[u64]) -> Log {
        let leaves: Vec<Hash> = entries.iter().map(|entry| leaf_hash(entry)).collect();
        let mut tiles = MemoryTiles::default();
        let appended = append(&tiles, 0, &leaves).unwrap();
        tiles.extend(appended.tiles);
        Log { key, tiles, entries, case: case_at.to_vec(), root: appended.root }
    }

    pub(crate) fn size(&self) -> u64 {
        self.entries.len() as u64
    }

    pub(crate) fn checkpoint(&self) -> String {
        Checkpoint::sign(self.size(), self.root, &self.key)
    }

    pub(crate) fn head(&self) -> String {
        let last = *self.case.last().unwrap();
        let leaf = leaf_hash(&self.entries[usize::try_from(last).unwrap()]);
        StreamHead::sign(case(), self.case.len() as u64, leaf, self.size(), &self.key)
    }

    /// A writer with every entry of the case and the bodies of the versions in `disclosed`.
    pub(crate) fn writer(&self, disclosed: &[u64]) -> BundleWriter {
        let mut writer = BundleWriter::new(&self.checkpoint(), &self.head());
        for (version, index) in (1..).zip(&self.case) {
            writer.entry(*index, &self.entries[usize::try_from(*index).unwrap()]);
            if disclosed.contains(&version) {
                writer.disclose(*index, &salt(version), &plaintext(version));
            }
        }
        writer
    }

    pub(crate) fn bundle(&self, disclosed: &[u64]) -> Vec<u8> {
        self.writer(disclosed).finish(&self.tiles, &self.key).unwrap()
    }
}

/// Seven entries, four of them the case's, two bodies disclosed.
pub(crate) fn small() -> Log {
    Log::new(7, &[1, 2, 4, 6])
}
