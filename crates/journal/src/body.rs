use sha2::{Digest, Sha256};

use crate::Hash;

/// Separates commitments from every other SHA-256 of the product; fixed length, so what follows cannot be shifted.
pub const BODY_TAG: &[u8; 26] = b"stanch body commitment v1\n";

/// Length of a salt in bytes.
pub const SALT_LEN: usize = 32;

/// The random 32 bytes that keep a short body from being guessed from its commitment.
pub type Salt = [u8; SALT_LEN];

/// What an entry says about its body's plaintext: SHA-256([`BODY_TAG`] ‖ salt ‖ plaintext).
pub fn commitment(salt: &Salt, plaintext: &[u8]) -> Hash {
    let hash = Sha256::new_with_prefix(BODY_TAG).chain_update(salt).chain_update(plaintext);
    Hash::from_bytes(hash.finalize().into())
}

/// What an entry says about its body as stored: SHA-256(ciphertext), nonce included.
pub fn sealed(ciphertext: &[u8]) -> Hash {
    Hash::of(ciphertext)
}

/// The body to be encrypted: salt ‖ plaintext.
pub fn join_body(salt: &Salt, plaintext: &[u8]) -> Vec<u8> {
    [salt.as_slice(), plaintext].concat()
}

/// Salt and plaintext of a decrypted body; `None` if it is shorter than a salt.
pub fn split_body(body: &[u8]) -> Option<(&Salt, &[u8])> {
    body.split_first_chunk::<SALT_LEN>()
}
