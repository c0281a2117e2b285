//! `stanch drill run …` on the drills of the pack.

use std::fs;
use std::path::{Path, PathBuf};

use crate::ran::run;

fn drills() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans/cn-b2c/drills");
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn every_drill_of_the_pack_passes_and_leaves_a_bundle_that_verifies_until_a_byte_flips() {
    let folder = tempfile::tempdir().unwrap();
    assert!(drills().len() >= 2);
    for (number, drill) in drills().into_iter().enumerate() {
        let bundle = folder.path().join(format!("{number}.bundle"));
        let (bundle, drill) = (bundle.to_str().unwrap(), drill.to_str().unwrap().to_owned());
        let ran = run(&["drill", "run", &drill, "--export", bundle, "--json"]);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        let json = ran.json();
        assert_eq!(json["passed"], true);
        assert!(!json["rows"].as_array().unwrap().is_empty());
        let key = format!("{bundle}.vkey");
        let verified = run(&["journal", "verify", bundle, "--key", &key, "--json"]);
        assert_eq!(verified.code, 0, "{}", verified.out);
        assert_eq!(verified.json()["drill"], true);
        let mut bytes = fs::read(bundle).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x20;
        fs::write(bundle, &bytes).unwrap();
        let again = run(&["drill", "run", &drill, "--export", bundle]);
        assert_eq!(
            (again.code, fs::read(bundle).unwrap() == bytes),
            (6, true),
            "written over: {}",
            again.err
        );
        assert_eq!(run(&["journal", "verify", bundle, "--key", &key]).code, 1);
    }
}

#[test]
fn the_story_and_the_score_are_told_in_the_readers_language() {
    let drill = drills().remove(0);
    let drill = drill.to_str().unwrap();
    let english = run(&["drill", "run", drill]);
    assert!(english.out.contains("DRILL") && english.out.contains("promises hold"), "{}", english.out);
    let chinese = run(&["drill", "run", drill, "--lang", "zh"]);
    assert!(chinese.out.contains("演练") && chinese.out.contains("项承诺"), "{}", chinese.out);
}

#[test]
fn a_drill_never_plays_into_a_folder_that_holds_something() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("x"), "x").unwrap();
    let drill = drills().remove(0);
    let ran = run(&["drill", "run", drill.to_str().unwrap(), "--data", folder.path().to_str().unwrap()]);
    assert_eq!(ran.code, 6, "{}", ran.err);
}

#[test]
fn a_file_outside_a_pack_is_no_drill() {
    let folder = tempfile::tempdir().unwrap();
    let stray = folder.path().join("drill.yaml");
    fs::write(&stray, "drill: {}\n").unwrap();
    let ran = run(&["drill", "run", stray.to_str().unwrap()]);
    assert_eq!(ran.code, 2, "{}", ran.err);
}

#[test]
fn a_role_that_lacks_a_right_is_named_once_and_what_follows_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans/cn-b2c");
    let mut folders = vec![PathBuf::new()];
    while let Some(inner) = folders.pop() {
        fs::create_dir_all(folder.path().join(&inner)).unwrap();
        for entry in fs::read_dir(pack.join(&inner)).unwrap() {
            let path = inner.join(entry.unwrap().file_name());
            if pack.join(&path).is_dir() {
                folders.push(path);
            } else {
                fs::copy(pack.join(&path), folder.path().join(&path)).unwrap();
            }
        }
    }
    // Legal may not declare a response: the case never begins to be answered.
    let drill = folder.path().join("drills/million_rows.yaml");
    let text = fs::read_to_string(&drill).unwrap();
    fs::write(&drill, text.replace("as: commander, do: declare", "as: legal_lead, do: declare")).unwrap();
    let ran = run(&["drill", "run", drill.to_str().unwrap()]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    let score = ran.out.split("What the plan promised").nth(1).unwrap();
    assert_eq!(
        score.lines().filter(|line| line.contains('▲')).count(),
        3,
        "cause, what follows, sum: {score}"
    );
    assert!(score.contains("Lead of the legal group may not do this"), "{score}");
    assert!(
        score.contains("Steps refused for it: 1.") && score.contains("most likely because of it"),
        "{score}"
    );
    let rows = run(&["drill", "run", drill.to_str().unwrap(), "--json"]).json()["rows"].clone();
    let failed = rows.as_array().unwrap().iter().filter(|row| row["passed"] == false).count();
    assert!(failed > 50, "each of them is in the data: {failed}");
}
