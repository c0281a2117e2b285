//! What a case keeps sealed beside its evidence: read whole, and held against the digest in the record.

use incident::event::evidence::SealedFile;
use messages::Message;
use vault::{BlobReader, blob_id};

use super::read_through;
use crate::{CaseId, Desk, DeskError, LogKind};

impl<L: LogKind> Desk<L> {
    /// The bytes of a sealed file of the case, where it has at most so many.
    ///
    /// # Errors
    /// If it is gone, altered or larger.
    pub(crate) fn kept(&self, case: &CaseId, file: &SealedFile, most: u64) -> Result<Vec<u8>, DeskError> {
        let damaged = || DeskError::Damaged(Message::new("desk-evidence-not-sealed"));
        let id = blob_id(&file.blob).filter(|_| file.size <= most).ok_or_else(damaged)?;
        let safe = self.vault.open_safe_for(&self.store, &case.owner(), &[id])?;
        let mut sealed = BlobReader::open(&safe, &self.store.folder().blobs(), &id)?;
        let mut bytes = Vec::new();
        let passing = read_through(&mut sealed, &mut |piece| {
            bytes.extend_from_slice(piece);
            Ok(())
        })?;
        if (passing.bytes, passing.sha256()) == (file.size, file.sha256.clone()) {
            Ok(bytes)
        } else {
            Err(damaged())
        }
    }
}
