//! The customers of a case: lists of several leaks become one, nobody twice and nobody lost; who looked is on record.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at any surprise")]

mod pack;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use desk::{
    Act, CaseId, CountedLeak, Customer, Desk, DeskError, LeakFile, LookedAt, Match, Opening, RealLog,
    SealedList,
};
use incident::{Actor, Command};
use jiff::{SignedDuration, Timestamp};
use plan::{Plan, Right};

const REGISTER: &str = "8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e";

fn minutes(after: i64) -> Timestamp {
    let nine: Timestamp = "2026-03-01T09:00:00+08:00".parse().unwrap();
    nine + SignedDuration::from_mins(after)
}

fn who(plan: &Plan, right: Right) -> Actor {
    let role = plan.roles.iter().find(|role| role.rights.contains(&right)).unwrap();
    Actor { role: role.id.clone(), user: "test".to_owned() }
}

struct House {
    scratch: tempfile::TempDir,
    plan: Arc<Plan>,
    desk: Desk<RealLog>,
    case: CaseId,
}

impl House {
    fn new() -> House {
        let (scratch, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
        let desk: Desk<RealLog> = Desk::open(&Opening {
            origin: Some("example.com/incidents".to_owned()),
            ..Opening::at(scratch.path().join("data"), "test", minutes(0))
        })
        .unwrap();
        let words = [("title".to_owned(), "A leak".to_owned())];
        let command = Command::from_words("open", &words, &plan, &plan.zone).unwrap();
        let act = Act { command, who: who(&plan, Right::Open), occurred_at: None, now: minutes(0) };
        let case = desk.open_case(&plan, &act).unwrap().case;
        House { scratch, plan, desk, case }
    }

    fn list(&self, customers: &[Customer], at_least: u64) -> SealedList {
        let who = who(&self.plan, Right::StateFact);
        let mut writer = self.desk.list_customers(&self.case, &who, REGISTER, true).unwrap();
        customers.iter().for_each(|customer| writer.push(customer.clone()).unwrap());
        writer.finish(at_least).unwrap()
    }

    /// Tells a leak whose one file has this digest, and gives the event's position.
    fn tell(&self, digest: &str, records: u64, list: SealedList) -> u64 {
        let leak = CountedLeak {
            files: vec![LeakFile {
                name: format!("{digest}.csv"),
                sha256: digest.repeat(32),
                size: 10,
                sealed: None,
            }],
            report: br#"{"schema":1}"#,
            records,
            persons: records,
            facts: vec![
                ("records", format!(">={records}")),
                ("persons", format!(">={records}")),
                ("customers", ">=1".to_owned()),
            ],
            source: "test",
            customers: Some(list),
        };
        let who = who(&self.plan, Right::StateFact);
        self.desk.tell_leak(&self.case, &leak, &who, None, minutes(5)).unwrap();
        self.desk.case(&self.case).unwrap().state.countings.last().unwrap().position
    }

    fn customers(&self) -> Vec<Customer> {
        let sender = who(&self.plan, Right::Send);
        self.desk.customers(&self.case, &sender).unwrap().map(Result::unwrap).collect()
    }

    fn fact(&self, id: &str) -> String {
        let file = self.desk.case(&self.case).unwrap();
        file.state.standing(id).next_back().unwrap().given.clone()
    }

    fn cited(&self, id: &str) -> Vec<String> {
        let file = self.desk.case(&self.case).unwrap();
        let slot = file.plan.catalogue.facts.iter().position(|fact| fact.id == id).unwrap();
        let picture = incident::Picture::of(&file.state, &file.plan, minutes(9));
        picture.facts[slot].evidence.clone()
    }

    fn blobs(&self) -> Vec<PathBuf> {
        let files = fs::read_dir(self.scratch.path().join("data/blobs")).unwrap();
        files.map(|file| file.unwrap().path()).collect()
    }

    fn findings(&self) -> Vec<&'static str> {
        self.desk.diagnose().unwrap().findings.iter().map(|finding| finding.what.key()).collect()
    }
}

fn customer(key: &str, leaked: &[&str]) -> Customer {
    Customer {
        key: key.to_owned(),
        name: Some(format!("name of {key}")),
        email: vec![format!("{key}@example.com")],
        leaked: leaked.iter().map(|kind| (*kind).to_owned()).collect(),
        classes: vec!["contact".to_owned()],
        matched: Match::Exact,
        reasons: vec!["email".to_owned()],
        certain: true,
        ..Customer::default()
    }
}

