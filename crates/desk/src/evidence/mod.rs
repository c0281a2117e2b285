//! Evidence by its bytes: sealed into the folder before an event speaks of them ([`seal`]), given out again only after the
//! look is on record ([`out`], [`looks`]).

mod kept;
mod looks;
mod opened;
mod out;
mod seal;

pub use looks::{Look, LookedAt};
pub use opened::OpenEvidence;
pub use out::TakenOut;
pub use seal::Sealed;

pub(crate) use looks::access;
#[cfg(test)]
pub(crate) use looks::{BODIES, CUSTOMERS, EVIDENCE, LookedAtBodies, LookedAtCustomers, LookedAtEvidence};
pub(crate) use out::{read_through, unreadable};
pub(crate) use seal::sealing_failed;

use sha2::{Digest, Sha256};

/// Bytes handled at a time: evidence may be far larger than memory.
pub(crate) const PIECE: usize = 1 << 16;

/// SHA-256 and length of bytes as they pass.
#[derive(Default)]
pub(crate) struct Passing {
    hasher: Sha256,
    pub(crate) bytes: u64,
}

impl Passing {
    pub(crate) fn note(&mut self, piece: &[u8]) {
        self.hasher.update(piece);
        self.bytes += piece.len() as u64;
    }

    /// The digest as events write it: 64 lower-case hex digits.
    pub(crate) fn sha256(self) -> String {
        self.hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
