//! kill -9 in the middle of a wave: nobody twice, nobody forgotten, and what nobody knows is listed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at any surprise")]

mod house;
mod scripted;

use std::path::Path;
use std::process::{Child, Command};
use std::time::Duration;

use desk::{LetterState, WaveState};
use house::{House, customers, minutes};
use notify::send;
use notify::smtp::{Pool, Relay};
use scripted::{Scripted, Step};

const LETTERS: u32 = 600;

fn send_here(house: &House, address: &str) {
    let relay = Relay::new(address, "stanch.example", "notice@stanch.example");
    let wave = house.wave().row.id;
    send(&house.desk, &wave, &mut Pool::new(relay, 2), &|| minutes(9), &mut |_| true).unwrap();
}

/// The process that is killed: this test binary again.
#[test]
#[ignore = "run by the test below as a process of its own"]
fn sends_until_it_is_killed() {
    let Some(folder) = std::env::var_os("STANCH_LETTERS_FOLDER") else { return };
    let address = std::env::var("STANCH_LETTERS_RELAY").unwrap();
    send_here(&House::found(Path::new(&folder)), &address);
}

fn sender(folder: &Path, relay: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "sends_until_it_is_killed", "--ignored", "--nocapture"])
        .env("STANCH_LETTERS_FOLDER", folder)
        .env("STANCH_LETTERS_RELAY", relay)
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn nobody_is_told_twice_and_nobody_is_forgotten_however_often_the_sender_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::new(folder.path());
    house.pass();
    house.prepare(customers(1..=LETTERS)).unwrap();
    drop(house);
    let server = Scripted::start(true, |_| Step::Take);
    for kill_after in [1, 90, 170, 333] {
        let mut child = sender(folder.path(), server.address());
        let mut ended = None;
        while server.seen().len() < kill_after && ended.is_none() {
            std::thread::park_timeout(Duration::from_millis(1));
            ended = child.try_wait().unwrap();
        }
        assert!(ended.is_none(), "it ended before it could be killed: {ended:?}");
        child.kill().unwrap();
        child.wait().unwrap();
    }
    // Whatever was on the wire has arrived by now.
    std::thread::park_timeout(Duration::from_millis(200));
    let house = House::found(folder.path());
    assert_eq!(house.count(LetterState::Sending), 0, "the opening has listed what was under way");
    let uncertain = house.count(LetterState::Uncertain);
    assert!(uncertain > 0, "killed in the middle of a batch");
    send_here(&house, server.address());

    let wave = house.wave();
    assert_eq!(wave.row.state, WaveState::Ended);
    assert_eq!(
        wave.row.count(LetterState::Accepted) + wave.row.count(LetterState::Uncertain),
        u64::from(LETTERS)
    );
    let mut seen = server.seen();
    let texts = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), texts, "nobody twice");
    // Whoever has no text is listed as uncertain, and whoever is accepted has one.
    let rows = |state| house.desk.letters(&wave.row.id, state, 0, LETTERS).unwrap();
    let has = |number: u64| seen.contains(&format!("k{number}@customers.example"));
    assert!(rows(LetterState::Accepted).iter().all(|row| has(row.number)));
    let unknown = rows(LetterState::Uncertain);
    let unseen = (1..=u64::from(LETTERS)).filter(|number| !has(*number));
    assert!(unseen.clone().all(|number| unknown.iter().any(|row| row.number == number)), "nobody forgotten");
}
