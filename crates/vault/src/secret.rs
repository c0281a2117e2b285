use std::fmt;

use zeroize::Zeroize;

/// 32 secret bytes: wiped when dropped, never shown.
#[derive(Clone)]
pub struct Secret([u8; 32]);

impl Secret {
    /// Takes the bytes over. The caller's own copy is the caller's to wipe.
    pub fn new(bytes: [u8; 32]) -> Secret {
        Secret(bytes)
    }

    /// The bytes, for the moment in which they are used.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn zeroed() -> Secret {
        Secret([0; 32])
    }

    pub(crate) fn expose_mut(&mut self) -> &mut [u8; 32] {
        &mut self.0
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(<hidden>)")
    }
}
