use crate::tile::{edge, load};
use crate::tree::root_of;
use crate::{Hash, TILE_WIDTH, Tile, TileError, TileId, TileSource, Tree};

/// What a batch of new leaves does to a log: everything to be stored, and the new head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// Number of leaves now.
    pub size: u64,
    /// Root over them.
    pub root: Hash,
    /// New tiles and wider versions of partial ones, by level and index. Storing them over their narrower versions
    /// loses nothing: a wider tile begins with the narrower.
    pub tiles: Vec<Tile>,
}

/// Appends leaf hashes to the log of `size` leaves in `source`; reads at most one partial tile per level.
///
/// # Errors
/// [`TileError`] if a partial tile of the old tree cannot be read, or the log would pass 2^64 - 1 leaves.
pub fn append<S: TileSource>(
    source: &S,
    size: u64,
    leaves: &[Hash],
) -> Result<Appended, TileError<S::Error>> {
    let beyond = TileError::Beyond { position: size, size: u64::MAX };
    let new_size = u64::try_from(leaves.len()).ok().and_then(|more| size.checked_add(more)).ok_or(beyond)?;
    let mut levels = Levels::open(source, size)?;
    for leaf in leaves {
        levels.push(*leaf);
    }
    let root = levels.tree().root();
    Ok(Appended { size: new_size, root, tiles: levels.finish() })
}

/// The head of the log in `source` at `size` leaves: its frontier from the partial tiles on the right edge.
///
/// # Errors
/// [`TileError`] if one of those tiles cannot be read.
pub fn tree_at<S: TileSource>(source: &S, size: u64) -> Result<Tree, TileError<S::Error>> {
    Ok(Levels::open(source, size)?.tree())
}

/// The growing tile of each level.
struct Levels {
    growing: Vec<Growing>,
    done: Vec<Tile>,
    size: u64,
}

#[derive(Default)]
struct Growing {
    index: u64,
    hashes: Vec<Hash>,
    changed: bool,
}

impl Levels {
    fn open<S: TileSource>(source: &S, size: u64) -> Result<Levels, TileError<S::Error>> {
        let mut growing: Vec<Growing> = (0..8u32)
            .map(|level| Growing {
                index: size.checked_shr(8 * (level + 1)).unwrap_or(0),
                ..Growing::default()
            })
            .collect();
        for tile in edge(size) {
            growing[usize::from(tile.level())].hashes = load(source, tile)?;
        }
        Ok(Levels { growing, done: Vec::new(), size })
    }

    fn push(&mut self, leaf: Hash) {
        self.size += 1;
        let mut carried = Some(leaf);
        for (level, tile) in (0u8..).zip(&mut self.growing) {
            let Some(hash) = carried.take() else { return };
            tile.hashes.push(hash);
            tile.changed = true;
            if tile.hashes.len() == usize::from(TILE_WIDTH) {
                carried = Some(root_of(&tile.hashes));
                self.done.extend(tile.close(level));
            }
        }
    }

    /// The frontier is the complete subtrees inside the growing tiles, highest level first.
    fn tree(&self) -> Tree {
        let mut frontier = Vec::new();
        for tile in self.growing.iter().rev() {
            frontier.extend_from_slice(tile.hashes.iter().copied().collect::<Tree>().frontier());
        }
        Tree::from_frontier(self.size, frontier).unwrap_or_default()
    }

    fn finish(mut self) -> Vec<Tile> {
        for (level, tile) in (0u8..).zip(&mut self.growing) {
            if tile.changed && !tile.hashes.is_empty() {
                self.done.extend(tile.close(level));
            }
        }
        self.done.sort_by_key(Tile::id);
        self.done
    }
}

impl Growing {
    fn close(&mut self, level: u8) -> Option<Tile> {
        let hashes = std::mem::take(&mut self.hashes);
        let id = TileId::new(level, self.index, u16::try_from(hashes.len()).ok()?)?;
        self.index += 1;
        self.changed = false;
        Tile::new(id, hashes)
    }
}
