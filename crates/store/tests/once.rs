//! One-time tokens: in the transaction of their act, or nowhere.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test stops at any surprise")]

mod support;

use std::path::Path;
use std::process::Command;

use store::{Accounts, Append, AppendError, Arrived, DataFolder, DoneOnce, Store};
use support::{act, entry, open, row};

fn asked(stream: &str, version: u64, recorded_us: i64, token: u8) -> Append {
    let board = vec![row("0190aaaa", recorded_us, None)];
    Append { board, once: Some([token; 32]), ..act(vec![entry(stream, version)], recorded_us) }
}

#[test]
fn a_token_stands_with_its_act_and_its_second_act_does_not_happen() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).unwrap();
    assert_eq!(store.done_once(&[1; 32]).unwrap(), None);
    store.append(asked("case/a", 1, 7, 1)).unwrap();
    let done = DoneOnce { at_us: 7, case_id: Some("0190aaaa".to_owned()) };
    assert_eq!(store.done_once(&[1; 32]).unwrap(), Some(done.clone()));
    assert_eq!(store.append(asked("case/a", 2, 8, 1)), Err(AppendError::DoneBefore));
    assert_eq!(store.size().unwrap(), 1, "nothing of the second act is there");
    drop(store);
    let store = open(folder.path()).unwrap();
    assert_eq!(store.done_once(&[1; 32]).unwrap(), Some(done));
    store.forget_once(7).unwrap();
    assert!(store.done_once(&[1; 32]).unwrap().is_some(), "only what is older");
    store.forget_once(8).unwrap();
    assert_eq!(store.done_once(&[1; 32]).unwrap(), None);
}

#[test]
fn the_token_of_an_act_that_was_refused_is_as_good_as_before() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).unwrap();
    assert!(matches!(store.append(asked("case/a", 2, 7, 1)), Err(AppendError::Conflict { .. })));
    assert_eq!(store.done_once(&[1; 32]).unwrap(), None);
    store.append(asked("case/a", 1, 7, 1)).unwrap();
    assert!(store.done_once(&[1; 32]).unwrap().is_some());
}

#[test]
fn of_acts_with_one_token_that_come_at_once_one_happens_and_their_neighbours_are_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).unwrap();
    let happened = std::thread::scope(|scope| {
        let hands: Vec<_> = (0..16_u8)
            .map(|hand| {
                let store = &store;
                scope.spawn(move || {
                    let twice = store.append(asked(&format!("case/t{hand}"), 1, 7, 1)).is_ok();
                    let own = store.append(asked(&format!("case/o{hand}"), 1, 7, 100 + hand)).is_ok();
                    (twice, own)
                })
            })
            .collect();
        hands.into_iter().map(|hand| hand.join().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(happened.iter().filter(|(twice, _)| *twice).count(), 1);
    assert!(happened.iter().all(|(_, own)| *own));
    assert_eq!(store.size().unwrap(), 17);
}

/// Held against `docs/formats/data-folder.md` by a reader nobody of this room wrote: a row that changes its shape is seen here.
#[test]
fn a_second_reader_finds_the_rows_that_the_page_describes() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).unwrap();
    store.append(asked("case/a", 1, 7, 1)).unwrap();
    let caseless = Append { board: Vec::new(), ..asked("org", 1, 8, 2) };
    store.append(caseless).unwrap();
    drop(store);
    let accounts = Accounts::open(&DataFolder::at(folder.path())).unwrap();
    let (id, case_id) = ("00000000-a".to_owned(), "0190aaaa".to_owned());
    accounts.note_arrived(&Arrived { id, case_id, arrived_us: 5, bytes: 123_456 }).unwrap();
    drop(accounts);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats/read_folder_rows.py");
    let read = Command::new("python3").arg(script).arg(folder.path()).output().expect("python3 runs");
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    assert_eq!(String::from_utf8(read.stdout).unwrap(), include_str!("golden/rows.txt"));
}
