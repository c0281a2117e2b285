//! [`Store`](crate::Store) in SQLite: one writer thread with group commit, a few readers, keys in a file of their own.

mod act;
mod backup;
mod board;
mod check;
pub(crate) mod fault;
mod implementation;
mod keys;
mod open;
mod outbox;
mod readers;
mod reads;
pub(crate) mod schema;
mod tree;
mod writer;

use std::sync::mpsc::{Sender, sync_channel};
use std::thread::JoinHandle;

pub use backup::BackupReport;
pub use open::Opening;

use crate::folder::Lock;
use crate::{DataFolder, NewerSchema, StoreError};
use readers::Readers;
use writer::{Job, Writer};

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
    // Taken on drop, so that the writer sees the end of its queue.
    jobs: Option<Sender<Job>>,
    writer: Option<JoinHandle<()>>,
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

    /// Runs `work` on the writer's thread, between two groups, and waits for its answer.
    fn on_writer<T, W>(&self, work: W) -> Result<T, StoreError>
    where
        T: Send + 'static,
        W: FnOnce(&mut Writer) -> T + Send + 'static,
    {
        let (answer, answered) = sync_channel(1);
        let job = Job::Other(Box::new(move |writer: &mut Writer| {
            // Nobody waiting any more is no fault: the work is done all the same.
            drop(answer.send(work(writer)));
        }));
        self.enqueue(job)?;
        answered.recv().map_err(|_| StoreError::Stopped)
    }

    fn enqueue(&self, job: Job) -> Result<(), StoreError> {
        if self.is_beside() {
            return Err(StoreError::OnlyReading);
        }
        let jobs = self.jobs.as_ref().ok_or(StoreError::Stopped)?;
        jobs.send(job).map_err(|_| StoreError::Stopped)
    }
}

impl Drop for SqliteStore {
    fn drop(&mut self) {
        // Readers that are still open would keep the writer from folding the write-ahead log into its file.
        self.log.close();
        self.keys.close();
        self.jobs = None;
        if let Some(writer) = self.writer.take() {
            // A writer that panicked has nothing left to close; its waiters were told by their channels.
            drop(writer.join());
        }
    }
}
