//! What is said to have been done earlier: honest within the clock it meets, refused before it.
#![expect(clippy::expect_used, reason = "a test fails by panicking, with a sentence")]

use incident::state::ClockStatus;
use testkit::{Record, given, sample_plan, t};

fn at(time: &str) -> String {
    format!("2026-03-01T{time}+08:00")
}

/// Known since 08:30, entered at 08:40.
fn opened(plan: &plan::Plan) -> Record {
    let words = [("title", "a leak"), ("known", "2026-03-01T08:30")];
    given(plan).and("duty_manager", "open", &words, &at("08:40")).record()
}

fn status(record: &Record, obligation: &str) -> ClockStatus {
    record.state.clocks_of(obligation).next_back().expect("there is a clock").status
}

#[test]
fn a_report_by_phone_before_the_case_was_entered_counts_from_the_call() {
    let plan = sample_plan();
    let mut record = opened(&plan);
    let told = at("08:35");
    let file = [("form", "first_report"), ("at", told.as_str())];
    record.say(&plan, "legal_lead", "file", &file, t(&at("09:20"))).expect("an honest report by phone");
    let clock = record.state.clocks_of("first_report").next_back().expect("there is a clock");
    let met = clock.met.as_ref().expect("met");
    assert_eq!((met.at, met.recorded_at), (t(&at("08:35")), t(&at("09:20"))), "both times are kept");
    assert!(!clock.met_late());
}

#[test]
fn a_report_is_not_filed_before_its_clock_began_to_run() {
    let plan = sample_plan();
    let mut record = opened(&plan);
    let before = record.clone();
    let told = at("08:29");
    let file = [("form", "first_report"), ("at", told.as_str())];
    let refused = record.say(&plan, "legal_lead", "file", &file, t(&at("09:20"))).expect_err("too early");
    assert_eq!(refused.message().key(), "incident-before-start");
    assert_eq!(record.state, before.state, "nothing has happened");
    let told = at("08:30");
    let file = [("form", "first_report"), ("at", told.as_str())];
    record.say(&plan, "legal_lead", "file", &file, t(&at("09:20"))).expect("at the very start");
    assert_eq!(status(&record, "first_report"), ClockStatus::Met);
}

#[test]
fn a_duty_is_not_met_before_its_clock_began_to_run() {
    let plan = sample_plan();
    let mut record = opened(&plan);
    record.say(&plan, "commander", "declare", &[("reason", "a leak")], t(&at("09:00"))).expect("declared");
    let attested = |clock: &&incident::state::Clock| {
        let id = &clock.id.obligation;
        clock.is_open()
            && plan.obligation(id).is_some_and(|item| item.met_by == plan::MetBy::Attested)
            && clock.schedule.from == t(&at("09:00"))
    };
    let duty = record.state.clocks.iter().find(attested).expect("a duty of the response").id.clone();
    let mut met = |time: &str| {
        let told = at(time);
        let met = [("obligation", duty.obligation.as_str()), ("at", told.as_str())];
        record.say(&plan, "commander", "met", &met, t(&at("09:10"))).map_err(|refused| refused.message())
    };
    assert_eq!(met("08:59").expect_err("too early").key(), "incident-before-start");
    met("09:00").expect("at the very start");
}

#[test]
fn a_report_that_meets_nothing_is_not_filed_before_what_it_is_about_happened() {
    let plan = sample_plan();
    let mut record = opened(&plan);
    let now = t(&at("09:20"));
    let happened = [("fact", "happened"), ("value", "2026-03-01T08:10")];
    record.say(&plan, "technical_lead", "fact", &happened, t(&at("08:41"))).expect("stated");
    record.say(&plan, "legal_lead", "file", &[("form", "first_report")], t(&at("08:45"))).expect("filed");
    let told = at("08:09");
    let file = [("form", "first_report"), ("at", told.as_str())];
    let refused = record.say(&plan, "legal_lead", "file", &file, now).expect_err("before it happened");
    assert_eq!(refused.message().key(), "incident-before-start");
}
