//! Evidence by its bytes, and what shows that a folder lost something.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::case::Case;
use crate::ran::run;

const TECHNICAL: [&str; 2] = ["--as", "technical_lead"];

fn code(ran: &crate::ran::Ran) -> (i32, &str) {
    (ran.code, ran.err.as_str())
}

#[test]
fn files_are_taken_in_as_one_act_and_given_back_as_they_were_on_record() {
    let case = Case::opened();
    let (one, two, out) = (case.path("forum.zip"), case.path("mail.eml"), case.path("out.zip"));
    let bytes: Vec<u8> = (0..200_000u32).map(|place| (place % 251) as u8).collect();
    fs::write(&one, &bytes).unwrap();
    fs::write(&two, "a mail").unwrap();
    let taken = case.run(&[["case", "evidence", "1", &one, &two, "--json"].as_slice(), &TECHNICAL].concat());
    assert_eq!(code(&taken), (0, ""));
    let events = taken.json()["events"].clone();
    assert_eq!(
        (&events[0]["data"]["name"], &events[1]["data"]["name"]),
        (&"forum.zip".into(), &"mail.eml".into())
    );
    assert_eq!(events[0]["data"]["blob"].as_str().map(str::len), Some(32));
    let give = |evidence: &str, out: &str, role: &str| {
        let words = [
            "case",
            "evidence-out",
            "1",
            evidence,
            "--out",
            out,
            "--reason",
            "to compare",
            "--as",
            role,
            "--json",
        ];
        case.run(&words)
    };
    let given = give("E-1", &out, "legal_lead");
    assert_eq!(code(&given), (0, ""));
    assert_eq!(given.json()["sha256"], events[0]["data"]["sha256"]);
    assert!(fs::read(&out).unwrap() == bytes);
    assert_eq!(fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(give("E-2", &out, "legal_lead").code, 6, "a file was written over");
    assert_eq!(give("E-2", &case.path("no"), "commander").code, 1, "commander may not see personal data");
    assert!(!Path::new(&case.path("no")).exists());
    let looks = case.run(&["case", "looks", "1", "--json"]).json();
    assert_eq!(looks["looks"].as_array().unwrap().len(), 1, "{looks}");
    assert_eq!(
        (&looks["looks"][0]["role"], &looks["looks"][0]["evidence"]),
        (&"legal_lead".into(), &"E-1".into())
    );
    let doctor = case.run(&["doctor", "--json"]).json();
    assert_eq!((&doctor["evidence_sealed"], &doctor["evidence_bytes"]), (&2.into(), &200_006.into()));
}

#[test]
fn what_is_held_elsewhere_leaves_only_its_digest_and_a_file_that_cannot_be_read_leaves_nothing() {
    let case = Case::opened();
    let disk = case.path("disk.img");
    fs::write(&disk, "far too large").unwrap();
    let words = ["case", "evidence", "1", &disk, "--digest-only", "--held-by", "legal_lead"];
    assert_eq!(code(&case.run(&[words.as_slice(), &TECHNICAL].concat())), (0, ""));
    let out = case.path("out");
    let words = ["case", "evidence-out", "1", "E-1", "--out", &out, "--reason", "x", "--as", "legal_lead"];
    let elsewhere = case.run(&words);
    assert_eq!(elsewhere.code, 1, "{}", elsewhere.err);
    let gone = case.path("gone");
    let missing = case.run(&[["case", "evidence", "1", &disk, &gone].as_slice(), &TECHNICAL].concat());
    assert_eq!(missing.code, 6, "{}", missing.err);
    assert!(missing.err.contains("gone"), "{}", missing.err);
    assert_eq!(fs::read_dir(case.data().join("blobs")).unwrap().count(), 0);
}

#[test]
fn a_leak_that_is_assessed_is_kept_only_when_that_is_asked_for() {
    let case = Case::opened();
    let leak = case.path("leak.csv");
    fs::write(&leak, "name,email\nAnn Example,ann@example.com\nBob Example,bob@example.com\n").unwrap();
    let assess = |keep: &[&str]| {
        case.run(&[["case", "assess", "1", &leak, "--json"].as_slice(), &TECHNICAL, keep].concat()).json()
    };
    let blob = |json: &serde_json::Value| json["events"][0]["data"]["blob"].clone();
    assert!(blob(&assess(&[])).is_null());
    assert!(blob(&assess(&["--keep"])).is_string());
    // The leak that was kept, and the report of each count.
    assert_eq!(fs::read_dir(case.data().join("blobs")).unwrap().count(), 3);
    assert_eq!(case.run(&["doctor"]).code, 0);
}

#[test]
fn a_checkpoint_kept_elsewhere_shows_a_log_that_lost_acts_with_their_keys() {
    let case = Case::opened();
    let copy = case.path("copy");
    assert_eq!(case.run(&["backup", &copy]).code, 0);
    let early = fs::read_dir(case.data()).unwrap().map(|file| file.unwrap().path());
    let early: Vec<(std::path::PathBuf, Vec<u8>)> = early
        .chain([case.data().join("keys/keys.db")])
        .filter(|path| path.is_file())
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect();
    let fact = [["case", "fact", "1", "records", "5"].as_slice(), &TECHNICAL].concat();
    assert_eq!(case.run(&fact).code, 0);
    let newer = case.path("newer");
    assert_eq!(case.run(&["backup", &newer]).code, 0);
    let newest = format!("{newer}/checkpoint");
    for checkpoint in [format!("{copy}/checkpoint"), newest.clone()] {
        let well = case.run(&["doctor", "--checkpoint", &checkpoint, "--json"]);
        assert_eq!((well.code, &well.json()["checkpoint"]["holds"]), (0, &true.into()), "{}", well.out);
    }
    // The log alone goes back: the keys know better, with no checkpoint at all.
    let late = fs::read(case.data().join("keys/keys.db")).unwrap();
    early.iter().for_each(|(path, bytes)| fs::write(path, bytes).unwrap());
    fs::write(case.data().join("keys/keys.db"), &late).unwrap();
    let ill = case.run(&["doctor", "--json"]);
    assert_eq!(
        (ill.code, &ill.json()["findings"][0]["code"]),
        (1, &"store-damage-log-behind-keys".into()),
        "{}",
        ill.out
    );
    assert_ne!(case.run(&fact).code, 0, "an act was added to a log that lost its end");
    // Log and keys go back together: only the checkpoint knows.
    early.iter().for_each(|(path, bytes)| fs::write(path, bytes).unwrap());
    assert_eq!(case.run(&["doctor"]).code, 0);
    let behind = case.run(&["doctor", "--checkpoint", &newest, "--json"]);
    assert_eq!(behind.code, 1);
    assert_eq!(behind.json()["findings"][0]["code"], "desk-log-behind-checkpoint", "{}", behind.out);
    let nonsense = case.run(&["doctor", "--checkpoint", case.data().join("lock").to_str().unwrap()]);
    assert_eq!(nonsense.code, 1, "the file is at fault, not the folder: {}", nonsense.err);
    assert!(
        nonsense.err.contains("/lock") && !nonsense.err.contains("restore from a backup"),
        "{}",
        nonsense.err
    );
}

#[test]
fn a_restore_that_is_refused_leaves_nothing_where_it_was_to_go() {
    let case = Case::opened();
    let (copy, back) = (case.path("copy"), case.path("back"));
    assert_eq!(case.run(&["backup", &copy]).code, 0);
    let other = Case::opened();
    let stranger = other.data().join("keys/master.key").to_str().unwrap().to_owned();
    let mine = case.data().join("keys/master.key").to_str().unwrap().to_owned();
    let absent = case.path("absent.key");
    let empty = case.path("empty");
    for (from, key) in [(&copy, &absent), (&copy, &stranger), (&empty, &mine)] {
        let refused = run(&["restore", from, "--master-key", key, "--data", &back]);
        assert_ne!(refused.code, 0);
        assert!(refused.err.starts_with("▲ ") && !refused.err.contains("restoring"), "{}", refused.err);
        assert!(!Path::new(&back).exists(), "{key} left a folder");
    }
    // Without the option the key is looked for in the folder itself, where the operator may have put it before.
    assert_ne!(run(&["restore", &copy, "--data", &back]).code, 0);
    assert!(!Path::new(&back).exists());
    fs::create_dir_all(Path::new(&back).join("keys")).unwrap();
    // A folder with other things in it may be the wrong one: they are named, and nothing is mixed with them.
    fs::write(Path::new(&back).join("holiday.jpg"), "x").unwrap();
    let mixed = run(&["restore", &copy, "--master-key", &mine, "--data", &back]);
    assert_eq!(mixed.code, 6, "{}", mixed.err);
    assert!(mixed.err.contains("holiday.jpg"), "{}", mixed.err);
    fs::remove_file(Path::new(&back).join("holiday.jpg")).unwrap();
    fs::copy(&mine, Path::new(&back).join("keys/master.key")).unwrap();
    let whole = run(&["restore", &copy, "--data", &back]);
    assert_eq!(whole.code, 0, "{}", whole.err);
    assert_eq!(run(&["case", "show", "1", "--data", &back]).code, 0);
    let beside: Vec<String> = fs::read_dir(Path::new(&back).parent().unwrap())
        .unwrap()
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains("restoring"))
        .collect();
    assert_eq!(beside, [""; 0]);
}

