//! The desk as its callers use it: a real data folder, the real pack.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at any surprise")]

mod pack;

use std::path::Path;

use desk::{
    Act, Asking, CaseRef, Desk, DeskError, Disclosure, DrillLog, LookedAt, Opening, Reading, RealLog,
    RecordOf, Restored, restore,
};
use incident::{Actor, Command};
use jiff::{SignedDuration, Timestamp};
use plan::{Plan, Right};

fn nine() -> Timestamp {
    "2026-03-01T09:00:00+08:00".parse().unwrap()
}

fn minutes(after: i64) -> Timestamp {
    nine() + SignedDuration::from_mins(after)
}

fn opening(folder: &Path, now: Timestamp) -> Opening {
    Opening { origin: Some("example.com/incidents".to_owned()), ..Opening::at(folder, "test", now) }
}

fn real(folder: &Path, now: Timestamp) -> Desk<RealLog> {
    Desk::open(&opening(folder, now)).unwrap()
}

fn command(plan: &Plan, name: &str, args: &[(&str, &str)]) -> Command {
    let args: Vec<(String, String)> = args.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    Command::from_words(name, &args, plan, &plan.zone).unwrap()
}

fn act(plan: &Plan, role: &str, name: &str, args: &[(&str, &str)], now: Timestamp) -> Act {
    let who = Actor { role: role.to_owned(), user: "test".to_owned() };
    Act { command: command(plan, name, args), who, occurred_at: None, now }
}

/// A role of the plan that may open a case and state facts.
fn duty(plan: &Plan) -> String {
    let rights = [plan::Right::Open, plan::Right::StateFact];
    let role = plan.roles.iter().find(|role| rights.iter().all(|right| role.rights.contains(right)));
    role.map(|role| role.id.clone()).unwrap()
}

#[test]
fn a_case_is_opened_closed_with_the_folder_and_found_again_as_it_was() {
    let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
    let role = duty(&plan);
    let opened = {
        let desk = real(folder.path(), nine());
        let act = act(&plan, &role, "open", &[("title", "Orders offered on a forum")], nine());
        desk.open_case(&plan, &act).unwrap()
    };
    assert_eq!(opened.number, 1);
    let desk = real(folder.path(), minutes(1));
    let case = desk.find(&CaseRef::Number(1)).unwrap();
    let file = desk.case(&case).unwrap();
    assert_eq!(file.state, opened.state);
    assert_eq!(file.plan.digest, plan.digest);
    assert_eq!(file.events, opened.events);
    assert_eq!(desk.find(&CaseRef::Id(case.as_str()[..8].to_owned())).unwrap(), case);
}

#[test]
fn as_of_a_moment_only_what_had_been_recorded_by_then_is_known() {
    let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
    let role = duty(&plan);
    let desk = real(folder.path(), nine());
    let case =
        desk.open_case(&plan, &act(&plan, &role, "open", &[("title", "A leak")], nine())).unwrap().case;
    let fact = [("fact", "records"), ("value", ">=12000")];
    desk.act(&case, &act(&plan, &role, "fact", &fact, minutes(10))).unwrap();
    let file = desk.case(&case).unwrap();
    let before = file.as_of(minutes(9));
    assert_eq!(before.state.standing("records").count(), 0);
    assert_eq!(file.as_of(minutes(10)).state.standing("records").count(), 1);
    assert!(before.state.version < file.state.version);
}

#[test]
fn who_lacks_the_right_is_told_who_has_it_and_nothing_is_written() {
    let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
    let role = duty(&plan);
    let desk = real(folder.path(), nine());
    let case =
        desk.open_case(&plan, &act(&plan, &role, "open", &[("title", "A leak")], nine())).unwrap().case;
    let may_not = plan.roles.iter().find(|role| !role.rights.contains(&plan::Right::Decide)).unwrap();
    let before = desk.case(&case).unwrap().state;
    let refused = desk.act(&case, &act(&plan, &may_not.id, "declare", &[("reason", "worse")], minutes(5)));
    match refused {
        Err(DeskError::NoRight { held_by, .. }) => assert!(!held_by.is_empty()),
        other => panic!("expected NoRight, got {other:?}"),
    }
    assert_eq!(desk.case(&case).unwrap().state, before);
    let nobody = desk.act(&case, &act(&plan, "nobody", "tick", &[], minutes(5)));
    assert!(matches!(nobody, Err(DeskError::UnknownRole { .. })));
}

