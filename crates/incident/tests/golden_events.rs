//! Every stored kind and shape has a golden file. A file is written once, when its shape is born
//! (`STANCH_BIRTH=1`, and only if there is none), and never again: what is stored must stay readable for ever.

use std::collections::BTreeSet;
use std::path::PathBuf;

use incident::Event;
use incident::event::*;
use incident::stored::{Fault, StoredEvent, Written, kinds};
use testkit::t;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/events")
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn clock() -> obligation::ClockId {
    obligation::ClockId { obligation: "first_report".into(), number: 1 }
}

fn schedule() -> obligation::Schedule {
    obligation::Schedule {
        start: "fact known".into(),
        start_index: 1,
        note: Some("note.from_known".into()),
        from: t("2026-03-01T00:55:00Z"),
        nth: 0,
        due: t("2026-03-01T01:25:00Z"),
        soon: t("2026-03-01T01:10:00Z"),
        late_from: Some(obligation::LateFrom {
            start: "fact happened".into(),
            from: t("2026-02-27T00:55:00Z"),
            due: t("2026-02-27T01:25:00Z"),
            behind: 174_600,
        }),
        rule: "1800 s".into(),
        zone: "Asia/Shanghai".into(),
        plan: "5a".repeat(32),
    }
}

fn pin(version: &str) -> PlanPin {
    PlanPin { id: "sample".into(), version: version.into(), digest: "5a".repeat(32) }
}

fn part() -> level::Part {
    level::Part { text: "records >= 10_000".into(), truth: "true".into(), facts: words(&["records"]) }
}

fn place(id: &str, place: u8) -> level::Place {
    level::Place { level: id.into(), place }
}

fn cases_and_facts() -> Vec<Event> {
    let (at, state) = (t("2026-03-01T01:00:00Z"), ::plan::State::AfterCare);
    vec![
        Event::CaseOpened(case::Opened {
            title: "a leak 泄露".into(),
            plan: pin("1"),
            zone: "Asia/Shanghai".into(),
            at,
        }),
        Event::StateEntered(case::Entered { state, at, cause: Cause::Gate("end_response".into()) }),
        Event::StateLeft(case::Left { state, at, cause: Cause::Opening }),
        Event::CaseReopened(case::Reopened { reason: "a second leak".into(), at }),
        Event::FactStated(fact::Stated {
            fact: "classes".into(),
            value: fact::Value::Members {
                certain: words(&["identity"]),
                open: true,
                excluded: words(&["payment"]),
            },
            given: "identity+,!payment".into(),
            source: Some("first count".into()),
            evidence: words(&["E-1"]),
            supersedes: vec![3],
        }),
        Event::ActStruck(fact::Struck {
            position: 7,
            reason: "wrong table".into(),
            evidence: words(&["E-1"]),
        }),
        Event::EvidenceAdded(evidence::Added {
            id: "E-1".into(),
            name: "dump.sql".into(),
            sha256: "ab".repeat(32),
            size: 4_096,
            held_by: "technical_lead".into(),
            blob: Some("5b".repeat(16)),
        }),
        Event::CustodyPassed(evidence::Passed {
            id: "E-1".into(),
            to: "legal_lead".into(),
            reason: "kept under seal".into(),
        }),
        Event::LeakCounted(counted()),
        Event::PlanAdopted(plan_event()),
    ]
}

fn counted() -> evidence::Counted {
    let sealed =
        |byte: &str| evidence::SealedFile { blob: byte.repeat(16), sha256: byte.repeat(32), size: 8_192 };
    let leaked = |kind: &str, customers| evidence::Leaked { kind: kind.into(), customers };
    evidence::Counted {
        evidence: words(&["E-1", "E-2"]),
        records: 412,
        persons: 67,
        report: sealed("6c"),
        customers: Some(evidence::Found {
            list: sealed("7d"),
            register: "8e".repeat(32),
            own_keys: true,
            at_least: 58,
            listed: evidence::Tally {
                customers: 59,
                exact: 58,
                near: 1,
                at_least: 57,
                leaked: vec![leaked("email", 59), leaked("phone", 12)],
            },
            together: evidence::Tally {
                customers: 120,
                exact: 119,
                near: 1,
                at_least: 118,
                leaked: vec![leaked("card", 1), leaked("email", 120)],
            },
        }),
    }
}

fn plan_event() -> incident::event::plan::Adopted {
    incident::event::plan::Adopted {
        from: pin("1"),
        to: pin("2"),
        kept: words(&["obligation first_report"]),
        added: words(&["obligation second_look"]),
        moot: words(&["obligation ready"]),
        reason: "yearly review".into(),
    }
}

