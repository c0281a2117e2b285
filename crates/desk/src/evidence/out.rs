//! Giving bytes out again. A look at personal data is an event (invariant 13): it stands in the stream `access/ID` before the
//! first byte leaves, so that nobody has seen evidence of whom no entry tells.

use std::fs::{self, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use incident::state::Evidence;
use incident::{Actor, Refusal};
use jiff::Timestamp;
use plan::Right;
use store::KeyId;
use vault::{BlobReader, VaultError, blob_id};

use super::{Look, LookedAt, PIECE, Passing};
use crate::act::check_holds;
use crate::file::part_of;
use crate::{CaseId, Desk, DeskError, LogKind};

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
        let reason = &*messages::lines(reason.trim());
        let (evidence, blob) = self.asked_for(case, evidence, who)?;
        if reason.is_empty() {
            return Err(DeskError::LookNeedsReason);
        }
        if out.symlink_metadata().is_ok() {
            return Err(DeskError::file(out, &std::io::ErrorKind::AlreadyExists.into()));
        }
        let safe = self.vault.open_safe_for(&self.store, &case.owner(), &[blob])?;
        let mut sealed = BlobReader::open(&safe, &self.store.folder().blobs(), &blob)?;
        let what = LookedAt::Evidence { id: evidence.id.clone(), sha256: evidence.sha256.clone() };
        let look = self.note_look(case, what, reason, who, now)?;
        give(&mut sealed, &evidence, out)?;
        Ok(TakenOut { name: evidence.name, sha256: evidence.sha256, size: evidence.size, look })
    }

    /// The evidence that somebody asks for and may look at, and where its bytes lie.
    pub(super) fn asked_for(
        &self,
        case: &CaseId,
        evidence: &str,
        who: &Actor,
    ) -> Result<(Evidence, KeyId), DeskError> {
        let on_desk = self.load(case)?;
        let file = &on_desk.folded.file;
        check_holds(&file.plan, who, Right::ReadPersonal)?;
        let evidence = find(&file.state.evidence, evidence)?;
        let blob = evidence.blob.as_deref().and_then(blob_id);
        Ok((evidence.clone(), blob.ok_or_else(|| held_elsewhere(evidence))?))
    }
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

pub(crate) fn unreadable(error: &std::io::Error) -> DeskError {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<VaultError>()) {
        Some(error) => DeskError::Vault(error.clone()),
        None => DeskError::Unread { cause: error.to_string() },
    }
}
