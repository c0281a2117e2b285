//! Bringing a backup back: everything that can be looked at is looked at first, and the folder gets its name last.

use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use journal::Checkpoint;
use messages::{Arg, Message};
use store::DataFolder;
use vault::MasterKey;

use crate::{Desk, DeskError, LogKind, Opening, Restored};

/// Puts a backup into a new data folder, opens it and proves it ([`Desk::prove_restored`]). `opening.folder` is where it
/// goes. The copy is made and opened beside it, and is put in its place only when it opens with the master key given:
/// whatever is refused before leaves nothing behind.
///
/// # Errors
/// [`DeskError::Unsound`], [`DeskError::BehindCheckpoint`] and, where log and checkpoint contradict each other,
/// [`DeskError::Damaged`] come after the copy was put in its place, to be looked at; [`DeskError::NothingPutBack`] and all
/// others mean that nothing was put there.
pub fn restore_proven<L: LogKind>(
    backup: &Path,
    keys: &Path,
    opening: &Opening,
    checkpoint: Option<&str>,
) -> Result<Restored, DeskError> {
    let target = DataFolder::at(&opening.folder);
    free(&target)?;
    let (from, keys_from) = (DataFolder::at(backup), DataFolder::at(keys));
    for needed in [from.log_db(), from.blobs(), keys_from.keys_db()] {
        if !needed.exists() {
            return Err(DeskError::BackupIncomplete { path: needed.display().to_string() });
        }
    }
    let master_key = opening.master_key.clone().unwrap_or_else(|| target.master_key());
    drop(MasterKey::open(&master_key, opening.passphrase.as_deref())?);
    let beside = Beside::make(target.root())?;
    let there = DataFolder::at(&beside.path);
    // The copy beside the target is gone when this is read: what is wrong with it is wrong with the backup.
    let of_backup = [(there.keys(), keys_from.keys()), (there.root().to_owned(), from.root().to_owned())];
    let nothing = |error: DeskError| DeskError::NothingPutBack {
        target: target.root().display().to_string(),
        why: named(error.message(), &of_backup),
    };
    restore(backup, keys, &beside.path).map_err(nothing)?;
    let copy = Opening {
        folder: beside.path.clone(),
        create: false,
        master_key: Some(master_key),
        ..opening.clone()
    };
    let proven = {
        let desk: Desk<L> = Desk::open(&copy).map_err(nothing)?;
        if let Some(text) = checkpoint {
            let opened = Checkpoint::open(text.as_bytes(), &desk.verifier());
            opened.map_err(|error| DeskError::NotACheckpoint(error.message()))?;
        }
        desk.prove_restored(checkpoint)
    };
    match proven {
        Ok(_)
        | Err(DeskError::Unsound { .. } | DeskError::BehindCheckpoint { .. } | DeskError::Damaged(_)) => {
            place(&there, &target)?;
            proven.map_err(|error| in_place(error, &[(there.root().to_owned(), target.root().to_owned())]))
        }
        Err(error) => Err(nothing(error)),
    }
}

/// The bare copying: puts a backup's files into a new data folder, nothing is overwritten and nothing looked at. The master
/// key has to be given or put in place by the operator before the folder can be opened.
///
/// # Errors
/// If the target holds a log already, or a part of the backup is missing.
pub fn restore(backup: &Path, keys: &Path, target: &Path) -> Result<(), DeskError> {
    let (from, keys_from, to) = (DataFolder::at(backup), DataFolder::at(keys), DataFolder::at(target));
    free(&to)?;
    to.make()?;
    // Keys first: a folder with a log and no keys is one that lost them.
    copy(&keys_from.keys_db(), &to.keys_db())?;
    store::sync_folder(&to.keys())?;
    copy_blobs(&from.blobs(), &to.blobs())?;
    store::sync_folder(&to.blobs())?;
    copy(&from.log_db(), &to.log_db())?;
    store::sync_folder(to.root())?;
    Ok(())
}

/// The same words with each of these paths replaced by another.
fn named(what: Message, paths: &[(PathBuf, PathBuf)]) -> Message {
    let swap = |text: &str| {
        paths.iter().find_map(|(from, to)| {
            let from = from.display().to_string();
            text.contains(&from).then(|| text.replace(&from, &to.display().to_string()))
        })
    };
    what.mapped(&|_, _, value| match value {
        Arg::Text(text) => swap(text).map(Arg::from),
        _ => None,
    })
}

/// What is wrong with a log that was put in its place, said of that place.
fn in_place(error: DeskError, paths: &[(PathBuf, PathBuf)]) -> DeskError {
    match error {
        DeskError::Unsound { first, findings } => DeskError::Unsound { first: named(first, paths), findings },
        DeskError::Damaged(what) => DeskError::Damaged(named(what, paths)),
        other => other,
    }
}