fn levels_and_warnings() -> Vec<Event> {
    let at = t("2026-03-01T01:00:00Z");
    let reason = String::from("decided at the meeting");
    vec![
        Event::LevelComputed(level::Computed {
            scale: "response".into(),
            certain: place("2", 1),
            possible: place("3", 2),
            reasons: vec![level::Reason {
                rule: "many".into(),
                level: "2".into(),
                certain: true,
                parts: vec![part()],
                evidence: words(&["E-1"]),
            }],
            at,
        }),
        Event::LevelDecided(level::Decided {
            scale: "response".into(),
            level: place("2", 1),
            reason: reason.clone(),
            evidence: words(&["E-1"]),
            at,
        }),
        Event::LevelDecisionLapsed(level::DecisionLapsed { scale: "response".into(), level: "1".into(), at }),
        Event::ProposalMade(warning::ProposalMade {
            id: "P-1".into(),
            trigger: "bulk".into(),
            start: warning::Start::Response,
            level: Some(("response".into(), "3".into())),
            outcome: warning::Outcome::UnderWay,
            parts: vec![part()],
            at,
        }),
        Event::ProposalAnswered(warning::ProposalAnswered {
            id: "P-1".into(),
            accepted: true,
            reason: reason.clone(),
        }),
        Event::TriggerCeased(warning::TriggerCeased { trigger: "bulk".into() }),
        Event::WarningOpened(warning::WarningOpened {
            grade: Some("heavier".into()),
            reason: reason.clone(),
            unconfirmed: false,
            at,
        }),
        Event::WarningDecided(warning::WarningDecided {
            choice: warning::Choice::Renew,
            reason: reason.clone(),
            at,
        }),
        Event::ResponseDeclared(warning::ResponseDeclared { reason: reason.clone(), unconfirmed: true, at }),
        Event::StartConfirmed(warning::StartConfirmed { reason, at }),
    ]
}

fn clocks() -> Vec<Event> {
    let at = t("2026-03-01T01:20:00Z");
    let cause = Cause::Correction("known".into());
    vec![
        Event::ClockStarted(obligation::Started { clock: clock(), schedule: schedule(), presumed: true }),
        Event::ClockUndetermined(obligation::Undetermined {
            clock: clock(),
            schedule: schedule(),
            settled_by: words(&["classes"]),
        }),
        Event::ClockNotOwed(obligation::NotOwed { clock: clock(), at }),
        Event::ClockRescheduled(obligation::Rescheduled {
            clock: clock(),
            old_due: t("2026-03-01T02:00:00Z"),
            old_from: t("2026-03-01T01:30:00Z"),
            schedule: schedule(),
            cause: cause.clone(),
        }),
        Event::ClockWarned(obligation::Warned { clock: clock(), at }),
        Event::ClockMissed(obligation::Missed { clock: clock(), due: at }),
        Event::ClockMet(obligation::Met {
            clock: clock(),
            at,
            by: "filing first_report".into(),
            evidence: words(&["E-1"]),
        }),
        Event::ClockMoot(obligation::Moot { clock: clock(), cause: Cause::States, at }),
        Event::ClockQuestioned(obligation::Questioned { clock: clock(), owed: false, at }),
        Event::RolePaged(obligation::RolePaged {
            role: "commander".into(),
            clock: Some(clock()),
            cause: Cause::Time,
            at,
        }),
    ]
}

fn tasks_and_gates() -> Vec<Event> {
    let at = t("2026-03-01T01:20:00Z");
    let (gate, digest) = (String::from("end_response"), "cd".repeat(32));
    vec![
        Event::PlaybookStarted(task::PlaybookStarted {
            playbook: "injection".into(),
            cause: Cause::Struck(9),
            at,
        }),
        Event::TaskLaidOut(task::LaidOut {
            task: "isolate".into(),
            playbook: "injection".into(),
            doer: "technical_lead".into(),
            accountable: "technical_lead".into(),
            at,
        }),
        Event::TaskMoved(task::Moved {
            task: "isolate".into(),
            to: task::Stage::Blocked,
            note: Some("no access".into()),
            at,
        }),
        Event::ConditionChanged(incident::event::gate::ConditionChanged {
            gate: gate.clone(),
            condition: "back".into(),
            status: incident::event::gate::Status::NotMet,
            since: at,
        }),
        Event::ConditionWaived(incident::event::gate::Waived {
            gate: gate.clone(),
            condition: "regulator".into(),
            reason: "no visit was announced".into(),
        }),
        Event::GateProposed(incident::event::gate::Proposed {
            gate: gate.clone(),
            reason: "over".into(),
            digest: digest.clone(),
        }),
        Event::GateReviewed(incident::event::gate::Reviewed {
            gate: gate.clone(),
            role: "legal_lead".into(),
            digest: digest.clone(),
        }),
        Event::GateApproved(incident::event::gate::Approved {
            gate: gate.clone(),
            digest: digest.clone(),
            at,
        }),
        Event::GateLapsed(incident::event::gate::Lapsed { gate, digest }),
    ]
}

