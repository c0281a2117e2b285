use messages::Message;

use crate::{Hash, empty_root, node_hash};

/// Shows that a leaf stands at an index of a tree (RFC 6962 §2.1.1, RFC 9162 §2.1.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InclusionProof {
    /// Index of the leaf, from 0.
    pub leaf_index: u64,
    /// Number of leaves of the tree.
    pub tree_size: u64,
    /// Hashes from the leaf upwards.
    pub hashes: Vec<Hash>,
}

/// Shows that a tree only grew (RFC 6962 §2.1.2, RFC 9162 §2.1.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsistencyProof {
    /// Number of leaves of the older tree.
    pub first_size: u64,
    /// Number of leaves of the newer tree.
    pub second_size: u64,
    /// Hashes as RFC 6962 orders them.
    pub hashes: Vec<Hash>,
}

/// Why a well-formed proof proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum ProofFault {
    /// The tree has no leaf of that index.
    IndexBeyond {
        /// Index asked for.
        leaf_index: u64,
        /// Leaves the tree has.
        tree_size: u64,
    },
    /// The older tree is larger than the newer.
    Shrunk {
        /// Leaves of the older tree.
        first_size: u64,
        /// Leaves of the newer tree.
        second_size: u64,
    },
    /// The older tree is empty and the newer is not: every tree extends the empty one, so nothing is shown.
    FromEmpty,
    /// More or fewer hashes than these sizes need.
    Count {
        /// Hashes given.
        given: usize,
        /// Hashes these sizes need.
        needed: usize,
    },
    /// The root computed from the leaf is another.
    Root {
        /// Root the proof leads to.
        computed: Hash,
        /// Root claimed.
        claimed: Hash,
    },
    /// The root computed for the older tree is another.
    FirstRoot {
        /// Root the proof leads to.
        computed: Hash,
        /// Root claimed.
        claimed: Hash,
    },
    /// The root computed for the newer tree is another.
    SecondRoot {
        /// Root the proof leads to.
        computed: Hash,
        /// Root claimed.
        claimed: Hash,
    },
}

impl ProofFault {
    /// What to say about it.
    pub fn message(&self) -> Message {
        let roots = |key, computed: &Hash, claimed: &Hash| {
            Message::new(key).with("computed", computed.to_string()).with("claimed", claimed.to_string())
        };
        match self {
            ProofFault::IndexBeyond { leaf_index, tree_size } => Message::new("journal-proof-index-beyond")
                .with("index", leaf_index.to_string())
                .with("size", tree_size.to_string()),
            ProofFault::Shrunk { first_size, second_size } => Message::new("journal-proof-shrunk")
                .with("first", first_size.to_string())
                .with("second", second_size.to_string()),
            ProofFault::FromEmpty => Message::new("journal-proof-from-empty"),
            ProofFault::Count { given, needed } => {
                Message::new("journal-proof-count").with("given", *given).with("needed", *needed)
            }
            ProofFault::Root { computed, claimed } => roots("journal-proof-root", computed, claimed),
            ProofFault::FirstRoot { computed, claimed } => {
                roots("journal-proof-first-root", computed, claimed)
            }
            ProofFault::SecondRoot { computed, claimed } => {
                roots("journal-proof-second-root", computed, claimed)
            }
        }
    }
}

crate::text::says!(ProofFault);

impl InclusionProof {
    /// Judges the proof for a leaf hash and a root.
    ///
    /// # Errors
    /// [`ProofFault`]: the index is beyond the tree, the number of hashes is not the one needed, or the root differs.
    pub fn verify(&self, leaf: &Hash, root: &Hash) -> Result<(), ProofFault> {
        let (leaf_index, tree_size) = (self.leaf_index, self.tree_size);
        if leaf_index >= tree_size {
            return Err(ProofFault::IndexBeyond { leaf_index, tree_size });
        }
        let (inner, border) = path_lengths(leaf_index, tree_size);
        count(self.hashes.len(), inner + border)?;
        let (below, above) = self.hashes.split_at(inner);
        let computed = climb_border(climb(*leaf, below, leaf_index), above);
        if computed == *root { Ok(()) } else { Err(ProofFault::Root { computed, claimed: *root }) }
    }
}

