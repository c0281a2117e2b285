use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::StoreError;

/// Where the parts of a data folder lie (`docs/formats/data-folder.md`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFolder {
    root: PathBuf,
}

impl DataFolder {
    /// The folder at `root`, which need not exist.
    pub fn at(root: impl Into<PathBuf>) -> DataFolder {
        DataFolder { root: root.into() }
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Entries, sealed bodies and everything folded from them.
    pub fn log_db(&self) -> PathBuf {
        self.root.join("log.db")
    }

    /// Where keys lie, apart from what they open.
    pub fn keys(&self) -> PathBuf {
        self.root.join("keys")
    }

    /// Wrapped keys.
    pub fn keys_db(&self) -> PathBuf {
        self.keys().join("keys.db")
    }

    /// The master key, in clear with mode 0600 or sealed under a passphrase.
    pub fn master_key(&self) -> PathBuf {
        self.keys().join("master.key")
    }

    /// What people sign in with: no history, and no part of a backup.
    pub fn people_db(&self) -> PathBuf {
        self.root.join("people.db")
    }

    /// Sealed evidence, lists and uploads.
    pub fn blobs(&self) -> PathBuf {
        self.root.join("blobs")
    }

    /// Held by the process that has the folder.
    pub fn lock(&self) -> PathBuf {
        self.root.join("lock")
    }

    /// Makes the folders that are missing, readable by their owner alone, and makes their names durable.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn make(&self) -> Result<(), StoreError> {
        let mut missing: Vec<&Path> =
            self.root.ancestors().take_while(|path| !path.as_os_str().is_empty() && !path.exists()).collect();
        missing.reverse();
        for folder in missing {
            make_folder(folder)?;
        }
        make_folder(&self.keys())?;
        make_folder(&self.blobs())
    }

    /// Makes an empty file of mode 0600 unless it is there, so that no file is ever wider open, not even for the
    /// moment before a later chmod. Files the database engine puts beside it take the same mode.
    pub(crate) fn make_file(path: &Path) -> Result<(), StoreError> {
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
        match made {
            Ok(file) => file.sync_all().map_err(|error| StoreError::io(path, &error))?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(StoreError::io(path, &error)),
        }
        sync_folder(parent(path))
    }
}

fn make_folder(path: &Path) -> Result<(), StoreError> {
    match DirBuilder::new().mode(0o700).create(path) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(StoreError::io(path, &error)),
    }
    sync_folder(path)?;
    sync_folder(parent(path))
}

/// The folder a path's name stands in.
fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Makes the names in a folder durable: on return a power cut no longer undoes a creation or a renaming in it.
///
/// # Errors
/// If the folder cannot be opened or synced.
pub fn sync_folder(path: &Path) -> Result<(), StoreError> {
    File::open(path).and_then(|folder| folder.sync_all()).map_err(|error| StoreError::io(path, &error))
}
