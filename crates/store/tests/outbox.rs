//! The outbox, told as stories: nobody has two letters, nothing is taken twice, and counts are those of the rows.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at any surprise")]

mod support;

use std::collections::BTreeMap;

use proptest::prelude::*;
use store::*;
use support::*;

const WAVE: &str = "0190aaaa";

fn begin(wave: &str) -> OutboxChange {
    OutboxChange::Begin { wave: wave.into(), case_id: "0190".into(), notice: "letter".into(), key: [9; 16] }
}

fn letters(numbers: std::ops::RangeInclusive<u64>) -> Vec<NewLetter> {
    numbers.map(|number| letter(number, number)).collect()
}

fn letter(number: u64, person: u64) -> NewLetter {
    let mut digest = [0; 16];
    digest[..8].copy_from_slice(&person.to_be_bytes());
    NewLetter { number, person: digest, ways: 2, sealed: format!("sealed {number}").into_bytes() }
}

fn list(wave: &str, letters: Vec<NewLetter>) -> OutboxChange {
    OutboxChange::List { wave: wave.into(), letters, again: false }
}

fn release(wave: &str) -> OutboxChange {
    OutboxChange::Release { wave: wave.into() }
}

fn step(number: u64, from: LetterState, to: LetterState) -> LetterStep {
    LetterStep { number, from, to, way: 0, tries: 0, not_before_us: 0, code: None }
}

fn steps(wave: &str, steps: Vec<LetterStep>) -> OutboxChange {
    OutboxChange::Step { wave: wave.into(), steps }
}

fn act(store: &SqliteStore, outbox: Vec<OutboxChange>) -> Result<(), AppendError> {
    store.append(Append { outbox, ..Append::default() }).map(|_| ())
}

fn released(folder: &std::path::Path, last: u64) -> SqliteStore {
    let store = open(folder).unwrap();
    act(&store, vec![begin(WAVE), list(WAVE, letters(1..=last)), release(WAVE)]).unwrap();
    store
}

fn moved(outcome: &Result<(), AppendError>) -> bool {
    matches!(outcome, Err(AppendError::OutboxMoved { wave }) if wave == WAVE || wave == "0190bbbb")
}

#[test]
fn a_letter_is_taken_once_and_receipted_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = released(folder.path(), 3);
    let take = || steps(WAVE, vec![step(2, LetterState::Queued, LetterState::Sending)]);
    act(&store, vec![take()]).unwrap();
    assert!(moved(&act(&store, vec![take()])), "somebody has it already");
    let receipt = || {
        let code = Some("250 2.0.0".to_owned());
        steps(WAVE, vec![LetterStep { code, ..step(2, LetterState::Sending, LetterState::Accepted) }])
    };
    act(&store, vec![receipt()]).unwrap();
    assert!(moved(&act(&store, vec![receipt()])));
    drop(store);
    let store = open_existing(folder.path()).unwrap();
    let row = store.letter(WAVE, 2).unwrap().unwrap();
    assert_eq!((row.state, row.code.as_deref()), (LetterState::Accepted, Some("250 2.0.0")));
    assert_eq!(row.sealed, b"sealed 2");
    let wave = store.wave(WAVE).unwrap().unwrap();
    assert_eq!((wave.count(LetterState::Queued), wave.count(LetterState::Accepted)), (2, 1));
    assert_eq!((wave.letters(), wave.open(), wave.state), (3, 2, WaveState::Released));
}

#[test]
fn what_was_taken_when_the_process_died_is_never_offered_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = released(folder.path(), 3);
    act(&store, vec![steps(WAVE, vec![step(1, LetterState::Queued, LetterState::Sending)])]).unwrap();
    drop(store);
    let store = open_existing(folder.path()).unwrap();
    let numbers = |state| -> Vec<u64> {
        let rows = store.letters(WAVE, state, 0, i64::MAX, 10).unwrap();
        rows.iter().map(|row| row.number).collect()
    };
    assert_eq!(numbers(LetterState::Queued), [2, 3]);
    assert_eq!(numbers(LetterState::Sending), [1]);
}