#[test]
fn a_machine_whose_clock_steps_back_never_records_backwards_and_says_so() {
    let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
    let role = duty(&plan);
    let desk = real(folder.path(), nine());
    let case =
        desk.open_case(&plan, &act(&plan, &role, "open", &[("title", "A leak")], minutes(30))).unwrap().case;
    let fact = [("fact", "records"), ("value", "500")];
    let done = desk.act(&case, &act(&plan, &role, "fact", &fact, minutes(10))).unwrap();
    assert!(done.events.iter().all(|event| event.recorded_at == minutes(30)));
    assert_eq!(desk.clock_steps().unwrap(), [(minutes(30), minutes(10))]);
}

#[test]
fn two_people_who_state_different_things_at_once_both_land() {
    let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
    let role = duty(&plan);
    let desk = real(folder.path(), nine());
    let case =
        desk.open_case(&plan, &act(&plan, &role, "open", &[("title", "A leak")], nine())).unwrap().case;
    std::thread::scope(|scope| {
        for fact in ["records", "persons", "customers", "identifiers"] {
            let (desk, plan, role, case) = (&desk, &plan, &role, &case);
            scope.spawn(move || {
                let args = [("fact", fact), ("value", ">=10")];
                desk.act(case, &act(plan, role, "fact", &args, minutes(5))).unwrap();
            });
        }
    });
    let state = desk.case(&case).unwrap().state;
    for fact in ["records", "persons", "customers", "identifiers"] {
        assert_eq!(state.standing(fact).count(), 1, "{fact}");
    }
}

#[test]
fn a_bundle_verifies_and_one_flipped_byte_of_it_does_not() {
    let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
    let role = duty(&plan);
    let desk = real(folder.path(), nine());
    let case =
        desk.open_case(&plan, &act(&plan, &role, "open", &[("title", "A leak")], nine())).unwrap().case;
    let first = desk.checkpoint().unwrap();
    desk.act(&case, &act(&plan, &role, "fact", &[("fact", "records"), ("value", "7")], minutes(5))).unwrap();
    let asking = asking(&plan, "the supervisor asked for it", minutes(6));
    for disclose in [Disclosure::None, Disclosure::All] {
        let (bundle, _) = desk.disclose(RecordOf::Case, &case, &disclose, &[1], &asking).unwrap();
        let report = journal::verify(&bundle, Some(&desk.verifier()), None);
        assert_eq!(report.verdict, journal::Verdict::Verified, "{report:?}");
        for at in (0..bundle.len()).step_by(97) {
            let mut flipped = bundle.clone();
            flipped[at] ^= 1;
            let report = journal::verify(&flipped, Some(&desk.verifier()), None);
            assert_eq!(report.verdict, journal::Verdict::Failed, "byte {at}");
        }
    }
    assert!(first.starts_with("example.com/incidents\n"));
}

fn somebody(role: &str) -> Actor {
    Actor { role: role.to_owned(), user: "somebody".to_owned() }
}

/// Somebody with the right to give the record out.
fn asking(plan: &Plan, reason: &str, now: Timestamp) -> Asking {
    let role = plan.roles.iter().find(|role| role.rights.contains(&Right::Export)).unwrap();
    Asking { who: somebody(&role.id), reason: reason.to_owned(), now }
}

