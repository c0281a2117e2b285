//! To how many a notice went, beside how many are known to be concerned.
#![allow(clippy::expect_used, reason = "a test stops at any surprise")]

use testkit::{given, t};
use views::DutyState;

fn at(clock: &str) -> String {
    format!("2026-03-01T{clock}+08:00")
}

/// Legal has passed the notice to five hundred customers, and it went to so many of them, each at its minute.
fn told(counts: &[(&str, &str, &str)]) -> (plan::Plan, testkit::Record) {
    let plan = testkit::pack("cn-b2c");
    let mut record = given(&plan).opened(&at("09:00")).record();
    for (fact, value) in [("classes", "identity"), ("customers", "500")] {
        record
            .say(&plan, "technical_lead", "fact", &[("fact", fact), ("value", value)], t(&at("09:01")))
            .expect("stated");
    }
    let (text, notice) = ("ab".repeat(32), ("notice", "customer_notice"));
    record.say(&plan, "legal_lead", "pass", &[notice, ("digest", &text)], t(&at("09:02"))).expect("passed");
    for (count, ways, clock) in counts {
        let mut words = vec![notice, ("count", *count)];
        words.extend((!ways.is_empty()).then_some(("ways", *ways)));
        record.say(&plan, "customer_lead", "notice-sent", &words, t(&at(clock))).expect("told");
    }
    (plan, record)
}

/// Where the duty stands, and to how many of how many its notice went where that is fewer.
fn reached(plan: &plan::Plan, record: &testkit::Record) -> (DutyState, Option<(u64, u64)>) {
    let duties = views::duties(&record.state, plan, t(&at("12:00")));
    let duty = duties.into_iter().find(|duty| duty.id == "customers_identity").expect("it is there");
    (duty.state, duty.fewer.map(|fewer| (fewer.told, fewer.known)))
}

#[test]
fn a_duty_that_was_met_by_telling_fewer_than_are_known_says_so_until_the_rest_is_told() {
    let (plan, mut record) = told(&[("1", "", "10:00")]);
    assert_eq!(reached(&plan, &record), (DutyState::Met, Some((1, 500))));
    let rest = [("notice", "customer_notice"), ("count", "499")];
    record.say(&plan, "customer_lead", "notice-sent", &rest, t(&at("10:30"))).expect("told");
    assert_eq!(reached(&plan, &record), (DutyState::Met, None), "batches add up");
    // More turn out to be concerned.
    let more = [("fact", "customers"), ("value", "800")];
    record.say(&plan, "technical_lead", "fact", &more, t(&at("11:00"))).expect("stated");
    assert_eq!(reached(&plan, &record), (DutyState::Met, Some((500, 800))));
}

#[test]
fn a_way_that_reached_fewer_than_the_others_is_what_is_said_and_a_struck_word_does_not_count() {
    let (plan, mut record) = told(&[("500", "app,email", "10:00"), ("400", "sms", "10:10")]);
    assert_eq!(reached(&plan, &record), (DutyState::Met, Some((400, 500))));
    let view = views::case("x", 1, &record.events, &plan, t(&at("12:00"))).expect("a view");
    let notice = &view.notices["customer_notice"];
    assert_eq!(notice.concerned, Some(500));
    let ways: Vec<_> = notice.ways.iter().map(|way| (way.way, way.in_all)).collect();
    assert_eq!(ways, [("app", Some(500)), ("sms", Some(400)), ("email", Some(500))]);
    let whole = record.state.notices["customer_notice"].sent[0].position.to_string();
    let strike = [("event", whole.as_str()), ("reason", "only half of them")];
    record.say(&plan, "customer_lead", "strike", &strike, t(&at("10:20"))).expect("struck");
    let half = [("notice", "customer_notice"), ("count", "250"), ("ways", "app,email")];
    record.say(&plan, "customer_lead", "notice-sent", &half, t(&at("10:30"))).expect("told");
    assert_eq!(reached(&plan, &record), (DutyState::Met, Some((250, 500))));
}

#[test]
fn ways_in_which_an_earlier_text_went_say_so() {
    let (plan, mut record) = told(&[("500", "app", "10:00")]);
    let (text, notice) = ("cd".repeat(32), ("notice", "customer_notice"));
    record.say(&plan, "legal_lead", "pass", &[notice, ("digest", &text)], t(&at("10:30"))).expect("passed");
    let sms = [notice, ("count", "500"), ("ways", "sms")];
    record.say(&plan, "customer_lead", "notice-sent", &sms, t(&at("11:00"))).expect("told");
    let view = views::case("x", 1, &record.events, &plan, t(&at("12:00"))).expect("a view");
    let ways = &view.notices["customer_notice"].ways;
    let seen: Vec<_> = ways.iter().map(|way| (way.told_at.is_some(), way.earlier)).collect();
    assert_eq!(seen, [(true, true), (true, false), (false, false)]);
    assert_eq!(ways[0].digest.as_deref(), Some("ab".repeat(32).as_str()));
}
