//! `stanch journal …` on bundles made here.

use std::fs;

use crate::made_bundle::made;
use crate::ran::{run, run_with_input};

#[test]
fn a_bundle_verifies_with_its_key_and_is_not_pinned_without() {
    let (folder, made) = (tempfile::tempdir().unwrap(), made());
    let bundle = folder.path().join("case.bundle");
    fs::write(&bundle, &made.bundle).unwrap();
    let bundle = bundle.to_str().unwrap();
    let pinned = run(&["journal", "verify", bundle, "--key", &made.vkey]);
    assert_eq!((pinned.code, pinned.err.as_str()), (0, ""), "{}", pinned.out);
    assert!(pinned.out.contains("example.com/stanch"), "{}", pinned.out);
    let unpinned = run(&["journal", "verify", bundle, "--json"]);
    assert_eq!(unpinned.code, 3);
    assert_eq!(unpinned.json()["verdict"], "not_pinned");
    assert_eq!(unpinned.json()["entries"], 5);
}

#[test]
fn the_key_may_be_a_file_and_nonsense_is_a_mistake_of_the_line() {
    let (folder, made) = (tempfile::tempdir().unwrap(), made());
    let (bundle, key) = (folder.path().join("b"), folder.path().join("k"));
    fs::write(&bundle, &made.bundle).unwrap();
    fs::write(&key, format!("{}\n", made.vkey)).unwrap();
    let bundle = bundle.to_str().unwrap();
    assert_eq!(run(&["journal", "verify", bundle, "--key", key.to_str().unwrap()]).code, 0);
    let nonsense = run(&["journal", "verify", bundle, "--key", "nonsense"]);
    assert_eq!(nonsense.code, 2);
    assert!(nonsense.err.contains("nonsense"), "{}", nonsense.err);
}

#[test]
fn every_flipped_byte_is_refused_through_the_command_too() {
    let (folder, made) = (tempfile::tempdir().unwrap(), made());
    let bundle = folder.path().join("case.bundle");
    // The room tests every bit; here a sample shows that the command passes the refusal on.
    for place in (0..made.bundle.len()).step_by(made.bundle.len() / 12) {
        let mut flipped = made.bundle.clone();
        flipped[place] ^= 1;
        fs::write(&bundle, &flipped).unwrap();
        let ran = run(&["journal", "verify", bundle.to_str().unwrap(), "--key", &made.vkey, "--json"]);
        assert_eq!(ran.code, 1, "byte {place}: {}", ran.out);
        let json = ran.json();
        assert_eq!(json["verdict"], "failed");
        let faults: Vec<_> = json["checks"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|check| check["faults"].as_array())
            .flatten()
            .collect();
        assert!(!faults.is_empty() && faults.iter().all(|fault| fault["message"].is_string()), "{json}");
    }
}

#[test]
fn a_whole_older_bundle_shows_against_a_newer_checkpoint() {
    let (folder, made) = (tempfile::tempdir().unwrap(), made());
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("b"), &made.bundle).unwrap();
    fs::write(path("same"), &made.checkpoint).unwrap();
    fs::write(path("later"), &made.later).unwrap();
    assert_eq!(
        run(&["journal", "verify", &path("b"), "--key", &made.vkey, "--newer", &path("same")]).code,
        0
    );
    let older = run(&["journal", "verify", &path("b"), "--key", &made.vkey, "--newer", &path("later")]);
    assert_eq!(older.code, 1, "{}", older.out);
}

#[test]
fn a_missing_file_is_named_and_exits_6() {
    let ran = run(&["journal", "verify", "no/such.bundle"]);
    assert_eq!((ran.code, ran.out.as_str()), (6, ""));
    assert!(ran.err.contains("no/such.bundle"), "{}", ran.err);
}

#[test]
fn a_proof_is_valid_invalid_or_no_proof_at_all() {
    // RFC 6962's two-leaf tree: leaves "" and 0x00, whose hashes and root the RFC's reference tests give.
    let proof = |index: u64, root: &str| {
        format!(
            r#"{{"type":"inclusion","leaf_index":{index},"tree_size":2,"leaf_hash":"{}","root_hash":"{root}","hashes":["{}"]}}"#,
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        )
    };
    let root = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125";
    let judge = |json: &str| run_with_input(&["journal", "check", "-", "--json"], json.as_bytes());
    let valid = judge(&proof(0, root));
    assert_eq!((valid.code, &valid.json()["judgement"]), (0, &"valid".into()), "{}", valid.out);
    let moved = judge(&proof(1, root));
    assert_eq!((moved.code, &moved.json()["judgement"]), (1, &"invalid".into()), "{}", moved.out);
    let broken = judge(&proof(0, "00"));
    assert_eq!((broken.code, &broken.json()["judgement"]), (1, &"malformed".into()), "{}", broken.out);
    assert!(broken.json()["message"].as_str().unwrap().contains("root_hash"), "{}", broken.out);
}
