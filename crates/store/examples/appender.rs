//! Appends until it is killed and says on stdout what was answered: the child of the killing and syncing tests.
//!
//! `appender FOLDER [ACTS]`: each act is three entries over two streams, a key, a board row and a due row; the line
//! `FIRST VERSION` is written only after the act was answered. Every fifth key is destroyed in a later act.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a child of tests: it speaks on stdout and dies on any surprise"
)]

use std::io::Write;

use store::*;

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = args.next().unwrap();
    let acts: u64 = args.next().map_or(u64::MAX, |acts| acts.parse().unwrap());
    let holder =
        Holder { pid: std::process::id(), command: "appender".to_owned(), since: "the beginning".to_owned() };
    let store = SqliteStore::open(DataFolder::at(folder), &Opening { holder, create: true }).unwrap();
    let mut stdout = std::io::stdout().lock();
    let done = store.stream_head("case/x").unwrap().map_or(0, |head| head.version / 2);
    for number in (done + 1..).take(usize::try_from(acts).unwrap_or(usize::MAX)) {
        let appended = store.append(act(number)).unwrap();
        // One write for one line, so that a kill cannot cut an answer in two.
        stdout.write_all(format!("{} {number}\n", appended.first_position).as_bytes()).unwrap();
        stdout.flush().unwrap();
    }
}

/// The act of this number: any reader can tell from a position what must stand there.
fn act(number: u64) -> Append {
    let entry = |stream: &str, version| NewEntry {
        stream: stream.to_owned(),
        version,
        entry: format!("{stream} {version} of act {number}").into_bytes(),
        leaf: [u8::try_from(version % 251).unwrap(); 32],
        body_id: u128::from(number).to_be_bytes(),
        body: vec![7; 300],
    };
    let key = WrappedKey {
        id: u128::from(number).to_be_bytes(),
        owner: "case/x".to_owned(),
        wrapped: format!("wrapped key {number:>8} {}", "k".repeat(40)).into_bytes(),
    };
    let row = BoardChange {
        case_id: "x".to_owned(),
        updated_us: i64::try_from(number).unwrap(),
        next_due_us: None,
        clear: number.to_string().into_bytes(),
        states: vec![],
        members: vec![],
    };
    let due = DueRow { at_us: 1, stream: "case/x".to_owned(), id: number.to_string() };
    let doomed = number.is_multiple_of(5).then(|| Destroy::Key(u128::from(number - 1).to_be_bytes()));
    Append {
        entries: vec![
            entry("case/x", number * 2 - 1),
            entry("access/x", number),
            entry("case/x", number * 2),
        ],
        keys: vec![key],
        board: vec![row],
        due: vec![DueChange::Set(due)],
        outbox: Vec::new(),
        destroy: doomed.into_iter().collect(),
        recorded_us: i64::try_from(number).unwrap(),
        once: None,
    }
}