fn papers_and_notices() -> Vec<Event> {
    let (at, digest) = (t("2026-03-01T01:20:00Z"), "cd".repeat(32));
    vec![
        Event::FormFiled(notice::Filed {
            form: "first_report".into(),
            at,
            channel: Some("portal".into()),
            receipt: Some("No. 2026-17".into()),
            digest: Some("cd".repeat(32)),
            paper: Some(evidence::SealedFile { blob: "ab".repeat(16), sha256: "ef".repeat(32), size: 8_192 }),
        }),
        Event::FieldWritten(notice::Written {
            paper: notice::Paper::Notice,
            of: "letter".into(),
            field: "hotline".into(),
            text: "12345 热线".into(),
        }),
        Event::NoticePassed(notice::Passed { notice: "letter".into(), digest: digest.clone() }),
        Event::NoticePassLapsed(notice::PassLapsed { notice: "letter".into(), digest: digest.clone() }),
        Event::NoticeSent(notice::Sent {
            notice: "letter".into(),
            digest,
            count: 67,
            at,
            ways: vec![::plan::Channel::App, ::plan::Channel::Email],
        }),
    ]
}

fn samples() -> Vec<Event> {
    [cases_and_facts(), levels_and_warnings(), clocks(), tasks_and_gates(), papers_and_notices()].concat()
}

