use crate::{Hash, empty_root, node_hash};

/// An RFC 6962 tree kept as its frontier: the roots of its complete subtrees, largest first. Adding a leaf costs
/// one node hash on average; memory does not grow with the log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    size: u64,
    frontier: Vec<Hash>,
}

impl Tree {
    /// The tree without leaves.
    pub const fn new() -> Tree {
        Tree { size: 0, frontier: Vec::new() }
    }

    /// The tree of `size` leaves with this frontier; `None` unless there is one hash per bit set in `size`,
    /// or where no further leaf could be counted.
    pub fn from_frontier(size: u64, frontier: Vec<Hash>) -> Option<Tree> {
        let bits = usize::try_from(size.count_ones()).ok()?;
        (frontier.len() == bits && size < u64::MAX).then_some(Tree { size, frontier })
    }

    /// Number of leaves.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Roots of the complete subtrees, largest first; one per bit set in [`Tree::size`].
    pub fn frontier(&self) -> &[Hash] {
        &self.frontier
    }

    /// Adds one leaf.
    pub fn push(&mut self, leaf: Hash) {
        let mut node = leaf;
        // Each trailing one bit of the old size is a complete subtree that closes now.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.frontier.pop() {
                node = node_hash(&left, &node);
            }
        }
        self.frontier.push(node);
        self.size += 1;
    }

    /// The root (RFC 6962 MTH).
    pub fn root(&self) -> Hash {
        let mut right_to_left = self.frontier.iter().rev().copied();
        let Some(first) = right_to_left.next() else { return empty_root() };
        right_to_left.fold(first, |right, left| node_hash(&left, &right))
    }
}

impl Extend<Hash> for Tree {
    fn extend<T: IntoIterator<Item = Hash>>(&mut self, leaves: T) {
        leaves.into_iter().for_each(|leaf| self.push(leaf));
    }
}

impl FromIterator<Hash> for Tree {
    fn from_iter<T: IntoIterator<Item = Hash>>(leaves: T) -> Tree {
        let mut tree = Tree::new();
        tree.extend(leaves);
        tree
    }
}

/// Root of a complete subtree over `hashes`, whose number is a power of two (else the root of the tree over them).
pub(crate) fn root_of(hashes: &[Hash]) -> Hash {
    hashes.iter().copied().collect::<Tree>().root()
}
