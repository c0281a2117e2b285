//! CPU time of a durable act: six entries of 400 bytes with bodies of 600, six keys, a board row, three due rows.
//!
//! `bench_append [FOLDER] [ACTS]` prints one JSON line. Run with `--release`.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints its figure and dies on any surprise"
)]

use rustix::time::{ClockId, clock_gettime};
use store::*;

/// CPU time of the whole process so far, microseconds.
fn cpu_us() -> f64 {
    let spent = clock_gettime(ClockId::ProcessCPUTime);
    spent.tv_sec as f64 * 1e6 + spent.tv_nsec as f64 / 1e3
}

fn main() {
    let mut args = std::env::args().skip(1);
    let scratch = tempfile::tempdir().unwrap();
    let folder = args.next().map_or_else(|| scratch.path().to_owned(), Into::into);
    let acts: u64 = args.next().map_or(500, |acts| acts.parse().unwrap());
    let holder = Holder { pid: std::process::id(), command: "bench".to_owned(), since: String::new() };
    let store = SqliteStore::open(DataFolder::at(folder), &Opening { holder, create: true }).unwrap();
    let prepared: Vec<Append> = (0..acts).map(act).collect();
    let before = cpu_us();
    for act in prepared {
        store.append(act).unwrap();
    }
    let per_act_ms = (cpu_us() - before) / acts as f64 / 1e3;
    let mode = if cfg!(debug_assertions) { "debug" } else { "release" };
    println!(
        r#"{{"bench":"append","mode":"{mode}","acts":{acts},"entries_per_act":6,"cpu_ms_per_act":{per_act_ms:.4}}}"#
    );
}

fn act(number: u64) -> Append {
    let id = |place: u64| {
        (u128::from(number) << 8 | u128::from(place))
            .wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835)
            .to_be_bytes()
    };
    let stream = format!("case/{number}");
    let entries = (1..=6).map(|version| NewEntry {
        stream: stream.clone(),
        version,
        entry: vec![1; 400],
        leaf: [version as u8; 32],
        body_id: id(version),
        body: vec![2; 600],
    });
    let keys = (1..=6).map(|place| WrappedKey { id: id(place), owner: stream.clone(), wrapped: vec![3; 72] });
    let due = (0..3).map(|place| {
        DueChange::Set(DueRow {
            at_us: number as i64 + place,
            stream: stream.clone(),
            id: format!("duty-{place}"),
        })
    });
    let row = BoardChange {
        case_id: number.to_string(),
        updated_us: number as i64,
        next_due_us: Some(number as i64),
        clear: vec![b'{'; 200],
        states: vec!["response".to_owned()],
        members: vec!["amy".to_owned(), "bo".to_owned()],
    };
    Append {
        entries: entries.collect(),
        keys: keys.collect(),
        board: vec![row],
        due: due.collect(),
        outbox: Vec::new(),
        destroy: vec![],
        recorded_us: number as i64,
        once: None,
    }
}
