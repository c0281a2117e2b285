//! Copies for safe keeping, and what a restored log is held against.

use std::path::{Path, PathBuf};

use journal::Checkpoint;
use messages::Message;
use store::{BackupReport, Store};

use crate::file::write_whole;
use crate::{Desk, DeskError, LogKind, tree};

/// Name of the newest checkpoint in a backup, for the operator to keep elsewhere too.
const CHECKPOINT: &str = "checkpoint";

/// What a backup holds.
#[derive(Debug, Clone)]
pub struct Backup {
    /// Entries, blobs and bytes.
    pub report: BackupReport,
    /// The signed checkpoint that covers what was copied.
    pub checkpoint: String,
    /// Where the checkpoint was written.
    pub checkpoint_file: PathBuf,
}

/// What a restored log was held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Restored {
    /// The log holds everything the checkpoint covers, unchanged.
    Reaches {
        /// Entries in the restored log.
        size: u64,
        /// Entries the checkpoint covers.
        witnessed: u64,
    },
    /// There was no checkpoint to hold it against: whether it is the newest cannot be told.
    NotCompared {
        /// Entries in the restored log.
        size: u64,
    },
}

impl<L: LogKind> Desk<L> {
    /// Copies the log and its blobs to `to`, the wrapped keys to `keys_to` (another place), and the newest checkpoint
    /// beside the log. The master key is not copied: it is the operator's to keep.
    ///
    /// # Errors
    /// Nothing is overwritten.
    pub fn backup(&self, to: &Path, keys_to: &Path) -> Result<Backup, DeskError> {
        self.check_end()?;
        let checkpoint = self.cover()?;
        // What no proof would verify from is not passed on as a copy for safe keeping: it is made anew, or said.
        let (head, _) = self.store.tree_head()?;
        tree::rebuild(&self.store, &self.key, head)?;
        let report = self.store.backup_to(to, keys_to)?;
        let checkpoint_file = to.join(CHECKPOINT);
        write_whole(&checkpoint_file, checkpoint.as_bytes())?;
        Ok(Backup { report, checkpoint, checkpoint_file })
    }

    /// Looks at everything in a log that was just put back ([`Desk::diagnose`]), and holds its entries against the newest
    /// checkpoint the operator has. The root is computed from the entries: tiles that agree with a checkpoint say
    /// nothing about entries that do not.
    ///
    /// # Errors
    /// [`DeskError::Unsound`] if anything is found wrong, [`DeskError::BehindCheckpoint`] if the log is older than the
    /// checkpoint, [`DeskError::Damaged`] if it differs, [`DeskError::NotACheckpoint`] if what was given is no checkpoint, or
    /// another log's.
    pub fn prove_restored(&self, checkpoint: Option<&str>) -> Result<Restored, DeskError> {
        let witnessed = checkpoint
            .map(|text| Checkpoint::open(text.as_bytes(), &self.verifier()))
            .transpose()
            .map_err(|error| DeskError::NotACheckpoint(error.message()))?;
        let look = self.look_through(witnessed.as_ref().map(|witnessed| witnessed.size), &mut |_| {})?;
        let (diagnosis, root) = (look.diagnosis, look.root);
        if let Some(first) = diagnosis.findings.iter().find(|finding| !finding.derived) {
            return Err(DeskError::Unsound { first: first.what.clone(), findings: diagnosis.findings.len() });
        }
        let size = diagnosis.entries;
        if let Some(witnessed) = &witnessed {
            if witnessed.size > size {
                return Err(DeskError::BehindCheckpoint { size, witnessed: witnessed.size });
            }
            if root != Some(witnessed.root) {
                let differs = Message::new("desk-restored-differs").with("size", witnessed.size);
                return Err(DeskError::Damaged(differs));
            }
        }
        if !diagnosis.findings.is_empty() {
            self.rebuild(&mut |_| {})?;
        }
        // Only what was found sound is signed over.
        self.cover()?;
        Ok(match witnessed {
            Some(witnessed) => Restored::Reaches { size, witnessed: witnessed.size },
            None => Restored::NotCompared { size },
        })
    }
}
