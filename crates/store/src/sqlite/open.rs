//! Opening a data folder: take it, look at what is there, make what is missing, finish what was interrupted.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::readers::Readers;
use super::schema::{self, File, Standing};
use super::writer::{Queue, Writer};
use super::{SqliteStore, fault::At, keys};
use crate::folder::Lock;
use crate::{DataFolder, Holder, NewerSchema, OpenError, StoreError, sync_folder};

/// How a data folder is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Who opens it: what a second process is told.
    pub holder: Holder,
    /// Make the folder if it is not there.
    pub create: bool,
}

/// What stands in a folder before anything is done to it.
enum Found {
    Nothing,
    Whole,
    Newer(NewerSchema),
}

impl SqliteStore {
    /// Takes a data folder for this process. What an earlier process left half done is undone or finished:
    /// acts that were not answered may or may not stand, as wholes; destructions that were begun are done.
    ///
    /// # Errors
    /// [`OpenError::Held`] names the process that has the folder; [`OpenError::NotWritable`] if nobody has it and nothing can be
    /// written to it.
    pub fn open(folder: DataFolder, opening: &Opening) -> Result<SqliteStore, OpenError> {
        if !folder.root().is_dir() || (!opening.create && !folder.log_db().exists()) {
            if folder.keys_db().exists() {
                return Err(OpenError::Incomplete { missing: folder.log_db() });
            }
            if !opening.create {
                return Err(OpenError::Absent { path: folder.root().to_owned() });
            }
        }
        if opening.create {
            folder.make()?;
        }
        let lock = Lock::take(&folder, &opening.holder)?;
        match look(&folder, for_looking)? {
            Found::Newer(newer) => Ok(SqliteStore::for_reading(folder, newer, lock)),
            Found::Nothing if !opening.create => Err(OpenError::Absent { path: folder.root().to_owned() }),
            Found::Nothing | Found::Whole => SqliteStore::for_writing(folder, lock),
        }
    }

    /// Opens a data folder only to read it. Nobody has it: as [`SqliteStore::open`]. Another process has it: reads beside
    /// it what is durable there, through connections that cannot write, and makes nothing. Nothing can be written to it: reads
    /// it as it stands. What would write is refused.
    ///
    /// # Errors
    /// [`OpenError::Absent`] where there is no folder; [`OpenError::Held`] while its holder is still making it;
    /// [`OpenError::NoLock`] and [`OpenError::Unfolded`] where something would have to be written before all of it can be read.
    pub fn open_for_reading(folder: DataFolder, holder: Holder) -> Result<SqliteStore, OpenError> {
        let held = match SqliteStore::open(folder.clone(), &Opening { holder, create: false }) {
            Err(held @ OpenError::Held { .. }) => held,
            Err(OpenError::NotWritable { .. }) => return SqliteStore::as_it_stands(folder),
            // A full disk has no room for what the engine puts beside its files: what stands there is read all the same.
            Err(failed @ OpenError::Store(StoreError::Unavailable { .. })) => {
                return SqliteStore::as_it_stands(folder).map_err(|_| failed);
            }
            opened => return opened,
        };
        // The holder keeps both databases open, with their write-ahead logs: readers find all they need.
        match look(&folder, for_looking)? {
            Found::Nothing => Err(held),
            Found::Whole => Ok(SqliteStore::beside(folder, None)),
            Found::Newer(newer) => Ok(SqliteStore::beside(folder, Some(newer))),
        }
    }

    fn beside(folder: DataFolder, newer: Option<NewerSchema>) -> SqliteStore {
        SqliteStore {
            log: Readers::of(folder.log_db(), Standing::Live),
            keys: Readers::of(folder.keys_db(), Standing::Live),
            newer,
            writer: None,
            folder,
            still: false,
            lock: None,
        }
    }

    /// A folder to which nothing can be written, and to which nobody else writes while the lock is held.
    fn as_it_stands(folder: DataFolder) -> Result<SqliteStore, OpenError> {
        let lock = Lock::keep_still(&folder)?;
        let newer = match look(&folder, |path| Ok(schema::open_for_reading(path, standing(path)?)?))? {
            Found::Nothing => return Err(OpenError::Absent { path: folder.root().to_owned() }),
            Found::Whole => None,
            Found::Newer(newer) => Some(newer),
        };
        Ok(SqliteStore {
            log: Readers::of(folder.log_db(), standing(&folder.log_db())?),
            keys: Readers::of(folder.keys_db(), standing(&folder.keys_db())?),
            newer,
            writer: None,
            folder,
            still: true,
            lock: Some(lock),
        })
    }

