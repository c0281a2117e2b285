//! Stories that need the desk's inside: bytes as they are stored, and what a newer program may have stored.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at any surprise")]

#[path = "../tests/pack/mod.rs"]
mod pack;

use std::path::Path;
use std::sync::Arc;

use incident::event::fact;
use incident::{Actor, Command, Event, Recorded};
use jiff::{SignedDuration, Timestamp};
use plan::{Plan, Right};
use store::{Append, LetterState, LetterStep, Store};

use crate::log::Draft;
use crate::wave::body::{Begun, Ended, Learned, Listed, Receipts, Released, draft, runs};
use crate::{
    Act, By, CaseId, CountedLeak, Customer, Desk, DeskError, Enrolment, Match, Opening, RealLog, body, log,
    people, plans, steps,
};

fn nine() -> Timestamp {
    "2026-03-01T09:00:00+08:00".parse().unwrap()
}

fn minutes(after: i64) -> Timestamp {
    nine() + SignedDuration::from_mins(after)
}

fn desk(folder: &Path) -> Desk<RealLog> {
    let opening =
        Opening { origin: Some("example.com/incidents".to_owned()), ..Opening::at(folder, "test", nine()) };
    Desk::open(&opening).unwrap()
}

fn act(plan: &Plan, right: Right, name: &str, args: &[(&str, &str)], now: Timestamp) -> Act {
    let args: Vec<(String, String)> = args.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let command = Command::from_words(name, &args, plan, &plan.zone).unwrap();
    let role = plan.roles.iter().find(|role| role.rights.contains(&right)).unwrap();
    let who = Actor { role: role.id.clone(), user: "test".to_owned() };
    Act { command, who, occurred_at: None, now }
}

fn open_case(desk: &Desk<RealLog>, plan: &Arc<Plan>) -> CaseId {
    desk.open_case(plan, &act(plan, Right::Open, "open", &[("title", "A leak")], nine())).unwrap().case
}

/// Golden: written down when the shape was born, never again.
fn golden(name: &str, bytes: &[u8]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if !path.exists() && std::env::var_os("STANCH_BIRTH").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
    }
    let written = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(String::from_utf8_lossy(bytes), String::from_utf8_lossy(&written), "{name}");
}

fn letter_step(number: u64, to: LetterState, code: &str) -> LetterStep {
    LetterStep {
        number,
        from: LetterState::Sending,
        to,
        way: 0,
        tries: 0,
        not_before_us: 0,
        code: Some(code.to_owned()).filter(|code| !code.is_empty()),
    }
}

#[test]
fn the_bytes_of_a_waves_beginning_are_the_ones_written_down() {
    let begun = Begun {
        case: "0190a2b4-0000-7000-8000-000000000001".to_owned(),
        notice: "customer_notice".to_owned(),
        digest: "ab".repeat(32),
        as_of: nine(),
        letter: serde_json::json!({ "from": "notice@stanch.example" }),
        completes: "短信与站内通知已发".to_owned(),
        role: "customer_lead".to_owned(),
        user: "韩梅梅".to_owned(),
    };
    let listed = Listed { first: 1, letters: 1999, without_address: 1, root: "cd".repeat(32) };
    let released = Released { letters: 1999, without_address: 1, already: 2, failed_before: 0 };
    for draft in [
        draft("wave.begun", &begun, nine()),
        draft("wave.listed", &listed, nine()),
        draft("wave.released", &released, nine()),
    ] {
        golden(&format!("wave.{}.{}.json", draft.kind, draft.shape), &draft.plaintext);
    }
}

