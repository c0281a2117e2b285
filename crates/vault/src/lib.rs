//! Bodies and evidence, sealed per case: destroying the key destroys the data.
//!
//! Plaintext comes in and sealed bytes with a wrapped key go out, for the caller to store in one act. Every body
//! and blob has a random key of its own, wrapped by its owner's key, which the master key wraps: whoever destroys
//! a wrapped key destroys what it opens, wherever copies of the sealed bytes lie. The formats are written down in
//! `docs/formats/sealed.md`; the room never looks inside a plaintext.
#![forbid(unsafe_code)]

mod blob;
mod error;
mod hex;
mod lent;
mod master;
mod password;
mod randomness;
mod rows;
mod safe;
mod seal;
mod secret;
mod vault_keys;

pub use blob::{
    BlobReader, BlobWriter, CHUNK_BYTES, SealedBlob, Swept, blob_id, blob_name, remove_blob, sweep,
    sweep_blobs,
};
pub use error::{SealedThing, VaultError};
pub use lent::Lent;
pub use master::{MasterKey, PassphraseCost, Protection};
pub use password::{
    PASSWORD_MAX_BYTES, PASSWORD_MIN_CHARS, hash_password, is_password_hash, password_fault, password_fits,
};
pub use randomness::{OperatingSystem, Randomness};
pub use rows::Rows;
pub use safe::{Safe, SealedBody};
pub use secret::Secret;
pub use vault_keys::Vault;
