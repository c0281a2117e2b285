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

/// The end of the log, and what its own row says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newest {
    /// The last entry; `None` while the log is empty, or where it is not as long as it says.
    pub entry: Option<StoredEntry>,
    /// Recorded time of the last entry as the log's row says it, microseconds UTC.
    pub recorded_us: Option<i64>,
    /// The highest number of a case as the log's row says it.
    pub last_number: u64,
}

/// Where a stream ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StreamHead {
    /// Version of the last entry, 1 or more.
    pub version: u64,
    /// Its leaf hash.
    pub leaf: [u8; 32],
}