#[test]
fn the_bytes_of_what_becomes_of_a_wave_are_the_ones_written_down() {
    let outcomes = || {
        let accepted = |number| letter_step(number, LetterState::Accepted, "250 2.0.0");
        let refused = letter_step(4, LetterState::Refused, "550 5.1.1");
        runs(&[
            accepted(5),
            accepted(3),
            accepted(1),
            accepted(2),
            refused,
            letter_step(6, LetterState::Uncertain, ""),
        ])
    };
    let learned = || Learned {
        outcomes: runs(&[letter_step(7, LetterState::Bounced, "550 5.1.1")]),
        reason: "stands in the relay's log".to_owned(),
        role: "customer_lead".to_owned(),
        user: "韩梅梅".to_owned(),
    };
    let ended = Ended {
        accepted: 1990,
        refused: 7,
        uncertain: 2,
        bounced: 0,
        without_address: 1,
        withdrawn: 0,
        notice_sent: true,
        reason: String::new(),
    };
    for draft in [
        draft("wave.receipts", &Receipts { outcomes: outcomes() }, nine()),
        draft(
            "wave.interrupted",
            &Receipts { outcomes: runs(&[letter_step(9, LetterState::Uncertain, "")]) },
            nine(),
        ),
        draft("wave.bounced", &learned(), nine()),
        draft("wave.settled", &learned(), nine()),
        draft("wave.ended", &ended, nine()),
    ] {
        golden(&format!("wave.{}.{}.json", draft.kind, draft.shape), &draft.plaintext);
    }
}

#[test]
fn the_bytes_of_a_case_body_are_the_ones_written_down() {
    let stated = fact::Stated {
        fact: "worst_class".to_owned(),
        value: fact::Value::OneOf(vec!["identity".to_owned()]),
        given: "identity".to_owned(),
        source: Some("first count 初步统计".to_owned()),
        evidence: vec!["E-1".to_owned()],
        supersedes: Vec::new(),
    };
    let recorded = Recorded {
        event: Event::FactStated(stated),
        position: 7,
        occurred_at: nine(),
        recorded_at: minutes(1),
        actor: Actor { role: "duty_manager".to_owned(), user: "李雷".to_owned() },
    };
    let draft = body::draft(&recorded).unwrap();
    assert_eq!((draft.kind.as_str(), draft.shape, draft.occurred_at), ("fact.stated", 1, nine()));
    golden("case-body.fact.stated.1.json", &draft.plaintext);
}

#[test]
fn the_bytes_of_the_people_are_the_ones_written_down() {
    let id = "0195ab12-3c4d-7e5f-8a6b-0123456789ab";
    let what = Enrolment {
        login: "li.wei".to_owned(),
        name: "李伟".to_owned(),
        roles: vec!["duty_manager".to_owned(), "legal_lead".to_owned()],
        keeper: true,
    };
    let by = By::Person("0195ab12-0000-7000-8000-000000000001".to_owned());
    golden("org.person.changed.1.json", &people::said(id, what.clone(), &by));
    golden("org.person.enrolled.1.json", &people::said(id, what, &By::Machine("root".to_owned())));
    golden("org.person.retired.1.json", &people::retired(id, "left the house 离职", &by));
}

#[test]
fn the_bytes_of_the_organisations_events_are_the_ones_written_down() {
    let step = steps::Step { from: minutes(30), to: minutes(10) };
    golden("org.clock.stepped_back.1.json", &step.draft(minutes(30)).plaintext);
    golden("org.log.opened.1.json", &crate::opening::log_opened("example.com/incidents", false));
    let actor = Actor { role: "commander".to_owned(), user: "李雷".to_owned() };
    let case = CaseId::known("0195ab12-3c4d-7e5f-8a6b-0123456789ab".to_owned());
    golden("org.case.destroyed.1.json", &crate::destroy::body(&case, "term is over 期满", &actor));
    let plan = pack::cn_b2c();
    let mut small = (*plan).clone();
    small.files = [("plan.yaml".to_owned(), b"id: sample\n".to_vec())].into();
    small.digest = "5a".repeat(32);
    (small.id, small.version) = ("sample".to_owned(), "1".to_owned());
    golden("org.plan.stored.1.json", &plans::draft(&small, nine()).plaintext);
}

