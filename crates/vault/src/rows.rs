use std::fmt;
use std::sync::Arc;

use store::KeyId;
use zeroize::Zeroizing;

use crate::seal::{self, purpose};
use crate::{Randomness, SealedThing, Secret, VaultError};

/// Seals and opens the rows of one list: many small things under one key, each bound to its number. A million rows need
/// no million keys, and go with their owner like everything else.
pub struct Rows {
    id: KeyId,
    owner: String,
    key: Secret,
    randomness: Arc<dyn Randomness>,
}

impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rows({})", self.owner)
    }
}

impl Rows {
    pub(crate) fn new(id: KeyId, owner: String, key: Secret, randomness: Arc<dyn Randomness>) -> Rows {
        Rows { id, owner, key, randomness }
    }

    /// The id of the list's key.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// `nonce(24) ‖ ciphertext ‖ tag(16)`.
    ///
    /// # Errors
    /// Only if there is no randomness.
    pub fn seal(&self, number: u64, plaintext: &[u8]) -> Result<Vec<u8>, VaultError> {
        seal::seal(&self.key, &self.context(number), plaintext, &*self.randomness)
    }

    /// The plaintext of the row of this number.
    ///
    /// # Errors
    /// [`VaultError::NotAuthentic`] if a bit of it is another, or it is another list's or another number's.
    pub fn open(&self, number: u64, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        seal::open(&self.key, &self.context(number), sealed, SealedThing::Body)
    }

    fn context(&self, number: u64) -> Vec<u8> {
        seal::context(&[purpose::ROW, &self.id, &number.to_be_bytes(), self.owner.as_bytes()])
    }
}
