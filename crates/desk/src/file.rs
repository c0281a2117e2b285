//! Files that leave the folder: whole and durable under their name, or not there.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::{CaseId, Desk, DeskError, LogKind, RecordOf};

impl<L: LogKind> Desk<L> {
    /// [`Desk::export`] into a file of mode 0600. On return the bundle is durable under its name; whatever interrupts
    /// it, `out` is either the whole new bundle or what it was before. Returns the bundle's size in bytes.
    ///
    /// # Errors
    /// As [`Desk::export`], and if the file cannot be written.
    pub fn export_to(&self, case: &CaseId, since: &[u64], out: &Path) -> Result<u64, DeskError> {
        let bundle = self.export(RecordOf::Case, case, since)?;
        write_whole(out, &bundle)?;
        Ok(u64::try_from(bundle.len()).unwrap_or(u64::MAX))
    }
}

/// Writes beside the target, syncs, renames, syncs the folder. A killed process may leave its part, which nobody takes for a bundle.
pub(crate) fn write_whole(target: &Path, bytes: &[u8]) -> Result<(), DeskError> {
    let failed = |error: &std::io::Error| DeskError::file(target, error);
    let (folder, part) = part_of(target).ok_or_else(|| failed(&std::io::ErrorKind::InvalidInput.into()))?;
    let written = (|| {
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&part, target)
    })();
    if let Err(error) = written {
        // What cannot be removed now does no harm under its name.
        drop(fs::remove_file(&part));
        return Err(failed(&error));
    }
    store::sync_folder(&folder)?;
    Ok(())
}

pub(crate) fn part_of(target: &Path) -> Option<(PathBuf, PathBuf)> {
    let name = target.file_name()?.to_str()?;
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // The process number keeps two processes that export to one place from writing into each other.
    let part = folder.join(format!(".{name}.{}.part", std::process::id()));
    Some((folder.to_owned(), part))
}
