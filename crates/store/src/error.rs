use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use messages::Message;

use crate::Holder;

/// The store itself failed: unavailable, damaged, or stopped after an earlier failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreError {
    /// A file could not be read or written.
    Unavailable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        cause: Message,
    },
    /// Not a plain file, but a link, a pipe, a folder or a device: another hand put it there, and it is not opened.
    NotPlain {
        /// What was found there.
        path: PathBuf,
    },
    /// What was read cannot have been written by this product.
    Corrupt {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// An earlier write failed in a way after which the disk's state is not known; only opening the folder
    /// again shows what is durable.
    Stopped,
    /// The folder was opened to be read while another process has it.
    OnlyReading,
    /// The folder lies where nothing can be written, and was opened to be read as it stands.
    NotWritable {
        /// The folder.
        path: PathBuf,
    },
    /// The log says that it was recorded last at another time than its last entry does: another hand changed it. It is read;
    /// nothing is added to it, because every time to come would be counted from there.
    ClockMoved {
        /// What the log says.
        said: String,
        /// What its last entry says.
        entry: String,
    },
    /// The log is shorter than its keys say: its end was lost, or it is an old copy. It is read; nothing is added to it,
    /// because what is added would take the place of what was lost.
    LogBehindKeys {
        /// The log's size.
        log: u64,
        /// The size it must have had.
        keys: u64,
    },
}

impl StoreError {
    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            StoreError::Unavailable { path, cause } => Message::new("store-unavailable")
                .with("path", path.display().to_string())
                .with("cause", cause.clone()),
            StoreError::NotPlain { path } => {
                Message::new("store-not-plain").with("path", path.display().to_string())
            }
            StoreError::Corrupt { path, what } => {
                Message::new("store-corrupt").with("path", path.display().to_string()).with("what", what)
            }
            StoreError::ClockMoved { said, entry } => {
                Message::new("store-clock-moved").with("said", said).with("entry", entry)
            }
            StoreError::Stopped => Message::new("store-stopped"),
            StoreError::OnlyReading => Message::new("store-only-reading"),
            StoreError::NotWritable { path } => {
                Message::new("store-not-writable").with("path", path.display().to_string())
            }
            StoreError::LogBehindKeys { log, keys } => {
                Message::new("store-log-behind-keys").with("log", *log).with("keys", *keys)
            }
        }
    }

    pub(crate) fn io(path: &Path, error: &io::Error) -> StoreError {
        StoreError::Unavailable { path: path.to_owned(), cause: messages::io_cause(error) }
    }

    pub(crate) fn corrupt(path: &Path, what: impl Into<String>) -> StoreError {
        StoreError::Corrupt { path: path.to_owned(), what: what.into() }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for StoreError {}

/// The folder was written by a newer program: it is read, and not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewerSchema {
    /// The layout found.
    pub found: u32,
    /// The newest layout this program knows.
    pub known: u32,
}

impl NewerSchema {
    /// What to say about it.
    pub fn message(&self) -> Message {
        Message::new("store-newer-schema").with("found", self.found).with("known", self.known)
    }
}

/// Why a data folder was not opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenError {
    /// Another process has it.
    Held {
        /// The folder.
        path: PathBuf,
        /// Who has it, as far as the lock file tells.
        holder: Option<Holder>,
    },
    /// There is no data folder, and none was to be made.
    Absent {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// A part of the folder is gone; starting afresh over the rest would hide the loss.
    Incomplete {
        /// The part that is not there.
        missing: PathBuf,
    },
    /// Nobody has it, and nothing can be written to it: it can only be read as it stands.
    NotWritable {
        /// The folder.
        path: PathBuf,
        /// Why nothing can be written.
        cause: Message,
    },
    /// Nothing can be written to the folder, and the file is missing whose lock would keep others from writing to it.
    NoLock {
        /// The lock.
        missing: PathBuf,
    },
    /// Nothing can be written to the folder, and the newest acts lie in a write-ahead log that cannot be read so.
    Unfolded {
        /// The write-ahead log.
        log: PathBuf,
        /// Its index, which is missing.
        index: PathBuf,
    },
    /// A database is there and holds nothing, while the other holds something: it was copied without its write-ahead log.
    Empty {
        /// The database.
        path: PathBuf,
    },
    /// The store itself failed.
    Store(StoreError),
}

impl OpenError {
    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            OpenError::Held { path, holder: Some(holder) } => Message::new("store-folder-held")
                .with("path", path.display().to_string())
                .with("pid", holder.pid.to_string())
                .with("command", &holder.command)
                .with("since", &holder.since),
            OpenError::Held { path, holder: None } => {
                Message::new("store-folder-held-unnamed").with("path", path.display().to_string())
            }
            OpenError::Absent { path } => {
                Message::new("store-folder-absent").with("path", path.display().to_string())
            }
            OpenError::Incomplete { missing } => {
                Message::new("store-folder-incomplete").with("missing", missing.display().to_string())
            }
            OpenError::Empty { path } => {
                Message::new("store-folder-empty-file").with("path", path.display().to_string())
            }
            OpenError::NotWritable { path, cause } => Message::new("store-folder-not-writable")
                .with("path", path.display().to_string())
                .with("cause", cause.clone()),
            OpenError::NoLock { missing } => {
                Message::new("store-folder-no-lock").with("path", missing.display().to_string())
            }
            OpenError::Unfolded { log, index } => Message::new("store-folder-unfolded")
                .with("path", log.display().to_string())
                .with("index", index.display().to_string()),
            OpenError::Store(error) => error.message(),
        }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for OpenError {}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> OpenError {
        OpenError::Store(error)
    }
}
