use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::Signer;
use messages::Message;
use sha2::{Digest, Sha256};

use crate::text::excerpt;
use crate::{NameError, Origin};

/// Signature type of Ed25519 in C2SP signed notes.
const ED25519: u8 = 0x01;

/// The secret key of a log: signs checkpoints, stream heads and seals under the log's origin as key name.
/// Wiped from memory when dropped; shows nothing of itself.
pub struct SigningKey {
    origin: Origin,
    secret: ed25519_dalek::SigningKey,
}

impl SigningKey {
    /// The key of a 32-byte seed (RFC 8032 private key).
    pub fn from_seed(origin: Origin, seed: &[u8; 32]) -> SigningKey {
        SigningKey { origin, secret: ed25519_dalek::SigningKey::from_bytes(seed) }
    }

    /// The log it signs for.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The public half, to be given to whoever verifies.
    pub fn verifier(&self) -> VerifierKey {
        VerifierKey { origin: self.origin.clone(), public: self.secret.verifying_key() }
    }

    /// Ed25519 over `text`, 64 bytes (RFC 8032, pure).
    pub(crate) fn sign(&self, text: &[u8]) -> [u8; 64] {
        self.secret.sign(text).to_bytes()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.origin)
    }
}

/// The public key of a log. Text form: `NAME+HHHHHHHH+BASE64`, the key id in hexadecimal and the base64 of 0x01 ‖ public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    origin: Origin,
    public: ed25519_dalek::VerifyingKey,
}

/// Text that is not a verifier key.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyError {
    /// Not three parts joined by plus signs.
    Parts(String),
    /// The first part cannot be a key name.
    Name(NameError),
    /// The third part is not base64 of 33 bytes.
    Base64(String),
    /// A signature type other than Ed25519.
    Algorithm(u8),
    /// The 32 bytes are no point of the curve, or one of small order that would accept forged signatures.
    Point,
    /// The second part is not the id that name and key have.
    Id {
        /// The id as written.
        given: String,
        /// The id that name and key have.
        computed: String,
    },
}

impl KeyError {
    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            KeyError::Parts(given) => Message::new("journal-key-parts").with("given", excerpt(given)),
            KeyError::Name(fault) => fault.message(),
            KeyError::Base64(given) => Message::new("journal-key-base64").with("given", excerpt(given)),
            KeyError::Algorithm(found) => {
                Message::new("journal-key-algorithm").with("found", i64::from(*found))
            }
            KeyError::Point => Message::new("journal-key-point"),
            KeyError::Id { given, computed } => Message::new("journal-key-id")
                .with("given", excerpt(given))
                .with("computed", computed.as_str()),
        }
    }
}

crate::text::says!(KeyError);

impl VerifierKey {
    /// Reads the text form; no surrounding space.
    ///
    /// # Errors
    /// [`KeyError`], the first fault.
    pub fn parse(text: &str) -> Result<VerifierKey, KeyError> {
        // Base64 may hold plus signs of its own: only the first two separate.
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(data)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(KeyError::Parts(text.to_owned()));
        };
        let origin = Origin::parse(name).map_err(KeyError::Name)?;
        let public = public_key(data)?;
        let key = VerifierKey { origin, public };
        let computed = hex_id(key.id());
        if id != computed {
            return Err(KeyError::Id { given: id.to_owned(), computed });
        }
        Ok(key)
    }

    /// The log whose key it is, which is also the key's name.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Key id: first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key), C2SP signed-note.
    pub fn id(&self) -> [u8; 4] {
        let hash = Sha256::new_with_prefix(self.origin.as_str())
            .chain_update([b'\n', ED25519])
            .chain_update(self.public.as_bytes())
            .finalize();
        [hash[0], hash[1], hash[2], hash[3]]
    }

    /// The 32 bytes of the Ed25519 public key (RFC 8032).
    pub fn public_bytes(&self) -> [u8; 32] {
        self.public.to_bytes()
    }

    /// Strict verification: canonical S, no key or R of small order, no cofactor.
    pub(crate) fn verifies(&self, text: &[u8], signature: &[u8; 64]) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(signature);
        self.public.verify_strict(text, &signature).is_ok()
    }
}

fn public_key(data: &str) -> Result<ed25519_dalek::VerifyingKey, KeyError> {
    let fault = || KeyError::Base64(data.to_owned());
    let bytes = STANDARD.decode(data).map_err(|_| fault())?;
    let (algorithm, point) = bytes.split_first().ok_or_else(fault)?;
    if *algorithm != ED25519 {
        return Err(KeyError::Algorithm(*algorithm));
    }
    let point: &[u8; 32] = point.try_into().map_err(|_| fault())?;
    match ed25519_dalek::VerifyingKey::from_bytes(point) {
        // A second spelling of the same point would be a second text of the same key.
        Ok(key) if !key.is_weak() && key.to_edwards().compress().as_bytes() == point => Ok(key),
        _ => Err(KeyError::Point),
    }
}

fn hex_id(id: [u8; 4]) -> String {
    format!("{:08x}", u32::from_be_bytes(id))
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut data = vec![ED25519];
        data.extend_from_slice(self.public.as_bytes());
        write!(f, "{}+{}+{}", self.origin, hex_id(self.id()), STANDARD.encode(data))
    }
}
