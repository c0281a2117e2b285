//! Taking bytes in. The order is what makes it safe: the sealed file and its folder are synced, then the event is appended;
//! a crash in between leaves a file that nothing speaks of, which the next opening removes.

use std::io::{Read, Write};

use incident::event::evidence::SealedFile;
use incident::{Actor, Command};
use messages::Message;
use plan::Right;
use store::{AppendError, KeyState, Store, WrappedKey};
use vault::{BlobWriter, VaultError, blob_name, remove_blob};

use super::{PIECE, Passing};
use crate::act::check_holds;
use crate::wave::Beside;
use crate::{Act, CaseFile, CaseId, Desk, DeskError, Done, LogKind};

/// Bytes that lie sealed and durable in the folder, and that no entry speaks of yet: to be named by an act of
/// [`Desk::act_upon_sealed`]. If none does, the next opening of the folder removes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    pub(crate) key: WrappedKey,
    pub(crate) sha256: String,
    pub(crate) size: u64,
}

impl Sealed {
    /// The blob's id as events name it, 32 lower-case hex digits.
    pub fn blob(&self) -> String {
        blob_name(&self.key.id)
    }

    /// SHA-256 of the bytes themselves, 64 lower-case hex digits.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// How many bytes.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The file as events name it.
    pub(crate) fn file(&self) -> SealedFile {
        SealedFile { blob: self.blob(), sha256: self.sha256.clone(), size: self.size }
    }

    /// The command that takes these bytes in as evidence.
    pub fn command(&self, name: &str, held_by: Option<&str>) -> Command {
        Command::AddEvidence {
            name: name.to_owned(),
            sha256: self.sha256.clone(),
            size: self.size,
            held_by: held_by.map(str::to_owned),
            blob: Some(self.blob()),
        }
    }
}

impl<L: LogKind> Desk<L> {
    /// Seals bytes under the case's key, a piece at a time, into a file of their own. On return file and folder are synced;
    /// only now may an act speak of it. `seen` is told the number of bytes after every piece.
    ///
    /// # Errors
    /// [`DeskError::NoRight`] before anything is read; [`DeskError::Unread`] if the bytes cannot be read; if the disk
    /// fails. Then nothing is left.
    pub fn seal(
        &self,
        case: &CaseId,
        who: &Actor,
        bytes: &mut dyn Read,
        seen: &mut dyn FnMut(u64),
    ) -> Result<Sealed, DeskError> {
        self.seal_with(Right::StateFact, case, who, bytes, seen)
    }

    /// As [`Desk::seal`], for an act that needs another right.
    pub(crate) fn seal_with(
        &self,
        right: Right,
        case: &CaseId,
        who: &Actor,
        bytes: &mut dyn Read,
        seen: &mut dyn FnMut(u64),
    ) -> Result<Sealed, DeskError> {
        check_holds(&self.load(case)?.folded.file.plan, who, right)?;
        let mut safe = self.vault.open_safe_for(&self.store, &case.owner(), &[])?;
        let mut blob = BlobWriter::begin(&mut safe, &self.store.folder().blobs())?;
        let (mut passing, mut piece) = (Passing::default(), vec![0; PIECE]);
        loop {
            let read = match bytes.read(&mut piece) {
                Ok(read) => read,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(DeskError::Unread { cause: error.to_string() }),
            };
            let Some(piece) = piece.get(..read).filter(|piece| !piece.is_empty()) else { break };
            passing.note(piece);
            blob.write_all(piece).map_err(|error| sealing_failed(&error))?;
            seen(passing.bytes);
        }
        let (size, blob) = (passing.bytes, blob.finish()?);
        Ok(Sealed { key: blob.key, sha256: passing.sha256(), size })
    }

    /// As [`Desk::act_upon`], where the acts take in what was sealed before: each of `sealed` must be named by one of them
    /// ([`Sealed::command`]). If the acts are refused, the sealed files are removed again.
    ///
    /// # Errors
    /// As [`Desk::act_upon`], and if an act names a blob that is not among `sealed`, or none names one that is.
    pub fn act_upon_sealed(
        &self,
        case: &CaseId,
        sealed: &[Sealed],
        acts: &dyn Fn(&CaseFile) -> Result<Vec<Act>, DeskError>,
    ) -> Result<Done, DeskError> {
        let keys: Vec<WrappedKey> = sealed.iter().map(|sealed| sealed.key.clone()).collect();
        let acts = |file: &CaseFile| {
            let acts = acts(file)?;
            check_named(acts.iter().map(|act| &act.command), sealed)?;
            Ok(acts)
        };
        let done = self.act_upon_beside(case, &keys, &|_| Ok(Beside::default()), &acts);
        match &done {
            // After a failure of the store the act may yet be found stored; the next opening knows.
            Ok(_) | Err(DeskError::Store(_) | DeskError::Append(AppendError::Store(_))) => {}
            Err(_) => self.discard(sealed),
        }
        done
    }

    /// Removes sealed files that no entry speaks of. What cannot be removed now goes at the next opening.
    pub fn discard(&self, sealed: &[Sealed]) {
        for sealed in sealed {
            if matches!(self.store.key(&sealed.key.id), Ok(KeyState::Unknown)) {
                drop(remove_blob(&self.store.folder().blobs(), &sealed.key.id));
            }
        }
    }
}

/// Commands name exactly the blobs that were sealed for them, with their digests and sizes: an event never speaks of bytes
/// that are not there.
fn check_named<'a>(commands: impl Iterator<Item = &'a Command>, sealed: &[Sealed]) -> Result<(), DeskError> {
    let mut named: Vec<SealedFile> = commands.flat_map(files_named).collect();
    let mut there: Vec<SealedFile> = sealed.iter().map(Sealed::file).collect();
    let by_blob = |one: &SealedFile, other: &SealedFile| one.blob.cmp(&other.blob);
    named.sort_by(by_blob);
    there.sort_by(by_blob);
    if named == there { Ok(()) } else { Err(DeskError::Damaged(Message::new("desk-evidence-not-sealed"))) }
}

/// The sealed files that a command speaks of.
fn files_named(command: &Command) -> Vec<SealedFile> {
    match command {
        Command::AddEvidence { sha256, size, blob: Some(blob), .. } => {
            vec![SealedFile { blob: blob.clone(), sha256: sha256.clone(), size: *size }]
        }
        Command::CountLeak(counted) => {
            let list = counted.customers.as_ref().map(|found| found.list.clone());
            [counted.report.clone()].into_iter().chain(list).collect()
        }
        Command::File { paper, .. } => paper.iter().cloned().collect(),
        _ => Vec::new(),
    }
}

pub(crate) fn sealing_failed(error: &std::io::Error) -> DeskError {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<VaultError>()) {
        Some(error) => DeskError::Vault(error.clone()),
        None => DeskError::Unread { cause: error.to_string() },
    }
}
