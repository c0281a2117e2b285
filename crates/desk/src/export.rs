//! Proofs leave the house: one case's entries, with what is needed to verify them and the bodies somebody chose.

use std::collections::BTreeSet;

use journal::{BundleWriter, Hash, StreamHead, WriteError, comparable_sizes, split_body};
use messages::Message;
use store::Store;

use crate::tree::{StoredTiles, tile_error};
use crate::{CaseId, Desk, DeskError, LogKind, log};

/// Which bodies a bundle discloses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disclosure {
    /// None: the record can be verified and says nothing.
    None,
    /// All of the case.
    All,
    /// Those at these versions of the case's stream.
    Versions(BTreeSet<u64>),
}

/// Every bundle holds what shows that the log only grew since any checkpoint of its newest so many entries: at most 2 MiB.
/// Since an older one it shows so where that was asked for.
const COMPARABLE: u64 = 65_536;

impl Disclosure {
    fn includes(&self, version: u64) -> bool {
        match self {
            Disclosure::None => false,
            Disclosure::All => true,
            Disclosure::Versions(versions) => versions.contains(&version),
        }
    }
}

impl<L: LogKind> Desk<L> {
    /// The bundle of a case. `since` are sizes of checkpoints handed out before: the bundle shows that the log only grew
    /// from each. Bodies whose keys were destroyed are withheld, whatever was asked for.
    ///
    /// # Errors
    /// If there is no such case, or what is stored does not verify; [`DeskError::NoSuchVersions`] and
    /// [`DeskError::NoSuchSize`] if bodies or sizes are asked for that the log does not have.
    pub fn export(&self, case: &CaseId, disclose: &Disclosure, since: &[u64]) -> Result<Vec<u8>, DeskError> {
        let checkpoint = self.cover()?;
        let (tree, _) = self.store.tree_head()?;
        let stored = self.store.stream(&case.stream().to_string(), 1)?;
        let last = stored.last().ok_or_else(|| DeskError::UnknownCase { given: case.to_string() })?;
        check_asked(disclose, since, last.version, tree.size)?;
        let leaf = Hash::from_bytes(last.leaf);
        let head = StreamHead::sign(case.stream(), last.version, leaf, tree.size, &self.key);
        let mut writer = BundleWriter::new(&checkpoint, &head);
        let safe = match disclose {
            Disclosure::None => None,
            _ => match self.vault.open_safe(&self.store, &case.owner()).map_err(DeskError::from) {
                Ok(safe) => Some(safe),
                Err(error) if log::is_destroyed(&error) => None,
                Err(error) => return Err(error),
            },
        };
        for entry in &stored {
            writer.entry(entry.position, &entry.entry);
            if let Some(safe) = safe.as_ref().filter(|_| disclose.includes(entry.version)) {
                match safe.open(&entry.body_id, &entry.body).map_err(DeskError::from) {
                    Ok(body) => {
                        let (salt, plaintext) = split_body(&body).ok_or_else(|| damaged(entry.position))?;
                        writer.disclose(entry.position, salt, plaintext);
                    }
                    Err(error) if log::is_destroyed(&error) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        for size in since.iter().copied().chain(comparable_sizes(tree.size, COMPARABLE)) {
            writer.consistent_from(size);
        }
        writer.finish(&StoredTiles(&self.store), &self.key).map_err(write_error)
    }
}

/// What does not apply is refused: whoever asks for it would take the bundle for more than it is.
fn check_asked(disclose: &Disclosure, since: &[u64], last: u64, size: u64) -> Result<(), DeskError> {
    if let Disclosure::Versions(asked) = disclose {
        let given: Vec<String> =
            asked.iter().filter(|version| !(1..=last).contains(*version)).map(u64::to_string).collect();
        if asked.is_empty() || !given.is_empty() {
            return Err(DeskError::NoSuchVersions { given: given.join(", "), last });
        }
    }
    match since.iter().find(|since| !(1..=size).contains(*since)) {
        Some(given) => Err(DeskError::NoSuchSize { given: *given, size }),
        None => Ok(()),
    }
}

fn write_error(error: WriteError<store::StoreError>) -> DeskError {
    match error {
        WriteError::Tile(error) => tile_error(error),
        other => DeskError::Damaged(other.message()),
    }
}

fn damaged(position: u64) -> DeskError {
    DeskError::Damaged(Message::new("desk-entry-damaged").with("position", position.to_string()))
}
