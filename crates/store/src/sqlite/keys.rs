//! Wrapped keys: their names and fates in the log, their bytes in a file apart.

use std::collections::HashMap;
use std::fs::File;

use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::act::Head;
use super::fault::{At, count, kept};
use super::several::{self, MOST};
use super::writer::Writer;
use super::{SqliteStore, readers::Readers};
use crate::{
    Destroy, KeyFate, KeyId, KeyState, OwnerKeys, StoreError, SweepError, TreeHead, WrappedKey, sync_folder,
};

/// Fates in `key_name`: it lives; it is doomed, and its bytes may still be there; its bytes are gone.
const LIVES: i64 = 0;
const NAME: &str = "INSERT INTO key_name (id, owner, fate) VALUES (?1, ?2, 0) ON CONFLICT (id) DO NOTHING";
const DOOM_KEY: &str = "UPDATE key_name SET fate = 1 WHERE id = ?1 AND fate = 0";
const DOOM_OWNER: &str = "UPDATE key_name SET fate = 1 WHERE owner = ?1 AND fate = 0";
const DOOMED: &str = "SELECT id FROM key_name WHERE fate = 1";
const GONE: &str = "UPDATE key_name SET fate = 2 WHERE fate = 1";
const FATE: &str = "SELECT fate FROM key_name WHERE id = ?1";
const FATES: &str = "SELECT id, fate FROM key_name WHERE owner = ?1 ORDER BY id";

/// A key left by an act that was interrupted gives way: no body was ever sealed under it.
const STORE: &str = "INSERT INTO wrapped_key (id, owner, log_size, wrapped) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, log_size = excluded.log_size, wrapped = excluded.wrapped";
const DELETE: &str = "DELETE FROM wrapped_key WHERE id = ?1";
const KEY: &str = "SELECT id, owner, wrapped FROM wrapped_key WHERE id = ?1";
const KEYS_OF: &str = "SELECT id, wrapped FROM wrapped_key WHERE owner = ?1";
const KEYS_IN: &str = "SELECT id, owner, wrapped FROM wrapped_key WHERE id IN";
const FATES_IN: &str = "SELECT id, fate FROM key_name WHERE id IN";
const IDS: &str = "SELECT id FROM wrapped_key ORDER BY arrival";
const LARGEST: &str = "SELECT max(coalesce((SELECT max(log_size) FROM wrapped_key), 0),
    coalesce((SELECT size FROM reached), 0))";
const NOTE_REACHED: &str = "INSERT INTO reached (one, size, root) VALUES (1, ?1, ?2)
    ON CONFLICT (one) DO UPDATE SET size = excluded.size, root = excluded.root WHERE excluded.size > reached.size";
const REACHED: &str = "SELECT size, root FROM reached";
const EMPTY_WAL: &str = "PRAGMA wal_checkpoint(TRUNCATE)";

/// Names keys in the log; the first whose name was ever used, if one was.
pub(super) fn name<'k>(log: &Connection, keys: &'k [WrappedKey]) -> rusqlite::Result<Option<&'k WrappedKey>> {
    let mut insert = log.prepare_cached(NAME)?;
    for key in keys {
        if insert.execute(params![key.id, key.owner])? != 1 {
            return Ok(Some(key));
        }
    }
    Ok(None)
}

/// Marks keys as doomed in the log.
pub(super) fn doom(log: &Connection, what: &Destroy) -> rusqlite::Result<()> {
    match what {
        Destroy::Key(id) => log.prepare_cached(DOOM_KEY)?.execute([id])?,
        Destroy::Owner(owner) => log.prepare_cached(DOOM_OWNER)?.execute([owner])?,
    };
    Ok(())
}

/// Makes keys durable in their own file; without keys nothing is written.
pub(super) fn store<'k>(
    writer: &mut Writer,
    log_size: u64,
    keys: impl Iterator<Item = &'k WrappedKey>,
) -> Result<(), StoreError> {
    let mut keys = keys.peekable();
    if keys.peek().is_none() {
        return Ok(());
    }
    change(writer, |file| {
        let mut insert = file.prepare_cached(STORE)?;
        for key in keys {
            insert.execute(params![key.id, key.owner, kept(log_size), key.wrapped])?;
        }
        Ok(())
    })
}

/// Changes the key file in one transaction, durable on return.
fn change(
    writer: &mut Writer,
    work: impl FnOnce(&Connection) -> rusqlite::Result<()>,
) -> Result<(), StoreError> {
    let path = writer.folder.keys_db();
    let file = &writer.keys;
    let result = file
        .prepare_cached("BEGIN IMMEDIATE")
        .and_then(|mut begin| begin.execute([]))
        .and_then(|_| work(file))
        .and_then(|()| file.prepare_cached("COMMIT")?.execute([]));
    if !file.is_autocommit() {
        file.execute("ROLLBACK", []).at(&path)?;
    }
    writer.note(result).at(&path).map(|_| ())
}