#[test]
fn nobody_has_two_letters_within_a_wave_or_across_waves() {
    let folder = tempfile::tempdir().unwrap();
    let store = released(folder.path(), 3);
    let other = || vec![begin("0190bbbb"), list("0190bbbb", vec![letter(1, 7), letter(2, 3)])];
    assert!(moved(&act(&store, other())), "person 3 has one");
    assert_eq!(store.wave("0190bbbb").unwrap(), None, "nothing of the act stands");
    let persons: Vec<PersonDigest> = [3, 7].map(|person| letter(1, person).person).into();
    assert_eq!(store.letters_of(&persons).unwrap(), [Some(LetterState::Queued), None]);
    let twice = vec![begin("0190bbbb"), list("0190bbbb", vec![letter(1, 7), letter(2, 7)])];
    assert!(moved(&act(&store, twice)));
}

#[test]
fn a_wave_is_listed_then_released_then_ended_and_never_back() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).unwrap();
    act(&store, vec![begin(WAVE), list(WAVE, letters(1..=2))]).unwrap();
    let take = || steps(WAVE, vec![step(1, LetterState::Queued, LetterState::Sending)]);
    assert!(moved(&act(&store, vec![take()])), "a wave that is still listed sends nothing");
    act(&store, vec![release(WAVE), take()]).unwrap();
    assert!(moved(&act(&store, vec![list(WAVE, letters(3..=3))])));
    assert!(moved(&act(&store, vec![release(WAVE)])));
    let end = || OutboxChange::End { wave: WAVE.into() };
    act(&store, vec![end()]).unwrap();
    assert!(moved(&act(&store, vec![end()])));
    let wave = store.wave(WAVE).unwrap().unwrap();
    assert_eq!((wave.state, wave.letters()), (WaveState::Ended, 1), "what waited has left");
    assert_eq!(store.letters_of(&[letter(2, 2).person]).unwrap(), [None], "and its person can have another");
    // A bounce comes when it comes.
    let answered = step(1, LetterState::Sending, LetterState::Accepted);
    act(&store, vec![steps(WAVE, vec![answered])]).unwrap();
    act(&store, vec![steps(WAVE, vec![step(1, LetterState::Accepted, LetterState::Bounced)])]).unwrap();
    assert!(moved(&act(&store, vec![begin(WAVE)])), "an id is used once");
}

#[test]
fn a_letter_that_was_put_off_waits_for_its_time() {
    let folder = tempfile::tempdir().unwrap();
    let store = released(folder.path(), 2);
    let later =
        LetterStep { tries: 1, not_before_us: 500, ..step(1, LetterState::Queued, LetterState::Deferred) };
    act(&store, vec![steps(WAVE, vec![later])]).unwrap();
    let due = |now_us| store.letters(WAVE, LetterState::Deferred, 0, now_us, 10).unwrap().len();
    assert_eq!((due(499), due(500)), (0, 1));
    assert_eq!(store.next_letter_due(WAVE).unwrap(), Some(500));
    let no_such_way = LetterStep { way: 2, ..step(2, LetterState::Queued, LetterState::Sending) };
    assert!(moved(&act(&store, vec![steps(WAVE, vec![no_such_way])])));
}

