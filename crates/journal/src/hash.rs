use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// A SHA-256 value. Shown as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash([u8; Hash::LEN]);

impl Hash {
    /// Length in bytes.
    pub const LEN: usize = 32;

    /// The hash with exactly these bytes.
    pub const fn from_bytes(bytes: [u8; Hash::LEN]) -> Hash {
        Hash(bytes)
    }

    /// The hash these bytes are, if they are 32.
    pub fn from_slice(bytes: &[u8]) -> Option<Hash> {
        bytes.try_into().ok().map(Hash)
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; Hash::LEN] {
        &self.0
    }

    /// Plain SHA-256 of `bytes`.
    pub fn of(bytes: &[u8]) -> Hash {
        Hash(Sha256::digest(bytes).into())
    }

    /// Exactly 64 lower-case hexadecimal digits; anything else is `None`.
    pub fn from_hex(text: &str) -> Option<Hash> {
        let digits = text.as_bytes();
        if digits.len() != 2 * Hash::LEN {
            return None;
        }
        let mut bytes = [0; Hash::LEN];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = nibble(pair[0])? << 4 | nibble(pair[1])?;
        }
        Some(Hash(bytes))
    }

    /// Standard base64 (RFC 4648 §4) with its padding and zero trailing bits; anything else is `None`.
    pub fn from_base64(text: &str) -> Option<Hash> {
        STANDARD.decode(text).ok().and_then(|bytes| Hash::from_slice(&bytes))
    }

    /// Standard base64 (RFC 4648 §4), 44 characters, as checkpoints write it.
    pub fn to_base64(&self) -> String {
        STANDARD.encode(self.0)
    }
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl serde::Serialize for Hash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Hash of a leaf: SHA-256(0x00 ‖ entry), RFC 6962 §2.1.
pub fn leaf_hash(entry: &[u8]) -> Hash {
    Hash(Sha256::new_with_prefix([0]).chain_update(entry).finalize().into())
}

/// Hash of an inner node: SHA-256(0x01 ‖ left ‖ right), RFC 6962 §2.1.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut node = [1; 1 + 2 * Hash::LEN];
    node[1..=Hash::LEN].copy_from_slice(&left.0);
    node[1 + Hash::LEN..].copy_from_slice(&right.0);
    Hash::of(&node)
}

/// Root of the tree without leaves: SHA-256 of nothing, RFC 6962 §2.1.
pub fn empty_root() -> Hash {
    Hash::of(b"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_root_is_the_one_of_rfc_6962() {
        assert_eq!(
            empty_root().to_string(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(
            leaf_hash(b"").to_string(),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        );
    }

    #[test]
    fn a_hash_has_one_spelling_in_hexadecimal_and_one_in_base64() {
        let hash = leaf_hash(b"x");
        assert_eq!(Hash::from_hex(&hash.to_string()), Some(hash));
        assert_eq!(Hash::from_hex(&hash.to_string().to_uppercase()), None);
        assert_eq!(Hash::from_base64(&hash.to_base64()), Some(hash));
        assert_eq!(Hash::from_base64(hash.to_base64().trim_end_matches('=')), None);
    }
}
