use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;

use crate::Hash;
use crate::tree::root_of;

/// Hashes in a full tile (C2SP tlog-tiles: height 8).
pub const TILE_WIDTH: u16 = 256;

/// Which tile: level, index within the level, and how many hashes wide (1 to 256). Ordered by level, then index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
pub struct TileId {
    level: u8,
    index: u64,
    width: u16,
}

impl TileId {
    /// The tile; `None` if a tree of at most 2^64 - 1 leaves has no such tile.
    pub fn new(level: u8, index: u64, width: u16) -> Option<TileId> {
        let last = index.checked_mul(256)?.checked_add(u64::from(width))?;
        let exists =
            level <= 7 && (1..=TILE_WIDTH).contains(&width) && last <= u64::MAX >> (8 * u32::from(level));
        exists.then_some(TileId { level, index, width })
    }

    /// Level: 0 holds leaf hashes, each hash of a higher one is the root of a full tile below.
    pub const fn level(self) -> u8 {
        self.level
    }

    /// Index within the level, from 0.
    pub const fn index(self) -> u64 {
        self.index
    }

    /// Number of hashes, 1 to 256.
    pub const fn width(self) -> u16 {
        self.width
    }

    /// Whether it will never grow again.
    pub const fn is_full(self) -> bool {
        self.width == TILE_WIDTH
    }

    /// Path of the tile in the C2SP layout: `tile/<L>/<N>[.p/<W>]`.
    pub fn path(self) -> String {
        format!("tile/{}/{}", self.level, self.tail())
    }

    /// Path of the entries under a tile of level 0: `tile/entries/<N>[.p/<W>]`; `None` for higher levels.
    pub fn entries_path(self) -> Option<String> {
        (self.level == 0).then(|| format!("tile/entries/{}", self.tail()))
    }

    fn tail(self) -> String {
        let mut tail = format!("{:03}", self.index % 1000);
        let mut above = self.index / 1000;
        while above > 0 {
            tail = format!("x{:03}/{tail}", above % 1000);
            above /= 1000;
        }
        if self.is_full() { tail } else { format!("{tail}.p/{}", self.width) }
    }

    /// The tile that holds hash number `hash` of `level` in a tree of `size` leaves, if the tree has that hash.
    pub(crate) fn holding(level: u8, hash: u64, size: u64) -> Option<TileId> {
        let hashes = hashes_at(level, size);
        let index = hash / 256;
        let width = u16::try_from((hashes.checked_sub(index * 256)?).min(256)).ok()?;
        (hash < hashes).then_some(TileId { level, index, width })
    }
}

impl fmt::Display for TileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path())
    }
}

/// How many hashes level `level` of a tree of `size` leaves has: one per complete subtree of 256^level leaves.
fn hashes_at(level: u8, size: u64) -> u64 {
    size.checked_shr(8 * u32::from(level)).unwrap_or(0)
}

/// The rightmost, partial tiles of a tree, highest level first. Together they are its frontier.
pub(crate) fn edge(size: u64) -> impl Iterator<Item = TileId> {
    (0..8u8).rev().filter_map(move |level| {
        let hashes = hashes_at(level, size);
        let width = u16::try_from(hashes % 256).ok().filter(|width| *width > 0)?;
        Some(TileId { level, index: hashes / 256, width })
    })
}

/// A tile with its hashes: consecutive roots of complete subtrees of 256^level leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    id: TileId,
    hashes: Vec<Hash>,
}

impl Tile {
    /// The tile of these hashes; `None` unless there are as many as it is wide.
    pub fn new(id: TileId, hashes: Vec<Hash>) -> Option<Tile> {
        (hashes.len() == usize::from(id.width)).then_some(Tile { id, hashes })
    }

    /// Which tile.
    pub const fn id(&self) -> TileId {
        self.id
    }

    /// Its hashes, leftmost first.
    pub fn hashes(&self) -> &[Hash] {
        &self.hashes
    }

    /// The bytes of its file: the hashes one after another.
    pub fn to_bytes(&self) -> Vec<u8> {
        bytes_of(&self.hashes)
    }

