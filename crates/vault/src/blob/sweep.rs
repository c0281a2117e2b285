use std::fs;
use std::path::Path;

use store::{KeyState, Store, StoreError, SweepError, sync_folder};

use crate::{VaultError, hex};

/// What a sweep removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Wrapped keys the log never named, or calls destroyed.
    pub keys: u64,
    /// Blobs that were never finished.
    pub unfinished: u64,
    /// Finished blobs no entry speaks of, or whose key was destroyed.
    pub unreferenced: u64,
}

/// Removes what interrupted work left behind, and the blobs of destroyed keys: to be run after opening, while
/// nobody writes blobs. What is not named like a blob is left alone; so is a blob whose key is merely missing.
///
/// # Errors
/// [`VaultError::Sweep`] if the log looks older than the keys; then nothing at all is removed, since what looks
/// unreferenced may belong to the newer log.
pub fn sweep(store: &dyn Store, blobs: &Path) -> Result<Swept, VaultError> {
    let keys = store.sweep_orphan_keys().map_err(VaultError::Sweep)?;
    Ok(Swept { keys, ..sweep_blobs(store, blobs)? })
}

/// The part of [`sweep`] that costs a look at each blob and none at each key: for every opening of a folder.
///
/// # Errors
/// As [`sweep`].
pub fn sweep_blobs(store: &dyn Store, blobs: &Path) -> Result<Swept, VaultError> {
    let mut swept = Swept::default();
    let failed = |error: &std::io::Error| VaultError::io(blobs, error);
    let mut may_remove = false;
    for file in fs::read_dir(blobs).map_err(|error| failed(&error))? {
        let path = file.map_err(|error| failed(&error))?.path();
        let id = path.file_stem().and_then(|name| name.to_str()).and_then(hex::decode::<16>);
        let (Some(id), extension) = (id, path.extension()) else { continue };
        let count = match extension {
            Some(extension) if extension == "part" => &mut swept.unfinished,
            None if matches!(store.key(&id)?, KeyState::Unknown | KeyState::Destroyed) => {
                &mut swept.unreferenced
            }
            _ => continue,
        };
        if !may_remove {
            not_behind(store)?;
            may_remove = true;
        }
        *count += 1;
        fs::remove_file(&path).map_err(|error| VaultError::io(&path, &error))?;
    }
    if may_remove {
        sync_folder(blobs)?;
    }
    Ok(swept)
}

/// Refuses where the log may be the older of the two.
fn not_behind(store: &dyn Store) -> Result<(), VaultError> {
    match store.behind_keys()? {
        Some(StoreError::LogBehindKeys { log, keys }) => {
            Err(VaultError::Sweep(SweepError::LogBehindKeys { log, keys }))
        }
        Some(error) => Err(error.into()),
        None => Ok(()),
    }
}
