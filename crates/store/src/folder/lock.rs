use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
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
    pub(crate) fn take(folder: &DataFolder, holder: &Holder) -> Result<Lock, OpenError> {
        let path = folder.lock();
        let failed = |error: &std::io::Error| OpenError::Store(StoreError::io(&path, error));
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false).mode(0o600);
        let mut file = options.open(&path).map_err(|error| failed(&error))?;
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
}

fn held(folder: &DataFolder, file: &mut File) -> OpenError {
    let mut text = String::new();
    // A holder between taking and writing leaves the text empty or half: then nobody is named.
    let holder = match file.take(LONGEST).read_to_string(&mut text) {
        Ok(_) => Holder::from_text(&text),
        Err(_) => None,
    };
    OpenError::Held { path: folder.root().to_owned(), holder }
}