#[test]
fn the_bytes_of_a_look_are_the_ones_written_down() {
    assert_eq!(crate::evidence::EVIDENCE, "evidence.taken_out");
    assert_eq!(crate::evidence::CUSTOMERS, "customers.taken_out");
    let (role, user) = ("legal_lead".to_owned(), "李雷".to_owned());
    let reason = "compared with the register 与名册比对".to_owned();
    let looked = crate::evidence::LookedAtEvidence {
        evidence: "E-1".to_owned(),
        sha256: "ab".repeat(32),
        reason: reason.clone(),
        role: role.clone(),
        user: user.clone(),
    };
    golden("access.evidence.taken_out.1.json", &serde_json::to_vec(&looked).unwrap());
    let lists = vec!["cd".repeat(32), "ab".repeat(32)];
    let looked = crate::evidence::LookedAtCustomers {
        lists,
        customers: 59,
        reason: reason.clone(),
        role: role.clone(),
        user: user.clone(),
    };
    golden("access.customers.taken_out.1.json", &serde_json::to_vec(&looked).unwrap());
    assert_eq!(crate::evidence::BODIES, "bodies.disclosed");
    let (record, versions) = ("case/0190a2b4-0000-7000-8000-000000000001".to_owned(), vec![[1, 4], [9, 9]]);
    let looked = crate::evidence::LookedAtBodies { record, versions, reason, role, user };
    golden("access.bodies.disclosed.1.json", &serde_json::to_vec(&looked).unwrap());
}

#[test]
fn the_bytes_of_a_list_of_customers_are_the_ones_written_down() {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let known = Customer {
        key: "C-17".to_owned(),
        name: Some("示例 Example".to_owned()),
        email: texts(&["a@example.com", "b@example.com"]),
        phone: texts(&["+8613800000000"]),
        leaked: texts(&["cn_id", "email"]),
        classes: texts(&["contact", "identity"]),
        matched: Match::Exact,
        reasons: texts(&["email"]),
        certain: true,
        doubles: 0,
        evidence: texts(&["E-1", "E-3"]),
    };
    let near = Customer {
        key: "row 3@8e8e8e8e8e8e".to_owned(),
        leaked: texts(&["name"]),
        classes: texts(&["identity"]),
        reasons: texts(&["name_and_birth"]),
        doubles: 1,
        ..Customer::default()
    };
    golden("customers/list.1.jsonl", &[known.line(), near.line()].concat());
}

#[test]
fn a_list_in_any_order_and_larger_than_its_memory_is_sorted_and_leaves_no_runs() {
    let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
    let desk = desk(folder.path());
    let case = open_case(&desk, &plan);
    let who = act(&plan, Right::StateFact, "tick", &[], nine()).who;
    let mut writer = desk.list_customers(&case, &who, &"8e".repeat(32), true).unwrap();
    // A dozen runs and a rest, every key in two of them.
    writer.most = 16 << 10;
    for place in 0..1_200u32 {
        let key = format!("{:04}", place.wrapping_mul(7_919) % 600);
        writer.push(Customer { key, matched: Match::Exact, certain: true, ..Customer::default() }).unwrap();
    }
    let customers = Some(writer.finish(600).unwrap());
    let blobs = || std::fs::read_dir(folder.path().join("blobs")).unwrap().count();
    assert_eq!(blobs(), 1, "runs are gone");
    let (files, facts) = (Vec::new(), Vec::new());
    let (report, source) = (&b"{}"[..], "test");
    let leak = CountedLeak { files, report, records: 600, persons: 600, facts, source, customers };
    desk.tell_leak(&case, &leak, &who, None, minutes(1)).unwrap();
    let sender = act(&plan, Right::Send, "tick", &[], nine()).who;
    let keys: Vec<String> =
        desk.customers(&case, &sender).unwrap().map(|customer| customer.unwrap().key).collect();
    assert_eq!(keys, (0..600).map(|key| format!("{key:04}")).collect::<Vec<_>>());
    // A list that is begun and not finished leaves nothing.
    let mut writer = desk.list_customers(&case, &who, &"8e".repeat(32), true).unwrap();
    writer.most = 1;
    writer.push(Customer { key: "1".to_owned(), ..Customer::default() }).unwrap();
    assert_eq!(blobs(), 3);
    drop(writer);
    assert_eq!(blobs(), 2);
}

