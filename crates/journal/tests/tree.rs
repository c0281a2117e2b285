//! Roots, tiles and proofs, against two other implementations and against their definition in RFC 6962.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "tests may")]

mod common;

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use journal::{
    ConsistencyProof, Hash, InclusionProof, MemoryTiles, ProofFault, Tree, append, empty_root, leaf_hash,
    node_hash, prove_consistency, prove_inclusion, root_at,
};
use proptest::prelude::*;

fn entries(count: usize) -> Vec<Vec<u8>> {
    (0..count).map(|index| format!("entry {index}").into_bytes()).collect()
}

fn leaves(count: usize) -> Vec<Hash> {
    entries(count).iter().map(|entry| leaf_hash(entry)).collect()
}

/// MTH, word for word as RFC 6962 §2.1 defines it.
fn mth(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => {
            let k = leaves.len().next_power_of_two() / 2;
            node_hash(&mth(&leaves[..k]), &mth(&leaves[k..]))
        }
    }
}

fn tiles_of(leaves: &[Hash]) -> MemoryTiles {
    let mut tiles = MemoryTiles::default();
    tiles.extend(append(&tiles, 0, leaves).unwrap().tiles);
    tiles
}

#[test]
fn the_root_of_seven_entries_is_the_one_three_other_implementations_give() {
    let root = leaves(7).into_iter().collect::<Tree>().root().to_string();
    assert!(root.starts_with("98c97f0b") && root.ends_with("ab587"), "{root}");
}

#[test]
fn every_small_tree_has_the_root_of_the_definition() {
    let all = leaves(300);
    for size in 0..=all.len() {
        let root = mth(&all[..size]);
        assert_eq!(all[..size].iter().copied().collect::<Tree>().root(), root, "{size}");
        assert_eq!(root_at(&tiles_of(&all[..size]), size as u64).unwrap(), root, "{size}");
    }
}

#[test]
fn every_proof_of_every_small_tree_is_accepted_and_no_other_leaf_is() {
    let all = leaves(40);
    for size in 1..=all.len() {
        let (tiles, root) = (tiles_of(&all[..size]), mth(&all[..size]));
        for index in 0..size {
            let proof = prove_inclusion(&tiles, size as u64, index as u64).unwrap();
            assert_eq!(proof.verify(&all[index], &root), Ok(()), "{index} of {size}");
            assert!(proof.verify(&all[(index + 1) % 40], &root).is_err());
        }
        for first in 0..=size {
            let proof = prove_consistency(&tiles, first as u64, size as u64).unwrap();
            let outcome = proof.verify(&mth(&all[..first]), &root);
            let expected = if first == 0 { Err(ProofFault::FromEmpty) } else { Ok(()) };
            assert_eq!(outcome, expected, "{first} to {size}");
        }
    }
}

#[test]
fn a_log_grown_in_batches_stores_the_same_tiles_as_one_grown_at_once() {
    let all = leaves(70_000);
    let (mut tiles, mut size) = (MemoryTiles::default(), 0);
    for batch in [1, 254, 1, 1, 700, 64_000, 5043] {
        let appended = append(&tiles, size as u64, &all[size..size + batch]).unwrap();
        assert_eq!(appended.before, mth(&all[..size]), "the tiles say what was there");
        tiles.extend(appended.tiles);
        size += batch;
        assert_eq!(appended.size, size as u64);
        assert_eq!(appended.root, all[..size].iter().copied().collect::<Tree>().root());
        assert_eq!(root_at(&tiles, size as u64).unwrap(), appended.root);
    }
    // The example of C2SP tlog-tiles: 273 full tiles and one of 112; one full and one of 17; one of 1.
    let at_once = append(&MemoryTiles::default(), 0, &all).unwrap().tiles;
    let paths: Vec<String> = at_once.iter().map(|tile| tile.id().path()).collect();
    assert_eq!(paths.len(), 273 + 1 + 1 + 1 + 1);
    for path in ["tile/0/272", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"] {
        assert!(paths.contains(&path.to_owned()), "{path}");
    }
    // Every older root still follows from the tiles that are there now.
    for older in [1, 255, 256, 257, 65_536, 69_999] {
        assert_eq!(root_at(&tiles, older).unwrap(), mth(&all[..usize::try_from(older).unwrap()]));
    }
}

#[test]
fn leaves_alone_make_the_tiles_that_a_log_stores() {
    for size in [0, 1, 255, 256, 257, 65_536, 66_000] {
        let all = leaves(size);
        let stored = append(&MemoryTiles::default(), 0, &all).unwrap().tiles;
        let mut tiler = journal::Tiler::new();
        let mut made: Vec<journal::Tile> = all.iter().flat_map(|leaf| tiler.push(*leaf)).collect();
        made.extend(tiler.finish());
        made.sort_by_key(journal::Tile::id);
        assert_eq!(made, stored, "{size}");
    }
}

#[test]
fn tile_paths_are_those_of_c2sp() {
    let id = |level, index, width| journal::TileId::new(level, index, width).unwrap();
    assert_eq!(id(0, 1_234_067, 256).path(), "tile/0/x001/x234/067");
    assert_eq!(id(0, 1_234_067, 8).entries_path().unwrap(), "tile/entries/x001/x234/067.p/8");
    assert_eq!(id(2, 0, 1).path(), "tile/2/000.p/1");
    assert_eq!(id(1, 1000, 255).path(), "tile/1/x001/000.p/255");
    assert_eq!(journal::TileId::new(8, 0, 1), None);
    assert_eq!(journal::TileId::new(0, 0, 0), None);
    assert_eq!(journal::TileId::new(0, 0, 257), None);
    assert_eq!(journal::TileId::new(0, u64::MAX, 1), None);
}

