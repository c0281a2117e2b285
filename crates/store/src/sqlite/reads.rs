//! Entries, leaves and streams.

use std::ops::Range;

use rusqlite::{Connection, Row, params};

use super::fault::{count, kept};
use crate::StoredEntry;

const STREAM: &str = "SELECT e.position, s.name, e.version, e.leaf, e.body_id, e.entry, e.body
    FROM stream AS s JOIN entry AS e ON e.stream = s.id
    WHERE s.name = ?1 AND e.version >= ?2 ORDER BY e.version LIMIT ?3";
const LOG: &str = "SELECT e.position, s.name, e.version, e.leaf, e.body_id, e.entry, e.body
    FROM entry AS e JOIN stream AS s ON s.id = e.stream
    WHERE e.position >= ?1 AND e.position < ?2 ORDER BY e.position";
const LEAVES: &str = "SELECT leaf FROM entry WHERE position >= ?1 AND position < ?2 ORDER BY position";

/// Entries of a stream; a limit of −1 is none to the engine.
pub(super) fn stream(
    log: &Connection,
    stream: &str,
    from_version: u64,
    limit: Option<u32>,
) -> rusqlite::Result<Vec<StoredEntry>> {
    log.prepare_cached(STREAM)?
        .query_map(params![stream, kept(from_version), limit.map_or(-1, i64::from)], entry)?
        .collect()
}

pub(super) fn positions(log: &Connection, positions: &Range<u64>) -> rusqlite::Result<Vec<StoredEntry>> {
    let ends = params![kept(positions.start), kept(positions.end)];
    log.prepare_cached(LOG)?.query_map(ends, entry)?.collect()
}

pub(super) fn leaves(log: &Connection, positions: &Range<u64>) -> rusqlite::Result<Vec<[u8; 32]>> {
    let ends = params![kept(positions.start), kept(positions.end)];
    log.prepare_cached(LEAVES)?.query_map(ends, |row| row.get(0))?.collect()
}

fn entry(row: &Row<'_>) -> rusqlite::Result<StoredEntry> {
    entry_from(row, 0)
}

/// An entry whose columns begin at `first`.
pub(super) fn entry_from(row: &Row<'_>, first: usize) -> rusqlite::Result<StoredEntry> {
    Ok(StoredEntry {
        position: count(row, first)?,
        stream: row.get(first + 1)?,
        version: count(row, first + 2)?,
        leaf: row.get(first + 3)?,
        body_id: row.get(first + 4)?,
        entry: row.get(first + 5)?,
        body: row.get(first + 6)?,
    })
}