fn many(keys: std::ops::Range<u32>) -> Vec<Customer> {
    keys.map(|key| customer(&format!("C{key:04}"), &["email"])).collect()
}

#[test]
fn two_leaks_of_different_customers_are_as_many_as_both() {
    let house = House::new();
    house.tell("aa", 100, house.list(&many(0..100), 100));
    assert_eq!((house.fact("customers"), house.fact("records")), (">=100".into(), ">=100".into()));
    house.tell("bb", 100, house.list(&many(100..200), 100));
    // Customers by their keys, records by their files; of the persons nobody knows whether they are the same.
    assert_eq!((house.fact("customers"), house.fact("records")), (">=200".into(), ">=200".into()));
    assert_eq!(house.fact("persons"), ">=200", "every customer is a person");
    let keys: Vec<String> = house.customers().into_iter().map(|customer| customer.key).collect();
    assert_eq!(keys.len(), 200);
    assert!(keys.is_sorted());
}

#[test]
fn a_number_of_two_leaks_cites_the_evidence_of_both() {
    let house = House::new();
    house.tell("aa", 479, house.list(&many(0..100), 100));
    assert_eq!((house.fact("records"), house.cited("records")), (">=479".into(), vec!["E-1".into()]));
    house.tell("bb", 30, house.list(&many(100..130), 30));
    assert_eq!(
        (house.fact("records"), house.cited("records").join("、")),
        (">=509".into(), "E-1、E-2".into())
    );
    assert_eq!(
        (house.fact("customers"), house.cited("customers").join("、")),
        (">=130".into(), "E-1、E-2".into())
    );
    // So many persons stand in the first alone; who of the second are others nobody knows.
    assert_eq!((house.fact("persons"), house.cited("persons").join("、")), (">=479".into(), "E-1".into()));
}

#[test]
fn a_customer_in_two_leaks_is_one_with_all_that_leaked_and_where() {
    let house = House::new();
    house.tell("aa", 3, house.list(&[customer("C1", &["email"]), customer("C2", &["email"])], 2));
    house.tell("bb", 3, house.list(&[customer("C2", &["cn_id", "phone"]), customer("C3", &["card"])], 2));
    let customers = house.customers();
    assert_eq!(customers.len(), 3);
    assert_eq!(customers[1].leaked, ["cn_id", "email", "phone"]);
    assert_eq!(customers[1].evidence, ["E-2", "E-1"]);
    assert_eq!(customers[0].evidence, ["E-1"]);
    let tally = house.desk.customer_tally(&house.case).unwrap().unwrap();
    assert_eq!((tally.customers, tally.exact, tally.near, tally.at_least), (3, 3, 0, 3));
    let leaked: Vec<(&str, u64)> =
        tally.leaked.iter().map(|one| (one.kind.as_str(), one.customers)).collect();
    assert_eq!(leaked, [("card", 1), ("cn_id", 1), ("email", 2), ("phone", 1)]);
    // The same file once more changes nothing.
    house.tell("bb", 3, house.list(&[customer("C2", &["cn_id", "phone"]), customer("C3", &["card"])], 2));
    assert_eq!((house.fact("customers"), house.fact("records")), (">=3".into(), ">=6".into()));
}

#[test]
fn what_may_be_one_person_or_nobody_adds_nothing_to_a_least_number() {
    let house = House::new();
    let twice = Customer { doubles: 1, ..customer("C2", &["email"]) };
    let near = Customer {
        matched: Match::Near,
        reasons: vec!["several_customers".to_owned()],
        ..customer("C3", &["email"])
    };
    let unsure = Customer { certain: false, ..customer("C4", &["email"]) };
    house.tell("aa", 9, house.list(&[customer("C1", &["email"]), twice, near, unsure], 1));
    let tally = house.desk.customer_tally(&house.case).unwrap().unwrap();
    assert_eq!((tally.customers, tally.exact, tally.near, tally.at_least), (4, 3, 1, 1));
    assert_eq!(house.fact("customers"), ">=1");
}

#[test]
fn two_people_under_one_key_are_neither_mixed_up_nor_lost() {
    let house = House::new();
    let other = Customer {
        name: Some("somebody else".to_owned()),
        email: vec!["else@example.com".to_owned()],
        ..customer("C1", &["card"])
    };
    house.tell("aa", 1, house.list(&[customer("C1", &["email"])], 1));
    house.tell("bb", 1, house.list(&[other], 1));
    let customers = house.customers();
    assert_eq!(customers.len(), 1);
    assert_eq!((customers[0].matched, &customers[0].reasons[1]), (Match::Near, &"key_of_two".to_owned()));
    assert_eq!(customers[0].email, ["else@example.com", "C1@example.com"]);
    // Somebody who only changed their address is the same customer.
    let moved = Customer { email: vec!["new@example.com".to_owned()], ..customer("C9", &["email"]) };
    let house = House::new();
    house.tell("aa", 1, house.list(&[customer("C9", &["email"])], 1));
    house.tell("bb", 1, house.list(&[moved], 1));
    assert_eq!(house.customers()[0].matched, Match::Exact);
}

