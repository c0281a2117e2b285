//! A data folder to which nothing can be written, as a disk image or a backup mounted read-only is.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use desk::{Act, CaseRef, Desk, Opening, RealLog};
use incident::Actor;
use jiff::Timestamp;

use crate::case::Case;
use crate::ran::{Ran, finish, stanch};

/// Mounts the first folder read-only over the second, for the command that follows and nobody else.
const READ_ONLY: &str = r#"mount --bind "$1" "$2" && mount -o remount,bind,ro "$2" && shift 2 && exec "$@""#;

/// Mounts a small disk over the second folder, copies the first there, and fills what is left of it.
const FULL: &str = r#"mount -t tmpfs -o size=1m,mode=0700 none "$2" && cp -a "$1/." "$2/" && { cat /dev/zero > "$2/fill"; true; } 2> /dev/null && shift 2 && exec "$@""#;

/// Whether this machine lets a test mount something for itself.
fn can_mount() -> bool {
    let here = tempfile::tempdir().unwrap();
    let tried = mounted(READ_ONLY, here.path(), here.path(), Path::new("true"), &[]).status();
    let can = tried.is_ok_and(|status| status.success());
    assert!(
        can || std::env::var_os("STANCH_REQUIRE_ALL").is_none(),
        "this machine mounts nothing for a test"
    );
    if !can {
        eprintln!("left out: this machine mounts nothing for a test");
    }
    can
}

fn mounted(how: &str, folder: &Path, at: &Path, program: &Path, words: &[&str]) -> Command {
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c", how, "sh"]);
    command.arg(folder).arg(at).arg(program).args(words);
    command
}

/// Runs `stanch` where the folder can only be read.
fn still(folder: &Path, words: &[&str]) -> Ran {
    run_where(READ_ONLY, folder, words)
}

fn run_where(how: &str, folder: &Path, words: &[&str]) -> Ran {
    let at = folder.parent().unwrap().join("still");
    fs::create_dir_all(&at).unwrap();
    let program = stanch::<&str>(&[]);
    let words = [words, &["--data", at.to_str().unwrap()]].concat();
    let mut command = mounted(how, folder, &at, Path::new(program.get_program()), &words);
    command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", "C.UTF-8").env("TZ", "UTC");
    command.stdin(std::process::Stdio::null());
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    finish(&mut command, None)
}

fn held(folder: &Path) -> Desk<RealLog> {
    let opening = Opening { create: false, ..Opening::at(folder, "a test that holds it", now()) };
    Desk::open(&opening).unwrap()
}

#[expect(clippy::disallowed_methods, reason = "the case was opened by the machine's clock")]
fn now() -> Timestamp {
    Timestamp::now()
}

/// States a fact through a desk that keeps the folder: the act lies in the write-ahead log until the folder is let go.
fn state_fact(desk: &Desk<RealLog>) {
    let case = desk.find(&CaseRef::Number(1)).unwrap();
    let plan = desk.case(&case).unwrap().plan;
    let words = [("fact", "customers"), ("value", ">=77123")];
    let words: Vec<(String, String)> =
        words.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let command = incident::Command::from_words("fact", &words, &plan, &plan.zone).unwrap();
    let who = Actor { role: "technical_lead".to_owned(), user: "test".to_owned() };
    desk.act(&case, &Act { command, who, occurred_at: None, now: now() }).unwrap();
}

/// A copy of the folder as a machine leaves it that loses power: the newest act lies beside the log.
fn cut_off(case: &Case) -> PathBuf {
    let desk = held(&case.data());
    state_fact(&desk);
    let copy = PathBuf::from(case.path("cut-off"));
    let copied = Command::new("cp").arg("-a").arg(case.data()).arg(&copy).status().unwrap();
    assert!(copied.success());
    assert!(copy.join("log.db-wal").metadata().unwrap().len() > 0, "the newest act lies beside the log");
    copy
}

#[test]
fn a_case_is_read_where_nothing_can_be_written_and_says_what_it_says_elsewhere() {
    if !can_mount() {
        return;
    }
    let case = Case::opened();
    let (data, bundle) = (case.data(), case.path("still.bundle"));
    let looks: [&[&str]; 4] = [
        &["case", "list", "--json"],
        &["case", "notice", "1", "--json"],
        &["case", "looks", "1"],
        &["doctor", "--json"],
    ];
    for words in looks {
        let (there, here) = (still(&data, words), case.run(words));
        assert_eq!((there.code, &there.out), (here.code, &here.out), "{words:?}: {}", there.err);
    }
    // These say how long is left, or on which day they were drawn up.
    let shown = ["case", "as-of", "1", "2999-01-01T00:00:00Z"];
    for words in [&shown[..], &["case", "show", "1"], &["case", "report", "1"]] {
        let (there, here) = (still(&data, words), case.run(words));
        assert_eq!(there.code, 0, "{words:?}: {}", there.err);
        assert_eq!(there.out.lines().count(), here.out.lines().count(), "{words:?}: {}", there.out);
    }
    let doctor = still(&data, &["doctor"]);
    assert_eq!(doctor.code, 0, "{}", doctor.err);
    assert!(doctor.err.contains("Nothing can be written to this folder"), "{}", doctor.err);
    // A copy for safe keeping is made elsewhere, and is whole.
    let copy = case.path("copy");
    assert_eq!(still(&data, &["backup", &copy]).code, 0);
    assert!(Path::new(&copy).join("log.db").is_file());
    // A bundle is written elsewhere, and verifies.
    let exported = still(&data, &["journal", "export", "1", "--out", &bundle]);
    assert_eq!(exported.code, 0, "{}", exported.err);
    let key = format!("{bundle}.vkey");
    let verified = crate::ran::run(&["journal", "verify", &bundle, "--key", &key]);
    assert_eq!(verified.code, 0, "{}", verified.out);
}