#[test]
fn every_kind_and_shape_has_its_golden_file_and_reads_back_to_the_same_event() {
    let birth = std::env::var_os("STANCH_BIRTH").is_some();
    let mut seen = BTreeSet::new();
    for event in samples() {
        let stored = StoredEvent::of(&event).expect("it can be written");
        let bytes = stored.to_bytes().expect("it can be written");
        let text = Written::of(&event).expect("it can be written");
        assert_eq!((text.kind, text.shape), (stored.kind.as_str(), stored.shape));
        assert_eq!(text.data, stored.data.to_string(), "{} as text is the same text", stored.kind);
        let path = folder().join(format!("{}.{}.json", stored.kind, stored.shape));
        if birth && !path.exists() {
            std::fs::write(&path, &bytes).expect("the golden file is written");
        }
        let golden = std::fs::read(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(
            shown(&bytes),
            shown(&golden),
            "{} is written otherwise than when it was born",
            stored.kind
        );
        let read = StoredEvent::from_bytes(&golden).expect("it can be read");
        assert_eq!(read.event().expect("it is an event"), event);
        seen.insert((stored.kind, stored.shape));
    }
    let all: BTreeSet<(String, u32)> =
        kinds().into_iter().map(|(kind, shape)| (kind.to_owned(), shape)).collect();
    assert_eq!(seen, all, "each kind has a sample here");
}

#[test]
fn no_golden_file_is_left_over() {
    let files = std::fs::read_dir(folder()).expect("the folder is there");
    let found: BTreeSet<String> =
        files.map(|file| file.expect("readable").file_name().to_string_lossy().into_owned()).collect();
    let known: BTreeSet<String> = kinds()
        .iter()
        .flat_map(|(kind, shape)| (1..=*shape).map(move |shape| format!("{kind}.{shape}.json")))
        .collect();
    assert_eq!(found, known);
}

#[test]
fn a_strike_written_before_evidence_was_asked_for_reads_as_one_without() {
    let golden = std::fs::read(folder().join("act.struck.1.json")).expect("the first shape stays");
    let read = StoredEvent::from_bytes(&golden).and_then(|stored| stored.event()).expect("readable");
    let struck = fact::Struck { position: 7, reason: "wrong table".into(), evidence: Vec::new() };
    assert_eq!(read, Event::ActStruck(struck));
    let mixed = r#"{"kind":"act.struck","shape":1,"data":{"position":7,"reason":"x","evidence":[]}}"#;
    let read = StoredEvent::from_bytes(mixed.as_bytes()).and_then(|stored| stored.event());
    assert!(matches!(read, Err(Fault::Malformed { .. })), "shape 1 has no such member");
}

#[test]
fn evidence_taken_in_before_bytes_could_be_sealed_reads_as_held_elsewhere() {
    let golden = std::fs::read(folder().join("evidence.added.1.json")).expect("the first shape stays");
    let read = StoredEvent::from_bytes(&golden).and_then(|stored| stored.event()).expect("readable");
    let Event::EvidenceAdded(added) = read else { panic!("{read:?}") };
    assert_eq!((added.id.as_str(), added.size, added.blob), ("E-1", 4_096, None));
    let mixed = String::from_utf8(golden).expect("text").replace(r#""held_by""#, r#""blob":null,"held_by""#);
    let read = StoredEvent::from_bytes(mixed.as_bytes()).and_then(|stored| stored.event());
    assert!(matches!(read, Err(Fault::Malformed { .. })), "shape 1 has no such member");
}

#[test]
fn a_filing_told_before_its_way_was_asked_for_reads_as_one_without() {
    let golden = std::fs::read(folder().join("form.filed.1.json")).expect("the first shape stays");
    let read = StoredEvent::from_bytes(&golden).and_then(|stored| stored.event()).expect("readable");
    let Event::FormFiled(filed) = read else { panic!("{read:?}") };
    assert_eq!(
        (filed.form.as_str(), filed.channel, filed.receipt, filed.digest, filed.paper),
        ("first_report", None, None, None, None)
    );
    let mixed = String::from_utf8(golden).expect("text").replace("}}", r#","channel":null}}"#);
    let read = StoredEvent::from_bytes(mixed.as_bytes()).and_then(|stored| stored.event());
    assert!(matches!(read, Err(Fault::Malformed { .. })), "shape 1 has no such member");
}

#[test]
fn a_filing_told_before_its_paper_was_kept_reads_as_one_without() {
    let golden = std::fs::read(folder().join("form.filed.2.json")).expect("the second shape stays");
    let read = StoredEvent::from_bytes(&golden).and_then(|stored| stored.event()).expect("readable");
    let Event::FormFiled(filed) = read else { panic!("{read:?}") };
    assert_eq!((filed.digest, filed.paper), (Some("cd".repeat(32)), None));
    let mixed = String::from_utf8(golden).expect("text").replace("}}", r#","paper":null}}"#);
    let read = StoredEvent::from_bytes(mixed.as_bytes()).and_then(|stored| stored.event());
    assert!(matches!(read, Err(Fault::Malformed { .. })), "shape 2 has no such member");
}

#[test]
fn a_notice_sent_before_ways_were_told_apart_reads_as_sent_in_all_of_them() {
    let golden = std::fs::read(folder().join("notice.sent.1.json")).expect("the first shape stays");
    let read = StoredEvent::from_bytes(&golden).and_then(|stored| stored.event()).expect("readable");
    let Event::NoticeSent(sent) = read else { panic!("{read:?}") };
    assert_eq!((sent.notice.as_str(), sent.count, sent.ways), ("letter", 67, Vec::new()));
    let mixed = String::from_utf8(golden).expect("text").replace("}}", r#","ways":["app"]}}"#);
    let read = StoredEvent::from_bytes(mixed.as_bytes()).and_then(|stored| stored.event());
    assert!(matches!(read, Err(Fault::Malformed { .. })), "shape 1 has no such member");
}

#[test]
fn every_way_to_say_a_value_reads_back() {
    use expr::{InstantKnown, Known, Truth};
    use fact::Value;
    let at = t("2026-03-01T01:00:00Z");
    let plain = [
        Known::Bool(Truth::True),
        Known::Bool(Truth::False),
        Known::Int { lo: 10_000, hi: i64::MAX },
        Known::Elapsed { lo: 0, hi: 60 },
        Known::Instant(InstantKnown::Never),
        Known::Instant(InstantKnown::at(at)),
        Known::Instant(InstantKnown::BetweenOrNever(at, jiff::Timestamp::MAX)),
        Known::Instant(InstantKnown::Between(jiff::Timestamp::MIN, at)),
    ];
    let values = plain.map(Value::Plain).into_iter().chain([Value::Unknown, Value::OneOf(words(&["major"]))]);
    for value in values {
        let event = Event::FactStated(fact::Stated {
            fact: "x".into(),
            value,
            given: "x".into(),
            source: None,
            evidence: Vec::new(),
            supersedes: Vec::new(),
        });
        let bytes = StoredEvent::of(&event).and_then(|stored| stored.to_bytes()).expect("written");
        assert_eq!(StoredEvent::from_bytes(&bytes).and_then(|stored| stored.event()).expect("read"), event);
    }
}

#[test]
fn a_newer_shape_or_kind_is_said_to_be_newer_and_nothing_else_is() {
    let newer = |text: &str| StoredEvent::from_bytes(text.as_bytes()).and_then(|stored| stored.event());
    let shape = newer(r#"{"kind":"fact.stated","shape":2,"data":{}}"#);
    assert_eq!(shape, Err(Fault::Newer { kind: "fact.stated".into(), shape: 2 }));
    let kind = newer(r#"{"kind":"moon.risen","shape":1,"data":{}}"#);
    assert_eq!(kind, Err(Fault::Newer { kind: "moon.risen".into(), shape: 1 }));
    assert!(matches!(newer(r#"{"kind":"fact.stated","shape":1,"data":{}}"#), Err(Fault::Malformed { .. })));
    let more = r#"{"kind":"trigger.ceased","shape":1,"data":{"trigger":"x","more":1}}"#;
    assert!(matches!(newer(more), Err(Fault::Malformed { .. })), "a field nobody knows is not passed over");
}
