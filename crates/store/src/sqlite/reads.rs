//! Entries, leaves and streams.

use std::collections::HashMap;
use std::ops::Range;

use rusqlite::{Connection, Row, params, params_from_iter};

use super::fault::{count, kept};
use super::keys;
use super::several::{MOST, asked};
use crate::{FirstEntry, StoredEntry};

const STREAM: &str = "SELECT e.position, s.name, e.version, e.leaf, e.body_id, e.entry, e.body
    FROM stream AS s JOIN entry AS e ON e.stream = s.id
    WHERE s.name = ?1 AND e.version >= ?2 ORDER BY e.version LIMIT ?3";
const FIRST: &str = "SELECT e.position, s.name, e.version, e.leaf, e.body_id, e.entry, e.body, k.fate
    FROM stream AS s JOIN entry AS e ON e.stream = s.id AND e.version = 1
    LEFT JOIN key_name AS k ON k.id = e.body_id WHERE s.name IN";
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

/// The first entries of these streams, in their order: each stream's place and then its entry are found by an index.
pub(super) fn first_entries(
    log: &Connection,
    streams: &[String],
) -> rusqlite::Result<Vec<Option<FirstEntry>>> {
    let mut found = HashMap::with_capacity(streams.len());
    for some in streams.chunks(MOST) {
        let Some((asked, list)) = asked(some) else { continue };
        let mut select = log.prepare_cached(&format!("{FIRST} ({list})"))?;
        for first in select.query_map(params_from_iter(asked), first)? {
            let first = first?;
            found.insert(first.entry.stream.clone(), first);
        }
    }
    Ok(streams.iter().map(|stream| found.remove(stream)).collect())
}

fn first(row: &Row<'_>) -> rusqlite::Result<FirstEntry> {
    Ok(FirstEntry { entry: entry(row)?, key: keys::as_fate(row.get(7)?) })
}

fn entry(row: &Row<'_>) -> rusqlite::Result<StoredEntry> {
    Ok(StoredEntry {
        position: count(row, 0)?,
        stream: row.get(1)?,
        version: count(row, 2)?,
        leaf: row.get(3)?,
        body_id: row.get(4)?,
        entry: row.get(5)?,
        body: row.get(6)?,
    })
}
