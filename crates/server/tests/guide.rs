//! The guide of a demonstration names what really waits, and whose it is.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test stops at any surprise")]

mod house;

use desk::{Act, CaseId};
use house::{Served, now, served_as_demo};
use incident::{Actor, Command};

const GATE: &str = "back_to_preparation";

/// A case with a leak, whose response has begun.
fn opened_case(served: &Served) -> CaseId {
    let words = [("title".to_owned(), "A leak".to_owned())];
    let command = Command::from_words("open", &words, &served.plan, &served.plan.zone).unwrap();
    let who = Actor { role: "duty_manager".to_owned(), user: "test".to_owned() };
    let act = Act { command, who, occurred_at: None, now: now() };
    let case = served.house.desk().open_case(&served.plan, &act).unwrap().case;
    let digest = "ab".repeat(32);
    let evidence = [("name", "leak.sql"), ("sha256", &digest), ("size", "9")];
    served.say(&case, "duty_manager", "evidence", &evidence);
    served.say(&case, "commander", "declare", &[("reason", "customers are named")]);
    case
}

/// The same, its customers told and its reports filed: its gates are all that waits.
fn told_case(served: &Served) -> CaseId {
    let case = opened_case(served);
    let digest = "ab".repeat(32);
    for form in ["first_report", "first_report_regulator"] {
        served.say(&case, "legal_lead", "file", &[("form", form)]);
    }
    served.say(&case, "legal_lead", "pass", &[("notice", "customer_notice"), ("digest", &digest)]);
    served.say(&case, "customer_lead", "notice-sent", &[("notice", "customer_notice"), ("count", "3")]);
    case
}

#[test]
fn while_a_gate_waits_no_page_says_the_last_step_and_the_line_names_whose_word_is_missing() {
    let served = served_as_demo();
    let case = told_case(&served);
    let mut visitor = served.signed_in("li.wei", &["duty_manager"], false);
    let mut line = |part: &str| {
        let page = visitor.get(&format!("/cases/1{part}")).said();
        page.split("class=\"guide").nth(1).unwrap_or_else(|| panic!("no guide: {page}"))[..3000].to_owned()
    };
    // Its conditions do not hold: also where the record is looked at.
    for part in ["", "/gate", "/record"] {
        assert!(line(part).contains("Step 7 of 8"), "{part}: {}", line(part));
    }
    served.say(&case, "technical_lead", "fact", &[("fact", "hole_closed"), ("value", "yes")]);
    served.say(&case, "technical_lead", "fact", &[("fact", "new_exposed"), ("value", "no")]);
    let propose = [("gate", GATE), ("reason", "nobody new")];
    served.say(&case, "technical_lead", "gate.propose", &propose);
    for part in ["", "/record"] {
        let line = line(part);
        assert!(line.contains("Step 7 of 8") && line.contains("reviews it"), "{part}: {line}");
        assert!(line.contains("Lead of the legal group"), "whose word is missing: {line}");
    }
    served.say(&case, "legal_lead", "gate.review", &[("gate", GATE)]);
    assert!(
        line("/record").contains("Step 7 of 8") && line("/record").contains("approves it"),
        "{}",
        line("")
    );
    served.say(&case, "commander", "gate.approve", &[("gate", GATE)]);
    assert!(line("").contains("Step 8 of 8"), "{}", line(""));
}

#[test]
fn the_report_that_is_due_first_is_named_with_its_moment_until_each_that_is_due_before_the_notices_left() {
    let served = served_as_demo();
    let case = opened_case(&served);
    let mut visitor = served.signed_in("li.wei", &["duty_manager"], false);
    let mut line = || {
        let page = visitor.get("/cases/1").said();
        page.split("class=\"guide").nth(1).unwrap_or_else(|| panic!("no guide: {page}"))[..3000].to_owned()
    };
    for form in ["first_report", "first_report_regulator"] {
        let title = served.plan.text(&served.plan.form(form).unwrap().title, "en").to_owned();
        let said = line();
        assert!(said.contains("Step 4 of 8") && said.contains(&title), "{title}: {said}");
        served.say(&case, "legal_lead", "file", &[("form", form)]);
    }
    assert!(line().contains("Step 5 of 8"), "{}", line());
}
