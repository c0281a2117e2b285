//! Tamper-evident log over opaque bytes: entries, Merkle tree, checkpoints, proofs, bundles and their verifier.
//!
//! Pure: bytes in, bytes out; no file, no clock, no randomness. The formats are documented with byte tables in
//! `docs/formats`, where a second reader of them lives too.
#![forbid(unsafe_code)]

mod append;
mod body;
mod bundle;
mod check;
mod checkpoint;
mod entry;
mod hash;
mod head;
mod json;
mod key;
mod log;
mod moment;
mod name;
mod note;
mod proof;
mod proof_text;
mod prove;
mod text;
mod tile;
mod tree;
mod verify;

pub use append::{Appended, Tiler, append, tree_at};
pub use body::{BODY_TAG, SALT_LEN, Salt, commitment, join_body, sealed, split_body};
pub use bundle::{
    Bundle, BundleError, BundleWriter, Disclosed, Manifest, ManifestError, MemberType, Record, Section,
    VersionRange, WriteError, comparable_sizes,
};
pub use check::{CheckError, Judgement, check_proof};
pub use checkpoint::Checkpoint;
pub use entry::{ENTRY_MAGIC, Entry, EntryError, Place, Shape};
pub use hash::{Hash, empty_root, leaf_hash, node_hash};
pub use head::StreamHead;
pub use key::{KeyError, SigningKey, VerifierKey};
pub use log::rebuild;
pub use moment::Moment;
pub use name::{Kind, NameError, Origin, StreamName};
pub use note::{Expected, NoteError};
pub use proof::{ConsistencyProof, InclusionProof, ProofFault};
pub use prove::{prove_consistency, prove_inclusion, root_at};
pub use tile::{MemoryTiles, TILE_WIDTH, Tile, TileError, TileId, TileSource};
pub use tree::Tree;
pub use verify::{Because, Check, CheckName, Document, Fault, Outcome, Report, Verdict, verify};
