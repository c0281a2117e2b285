//! What the tests of the store share.
#![allow(dead_code, reason = "each test file uses its part")]

use std::path::Path;

use store::*;

pub(crate) fn holder(command: &str) -> Holder {
    Holder { pid: std::process::id(), command: command.into(), since: "2026-03-01 03:00".into() }
}

pub(crate) fn open(folder: &Path) -> Result<SqliteStore, OpenError> {
    SqliteStore::open(DataFolder::at(folder), &Opening { holder: holder("test"), create: true })
}

pub(crate) fn open_existing(folder: &Path) -> Result<SqliteStore, OpenError> {
    SqliteStore::open(DataFolder::at(folder), &Opening { holder: holder("test"), create: false })
}

/// Made-up bytes that tell stream and version.
pub(crate) fn entry(stream: &str, version: u64) -> NewEntry {
    let text = format!("{stream}#{version}");
    let mut leaf = [0; 32];
    let taken = text.len().min(32);
    leaf[..taken].copy_from_slice(&text.as_bytes()[..taken]);
    NewEntry {
        stream: stream.into(),
        version,
        entry: format!("entry {text}").into_bytes(),
        leaf,
        body_id: [version as u8; 16],
        body: format!("body {text}").into_bytes(),
    }
}

pub(crate) fn act(entries: Vec<NewEntry>, recorded_us: i64) -> Append {
    Append { entries, recorded_us, ..Append::default() }
}

pub(crate) fn key(id: u8, owner: &str) -> WrappedKey {
    WrappedKey { id: [id; 16], owner: owner.into(), wrapped: vec![id; 72] }
}

pub(crate) fn row(case_id: &str, updated_us: i64, next_due_us: Option<i64>) -> BoardChange {
    BoardChange {
        case_id: case_id.into(),
        updated_us,
        next_due_us,
        clear: br#"{"states":["response"]}"#.to_vec(),
        states: vec!["response".into()],
        members: vec![],
    }
}

pub(crate) fn due(stream: &str, id: &str, at_us: i64) -> DueRow {
    DueRow { at_us, stream: stream.into(), id: id.into() }
}
