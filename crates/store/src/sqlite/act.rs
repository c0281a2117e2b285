//! One act, applied inside the group's transaction.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::board;
use super::fault::{count, kept};
use super::keys;
use super::once;
use super::outbox;
use crate::{Append, AppendError, Appended, DueChange, NewEntry, StreamHead};

const READ_HEAD: &str = "SELECT size, recorded_us, last_number FROM head";
const WRITE_HEAD: &str = "UPDATE head SET size = ?1, recorded_us = ?2, last_number = ?3";
const STREAM: &str = "SELECT id, version, leaf FROM stream WHERE name = ?1";
const NEW_STREAM: &str = "INSERT INTO stream (name, version, leaf) VALUES (?1, ?2, ?3) RETURNING id";
const MOVE_STREAM: &str = "UPDATE stream SET version = ?2, leaf = ?3 WHERE id = ?1";
const ENTRY: &str = "INSERT INTO entry (position, stream, version, leaf, body_id, entry, body)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
const SET_DUE: &str = "INSERT INTO due (stream, id, at_us) VALUES (?1, ?2, ?3)
    ON CONFLICT (stream, id) DO UPDATE SET at_us = excluded.at_us";
const CLEAR_DUE: &str = "DELETE FROM due WHERE stream = ?1 AND id = ?2";

/// The log's own row: read at the start of a group, written at its end.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub(super) size: u64,
    pub(super) recorded_us: Option<i64>,
    pub(super) last_number: u64,
}

impl Head {
    pub(super) fn read(log: &Connection) -> rusqlite::Result<Head> {
        log.prepare_cached(READ_HEAD)?.query_row([], |row| {
            Ok(Head { size: count(row, 0)?, recorded_us: row.get(1)?, last_number: count(row, 2)? })
        })
    }

    pub(super) fn write(&self, log: &Connection) -> rusqlite::Result<()> {
        let row = params![kept(self.size), self.recorded_us, kept(self.last_number)];
        log.prepare_cached(WRITE_HEAD)?.execute(row).map(|_| ())
    }
}

/// Why an act does not stand: it may not, or the engine failed.
pub(super) enum Refusal {
    Because(AppendError),
    Failed(rusqlite::Error),
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Refusal {
        Refusal::Failed(error)
    }
}

/// Applies all of the act and moves the head; on refusal the caller rolls both back.
pub(super) fn apply(log: &Connection, head: &mut Head, act: &Append) -> Result<Appended, Refusal> {
    let first_position = head.size;
    once::note(log, act)?;
    if !act.entries.is_empty() {
        check_clock(head, act.recorded_us)?;
        head.recorded_us = Some(act.recorded_us);
    }
    append_entries(log, head, &act.entries)?;
    if let Some(key) = keys::name(log, &act.keys)? {
        return Err(Refusal::Because(AppendError::KeyExists { owner: key.owner.clone() }));
    }
    for doomed in &act.destroy {
        keys::doom(log, doomed)?;
    }
    for change in &act.outbox {
        outbox::change(log, change)?;
    }
    let numbers = act.board.iter().map(|row| board::write(log, &mut head.last_number, row));
    let numbers = numbers.collect::<rusqlite::Result<Vec<u64>>>()?;
    for change in &act.due {
        change_due(log, change)?;
    }
    Ok(Appended { first_position, numbers })
}

fn check_clock(head: &Head, given_us: i64) -> Result<(), Refusal> {
    match head.recorded_us {
        Some(last_us) if given_us < last_us => {
            Err(Refusal::Because(AppendError::ClockBehind { last_us, given_us }))
        }
        _ => Ok(()),
    }
}

/// Every stream's row is written once, however many entries it gets, and before them, since entries carry its number.
fn append_entries(log: &Connection, head: &mut Head, entries: &[NewEntry]) -> Result<(), Refusal> {
    let grown = grown(log, entries)?;
    let mut ids = HashMap::with_capacity(grown.len());
    for stream in grown {
        ids.insert(stream.name, write_stream(log, &stream)?);
    }
    let mut insert = log.prepare_cached(ENTRY)?;
    for entry in entries {
        let id = ids.get(entry.stream.as_str());
        let version = kept(entry.version);
        let row = params![kept(head.size), id, version, entry.leaf, entry.body_id, entry.entry, entry.body];
        insert.execute(row)?;
        head.size += 1;
    }
    Ok(())
}

/// A stream as the act leaves it.
struct Grown<'e> {
    name: &'e str,
    /// The number of its row; `None` for a new one.
    id: Option<i64>,
    last: &'e NewEntry,
}

/// The streams of these entries, in the order in which they come first; every entry claims the version after the last.
fn grown<'e>(log: &Connection, entries: &'e [NewEntry]) -> Result<Vec<Grown<'e>>, Refusal> {
    let mut streams: Vec<Grown<'e>> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for entry in entries {
        let known = places.get(entry.stream.as_str()).and_then(|place| streams.get_mut(*place));
        let Some(stream) = known else {
            let id = begin_stream(log, entry)?;
            places.insert(&entry.stream, streams.len());
            streams.push(Grown { name: &entry.stream, id, last: entry });
            continue;
        };
        follows(entry, stream.last.version)?;
        stream.last = entry;
    }
    Ok(streams)
}

/// The number of the stream's row, if there is one; the entry follows what stands there.
fn begin_stream(log: &Connection, first: &NewEntry) -> Result<Option<i64>, Refusal> {
    let found = log
        .prepare_cached(STREAM)?
        .query_row([&first.stream], |row| Ok((row.get::<_, i64>(0)?, count(row, 1)?)))
        .optional()?;
    follows(first, found.map_or(0, |(_, version)| version))?;
    Ok(found.map(|(id, _)| id))
}

fn follows(entry: &NewEntry, actual: u64) -> Result<(), Refusal> {
    if entry.version == actual + 1 {
        return Ok(());
    }
    let (stream, expected) = (entry.stream.clone(), entry.version.saturating_sub(1));
    Err(Refusal::Because(AppendError::Conflict { stream, expected, actual }))
}

fn write_stream(log: &Connection, stream: &Grown<'_>) -> rusqlite::Result<i64> {
    let (version, leaf) = (kept(stream.last.version), stream.last.leaf);
    match stream.id {
        Some(id) => log.prepare_cached(MOVE_STREAM)?.execute(params![id, version, leaf]).map(|_| id),
        None => {
            log.prepare_cached(NEW_STREAM)?.query_row(params![stream.name, version, leaf], |row| row.get(0))
        }
    }
}

/// Stores or removes a due row.
pub(super) fn change_due(log: &Connection, change: &DueChange) -> rusqlite::Result<()> {
    match change {
        DueChange::Set(due) => {
            log.prepare_cached(SET_DUE)?.execute(params![due.stream, due.id, due.at_us])?
        }
        DueChange::Clear { stream, id } => log.prepare_cached(CLEAR_DUE)?.execute(params![stream, id])?,
    };
    Ok(())
}

/// Where a stream ends.
pub(super) fn stream_head(log: &Connection, stream: &str) -> rusqlite::Result<Option<StreamHead>> {
    let row = |row: &rusqlite::Row<'_>| Ok(StreamHead { version: count(row, 1)?, leaf: row.get(2)? });
    log.prepare_cached(STREAM)?.query_row([stream], row).optional()
}
