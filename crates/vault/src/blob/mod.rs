//! Blobs: evidence, lists and uploads, sealed in chunks so that none is ever whole in memory.
//!
//! The chunks follow the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption
//! and its Nonce-Reuse Misuse-Resistance, 2015), with XChaCha20-Poly1305: the nonce of a chunk is
//! `prefix(19) ‖ number(4, big-endian) ‖ last(1)`.

mod reader;
mod sweep;
mod writer;

pub use reader::BlobReader;
pub use sweep::{Swept, sweep};
pub use writer::{BlobWriter, SealedBlob};

use crate::seal::{NONCE, TAG, purpose};
use crate::{Safe, seal};
use store::KeyId;

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

/// The name of a blob's file: its id in lower-case hexadecimal digits.
fn file_name(id: &KeyId) -> String {
    crate::hex::encode(id)
}
