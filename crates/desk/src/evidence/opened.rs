//! Evidence given out piece by piece, to somebody who is not at this machine.

use std::fs::File;
use std::io::{self, Read};

use incident::Actor;
use jiff::Timestamp;
use vault::BlobReader;

use super::{Look, LookedAt, read_through};
use crate::{CaseId, Desk, DeskError, LogKind};

/// Evidence on its way out: who looks is on record, and what is read are the bytes that were taken in.
#[derive(Debug)]
pub struct OpenEvidence {
    /// What it is called.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// The look, as it was recorded.
    pub look: Look,
    sealed: BlobReader<File>,
}

impl Read for OpenEvidence {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.sealed.read(into)
    }
}

impl<L: LogKind> Desk<L> {
    /// Opens evidence for giving it out piece by piece: the look is durable and every sealed byte has been checked against the
    /// digest that was recorded when it was taken in, before the first byte can be read from the answer.
    ///
    /// # Errors
    /// As [`Desk::take_out`], without those of a file.
    pub fn open_evidence(
        &self,
        case: &CaseId,
        evidence: &str,
        reason: &str,
        who: &Actor,
        now: Timestamp,
    ) -> Result<OpenEvidence, DeskError> {
        let reason = &*messages::lines(reason.trim());
        let (evidence, blob) = self.asked_for(case, evidence, who)?;
        if reason.is_empty() {
            return Err(DeskError::LookNeedsReason);
        }
        let safe = self.vault.open_safe_for(&self.store, &case.owner(), &[blob])?;
        let blobs = self.store.folder().blobs();
        let mut checked = BlobReader::open(&safe, &blobs, &blob)?;
        let what = LookedAt::Evidence { id: evidence.id.clone(), sha256: evidence.sha256.clone() };
        let look = self.note_look(case, what, reason, who, now)?;
        let passing = read_through(&mut checked, &mut |_| Ok(()))?;
        if (passing.bytes, passing.sha256()) != (evidence.size, evidence.sha256) {
            return Err(DeskError::EvidenceDiffers { evidence: evidence.id });
        }
        let sealed = BlobReader::open(&safe, &blobs, &blob)?;
        Ok(OpenEvidence { name: evidence.name, size: evidence.size, look, sealed })
    }
}
