use crate::tile::{edge, load};
use crate::tree::root_of;
use crate::{Hash, TILE_WIDTH, Tile, TileError, TileId, TileSource, Tree};

/// What a batch of new leaves does to a log: everything to be stored, and the new head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// Root over the leaves that were there before, as the tiles tell it. Hold it against the head that was stored: where the
    /// two differ a tile is damaged, and the new root would be false.
    pub before: Hash,
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
    let mut tree = levels.tree();
    let before = tree.root();
    for leaf in leaves {
        levels.push(*leaf);
        tree.push(*leaf);
    }
    Ok(Appended { before, size: new_size, root: tree.root(), tiles: levels.finish() })
}

/// The head of the log in `source` at `size` leaves: its frontier from the partial tiles on the right edge.
///
/// # Errors
/// [`TileError`] if one of those tiles cannot be read.
pub fn tree_at<S: TileSource>(source: &S, size: u64) -> Result<Tree, TileError<S::Error>> {
    Ok(Levels::open(source, size)?.tree())
}

/// Tiles as leaves alone make them, from the first leaf on: what stored tiles are held against, or rebuilt from. Memory does
/// not grow with the log as long as finished tiles are taken.
#[derive(Debug)]
pub struct Tiler(Levels);

impl Tiler {
    /// Before the first leaf.
    pub fn new() -> Tiler {
        Tiler(Levels { growing: (0..8).map(|_| Growing::default()).collect(), done: Vec::new(), size: 0 })
    }

    /// Adds one leaf; returns the tiles that are full with it, lowest level first.
    pub fn push(&mut self, leaf: Hash) -> Vec<Tile> {
        self.0.push(leaf);
        std::mem::take(&mut self.0.done)
    }

    /// The partial tiles on the right edge.
    pub fn finish(self) -> Vec<Tile> {
        self.0.finish()
    }
}

impl Default for Tiler {
    fn default() -> Tiler {
        Tiler::new()
    }
}

/// The growing tile of each level.
#[derive(Debug)]
struct Levels {
    growing: Vec<Growing>,
    done: Vec<Tile>,
    size: u64,
}

#[derive(Debug, Default)]
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
