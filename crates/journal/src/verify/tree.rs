//! Whether the tiles lead from every leaf to the checkpoint's root.

use std::collections::BTreeMap;

use crate::bundle::needed_tiles;
use crate::verify::{Because, Check, CheckName, Leaf, Outcome, Read};
use crate::{Fault, MemoryTiles, Tile, TileId, root_at};

pub(crate) fn checks(read: &Read<'_>, leaves: &[Leaf<'_>]) -> [Check; 2] {
    let Some(size) = read.size() else {
        return [CheckName::Tree, CheckName::Inclusion]
            .map(|name| Check::not_made(name, Because::NothingToCheckAgainst));
    };
    let tree = tree(read, size);
    let inclusion = inclusion(read, leaves, size);
    if inclusion.outcome == Outcome::Passed && tree.outcome != Outcome::Passed {
        // Tiles that no genuine checkpoint stands for are not the log: to stand in them shows nothing.
        return [tree, Check::not_made(CheckName::Inclusion, Because::NothingToCheckAgainst)];
    }
    [tree, inclusion]
}

/// The tiles of a bundle as a source.
pub(crate) fn source(tiles: &[Tile]) -> MemoryTiles {
    let mut source = MemoryTiles::default();
    source.extend(tiles.iter().cloned());
    source
}

fn tree(read: &Read<'_>, size: u64) -> Check {
    let mut faults = tile_set(read, size);
    let by_id: BTreeMap<(u8, u64), &Tile> =
        read.tiles.iter().map(|tile| ((tile.id().level(), tile.id().index()), tile)).collect();
    for tile in read.tiles.iter().filter(|tile| tile.id().is_full()) {
        // The root of a full tile is hash number `index` of the level above.
        let (level, index) = (tile.id().level() + 1, tile.id().index());
        let at = usize::try_from(index % 256).unwrap_or_default();
        let above = by_id.get(&(level, index / 256)).and_then(|tile| tile.hashes().get(at));
        if above.is_some_and(|above| *above != tile.root()) {
            faults.push(Fault::TileChanged { tile: tile.id() });
        }
    }
    match (&read.checkpoint, root_at(&source(&read.tiles), size)) {
        (Ok(checkpoint), Ok(root)) if root != checkpoint.root => faults.push(Fault::RootDiffers),
        // A missing tile of the edge is named above.
        _ => {}
    }
    if faults.is_empty() && read.checkpoint.is_err() {
        return Check::not_made(CheckName::Tree, Because::NothingToCheckAgainst);
    }
    Check::of(CheckName::Tree, faults)
}

/// Exactly the tiles needed, each once and in order.
fn tile_set(read: &Read<'_>, size: u64) -> Vec<Fault> {
    let indices = read.entries.iter().map(|record| record.index);
    let older =
        read.manifest.as_ref().map(|manifest| manifest.consistent_from.as_slice()).unwrap_or_default();
    let mut needed = needed_tiles(size, indices, older);
    let (mut faults, mut last): (Vec<Fault>, Option<TileId>) = (Vec::new(), None);
    for tile in read.tiles.iter().map(Tile::id) {
        if !needed.remove(&tile) || last >= Some(tile) {
            faults.push(Fault::TileAdded { tile });
        }
        last = last.max(Some(tile));
    }
    faults.extend(needed.into_iter().map(|tile| Fault::TileMissing { tile }));
    faults
}

fn inclusion(read: &Read<'_>, leaves: &[Leaf<'_>], size: u64) -> Check {
    let mut faults = Vec::new();
    for (record, leaf) in read.entries.iter().zip(leaves) {
        let index = record.index;
        match (leaf.in_tree, TileId::holding(0, index, size)) {
            (Some(hash), Some(_)) if hash == leaf.computed || hash == record.leaf => {}
            (Some(_), Some(tile)) => faults.push(Fault::NotInTile { index, tile }),
            _ => faults.push(Fault::Unproved { index }),
        }
    }
    Check::of(CheckName::Inclusion, faults)
}
