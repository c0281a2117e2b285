//! Blobs: evidence, lists and uploads, sealed in chunks so that none is ever whole in memory.
//!
//! The chunks follow the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption
//! and its Nonce-Reuse Misuse-Resistance, 2015), with XChaCha20-Poly1305: the nonce of a chunk is
//! `prefix(19) ‖ number(4, big-endian) ‖ last(1)`.

mod reader;
mod sweep;
mod writer;

pub use reader::BlobReader;
pub use sweep::{Swept, sweep, sweep_blobs};
pub use writer::{BlobWriter, SealedBlob};

use crate::seal::{NONCE, TAG, purpose};
use crate::{Safe, VaultError, seal};
use std::path::Path;

use store::{KeyId, sync_folder};

/// Plaintext bytes of every chunk but the last, which has as many or fewer.
pub const CHUNK_BYTES: usize = 64 * 1024;
/// A chunk as it lies in the file.
const SEALED_CHUNK: usize = CHUNK_BYTES + TAG;
/// First bytes of every blob.
const MAGIC: &[u8; 14] = b"stanch blob 1\n";
const PREFIX: usize = 19;
/// `magic ‖ id ‖ prefix`.
const HEADER: usize = MAGIC.len() + 16 + PREFIX;

fn nonce(prefix: &[u8; PREFIX], chunk: u32, last: bool) -> [u8; NONCE] {
    let mut nonce = [0; NONCE];
    nonce[..PREFIX].copy_from_slice(prefix);
    nonce[PREFIX..PREFIX + 4].copy_from_slice(&chunk.to_be_bytes());
    nonce[NONCE - 1] = u8::from(last);
    nonce
}

/// What every chunk is bound to.
fn context(safe: &Safe, header: &[u8; HEADER]) -> Vec<u8> {
    seal::context(&[purpose::BLOB, header, safe.owner().as_bytes()])
}

/// The name of a blob's file: its id in 32 lower-case hexadecimal digits. Events name blobs so, too.
pub fn blob_name(id: &KeyId) -> String {
    crate::hex::encode(id)
}

/// The id a blob's name says; `None` for what is no such name.
pub fn blob_id(name: &str) -> Option<KeyId> {
    crate::hex::decode(name)
}

/// Removes a blob's file, if it is there, and makes that durable. Whoever calls this knows that no entry will speak of it:
/// its act was refused, or its key was destroyed.
///
/// # Errors
/// If the system refuses.
pub fn remove_blob(folder: &Path, id: &KeyId) -> Result<(), VaultError> {
    let path = folder.join(blob_name(id));
    match std::fs::remove_file(&path) {
        Ok(()) => Ok(sync_folder(folder)?),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(VaultError::io(&path, &error)),
    }
}