#[test]
fn bodies_leave_only_by_right_with_a_reason_and_after_the_look_is_on_record_which_verifies_too() {
    let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
    let role = duty(&plan);
    let desk = real(folder.path(), nine());
    let case =
        desk.open_case(&plan, &act(&plan, &role, "open", &[("title", "A leak")], nine())).unwrap().case;
    let give =
        |disclose: &Disclosure, asking: &Asking| desk.disclose(RecordOf::Case, &case, disclose, &[], asking);
    let asked = asking(&plan, "the supervisor asked for it", minutes(6));
    let without = plan.roles.iter().find(|role| !role.rights.contains(&Right::Export)).unwrap();
    let may_not = Asking { who: somebody(&without.id), ..asked.clone() };
    assert!(matches!(give(&Disclosure::All, &may_not), Err(DeskError::NoRight { .. })));
    let blank = Asking { reason: "  ".to_owned(), ..asked.clone() };
    assert!(matches!(give(&Disclosure::All, &blank), Err(DeskError::LookNeedsReason)));
    let none_such = Disclosure::Versions([9999].into());
    assert!(matches!(give(&none_such, &asked), Err(DeskError::NoSuchVersions { .. })));
    give(&Disclosure::None, &blank).unwrap();
    assert_eq!(desk.looks(&case).unwrap(), [], "what gave nothing out is no look");
    let (bundle, look) = give(&Disclosure::Versions([1, 2, 4].into()), &asked).unwrap();
    let report = journal::verify(&bundle, Some(&desk.verifier()), None);
    assert_eq!((report.verdict, report.bodies_disclosed), (journal::Verdict::Verified, Some(3)));
    let record = format!("case/{case}");
    let what = LookedAt::Bodies { record, versions: vec![[1, 2], [4, 4]] };
    let look = look.unwrap();
    assert_eq!((&look.what, &look.who, look.at), (&what, &asked.who, minutes(6)));
    assert_eq!(desk.looks(&case).unwrap(), std::slice::from_ref(&look));
    // The record of looks leaves the same way: asked for, and noted.
    let (looks, _) = desk.disclose(RecordOf::Looks, &case, &Disclosure::All, &[], &asked).unwrap();
    let report = journal::verify(&looks, Some(&desk.verifier()), None);
    assert_eq!((report.verdict, report.entries), (journal::Verdict::Verified, Some(2)));
    assert_eq!(
        (report.bodies_disclosed, report.bodies_withheld),
        (Some(1), Some(1)),
        "its own look is sealed"
    );
    assert_eq!(desk.looks(&case).unwrap().len(), 2);
}

#[test]
fn a_drill_and_a_real_log_never_share_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    drop(real(folder.path(), nine()));
    let drill = Desk::<DrillLog>::open(&opening(folder.path(), nine()));
    assert!(matches!(drill, Err(DeskError::WrongLog { drill: false })), "{drill:?}");
}

#[test]
fn a_backup_comes_back_and_is_held_against_the_newest_checkpoint() {
    let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
    let role = duty(&plan);
    let (data, copy, keys, back) = (
        folder.path().join("data"),
        folder.path().join("copy"),
        folder.path().join("keys"),
        folder.path().join("back"),
    );
    let desk = real(&data, nine());
    let case =
        desk.open_case(&plan, &act(&plan, &role, "open", &[("title", "A leak")], nine())).unwrap().case;
    let backup = desk.backup(&copy, &keys).unwrap();
    desk.act(&case, &act(&plan, &role, "fact", &[("fact", "records"), ("value", "7")], minutes(5))).unwrap();
    let newer = desk.checkpoint().unwrap();
    let state = desk.case(&case).unwrap().as_of(minutes(1)).state;
    let master = data.join("keys/master.key");
    restore(&copy, &keys, &back).unwrap();
    let opening = Opening { master_key: Some(master), create: false, ..opening(&back, minutes(9)) };
    let restored = Desk::<RealLog>::open(&opening).unwrap();
    assert_eq!(restored.case(&case).unwrap().state, state);
    assert!(matches!(restored.prove_restored(Some(&backup.checkpoint)), Ok(Restored::Reaches { .. })));
    assert!(matches!(restored.prove_restored(None), Ok(Restored::NotCompared { .. })));
    assert!(matches!(restored.prove_restored(Some(&newer)), Err(DeskError::BehindCheckpoint { .. })));
}

