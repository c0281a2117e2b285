//! The one way anything is sealed: XChaCha20-Poly1305 under a key derived for one purpose.
//!
//! Sources: draft-irtf-cfrg-xchacha-03 (the cipher), RFC 8439 (ChaCha20-Poly1305), RFC 5869 (HKDF).

use chacha20poly1305::aead::{Aead, AeadInOut, KeyInit, Payload};
use chacha20poly1305::{Tag, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{Randomness, SealedThing, Secret, VaultError};

/// Bytes of a nonce, at the beginning of everything sealed here.
pub(crate) const NONCE: usize = 24;
/// Bytes a tag adds at the end.
pub(crate) const TAG: usize = 16;

/// What a derived key or an authenticated context is for; ends in a zero byte, so that none is the beginning of
/// another.
pub(crate) mod purpose {
    /// Derivation: master key → key that wraps owners' keys.
    pub(crate) const WRAP_OWNER_KEYS: &[u8] = b"stanch/1 wrap owner keys\0";
    /// Derivation: master key → key that seals signing seeds.
    pub(crate) const SEAL_SEEDS: &[u8] = b"stanch/1 seal signing seeds\0";
    /// Derivation: owner's key → key that wraps the keys of its bodies and blobs.
    pub(crate) const WRAP_BODY_KEYS: &[u8] = b"stanch/1 wrap body keys\0";
    /// Context of an owner's wrapped key, followed by the owner.
    pub(crate) const OWNER_KEY: &[u8] = b"stanch/1 owner key\0";
    /// Derivation: owner's key → key of the digests of its persons.
    pub(crate) const DIGESTS: &[u8] = b"stanch/1 person digests\0";
    /// Context of a row of a list, followed by the id of the list's key, the row's number and the owner.
    pub(crate) const ROW: &[u8] = b"stanch/1 row\0";
    /// Context of a body's wrapped key, followed by the body's id and the owner.
    pub(crate) const BODY_KEY: &[u8] = b"stanch/1 body key\0";
    /// Context of a body, followed by its id and the owner.
    pub(crate) const BODY: &[u8] = b"stanch/1 body\0";
    /// Context of every chunk of a blob, followed by the blob's header and the owner.
    pub(crate) const BLOB: &[u8] = b"stanch/1 blob\0";
    /// Context of what is lent; its key is stored nowhere.
    pub(crate) const LENT: &[u8] = b"stanch/1 lent\0";
    /// Context of a sealed signing seed, followed by the seed's name.
    pub(crate) const SEED: &[u8] = b"stanch/1 signing seed\0";
    /// Context of a master key sealed under a passphrase, followed by the lines of its file before it.
    pub(crate) const MASTER_KEY: &[u8] = b"stanch/1 master key\0";
    /// Hashed before an owner's name to give the id of its key.
    pub(crate) const OWNER_KEY_ID: &[u8] = b"stanch/1 owner key id\0";
    /// Hashed before a seed's name to give its id.
    pub(crate) const SEED_ID: &[u8] = b"stanch/1 signing seed id\0";
}

/// HKDF-SHA-256 without salt: the key of `key` for one purpose.
pub(crate) fn derive(key: &Secret, purpose: &[u8]) -> Result<Secret, VaultError> {
    let mut derived = Secret::zeroed();
    Hkdf::<Sha256>::new(None, key.expose())
        .expand(purpose, derived.expose_mut())
        // 32 bytes are far below what HKDF can give.
        .map_err(|_| VaultError::TooLarge)?;
    Ok(derived)
}

/// HMAC-SHA-256 over the parts, each preceded by its length as 8 bytes, most significant first, and a byte 1 after the last.
pub(crate) fn digest(key: &Secret, parts: &[&[u8]]) -> Result<[u8; 32], VaultError> {
    let told = parts
        .iter()
        .flat_map(|part| (part.len() as u64).to_be_bytes().into_iter().chain(part.iter().copied()));
    let mut digest = [0; 32];
    // One step of HKDF's expansion is this HMAC.
    Hkdf::<Sha256>::from_prk(key.expose())
        .map_err(|_| VaultError::TooLarge)?
        .expand(&told.collect::<Vec<u8>>(), &mut digest)
        .map_err(|_| VaultError::TooLarge)?;
    Ok(digest)
}

/// `nonce(24) ‖ ciphertext ‖ tag(16)` under a fresh nonce.
pub(crate) fn seal(
    key: &Secret,
    context: &[u8],
    plaintext: &[u8],
    randomness: &dyn Randomness,
) -> Result<Vec<u8>, VaultError> {
    let mut nonce = [0; NONCE];
    randomness.fill(&mut nonce)?;
    seal_under(key, &nonce, context, plaintext)
}

/// The same under a nonce that was drawn already, and is used nowhere else.
pub(crate) fn seal_under(
    key: &Secret,
    nonce: &[u8; NONCE],
    context: &[u8],
    plaintext: &[u8],
) -> Result<Vec<u8>, VaultError> {
    let mut sealed = Vec::with_capacity(NONCE + plaintext.len() + TAG);
    sealed.extend_from_slice(nonce);
    sealed.extend_from_slice(plaintext);
    // Sealed where it lies: bodies are many and short, and a copy of each would be half of the work around the cipher.
    let text = sealed.get_mut(NONCE..).ok_or(VaultError::TooLarge)?;
    let tag = XChaCha20Poly1305::new(key.expose().into())
        .encrypt_inout_detached(&XNonce::from(*nonce), context, text.into())
        // The cipher refuses only what is longer than 256 GiB.
        .map_err(|_| VaultError::TooLarge)?;
    sealed.extend_from_slice(&tag);
    Ok(sealed)
}

/// The plaintext of `nonce ‖ ciphertext ‖ tag`, if key and context are the ones it was sealed with.
pub(crate) fn open(
    key: &Secret,
    context: &[u8],
    sealed: &[u8],
    what: SealedThing,
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let (nonce, ciphertext) = sealed.split_first_chunk::<NONCE>().ok_or(VaultError::NotAuthentic { what })?;
    open_at(key, nonce, context, ciphertext).ok_or(VaultError::NotAuthentic { what })
}

/// Opens a sealed key.
pub(crate) fn open_key(
    key: &Secret,
    context: &[u8],
    sealed: &[u8],
    what: SealedThing,
) -> Result<Secret, VaultError> {
    let not_authentic = || VaultError::NotAuthentic { what };
    let (nonce, ciphertext) = sealed.split_first_chunk::<NONCE>().ok_or_else(not_authentic)?;
    let (text, tag) = ciphertext.split_last_chunk::<TAG>().ok_or_else(not_authentic)?;
    let mut secret = Secret::zeroed();
    if text.len() != secret.expose().len() {
        return Err(not_authentic());
    }
    secret.expose_mut().copy_from_slice(text);
    XChaCha20Poly1305::new(key.expose().into())
        .decrypt_inout_detached(
            &XNonce::from(*nonce),
            context,
            secret.expose_mut().as_mut_slice().into(),
            &Tag::from(*tag),
        )
        .map_err(|_| not_authentic())?;
    Ok(secret)
}

/// `ciphertext ‖ tag` under a nonce of the caller's, which must never be used twice with one key.
pub(crate) fn seal_at(
    key: &Secret,
    nonce: &[u8; NONCE],
    context: &[u8],
    plaintext: &[u8],
) -> Result<Vec<u8>, VaultError> {
    XChaCha20Poly1305::new(key.expose().into())
        .encrypt(&XNonce::from(*nonce), Payload { msg: plaintext, aad: context })
        // The cipher refuses only what is longer than 256 GiB.
        .map_err(|_| VaultError::TooLarge)
}

/// The plaintext, or none if a single bit of key, nonce, context or ciphertext is another.
pub(crate) fn open_at(
    key: &Secret,
    nonce: &[u8; NONCE],
    context: &[u8],
    ciphertext: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    XChaCha20Poly1305::new(key.expose().into())
        .decrypt(&XNonce::from(*nonce), Payload { msg: ciphertext, aad: context })
        .ok()
        .map(Zeroizing::new)
}

/// A context out of its parts. All but the last part have fixed lengths, so no two contexts are alike.
pub(crate) fn context(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}
