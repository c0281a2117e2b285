use crate::KeyFate;

/// One entry as it was appended, with the sealed body that lies beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEntry {
    /// Place in the log, 0 first, without gaps: the leaf index of the tree.
    pub position: u64,
    /// Name of the stream, such as `case/ID`.
    pub stream: String,
    /// Place in the stream, 1 first, without gaps.
    pub version: u64,
    /// The entry's bytes, opaque here.
    pub entry: Vec<u8>,
    /// The entry's leaf hash, as the appender computed it.
    pub leaf: [u8; 32],
    /// Which wrapped key opens the body.
    pub body_id: [u8; 16],
    /// The sealed body: ciphertext.
    pub body: Vec<u8>,
}

/// The first entry of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstEntry {
    /// The entry.
    pub entry: StoredEntry,
    /// What the log says of its body's key.
    pub key: KeyFate,
}

/// Where a stream ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StreamHead {
    /// Version of the last entry, 1 or more.
    pub version: u64,
    /// Its leaf hash.
    pub leaf: [u8; 32],
}