#[test]
fn what_a_killed_restore_left_beside_the_target_is_gone_after_the_next_one() {
    let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
    let at = |name: &str| folder.path().join(name);
    let desk = real(&at("data"), nine());
    desk.open_case(&plan, &act(&plan, &duty(&plan), "open", &[("title", "a leak")], nine())).unwrap();
    desk.backup(&at("copy"), &at("keys")).unwrap();
    drop(desk);
    for name in
        [".back.31760.restoring", ".back.31761.restoring", ".other.31760.restoring", ".back.x.restoring"]
    {
        restore(&at("copy"), &at("keys"), &at(name)).unwrap();
    }
    // One of them lives: its process holds its folder.
    let alive = std::fs::File::open(at(".back.31761.restoring")).unwrap();
    alive.lock().unwrap();
    let master_key = Some(at("data/keys/master.key"));
    let opening = Opening { create: false, master_key, ..opening(&at("back"), minutes(1)) };
    desk::restore_proven::<RealLog>(&at("copy"), &at("keys"), &opening, None).unwrap();
    let mut hidden: Vec<String> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with('.'))
        .collect();
    hidden.sort();
    assert_eq!(hidden, [".back.31761.restoring", ".back.x.restoring", ".other.31760.restoring"]);
}

#[test]
fn a_pipe_or_a_link_in_a_backup_is_refused_by_name_and_nothing_is_put_back() {
    let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
    let at = |name: &str| folder.path().join(name);
    let desk = real(&at("data"), nine());
    desk.open_case(&plan, &act(&plan, &duty(&plan), "open", &[("title", "a leak")], nine())).unwrap();
    desk.backup(&at("copy"), &at("keys")).unwrap();
    drop(desk);
    let restored = || {
        let master_key = Some(at("data/keys/master.key"));
        let opening = Opening { create: false, master_key, ..opening(&at("back"), minutes(1)) };
        desk::restore_proven::<RealLog>(&at("copy"), &at("keys"), &opening, None)
    };
    for made in ["copy/blobs/pipe", "copy/blobs/link", "copy/blobs/folder"] {
        let path = at(made);
        match path.file_name().unwrap().to_str().unwrap() {
            "pipe" => assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success()),
            "link" => std::os::unix::fs::symlink(at("data/keys/master.key"), &path).unwrap(),
            _ => std::fs::create_dir(&path).unwrap(),
        }
        let refused = restored().unwrap_err().to_string();
        assert!(refused.contains(&path.display().to_string()), "{refused}");
        assert!(refused.contains("no plain file"), "{refused}");
        assert!(!at("back").exists(), "{made}");
        if path.is_dir() { std::fs::remove_dir(&path).unwrap() } else { std::fs::remove_file(&path).unwrap() }
    }
    std::fs::rename(at("copy/log.db"), at("log.db")).unwrap();
    std::os::unix::fs::symlink(at("log.db"), at("copy/log.db")).unwrap();
    assert!(restored().unwrap_err().to_string().contains("no plain file"));
}

