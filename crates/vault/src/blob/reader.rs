use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use store::KeyId;
use zeroize::Zeroizing;

use super::{HEADER, MAGIC, PREFIX, SEALED_CHUNK, blob_name, context, nonce};
use crate::seal::TAG;
use crate::{Safe, SealedThing, Secret, VaultError, seal};

/// Reads a blob. Every byte it gives out is authentic; whether the blob is whole is known at the end, so what was
/// read before an error is a true beginning and not the whole.
pub struct BlobReader<R> {
    sealed: R,
    context: Vec<u8>,
    prefix: [u8; PREFIX],
    key: Secret,
    chunk: u32,
    // The next sealed chunk: whether it is the last shows only when nothing follows it.
    next: Vec<u8>,
    plain: Zeroizing<Vec<u8>>,
    given: usize,
    ended: bool,
}

impl<R> fmt::Debug for BlobReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BlobReader(chunk {})", self.chunk)
    }
}

impl BlobReader<File> {
    /// Opens a blob of `folder` by its id.
    ///
    /// # Errors
    /// As [`BlobReader::new`], and if there is no such file.
    pub fn open(safe: &Safe, folder: &Path, id: &KeyId) -> Result<BlobReader<File>, VaultError> {
        let path = folder.join(blob_name(id));
        store::check_plain(&path)?;
        let file = File::open(&path).map_err(|error| VaultError::io(&path, &error))?;
        BlobReader::new(safe, id, file)
    }
}

impl<R: Read> BlobReader<R> {
    /// Reads the blob `id` from its sealed bytes.
    ///
    /// # Errors
    /// [`VaultError::Destroyed`] if its key was destroyed; [`VaultError::NotAuthentic`] if these are not its bytes.
    pub fn new(safe: &Safe, id: &KeyId, mut sealed: R) -> Result<BlobReader<R>, VaultError> {
        let key = safe.key(id)?;
        let not_ours = || VaultError::NotAuthentic { what: SealedThing::BlobHeader };
        let mut header = [0; HEADER];
        sealed.read_exact(&mut header).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => not_ours(),
            _ => VaultError::io(Path::new(&blob_name(id)), &error),
        })?;
        let prefix = *header.last_chunk::<PREFIX>().ok_or_else(not_ours)?;
        if !header.starts_with(MAGIC) || header[MAGIC.len()..HEADER - PREFIX] != *id {
            return Err(not_ours());
        }
        let (next, plain) = (Vec::new(), Zeroizing::new(Vec::new()));
        let context = context(safe, &header);
        let mut reader =
            BlobReader { sealed, context, prefix, key, chunk: 0, next, plain, given: 0, ended: false };
        reader.next =
            reader.read_chunk().map_err(|error| VaultError::io(Path::new(&blob_name(id)), &error))?;
        Ok(reader)
    }

    /// Up to one sealed chunk; shorter only at the end.
    fn read_chunk(&mut self) -> io::Result<Vec<u8>> {
        let mut chunk = Vec::with_capacity(SEALED_CHUNK);
        self.sealed.by_ref().take(SEALED_CHUNK as u64).read_to_end(&mut chunk)?;
        Ok(chunk)
    }

    fn open_next(&mut self) -> io::Result<()> {
        let following = if self.next.len() == SEALED_CHUNK { self.read_chunk()? } else { Vec::new() };
        let last = following.is_empty();
        let sealed = std::mem::replace(&mut self.next, following);
        let opened = seal::open_at(&self.key, &nonce(&self.prefix, self.chunk, last), &self.context, &sealed);
        self.plain = opened.ok_or_else(|| self.why(&sealed, last))?;
        // An empty chunk is written only as the whole of an empty blob.
        if self.plain.is_empty() && self.chunk > 0 {
            return Err(VaultError::ChunkNotAuthentic { chunk: self.chunk }.into());
        }
        self.given = 0;
        self.ended = last;
        self.chunk = self.chunk.checked_add(1).ok_or(VaultError::TooLarge)?;
        Ok(())
    }

    /// Tells a blob that was cut from one that was altered: cut at a chunk's end, the chunk is authentic as one
    /// that is followed by more.
    fn why(&self, sealed: &[u8], last: bool) -> VaultError {
        let followed = nonce(&self.prefix, self.chunk, false);
        let cut = last
            && (sealed.len() < TAG || seal::open_at(&self.key, &followed, &self.context, sealed).is_some());
        if cut {
            let there = u32::from(sealed.len() == SEALED_CHUNK);
            VaultError::BlobTruncated { chunks: self.chunk.saturating_add(there) }
        } else {
            VaultError::ChunkNotAuthentic { chunk: self.chunk }
        }
    }
}

impl<R: Read> Read for BlobReader<R> {
    /// Errors hold a [`VaultError`] if the blob is at fault.
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.plain.len() && !self.ended {
            self.open_next()?;
        }
        let given = out.len().min(self.plain.len() - self.given);
        out[..given].copy_from_slice(&self.plain[self.given..self.given + given]);
        self.given += given;
        Ok(given)
    }
}
