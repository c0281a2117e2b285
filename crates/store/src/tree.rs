use std::fmt;

use messages::Message;

use crate::{NewerSchema, StoreError};

/// Root of the tree without leaves: SHA-256 of nothing (RFC 6962 §2.1).
pub const EMPTY_ROOT: [u8; 32] = [
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27,
    0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
];

/// How far the tree over the log has been built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TreeHead {
    /// Leaves in the tree; at most the log's size.
    pub size: u64,
    /// Its root, as the builder computed it.
    pub root: [u8; 32],
}

/// A tile of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// Level, 0 over the leaves.
    pub level: u8,
    /// Place in the level.
    pub index: u64,
    /// Its hashes, 32 bytes each; a later, wider tile replaces it.
    pub bytes: Vec<u8>,
}

/// One step of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeAdvance {
    /// The head the step was computed from.
    pub expected: TreeHead,
    /// The head after it.
    pub new: TreeHead,
    /// Tiles that are new or wider.
    pub tiles: Vec<Tile>,
    /// The signed checkpoint over the new head.
    pub checkpoint: String,
}

/// Why the tree did not advance; it stands as before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AdvanceTreeError {
    /// Somebody else advanced it first: read the head and compute again.
    TreeMoved {
        /// The head that stands.
        actual: TreeHead,
    },
    /// The new head is smaller than the old one or larger than the log.
    Impossible {
        /// Size asked for.
        size: u64,
        /// The log's size.
        log: u64,
    },
    /// The folder was written by a newer program.
    ReadOnly(NewerSchema),
    /// The store itself failed.
    Store(StoreError),
}

impl AdvanceTreeError {
    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            AdvanceTreeError::TreeMoved { actual } => {
                Message::new("store-tree-moved").with("size", actual.size)
            }
            AdvanceTreeError::Impossible { size, log } => {
                Message::new("store-tree-impossible").with("size", *size).with("log", *log)
            }
            AdvanceTreeError::ReadOnly(newer) => newer.message(),
            AdvanceTreeError::Store(error) => error.message(),
        }
    }
}

impl fmt::Display for AdvanceTreeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for AdvanceTreeError {}

impl From<StoreError> for AdvanceTreeError {
    fn from(error: StoreError) -> AdvanceTreeError {
        AdvanceTreeError::Store(error)
    }
}
