use std::fmt;

use zeroize::Zeroizing;

use crate::seal::{self, purpose};
use crate::{OperatingSystem, Randomness, SealedThing, Secret, VaultError};

/// Seals what leaves our hands for a while and comes back, such as words that a browser keeps for us, under a key that lives no longer
/// than this value: nothing that is stored is sealed so.
pub struct Lent(Secret);

impl fmt::Debug for Lent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lent(<hidden>)")
    }
}

impl Lent {
    /// With a random key.
    ///
    /// # Errors
    /// Only if there is no randomness.
    pub fn new() -> Result<Lent, VaultError> {
        let mut key = Secret::zeroed();
        OperatingSystem.fill(key.expose_mut())?;
        Ok(Lent(key))
    }

    /// `nonce(24) ‖ ciphertext ‖ tag(16)`.
    ///
    /// # Errors
    /// Only if there is no randomness.
    pub fn seal(&self, plaintext: &[u8]) -> Result<Vec<u8>, VaultError> {
        seal::seal(&self.0, purpose::LENT, plaintext, &OperatingSystem)
    }

    /// The plaintext; `None` if a bit of it is another, or another key sealed it.
    pub fn open(&self, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        seal::open(&self.0, purpose::LENT, sealed, SealedThing::Body).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_lent_comes_back_as_it_was_or_not_at_all() {
        let lent = Lent::new().unwrap();
        let sealed = lent.seal(b"three lines").unwrap();
        assert_eq!(lent.open(&sealed).unwrap().as_slice(), b"three lines");
        assert!(Lent::new().unwrap().open(&sealed).is_none());
        for place in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[place] ^= 1;
            assert!(lent.open(&altered).is_none() && lent.open(&sealed[..place]).is_none());
        }
    }
}