impl ConsistencyProof {
    /// Judges the proof for the roots of both trees.
    ///
    /// # Errors
    /// [`ProofFault`]: sizes that cannot be consistent, a number of hashes that is not the one needed, or a root that differs.
    pub fn verify(&self, first_root: &Hash, second_root: &Hash) -> Result<(), ProofFault> {
        let (first_size, second_size) = (self.first_size, self.second_size);
        if first_size > second_size {
            return Err(ProofFault::Shrunk { first_size, second_size });
        }
        if first_size == second_size {
            count(self.hashes.len(), 0)?;
            return same_size(first_size, first_root, second_root);
        }
        if first_size == 0 {
            return Err(ProofFault::FromEmpty);
        }
        self.verify_growth(first_root, second_root)
    }

    /// For 0 < first < second. The proof is the path of the last old leaf, from the largest complete subtree
    /// that ends with it; if that subtree is the whole old tree, its hash is the old root and is left out.
    fn verify_growth(&self, first_root: &Hash, second_root: &Hash) -> Result<(), ProofFault> {
        let (inner, border) = path_lengths(self.first_size - 1, self.second_size);
        let height = self.first_size.trailing_zeros();
        let inner = inner - height as usize;
        let whole = self.first_size.is_power_of_two();
        count(self.hashes.len(), inner + border + usize::from(!whole))?;
        let (start, path) = match self.hashes.split_first() {
            Some((start, path)) if !whole => (*start, path),
            _ => (*first_root, self.hashes.as_slice()),
        };
        let (below, above) = path.split_at(inner);
        let index = (self.first_size - 1) >> height;
        let first = climb_border(climb_left(start, below, index), above);
        if first != *first_root {
            return Err(ProofFault::FirstRoot { computed: first, claimed: *first_root });
        }
        let second = climb_border(climb(start, below, index), above);
        if second != *second_root {
            return Err(ProofFault::SecondRoot { computed: second, claimed: *second_root });
        }
        Ok(())
    }
}

fn count(given: usize, needed: usize) -> Result<(), ProofFault> {
    if given == needed { Ok(()) } else { Err(ProofFault::Count { given, needed }) }
}

fn same_size(size: u64, first: &Hash, second: &Hash) -> Result<(), ProofFault> {
    if size == 0 && *first != empty_root() {
        return Err(ProofFault::FirstRoot { computed: empty_root(), claimed: *first });
    }
    if first == second { Ok(()) } else { Err(ProofFault::SecondRoot { computed: *first, claimed: *second }) }
}

/// Length of an inclusion path in two parts: up to where the paths of this leaf and of the last leaf meet, and
/// from there, where every sibling is a left one. Needs `index < size`.
fn path_lengths(index: u64, size: u64) -> (usize, usize) {
    let inner = u64::BITS - (index ^ (size - 1)).leading_zeros();
    let border = index.checked_shr(inner).unwrap_or(0).count_ones();
    (inner as usize, border as usize)
}

fn climb(start: Hash, path: &[Hash], index: u64) -> Hash {
    path.iter().enumerate().fold(start, |node, (height, sibling)| match index >> height & 1 {
        0 => node_hash(&node, sibling),
        _ => node_hash(sibling, &node),
    })
}

/// As [`climb`], but only over siblings on the left: what the tree was before anything stood on the right.
fn climb_left(start: Hash, path: &[Hash], index: u64) -> Hash {
    let left = path.iter().enumerate().filter(|(height, _)| index >> height & 1 == 1);
    left.fold(start, |node, (_, sibling)| node_hash(sibling, &node))
}

fn climb_border(start: Hash, path: &[Hash]) -> Hash {
    path.iter().fold(start, |node, sibling| node_hash(sibling, &node))
}