#[test]
fn a_struck_counting_takes_its_customers_away() {
    let house = House::new();
    house.tell("aa", 5, house.list(&many(0..5), 5));
    let wrong = house.tell("bb", 90, house.list(&many(10..100), 90));
    assert_eq!(house.customers().len(), 95);
    let reason = "the register of another brand".to_owned();
    let command = Command::Strike { position: wrong, reason, evidence: Vec::new() };
    let who = who(&house.plan, Right::StateFact);
    let act = Act { command, who, occurred_at: None, now: minutes(8) };
    house.desk.act(&house.case, &act).unwrap();
    assert_eq!(house.customers().len(), 5);
    let together = house.desk.leaks_together(&house.case).unwrap();
    assert_eq!((together.records, together.customers.unwrap().at_least), (5, 5));
    // Struck once is struck.
    assert!(house.desk.act(&house.case, &act).is_err());
}

#[test]
fn the_newest_counting_struck_leaves_the_tally_of_those_before() {
    let house = House::new();
    let wrong = house.tell("aa", 5, house.list(&many(0..5), 5));
    house.tell("bb", 3, house.list(&many(10..13), 3));
    let command = Command::Strike { position: wrong, reason: "wrong file".to_owned(), evidence: Vec::new() };
    let who = who(&house.plan, Right::StateFact);
    house.desk.act(&house.case, &Act { command, who, occurred_at: None, now: minutes(8) }).unwrap();
    // The tally of the newest list was made with the one that is gone.
    assert_eq!(house.desk.customer_tally(&house.case).unwrap().unwrap().customers, 3);
}

#[test]
fn a_counting_taken_back_with_its_facts_leaves_what_the_others_tell_and_what_people_said() {
    let house = House::new();
    house.tell("aa", 5, house.list(&many(0..5), 5));
    let wrong = house.tell("bb", 90, house.list(&many(10..100), 90));
    house.tell("cc", 7, house.list(&many(100..107), 7));
    let teller = who(&house.plan, Right::StateFact);
    let said = |fact: &str, words: &str| {
        let found = house.plan.catalogue.facts.iter().find(|known| known.id == fact).unwrap();
        let value = incident::statement(found, words, &house.plan.zone).unwrap();
        let (source, evidence) = (Some("a forum post".to_owned()), vec!["E-2".to_owned()]);
        let command = Command::StateFact { fact: fact.to_owned(), value, source, evidence };
        Act { command, who: teller.clone(), occurred_at: None, now: minutes(6) }
    };
    house.desk.act(&house.case, &said("records", ">=3")).unwrap();
    let stand = |fact: &str| {
        let file = house.desk.case(&house.case).unwrap();
        let stand = file.state.statements.iter().filter(|said| said.fact == fact && said.struck.is_none());
        stand.map(|said| (said.given.clone(), said.evidence.join(" "))).collect::<Vec<_>>()
    };
    assert!(stand("records").contains(&(">=102".to_owned(), "E-1 E-2 E-3".to_owned())));
    let file = house.desk.case(&house.case).unwrap();
    assert_eq!(
        desk::facts_of_leak(&file, wrong).len(),
        6,
        "its own, and those of the leak that was added to it"
    );
    let back = |position| house.desk.take_leak_back(&house.case, position, "wrong file", &teller, minutes(8));
    back(wrong).unwrap();
    let own = |words: &str, evidence: &str| (words.to_owned(), evidence.to_owned());
    assert_eq!(stand("records"), [own(">=5", "E-1"), own(">=3", "E-2"), own(">=12", "E-1 E-3")]);
    assert_eq!(stand("customers"), [own(">=5", "E-1"), own(">=12", "E-1 E-3")]);
    assert_eq!(stand("persons"), [own(">=5", "E-1"), own(">=12", "E-1 E-3")]);
    // Taken back once is taken back; and what stands already is not said again.
    assert!(back(wrong).is_err());
    let file = house.desk.case(&house.case).unwrap();
    assert_eq!(desk::facts_of_leak(&file, wrong), Vec::<&incident::state::Statement>::new());
    let last =
        file.state.countings.iter().find(|counting| counting.counted.evidence == ["E-3"]).unwrap().position;
    back(last).unwrap();
    assert_eq!(stand("records"), [own(">=5", "E-1"), own(">=3", "E-2")]);
    assert_eq!(stand("customers"), [own(">=5", "E-1")]);
}