/// Removes the bytes of every doomed key from the key file and its write-ahead log, then notes that they are
/// gone. A crash anywhere in between is made good by the next opening, which comes here first.
pub(super) fn finish_destructions(writer: &mut Writer) -> Result<(), StoreError> {
    let log_path = writer.folder.log_db();
    let doomed = ids(&writer.log, DOOMED).at(&log_path)?;
    if doomed.is_empty() {
        return Ok(());
    }
    delete(writer, &doomed)?;
    writer.transaction(|writer| writer.log.execute(GONE, []).at(&log_path).map(|_| ()))
}

/// Deletes keys so that no file holds their bytes on return: the engine overwrites deleted rows with zeros
/// (`secure_delete`), the write-ahead log is copied home and cut to nothing, and both are synced.
fn delete(writer: &mut Writer, doomed: &[KeyId]) -> Result<(), StoreError> {
    change(writer, |file| {
        let mut delete = file.prepare_cached(DELETE)?;
        doomed.iter().try_for_each(|id| delete.execute([id]).map(|_| ()))
    })?;
    let path = writer.folder.keys_db();
    let busy: i64 = writer.keys.query_row(EMPTY_WAL, [], |row| row.get(0)).at(&path)?;
    if busy != 0 {
        let cause = messages::Message::new("store-keys-in-use");
        return Err(StoreError::Unavailable { path, cause });
    }
    let wal = path.with_extension("db-wal");
    File::open(&wal).and_then(|file| file.sync_all()).map_err(|error| StoreError::io(&wal, &error))?;
    sync_folder(&writer.folder.keys())
}

/// Deletes keys the log never named, and keys it calls destroyed that an old copy brought back.
pub(super) fn sweep(writer: &mut Writer) -> Result<u64, SweepError> {
    let (log_path, keys_path) = (writer.folder.log_db(), writer.folder.keys_db());
    let size = Head::read(&writer.log).at(&log_path)?.size;
    let largest = written_for(&writer.keys).at(&keys_path)?;
    // An interrupted act leaves keys that came at the log's present size. Keys from beyond it mean that the log
    // is the older of the two.
    if largest > size {
        return Err(SweepError::LogBehindKeys { log: size, keys: largest });
    }
    let mut swept = Vec::new();
    for id in ids(&writer.keys, IDS).at(&keys_path)? {
        if fate(&writer.log, &id).at(&log_path)? != Some(LIVES) {
            swept.push(id);
        }
    }
    if !swept.is_empty() {
        delete(writer, &swept)?;
    }
    Ok(u64::try_from(swept.len()).unwrap_or(u64::MAX))
}

/// Notes beside the keys how far the log has come, durable on return: called after the log holds it, so that a crash
/// leaves an older mark, never one the log does not reach.
pub(super) fn note_reached(writer: &mut Writer, head: &TreeHead) -> Result<(), StoreError> {
    let row = params![kept(head.size), head.root];
    change(writer, |file| file.prepare_cached(NOTE_REACHED)?.execute(row).map(|_| ()))
}

/// The last mark of [`note_reached`].
pub(super) fn reached(keys: &Connection) -> rusqlite::Result<Option<TreeHead>> {
    let head = |row: &rusqlite::Row<'_>| Ok(TreeHead { size: count(row, 0)?, root: row.get(1)? });
    keys.prepare_cached(REACHED)?.query_row([], head).optional()
}

/// How long the log must be by its keys: as it was when the newest key came (keys are stored by an act that found the log
/// at that size, durable), and as it was when its tree was last advanced.
pub(super) fn written_for(keys: &Connection) -> rusqlite::Result<u64> {
    keys.query_row(LARGEST, [], |row| count(row, 0))
}

/// Copies the write-ahead log into its file and cuts it to nothing, so that a folder nobody has lies whole in its files.
pub(super) fn fold(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row(EMPTY_WAL, [], |_| Ok(()))
}

fn ids(connection: &Connection, sql: &str) -> rusqlite::Result<Vec<KeyId>> {
    connection.prepare_cached(sql)?.query_map([], |row| row.get(0))?.collect()
}

/// A fate as it is stored; none for a key without a name.
pub(super) fn as_fate(stored: Option<i64>) -> KeyFate {
    match stored {
        None => KeyFate::Unknown,
        Some(LIVES) => KeyFate::Lives,
        Some(_) => KeyFate::Destroyed,
    }
}

fn fate(log: &Connection, id: &KeyId) -> rusqlite::Result<Option<i64>> {
    log.prepare_cached(FATE)?.query_row([id], |row| row.get(0)).optional()
}

fn wrapped(row: &rusqlite::Row<'_>) -> rusqlite::Result<WrappedKey> {
    Ok(WrappedKey { id: row.get(0)?, owner: row.get(1)?, wrapped: row.get(2)? })
}

