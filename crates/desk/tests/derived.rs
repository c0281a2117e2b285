//! What only follows from the entries, damaged on the disk: named by the doctor, never signed over, made anew.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at any surprise")]

mod pack;

use std::path::Path;

use desk::{Act, CaseId, Desk, DeskError, Opening, RealLog, RecordOf};
use incident::{Actor, Command};
use jiff::{SignedDuration, Timestamp};
use plan::{Plan, Right};
use rusqlite::Connection;
use store::{AppendError, BoardFilter, StoreError};

fn minutes(after: i64) -> Timestamp {
    "2026-03-01T09:00:00+08:00".parse::<Timestamp>().unwrap() + SignedDuration::from_mins(after)
}

struct House {
    folder: tempfile::TempDir,
    plan: std::sync::Arc<Plan>,
    cases: Vec<CaseId>,
}

impl House {
    /// A folder with three cases, the second of them destroyed.
    fn with_three_cases() -> House {
        let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
        let mut house = House { folder, plan, cases: Vec::new() };
        let desk = house.desk(0);
        for (title, at) in [("A", 0), ("B", 1), ("C", 2)] {
            let open = house.act("open", &[("title", title)], at);
            house.cases.push(desk.open_case(&house.plan, &open).unwrap().case);
        }
        let reason = "test data, no customer concerned";
        desk.destroy_case(&house.cases[1], reason, &house.who(Right::AdoptPlan), minutes(3)).unwrap();
        drop(desk);
        house
    }

    fn desk(&self, at: i64) -> Desk<RealLog> {
        Desk::open(&Opening {
            origin: Some("example.com/incidents".to_owned()),
            ..Opening::at(self.folder.path(), "test", minutes(at))
        })
        .unwrap()
    }

    fn who(&self, right: Right) -> Actor {
        let role = self.plan.roles.iter().find(|role| role.rights.contains(&right)).unwrap();
        Actor { role: role.id.clone(), user: "test".to_owned() }
    }

    fn act(&self, name: &str, args: &[(&str, &str)], at: i64) -> Act {
        let args: Vec<_> = args.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let command = Command::from_words(name, &args, &self.plan, &self.plan.zone).unwrap();
        Act { command, who: self.who(Right::Open), occurred_at: None, now: minutes(at) }
    }

    /// Something another hand did to the file while nobody had it open.
    fn damage(&self, sql: &str) {
        let log = Connection::open(self.folder.path().join("log.db")).unwrap();
        log.execute_batch(sql).unwrap();
    }

    fn board(&self) -> Vec<(u64, String, Option<i64>)> {
        let list = self.desk(9).case_list(&BoardFilter::default(), None, 100).unwrap();
        list.cases.into_iter().map(|row| (row.number, row.case.to_string(), row.next_due_us)).collect()
    }

    fn findings(&self) -> Vec<(&'static str, bool)> {
        let diagnosis = self.desk(9).diagnose().unwrap();
        diagnosis.findings.iter().map(|finding| (finding.what.key(), finding.derived)).collect()
    }
}

fn flip(folder: &Path, table: &str, column: &str) {
    let log = Connection::open(folder.join("log.db")).unwrap();
    let sql = format!("SELECT rowid, {column} FROM {table} ORDER BY rowid DESC LIMIT 1");
    let (row, mut bytes): (i64, Vec<u8>) =
        log.query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    bytes[100] ^= 1;
    let sql = format!("UPDATE {table} SET {column} = ?1 WHERE rowid = ?2");
    assert_eq!(log.execute(&sql, (bytes, row)).unwrap(), 1);
}

#[test]
fn a_flipped_bit_in_a_tile_is_named_and_no_act_signs_a_root_over_it() {
    let house = House::with_three_cases();
    assert_eq!(house.findings(), []);
    flip(house.folder.path(), "tile", "bytes");
    assert_eq!(house.findings(), [("desk-tiles-differ", true)]);

    let desk = house.desk(10);
    desk.open_case(&house.plan, &house.act("open", &[("title", "D")], 10)).unwrap();
    drop(desk);
    assert_eq!(house.findings(), [], "the tree went on from tiles made anew");
}

#[test]
fn tiles_that_are_gone_are_made_anew_from_the_entries() {
    let house = House::with_three_cases();
    house.damage("DELETE FROM tile");
    assert_eq!(house.findings(), [("desk-tiles-differ", true)]);
    let rebuilt = house.desk(10).rebuild(&mut |_| {}).unwrap();
    assert_eq!((rebuilt.tiles, rebuilt.cases), (1, 3));
    assert_eq!(house.findings(), []);
}

