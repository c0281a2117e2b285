use std::hash::{BuildHasher, Hasher, RandomState};

use crate::identifier::Kind;

/// Keyed hashes of one run: SipHash-1-3 under a key drawn from the system when the run begins, never stored. The
/// same value has the same hash within the run, and nobody can look a value up in what the run leaves on disk.
///
/// 64 bits: among a hundred million distinct values the chance that any two share a hash is below 1 in 3,000.
#[derive(Debug)]
pub(crate) struct Keyed(RandomState);

impl Keyed {
    pub(crate) fn new() -> Keyed {
        Keyed(RandomState::new())
    }

    /// The hash of a value of a kind; never 0, which stands for "absent".
    pub(crate) fn value(&self, kind: Kind, canonical: impl AsRef<[u8]>) -> u64 {
        self.text(kind.index() as u8, canonical.as_ref())
    }

    /// The hash of a value of a column that may be a key.
    pub(crate) fn key(&self, text: &str) -> u64 {
        self.text(0xff, text.as_bytes())
    }

    /// What the text stands for, and the text, in one stream of bytes: the first keeps the kinds apart, and the
    /// hash counts the bytes.
    fn text(&self, of: u8, text: &[u8]) -> u64 {
        let mut hasher = self.0.build_hasher();
        let mut bytes = [of; 48];
        match bytes.get_mut(1..=text.len()) {
            Some(place) => {
                place.copy_from_slice(text);
                hasher.write(&bytes[..=text.len()]);
            }
            None => {
                hasher.write_u8(of);
                hasher.write(text);
            }
        }
        hasher.finish().max(1)
    }

    /// The hash of several hashes together.
    pub(crate) fn together(&self, parts: [u64; 3]) -> u64 {
        self.0.hash_one((0xfeu8, parts)).max(1)
    }
}