#[test]
fn who_may_not_see_personal_data_gets_no_list_and_every_look_is_on_record() {
    let house = House::new();
    let reader = who(&house.plan, Right::ReadPersonal);
    let none = house.desk.take_customers_out(&house.case, "to call them", &reader, minutes(6));
    assert!(matches!(none, Err(DeskError::NoCustomers)));
    house.tell("aa", 5, house.list(&many(0..5), 5));
    let roles = house.plan.roles.iter();
    for role in roles.filter(|role| !role.rights.contains(&Right::ReadPersonal)) {
        let who = Actor { role: role.id.clone(), user: "test".to_owned() };
        let refused = house.desk.take_customers_out(&house.case, "curious", &who, minutes(6));
        assert!(matches!(refused, Err(DeskError::NoRight { .. })), "{}", role.id);
    }
    let silent = house.desk.take_customers_out(&house.case, "  ", &reader, minutes(6));
    assert!(matches!(silent, Err(DeskError::LookNeedsReason)));
    assert_eq!(house.desk.looks(&house.case).unwrap(), []);
    let out = house.desk.take_customers_out(&house.case, "to call them", &reader, minutes(7)).unwrap();
    assert_eq!(out.customers.count(), 5);
    let looks = house.desk.looks(&house.case).unwrap();
    assert_eq!(looks, [out.look]);
    let LookedAt::Customers { customers, lists } = &looks[0].what else { panic!("{looks:?}") };
    assert_eq!((*customers, lists.len()), (5, 1));
}

#[test]
fn an_altered_list_is_no_list_and_the_doctor_names_it() {
    let house = House::new();
    house.tell("aa", 5, house.list(&many(0..5), 5));
    let largest = |path: &PathBuf| fs::metadata(path).unwrap().len();
    let list = house.blobs().into_iter().max_by_key(largest).unwrap();
    let mut bytes = fs::read(&list).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&list, bytes).unwrap();
    let sender = who(&house.plan, Right::Send);
    assert!(house.desk.customers(&house.case, &sender).is_err());
    assert_eq!(house.findings(), ["desk-evidence-missing"]);
}

#[test]
fn a_refused_leak_leaves_nothing_behind() {
    let house = House::new();
    let list = house.list(&many(0..5), 5);
    let leak = CountedLeak {
        files: Vec::new(),
        report: b"{}",
        records: 1,
        persons: 1,
        facts: vec![("records", "no number".to_owned())],
        source: "test",
        customers: Some(list),
    };
    let teller = who(&house.plan, Right::StateFact);
    // The words of `records` come from all leaks together; those of other facts are as told.
    let leak = CountedLeak { facts: vec![("identifiers", "no number".to_owned())], ..leak };
    assert!(house.desk.tell_leak(&house.case, &leak, &teller, None, minutes(5)).is_err());
    assert_eq!(house.blobs(), Vec::<PathBuf>::new());
}

#[test]
fn a_leak_is_told_by_those_alone_who_may_state_facts() {
    let house = House::new();
    for role in house.plan.roles.iter().filter(|role| !role.rights.contains(&Right::StateFact)) {
        let who = Actor { role: role.id.clone(), user: "test".to_owned() };
        assert!(matches!(
            house.desk.list_customers(&house.case, &who, REGISTER, true),
            Err(DeskError::NoRight { .. })
        ));
        let leak = CountedLeak {
            files: Vec::new(),
            report: b"{}",
            records: 1,
            persons: 1,
            facts: Vec::new(),
            source: "test",
            customers: None,
        };
        let told = house.desk.tell_leak(&house.case, &leak, &who, None, minutes(5));
        assert!(matches!(told, Err(DeskError::NoRight { .. })), "{}", role.id);
    }
    assert_eq!(house.blobs(), Vec::<PathBuf>::new());
}

#[test]
fn nothing_of_a_list_lies_in_clear() {
    let house = House::new();
    house.tell("aa", 5, house.list(&many(0..5), 5));
    fn walk(folder: &Path, needle: &[u8]) {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                walk(&path, needle);
                continue;
            }
            let bytes = fs::read(&path).unwrap();
            assert!(!bytes.windows(needle.len()).any(|window| window == needle), "{}", path.display());
        }
    }
    walk(&house.scratch.path().join("data"), b"@example.com");
}
