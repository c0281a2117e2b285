use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;

use crate::{DataFolder, OpenError, StoreError};

/// Longest lock file that is read; ours is far shorter.
const LONGEST: u64 = 4096;

/// Who has a data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Process number, as the holder sees it.
    pub pid: u32,
    /// What it is doing, such as `stanch case show`.
    pub command: String,
    /// Since when, as the holder wrote it.
    pub since: String,
}

impl Holder {
    /// Three lines: process number, command, since.
    fn to_text(&self) -> String {
        let one_line = |text: &str| text.replace(['\n', '\r'], " ");
        format!("{}\n{}\n{}\n", self.pid, one_line(&self.command), one_line(&self.since))
    }

    fn from_text(text: &str) -> Option<Holder> {
        let mut lines = text.lines();
        let pid = lines.next()?.parse().ok()?;
        let command = lines.next()?.to_owned();
        let since = lines.next()?.to_owned();
        Some(Holder { pid, command, since })
    }
}

/// Holds a data folder until dropped. The system lets go of it when the process dies, however it dies, so a dead
/// holder's folder is simply taken over; the text inside only tells people whom to ask.
#[derive(Debug)]
pub(crate) struct Lock {
    _held: File,
}

impl Lock {
    /// Takes the folder, or says who has it.
    ///
    /// # Errors
    /// [`OpenError::NotWritable`] where nobody has it and nothing can be written to it.
    pub(crate) fn take(folder: &DataFolder, holder: &Holder) -> Result<Lock, OpenError> {
        let path = folder.lock();
        let failed = |error: &io::Error| OpenError::Store(StoreError::io(&path, error));
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false).mode(0o600);
        let mut file = match options.open(&path) {
            Err(error) if nothing_is_written(&error) => {
                // Who has it by another way to the same folder comes first.
                Lock::keep_still(folder)?;
                let cause = messages::io_cause(&error);
                return Err(OpenError::NotWritable { path: folder.root().to_owned(), cause });
            }
            opened => opened.map_err(|error| failed(&error))?,
        };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(held(folder, &mut file)),
            Err(TryLockError::Error(error)) => return Err(failed(&error)),
        }
        let written = file
            .set_len(0)
            .and_then(|()| file.seek(SeekFrom::Start(0)))
            .and_then(|_| file.write_all(holder.to_text().as_bytes()));
        written.map_err(|error| failed(&error))?;
        Ok(Lock { _held: file })
    }

    /// Keeps others from writing to a folder to which this process cannot write: they may reach it another way, as through a
    /// second mount. Shared with all who only read it so.
    ///
    /// # Errors
    /// [`OpenError::Held`] if somebody writes to it; [`OpenError::NoLock`] where there is no file to hold.
    pub(crate) fn keep_still(folder: &DataFolder) -> Result<Lock, OpenError> {
        let path = folder.lock();
        let failed = |error: &io::Error| OpenError::Store(StoreError::io(&path, error));
        let mut file = match File::open(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(OpenError::NoLock { missing: path });
            }
            opened => opened.map_err(|error| failed(&error))?,
        };
        match file.try_lock_shared() {
            Ok(()) => Ok(Lock { _held: file }),
            Err(TryLockError::WouldBlock) => Err(held(folder, &mut file)),
            Err(TryLockError::Error(error)) => Err(failed(&error)),
        }
    }
}

/// Nothing can be written there, by this user or by anybody on this machine.
fn nothing_is_written(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied)
}

fn held(folder: &DataFolder, file: &mut File) -> OpenError {
    if file.try_lock_shared().is_ok() {
        // Only readers that keep it still: they cannot write their names, and what stands there is an older holder's.
        return OpenError::Held { path: folder.root().to_owned(), holder: None };
    }
    let mut text = String::new();
    // A holder between taking and writing leaves the text empty or half: then nobody is named.
    let holder = match file.take(LONGEST).read_to_string(&mut text) {
        Ok(_) => Holder::from_text(&text),
        Err(_) => None,
    };
    OpenError::Held { path: folder.root().to_owned(), holder }
}
