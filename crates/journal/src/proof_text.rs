//! Writing a proof as the JSON that [`crate::check_proof`] judges (`docs/formats/proof.md`).

use serde_json::{Value, json};

use crate::{ConsistencyProof, Hash, InclusionProof};

impl InclusionProof {
    /// The proof with the leaf and the root it leads from and to.
    pub fn to_json(&self, leaf: &Hash, root: &Hash) -> Value {
        json!({
            "type": "inclusion",
            "leaf_index": self.leaf_index,
            "tree_size": self.tree_size,
            "leaf_hash": leaf.to_string(),
            "root_hash": root.to_string(),
            "hashes": words(&self.hashes),
        })
    }
}

impl ConsistencyProof {
    /// The proof with the two roots it stands between.
    pub fn to_json(&self, first_root: &Hash, second_root: &Hash) -> Value {
        json!({
            "type": "consistency",
            "first_size": self.first_size,
            "second_size": self.second_size,
            "first_root": first_root.to_string(),
            "second_root": second_root.to_string(),
            "hashes": words(&self.hashes),
        })
    }
}

fn words(hashes: &[Hash]) -> Vec<String> {
    hashes.iter().map(Hash::to_string).collect()
}

#[cfg(test)]
mod tests {
    use crate::{
        Judgement, MemoryTiles, Tree, append, check_proof, leaf_hash, prove_consistency, prove_inclusion,
    };

    #[test]
    fn what_is_written_is_what_is_judged() {
        let leaves: Vec<_> = (0..300_u32).map(|n| leaf_hash(&n.to_be_bytes())).collect();
        let mut tiles = MemoryTiles::default();
        for tile in append(&tiles, 0, &leaves).unwrap().tiles {
            tiles.insert(tile);
        }
        let root = |size: usize| {
            let mut tree = Tree::default();
            leaves.iter().take(size).for_each(|leaf| tree.push(*leaf));
            tree.root()
        };
        let proof = prove_inclusion(&tiles, 300, 257).unwrap();
        let told = proof.to_json(&leaves[257], &root(300)).to_string();
        assert_eq!(check_proof(told.as_bytes()), Ok(Judgement::Valid));
        let told = proof.to_json(&leaves[256], &root(300)).to_string();
        assert_ne!(check_proof(told.as_bytes()), Ok(Judgement::Valid), "another leaf is not proved");
        let grown = prove_consistency(&tiles, 77, 300).unwrap();
        let told = grown.to_json(&root(77), &root(300)).to_string();
        assert_eq!(check_proof(told.as_bytes()), Ok(Judgement::Valid));
    }
}
