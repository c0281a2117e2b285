use std::collections::BTreeSet;

use crate::TileId;
use crate::tile::edge;

/// The tiles a bundle must hold, no more and no fewer: the right edge of the tree (its frontier), the tiles from
/// each leaf up to that edge, and for each older size the tiles of its own right edge, from which its root follows.
pub(crate) fn needed_tiles(
    size: u64,
    indices: impl IntoIterator<Item = u64>,
    consistent_from: &[u64],
) -> BTreeSet<TileId> {
    let mut needed: BTreeSet<TileId> = edge(size).collect();
    let mut last = None;
    for index in indices {
        // Neighbours lie in the same tile, whose way up is walked already.
        if last.replace(index / 256) != Some(index / 256) {
            way_up(&mut needed, 0, index, size);
        }
    }
    for older in consistent_from.iter().filter(|older| **older < size) {
        for tile in edge(*older) {
            way_up(&mut needed, tile.level(), tile.index() * 256, size);
        }
    }
    needed
}

/// Sizes for [`BundleWriter::consistent_from`](crate::BundleWriter::consistent_from) that let a log of `size` be compared
/// with *any* older size among its newest `newest` entries, whoever holds that checkpoint: one size inside each full tile of
/// level 0 brings the whole tile and its ancestors, and with them every size that ends in it. Costs 32 bytes an entry.
pub fn comparable_sizes(size: u64, newest: u64) -> impl Iterator<Item = u64> {
    (size.saturating_sub(newest) / 256..size / 256).map(|tile| tile * 256 + 1)
}

/// The tile of hash number `hash` at `level`, and those of its ancestors, as far as full tiles lead.
fn way_up(needed: &mut BTreeSet<TileId>, level: u8, hash: u64, size: u64) {
    let mut hash = hash;
    for level in level..8 {
        match TileId::holding(level, hash, size) {
            Some(tile) if needed.insert(tile) => {}
            // Already there, and so are its ancestors; or the edge of the tree is reached.
            _ => return,
        }
        hash /= 256;
    }
}
