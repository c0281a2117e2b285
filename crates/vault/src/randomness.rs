use crate::VaultError;

/// Where keys, nonces and ids come from. An argument, so that written-down examples can be made twice alike;
/// outside tests it is [`OperatingSystem`].
pub trait Randomness: Send + Sync {
    /// Fills all of `bytes` with bytes nobody can foretell.
    ///
    /// # Errors
    /// [`VaultError::Randomness`] if there are none to be had; then nothing may be sealed.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), VaultError>;
}

/// The operating system's generator.
#[derive(Debug, Clone, Copy, Default)]
pub struct OperatingSystem;

impl Randomness for OperatingSystem {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), VaultError> {
        getrandom::fill(bytes).map_err(|error| VaultError::Randomness { cause: error.to_string() })
    }
}