impl SqliteStore {
    /// The two files are read one after the other, and a destruction may come between: whoever finds no bytes
    /// looks at the fate again.
    pub(super) fn find_key(&self, id: &KeyId) -> Result<KeyState, StoreError> {
        let fate_now = |log: &Readers| log.read(|log| fate(log, id));
        match fate_now(&self.log)? {
            None => return Ok(KeyState::Unknown),
            Some(LIVES) => {}
            Some(_) => return Ok(KeyState::Destroyed),
        }
        let found = self.keys.read(|keys| keys.prepare_cached(KEY)?.query_row([id], wrapped).optional())?;
        match (found, fate_now(&self.log)?) {
            (Some(key), Some(LIVES)) => Ok(KeyState::Live(key)),
            (None, Some(LIVES)) => Ok(KeyState::Missing),
            _ => Ok(KeyState::Destroyed),
        }
    }

    /// Bytes first, fates after: what lives then had its bytes before, unless they are lost; and nothing is given out
    /// that was doomed when its bytes were read.
    pub(super) fn find_keys(&self, ids: &[KeyId]) -> Result<Vec<KeyState>, StoreError> {
        let mut states = Vec::with_capacity(ids.len());
        for some in ids.chunks(MOST) {
            states.extend(self.find_some_keys(some)?);
        }
        Ok(states)
    }

    /// Bytes alone: a destruction that comes between has taken them, or whoever asks has read from before it.
    pub(super) fn find_living_keys(&self, ids: &[KeyId]) -> Result<Vec<KeyState>, StoreError> {
        let mut states = Vec::with_capacity(ids.len());
        for some in ids.chunks(MOST) {
            let mut bytes = self.bytes_of(some)?;
            let found = some.iter().map_while(|id| bytes.remove(id).map(KeyState::Live)).collect::<Vec<_>>();
            states.extend(if found.len() == some.len() { found } else { self.find_some_keys(some)? });
        }
        Ok(states)
    }

    fn bytes_of(&self, ids: &[KeyId]) -> Result<HashMap<KeyId, WrappedKey>, StoreError> {
        let Some((asked, list)) = several::asked(ids) else { return Ok(HashMap::new()) };
        self.keys.read(|keys| {
            let mut select = keys.prepare_cached(&format!("{KEYS_IN} ({list})"))?;
            let rows = select.query_map(params_from_iter(&asked), wrapped)?;
            rows.map(|row| row.map(|key| (key.id, key))).collect()
        })
    }

    fn fates_of(&self, ids: &[KeyId]) -> Result<HashMap<KeyId, i64>, StoreError> {
        let Some((asked, list)) = several::asked(ids) else { return Ok(HashMap::new()) };
        self.log.read(|log| {
            let mut select = log.prepare_cached(&format!("{FATES_IN} ({list})"))?;
            select.query_map(params_from_iter(&asked), |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
    }

    fn find_some_keys(&self, ids: &[KeyId]) -> Result<Vec<KeyState>, StoreError> {
        let bytes = self.bytes_of(ids)?;
        let fates = self.fates_of(ids)?;
        let state = |id: &KeyId| match (fates.get(id), bytes.get(id)) {
            (None, _) => Ok(KeyState::Unknown),
            (Some(&LIVES), Some(key)) => Ok(KeyState::Live(key.clone())),
            // Its act may have come between the two looks.
            (Some(&LIVES), None) => self.find_key(id),
            (Some(_), _) => Ok(KeyState::Destroyed),
        };
        ids.iter().map(state).collect()
    }

    /// The log decides what lives; a key whose act is not committed yet is not here yet.
    pub(super) fn find_keys_of(&self, owner: &str) -> Result<OwnerKeys, StoreError> {
        let key = |row: &rusqlite::Row<'_>| {
            Ok(WrappedKey { id: row.get(0)?, owner: owner.to_owned(), wrapped: row.get(1)? })
        };
        let mut bytes: Vec<WrappedKey> = self
            .keys
            .read(|keys| keys.prepare_cached(KEYS_OF)?.query_map([owner], key)?.collect::<Result<_, _>>())?;
        // The engine would sort whole rows.
        bytes.sort_unstable_by_key(|key| key.id);
        let fates: Vec<(KeyId, i64)> = self.log.read(|log| {
            log.prepare_cached(FATES)?.query_map([owner], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })?;
        let mut found = OwnerKeys::default();
        let mut bytes = bytes.into_iter().peekable();
        for (id, fate) in fates {
            // Both lists are ordered by id.
            while bytes.next_if(|key| key.id < id).is_some() {}
            match (fate, bytes.next_if(|key| key.id == id)) {
                (LIVES, Some(key)) => found.live.push(key),
                (LIVES, None) => match self.find_key(&id)? {
                    KeyState::Live(key) => found.live.push(key),
                    KeyState::Destroyed => found.destroyed.push(id),
                    KeyState::Missing | KeyState::Unknown => found.missing.push(id),
                },
                _ => found.destroyed.push(id),
            }
        }
        Ok(found)
    }
}