/// A target may hold a master key that was put there beforehand, and nothing that is restored. What is none of ours is
/// nobody's to mix with a log: it may be the wrong folder.
fn free(target: &DataFolder) -> Result<(), DeskError> {
    let blobs = fs::read_dir(target.blobs()).is_ok_and(|mut files| files.next().is_some());
    for (taken, path) in [
        (target.log_db().exists(), target.log_db()),
        (target.keys_db().exists(), target.keys_db()),
        (blobs, target.blobs()),
    ] {
        if taken {
            return Err(DeskError::file(&path, &std::io::ErrorKind::AlreadyExists.into()));
        }
    }
    let found = foreign(target)?;
    if found.is_empty() {
        return Ok(());
    }
    Err(DeskError::TargetNotEmpty { target: target.root().display().to_string(), found })
}

/// What lies in a target that no data folder has: its path below the target, in order.
fn foreign(target: &DataFolder) -> Result<Vec<String>, DeskError> {
    let ours = [target.keys(), target.blobs(), target.lock(), target.master_key(), target.people_db()];
    let is_ours = |path: &Path| {
        let beside_people =
            path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"people.db-"));
        beside_people || ours.iter().any(|known| known == path)
    };
    let mut found = Vec::new();
    for folder in [target.root().to_owned(), target.keys()] {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(DeskError::file(&folder, &error)),
        };
        for entry in entries {
            let path = entry.map_err(|error| DeskError::file(&folder, &error))?.path();
            if !is_ours(&path) {
                found.push(path.strip_prefix(target.root()).unwrap_or(&path).display().to_string());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A folder beside the target, on the same file system; removed with all it holds unless it was renamed away.
struct Beside {
    path: PathBuf,
    /// Held while this process lives, so that another one can tell what a dead one left.
    _held: fs::File,
}

/// How the name of such a folder ends.
const RESTORING: &str = ".restoring";

impl Beside {
    /// Makes it, and removes what a restore to this place left that was killed: copies of the record and its keys that nobody
    /// knows of would outlive a destruction.
    fn make(target: &Path) -> Result<Beside, DeskError> {
        let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // Folders above the target that are missing too are made only when everything else is done.
        let above = target.ancestors().skip(1).find(|path| !path.as_os_str().is_empty() && path.is_dir());
        let above = above.unwrap_or(Path::new("."));
        let begins = format!(".{name}.");
        sweep(above, &begins);
        let path = above.join(format!("{begins}{}{RESTORING}", std::process::id()));
        let failed = |error: std::io::Error| DeskError::file(&path, &error);
        fs::DirBuilder::new().mode(0o700).create(&path).map_err(failed)?;
        let held = fs::File::open(&path).map_err(failed)?;
        held.lock().map_err(failed)?;
        Ok(Beside { path, _held: held })
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // What cannot be removed now bears a name that nobody takes for a data folder; the next restore tries again.
        drop(fs::remove_dir_all(&self.path));
    }
}

/// Removes folders of restores to a place whose process has died. One that cannot be removed does no harm to this restore.
fn sweep(above: &Path, begins: &str) {
    let is_of_restore = |name: &str| {
        let number = name.strip_prefix(begins).and_then(|rest| rest.strip_suffix(RESTORING));
        number.is_some_and(|number| number.parse::<u32>().is_ok())
    };
    for entry in fs::read_dir(above).into_iter().flatten().flatten() {
        let left = entry.file_name().to_str().is_some_and(is_of_restore)
            && fs::File::open(entry.path()).is_ok_and(|folder| folder.try_lock().is_ok());
        if left {
            drop(fs::remove_dir_all(entry.path()));
        }
    }
}

/// Gives the folder its name, or, where the target holds its master key already, moves the parts in, the log last.
fn place(from: &DataFolder, to: &DataFolder) -> Result<(), DeskError> {
    let failed = |error: std::io::Error| DeskError::file(to.root(), &error);
    if !to.root().exists() {
        let above =
            to.root().parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(above).map_err(failed)?;
        fs::rename(from.root(), to.root()).map_err(failed)?;
        return Ok(store::sync_folder(above)?);
    }
    to.make()?;
    let wal = |path: PathBuf| path.with_extension("db-wal");
    for (from, to) in [
        (from.blobs(), to.blobs()),
        (wal(from.keys_db()), wal(to.keys_db())),
        (from.keys_db(), to.keys_db()),
        (wal(from.log_db()), wal(to.log_db())),
        (from.log_db(), to.log_db()),
    ] {
        if from.exists() {
            fs::rename(&from, &to).map_err(failed)?;
        }
    }
    store::sync_folder(&to.keys())?;
    Ok(store::sync_folder(to.root())?)
}

fn copy_blobs(from: &Path, to: &Path) -> Result<(), DeskError> {
    let entries = fs::read_dir(from).map_err(|error| DeskError::file(from, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| DeskError::file(from, &error))?;
        copy(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<(), DeskError> {
    store::check_plain(from)?;
    let copied = fs::copy(from, to).and_then(|_| fs::File::open(to)?.sync_all());
    copied.map_err(|error| DeskError::file(if from.exists() { to } else { from }, &error))
}
