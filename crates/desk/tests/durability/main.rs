//! Killing and watching the desk: what was acknowledged survives, and it was on disk before it was acknowledged.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test stops at any surprise")]

mod check;
mod child;
#[path = "../pack/mod.rs"]
mod pack;
mod trace;

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use desk::{Desk, DeskError, RealLog};
use store::OpenError;

/// Lives in one folder before a new one is begun, so that the looks at everything stay short.
const LIVES_PER_FOLDER: u64 = 10;

/// Fewer acknowledgements than this are awaited before the kill is aimed somewhere into the acts after them.
const MOST_AWAITED: u64 = 7;

/// This very binary, running only the child.
fn child(program: &mut Command, folder: &Path, life: u64, acts: u64) -> Child {
    program
        .args(["child::lives_until_it_is_killed", "--exact", "--nocapture"])
        .env(child::FOLDER, folder)
        .env(child::LIFE, life.to_string())
        .env(child::ACTS, acts.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn this_binary() -> Command {
    Command::new(std::env::current_exe().unwrap())
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the kill has to come at a moment nobody chose")]
fn killed_at_any_moment_nothing_acknowledged_is_lost_nothing_doubled_and_no_export_is_half() {
    let kills: u64 = std::env::var("STANCH_KILLS").map_or(12, |kills| kills.parse().unwrap());
    let mut random = 0x2545_F491_4F6C_DD1Du64;
    let mut seen = check::Seen::default();
    let mut scratch = tempfile::tempdir().unwrap();
    let mut said = Vec::new();
    for life in 0..kills {
        if life % LIVES_PER_FOLDER == 0 {
            scratch = tempfile::tempdir().unwrap();
            said.clear();
        }
        let mut alive = child(&mut this_binary(), scratch.path(), life, u64::MAX);
        let mut out = BufReader::new(alive.stdout.take().unwrap());
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let mut rest = String::new();
        // The first life of a folder dies while the folder is being made, or soon after; the others at work.
        if life % LIVES_PER_FOLDER != 0 {
            await_ready(&mut out);
            for _ in 0..random % MOST_AWAITED {
                assert!(out.read_line(&mut rest).unwrap() > 0, "it died by itself");
            }
        }
        std::thread::sleep(Duration::from_micros((random >> 8) % 80_000));
        alive.kill().unwrap();
        out.read_to_string(&mut rest).unwrap();
        let status = alive.wait().unwrap();
        assert_eq!(std::os::unix::process::ExitStatusExt::signal(&status), Some(9), "it died by itself");
        said.extend(check::acknowledged(&rest));
        check::check(scratch.path(), life, &said, &mut seen);
    }
    println!("{kills} lives: {seen:?}");
    assert!(seen.every_kind(), "some kind of act was never acknowledged: {seen:?}");
}

/// Reads until the child says that it has the folder.
fn await_ready(out: &mut impl BufRead) {
    let mut line = String::new();
    while out.read_line(&mut line).unwrap() > 0 {
        if line.trim_end().ends_with("ready") {
            return;
        }
        line.clear();
    }
    panic!("the child never had the folder");
}

#[test]
fn every_acknowledgement_follows_the_syncs_of_what_it_promises() {
    let require_all = std::env::var_os("STANCH_REQUIRE_ALL").is_some();
    if Command::new("strace").arg("-V").output().is_err() {
        assert!(!require_all, "strace is absent");
        println!("left out: strace absent");
        return;
    }
    let scratch = tempfile::tempdir().unwrap();
    let (folder, log) = (scratch.path().join("all"), scratch.path().join("trace"));
    std::fs::create_dir(&folder).unwrap();
    let mut strace = Command::new("strace");
    strace.args(["-f", "-y", "-e", trace::CALLS, "-o"]).arg(&log).arg(std::env::current_exe().unwrap());
    let traced = child(&mut strace, &folder, 0, 12).wait_with_output().unwrap();
    if !traced.status.success() && !require_all {
        println!("left out: strace may not trace here");
        return;
    }
    assert!(traced.status.success(), "{}", String::from_utf8_lossy(&traced.stdout));
    let watched = trace::watch(&std::fs::read_to_string(log).unwrap());
    assert_eq!(watched.acts + watched.exports, 12, "{watched:?}");
    assert!(watched.exports >= 2 && watched.evidence == 2, "{watched:?}");
}

#[test]
fn a_second_process_is_refused_and_told_who_has_the_folder() {
    let scratch = tempfile::tempdir().unwrap();
    let mut alive = child(&mut this_binary(), scratch.path(), 0, u64::MAX);
    let mut out = BufReader::new(alive.stdout.take().unwrap());
    await_ready(&mut out);
    let refused = Desk::<RealLog>::open(&child::opening(scratch.path(), 0)).unwrap_err();
    let pid = alive.id();
    alive.kill().unwrap();
    alive.wait().unwrap();
    let DeskError::Open(OpenError::Held { holder: Some(holder), .. }) = &refused else {
        panic!("expected Held, got {refused:?}")
    };
    assert_eq!((holder.pid, holder.command.as_str()), (pid, child::COMMAND));
    let says = refused.to_string();
    assert!(says.contains(&pid.to_string()) && says.contains(child::COMMAND), "{says}");
    Desk::<RealLog>::open(&child::opening(scratch.path(), 1)).unwrap();
}
