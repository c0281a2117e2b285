//! Copies for safe keeping: log first, blobs after, keys to another place.

use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::SqliteStore;
use super::fault::{At, kept};
use super::readers::Readers;
use super::schema::Standing;
use crate::folder::real;
use crate::{BackupError, DataFolder, StoreError, check_plain, sync_folder};

const LATER: &str = "DELETE FROM wrapped_key WHERE log_size > ?1";
const LATER_MARK: &str = "DELETE FROM reached WHERE size > ?1";
const COPY: &str = "VACUUM INTO ?1";

/// What a backup holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackupReport {
    /// Entries in the copied log.
    pub entries: u64,
    /// Blobs copied.
    pub blobs: u64,
    /// Bytes of blobs copied.
    pub blob_bytes: u64,
}

impl SqliteStore {
    /// Copies the folder while it is in use: the log as of one moment, then the blobs, then the wrapped keys,
    /// which therefore include every key the copied log speaks of. Both places are laid out like a data folder;
    /// everything is durable on return. The master key is not copied: it is the operator's to keep.
    ///
    /// # Errors
    /// Nothing is overwritten; `log_to`, `keys_to` and the folder itself must be places of their own, none inside another.
    pub fn backup_to(&self, log_to: &Path, keys_to: &Path) -> Result<BackupReport, BackupError> {
        let (log, keys) = (DataFolder::at(log_to), DataFolder::at(keys_to));
        check_apart(self.folder.root(), log_to, keys_to)?;
        make_folder(log_to)?;
        make_folder(keys_to)?;
        for path in [log.log_db(), keys.keys_db(), log.blobs()] {
            if path.exists() {
                return Err(BackupError::Exists { path });
            }
        }
        make_folder(&log.blobs())?;
        make_folder(&keys.keys())?;
        copy_database(&self.log, &log.log_db())?;
        let copied = Connection::open(log.log_db()).at(&log.log_db())?;
        copied.execute_batch(super::outbox::TAKEN_IN_A_COPY).at(&log.log_db())?;
        drop(copied);
        let entries = Readers::of(log.log_db(), Standing::Live).read(super::act::Head::read)?.size;
        let (blobs, blob_bytes) = copy_blobs(&self.folder.blobs(), &log.blobs())?;
        copy_database(&self.keys, &keys.keys_db())?;
        leave_out_later_keys(&keys.keys_db(), entries)?;
        for folder in [log.blobs().as_path(), log_to, keys.keys().as_path(), keys_to] {
            sync_folder(folder)?;
        }
        Ok(BackupReport { entries, blobs, blob_bytes })
    }
}

/// Two different places for log and keys, and none of the three inside another. Asked before anything is made.
fn check_apart(data: &Path, log_to: &Path, keys_to: &Path) -> Result<(), BackupError> {
    let (log, keys) = (real(log_to)?, real(keys_to)?);
    if log == keys {
        return Err(BackupError::SamePlace { path: log_to.to_owned() });
    }
    let places = [(real(data)?, data), (log, log_to), (keys, keys_to)];
    for (inner, inner_given) in &places {
        let around = |(outer, _): &&(PathBuf, &Path)| inner != outer && inner.starts_with(outer);
        if let Some((_, outer_given)) = places.iter().find(around) {
            let (inner, outer) = ((*inner_given).to_owned(), (*outer_given).to_owned());
            return Err(BackupError::Nested { inner, outer });
        }
    }
    Ok(())
}

fn make_folder(path: &Path) -> Result<(), StoreError> {
    DirBuilder::new().mode(0o700).recursive(true).create(path).map_err(|error| StoreError::io(path, &error))
}

/// Takes the keys of acts that came after the copied log out of the copied keys, and a mark of how far it came later: they
/// open nothing in it, and would say that it lost its end.
fn leave_out_later_keys(path: &Path, entries: u64) -> Result<(), StoreError> {
    let copied = Connection::open(path).at(path)?;
    copied.execute_batch("PRAGMA secure_delete = ON; PRAGMA synchronous = FULL;").at(path)?;
    copied.execute(LATER, [kept(entries)]).at(path)?;
    copied.execute(LATER_MARK, [kept(entries)]).at(path).map(|_| ())
}

fn copy_database(from: &Readers, to: &Path) -> Result<(), StoreError> {
    // The engine accepts an empty file as its target; ours has the narrow mode from the first moment.
    DataFolder::make_file(to)?;
    let target = to.to_str().ok_or_else(|| {
        let cause = messages::io_cause(&io::ErrorKind::InvalidFilename.into());
        StoreError::Unavailable { path: to.to_owned(), cause }
    })?;
    from.copy(|connection| connection.execute(COPY, [target]).map(|_| ()))?;
    File::open(to).and_then(|file| file.sync_all()).map_err(|error| StoreError::io(to, &error))
}

/// Copies every finished blob; one that is destroyed meanwhile is not missed, and what is no plain file is not opened.
fn copy_blobs(from: &Path, to: &Path) -> Result<(u64, u64), StoreError> {
    let at = |path: &Path, error: io::Error| StoreError::io(path, &error);
    let (mut blobs, mut bytes) = (0, 0);
    for blob in fs::read_dir(from).map_err(|error| at(from, error))? {
        let blob = blob.map_err(|error| at(from, error))?.path();
        let Some(name) = blob.file_name().filter(|_| blob.extension().is_none()) else {
            continue;
        };
        let target = to.join(name);
        if blob.symlink_metadata().is_ok() {
            check_plain(&blob)?;
        }
        match fs::copy(&blob, &target) {
            Ok(copied) => bytes += copied,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(at(&blob, error)),
        }
        File::open(&target).and_then(|file| file.sync_all()).map_err(|error| at(&target, error))?;
        blobs += 1;
    }
    Ok((blobs, bytes))
}