#[test]
fn rows_that_are_gone_or_moved_are_named_and_come_back_as_they_were() {
    for damage in [
        "DELETE FROM board",
        "DELETE FROM board_list",
        "UPDATE board SET due_us = due_us + 1 WHERE number = 1",
        "UPDATE board SET clear = X'7b7d' WHERE number = 3",
        "DELETE FROM due",
        "UPDATE due SET at_us = at_us + 2592000000000",
    ] {
        let house = House::with_three_cases();
        let before = house.board();
        assert_eq!(before.len(), 3);
        house.damage(damage);
        let found = house.findings();
        assert!(
            !found.is_empty() && found.iter().all(|found| *found == ("desk-rows-differ", true)),
            "{damage}: {found:?}"
        );
        house.desk(10).rebuild(&mut |_| {}).unwrap();
        assert_eq!(house.findings(), [], "{damage}");
        assert_eq!(house.board(), before, "{damage}");
    }
}

#[test]
fn a_row_of_no_case_is_named_and_goes() {
    let house = House::with_three_cases();
    let before = house.board();
    house.damage(
        "INSERT INTO board SELECT 'nobody', 99, updated_us, due_us, -99, clear FROM board WHERE number = 1;
         INSERT INTO due SELECT 'case/nobody', id, at_us FROM due LIMIT 1;",
    );
    assert_eq!(house.findings(), [("desk-rows-of-nothing", true), ("desk-rows-of-nothing", true)]);
    house.desk(10).rebuild(&mut |_| {}).unwrap();
    assert_eq!(house.board(), before);
    assert_eq!(house.findings(), []);
}

#[test]
fn nothing_is_made_anew_from_entries_that_are_damaged_themselves() {
    let house = House::with_three_cases();
    flip(house.folder.path(), "entry", "body");
    house.damage("DELETE FROM due");
    assert!(house.findings().iter().any(|(_, derived)| !derived));
    let refused = house.desk(10).rebuild(&mut |_| {});
    assert!(matches!(refused, Err(DeskError::Unsound { .. })), "{refused:?}");
    let log = Connection::open(house.folder.path().join("log.db")).unwrap();
    let due: i64 = log.query_row("SELECT count(*) FROM due", [], |row| row.get(0)).unwrap();
    assert_eq!(due, 0, "nothing was changed");
}

#[test]
fn an_entry_taken_out_at_the_end_of_a_case_is_missed_and_nothing_is_signed_over_the_rest() {
    let house = House::with_three_cases();
    let (first, last) = (&house.cases[0], &house.cases[2]);
    house.desk(4).act(last, &house.act("fact", &[("fact", "records"), ("value", ">=5")], 4)).unwrap();
    house.damage("DELETE FROM entry WHERE position = (SELECT max(position) FROM entry)");
    let desk = house.desk(6);
    let again = house.act("fact", &[("fact", "records"), ("value", ">=6")], 6);
    for looked in [
        desk.case(last).map(drop),
        desk.export(RecordOf::Case, last, &[]).map(drop),
        desk.act(last, &again).map(drop),
    ] {
        let Err(DeskError::Damaged(what)) = looked else { panic!("{looked:?}") };
        assert_eq!(what.key(), "desk-stream-ends");
    }
    // The record of another case is whole and can be read; nothing is added behind the gap.
    desk.case(first).unwrap();
    let refused = desk.act(first, &again).unwrap_err();
    assert!(
        matches!(refused, DeskError::Append(AppendError::Store(StoreError::Corrupt { .. }))),
        "{refused:?}"
    );
}

#[test]
fn a_log_that_says_it_is_longer_than_it_is_gets_no_gap_and_no_checkpoint() {
    let house = House::with_three_cases();
    house.damage("UPDATE head SET size = size + 1");
    let (desk, case) = (house.desk(6), &house.cases[0]);
    let exported = desk.export(RecordOf::Case, case, &[]).unwrap_err();
    assert!(matches!(&exported, DeskError::Damaged(what) if what.key() == "desk-log-short"), "{exported:?}");
    let refused =
        desk.act(case, &house.act("fact", &[("fact", "records"), ("value", ">=6")], 6)).unwrap_err();
    assert!(
        matches!(refused, DeskError::Append(AppendError::Store(StoreError::Corrupt { .. }))),
        "{refused:?}"
    );
}

