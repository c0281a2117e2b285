//! [`Store`](crate::Store) in SQLite: one writer with group commit, a few readers, keys in a file of their own.

mod act;
mod backup;
mod board;
mod check;
pub(crate) mod fault;
mod implementation;
mod keys;
mod once;
mod open;
mod outbox;
mod readers;
mod reads;
pub(crate) mod schema;
mod several;
mod tree;
mod writer;

pub use backup::BackupReport;
pub use open::Opening;

use crate::folder::Lock;
use crate::{DataFolder, NewerSchema, StoreError};
use readers::Readers;
use writer::{Queue, Writer};

/// A data folder, held by this process until dropped.
///
/// Guarantees beside those of [`Store`](crate::Store): keys are durable before the entries that need them, so a
/// crash leaves at most a key that opens nothing; names of new files are durable before anything in them counts.
#[derive(Debug)]
pub struct SqliteStore {
    folder: DataFolder,
    log: Readers,
    keys: Readers,
    newer: Option<NewerSchema>,
    // Taken on drop, to be closed. None where nothing may be written.
    writer: Option<Queue>,
    /// Nothing can be written to the folder.
    still: bool,
    // Last field: let go of only after the writer has closed its files. None for who reads beside the holder.
    lock: Option<Lock>,
}

impl SqliteStore {
    /// Where the parts of the folder lie.
    pub fn folder(&self) -> &DataFolder {
        &self.folder
    }

    /// Another process has the folder; this one reads beside it.
    pub fn is_beside(&self) -> bool {
        self.lock.is_none()
    }

    /// The folder lies where nothing can be written: this process reads it as it stands, and keeps it so meanwhile.
    pub fn is_still(&self) -> bool {
        self.still
    }

    /// Runs `work` with the writer, between two groups.
    fn on_writer<T>(&self, work: impl FnOnce(&mut Writer) -> T) -> Result<T, StoreError> {
        self.writer()?.with(work)
    }

    fn writer(&self) -> Result<&Queue, StoreError> {
        if self.is_beside() {
            return Err(StoreError::OnlyReading);
        }
        if self.still {
            return Err(StoreError::NotWritable { path: self.folder.root().to_owned() });
        }
        self.writer.as_ref().ok_or(StoreError::Stopped)
    }
}

impl Drop for SqliteStore {
    fn drop(&mut self) {
        // Readers that are still open would keep the writer from folding the write-ahead log into its file.
        self.log.close();
        self.keys.close();
        if let Some(writer) = self.writer.take() {
            writer.close();
        }
    }
}
