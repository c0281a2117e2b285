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

/// A copy of the pack, to be changed.
fn copied() -> tempfile::TempDir {
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
    folder
}

#[test]
fn a_role_that_lacks_a_right_is_named_once_and_what_follows_is_counted() {
    let folder = copied();
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

#[test]
fn a_step_that_cannot_be_played_is_a_fault_of_the_plan_at_its_own_place_unless_it_is_expected_to_be_refused()
{
    let folder = copied();
    let drill = folder.path().join("drills/short.yaml");
    let text = "\
begins: 2026-03-02T01:10+08:00
exercises: [三.1]
steps:
  - {at: 0min, as: duty_manager, do: open, with: {title: t, known: yesterdy}}
  - {at: 1min, as: press_lead, do: fact, with: {fact: mood, value: fallin}}
  - {at: 2min, as: technical_lead, do: fact, with: {fact: cn_b2c.possible_reach, value: \"-5\"}}
  - {at: 3min, as: press_lead, do: renew, with: {reason: r}}
  - {at: 4min, as: press_lead, do: declare, with: {reason: r}, id: refused}
expect:
  refusal: {refused: refused}
";
    fs::write(&drill, text).unwrap();
    let title = "drill.short.title";
    for language in ["en", "zh-Hans"] {
        let path = folder.path().join(format!("texts/{language}.yaml"));
        let texts = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("{texts}\n{title}: t\n")).unwrap();
    }
    let pack = folder.path().to_str().unwrap().to_owned();
    let ran = run(&["plan", "check", &pack, "--json"]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    let json = ran.json();
    let faults = json["faults"].as_array().unwrap();
    let places: Vec<(u64, u64)> = faults
        .iter()
        .filter(|fault| fault["code"] == "plan-drill-step")
        .map(|fault| (fault["line"].as_u64().unwrap(), fault["column"].as_u64().unwrap()))
        .collect();
    let column =
        |line: usize, words: &str| text.lines().nth(line - 1).unwrap().find(words).unwrap() as u64 + 1;
    let expected = [
        (4, column(4, "yesterdy")),
        (5, column(5, "fallin")),
        (6, column(6, "\"-5\"")),
        (7, column(7, "press_lead")),
    ];
    assert_eq!(places, expected, "{}", ran.out);
    assert_eq!(json["errors"], 4, "{}", ran.out);
}

#[test]
fn what_is_expected_at_a_time_behind_the_last_step_is_judged_when_that_time_has_come() {
    let folder = copied();
    let drill = folder.path().join("drills/short.yaml");
    let text = "\
begins: 2026-03-02T01:10+08:00
exercises: [三.1]
steps:
  - {at: 0min, as: duty_manager, do: open, with: {title: t}}
expect:
  later: {state: assessing, at: 100h}
  late: {missed: relay_confirmed}
";
    fs::write(&drill, text).unwrap();
    for language in ["en", "zh-Hans"] {
        let path = folder.path().join(format!("texts/{language}.yaml"));
        let texts = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("{texts}\ndrill.short.title: t\n")).unwrap();
    }
    let played = folder.path().join("played");
    let data = played.to_str().unwrap().to_owned();
    let ran = run(&["drill", "run", drill.to_str().unwrap(), "--data", &data, "--json"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let last = run(&["case", "show", "1", "--data", &data, "--json"]).json()["as_of"].clone();
    assert!(last.as_str().unwrap() >= "2026-03-04T17:10", "what came due in between is on record: {last}");
}

#[test]
fn the_folder_of_a_drill_can_be_looked_at_says_what_it_is_and_takes_no_act() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("played").to_str().unwrap().to_owned();
    let drill = drills().remove(0).to_str().unwrap().to_owned();
    assert_eq!(run(&["drill", "run", &drill, "--data", &data]).code, 0);
    for words in
        [vec!["case", "list"], vec!["case", "show", "1"], vec!["case", "notice", "1"], vec!["doctor"]]
    {
        let ran = run(&[words.as_slice(), &["--data", &data]].concat());
        assert_eq!(ran.code, 0, "{words:?}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains("holds a drill"), "{words:?}: {}", ran.err);
    }
    let then = run(&["case", "as-of", "1", "2026-03-02T01:20+08:00", "--data", &data]);
    assert!(then.code == 0 || then.err.contains("nothing of this case"), "{}{}", then.out, then.err);
    let bundle = folder.path().join("b").to_str().unwrap().to_owned();
    let made = run(&["journal", "export", "1", "--bodies", "all", "--out", &bundle, "--data", &data]);
    assert_eq!(made.code, 0, "{}", made.err);
    let key = format!("{bundle}.vkey");
    let verified = run(&["journal", "verify", &bundle, "--key", &key, "--json"]);
    assert_eq!((verified.code, &verified.json()["drill"]), (0, &true.into()));
    let act = run(&["case", "declare", "1", "--reason", "r", "--as", "commander", "--data", &data]);
    assert_eq!(act.code, 1, "no damage: {}", act.err);
    assert!(act.err.contains("holds a drill"), "{}", act.err);
}
