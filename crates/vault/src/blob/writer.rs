use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use store::{KeyId, WrappedKey, sync_folder};
use zeroize::Zeroizing;

use super::{CHUNK_BYTES, HEADER, MAGIC, PREFIX, blob_name, context, nonce};
use crate::{Safe, Secret, VaultError, seal};

/// A blob that lies in its folder under its final name, durable; its key is still to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedBlob {
    /// Names blob and key.
    pub id: KeyId,
    /// The blob's own key, wrapped by the owner's: to be stored in the act that speaks of the blob.
    pub key: WrappedKey,
    /// Bytes of plaintext.
    pub plain_bytes: u64,
    /// Bytes of the file.
    pub sealed_bytes: u64,
    /// SHA-256 over the file.
    pub sealed_sha256: [u8; 32],
}

/// Writes a blob. Bytes given to it reach the disk only sealed; without [`BlobWriter::finish`] nothing is left.
pub struct BlobWriter {
    file: Option<File>,
    part: PathBuf,
    target: PathBuf,
    context: Vec<u8>,
    prefix: [u8; PREFIX],
    key: Secret,
    wrapped: WrappedKey,
    chunk: u32,
    pending: Zeroizing<Vec<u8>>,
    digest: Sha256,
    plain_bytes: u64,
    sealed_bytes: u64,
}

impl fmt::Debug for BlobWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BlobWriter({}, {} bytes)", self.target.display(), self.plain_bytes)
    }
}

impl BlobWriter {
    /// Begins a blob in `folder`, under a name that a sweep recognises as unfinished.
    ///
    /// # Errors
    /// If the file cannot be made or there is no randomness.
    pub fn begin(safe: &mut Safe, folder: &Path) -> Result<BlobWriter, VaultError> {
        let (id, key, wrapped) = safe.new_key()?;
        let mut prefix = [0; PREFIX];
        safe.randomness().fill(&mut prefix)?;
        let mut header = [0; HEADER];
        header[..MAGIC.len()].copy_from_slice(MAGIC);
        header[MAGIC.len()..HEADER - PREFIX].copy_from_slice(&id);
        header[HEADER - PREFIX..].copy_from_slice(&prefix);
        let target = folder.join(blob_name(&id));
        let part = target.with_extension("part");
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part);
        let file = made.map_err(|error| VaultError::io(&part, &error))?;
        let mut writer = BlobWriter {
            file: Some(file),
            part,
            target,
            context: context(safe, &header),
            prefix,
            key,
            wrapped,
            chunk: 0,
            pending: Zeroizing::new(Vec::with_capacity(CHUNK_BYTES)),
            digest: Sha256::new(),
            plain_bytes: 0,
            sealed_bytes: 0,
        };
        writer.put(&header)?;
        Ok(writer)
    }

    /// Seals the last chunk, syncs the file, gives it its name and syncs the folder. Only now may an entry speak
    /// of the blob.
    ///
    /// # Errors
    /// If the disk fails; then nothing is left.
    pub fn finish(mut self) -> Result<SealedBlob, VaultError> {
        self.seal_chunk(true)?;
        if let Some(file) = self.file.take() {
            file.sync_all().map_err(|error| VaultError::io(&self.part, &error))?;
        }
        fs::rename(&self.part, &self.target).map_err(|error| VaultError::io(&self.target, &error))?;
        sync_folder(self.target.parent().unwrap_or(Path::new(".")))?;
        Ok(SealedBlob {
            id: self.wrapped.id,
            key: self.wrapped.clone(),
            plain_bytes: self.plain_bytes,
            sealed_bytes: self.sealed_bytes,
            sealed_sha256: self.digest.clone().finalize().into(),
        })
    }

    fn seal_chunk(&mut self, last: bool) -> Result<(), VaultError> {
        let nonce = nonce(&self.prefix, self.chunk, last);
        let sealed = seal::seal_at(&self.key, &nonce, &self.context, &self.pending)?;
        self.put(&sealed)?;
        self.pending.clear();
        if !last {
            // A number is never used twice: 2^32 chunks are 256 TiB.
            self.chunk = self.chunk.checked_add(1).ok_or(VaultError::TooLarge)?;
        }
        Ok(())
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), VaultError> {
        if let Some(file) = &mut self.file {
            file.write_all(bytes).map_err(|error| VaultError::io(&self.part, &error))?;
        }
        self.digest.update(bytes);
        self.sealed_bytes += bytes.len() as u64;
        Ok(())
    }
}

impl Write for BlobWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full chunk is sealed only when more follows, so that the last one is never empty behind another.
        if self.pending.len() == CHUNK_BYTES && !bytes.is_empty() {
            self.seal_chunk(false)?;
        }
        let taken = bytes.len().min(CHUNK_BYTES - self.pending.len());
        self.pending.extend_from_slice(&bytes[..taken]);
        self.plain_bytes += taken as u64;
        Ok(taken)
    }

    /// Does nothing: what counts is [`BlobWriter::finish`].
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for BlobWriter {
    fn drop(&mut self) {
        // After `finish` the name is gone; otherwise a sweep would remove what cannot be removed now.
        drop(fs::remove_file(&self.part));
    }
}
