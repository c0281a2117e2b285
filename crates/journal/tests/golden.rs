//! The bytes of every format, written once and reviewed. A test that fails here means that what is stored in the
//! world can no longer be read: do not change the files, change the code back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "tests may")]

mod common;

use std::path::PathBuf;

use journal::{
    Checkpoint, Entry, StreamHead, Tile, Verdict, VerifierKey, commitment, join_body, leaf_hash, verify,
};

fn golden(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

/// Compares with the file. A file that does not exist yet is written only when STANCH_NEW_GOLDEN is set, and the
/// test fails all the same, so that nobody takes a fresh file for an old one.
fn same(name: &str, bytes: &[u8]) {
    let path = golden(name);
    if !path.exists() && std::env::var_os("STANCH_NEW_GOLDEN").is_some() {
        std::fs::write(&path, bytes).unwrap();
        panic!("{name} is new: review it and run again");
    }
    assert_eq!(std::fs::read(&path).unwrap(), bytes, "{name}");
}

fn hex(bytes: &[u8]) -> String {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let lines: Vec<&str> =
        digits.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    lines.join("\n") + "\n"
}

#[test]
fn the_first_entry_of_a_stream_and_one_that_follows_have_their_golden_bytes() {
    let log = common::small();
    for (name, index) in [("entry-first.hex", 1), ("entry-next.hex", 2)] {
        let bytes = &log.entries[index];
        same(name, hex(bytes).as_bytes());
        assert_eq!(Entry::decode(bytes).unwrap().encode(), *bytes);
    }
}

#[test]
fn a_body_and_its_commitment_have_their_golden_bytes() {
    let (salt, plaintext) = (common::salt(1), common::plaintext(1));
    same("body.hex", hex(&join_body(&salt, &plaintext)).as_bytes());
    same("body-commitment.txt", format!("{}\n", commitment(&salt, &plaintext)).as_bytes());
}

#[test]
fn key_checkpoint_and_stream_head_have_their_golden_text() {
    let log = common::small();
    let key = log.key.verifier();
    same("key.txt", format!("{key}\n").as_bytes());
    assert_eq!(VerifierKey::parse(&key.to_string()), Ok(key.clone()));
    same("checkpoint.txt", log.checkpoint().as_bytes());
    assert_eq!(Checkpoint::open(log.checkpoint().as_bytes(), &key).unwrap().root, log.root);
    same("stream-head.txt", log.head().as_bytes());
    assert_eq!(StreamHead::open(log.head().as_bytes(), &key).unwrap().version, 4);
}

#[test]
fn the_tiles_of_a_log_of_600_have_their_golden_hashes() {
    let log = common::Log::new(600, &[0]);
    let leaves: Vec<_> = log.entries.iter().map(|entry| leaf_hash(entry)).collect();
    let appended = journal::append(&journal::MemoryTiles::default(), 0, &leaves).unwrap();
    let line = |tile: &Tile| format!("{} {}\n", tile.id(), journal::Hash::of(&tile.to_bytes()));
    let lines: String = appended.tiles.iter().map(line).collect();
    same("tiles.txt", format!("{lines}root {}\n", appended.root).as_bytes());
}

#[test]
fn a_bundle_has_its_golden_bytes_and_verifies() {
    let log = common::small();
    let bundle = log.bundle(&[1, 3]);
    same("case.bundle", &bundle);
    assert_eq!(verify(&bundle, Some(&log.key.verifier()), None).verdict, Verdict::Verified);
}
