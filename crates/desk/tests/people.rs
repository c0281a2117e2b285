//! The people of an organisation: enrolled, changed, retired, and told from the log after every restart.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at any surprise")]

use std::path::Path;

use desk::{By, Desk, DeskError, Enrolment, Opening, PeopleFault, Person, RealLog};
use jiff::Timestamp;

fn nine() -> Timestamp {
    "2026-03-01T09:00:00+08:00".parse().unwrap()
}

fn desk(folder: &Path) -> Desk<RealLog> {
    let opening =
        Opening { origin: Some("example.com/incidents".to_owned()), ..Opening::at(folder, "test", nine()) };
    Desk::open(&opening).unwrap()
}

fn machine() -> By {
    By::Machine("root".to_owned())
}

fn enrolment(login: &str, roles: &[&str], keeper: bool) -> Enrolment {
    let roles = roles.iter().map(|role| (*role).to_owned()).collect();
    Enrolment { login: login.to_owned(), name: "李伟".to_owned(), roles, keeper }
}

fn enrol(desk: &Desk<RealLog>, login: &str, keeper: bool) -> Person {
    desk.enrol(&enrolment(login, &["duty_manager"], keeper), &machine(), nine()).unwrap()
}

fn fault<T: std::fmt::Debug>(outcome: Result<T, DeskError>) -> PeopleFault {
    match outcome {
        Err(DeskError::People(fault)) => fault,
        other => panic!("{other:?}"),
    }
}

#[test]
fn people_are_the_same_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let (keeper, other) = {
        let desk = desk(folder.path());
        (enrol(&desk, "li.wei", true), enrol(&desk, "Wang.Fang", false))
    };
    let desk = desk(folder.path());
    assert_eq!(desk.people().unwrap(), [keeper, other.clone()]);
    assert_eq!(other.login, "wang.fang", "logins are lower case");
    assert!(!other.retired && !other.keeper);
}

#[test]
fn a_login_belongs_to_one_person_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    enrol(&desk, "li.wei", true);
    let gone = enrol(&desk, "wang.fang", false);
    desk.retire(&gone.id, "left the house", &machine(), nine()).unwrap();
    for taken in ["li.wei", "LI.WEI", "wang.fang"] {
        let again = desk.enrol(&enrolment(taken, &[], false), &machine(), nine());
        assert!(matches!(fault(again), PeopleFault::LoginTaken { .. }), "{taken}");
    }
    for odd in ["", "li wei", "李伟", "a/b", &"a".repeat(65)] {
        let refused = desk.enrol(&enrolment(odd, &[], false), &machine(), nine());
        assert!(matches!(fault(refused), PeopleFault::Login { .. }), "{odd}");
    }
}

#[test]
fn only_a_keeper_changes_the_list_and_somebody_always_keeps_it() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let keeper = enrol(&desk, "li.wei", true);
    let other = enrol(&desk, "wang.fang", false);
    let by_other = By::Person(other.id.clone());
    let new = enrolment("zhang.min", &["commander"], false);
    assert_eq!(fault(desk.enrol(&new, &by_other, nine())), PeopleFault::NotKeeper);
    let by_keeper = By::Person(keeper.id.clone());
    assert_eq!(fault(desk.retire(&keeper.id, "leaves", &by_keeper, nine())), PeopleFault::LastKeeper);
    let plain = enrolment("ignored", &["commander"], false);
    assert_eq!(fault(desk.change_person(&keeper.id, &plain, &by_keeper, nine())), PeopleFault::LastKeeper);
    let raised = enrolment("ignored", &["commander", "legal_lead"], true);
    desk.change_person(&other.id, &raised, &by_keeper, nine()).unwrap();
    let other = desk.person(&other.id).unwrap().unwrap();
    assert_eq!((other.login.as_str(), other.keeper), ("wang.fang", true), "the login stays");
    assert_eq!(other.roles, ["commander", "legal_lead"]);
    desk.retire(&keeper.id, "leaves", &by_keeper, nine()).unwrap();
    assert_eq!(
        fault(desk.enrol(&new, &by_keeper, nine())),
        PeopleFault::NotKeeper,
        "who has left keeps nothing"
    );
    assert!(desk.person(&keeper.id).unwrap().unwrap().retired);
}

#[test]
fn leaving_needs_a_reason_and_somebody_to_leave() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    enrol(&desk, "li.wei", true);
    let other = enrol(&desk, "wang.fang", false);
    assert!(matches!(desk.retire(&other.id, " ", &machine(), nine()), Err(DeskError::NoReason)));
    desk.retire(&other.id, "left", &machine(), nine()).unwrap();
    let again = desk.retire(&other.id, "left", &machine(), nine());
    assert!(matches!(fault(again), PeopleFault::Unknown { .. }));
}
