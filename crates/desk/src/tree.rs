//! The tree over the log, advanced beside the append.

use journal::{Checkpoint, Hash, SigningKey, TileError, TileId, TileSource, append};
use store::{AdvanceTreeError, Store, StoreError, TreeAdvance};

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
    let grown = append(&StoredTiles(store), head.size, &leaves).map_err(tile_error)?;
    let tiles = grown.tiles.iter().map(|tile| store::Tile {
        level: tile.id().level(),
        index: tile.id().index(),
        bytes: tile.to_bytes(),
    });
    let advanced = store.advance_tree(TreeAdvance {
        expected: head,
        new: store::TreeHead { size: grown.size, root: *grown.root.as_bytes() },
        tiles: tiles.collect(),
        checkpoint: Checkpoint::sign(grown.size, grown.root, key),
    });
    match advanced {
        Ok(()) | Err(AdvanceTreeError::TreeMoved { .. }) => Ok(()),
        Err(error) => Err(DeskError::Tree(error)),
    }
}

pub(crate) fn tile_error(error: TileError<StoreError>) -> DeskError {
    match error {
        TileError::Source(error) => DeskError::Store(error),
        other => DeskError::Damaged(other.message()),
    }
}
