use crate::{Hash, Tree, leaf_hash};

/// Rebuilds the tree of a whole log from its entries, each with the leaf hash that is kept for it: what a backup,
/// a restore and the doctor do. Compare [`Tree::root`] with a checkpoint's afterwards.
///
/// # Errors
/// Index of the first entry whose bytes do not have their leaf hash.
pub fn rebuild<'a>(entries: impl IntoIterator<Item = (&'a [u8], Hash)>) -> Result<Tree, u64> {
    let mut tree = Tree::new();
    for (entry, leaf) in entries {
        let computed = leaf_hash(entry);
        if computed != leaf {
            return Err(tree.size());
        }
        tree.push(computed);
    }
    Ok(tree)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_changed_entry_is_named() {
        let entries = [b"a".as_slice(), b"b", b"c"];
        let with = |leaves: [Hash; 3]| entries.into_iter().zip(leaves).collect::<Vec<_>>();
        let leaves = entries.map(leaf_hash);
        assert_eq!(
            rebuild(with(leaves)).map(|tree| tree.root()),
            Ok(leaves.into_iter().collect::<Tree>().root())
        );
        assert_eq!(rebuild(with([leaves[0], leaves[0], leaves[1]])), Err(1));
    }
}
