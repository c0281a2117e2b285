//! Giving bytes out again. A look at personal data is an event (invariant 13): it stands in the stream `access/ID` before the
//! first byte leaves, so that nobody has seen evidence of whom no entry tells.

use std::fs::{self, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use incident::state::Evidence;
use incident::{Actor, Refusal};
use jiff::Timestamp;
use journal::StreamName;
use plan::Right;
use serde::{Deserialize, Serialize};
use store::{Append, AppendError, Store, WrappedKey};
use vault::{BlobReader, Safe, VaultError, blob_id};

use super::{PIECE, Passing};
use crate::act::{TRIES, check_holds};
use crate::file::part_of;
use crate::log::{self, Draft};
use crate::{CaseId, Desk, DeskError, LogKind};

pub(crate) const KIND: &str = "evidence.taken_out";

/// Body of `evidence.taken_out` shape 1 in a case's access stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Looked {
    pub(crate) evidence: String,
    pub(crate) sha256: String,
    pub(crate) reason: String,
    pub(crate) role: String,
    pub(crate) user: String,
}

/// Somebody looked at evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// At which: `E-1`.
    pub evidence: String,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: String,
    /// Why.
    pub reason: String,
    /// Who.
    pub who: Actor,
    /// When it was recorded, which is before the bytes were given out.
    pub at: Timestamp,
    /// Position of its entry in the log.
    pub position: u64,
}

/// Evidence that was given out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenOut {
    /// What it is called.
    pub name: String,
    /// SHA-256 of its bytes, lower-case hex: computed from the bytes given out, and the one its event names.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// The look, as it was recorded.
    pub look: Look,
}

impl<L: LogKind> Desk<L> {
    /// Gives the bytes of evidence back into a new file of mode 0600, after the look is durable in the stream `access/ID`.
    /// The file gets its name only when all bytes have the digest that was recorded when they were taken in.
    ///
    /// # Errors
    /// [`DeskError::NoRight`] without the right `read_personal`; [`DeskError::LookNeedsReason`];
    /// [`DeskError::HeldElsewhere`] if only digest and size were taken in; [`DeskError::File`] if `out` is there already;
    /// [`DeskError::EvidenceDiffers`]. An error after the look leaves the look: it was asked for.
    pub fn take_out(
        &self,
        case: &CaseId,
        evidence: &str,
        reason: &str,
        who: &Actor,
        now: Timestamp,
        out: &Path,
    ) -> Result<TakenOut, DeskError> {
        let reason = reason.trim();
        let (evidence, blob) = {
            let on_desk = self.load(case)?;
            let file = &on_desk.folded.file;
            check_holds(&file.plan, who, Right::ReadPersonal)?;
            let evidence = find(&file.state.evidence, evidence)?;
            let blob = evidence.blob.as_deref().and_then(blob_id);
            (evidence.clone(), blob.ok_or_else(|| held_elsewhere(evidence))?)
        };
        if reason.is_empty() {
            return Err(DeskError::LookNeedsReason);
        }
        if out.symlink_metadata().is_ok() {
            return Err(DeskError::file(out, &std::io::ErrorKind::AlreadyExists.into()));
        }
        let safe = self.vault.open_safe_for(&self.store, &case.owner(), &[blob])?;
        let mut sealed = BlobReader::open(&safe, &self.store.folder().blobs(), &blob)?;
        let looked = Looked {
            evidence: evidence.id.clone(),
            sha256: evidence.sha256.clone(),
            reason: reason.to_owned(),
            role: who.role.clone(),
            user: who.user.clone(),
        };
        let look = self.note_look(case, &looked, now)?;
        give(&mut sealed, &evidence, out)?;
        Ok(TakenOut { name: evidence.name, sha256: evidence.sha256, size: evidence.size, look })
    }

    /// Every look at the case's evidence, oldest first; also of a case that was destroyed, since who looked stays known.
    ///
    /// # Errors
    /// If what is stored cannot be read.
    pub fn looks(&self, case: &CaseId) -> Result<Vec<Look>, DeskError> {
        let stream = access(case).to_string();
        let stored = self.store.stream(&stream, 1)?;
        if stored.is_empty() {
            return Ok(Vec::new());
        }
        let safe = self.vault.open_safe(&self.store, &stream)?;
        let ours =
            stored.iter().filter(|entry| log::decode(entry).is_ok_and(|one| one.kind.as_str() == KIND));
        ours.map(|entry| look(&log::open(entry, &safe)?)).collect()
    }

