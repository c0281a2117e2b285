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

/// The process that is killed: an example, which cargo builds beside the tests.
fn sender(folder: &Path, relay: &str) -> Child {
    let tests = std::env::current_exe().unwrap();
    let program = tests.ancestors().nth(2).unwrap().join("examples").join("letter_sender");
    Command::new(program).arg(folder).arg(relay).spawn().unwrap()
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
