//! The tree over the log, advanced beside the append.

use journal::{Checkpoint, Hash, SigningKey, Tile, TileError, TileId, TileSource, Tiler, Tree, append};
use messages::Message;
use store::{AdvanceTreeError, Store, StoreError, TreeAdvance, TreeHead};

use crate::DeskError;

/// Leaves taken into the tree in one step: bounds memory when a log is long and its tree young.
const LEAVES_PER_STEP: u64 = 16_384;

/// The tiles that a store keeps, as the journal reads them.
pub(crate) struct StoredTiles<'a>(pub(crate) &'a dyn Store);

impl TileSource for StoredTiles<'_> {
    type Error = StoreError;

    fn read(&self, tile: TileId) -> Result<Option<Vec<u8>>, StoreError> {
        let stored = self.0.tile(tile.level(), tile.index())?;
        let wide_enough = |bytes: &Vec<u8>| bytes.len() >= usize::from(tile.width()) * Hash::LEN;
        Ok(stored.map(|stored| stored.bytes).filter(wide_enough))
    }
}

/// Takes every leaf of the log into the tree and returns the checkpoint over all of them. Who else advances at the
/// same moment is no fault: their step is taken for ours. A crash leaves a smaller tree, which the next call advances.
/// Nothing is signed over a damaged tile: tiles that do not lead to the root they were signed under are made anew first.
pub(crate) fn advance(store: &dyn Store, key: &SigningKey) -> Result<String, DeskError> {
    loop {
        let (head, checkpoint) = store.tree_head()?;
        let size = store.size()?;
        match checkpoint {
            Some(checkpoint) if head.size == size => return Ok(checkpoint),
            _ => step(store, key, head, size)?,
        }
    }
}

fn step(store: &dyn Store, key: &SigningKey, head: store::TreeHead, size: u64) -> Result<(), DeskError> {
    let end = size.min(head.size.saturating_add(LEAVES_PER_STEP));
    let leaves: Vec<Hash> = store.leaves(head.size..end)?.into_iter().map(Hash::from_bytes).collect();
    let found = head.size + leaves.len() as u64;
    if found < end {
        return Err(DeskError::Damaged(
            Message::new("desk-log-short").with("size", size).with("found", found),
        ));
    }
    let grown = match append(&StoredTiles(store), head.size, &leaves) {
        Ok(grown) if head.size == 0 || *grown.before.as_bytes() == head.root => grown,
        Ok(_) | Err(TileError::Missing(_) | TileError::Length { .. }) => {
            rebuild(store, key, head)?;
            append(&StoredTiles(store), head.size, &leaves).map_err(tile_error)?
        }
        Err(error) => return Err(tile_error(error)),
    };
    let checkpoint = Checkpoint::sign(grown.size, grown.root, key);
    let new = TreeHead { size: grown.size, root: *grown.root.as_bytes() };
    write(store, TreeAdvance { expected: head, new, tiles: kept(&grown.tiles), checkpoint })
}

/// Who moved the tree meanwhile did what was to be done.
fn write(store: &dyn Store, step: TreeAdvance) -> Result<(), DeskError> {
    match store.advance_tree(step) {
        Ok(()) | Err(AdvanceTreeError::TreeMoved { .. }) => Ok(()),
        Err(error) => Err(DeskError::Tree(error)),
    }
}

fn kept(tiles: &[Tile]) -> Vec<store::Tile> {
    let kept = |tile: &Tile| store::Tile {
        level: tile.id().level(),
        index: tile.id().index(),
        bytes: tile.to_bytes(),
    };
    tiles.iter().map(kept).collect()
}

/// Tiles of a tree of `head.size` leaves that are stored otherwise than the leaves make them, as the leaves make them.
///
/// # Errors
/// [`DeskError::Damaged`] if the leaves themselves do not lead to the root of `head`: then no tile can be trusted.
pub(crate) fn wrong_tiles(store: &dyn Store, head: TreeHead) -> Result<Vec<Tile>, DeskError> {
    let (mut tiler, mut tree, mut wrong) = (Tiler::new(), Tree::new(), Vec::new());
    let mut hold = |tiles: Vec<Tile>| -> Result<(), DeskError> {
        for tile in tiles {
            let stored = store.tile(tile.id().level(), tile.id().index())?;
            if stored.is_none_or(|stored| stored.bytes != tile.to_bytes()) {
                wrong.push(tile);
            }
        }
        Ok(())
    };
    let mut at = 0;
    while at < head.size {
        let end = head.size.min(at + LEAVES_PER_STEP);
        for leaf in store.leaves(at..end)?.into_iter().map(Hash::from_bytes) {
            tree.push(leaf);
            hold(tiler.push(leaf))?;
        }
        at = end;
    }
    if head.size > 0 && *tree.root().as_bytes() != head.root {
        return Err(DeskError::Damaged(Message::new("desk-tree-differs").with("size", head.size)));
    }
    hold(tiler.finish())?;
    Ok(wrong)
}

/// Makes damaged tiles anew from the leaves, which must lead to the root that is stored; how many.
pub(crate) fn rebuild(store: &dyn Store, key: &SigningKey, head: TreeHead) -> Result<usize, DeskError> {
    let wrong = wrong_tiles(store, head)?;
    if !wrong.is_empty() {
        let checkpoint = Checkpoint::sign(head.size, Hash::from_bytes(head.root), key);
        write(store, TreeAdvance { expected: head, new: head, tiles: kept(&wrong), checkpoint })?;
    }
    Ok(wrong.len())
}

pub(crate) fn tile_error(error: TileError<StoreError>) -> DeskError {
    match error {
        TileError::Source(error) => DeskError::Store(error),
        other => DeskError::Damaged(other.message()),
    }
}