/// Appends an entry to a case as a newer program would.
fn newer_entry(desk: &Desk<RealLog>, case: &CaseId, kind: &str) {
    let head = desk.store.stream_head(&case.stream().to_string()).unwrap();
    let mut safe = desk.vault.open_safe_for(&desk.store, &case.owner(), &[]).unwrap();
    let body =
        format!(r#"{{"kind":"{kind}","shape":2,"actor":{{"role":"x","user":"y"}},"data":{{"new":1}}}}"#);
    let draft =
        Draft { kind: kind.to_owned(), shape: 2, occurred_at: minutes(1), plaintext: body.into_bytes() };
    let written = log::write(&case.stream(), head, &[draft], minutes(1), &mut safe).unwrap();
    let (entries, keys, recorded_us) = (written.entries, written.keys, minutes(1).as_microsecond());
    desk.store.append(Append { entries, keys, recorded_us, ..Append::default() }).unwrap();
}

#[test]
fn a_case_a_newer_program_wrote_to_says_so_and_is_not_acted_on_while_others_go_on() {
    let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
    let desk = desk(folder.path());
    let (newer, other) = (open_case(&desk, &plan), open_case(&desk, &plan));
    newer_entry(&desk, &newer, "fact.stated");
    let size = desk.store.size().unwrap();
    let fact = act(&plan, Right::StateFact, "fact", &[("fact", "records"), ("value", "7")], minutes(5));
    for refused in [desk.case(&newer).map(|_| ()), desk.act(&newer, &fact).map(|_| ()), {
        desk.cases.forget(&newer);
        desk.act(&newer, &fact).map(|_| ())
    }] {
        let Err(DeskError::Newer { kind, shape: 2, .. }) = refused else {
            panic!("expected Newer, got {refused:?}")
        };
        assert_eq!(kind, "fact.stated");
    }
    assert_eq!(desk.store.size().unwrap(), size, "a refused act left something behind");
    desk.act(&other, &fact).unwrap();
    let list = desk.case_list(&crate::BoardFilter::default(), None, 10).unwrap();
    assert_eq!(list.cases.len(), 2);
    let bundle = desk.export(crate::RecordOf::Case, &newer, &[]).unwrap();
    let report = journal::verify(&bundle, Some(&desk.verifier()), None);
    assert_eq!(report.verdict, journal::Verdict::Verified, "its record can still be proved");
}

#[test]
fn what_was_appended_behind_the_kept_case_is_read_before_it_is_acted_on() {
    let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
    let desk = desk(folder.path());
    let case = open_case(&desk, &plan);
    let early = desk.cases.get(&case).unwrap();
    let fact = |value: &str, after| {
        act(&plan, Right::StateFact, "fact", &[("fact", "records"), ("value", value)], minutes(after))
    };
    desk.act(&case, &fact("7", 1)).unwrap();
    // As if another had appended since this was kept.
    desk.cases.forget(&case);
    desk.cases.keep(Arc::clone(&early));
    let caught_up = desk.case(&case).unwrap();
    assert!(caught_up.state.version > early.file.state.version);
    desk.cases.forget(&case);
    desk.cases.keep(early);
    desk.act(&case, &fact("9", 2)).unwrap();
    let kept = desk.case(&case).unwrap();
    desk.cases.forget(&case);
    let read = desk.case(&case).unwrap();
    assert_eq!((kept.state, kept.events, kept.positions), (read.state, read.events, read.positions));
}
