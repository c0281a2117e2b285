//! A notice that goes in several ways: a part of them stops no clock, all of them do, at the moment of the last.
#![expect(clippy::expect_used, reason = "a test fails by panicking, with a sentence")]

use incident::state::ClockStatus;
use incident::{Refusal, State};
use jiff::Timestamp;
use plan::{Channel, Plan};
use testkit::{Record, given, pack, t};

const NOTICE: &str = "customer_notice";
const TEXT: &str = "abababababababababababababababababababababababababababababababab";

fn at(clock: &str) -> String {
    format!("2026-03-01T{clock}+08:00")
}

/// Identity data leaked; the notice by app, SMS and e-mail is owed within 24 hours, and legal has passed it.
fn owed(plan: &Plan) -> Record {
    let words = [("title", "a leak"), ("known", "2026-03-01T09:00")];
    let mut record = given(plan).and("duty_manager", "open", &words, &at("09:00")).record();
    let classes = [("fact", "classes"), ("value", "identity")];
    record.say(plan, "technical_lead", "fact", &classes, t(&at("09:05"))).expect("stated");
    passed(&mut record, plan, TEXT, "09:10");
    record
}

fn passed(record: &mut Record, plan: &Plan, text: &str, clock: &str) {
    let pass = [("notice", NOTICE), ("digest", text)];
    record.say(plan, "legal_lead", "pass", &pass, t(&at(clock))).expect("passed");
}

fn told(record: &mut Record, plan: &Plan, ways: &str, when: Option<&str>, clock: &str) -> u64 {
    let when = when.map(at);
    let mut words = vec![("notice", NOTICE), ("count", "67")];
    words.extend((!ways.is_empty()).then_some(("ways", ways)));
    words.extend(when.as_deref().map(|when| ("at", when)));
    record.say(plan, "customer_lead", "notice-sent", &words, t(&at(clock))).expect("told");
    record.state.notices[NOTICE].sent.last().expect("said").position
}

/// Whether the duty is met, and when.
fn met(state: &State, duty: &str) -> Option<Timestamp> {
    let clock = state.clocks_of(duty).next_back().expect("it runs");
    (clock.status == ClockStatus::Met).then(|| clock.met.as_ref().expect("met").at)
}

#[test]
fn e_mail_alone_meets_nothing_and_the_last_way_meets_it_at_its_moment() {
    let plan = pack("cn-b2c");
    let mut record = owed(&plan);
    told(&mut record, &plan, "email", None, "10:00");
    assert_eq!(met(&record.state, "customers_identity"), None);
    told(&mut record, &plan, "app", None, "11:00");
    assert_eq!(met(&record.state, "customers_identity"), None, "SMS is open");
    // Told late, done before the app: what counts is when the last way went.
    told(&mut record, &plan, "sms", Some("10:30"), "12:00");
    assert_eq!(met(&record.state, "customers_identity"), Some(t(&at("11:00"))));
}

#[test]
fn the_whole_at_once_is_met_as_it_ever_was_and_all_ways_by_name_are_the_whole() {
    let plan = pack("cn-b2c");
    for ways in ["", "email,app,sms", "sms app email"] {
        let mut record = owed(&plan);
        told(&mut record, &plan, ways, None, "10:00");
        assert_eq!(met(&record.state, "customers_identity"), Some(t(&at("10:00"))), "{ways}");
        assert!(record.state.notices[NOTICE].sent[0].ways.is_empty(), "{ways}");
    }
}

#[test]
fn ways_of_different_texts_do_not_add_up() {
    let plan = pack("cn-b2c");
    let mut record = owed(&plan);
    told(&mut record, &plan, "email,app", None, "10:00");
    passed(&mut record, &plan, &"cd".repeat(32), "10:30");
    told(&mut record, &plan, "sms", None, "11:00");
    assert_eq!(met(&record.state, "customers_identity"), None, "by SMS they were told something else");
    told(&mut record, &plan, "app", None, "11:30");
    told(&mut record, &plan, "email", None, "12:00");
    assert_eq!(met(&record.state, "customers_identity"), Some(t(&at("12:00"))));
}

#[test]
fn a_way_the_notice_does_not_have_is_refused_and_nothing_is_recorded() {
    let plan = pack("cn-b2c");
    let mut record = owed(&plan);
    let before = record.state.version;
    let words = [("notice", NOTICE), ("count", "67"), ("ways", "letter")];
    let refused = record.say(&plan, "customer_lead", "notice-sent", &words, t(&at("10:00")));
    assert!(matches!(refused, Err(Refusal::NoSuch { kind: "way", .. })), "{refused:?}");
    let words = [("notice", NOTICE), ("count", "67"), ("ways", "pigeon")];
    let refused = record.say(&plan, "customer_lead", "notice-sent", &words, t(&at("10:00")));
    assert!(matches!(refused, Err(Refusal::NoSuch { kind: "way", .. })), "{refused:?}");
    assert_eq!(record.state.version, before);
}

#[test]
fn a_word_that_was_struck_counts_no_more_and_what_it_alone_had_met_runs_on() {
    let plan = pack("cn-b2c");
    let mut record = owed(&plan);
    told(&mut record, &plan, "email", None, "10:00");
    let app = told(&mut record, &plan, "app", None, "10:10");
    told(&mut record, &plan, "sms", None, "10:20");
    assert!(met(&record.state, "customers_identity").is_some());
    let position = app.to_string();
    let strike = [("event", position.as_str()), ("reason", "the app was down")];
    let refused = record.say(&plan, "technical_lead", "strike", &strike, t(&at("10:30")));
    assert!(matches!(refused, Err(Refusal::OtherRole { .. })), "not their word: {refused:?}");
    record.say(&plan, "customer_lead", "strike", &strike, t(&at("10:30"))).expect("their own word");
    assert_eq!(met(&record.state, "customers_identity"), None, "the app is open again");
    told(&mut record, &plan, "app", None, "10:40");
    assert_eq!(met(&record.state, "customers_identity"), Some(t(&at("10:40"))));
}

#[test]
fn a_word_of_one_way_beside_the_whole_is_struck_without_harm() {
    let plan = pack("cn-b2c");
    let mut record = owed(&plan);
    let mail = told(&mut record, &plan, "email", None, "10:00").to_string();
    told(&mut record, &plan, "", None, "10:20");
    let strike = [("event", mail.as_str()), ("reason", "counted twice")];
    record.say(&plan, "customer_lead", "strike", &strike, t(&at("10:30"))).expect("struck");
    assert_eq!(met(&record.state, "customers_identity"), Some(t(&at("10:20"))));
}

#[test]
fn which_ways_are_open_is_told_for_the_duty() {
    let plan = pack("cn-b2c");
    let mut record = owed(&plan);
    told(&mut record, &plan, "email", None, "10:00");
    let notice = plan.notice(NOTICE).expect("in the plan");
    let clock = record.state.clocks_of("customers_identity").next_back().expect("it runs");
    let ways = incident::ways_told(&record.state, notice, clock);
    let open: Vec<Channel> = ways.iter().filter(|(_, told)| told.is_none()).map(|(way, _)| *way).collect();
    assert_eq!(open, [Channel::App, Channel::Sms]);
}
