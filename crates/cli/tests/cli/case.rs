//! A case by hand on a data folder, its proofs, and its keeping.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::ran::{Ran, run};

/// A data folder with one case in it.
pub struct Case {
    folder: TempDir,
}

impl Case {
    pub fn opened() -> Case {
        let case = Case { folder: tempfile::tempdir().unwrap() };
        let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans/cn-b2c");
        let pack = pack.to_str().unwrap();
        let ran = case.run(&[
            "case",
            "open",
            "--title",
            "Customer data on a forum",
            "--plan",
            pack,
            "--as",
            "duty_manager",
            "--json",
        ]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert_eq!(ran.json()["case"]["number"], 1);
        case
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    pub fn run(&self, words: &[&str]) -> Ran {
        run(&[words, &["--data", self.data().to_str().unwrap()]].concat())
    }
}

#[test]
fn a_fact_moves_the_level_and_every_look_tells_the_same_case() {
    let case = Case::opened();
    let before = case.run(&["case", "show", "1", "--json"]).json();
    assert_eq!(before["levels"]["response"]["certain"], "1");
    assert!(before["obligations"].as_array().is_some_and(|duties| !duties.is_empty()), "{before}");
    let seen = before["as_of"].as_str().unwrap().to_owned();
    for (fact, value) in [
        ("records", ">=120000"),
        ("classes", "identity,payment+"),
        ("persons_identity_and_payment", ">=110000"),
    ] {
        let ran =
            case.run(&["case", "fact", "1", fact, value, "--as", "technical_lead", "--source", "dump.sql"]);
        assert_eq!(ran.code, 0, "{fact}: {}", ran.err);
    }
    let after = case.run(&["case", "show", "1", "--json"]).json();
    assert_eq!(after["levels"]["response"]["certain"], "3", "{}", after["levels"]);
    let then = case.run(&["case", "as-of", "1", &seen, "--json"]).json();
    assert_eq!((&then["levels"], &then["facts"]), (&before["levels"], &before["facts"]));
    let listed = case.run(&["case", "list", "--json"]).json();
    assert_eq!(listed["cases"][0]["title"], "Customer data on a forum");
    let text = case.run(&["case", "show", "1", "--lang", "zh"]);
    assert!(text.out.contains("时限") && text.out.contains("级别"), "{}", text.out);
}

#[test]
fn what_the_plan_refuses_is_said_and_changes_nothing() {
    let case = Case::opened();
    let version = |case: &Case| case.run(&["case", "show", "1", "--json"]).json()["case"]["version"].clone();
    let before = version(&case);
    let refusals: [&[&str]; 8] = [
        &["case", "fact", "1", "records", "5", "--as", "technical_lead", "--at", "2999-01-01T00:00"],
        &["case", "declare", "1", "--reason", "seen", "--as", "commander", "--at", "2999-01-01T00:00"],
        &["case", "playbook", "1", "intrusion", "--as", "technical_lead", "--at", "2999-01-01T00:00"],
        &["case", "fact", "1", "records", "many", "--as", "technical_lead"],
        &["case", "fact", "1", "recods", "5", "--as", "technical_lead"],
        &["case", "gate", "approve", "1", "end_response", "--as", "commander"],
        &["case", "fact", "1", "records", "5", "--as", "nobody"],
        &["case", "fact", "99", "records", "5", "--as", "technical_lead"],
    ];
    for words in refusals {
        let ran = case.run(words);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{words:?}: {}", ran.err);
        assert!(ran.err.starts_with("▲ "), "{}", ran.err);
    }
    assert_eq!(version(&case), before);
    assert_eq!(
        case.run(&["case", "fact", "1", "records", "5", "--as", "technical_lead", "--at", "yesterday"]).code,
        2
    );
}

#[test]
fn its_bundle_verifies_with_the_key_of_the_log() {
    let case = Case::opened();
    let bundle = case.path("case.bundle");
    let all = ["journal", "export", "1", "--out", &bundle, "--bodies", "all", "--json"];
    let silent = case.run(&all);
    assert_eq!(silent.code, 2, "bodies left without a reason: {}", silent.err);
    let ran = case.run(&[all.as_slice(), &["--as", "commander", "--reason", "the supervisor asks"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let looks = case.run(&["case", "looks", "1", "--json"]).json();
    assert_eq!(looks["looks"][0], ran.json()["look"]);
    assert_eq!(looks["looks"][0]["reason"], "the supervisor asks");
    let key = ran.json()["key"].as_str().unwrap().to_owned();
    let verified = run(&["journal", "verify", &bundle, "--key", &key, "--json"]);
    assert_eq!(verified.code, 0, "{}", verified.out);
    assert_eq!(verified.json()["bodies_withheld"], 0);
    assert_eq!(case.run(&["doctor", "--json"]).json()["verifier_key"], key.as_str());
}

#[test]
fn a_backup_comes_back_and_an_older_one_shows_against_the_checkpoint() {
    let case = Case::opened();
    let (old, new) = (case.path("old"), case.path("new"));
    assert_eq!(case.run(&["backup", &old]).code, 0);
    assert_eq!(case.run(&["case", "fact", "1", "records", "5", "--as", "technical_lead"]).code, 0);
    assert_eq!(case.run(&["backup", &new]).code, 0);
    let checkpoint = Path::new(&new).join("checkpoint").to_str().unwrap().to_owned();
    let master = case.data().join("keys/master.key").to_str().unwrap().to_owned();
    let restore = |from: &str, to: &str, checkpoint: &[&str]| {
        let (to, words) = (case.path(to), ["restore", from, "--master-key", &master]);
        run(&[words.as_slice(), &["--data", &to], checkpoint].concat())
    };
    let whole = restore(&new, "a", &["--checkpoint", &checkpoint]);
    assert_eq!(whole.code, 0, "{}", whole.err);
    let unwitnessed = restore(&new, "b", &[]);
    assert_eq!(unwitnessed.code, 0);
    assert!(unwitnessed.out.contains("could not be compared"), "{}", unwitnessed.out);
    let older = restore(&old, "c", &["--checkpoint", &checkpoint]);
    assert_eq!(older.code, 1, "{}", older.out);
    let again = restore(&new, "a", &[]);
    assert_eq!(again.code, 6, "{}", again.err);
}

#[test]
fn a_damaged_backup_is_never_called_whole() {
    let case = Case::opened();
    for records in ["5", "6", "7", "8", "9"] {
        assert_eq!(case.run(&["case", "fact", "1", "records", records, "--as", "technical_lead"]).code, 0);
    }
    let copy = case.path("copy");
    assert_eq!(case.run(&["backup", &copy]).code, 0);
    let log = Path::new(&copy).join("log.db");
    let mut bytes = fs::read(&log).unwrap();
    // The canonical entries are text; the last one of the file lies inside a row.
    let name = b"fact.";
    let place = bytes.windows(name.len()).rposition(|window| window == name).unwrap();
    bytes[place..place + 5].iter_mut().for_each(|byte| *byte = !*byte);
    fs::write(&log, bytes).unwrap();
    let checkpoint = Path::new(&copy).join("checkpoint").to_str().unwrap().to_owned();
    let master = case.data().join("keys/master.key").to_str().unwrap().to_owned();
    let back = case.path("back");
    let words = ["restore", &copy, "--master-key", &master, "--data", &back, "--checkpoint", &checkpoint];
    let restored = run(&words);
    assert_eq!(restored.code, 1, "{}{}", restored.out, restored.err);
    assert!(!restored.out.contains('✓'), "{}", restored.out);
    assert_eq!(run(&["doctor", "--master-key", &master, "--data", &back]).code, 1);
}

#[test]
fn the_doctor_finds_nothing_in_a_good_folder_and_says_what_lies_open() {
    let case = Case::opened();
    let well = case.run(&["doctor"]);
    assert_eq!(well.code, 0, "{}", well.out);
    let log = case.data().join("log.db");
    fs::set_permissions(&log, fs::Permissions::from_mode(0o644)).unwrap();
    let ill = case.run(&["doctor", "--json"]);
    assert_eq!(ill.code, 1);
    assert_eq!(ill.json()["findings"][0]["code"], "cli-doctor-open");
}

#[test]
fn a_folder_that_is_not_there_is_never_made_by_looking() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("nothing");
    let ran = run(&["case", "list", "--data", data.to_str().unwrap()]);
    assert_eq!(ran.code, 6, "{}", ran.err);
    assert!(!data.exists());
}

#[test]
fn a_second_process_is_refused_and_told_who_has_the_folder() {
    let case = Case::opened();
    // Holds the folder's lock as a running command does.
    let lock = fs::OpenOptions::new().read(true).write(true).open(case.data().join("lock")).unwrap();
    lock.lock().unwrap();
    let fact = ["case", "fact", "1", "records", "5", "--as", "technical_lead"];
    let ran = case.run(&fact);
    assert_eq!(ran.code, 5, "{}", ran.err);
    // Who only reads does so beside the holder.
    for words in [&["case", "show", "1"][..], &["case", "list"], &["case", "as-of", "1", "2999-01-01T00:00"]]
    {
        let ran = case.run(words);
        assert_eq!(ran.code, 0, "{words:?}: {}", ran.err);
    }
    drop(lock);
    assert_eq!(case.run(&fact).code, 0);
}
