//! Reads both files once and compares what they say about each other.

use rusqlite::{Connection, OptionalExtension};

use super::SqliteStore;
use super::act::Head;
use super::fault::count;
use super::keys::written_for;
use super::readers::Readers;
use crate::{Damage, KeyId, StoreError};

/// Complaints taken from the engine for one file; the first ones tell the story.
const COMPLAINTS: u32 = 20;
const SIZE: &str = "SELECT size FROM head";
const COUNTED: &str = "SELECT count(*), coalesce(max(position) + 1, 0) FROM entry";
const STREAMS: &str = "SELECT s.name, s.version, count(e.position)
    FROM stream AS s LEFT JOIN entry AS e ON e.stream = s.id AND e.version BETWEEN 1 AND s.version
    GROUP BY s.id
    HAVING count(e.position) <> s.version
        OR s.leaf IS NOT (SELECT leaf FROM entry WHERE stream = s.id AND version = s.version)
        OR EXISTS (SELECT 1 FROM entry WHERE stream = s.id AND version > s.version)";
const NAMES: &str = "SELECT id, fate FROM key_name";
const BYTES: &str = "SELECT 1 FROM wrapped_key WHERE id = ?1";

impl SqliteStore {
    pub(super) fn check(&self) -> Result<Vec<Damage>, StoreError> {
        let mut found = complaints(&self.log, "log.db")?;
        found.extend(complaints(&self.keys, "keys.db")?);
        if found.is_empty() {
            found.extend(self.log.read_moment(positions)?);
            found.extend(self.log_behind_keys()?);
            found.extend(self.log.read_moment(streams)?);
            found.extend(self.fates()?);
        }
        Ok(found)
    }

    /// The engine drops the end of a damaged write-ahead log without a word; the keys still know of it. They are read
    /// first: an act that lands in between makes the log longer, never shorter.
    pub(super) fn log_behind_keys(&self) -> Result<Option<Damage>, StoreError> {
        let keys = self.keys.read(written_for)?;
        let log = self.log.read(Head::read)?.size;
        Ok((keys > log).then_some(Damage::LogBehindKeys { log, keys }))
    }

    fn fates(&self) -> Result<Vec<Damage>, StoreError> {
        let names: Vec<(KeyId, i64)> = self
            .log
            .read(|log| log.prepare(NAMES)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())?;
        let (mut missing, mut revived) = (0u64, 0u64);
        for (id, fate) in names {
            let here =
                self.keys.read(|keys| keys.prepare_cached(BYTES)?.query_row([id], |_| Ok(())).optional())?;
            match (fate, here) {
                (0, None) => missing += 1,
                (2, Some(())) => revived += 1,
                _ => {}
            }
        }
        let missing = (missing > 0).then_some(Damage::KeysMissing { count: missing });
        let revived = (revived > 0).then_some(Damage::KeysRevived { count: revived });
        Ok(missing.into_iter().chain(revived).collect())
    }
}

fn complaints(file: &Readers, name: &'static str) -> Result<Vec<Damage>, StoreError> {
    let checked = file.read(|connection| {
        let sql = format!("PRAGMA integrity_check({COMPLAINTS})");
        connection.prepare(&sql)?.query_map([], |row| row.get(0))?.collect()
    });
    let lines: Vec<String> = match checked {
        Ok(lines) => lines,
        // Damage so deep that the check itself stumbles is what was looked for.
        Err(StoreError::Corrupt { what, .. }) => vec![what],
        Err(error) => return Err(error),
    };
    Ok(lines.into_iter().filter(|line| line != "ok").map(|what| Damage::File { file: name, what }).collect())
}

fn positions(log: &Connection) -> rusqlite::Result<Option<Damage>> {
    let head = log.query_row(SIZE, [], |row| count(row, 0))?;
    let (counted, end) = log.query_row(COUNTED, [], |row| Ok((count(row, 0)?, count(row, 1)?)))?;
    Ok((head != counted || head != end).then_some(Damage::Positions { head, counted, end }))
}

fn streams(log: &Connection) -> rusqlite::Result<Vec<Damage>> {
    let damage = |row: &rusqlite::Row<'_>| {
        Ok(Damage::Stream { stream: row.get(0)?, head: count(row, 1)?, counted: count(row, 2)? })
    };
    log.prepare(STREAMS)?.query_map([], damage)?.collect()
}
