use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::tile::load;
use crate::tree::root_of;
use crate::{ConsistencyProof, Hash, InclusionProof, TileError, TileId, TileSource, node_hash, tree_at};

/// Proves that the leaf at `index` stands in the log of `size` leaves (RFC 6962 §2.1.1).
///
/// # Errors
/// [`TileError`]: index beyond the tree, or a tile that cannot be read.
pub fn prove_inclusion<S: TileSource>(
    source: &S,
    size: u64,
    index: u64,
) -> Result<InclusionProof, TileError<S::Error>> {
    if index >= size {
        return Err(TileError::Beyond { position: index, size });
    }
    let tiles = Ranges::new(source, size);
    let mut hashes = Vec::new();
    // From the root down to the leaf; the proof is told upwards.
    let (mut start, mut end) = (0, size);
    while end - start > 1 {
        let middle = start + split(end - start);
        let sibling = if index < middle { middle..end } else { start..middle };
        hashes.push(tiles.root(sibling.start, sibling.end)?);
        (start, end) = if index < middle { (start, middle) } else { (middle, end) };
    }
    hashes.reverse();
    Ok(InclusionProof { leaf_index: index, tree_size: size, hashes })
}

/// Proves that the log of `second` leaves extends the log of `first` (RFC 6962 §2.1.2). For `first` 0 or equal to
/// `second` there are no hashes to give.
///
/// # Errors
/// [`TileError`]: `first` beyond `second`, or a tile that cannot be read.
pub fn prove_consistency<S: TileSource>(
    source: &S,
    first: u64,
    second: u64,
) -> Result<ConsistencyProof, TileError<S::Error>> {
    if first > second {
        return Err(TileError::Beyond { position: first, size: second });
    }
    let mut hashes = Vec::new();
    if first > 0 && first < second {
        let tiles = Ranges::new(source, second);
        let (mut start, mut end) = (0, second);
        // SUBPROOF: go down to where the old tree ends; what lies beside the way is told, upwards.
        while first < end {
            let middle = start + split(end - start);
            let sibling = if first <= middle { middle..end } else { start..middle };
            hashes.push(tiles.root(sibling.start, sibling.end)?);
            (start, end) = if first <= middle { (start, middle) } else { (middle, end) };
        }
        if start > 0 {
            hashes.push(tiles.root(start, end)?);
        }
        hashes.reverse();
    }
    Ok(ConsistencyProof { first_size: first, second_size: second, hashes })
}

/// Root of the log in `source` at `size` leaves.
///
/// # Errors
/// [`TileError`] if a tile of its right edge cannot be read.
pub fn root_at<S: TileSource>(source: &S, size: u64) -> Result<Hash, TileError<S::Error>> {
    Ok(tree_at(source, size)?.root())
}

/// The largest power of two below `width` (RFC 6962: k < n ≤ 2k); `width` is 2 or more.
fn split(width: u64) -> u64 {
    1 << (width - 1).ilog2()
}

/// Roots of ranges of leaves, each tile read once.
struct Ranges<'a, S> {
    source: &'a S,
    size: u64,
    seen: RefCell<BTreeMap<TileId, Vec<Hash>>>,
}

impl<'a, S: TileSource> Ranges<'a, S> {
    fn new(source: &'a S, size: u64) -> Ranges<'a, S> {
        Ranges { source, size, seen: RefCell::default() }
    }

    /// Root over leaves `start..end`; the range is a node of the tree, so its left part is aligned.
    fn root(&self, start: u64, end: u64) -> Result<Hash, TileError<S::Error>> {
        let width = end - start;
        if width.is_power_of_two() {
            return self.complete(start, width.ilog2());
        }
        let middle = start + split(width);
        Ok(node_hash(&self.complete(start, (middle - start).ilog2())?, &self.root(middle, end)?))
    }

    /// Root of the complete subtree of 2^height leaves from `start`: within one tile, 2^(height mod 8) hashes.
    fn complete(&self, start: u64, height: u32) -> Result<Hash, TileError<S::Error>> {
        let (level, inside) = (height / 8, height % 8);
        let first = start >> (8 * level);
        let beyond = TileError::Beyond { position: start, size: self.size };
        let level = u8::try_from(level).unwrap_or(u8::MAX);
        let tile = TileId::holding(level, first, self.size).ok_or(beyond)?;
        let mut seen = self.seen.borrow_mut();
        let hashes = match seen.entry(tile) {
            std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::btree_map::Entry::Vacant(unknown) => unknown.insert(load(self.source, tile)?),
        };
        let from = usize::try_from(first % 256).unwrap_or_default();
        let range = hashes.get(from..from + (1 << inside));
        Ok(root_of(range.ok_or(TileError::Length { tile, found: hashes.len() * Hash::LEN })?))
    }
}