    /// Appends a look. Whoever else looks at the same moment comes before or after: the stream takes any.
    fn note_look(&self, case: &CaseId, looked: &Looked, now: Timestamp) -> Result<Look, DeskError> {
        let plaintext = serde_json::to_vec(looked).unwrap_or_default();
        let stream = access(case);
        for _ in 0..TRIES {
            let at = self.recorded_at(now);
            let draft =
                Draft { kind: KIND.to_owned(), shape: 1, occurred_at: at, plaintext: plaintext.clone() };
            let head = self.store.stream_head(&stream.to_string())?;
            let (mut safe, new_key) = self.access_safe(&stream)?;
            let written = log::write(&stream, head, &[draft], at, &mut safe)?;
            let appended = self.append(Append {
                entries: written.entries,
                keys: new_key.into_iter().chain(written.keys).collect(),
                recorded_us: at.as_microsecond(),
                ..Append::default()
            });
            match appended {
                Ok(appended) => {
                    self.appended(1, at)?;
                    return Ok(looked.told(at, appended.first_position));
                }
                Err(
                    AppendError::Conflict { .. }
                    | AppendError::ClockBehind { .. }
                    | AppendError::KeyExists { .. },
                ) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(DeskError::Busy)
    }

    /// Looks have a key of their own: who looked stays known when the case is destroyed.
    fn access_safe(&self, stream: &StreamName) -> Result<(Safe, Option<WrappedKey>), DeskError> {
        let owner = stream.to_string();
        match self.vault.open_safe_for(&self.store, &owner, &[]) {
            Err(VaultError::KeyUnknown { .. }) => {
                let (safe, key) = self.vault.new_safe(&owner)?;
                Ok((safe, Some(key)))
            }
            safe => Ok((safe?, None)),
        }
    }
}

impl Looked {
    fn told(&self, at: Timestamp, position: u64) -> Look {
        let Looked { evidence, sha256, reason, role, user } = self.clone();
        Look { evidence, sha256, reason, who: Actor { role, user }, at, position }
    }
}

fn look(opened: &log::Opened) -> Result<Look, DeskError> {
    let looked: Looked = serde_json::from_slice(&opened.plaintext).map_err(|error| {
        DeskError::Damaged(
            messages::Message::new("desk-body-unreadable")
                .with("position", opened.position.to_string())
                .with("why", error.to_string()),
        )
    })?;
    Ok(looked.told(opened.entry.recorded_at.timestamp(), opened.position))
}

fn access(case: &CaseId) -> StreamName {
    StreamName::Access(case.as_str().to_owned())
}

fn find<'a>(all: &'a [Evidence], id: &str) -> Result<&'a Evidence, DeskError> {
    all.iter().find(|evidence| evidence.id == id).ok_or_else(|| {
        let known = all.iter().map(|evidence| evidence.id.as_str()).collect::<Vec<_>>().join(", ");
        Refusal::NoSuch { kind: "evidence", given: id.to_owned(), known }.into()
    })
}

fn held_elsewhere(evidence: &Evidence) -> DeskError {
    DeskError::HeldElsewhere { evidence: evidence.id.clone(), name: evidence.name.clone() }
}

/// Writes beside the target, and gives it its name only if the bytes are those that were taken in.
fn give(sealed: &mut dyn Read, evidence: &Evidence, out: &Path) -> Result<(), DeskError> {
    let failed = |error: &std::io::Error| DeskError::file(out, error);
    let (folder, part) = part_of(out).ok_or_else(|| failed(&std::io::ErrorKind::InvalidInput.into()))?;
    let given = write_part(sealed, evidence, &part, &failed)
        .and_then(|()| fs::rename(&part, out).map_err(|error| failed(&error)));
    if given.is_err() {
        // Bytes that are not what was taken in, or not all of it, stay nowhere.
        drop(fs::remove_file(&part));
    }
    given?;
    Ok(store::sync_folder(&folder)?)
}

fn write_part(
    sealed: &mut dyn Read,
    evidence: &Evidence,
    part: &Path,
    failed: &dyn Fn(&std::io::Error) -> DeskError,
) -> Result<(), DeskError> {
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(part);
    let mut file = made.map_err(|error| failed(&error))?;
    let passing = read_through(sealed, &mut |piece| file.write_all(piece).map_err(|error| failed(&error)))?;
    if (passing.bytes, passing.sha256()) != (evidence.size, evidence.sha256.clone()) {
        return Err(DeskError::EvidenceDiffers { evidence: evidence.id.clone() });
    }
    file.sync_all().map_err(|error| failed(&error))
}

/// Reads a sealed file to its end; a fault of the file is the vault's to name.
pub(crate) fn read_through(
    sealed: &mut dyn Read,
    each: &mut dyn FnMut(&[u8]) -> Result<(), DeskError>,
) -> Result<Passing, DeskError> {
    let (mut passing, mut piece) = (Passing::default(), vec![0; PIECE]);
    loop {
        let read = sealed.read(&mut piece).map_err(|error| unreadable(&error))?;
        let Some(piece) = piece.get(..read).filter(|piece| !piece.is_empty()) else { return Ok(passing) };
        passing.note(piece);
        each(piece)?;
    }
}

fn unreadable(error: &std::io::Error) -> DeskError {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<VaultError>()) {
        Some(error) => DeskError::Vault(error.clone()),
        None => DeskError::Unread { cause: error.to_string() },
    }
}
