//! Other hands on our formats: the reader in `docs/formats` (written from the documents), `pymerkle` and `openssl`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "tests may")]

mod common;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use base64::Engine;
use common::{Log, key, small};
use journal::{Checkpoint, Hash, leaf_hash, prove_consistency, prove_inclusion};

fn reader() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats/read_journal.py")
}

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

fn python(args: &[&str]) -> Output {
    Command::new("python3").arg(reader()).args(args).output().expect("python3 is needed by this test")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn write(folder: &tempfile::TempDir, name: &str, bytes: &[u8]) -> String {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path.to_string_lossy().into_owned()
}

/// Says loudly what was left out; where everything is required, that is a failure.
fn left_out(what: &str) {
    assert!(std::env::var_os("STANCH_REQUIRE_ALL").is_none(), "required, but absent: {what}");
    println!("left out: {what} absent");
}

#[test]
fn the_second_reader_reads_every_golden_file() {
    let key = std::fs::read_to_string(golden("key.txt")).unwrap();
    let path = |name| golden(name).to_string_lossy().into_owned();
    let first = python(&["entry", &path("entry-first.hex")]);
    assert!(first.status.success(), "{}", said(&first));
    assert!(said(&first).contains("version: 1\nprevious: None\nkind: fact.stated"), "{}", said(&first));
    let next = python(&["entry", &path("entry-next.hex")]);
    let log = small();
    assert!(said(&next).contains(&format!("previous: {}", leaf_hash(&log.entries[1]))), "{}", said(&next));
    let body = python(&["body", &path("body.hex")]);
    let commitment = std::fs::read_to_string(golden("body-commitment.txt")).unwrap();
    assert!(said(&body).contains(&format!("commitment: {}", commitment.trim())), "{}", said(&body));
    let checkpoint = python(&["checkpoint", &path("checkpoint.txt"), key.trim()]);
    assert!(said(&checkpoint).contains(&format!("root: {}", log.root)), "{}", said(&checkpoint));
    let head = python(&["head", &path("stream-head.txt"), key.trim()]);
    assert!(said(&head).contains("version: 4"), "{}", said(&head));
    let bundle = python(&["verify", &path("case.bundle"), "--key", key.trim()]);
    assert!(bundle.status.success(), "{}", said(&bundle));
    assert_eq!(python(&["verify", &path("case.bundle")]).status.code(), Some(3));
}

#[test]
fn the_second_reader_verifies_a_fresh_bundle_over_many_tiles() {
    let log = Log::new(70_000, &[0, 255, 256, 40_000, 65_535, 65_536, 69_999]);
    let bundle = log
        .writer(&[2, 7])
        .consistent_from(1500)
        .consistent_from(66_000)
        .finish(&log.tiles, &log.key)
        .unwrap();
    let folder = folder();
    let path = write(&folder, "case.bundle", &bundle);
    let older: Vec<Hash> = log.entries[..66_000].iter().map(|entry| leaf_hash(entry)).collect();
    let root = older.into_iter().collect::<journal::Tree>().root();
    let held = write(&folder, "held", Checkpoint::sign(66_000, root, &log.key).as_bytes());
    let key = log.key.verifier().to_string();
    let output = python(&["verify", &path, "--key", &key, "--newer", &held]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("complete: True"), "{}", said(&output));
}

#[test]
fn the_second_reader_takes_the_key_as_text_or_out_of_a_file_and_says_how_it_is_used() {
    let (folder, bundle) = (folder(), golden("case.bundle").to_string_lossy().into_owned());
    let text = std::fs::read_to_string(golden("key.txt")).unwrap();
    let file = write(&folder, "key", format!("{}\n", text.trim()).as_bytes());
    for key in [text.trim(), file.as_str()] {
        let verified = python(&["verify", &bundle, "--key", key]);
        assert_eq!(verified.status.code(), Some(0), "{}", said(&verified));
    }
    for line in [
        vec![],
        vec!["verify"],
        vec!["verify", &bundle, "--key"],
        vec!["verify", &bundle, "--kye", "x"],
        vec!["x", "y"],
    ] {
        let usage = python(&line);
        assert_eq!(usage.status.code(), Some(2), "{line:?}: {}", said(&usage));
        assert!(said(&usage).contains("read_journal.py verify BUNDLE"), "{}", said(&usage));
    }
}

#[test]
fn the_second_reader_refuses_what_we_refuse() {
    let bundle = small().bundle(&[1, 3]);
    let (folder, key) = (folder(), key().verifier().to_string());
    for at in (0..bundle.len()).step_by(211) {
        let mut changed = bundle.clone();
        changed[at] ^= 0x20;
        let path = write(&folder, "changed.bundle", &changed);
        let output = python(&["verify", &path, "--key", &key]);
        assert_eq!(output.status.code(), Some(1), "byte {at}: {}", said(&output));
    }
}

#[test]
fn the_second_reader_judges_proofs_as_we_do() {
    let log = Log::new(300, &[0]);
    let leaf = leaf_hash(&log.entries[270]);
    let inclusion = prove_inclusion(&log.tiles, 300, 270).unwrap();
    let first: Hash =
        log.entries[..137].iter().map(|entry| leaf_hash(entry)).collect::<journal::Tree>().root();
    let consistency = prove_consistency(&log.tiles, 137, 300).unwrap();
    let hashes = |hashes: &[Hash]| hashes.iter().map(ToString::to_string).collect::<Vec<_>>();
    let good = [
        serde_json::json!({"type": "inclusion", "leaf_index": 270, "tree_size": 300, "leaf_hash": leaf.to_base64(),
            "root_hash": log.root.to_string(), "hashes": hashes(&inclusion.hashes)}),
        serde_json::json!({"type": "consistency", "first_size": 137, "second_size": 300, "first_root": first.to_string(),
            "second_root": log.root.to_string(), "hashes": hashes(&consistency.hashes)}),
    ];
    let folder = folder();
    for proof in good {
        let mut bad = proof.clone();
        bad["hashes"].as_array_mut().unwrap().reverse();
        for (proof, valid) in [(proof, true), (bad, false)] {
            let json = proof.to_string();
            let ours = journal::check_proof(json.as_bytes()).unwrap();
            assert_eq!(ours == journal::Judgement::Valid, valid, "{json}");
            let theirs = python(&["proof", &write(&folder, "proof.json", json.as_bytes())]);
            assert_eq!(theirs.status.success(), valid, "{json}: {}", said(&theirs));
        }
    }
}

/// Root of every size from 1 to 40, and the inclusion path of one leaf in each (pymerkle counts leaves from 1 and
/// puts the leaf itself first).
const PYMERKLE: &str = r#"
import json
from pymerkle import InmemoryTree
tree, found = InmemoryTree(algorithm="sha256"), []
for size in range(1, 41):
    tree.append_entry(b"entry %d" % (size - 1))
    index = size * 7 % size if size < 3 else size * 2 // 3
    path = tree.prove_inclusion(index + 1, size).serialize()["path"]
    found.append([size, tree.get_state(size).hex(), index, path[1:]])
print(json.dumps(found))
"#;

#[test]
fn roots_and_inclusion_proofs_agree_with_pymerkle() {
    let output =
        Command::new("python3").args(["-c", PYMERKLE]).output().expect("python3 is needed by this test");
    if !output.status.success() && said(&output).contains("ModuleNotFoundError") {
        return left_out("pymerkle (.ci/requirements.txt)");
    }
    assert!(output.status.success(), "{}", said(&output));
    let found: Vec<(u64, String, u64, Vec<String>)> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found.len(), 40);
    for (size, root, index, path) in found {
        let entries = (0..size).map(|index| format!("entry {index}").into_bytes()).collect();
        let log = Log::from_entries(key(), entries, &[0]);
        assert_eq!(log.root.to_string(), root, "{size}");
        let ours = prove_inclusion(&log.tiles, size, index).unwrap();
        assert_eq!(ours.hashes.iter().map(Hash::to_string).collect::<Vec<_>>(), path, "{index} of {size}");
    }
}

#[test]
fn openssl_accepts_the_signature_of_a_checkpoint() {
    if Command::new("openssl").arg("version").output().is_err() {
        return left_out("openssl");
    }
    let (log, folder) = (small(), folder());
    let note = log.checkpoint();
    let (text, line) = note.rsplit_once("\n\n").unwrap();
    let data = base64::engine::general_purpose::STANDARD
        .decode(line.trim_end().rsplit(' ').next().unwrap())
        .unwrap();
    // SubjectPublicKeyInfo of an Ed25519 key (RFC 8410) is these twelve bytes and the key.
    let mut der = vec![0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
    der.extend_from_slice(&log.key.verifier().public_bytes());
    let (der, signature) = (write(&folder, "key.der", &der), write(&folder, "signature", &data[4..]));
    let judge = |text: &str| {
        let text = write(&folder, "text", text.as_bytes());
        let args = [
            "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER", "-inkey", &der, "-sigfile",
            &signature, "-in", &text,
        ];
        Command::new("openssl").args(args).output().unwrap().status.success()
    };
    assert!(judge(&format!("{text}\n")));
    assert!(!judge(text));
}