#[test]
fn a_missing_or_short_tile_is_named_and_nothing_is_made_up() {
    let all = leaves(600);
    let fault = prove_inclusion(&MemoryTiles::default(), 600, 3).unwrap_err();
    assert!(fault.to_string().contains("tile/"), "{fault}");
    assert!(prove_inclusion(&tiles_of(&all), 600, 600).is_err());
    assert!(prove_consistency(&tiles_of(&all), 601, 600).is_err());
    assert!(append(&MemoryTiles::default(), 600, &all).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn roots_and_proofs_agree_with_ct_merkle(size in 1usize..700, a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()) {
        let (index, first) = (a.index(size), b.index(size));
        let mut theirs = MemoryBackedTree::<sha2::Sha256, Vec<u8>>::new();
        entries(size).into_iter().for_each(|entry| theirs.push(entry));
        let ours = tiles_of(&leaves(size));
        let root = root_at(&ours, size as u64).unwrap();
        let their_root = theirs.root();
        prop_assert_eq!(root.as_bytes().as_slice(), their_root.as_bytes().as_slice());
        let inclusion = theirs.prove_inclusion(index);
        let proof = prove_inclusion(&ours, size as u64, index as u64).unwrap();
        prop_assert_eq!(journal_bytes(&proof.hashes), inclusion.as_bytes().to_vec());
        if first > 0 {
            let consistency = theirs.prove_consistency(size - first);
            let proof = prove_consistency(&ours, first as u64, size as u64).unwrap();
            prop_assert_eq!(journal_bytes(&proof.hashes), consistency.as_bytes().to_vec());
        }
    }

    #[test]
    fn roots_and_proofs_agree_with_tlog_tiles(size in 2u64..400, a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()) {
        let (index, first) = (a.index(usize::try_from(size).unwrap()) as u64, b.index(usize::try_from(size - 1).unwrap()) as u64 + 1);
        let theirs = tlog(size);
        let ours = tiles_of(&leaves(usize::try_from(size).unwrap()));
        let root = root_at(&ours, size).unwrap();
        prop_assert_eq!(tlog_tiles::tree_hash(size, &theirs).unwrap().0, *root.as_bytes());
        let record: Vec<[u8; 32]> = tlog_tiles::prove_record(size, index, &theirs).unwrap().into_iter().map(|hash| hash.0).collect();
        prop_assert_eq!(arrays(&prove_inclusion(&ours, size, index).unwrap().hashes), record);
        let tree: Vec<[u8; 32]> = tlog_tiles::prove_tree(size, first, &theirs).unwrap().into_iter().map(|hash| hash.0).collect();
        prop_assert_eq!(arrays(&prove_consistency(&ours, first, size).unwrap().hashes), tree);
    }

    #[test]
    fn a_proof_with_any_bit_changed_is_refused(size in 2u64..400, a in any::<prop::sample::Index>(), bit in any::<prop::sample::Index>()) {
        let all = leaves(usize::try_from(size).unwrap());
        let (tiles, root) = (tiles_of(&all), mth(&all));
        let index = a.index(all.len());
        let mut proof = prove_inclusion(&tiles, size, index as u64).unwrap();
        flip(&mut proof.hashes, bit);
        prop_assert!(proof.verify(&all[index], &root).is_err());
        let first = index as u64 + 1;
        let mut proof = prove_consistency(&tiles, first, size).unwrap();
        if !proof.hashes.is_empty() {
            flip(&mut proof.hashes, bit);
            prop_assert!(proof.verify(&mth(&all[..=index]), &root).is_err());
        }
    }

    #[test]
    fn any_sizes_at_all_are_judged_without_panic(sizes in any::<[u64; 4]>(), count in 0usize..70) {
        let hashes = vec![empty_root(); count];
        let inclusion = InclusionProof { leaf_index: sizes[0], tree_size: sizes[1], hashes: hashes.clone() };
        prop_assert!(inclusion.verify(&empty_root(), &empty_root()).is_err());
        let consistency = ConsistencyProof { first_size: sizes[2], second_size: sizes[3], hashes };
        let _ = consistency.verify(&empty_root(), &empty_root());
    }
}

fn flip(hashes: &mut [Hash], bit: prop::sample::Index) {
    let bit = bit.index(hashes.len() * 256);
    let mut bytes = *hashes[bit / 256].as_bytes();
    bytes[bit % 256 / 8] ^= 1 << (bit % 8);
    hashes[bit / 256] = Hash::from_bytes(bytes);
}

fn journal_bytes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| *hash.as_bytes()).collect()
}

fn arrays(hashes: &[Hash]) -> Vec<[u8; 32]> {
    hashes.iter().map(|hash| *hash.as_bytes()).collect()
}

/// Every hash of a tree as tlog_tiles stores them.
struct Stored(Vec<tlog_tiles::Hash>);

impl tlog_tiles::HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        Ok(indexes.iter().map(|index| self.0[usize::try_from(*index).unwrap()]).collect())
    }
}

fn tlog(size: u64) -> Stored {
    let mut stored = Stored(Vec::new());
    for index in 0..size {
        let hashes = tlog_tiles::stored_hashes(index, format!("entry {index}").as_bytes(), &stored).unwrap();
        stored.0.extend(hashes);
    }
    stored
}
