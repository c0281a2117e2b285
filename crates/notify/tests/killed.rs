//! kill -9 in the middle of a wave: nobody twice, nobody forgotten, and what nobody knows is listed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at any surprise")]

mod house;
mod scripted;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use desk::{LetterState, WaveState};
use house::{House, customers, minutes};
use notify::send;
use notify::smtp::{Pool, Relay};
use scripted::{Scripted, Step};

const LETTERS: u32 = 600;
/// Customers of a wave that is killed while it is listed: eleven batches.
const LISTED: u32 = 21_000;

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

#[test]
fn a_listing_that_is_killed_again_and_again_goes_on_and_lists_everybody_once() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::new(folder.path());
    house.pass();
    let wave = house.begin();
    drop(house);
    let tests = std::env::current_exe().unwrap();
    let program = tests.ancestors().nth(2).unwrap().join("examples").join("letter_sender");
    let mut stood = 0;
    for batches in [1, 2, 3] {
        let lister = Command::new(&program)
            .args([folder.path().as_os_str(), "list".as_ref()])
            .arg(LISTED.to_string())
            .stdout(Stdio::piped())
            .spawn();
        let mut child = lister.unwrap();
        let mut heard = BufReader::new(child.stdout.take().unwrap()).lines();
        let begun: u64 = heard.next().unwrap().unwrap().parse().unwrap();
        assert_eq!(begun, stood, "what was listed stands");
        // Killed while the next batch is drawn up or written down.
        let listed: u64 = heard.nth(batches - 1).unwrap().unwrap().parse().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        let house = House::found(folder.path());
        stood = house.wave().row.letters();
        assert!(stood >= listed && listed > begun, "{begun} {listed} {stood}");
        assert!(stood < u64::from(LISTED), "it ended before it could be killed");
        assert_eq!(house.wave().row.state, WaveState::Listing);
    }
    let house = House::found(folder.path());
    assert_eq!(house.desk.waves_listing().unwrap().len(), 1);
    let done = house.list(customers(1..=LISTED), &mut |_| {});
    assert_eq!((done.wave.as_str(), done.letters, done.already), (wave.as_str(), u64::from(LISTED), 0));
    let rows = house.desk.letters(&wave, LetterState::Queued, 0, LISTED + 1).unwrap();
    assert!(rows.iter().map(|row| row.number).eq(1..=u64::from(LISTED)), "every number once, in order");
    let mut persons: Vec<_> = rows.iter().map(|row| row.person).collect();
    persons.sort_unstable();
    persons.dedup();
    assert_eq!(persons.len(), rows.len(), "nobody twice");
}
