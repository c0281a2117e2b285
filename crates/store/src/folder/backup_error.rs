use std::fmt;
use std::path::PathBuf;

use messages::Message;

use crate::StoreError;

/// Why no backup was made, or not all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BackupError {
    /// The place already holds a file of that name; backups never overwrite.
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// Keys and what they open were to go to the same place; then losing one place loses both promises.
    SamePlace {
        /// The folder named twice.
        path: PathBuf,
    },
    /// One of the places lies inside another: what happens to the outer one happens to both.
    Nested {
        /// The place inside.
        inner: PathBuf,
        /// The one around it.
        outer: PathBuf,
    },
    /// The store itself failed.
    Store(StoreError),
}

impl BackupError {
    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            BackupError::Exists { path } => {
                Message::new("store-backup-exists").with("path", path.display().to_string())
            }
            BackupError::SamePlace { path } => {
                Message::new("store-backup-same-place").with("path", path.display().to_string())
            }
            BackupError::Nested { inner, outer } => Message::new("store-backup-nested")
                .with("inner", inner.display().to_string())
                .with("outer", outer.display().to_string()),
            BackupError::Store(error) => error.message(),
        }
    }
}

impl fmt::Display for BackupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for BackupError {}

impl From<StoreError> for BackupError {
    fn from(error: StoreError) -> BackupError {
        BackupError::Store(error)
    }
}