    /// Root of the subtree over its hashes. For a full tile this is the hash the level above holds for it.
    pub fn root(&self) -> Hash {
        root_of(&self.hashes)
    }
}

pub(crate) fn bytes_of(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| *hash.as_bytes()).collect()
}

/// Where tiles come from: a folder, a table, a bundle.
pub trait TileSource {
    /// What goes wrong in reading.
    type Error;

    /// The bytes of the tile. A source may hold only a wider tile of the same level and index, and then return
    /// that: the first `width` hashes are taken. `None` if it holds no tile at least that wide.
    ///
    /// # Errors
    /// Whatever kept the source from looking.
    fn read(&self, tile: TileId) -> Result<Option<Vec<u8>>, Self::Error>;
}

/// Why a tile could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TileError<E> {
    /// The source failed.
    Source(E),
    /// The source has no such tile.
    Missing(TileId),
    /// The source's bytes are not whole hashes, or fewer than the tile is wide.
    Length {
        /// Which tile.
        tile: TileId,
        /// Bytes found.
        found: usize,
    },
    /// A position beyond the tree: `position` must be below (or, for a size, at most) `size`.
    Beyond {
        /// Index or older size asked for.
        position: u64,
        /// Size of the tree.
        size: u64,
    },
}

impl<E: fmt::Display> TileError<E> {
    /// What to say about it.
    pub fn message(&self) -> messages::Message {
        match self {
            TileError::Source(fault) => {
                messages::Message::new("journal-tile-source").with("fault", fault.to_string())
            }
            TileError::Missing(tile) => {
                messages::Message::new("journal-tile-missing").with("tile", tile.path())
            }
            TileError::Length { tile, found } => messages::Message::new("journal-tile-length")
                .with("tile", tile.path())
                .with("found", *found)
                .with("expected", u64::from(tile.width) * 32),
            TileError::Beyond { position, size } => messages::Message::new("journal-tile-beyond")
                .with("position", position.to_string())
                .with("size", size.to_string()),
        }
    }
}

impl<E: fmt::Display> fmt::Display for TileError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.message(), f)
    }
}

impl<E: fmt::Display + fmt::Debug> std::error::Error for TileError<E> {}

/// The hashes of `tile`, from a source.
pub(crate) fn load<S: TileSource>(source: &S, tile: TileId) -> Result<Vec<Hash>, TileError<S::Error>> {
    let bytes = source.read(tile).map_err(TileError::Source)?.ok_or(TileError::Missing(tile))?;
    let width = usize::from(tile.width);
    if bytes.len() % Hash::LEN != 0 || bytes.len() < width * Hash::LEN {
        return Err(TileError::Length { tile, found: bytes.len() });
    }
    Ok(bytes.chunks_exact(Hash::LEN).take(width).filter_map(Hash::from_slice).collect())
}

/// Tiles kept in memory: of each level and index the widest one added.
#[derive(Debug, Clone, Default)]
pub struct MemoryTiles(BTreeMap<(u8, u64), Vec<Hash>>);

impl MemoryTiles {
    /// Keeps a tile, unless a wider one of the same place is kept already.
    pub fn insert(&mut self, tile: Tile) {
        let kept = self.0.entry((tile.id.level, tile.id.index)).or_default();
        if kept.len() < tile.hashes.len() {
            *kept = tile.hashes;
        }
    }

    /// The hashes at a place, as wide as they are kept.
    pub(crate) fn at(&self, level: u8, index: u64) -> Option<&[Hash]> {
        self.0.get(&(level, index)).map(Vec::as_slice)
    }
}

impl Extend<Tile> for MemoryTiles {
    fn extend<T: IntoIterator<Item = Tile>>(&mut self, tiles: T) {
        tiles.into_iter().for_each(|tile| self.insert(tile));
    }
}

impl TileSource for MemoryTiles {
    type Error = Infallible;

    fn read(&self, tile: TileId) -> Result<Option<Vec<u8>>, Infallible> {
        let wide = self.at(tile.level, tile.index).filter(|hashes| hashes.len() >= usize::from(tile.width));
        Ok(wide.map(bytes_of))
    }
}
