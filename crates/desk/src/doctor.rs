//! What is wrong with a data folder: read everything once, say what was found, mend nothing.

use std::collections::BTreeMap;

use journal::{Checkpoint, Hash, Tree, leaf_hash};
use messages::Message;
use store::{Store, StoreError};

use crate::{Desk, DeskError, LogKind, log};

/// Entries read at a time.
const PAGE: u64 = 1024;

/// What a look at everything found.
#[derive(Debug, Clone)]
pub struct Diagnosis {
    /// Entries in the log.
    pub entries: u64,
    /// Streams in it.
    pub streams: usize,
    /// Bodies that opened.
    pub bodies_opened: u64,
    /// Bodies whose key was destroyed on purpose.
    pub bodies_destroyed: u64,
    /// Faults; an empty list means that nothing was found.
    pub findings: Vec<Finding>,
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub what: Message,
}

/// What is carried from entry to entry.
#[derive(Default)]
struct Walk {
    tree: Tree,
    streams: BTreeMap<String, (u64, Hash)>,
    safes: BTreeMap<String, Option<vault::Safe>>,
    opened: u64,
    destroyed: u64,
    findings: Vec<Finding>,
    at_tree_head: Option<Hash>,
    /// Size of a checkpoint kept elsewhere, and the root over so many entries as they are now.
    witnessed: Option<u64>,
    at_witnessed: Option<Hash>,
}

impl<L: LogKind> Desk<L> {
    /// Looks at everything: the database's own check, each entry against its leaf, its body and its stream, the tree
    /// against the leaves, the checkpoint against the tree, each body against its key.
    ///
    /// # Errors
    /// Only if the look itself could not be taken.
    pub fn diagnose(&self) -> Result<Diagnosis, DeskError> {
        self.diagnose_against(None).map(|(diagnosis, _)| diagnosis)
    }

    /// The same look, and the root over the first `witnessed` entries, computed from the entries themselves; `None` if
    /// there are not so many.
    pub(crate) fn diagnose_against(
        &self,
        witnessed: Option<u64>,
    ) -> Result<(Diagnosis, Option<Hash>), DeskError> {
        let mut walk = Walk { witnessed, ..Walk::default() };
        for damage in self.store.integrity_check()? {
            walk.finding(damage.message());
        }
        let (head, checkpoint) = self.store.tree_head()?;
        let size = self.store.size()?;
        self.look_at_entries(size, head.size, &mut walk)?;
        self.look_at_tree(head, checkpoint.as_deref(), &mut walk);
        let diagnosis = Diagnosis {
            entries: size,
            streams: walk.streams.len(),
            bodies_opened: walk.opened,
            bodies_destroyed: walk.destroyed,
            findings: walk.findings,
        };
        Ok((diagnosis, walk.at_witnessed))
    }

    fn look_at_entries(&self, size: u64, tree_size: u64, walk: &mut Walk) -> Result<(), DeskError> {
        let mut position = 0;
        while position < size {
            // A page may hold fewer entries than it should, or none: the walk goes on by places, not by what it finds.
            let end = size.min(position + PAGE);
            let page = match self.store.log(position..end) {
                Ok(page) => page,
                // Rows the engine cannot read are what was looked for; the pages after may still be readable.
                Err(error @ StoreError::Corrupt { .. }) => {
                    walk.finding(error.message());
                    Vec::new()
                }
                Err(error) => return Err(error.into()),
            };
            for entry in page {
                self.look_at(&entry, walk);
                if walk.tree.size() == tree_size {
                    walk.at_tree_head = Some(walk.tree.root());
                }
                if Some(walk.tree.size()) == walk.witnessed {
                    walk.at_witnessed = Some(walk.tree.root());
                }
            }
            position = end;
        }
        Ok(())
    }

    fn look_at(&self, stored: &store::StoredEntry, walk: &mut Walk) {
        walk.tree.push(leaf_hash(&stored.entry));
        let entry = match log::decode(stored) {
            Ok(entry) => entry,
            Err(error) => return walk.finding(error.message()),
        };
        let leaf = Hash::from_bytes(stored.leaf);
        let before = walk.streams.insert(stored.stream.clone(), (stored.version, leaf));
        let expected = before.map_or((1, None), |(version, leaf)| (version + 1, Some(leaf)));
        let place = (entry.place.version(), entry.place.previous());
        if place != expected || entry.stream.to_string() != stored.stream {
            walk.finding(log::stream_broken(stored));
        }
        self.look_at_body(stored, walk);
    }

    fn look_at_body(&self, stored: &store::StoredEntry, walk: &mut Walk) {
        let owner = stored.stream.clone();
        if !walk.safes.contains_key(&owner) {
            let safe = match self.vault.open_safe(&self.store, &owner).map_err(DeskError::from) {
                Ok(safe) => Some(safe),
                Err(error) => {
                    if !log::is_destroyed(&error) {
                        walk.finding(error.message());
                    }
                    None
                }
            };
            walk.safes.insert(owner.clone(), safe);
        }
        let Some(Some(safe)) = walk.safes.get(&owner) else {
            walk.destroyed += 1;
            return;
        };
        match log::open(stored, safe) {
            Ok(_) => walk.opened += 1,
            Err(error) if log::is_destroyed(&error) => walk.destroyed += 1,
            Err(error) => walk.finding(error.message()),
        }
    }

    fn look_at_tree(&self, head: store::TreeHead, checkpoint: Option<&str>, walk: &mut Walk) {
        let root = Hash::from_bytes(head.root);
        if head.size > 0 && walk.at_tree_head != Some(root) {
            walk.finding(Message::new("desk-tree-differs").with("size", head.size));
        }
        let Some(text) = checkpoint else { return };
        match Checkpoint::open(text.as_bytes(), &self.verifier()) {
            Ok(checkpoint) if checkpoint.size == head.size && checkpoint.root == root => {}
            Ok(_) => walk.finding(Message::new("desk-checkpoint-differs").with("size", head.size)),
            Err(error) => walk.finding(error.message()),
        }
    }
}

impl Walk {
    fn finding(&mut self, what: Message) {
        self.findings.push(Finding { what });
    }
}
