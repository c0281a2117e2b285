//! What people say is read in one way or refused with what would do; it is retold by what it says.

use std::fs;
use std::path::Path;

use desk::{Act, CaseRef, Desk, Opening, RealLog};
use incident::Actor;
use jiff::{SignedDuration, Timestamp};

use crate::case::Case;

fn fact(case: &Case, fact: &str, value: &str, role: &str) -> crate::ran::Ran {
    case.run(&["case", "fact", "1", fact, value, "--as", role])
}

fn due(case: &Case, obligation: &str) -> Timestamp {
    let json = case.run(&["case", "show", "1", "--json"]).json();
    let duties = json["obligations"].as_array().unwrap().clone();
    let duty = duties.iter().find(|duty| duty["id"] == obligation).unwrap();
    duty["due"].as_str().unwrap().parse().unwrap()
}

#[test]
fn whoever_first_answered_unknown_is_heard_when_they_know_when_it_was_known() {
    let case = Case::opened();
    assert_eq!(fact(&case, "known", "unknown", "duty_manager").code, 0);
    let opened = due(&case, "first_report");
    let known = opened - SignedDuration::from_mins(40);
    let told = fact(&case, "known", &known.to_string(), "duty_manager");
    assert_eq!(told.code, 0, "{}", told.err);
    assert_eq!(due(&case, "first_report"), known + SignedDuration::from_mins(30));
    let page = case.run(&["case", "show", "1"]).out;
    assert!(!page.contains("<="), "{page}");
}

#[test]
fn known_is_not_stated_over_what_was_discovered_without_evidence_and_with_it_both_are_shown() {
    let case = Case::opened();
    let now = due(&case, "first_report") - SignedDuration::from_mins(30);
    let discovered = (now - SignedDuration::from_mins(20)).to_string();
    assert_eq!(fact(&case, "discovered", &discovered, "duty_manager").code, 0);
    let known = (now - SignedDuration::from_mins(5)).to_string();
    let bare = fact(&case, "known", &known, "duty_manager");
    assert_eq!(bare.code, 1, "{}", bare.out);
    assert!(bare.err.contains("--evidence"), "{}", bare.err);
    let file = case.path("mail");
    fs::write(&file, "a mail").unwrap();
    assert_eq!(case.run(&["case", "evidence", "1", &file, "--as", "technical_lead"]).code, 0);
    let words = ["case", "fact", "1", "known", &known, "--as", "duty_manager", "--evidence", "E-1"];
    let told = case.run(&words);
    assert!(told.code == 0 && told.out.contains("whoever has noticed, knows"), "{}{}", told.out, told.err);
    let page = case.run(&["case", "show", "1"]).out;
    assert!(page.contains("later than “When did one of us first notice?”"), "{page}");
    let json = case.run(&["case", "show", "1", "--json"]).json();
    assert_eq!(json["facts"]["known"]["more_than"][0], "discovered");
}

#[test]
fn a_zone_in_brackets_is_honoured_and_what_can_be_read_in_two_ways_is_refused() {
    let case = Case::opened();
    let tokyo = fact(&case, "known", "2026-03-01T09:00[Asia/Tokyo]", "duty_manager");
    assert_eq!(tokyo.code, 0, "{}", tokyo.err);
    let json = case.run(&["case", "show", "1", "--json"]).json();
    assert_eq!(json["facts"]["known"]["known"], "2026-03-01T00:00:00Z");
    for wrong in ["2026-03-01T09:00+08:00[Europe/London]", "2026-03-01T09:00+25:00", "0001-01-01 00:00"] {
        let refused = fact(&case, "happened", wrong, "technical_lead");
        assert_eq!(refused.code, 1, "{wrong}: {}", refused.out);
        assert!(refused.err.contains("offset and zone must agree"), "{}", refused.err);
    }
    for wrong in ["1,2", "12,0000", "1_2", ",5", "5,", "+5", "1,000_000", "007"] {
        let refused = fact(&case, "records", wrong, "technical_lead");
        assert_eq!(refused.code, 1, "{wrong}: {}", refused.out);
        assert!(refused.err.contains("thousands by threes"), "{}", refused.err);
    }
    let when = ["case", "met", "1", "relay_confirmed", "--as", "duty_manager", "--at"];
    let day = case.run(&[when.as_slice(), &["2026-03-01"]].concat());
    assert_eq!(day.code, 2, "a day is no moment: {}", day.out);
}