#[test]
fn a_backup_whose_entries_were_damaged_is_never_called_whole() {
    let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
    let role = duty(&plan);
    let at = |name: &str| folder.path().join(name);
    let desk = real(&at("data"), nine());
    let case =
        desk.open_case(&plan, &act(&plan, &role, "open", &[("title", "A leak")], nine())).unwrap().case;
    for minute in 1..=20 {
        let fact = [("fact", "records"), ("value", "7")];
        desk.act(&case, &act(&plan, &role, "fact", &fact, minutes(minute))).unwrap();
    }
    let backup = desk.backup(&at("copy"), &at("keys")).unwrap();
    // Inside a stored entry, where neither the tiles nor the engine's own check look.
    drop(desk);
    let holder = store::Holder { pid: 1, command: "test".to_owned(), since: String::new() };
    let stored = store::SqliteStore::open(
        store::DataFolder::at(at("data")),
        &store::Opening { holder, create: false },
    );
    let entry = store::Store::log(&stored.unwrap(), 10..11).unwrap().remove(0).entry;
    let whole = std::fs::read(at("copy/log.db")).unwrap();
    let place = whole.windows(entry.len()).position(|bytes| bytes == entry).unwrap();
    let mut damaged = whole;
    damaged[place + entry.len() - 8..place + entry.len()].iter_mut().for_each(|byte| *byte = !*byte);
    std::fs::write(at("copy/log.db"), damaged).unwrap();
    restore(&at("copy"), &at("keys"), &at("back")).unwrap();
    let opening = Opening {
        master_key: Some(at("data/keys/master.key")),
        create: false,
        ..opening(&at("back"), minutes(90))
    };
    let restored = Desk::<RealLog>::open(&opening).unwrap();
    let findings = restored.diagnose().unwrap().findings;
    assert!(!findings.is_empty());
    for checkpoint in [Some(backup.checkpoint.as_str()), None] {
        match restored.prove_restored(checkpoint) {
            Err(DeskError::Unsound { first, findings: count }) => {
                assert_eq!((&first, count), (&findings[0].what, findings.len()));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn the_doctor_finds_nothing_in_a_sound_folder() {
    let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
    let role = duty(&plan);
    let desk = real(folder.path(), nine());
    desk.open_case(&plan, &act(&plan, &role, "open", &[("title", "A leak")], nine())).unwrap();
    let diagnosis = desk.diagnose().unwrap();
    assert_eq!(diagnosis.findings, []);
    assert!(diagnosis.bodies_opened == diagnosis.entries && diagnosis.entries > 2);
}

#[test]
fn an_act_said_to_happen_later_than_now_is_refused() {
    let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
    let role = duty(&plan);
    let desk = real(folder.path(), nine());
    let late =
        Act { occurred_at: Some(minutes(60)), ..act(&plan, &role, "open", &[("title", "A leak")], nine()) };
    assert!(matches!(desk.open_case(&plan, &late), Err(DeskError::NotYet { .. })));
    let case =
        desk.open_case(&plan, &act(&plan, &role, "open", &[("title", "A leak")], nine())).unwrap().case;
    let before = desk.case(&case).unwrap().events;
    for words in [("fact", vec![("fact", "records"), ("value", "5")]), ("declare", vec![("reason", "seen")])]
    {
        let role = if words.0 == "declare" { "commander" } else { "technical_lead" };
        let told = |at| Act { occurred_at: Some(at), ..act(&plan, role, words.0, &words.1, minutes(1)) };
        match desk.act(&case, &told(minutes(1) + SignedDuration::from_millis(2001))) {
            Err(DeskError::NotYet { given, now }) => assert!(given > now && now == minutes(1)),
            other => panic!("{}: {other:?}", words.0),
        }
    }
    assert_eq!(desk.case(&case).unwrap().events, before);
}

#[test]
fn a_watch_two_seconds_fast_is_taken_as_now_and_what_was_told_of_the_past_stays_as_told() {
    let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
    let desk = real(folder.path(), nine());
    let open = act(&plan, &duty(&plan), "open", &[("title", "A leak")], nine());
    let case = desk.open_case(&plan, &open).unwrap().case;
    let fact = |value, at, now| Act {
        occurred_at: Some(at),
        ..act(&plan, "technical_lead", "fact", &[("fact", "records"), ("value", value)], now)
    };
    let fast = minutes(1) + SignedDuration::from_secs(2);
    let done = desk.act(&case, &fact(">=5", fast, minutes(1))).unwrap();
    assert!(done.events.iter().all(|event| event.occurred_at == minutes(1)), "{:?}", done.events);
    let done = desk.act(&case, &fact(">=6", minutes(1), minutes(30))).unwrap();
    assert!(done.events.iter().all(|event| event.occurred_at == minutes(1)), "{:?}", done.events);
    assert!(done.events.iter().all(|event| event.recorded_at == minutes(30)), "{:?}", done.events);
    for event in desk.case(&case).unwrap().events.iter() {
        assert!(event.occurred_at <= event.recorded_at, "{event:?}");
    }
}

#[test]
fn several_acts_land_as_one_or_not_at_all() {
    let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
    let role = duty(&plan);
    let desk = real(folder.path(), nine());
    let case =
        desk.open_case(&plan, &act(&plan, &role, "open", &[("title", "A leak")], nine())).unwrap().case;
    let before = desk.case(&case).unwrap().state;
    let digest = "ab".repeat(32);
    let evidence = [("name", "leak.csv"), ("sha256", digest.as_str()), ("size", "12")];
    let evidence = act(&plan, &role, "evidence", &evidence, minutes(5));
    let fact = |id: &str| {
        let words = [("fact", "records"), ("value", "7"), ("evidence", id)];
        act(&plan, &role, "fact", &words, minutes(5))
    };
    let refused = desk.act_all(&case, &[evidence.clone(), fact("E-9")]);
    assert!(matches!(refused, Err(DeskError::Refused(_))), "{refused:?}");
    assert_eq!(desk.case(&case).unwrap().state, before, "the first of two acts landed alone");
    let done = desk
        .act_upon(&case, &|file| {
            Ok(vec![evidence.clone(), fact(&format!("E-{}", file.state.evidence.len() + 1))])
        })
        .unwrap();
    assert!(done.events.len() >= 2 && done.events.iter().all(|event| event.recorded_at == minutes(5)));
    let file = desk.case(&case).unwrap();
    assert_eq!(file.state, done.state);
    assert_eq!(file.state.standing("records").count(), 1);
    assert_eq!(file.state.evidence.len(), 1);
    assert_eq!(file.state.version, before.version + done.events.len() as u64);
}

#[test]
fn what_is_kept_of_a_case_is_what_a_newly_opened_folder_reads() {
    let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
    let role = duty(&plan);
    let desk = real(folder.path(), nine());
    let case =
        desk.open_case(&plan, &act(&plan, &role, "open", &[("title", "A leak")], nine())).unwrap().case;
    for (after, fact) in [(5, "records"), (9, "persons"), (70, "customers")] {
        let words = [("fact", fact), ("value", ">=12000")];
        desk.act(&case, &act(&plan, &role, "fact", &words, minutes(after))).unwrap();
        desk.tick(&case, minutes(after + 1)).unwrap();
    }
    let kept = desk.case(&case).unwrap();
    drop(desk);
    let read = real(folder.path(), minutes(80)).case(&case).unwrap();
    assert_eq!(kept.state, read.state);
    assert_eq!(kept.events, read.events);
    assert_eq!((kept.leaves, kept.positions), (read.leaves, read.positions));
    assert_eq!((kept.number, kept.plan.digest.clone()), (read.number, read.plan.digest.clone()));
}

#[test]
fn who_only_reads_sees_beside_the_holder_what_is_durable_and_leaves_no_trace() {
    let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
    let role = duty(&plan);
    let reading = || Reading::<RealLog>::open(&opening(folder.path(), minutes(1)));
    let nothing_there = DeskError::Open(store::OpenError::Absent { path: folder.path().join("no") });
    let absent = Reading::<RealLog>::open(&opening(&folder.path().join("no"), nine())).unwrap_err();
    assert_eq!(absent.to_string(), nothing_there.to_string());
    assert!(!folder.path().join("no").exists());
    let desk = real(folder.path(), nine());
    let case =
        desk.open_case(&plan, &act(&plan, &role, "open", &[("title", "A leak")], nine())).unwrap().case;
    let files = |path: &Path| {
        let entries = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
        entries.collect::<std::collections::BTreeSet<_>>()
    };
    let before = (files(folder.path()), files(&folder.path().join("keys")));
    let beside = reading().unwrap();
    assert!(beside.is_beside());
    assert_eq!(beside.case(&case).unwrap().events, desk.case(&case).unwrap().events);
    // What the holder appends is there at once, and the holder is not held up.
    let fact = act(&plan, &role, "fact", &[("fact", "records"), ("value", "7")], minutes(1));
    desk.act(&case, &fact).unwrap();
    assert_eq!(beside.case(&case).unwrap().state, desk.case(&case).unwrap().state);
    let list = beside.case_list(&desk::BoardFilter::default(), None, 25).unwrap();
    assert_eq!(list.cases[0].title, desk::Title::Known("A leak".to_owned()));
    assert!(matches!(Desk::<RealLog>::open(&opening(folder.path(), nine())), Err(DeskError::Open(_))));
    drop(beside);
    assert_eq!((files(folder.path()), files(&folder.path().join("keys"))), before);
    let commander = plan.roles.iter().find(|role| role.rights.contains(&plan::Right::AdoptPlan)).unwrap();
    let beside = reading().unwrap();
    beside.case(&case).unwrap();
    let title = || {
        let list = beside.case_list(&desk::BoardFilter::default(), None, 25).unwrap();
        list.cases[0].title.clone()
    };
    assert_eq!([title(), title()], [(); 2].map(|()| desk::Title::Known("A leak".to_owned())));
    let who = Actor { role: commander.id.clone(), user: "test".to_owned() };
    desk.destroy_case(&case, "its term is over", &who, minutes(2)).unwrap();
    let gone = beside.case(&case).unwrap_err();
    assert!(matches!(gone, DeskError::Vault(vault::VaultError::Destroyed { .. })), "{gone:?}");
    assert_eq!(title(), desk::Title::Destroyed, "nor is its title told by whoever listed it before");
    // The holder goes while somebody still reads; whoever comes next finds everything.
    drop(desk);
    assert_eq!(beside.case_list(&desk::BoardFilter::default(), None, 25).unwrap().cases.len(), 1);
    drop(beside);
    assert!(!reading().unwrap().is_beside());
    assert_eq!(real(folder.path(), minutes(3)).diagnose().unwrap().findings, []);
}

#[test]
fn the_board_lists_cases_with_their_titles_page_by_page() {
    let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
    let role = duty(&plan);
    let desk = real(folder.path(), nine());
    for (place, title) in ["First", "Second", "Third"].into_iter().enumerate() {
        let now = minutes(i64::try_from(place).unwrap());
        desk.open_case(&plan, &act(&plan, &role, "open", &[("title", title)], now)).unwrap();
    }
    let (mut titles, mut after) = (Vec::new(), None);
    loop {
        let page = desk.case_list(&desk::BoardFilter::default(), after, 2).unwrap();
        for listed in page.cases {
            assert_eq!(desk.find(&CaseRef::Number(listed.number)).unwrap(), listed.case);
            assert_eq!(listed.row, Some(views::board_row(&desk.case(&listed.case).unwrap().state)));
            titles.push(listed.title);
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    titles.sort_by_key(|title| format!("{title:?}"));
    let known = |title: &str| desk::Title::Known(title.to_owned());
    assert_eq!(titles, [known("First"), known("Second"), known("Third")]);
}

#[test]
fn a_destroyed_case_is_gone_and_every_proof_still_verifies() {
    let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
    let role = duty(&plan);
    let desk = real(folder.path(), nine());
    let open = |title: &str| {
        desk.open_case(&plan, &act(&plan, &role, "open", &[("title", title)], nine())).unwrap().case
    };
    let (case, other) = (open("A leak"), open("Another"));
    let events = desk.case(&case).unwrap().events.len() as u64;
    let before = desk.checkpoint().unwrap();
    let who = |role: &str| Actor { role: role.to_owned(), user: "test".to_owned() };
    let commander = plan.roles.iter().find(|role| role.rights.contains(&plan::Right::AdoptPlan)).unwrap();
    let may_not = desk.destroy_case(&case, "its term is over", &who("duty_manager"), minutes(1));
    assert!(matches!(may_not, Err(DeskError::NoRight { .. })), "{may_not:?}");
    let blank = desk.destroy_case(&case, "  ", &who(&commander.id), minutes(1));
    assert!(matches!(blank, Err(DeskError::NoReason)), "{blank:?}");
    assert!(desk.case(&case).is_ok());
    let listed = desk.case_list(&desk::BoardFilter::default(), None, 10).unwrap();
    let known = listed.cases.iter().find(|listed| listed.case == case).unwrap();
    assert_eq!(known.title, desk::Title::Known("A leak".to_owned()), "it was listed before");
    desk.destroy_case(&case, "its term is over", &who(&commander.id), minutes(1)).unwrap();
    let gone = |desk: &Desk<RealLog>| {
        let destroyed =
            |error: &DeskError| matches!(error, DeskError::Vault(vault::VaultError::Destroyed { .. }));
        let fact = act(&plan, &role, "fact", &[("fact", "records"), ("value", "7")], minutes(2));
        assert!(destroyed(&desk.case(&case).unwrap_err()));
        assert!(destroyed(&desk.act(&case, &fact).unwrap_err()));
        assert!(destroyed(&desk.tick(&case, minutes(900)).unwrap_err()));
        let again = desk.destroy_case(&case, "again", &who(&commander.id), minutes(3));
        assert!(destroyed(&again.unwrap_err()));
        let list = desk.case_list(&desk::BoardFilter::default(), None, 10).unwrap();
        let row = list.cases.iter().find(|listed| listed.case == case).unwrap();
        assert_eq!((row.title.clone(), row.number, row.next_due_us), (desk::Title::Destroyed, 1, None));
        assert_eq!(row.row, None);
        let diagnosis = desk.diagnose().unwrap();
        assert_eq!((diagnosis.findings, diagnosis.bodies_destroyed), (vec![], events));
        let bundle = desk.export(RecordOf::Case, &case, &[1]).unwrap();
        let report = journal::verify(&bundle, Some(&desk.verifier()), None);
        assert_eq!(report.verdict, journal::Verdict::Verified, "{report:?}");
        assert!(matches!(desk.prove_restored(Some(&before)), Ok(Restored::Reaches { .. })));
        assert!(desk.case(&other).is_ok());
    };
    gone(&desk);
    drop(desk);
    gone(&real(folder.path(), minutes(5)));
}

#[test]
fn an_export_takes_the_place_of_an_older_one_and_leaves_nothing_beside_it() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
    let role = duty(&plan);
    let desk = real(&folder.path().join("data"), nine());
    let case =
        desk.open_case(&plan, &act(&plan, &role, "open", &[("title", "A leak")], nine())).unwrap().case;
    let exports = folder.path().join("exports");
    let out = exports.join("bundle.json");
    let nowhere = desk.export_to(&case, &[], &out);
    assert!(matches!(nowhere, Err(DeskError::File { .. })), "{nowhere:?}");
    std::fs::create_dir(&exports).unwrap();
    std::fs::write(&out, "older").unwrap();
    let bytes = desk.export_to(&case, &[], &out).unwrap();
    let bundle = std::fs::read(&out).unwrap();
    assert_eq!(bundle.len() as u64, bytes);
    let report = journal::verify(&bundle, Some(&desk.verifier()), None);
    assert_eq!(report.verdict, journal::Verdict::Verified);
    assert_eq!(std::fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(std::fs::read_dir(&exports).unwrap().count(), 1);
}