#[test]
fn a_refused_opening_makes_no_folder() {
    let scratch = tempfile::tempdir().unwrap();
    let data = scratch.path().join("data").to_str().unwrap().to_owned();
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans/cn-b2c").to_str().unwrap().to_owned();
    let open =
        |role: &str| run(&["case", "open", "--title", "x", "--plan", &pack, "--as", role, "--data", &data]);
    for role in ["nobody", "legal_lead"] {
        assert_eq!(open(role).code, 1);
        assert!(!Path::new(&data).exists(), "{role}");
    }
    assert_eq!(open("duty_manager").code, 0);
}

#[test]
fn an_export_is_refused_where_it_would_not_hold_what_was_asked_and_never_writes_over_a_bundle() {
    let case = Case::opened();
    let (bundle, other) = (case.path("case.bundle"), case.path("other.bundle"));
    let export =
        |more: &[&str]| case.run(&[["journal", "export", "1", "--out", &bundle].as_slice(), more].concat());
    let asks = ["--as", "commander", "--reason", "the supervisor asks"];
    for more in [["--bodies", "1,9999"], ["--bodies", "0"], ["--since", "0"], ["--since", "9999"]] {
        let refused = export(&[more.as_slice(), &asks].concat());
        assert_eq!(refused.code, 1, "{more:?}: {}", refused.err);
        assert!(!Path::new(&bundle).exists());
    }
    let since = export(&["--since", "1"]);
    assert_eq!(since.code, 0, "{}", since.err);
    let key = format!("{bundle}.vkey");
    assert_eq!(run(&["journal", "verify", &bundle, "--key", &key]).code, 0);
    let before = fs::read(&bundle).unwrap();
    let all = [["--bodies", "all"].as_slice(), &asks].concat();
    let again = export(&all);
    assert_eq!(again.code, 6, "{}", again.err);
    assert_eq!(fs::read(&bundle).unwrap(), before);
    assert_eq!(export(&[all.as_slice(), &["--force"]].concat()).code, 0);
    assert_ne!(fs::read(&bundle).unwrap(), before);
    // Another log's key beside it is not written over either.
    fs::write(format!("{other}.vkey"), "another key").unwrap();
    assert_eq!(case.run(&["journal", "export", "1", "--out", &other]).code, 6);
    assert!(!Path::new(&other).exists());
}

#[test]
fn a_bundle_judged_with_another_key_is_said_to_show_nothing() {
    let case = Case::opened();
    let bundle = case.path("case.bundle");
    assert_eq!(case.run(&["journal", "export", "1", "--out", &bundle]).code, 0);
    let stranger = crate::made_bundle::made().vkey;
    let ran = run(&["journal", "verify", &bundle, "--key", &stranger]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("What the file says of itself") && !ran.out.contains("holds 0"), "{}", ran.out);
    let standing = ran.out.lines().find(|line| line.contains("Every entry stands in the log")).unwrap();
    assert!(standing.contains("not checked"), "{standing}");
    let json = run(&["journal", "verify", &bundle, "--key", &stranger, "--json"]).json();
    assert!(json["log_size"].is_null(), "{json}");
}
