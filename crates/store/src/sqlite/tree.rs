//! Tiles, tree head and checkpoint; how far the tree came is noted beside the keys too.

use rusqlite::{Connection, OptionalExtension, params};

use super::act::Head;
use super::fault::{At, count, kept};
use super::keys;
use super::writer::Writer;
use crate::{AdvanceTreeError, Tile, TreeAdvance, TreeHead};

const HEAD: &str = "SELECT tree_size, tree_root, checkpoint FROM head";
const MOVE: &str = "UPDATE head SET tree_size = ?1, tree_root = ?2, checkpoint = ?3";
const TILE: &str = "SELECT bytes FROM tile WHERE level = ?1 AND place = ?2";
const WRITE_TILE: &str = "INSERT INTO tile (level, place, bytes) VALUES (?1, ?2, ?3)
    ON CONFLICT (level, place) DO UPDATE SET bytes = excluded.bytes";

pub(super) fn head(log: &Connection) -> rusqlite::Result<(TreeHead, Option<String>)> {
    log.prepare_cached(HEAD)?
        .query_row([], |row| Ok((TreeHead { size: count(row, 0)?, root: row.get(1)? }, row.get(2)?)))
}

pub(super) fn tile(log: &Connection, level: u8, index: u64) -> rusqlite::Result<Option<Tile>> {
    let tile = |row: &rusqlite::Row<'_>| Ok(Tile { level, index, bytes: row.get(0)? });
    log.prepare_cached(TILE)?.query_row(params![level, kept(index)], tile).optional()
}

/// Compare-and-swap of the tree's head, with its tiles and checkpoint.
pub(super) fn advance(writer: &mut Writer, step: &TreeAdvance) -> Result<(), AdvanceTreeError> {
    let path = writer.folder.log_db();
    let advanced: Result<(), AdvanceTreeError> = writer.transaction(|writer| {
        let log = &writer.log;
        let (actual, _) = head(log).at(&path)?;
        if actual != step.expected {
            return Err(AdvanceTreeError::TreeMoved { actual });
        }
        let size = Head::read(log).at(&path)?.size;
        if step.new.size < actual.size || step.new.size > size {
            return Err(AdvanceTreeError::Impossible { size: step.new.size, log: size });
        }
        for tile in &step.tiles {
            let row = params![tile.level, kept(tile.index), tile.bytes];
            log.prepare_cached(WRITE_TILE).and_then(|mut write| write.execute(row)).at(&path)?;
        }
        let row = params![kept(step.new.size), step.new.root, step.checkpoint];
        log.prepare_cached(MOVE).and_then(|mut swap| swap.execute(row)).at(&path)?;
        Ok(())
    });
    advanced?;
    Ok(keys::note_reached(writer, &step.new)?)
}
