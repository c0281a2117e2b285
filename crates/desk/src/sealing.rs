//! When the tree over the log is advanced: not with every act, which is durable without it, but a second after the first
//! act it does not cover, after many entries, whenever a checkpoint is asked for, and when the folder is let go.
//!
//! A crash leaves entries that no checkpoint covers yet; the next advance takes them in. Recovery is the normal path.

use jiff::{SignedDuration, Timestamp};
use store::Store;

use crate::opening::lock;
use crate::{Desk, DeskError, LogKind, tree};

/// An act is covered by a checkpoint at the first act that is this much later, at the latest.
const TERM: SignedDuration = SignedDuration::from_secs(1);
/// So many entries are never left uncovered, however fast they come.
const ENTRIES_MOST: u64 = 512;

/// What this process appended since the tree was advanced last.
#[derive(Debug, Default)]
pub(crate) struct Uncovered {
    entries: u64,
    since: Option<Timestamp>,
}

impl<L: LogKind> Desk<L> {
    /// Notes what was appended, and advances the tree if it is time.
    pub(crate) fn appended(&self, entries: usize, at: Timestamp) -> Result<(), DeskError> {
        let due = {
            let mut uncovered = lock(&self.uncovered);
            uncovered.entries += u64::try_from(entries).unwrap_or(u64::MAX);
            let since = *uncovered.since.get_or_insert(at);
            uncovered.entries >= ENTRIES_MOST || at.duration_since(since) >= TERM
        };
        if due { self.cover().map(|_| ()) } else { Ok(()) }
    }

    /// Advances the tree over everything appended; the checkpoint that covers it.
    pub(crate) fn cover(&self) -> Result<String, DeskError> {
        // Taken first: what others append meanwhile is noted again, never forgotten.
        *lock(&self.uncovered) = Uncovered::default();
        tree::advance(&self.store, &self.key)
    }
}

impl<L: LogKind> Drop for Desk<L> {
    fn drop(&mut self) {
        if lock(&self.uncovered).entries > 0 && self.store.read_only().is_none() {
            // Nobody is left to tell; the entries are durable, and the next opening's first advance takes them in.
            drop(tree::advance(&self.store, &self.key));
        }
    }
}
