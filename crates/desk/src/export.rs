//! Proofs leave the house: one case's entries, with what is needed to verify them and the bodies somebody chose.

use std::collections::BTreeSet;

use incident::Actor;
use jiff::Timestamp;
use journal::{BundleWriter, Hash, StreamHead, StreamName, WriteError, comparable_sizes, split_body};
use messages::Message;
use plan::Right;
use store::Store;

use crate::act::check_holds;
use crate::evidence::access;
use crate::tree::{StoredTiles, tile_error};
use crate::{CaseId, Desk, DeskError, DrillLog, LogKind, Look, LookedAt, log};

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

/// Which record of a case a bundle holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordOf {
    /// What happened and was done (stream `case/ID`).
    Case,
    /// Who looked at what (stream `access/ID`).
    Looks,
}

impl RecordOf {
    fn stream(self, case: &CaseId) -> StreamName {
        match self {
            RecordOf::Case => case.stream(),
            RecordOf::Looks => access(case),
        }
    }
}

/// Who wants to give bodies out, why, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// Who.
    pub who: Actor,
    /// Why; no personal data.
    pub reason: String,
    /// Now.
    pub now: Timestamp,
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
    /// The bundle of a record, all bodies withheld: it can be verified and says nothing. `since` are sizes of checkpoints
    /// handed out before: the bundle shows that the log only grew from each.
    ///
    /// # Errors
    /// If there is no such record, or what is stored does not verify; [`DeskError::NoSuchSize`] if sizes are asked for
    /// that the log does not have.
    pub fn export(&self, record: RecordOf, case: &CaseId, since: &[u64]) -> Result<Vec<u8>, DeskError> {
        self.bundle(&record.stream(case), &Disclosure::None, since)
    }

    /// The same with bodies, after the look is durable in the stream `access/ID`: what entries say leaves the house with it.
    /// Bodies written after the look was decided on, and those whose keys were destroyed, are withheld whatever was
    /// asked for. Where nothing is disclosed nobody has looked: then there is no look.
    ///
    /// # Errors
    /// As [`Desk::export`]; [`DeskError::NoRight`] without the right `export`; [`DeskError::LookNeedsReason`];
    /// [`DeskError::NoSuchVersions`] if bodies are asked for that the record does not have. An error after the look leaves
    /// the look: it was asked for.
    pub fn disclose(
        &self,
        record: RecordOf,
        case: &CaseId,
        disclose: &Disclosure,
        since: &[u64],
        asking: &Asking,
    ) -> Result<(Vec<u8>, Option<Look>), DeskError> {
        if *disclose == Disclosure::None {
            return Ok((self.export(record, case, since)?, None));
        }
        check_holds(&self.load(case)?.folded.file.plan, &asking.who, Right::Export)?;
        let reason = &*messages::lines(asking.reason.trim());
        if reason.is_empty() {
            return Err(DeskError::LookNeedsReason);
        }
        let stream = record.stream(case);
        let last = self.store.stream_head(&stream.to_string())?.map_or(0, |head| head.version);
        if last == 0 {
            return Err(DeskError::UnknownCase { given: case.to_string() });
        }
        check_asked(disclose, since, last, self.store.size()?)?;
        let versions = match disclose {
            Disclosure::Versions(versions) => versions.clone(),
            _ => (1..=last).collect(),
        };
        let what = LookedAt::Bodies { record: stream.to_string(), versions: runs_of(&versions) };
        let look = self.note_look(case, what, reason, &asking.who, asking.now)?;
        Ok((self.bundle(&stream, &Disclosure::Versions(versions), since)?, Some(look)))
    }

    fn bundle(&self, name: &StreamName, disclose: &Disclosure, since: &[u64]) -> Result<Vec<u8>, DeskError> {
        self.check_end()?;
        let checkpoint = self.cover()?;
        let (tree, _) = self.store.tree_head()?;
        let stream = name.to_string();
        let stored = log::stream_to_its_end(&self.store, &stream, 1)?;
        let last = stored.last().ok_or_else(|| DeskError::UnknownCase { given: name_in(&stream) })?;
        check_asked(disclose, since, last.version, tree.size)?;
        let leaf = Hash::from_bytes(last.leaf);
        let head = StreamHead::sign(name.clone(), last.version, leaf, tree.size, &self.key);
        let mut writer = BundleWriter::new(&checkpoint, &head);
        let safe = match disclose {
            Disclosure::None => None,
            _ => match self.vault.open_safe(&self.store, &stream).map_err(DeskError::from) {
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

impl Desk<DrillLog> {
    /// The bundle of a case that was played: nobody is in it, so that nobody has to be asked and no look is noted.
    ///
    /// # Errors
    /// As [`Desk::disclose`].
    pub fn export_played(&self, case: &CaseId, disclose: &Disclosure) -> Result<Vec<u8>, DeskError> {
        self.bundle(&case.stream(), disclose, &[])
    }
}

/// The id in a stream's name.
fn name_in(stream: &str) -> String {
    stream.split_once('/').map_or(stream, |(_, id)| id).to_owned()
}

/// Versions as runs: first and last of each.
fn runs_of(versions: &BTreeSet<u64>) -> Vec<[u64; 2]> {
    let mut runs: Vec<[u64; 2]> = Vec::new();
    for version in versions {
        match runs.last_mut() {
            Some([_, last]) if *last + 1 == *version => *last = *version,
            _ => runs.push([*version, *version]),
        }
    }
    runs
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
