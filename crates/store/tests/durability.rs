//! Killing and watching: what was answered survives, and it was on disk before it was answered.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test stops at any surprise")]

mod support;

use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use store::*;
use support::*;

/// The example `appender`, which cargo builds beside the tests.
fn appender() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let path = tests.ancestors().nth(2).unwrap().join("examples").join("appender");
    assert!(path.exists(), "the example `appender` is not built: {}", path.display());
    path
}

fn require_all() -> bool {
    std::env::var_os("STANCH_REQUIRE_ALL").is_some()
}

/// Positions and numbers of the acts the child said were answered; an unfinished line was not said.
fn answered(said: &str) -> Vec<(u64, u64)> {
    said.split_inclusive('\n')
        .filter_map(|line| line.strip_suffix('\n'))
        .map(|line| {
            let (first, number) = line.split_once(' ').unwrap();
            (first.parse().unwrap(), number.parse().unwrap())
        })
        .collect()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the kill has to come at a moment nobody chose")]
fn killed_at_any_moment_nothing_answered_is_lost_and_nothing_is_doubled() {
    let kills: u64 = std::env::var("STANCH_KILLS").map_or(12, |kills| kills.parse().unwrap());
    let scratch = tempfile::tempdir().unwrap();
    let mut random = 0x2545_F491_4F6C_DD1Du64;
    let mut total = 0;
    for kill in 0..kills {
        // A new folder every ten lives: everything is read after each, and creation is a moment to die at too.
        let folder = scratch.path().join(format!("data{}", kill / 10));
        let mut child = Command::new(appender())
            .arg(&folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        // The first ones die while the folder is being made.
        let most_us = if kill % 3 == 0 { 30_000 } else { 250_000 };
        std::thread::sleep(Duration::from_micros(random % most_us));
        child.kill().unwrap();
        let mut said = String::new();
        child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
        let status = child.wait().unwrap();
        assert_eq!(std::os::unix::process::ExitStatusExt::signal(&status), Some(9), "it died by itself");
        total += check(&folder, &answered(&said));
    }
    assert!(total > kills, "the child never came to append: {total} acts in {kills} lives");
}

/// Opens what a killed child left and compares it with what the child said; how many acts it said.
fn check(folder: &Path, said: &[(u64, u64)]) -> u64 {
    let store = open(folder).unwrap();
    assert_eq!(store.integrity_check().unwrap(), vec![]);
    let log = store.log(0..u64::MAX).unwrap();
    assert_eq!(log.len() % 3, 0, "an act stands in part");
    let acts = log.len() as u64 / 3;
    for (place, stored) in log.iter().enumerate() {
        let number = place as u64 / 3 + 1;
        let (stream, version) =
            [("case/x", number * 2 - 1), ("access/x", number), ("case/x", number * 2)][place % 3];
        assert_eq!(
            (stored.position, stored.stream.as_str(), stored.version),
            (place as u64, stream, version)
        );
        assert_eq!(stored.entry, format!("{stream} {version} of act {number}").into_bytes());
    }
    for (first, number) in said {
        assert!(*number <= acts, "act {number} was answered and is lost");
        assert_eq!(*first, (number - 1) * 3);
    }
    assert!(said.last().is_none_or(|(_, number)| acts <= number + 1), "more than one act was never answered");
    assert_eq!(store.due_until(i64::MAX, u32::MAX).unwrap().len() as u64, acts);
    if acts > 0 {
        assert_eq!(store.board_row("x").unwrap().unwrap().clear, acts.to_string().into_bytes());
    }
    store.sweep_orphan_keys().unwrap();
    let keys = store.keys_of("case/x").unwrap();
    let destroyed = acts / 5;
    assert_eq!((keys.live.len() as u64, keys.destroyed.len() as u64), (acts - destroyed, destroyed));
    drop(store);
    let raw = std::fs::read(folder.join("keys/keys.db")).unwrap();
    for number in (5..=acts).step_by(5).map(|number| number - 1) {
        let secret = format!("wrapped key {number:>8} ");
        assert!(!contains(&raw, secret.as_bytes()), "key {number} was destroyed and is still in the file");
    }
    said.len() as u64
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[test]
fn every_answer_follows_the_syncs_of_what_it_promises() {
    if Command::new("strace").arg("-V").output().is_err() {
        assert!(!require_all(), "strace is absent");
        println!("left out: strace absent");
        return;
    }
    let scratch = tempfile::tempdir().unwrap();
    let (folder, trace) = (scratch.path().join("data"), scratch.path().join("trace"));
    let calls = "trace=fsync,fdatasync,write,pwrite64,ftruncate,openat,close,unlink";
    let traced = Command::new("strace")
        .args(["-f", "-y", "-e", calls, "-o"])
        .arg(&trace)
        .arg(appender())
        .arg(&folder)
        .arg("20")
        .output()
        .unwrap();
    if !traced.status.success() && !require_all() {
        println!("left out: strace may not trace here: {}", String::from_utf8_lossy(&traced.stderr));
        return;
    }
    assert!(traced.status.success(), "{}", String::from_utf8_lossy(&traced.stderr));
    let trace = std::fs::read_to_string(trace).unwrap();
    assert_eq!(watch(&trace), 20, "answers seen in the trace");
}

/// Goes through the calls in order. At every answer, nothing written to a database or its write-ahead log, and no
/// new name in a folder, may be waiting for its sync, and the log's own write-ahead log must have been synced since
/// the last answer. Returns the number of answers.
fn watch(trace: &str) -> u32 {
    let mut unsynced: HashMap<String, &str> = HashMap::new();
    let (mut answers, mut log_syncs) = (0, 0);
    for line in trace.lines() {
        let call = line.split_whitespace().nth(1).unwrap_or_default();
        // The path strace puts behind a descriptor: `12</folder/log.db-wal>`.
        let path = line.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(path, _)| path);
        let Some(path) = path else { continue };
        let name = path.rsplit('/').next().unwrap_or_default();
        let ours = name.starts_with("log.db") || name.starts_with("keys.db");
        if call.starts_with("fsync") || call.starts_with("fdatasync") {
            unsynced.remove(path);
            log_syncs += u32::from(name == "log.db-wal");
        } else if call.starts_with("pwrite64") && ours && name.ends_with("-wal") {
            unsynced.insert(path.to_owned(), "written");
        } else if call.starts_with("openat") && line.contains("O_CREAT") && ours && !name.ends_with("-shm") {
            unsynced.entry(folder_of(line)).or_insert("a new name");
        } else if call.starts_with("write(1<") {
            assert!(log_syncs > 0, "an answer without a sync of the log: {line}");
            let waiting: Vec<_> = unsynced.iter().filter(|(path, _)| !path.is_empty()).collect();
            assert!(waiting.is_empty(), "answered before the sync of {waiting:?}: {line}");
            (answers, log_syncs) = (answers + 1, 0);
        }
    }
    answers
}

/// The folder of the file an `openat` made: its result is the last `<path>` of the line.
fn folder_of(line: &str) -> String {
    let path = line.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or("", |(path, _)| path);
    path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned())
}

#[test]
fn a_second_process_is_refused_and_told_who_has_the_folder() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("data");
    let mut child = Command::new(appender()).arg(&folder).stdout(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 1];
    child.stdout.as_mut().unwrap().read_exact(&mut first).unwrap();
    let refused = open(&folder).unwrap_err();
    let OpenError::Held { holder: Some(found), .. } = &refused else { panic!("{refused}") };
    assert_eq!((found.pid, found.command.as_str()), (child.id(), "appender"));
    assert!(refused.to_string().contains(&child.id().to_string()), "{refused}");
    child.kill().unwrap();
    child.wait().unwrap();
    let taken_over = open(&folder).unwrap();
    let second = open(&folder).unwrap_err();
    let own = std::process::id();
    assert!(matches!(second, OpenError::Held { holder: Some(Holder { pid, .. }), .. } if pid == own));
    drop(taken_over);
    open(&folder).unwrap();
}