#[test]
fn whoever_certainly_failed_can_be_tried_again_and_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let store = released(folder.path(), 3);
    let to = |number, state| step(number, LetterState::Queued, state);
    let outcomes = [to(1, LetterState::Refused), to(2, LetterState::Accepted), to(3, LetterState::Uncertain)];
    act(&store, vec![steps(WAVE, outcomes.into())]).unwrap();
    let again = |persons: &[u64]| {
        let letters = persons.iter().zip(1..).map(|(person, number)| letter(number, *person)).collect();
        let list = OutboxChange::List { wave: "0190bbbb".into(), letters, again: true };
        act(&store, vec![begin("0190bbbb"), list])
    };
    assert!(moved(&again(&[2])), "who has one has one");
    assert!(moved(&again(&[3])), "and who may have one may have one");
    let with_nowhere_to_go = NewLetter { ways: 0, ..letter(2, 9) };
    again(&[1]).unwrap();
    act(&store, vec![list("0190bbbb", vec![with_nowhere_to_go])]).unwrap();
    let (first, second) = (store.wave(WAVE).unwrap().unwrap(), store.wave("0190bbbb").unwrap().unwrap());
    assert_eq!((first.letters(), first.count(LetterState::Refused)), (2, 0));
    assert_eq!((second.count(LetterState::Queued), second.count(LetterState::WithoutAddress)), (1, 1));
    assert_eq!((second.open(), second.letters()), (1, 2));
}

#[test]
fn in_a_backup_whatever_waited_stands_as_taken() {
    let folder = tempfile::tempdir().unwrap();
    let store = released(&folder.path().join("data"), 4);
    let taken = step(1, LetterState::Queued, LetterState::Sending);
    act(&store, vec![steps(WAVE, vec![taken])]).unwrap();
    act(&store, vec![steps(WAVE, vec![step(1, LetterState::Sending, LetterState::Accepted)])]).unwrap();
    let later = LetterStep { not_before_us: 9, ..step(2, LetterState::Queued, LetterState::Deferred) };
    act(&store, vec![steps(WAVE, vec![later])]).unwrap();
    let copy = folder.path().join("copy");
    store.backup_to(&copy, &folder.path().join("keys")).unwrap();
    std::fs::create_dir_all(copy.join("keys")).unwrap();
    std::fs::copy(folder.path().join("keys/keys/keys.db"), copy.join("keys/keys.db")).unwrap();
    let restored = open_existing(&copy).unwrap();
    let wave = restored.wave(WAVE).unwrap().unwrap();
    assert_eq!((wave.count(LetterState::Sending), wave.count(LetterState::Accepted)), (3, 1));
    assert_eq!(restored.letters(WAVE, LetterState::Sending, 0, i64::MAX, 9).unwrap().len(), 3);
    assert_eq!(store.wave(WAVE).unwrap().unwrap().count(LetterState::Queued), 2, "the original goes on");
}

#[test]
fn a_folder_from_before_there_were_letters_gets_its_tables() {
    let folder = tempfile::tempdir().unwrap();
    drop(open(folder.path()).unwrap());
    let raw = rusqlite::Connection::open(folder.path().join("log.db")).unwrap();
    raw.execute_batch("DROP TABLE outbox; DROP TABLE outbox_wave; DROP TABLE outbox_count").unwrap();
    drop(raw);
    let store = released(folder.path(), 1);
    assert_eq!(store.waves(Some("0190")).unwrap().len(), 1);
    assert_eq!(store.waves(Some("0191")).unwrap().len(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever steps are tried, the counts are those of the rows, and a refused act changes nothing.
    #[test]
    fn counts_are_those_of_the_rows(tried in prop::collection::vec((1u64..6, 0usize..8, 0usize..8), 1..40)) {
        let folder = tempfile::tempdir().unwrap();
        let store = released(folder.path(), 5);
        let mut stand: BTreeMap<u64, LetterState> = (1..=5).map(|number| (number, LetterState::Queued)).collect();
        for (number, from, to) in tried {
            let (from, to) = (LetterState::ALL[from], LetterState::ALL[to]);
            let done = act(&store, vec![steps(WAVE, vec![step(number, from, to)])]);
            prop_assert_eq!(done.is_ok(), stand[&number] == from);
            if done.is_ok() {
                stand.insert(number, to);
            }
        }
        let wave = store.wave(WAVE).unwrap().unwrap();
        for state in LetterState::ALL {
            let rows = store.letters(WAVE, state, 0, i64::MAX, 99).unwrap();
            let told = stand.values().filter(|stands| **stands == state).count();
            prop_assert_eq!(rows.len(), told);
            prop_assert_eq!(wave.count(state), told as u64);
        }
    }
}