#[test]
fn a_day_opens_no_gate_before_its_end_and_makes_no_report_due_after_its_start() {
    let case = Case::opened();
    assert_eq!(fact(&case, "attack_free_since", "2026-03-01", "technical_lead").code, 0);
    let json = case.run(&["case", "show", "1", "--json"]).json();
    let since = &json["facts"]["attack_free_since"];
    assert_eq!(
        (&since["known"], &since["exact"]),
        (&"2026-02-28T16:00:00Z..2026-03-01T15:59:59Z".into(), &false.into())
    );
}

#[test]
fn what_was_said_is_retold_by_what_it_says() {
    let case = Case::opened();
    let known = fact(&case, "known", "2026-03-01T09:00+08:00", "duty_manager");
    assert!(known.out.contains("2026-03-01 09:00") && !known.out.contains("certainly not"), "{}", known.out);
    let count = fact(&case, "records", "12,000", "technical_lead");
    assert!(count.out.contains(" 12,000") && !count.out.contains("12, 000"), "{}", count.out);
    let page = case.run(&["case", "show", "1"]).out;
    assert!(!page.contains("at least these") && !page.contains("12, 000"), "{page}");
}

#[test]
fn a_level_that_the_facts_rule_out_is_decided_with_evidence_only() {
    let case = Case::opened();
    let level = |to: &str, more: &[&str]| {
        case.run(
            &[["case", "level", "1", "response", to, "--reason", "x", "--as", "commander"].as_slice(), more]
                .concat(),
        )
    };
    assert_eq!(level("3", &[]).code, 0, "nothing rules it out: a reason is enough");
    assert_eq!(level("1", &[]).code, 0, "nor the mildest");
    assert_eq!(fact(&case, "public_effect", "national", "press_lead").code, 0);
    let refused = level("2", &[]);
    assert_eq!(refused.code, 1, "{}", refused.out);
    assert!(refused.err.contains("--evidence E-1"), "{}", refused.err);
    let file = case.path("scan");
    fs::write(&file, "open port").unwrap();
    assert_eq!(case.run(&["case", "evidence", "1", &file, "--as", "technical_lead"]).code, 0);
    assert_eq!(level("2", &["--evidence", "E-1"]).code, 0);
    assert_eq!(level("3", &[]).code, 0, "what is certain needs none");
}

/// Acts on the case as a process would whose clock is a day ahead.
fn a_day_ahead(folder: &Path) -> Timestamp {
    let now = "2031-01-02T00:00:00Z".parse().unwrap();
    let opening = Opening { create: false, ..Opening::at(folder, "test", now) };
    let desk: Desk<RealLog> = Desk::open(&opening).unwrap();
    let case = desk.find(&"1".parse::<CaseRef>().unwrap()).unwrap();
    let who = Actor { role: "duty_manager".to_owned(), user: "test".to_owned() };
    desk.act(&case, &Act { command: incident::Command::Tick, who, occurred_at: None, now }).unwrap();
    now
}

#[test]
fn a_clock_that_was_set_back_is_said_and_nothing_is_left_of_a_term_that_has_ended() {
    let case = Case::opened();
    let ahead = a_day_ahead(&case.data());
    let shown = case.run(&["case", "show", "1"]);
    assert!(shown.err.contains("The clock of this machine shows"), "{}", shown.err);
    let json = case.run(&["case", "show", "1", "--json"]).json();
    assert_eq!(json["as_of"], ahead.to_string().as_str());
    let then = case.run(&["case", "as-of", "1", "2031-01-02T08:00"]);
    assert_eq!(then.code, 0, "{}", then.err);
}