#[test]
fn what_would_be_written_where_nothing_can_be_is_refused_in_words_that_say_what_it_needs() {
    if !can_mount() {
        return;
    }
    let case = Case::opened();
    let (data, out) = (case.data(), case.path("bodies.bundle"));
    let writes: [&[&str]; 3] = [
        &["case", "fact", "1", "records", ">=1", "--as", "technical_lead"],
        &["journal", "export", "1", "--out", &out, "--bodies", "all", "--as", "commander", "--reason", "r"],
        &["doctor", "--rebuild"],
    ];
    for words in writes {
        let ran = still(&data, words);
        assert_eq!(ran.code, 6, "{words:?}: {} {}", ran.out, ran.err);
        assert!(ran.err.contains("Nothing can be written to the data folder"), "{words:?}: {}", ran.err);
        assert!(ran.err.contains("copy the whole folder"), "{words:?}: {}", ran.err);
        assert!(!Path::new(&out).exists(), "{words:?}");
    }
    fs::remove_file(data.join("lock")).unwrap();
    let unguarded = still(&data, &["case", "show", "1"]);
    assert_eq!(unguarded.code, 6, "{}", unguarded.out);
    assert!(unguarded.err.contains("lock” is missing"), "{}", unguarded.err);
}

#[test]
fn the_newest_acts_of_a_machine_that_lost_power_are_read_or_their_file_is_named() {
    if !can_mount() {
        return;
    }
    let case = Case::opened();
    let folder = cut_off(&case);
    for words in [&["case", "show", "1"][..], &["case", "as-of", "1", "2999-01-01T00:00:00Z"]] {
        let shown = still(&folder, words);
        assert_eq!(shown.code, 0, "{}", shown.err);
        assert!(shown.out.contains("77,123"), "the act in the write-ahead log counts: {}", shown.out);
    }
    assert_eq!(still(&folder, &["doctor"]).code, 0);
    // Without its index the write-ahead log cannot be read there: nothing is shown that would lack it.
    fs::remove_file(folder.join("log.db-shm")).unwrap();
    for words in [&["case", "show", "1"][..], &["case", "list"], &["doctor"]] {
        let refused = still(&folder, words);
        assert_eq!((refused.code, refused.out.as_str()), (6, ""), "{}", refused.err);
        assert!(refused.err.contains("log.db-wal") && refused.err.contains("log.db-shm"), "{}", refused.err);
    }
}

#[test]
fn who_writes_to_the_folder_by_another_way_is_seen_and_read_beside() {
    if !can_mount() {
        return;
    }
    let case = Case::opened();
    let desk = held(&case.data());
    state_fact(&desk);
    let shown = still(&case.data(), &["case", "show", "1"]);
    assert_eq!(shown.code, 0, "{}", shown.err);
    assert!(shown.out.contains("77,123"), "{}", shown.out);
    let doctor = still(&case.data(), &["doctor"]);
    assert_eq!(doctor.code, 5, "{}", doctor.err);
    assert!(doctor.err.contains("a test that holds it"), "{}", doctor.err);
}

#[test]
fn a_full_disk_keeps_nobody_from_reading_the_case_or_from_copying_it_to_another_disk() {
    if !can_mount() {
        return;
    }
    let case = Case::opened();
    let full = |words: &[&str]| run_where(FULL, &case.data(), words);
    let (bundle, copy) = (case.path("full.bundle"), case.path("full"));
    let looks: [&[&str]; 7] = [
        &["case", "show", "1"],
        &["case", "list"],
        &["case", "as-of", "1", "2999-01-01T00:00:00Z"],
        &["case", "report", "1"],
        &["doctor"],
        &["journal", "export", "1", "--out", &bundle],
        &["backup", &copy],
    ];
    for words in looks {
        let ran = full(words);
        assert_eq!(ran.code, 0, "{words:?}: {}", ran.err);
    }
    let shown = full(&["case", "show", "1"]).out;
    assert!(shown.starts_with("Case 1 · Customer data on a forum"), "{shown}");
    let act = full(&["case", "fact", "1", "records", ">=1", "--as", "technical_lead"]);
    assert_eq!(act.code, 6, "{}", act.out);
    assert!(act.err.contains("the disk is full"), "{}", act.err);
}