#[test]
fn a_log_that_lost_its_end_is_read_says_so_and_is_neither_exported_nor_passed_on_as_a_copy() {
    let house = House::with_three_cases();
    let (log, older) = (house.folder.path().join("log.db"), house.folder.path().join("older.db"));
    std::fs::copy(&log, &older).unwrap();
    let case = &house.cases[0];
    assert_eq!(house.desk(3).lost_end().unwrap(), None);
    house.desk(4).act(case, &house.act("fact", &[("fact", "records"), ("value", ">=5")], 4)).unwrap();
    std::fs::rename(&older, &log).unwrap();
    let desk = house.desk(6);
    desk.case(case).unwrap();
    assert_eq!(desk.lost_end().unwrap().map(|message| message.key()), Some("store-log-behind-keys"));
    let elsewhere = tempfile::tempdir().unwrap();
    let copied = desk.backup(&elsewhere.path().join("copy"), &elsewhere.path().join("keys")).map(drop);
    for refused in [desk.export(RecordOf::Case, case, &[]).map(drop), copied] {
        assert!(matches!(refused, Err(DeskError::Store(StoreError::LogBehindKeys { .. }))), "{refused:?}");
    }
    assert!(!elsewhere.path().join("copy").exists(), "no copy that has no trace of the loss");
}

#[test]
fn a_recorded_time_that_another_hand_moved_is_named_and_no_act_is_counted_from_it() {
    for moved in ["recorded_us + 2592000000000", "recorded_us - 1", "NULL"] {
        let house = House::with_three_cases();
        house.damage(&format!("UPDATE head SET recorded_us = {moved}"));
        assert_eq!(house.findings(), [("store-clock-moved", true)], "{moved}");
        let (desk, case) = (house.desk(6), &house.cases[0]);
        desk.case(case).unwrap();
        let refused =
            desk.act(case, &house.act("fact", &[("fact", "records"), ("value", ">=6")], 6)).unwrap_err();
        assert!(
            matches!(refused, DeskError::Append(AppendError::Store(StoreError::ClockMoved { .. }))),
            "{moved}: {refused:?}"
        );
        desk.rebuild(&mut |_| {}).unwrap();
        drop(desk);
        assert_eq!(house.findings(), [], "{moved}");
        let desk = house.desk(7);
        desk.act(case, &house.act("fact", &[("fact", "records"), ("value", ">=6")], 7)).unwrap();
        assert_eq!(desk.case(case).unwrap().events.last().unwrap().recorded_at, minutes(7), "{moved}");
    }
}

#[test]
fn a_recorded_time_that_is_moved_under_a_running_process_moves_no_act() {
    let house = House::with_three_cases();
    let (desk, case) = (house.desk(6), &house.cases[0]);
    house.damage("UPDATE head SET recorded_us = recorded_us + 2592000000000");
    let refused =
        desk.act(case, &house.act("fact", &[("fact", "records"), ("value", ">=6")], 6)).unwrap_err();
    assert!(
        matches!(refused, DeskError::Append(AppendError::Store(StoreError::ClockMoved { .. }))),
        "{refused:?}"
    );
}

#[test]
fn numbers_that_another_hand_gave_are_named_and_mean_no_case() {
    let swap = "UPDATE board SET number = 9 WHERE number = 1; UPDATE board SET number = 1 WHERE number = 3;
        UPDATE board SET number = 3 WHERE number = 9;";
    for (damage, doubtful) in [
        (swap, [true, true]),
        ("UPDATE board SET number = 4 WHERE number = 1; UPDATE head SET last_number = 4", [true, true]),
        ("UPDATE board SET number = 7 WHERE number = 3", [false, true]),
        ("UPDATE head SET last_number = 2", [false, false]),
    ] {
        let house = House::with_three_cases();
        let before = house.board();
        house.damage(damage);
        let found = house.findings();
        let known = |key: &str| ["desk-number-differs", "desk-last-number-differs"].contains(&key);
        assert!(!found.is_empty() && found.iter().all(|(key, derived)| known(key) && *derived), "{found:?}");
        for ((case, doubtful), number) in
            [&house.cases[0], &house.cases[2]].into_iter().zip(doubtful).zip([1, 3])
        {
            match house.desk(6).find(&desk::CaseRef::Number(number)) {
                Ok(meant) => assert!(!doubtful && meant == *case, "{damage}: {number} means {meant:?}"),
                Err(DeskError::Damaged(what)) => assert_eq!(what.key(), "desk-number-in-doubt"),
                Err(error) => {
                    assert!(doubtful && matches!(error, DeskError::UnknownCase { .. }), "{error:?}")
                }
            }
        }
        house.desk(10).rebuild(&mut |_| {}).unwrap();
        assert_eq!(house.findings(), [], "{damage}");
        assert_eq!(house.board(), before, "{damage}");
    }
}
