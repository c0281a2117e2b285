//! A closed case: read, proved, or opened again, and nothing else is offered; what was not done in time is not called over.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test stops at any surprise")]

mod house;

use desk::CaseId;
use house::{Browser, Served, served};

/// Everything owed is said to be over, with this reason; the first duty was late by then.
fn nothing_owed(served: &Served, case: &CaseId) {
    for _ in 0..80 {
        let file = served.house.desk().case(case).unwrap();
        let Some(clock) =
            file.state.clocks.iter().find(|clock| clock.is_open()).map(|clock| clock.id.to_string())
        else {
            return;
        };
        served.say(
            case,
            "commander",
            "moot",
            &[("obligation", &clock), ("reason", "a drill of the night shift")],
        );
    }
}

fn closed(served: &Served) -> (CaseId, Browser) {
    let mut duty = served.signed_in("li.wei", &["duty_manager", "commander"], false);
    let fields = [("title", "A leak"), ("known-answer", "unknown"), ("happened-answer", "unknown")];
    assert_eq!(duty.fill("/cases/new", "/cases/new", &fields).status, 303);
    let case = served.house.desk().find(&"1".parse().unwrap()).unwrap();
    served.say(&case, "commander", "declare", &[("reason", "customers are named")]);
    // The report was to be confirmed within five minutes.
    house::pass(3_600);
    for (role, fact, value) in [
        ("technical_lead", "hole_closed", "yes"),
        ("technical_lead", "new_exposed", "no"),
        ("technical_lead", "systems_back", "yes"),
        ("technical_lead", "no_new_exposed_since", "2026-02-20T09:00"),
        ("legal_lead", "regulator_check", "passed"),
        ("operations_lead", "volume_share", "95"),
        ("technical_lead", "cn_b2c.data_destroyed", "yes"),
    ] {
        served.say(&case, role, "fact", &[("fact", fact), ("value", value)]);
    }
    let reason = ("reason", "over");
    served.say(&case, "technical_lead", "gate.propose", &[("gate", "end_response"), reason]);
    served.say(&case, "commander", "gate.approve", &[("gate", "end_response")]);
    nothing_owed(served, &case);
    served.say(&case, "security_lead", "gate.propose", &[("gate", "close_case"), reason]);
    served.say(&case, "legal_lead", "gate.review", &[("gate", "close_case")]);
    served.say(&case, "commander", "gate.approve", &[("gate", "close_case")]);
    (case, duty)
}

#[test]
fn a_closed_case_offers_nothing_that_would_be_refused_and_counts_on_no_more() {
    let served = served();
    let (_, mut commander) = closed(&served);
    let head = commander.get("/cases/1").said();
    assert!(head.contains("closed 2026-03-01") || head.contains("closed 1"), "when it was closed: {head}");
    assert!(!head.contains("since known"), "nothing counts on: {head}");
    let mut folk = vec![commander];
    for (login, roles) in [
        ("chen.hao", ["technical_lead", "operations_lead"]),
        ("xu.wen", ["legal_lead", "customer_lead"]),
        ("gao.yue", ["security_lead", "press_lead"]),
    ] {
        house::pass(60);
        folk.push(served.signed_in(login, &roles, false));
    }
    let offered = [
        "acts/fact\"",
        "acts/met\"",
        "acts/moot\"",
        "acts/task\"",
        "acts/write\"",
        "acts/file\"",
        "acts/pass\"",
        "acts/notice-sent\"",
        "acts/strike\"",
        "acts/waive\"",
        "acts/gate",
        "/leaks\"",
        "/letters\"",
    ];
    for somebody in &mut folk {
        for part in ["", "/duties", "/facts", "/exposure", "/filings", "/notices", "/gate"] {
            let page = somebody.get(&format!("/cases/1{part}")).body;
            for form in offered {
                assert!(!page.contains(form), "{form} on {part}");
            }
        }
    }
    assert!(folk[0].get("/cases/1").body.contains("acts/reopen\""), "it can be opened again");
    assert!(folk[0].get("/cases/1/evidence").body.contains("evidence/add\""), "and evidence added");
}

#[test]
fn what_is_over_says_why_in_words_by_whom_and_that_it_had_been_late() {
    let served = served();
    let (_, mut commander) = closed(&served);
    let page = commander.get("/cases/1/duties").said();
    assert!(page.contains("a drill of the night shift") && !page.contains("decision: "), "{page}");
    assert!(page.contains("Not met when it was due"), "what was late stays so: {page}");
    assert!(page.contains("left the states in which it was owed") && !page.contains("states left"), "{page}");
    let filings = commander.get("/cases/1/filings").said();
    assert!(filings.contains("nothing is owed now"), "{filings}");
}