    fn for_writing(folder: DataFolder, lock: Lock) -> Result<SqliteStore, OpenError> {
        folder.make()?;
        DataFolder::make_file(&folder.keys_db())?;
        let keys = schema::open_for_writing(&folder.keys_db(), File::Keys)?;
        // The log comes last: where it stands, its keys stand too.
        DataFolder::make_file(&folder.log_db())?;
        let log = schema::open_for_writing(&folder.log_db(), File::Log)?;
        // The files SQLite puts beside its own have durable names before the first act is answered.
        sync_folder(&folder.keys())?;
        sync_folder(folder.root())?;
        let mut writer = Writer::new(folder.clone(), log, keys);
        keys::finish_destructions(&mut writer)?;
        writer.compare_with_keys()?;
        Ok(SqliteStore {
            log: Readers::of(folder.log_db(), Standing::Live),
            keys: Readers::of(folder.keys_db(), Standing::Live),
            newer: None,
            writer: Some(Queue::of(writer)),
            folder,
            still: false,
            lock: Some(lock),
        })
    }

    fn for_reading(folder: DataFolder, newer: NewerSchema, lock: Lock) -> SqliteStore {
        SqliteStore {
            log: Readers::of(folder.log_db(), Standing::Live),
            keys: Readers::of(folder.keys_db(), Standing::Live),
            newer: Some(newer),
            writer: None,
            folder,
            still: false,
            lock: Some(lock),
        }
    }
}

/// How a database stands to which nothing can be written, and nobody else writes. What a process left beside it when it died
/// is part of it; the engine reads a write-ahead log so only where its index lies there too.
fn standing(database: &Path) -> Result<Standing, OpenError> {
    let beside = |ending: &str| {
        let mut name = database.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    let holds_something = |path: &Path| path.metadata().is_ok_and(|facts| facts.len() > 0);
    let (log, index) = (beside("-wal"), beside("-shm"));
    if holds_something(&log) {
        return if index.exists() { Ok(Standing::Live) } else { Err(OpenError::Unfolded { log, index }) };
    }
    // A rollback journal is of a creation that was cut off; the engine says that it cannot be undone here.
    Ok(if holds_something(&beside("-journal")) { Standing::Live } else { Standing::Still })
}

fn for_looking(path: &Path) -> Result<Connection, OpenError> {
    Ok(schema::open_for_looking(path)?)
}

fn look(
    folder: &DataFolder,
    open: impl Fn(&Path) -> Result<Connection, OpenError>,
) -> Result<Found, OpenError> {
    let version_of = |path: &Path| match path.exists() {
        true => Ok::<u32, OpenError>(schema::version(&open(path)?, path)?),
        false => Ok(0),
    };
    let log = version_of(&folder.log_db())?;
    let keys = version_of(&folder.keys_db())?;
    match (log, keys) {
        (0, 0) => Ok(Found::Nothing),
        // A creation interrupted between the two files leaves keys without a log, and no key in them.
        (0, _) if holds_no_key(&open(&folder.keys_db())?, &folder.keys_db())? => Ok(Found::Nothing),
        (0, _) => Err(lost(folder.log_db())),
        (_, 0) => Err(lost(folder.keys_db())),
        (log, keys) if log.max(keys) > schema::VERSION => {
            Ok(Found::Newer(NewerSchema { found: log.max(keys), known: schema::VERSION }))
        }
        _ => Ok(Found::Whole),
    }
}

/// One of the two databases holds nothing: it is not there, or it is there without what its write-ahead log held.
fn lost(path: PathBuf) -> OpenError {
    if path.exists() { OpenError::Empty { path } } else { OpenError::Incomplete { missing: path } }
}

fn holds_no_key(keys: &Connection, path: &Path) -> Result<bool, StoreError> {
    keys.query_row("SELECT NOT EXISTS (SELECT 1 FROM wrapped_key)", [], |row| row.get(0)).at(path)
}
