//! What comes only after something else is never said to come before it: a notice after its text was passed, quiet after it
//! happened; and no more are told than are concerned.
#![expect(clippy::expect_used, reason = "a test fails by panicking, with a sentence")]

use incident::event::gate::Status;
use incident::{Picture, Refusal};
use plan::Plan;
use testkit::{Record, given, pack, t};

const NOTICE: &str = "customer_notice";
const TEXT: &str = "abababababababababababababababababababababababababababababababab";
const OTHER: &str = "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd";
const QUIET: &str = "no_new_exposed_since";

fn at(clock: &str) -> String {
    format!("2026-03-01T{clock}+08:00")
}

/// Identity data of 25 customers leaked at eight; the text of the notice was passed at 09:10:32.
fn owed(plan: &Plan) -> Record {
    let words = [("title", "a leak"), ("happened", "2026-03-01T08:00"), ("known", "2026-03-01T09:00")];
    let mut record = given(plan).and("duty_manager", "open", &words, &at("09:00")).record();
    let classes = [("fact", "classes"), ("value", "identity")];
    record.say(plan, "technical_lead", "fact", &classes, t(&at("09:05"))).expect("stated");
    let pass = [("notice", NOTICE), ("digest", TEXT)];
    record.say(plan, "legal_lead", "pass", &pass, t(&at("09:10:32"))).expect("passed");
    record
}

fn customers(record: &mut Record, plan: &Plan, value: &str, clock: &str) {
    let words = [("fact", "customers"), ("value", value)];
    record.say(plan, "customer_lead", "fact", &words, t(&at(clock))).expect("stated");
}

fn told(record: &mut Record, plan: &Plan, count: &str, when: &str) -> Result<(), Refusal> {
    let when = at(when);
    let words = [("notice", NOTICE), ("count", count), ("ways", "sms"), ("at", when.as_str())];
    record.say(plan, "customer_lead", "notice-sent", &words, t(&at("12:00"))).map(|_| ())
}

#[test]
fn nobody_was_told_of_a_text_before_it_was_passed_but_the_minute_of_the_pass_is_whole() {
    let plan = pack("cn-b2c");
    let mut record = owed(&plan);
    let before = record.state.version;
    for early in ["08:30", "09:09", "09:10:31"] {
        match told(&mut record, &plan, "25", early) {
            Err(Refusal::ToldBeforePassed { notice, passed, .. }) => {
                assert_eq!((notice.as_str(), passed), (NOTICE, t(&at("09:10:32")).to_string()));
            }
            other => panic!("told at {early}: {other:?}"),
        }
    }
    assert_eq!(record.state.version, before, "nothing was written");
    told(&mut record, &plan, "25", "09:10").expect("people tell minutes");
    told(&mut record, &plan, "25", "09:11").expect("after it");
}

#[test]
fn a_text_that_was_passed_again_may_have_left_after_its_first_pass() {
    let plan = pack("cn-b2c");
    let mut record = owed(&plan);
    for (text, clock) in [(OTHER, "10:00"), (TEXT, "11:00")] {
        let pass = [("notice", NOTICE), ("digest", text)];
        record.say(&plan, "legal_lead", "pass", &pass, t(&at(clock))).expect("passed");
    }
    told(&mut record, &plan, "25", "09:30").expect("that very text had been passed then");
    assert!(matches!(told(&mut record, &plan, "25", "09:00"), Err(Refusal::ToldBeforePassed { .. })));
}

#[test]
fn more_are_not_told_than_are_known_to_be_concerned_and_nobody_is_not_told() {
    let plan = pack("cn-b2c");
    let mut record = owed(&plan);
    told(&mut record, &plan, "9999999", "09:30").expect("nothing is known of how many");
    let mut record = owed(&plan);
    customers(&mut record, &plan, ">=25", "09:20");
    for (count, key) in [
        ("9999999", "incident-told-too-many"),
        ("26", "incident-told-too-many"),
        ("0", "incident-told-nobody"),
    ] {
        let refused = told(&mut record, &plan, count, "09:30").expect_err(count);
        assert_eq!(refused.message().key(), key, "{count}");
    }
    assert!(record.state.notices[NOTICE].sent.is_empty());
    told(&mut record, &plan, "25", "09:30").expect("all of them");
    customers(&mut record, &plan, ">=40", "12:10");
    let words = [("notice", NOTICE), ("count", "40"), ("ways", "sms")];
    record
        .say(&plan, "customer_lead", "notice-sent", &words, t(&at("12:20")))
        .expect("more are concerned now");
    // Where the most is known, that is the bound; a notice to everybody has none.
    let mut record = owed(&plan);
    customers(&mut record, &plan, "10..30", "09:20");
    told(&mut record, &plan, "30", "09:30").expect("as many as it can be");
    assert!(matches!(told(&mut record, &plan, "31", "09:30"), Err(Refusal::ToldTooMany { counted: 30, .. })));
}

/// The condition of the gate that ends the response.
fn quiet(record: &Record) -> Status {
    record.state.gates["end_response"].conditions["nobody_new_72h"].status
}

fn states(record: &mut Record, plan: &Plan, fact: &str, value: &str, when: &str) -> Result<(), Refusal> {
    let words = [("fact", fact), ("value", value)];
    record.say(plan, "technical_lead", "fact", &words, t(when)).map(|_| ())
}

#[test]
fn it_was_not_quiet_before_it_happened() {
    let plan = pack("cn-b2c");
    for fact in [QUIET, "attack_free_since"] {
        let mut record = owed(&plan);
        for early in ["2026-02-25 10:00", "2026-02-28", "2026-03-01 07:59", "<=2026-03-01 07:00"] {
            let refused = states(&mut record, &plan, fact, early, &at("10:00"));
            match refused.expect_err(early) {
                Refusal::BeforeFact { other, stands, .. } => {
                    assert_eq!(
                        (other.as_str(), stands),
                        ("happened", t(&at("08:00")).to_string()),
                        "{early}"
                    );
                }
                other => panic!("{early}: {other:?}"),
            }
        }
        for fits in ["2026-03-01", "2026-03-01 08:00", "<=2026-03-01 09:30", "never", "unknown"] {
            states(&mut record, &plan, fact, fits, &at("10:00")).expect(fits);
        }
    }
}

#[test]
fn when_it_happened_later_than_was_thought_the_quiet_before_it_is_not_known_any_more_and_the_gate_closes() {
    let plan = pack("cn-b2c");
    let words = [("title", "a leak"), ("known", "2026-03-01T09:00")];
    let mut record = given(&plan).and("duty_manager", "open", &words, &at("09:00")).record();
    let declare = [("reason", "it is real"), ("level", "2")];
    record.say(&plan, "commander", "declare", &declare, t(&at("09:05"))).expect("declared");
    states(&mut record, &plan, QUIET, "2026-02-20 10:00", &at("09:10"))
        .expect("nobody knows when it happened");
    assert_eq!(quiet(&record), Status::Met);
    states(&mut record, &plan, "happened", "2026-03-01 08:00", &at("09:20")).expect("stated");
    assert_eq!(quiet(&record), Status::Unknown, "quiet since a time before it is no quiet");
    let slot = plan.catalogue.slot(QUIET).expect("a fact");
    let picture = Picture::of(&record.state, &plan, t(&at("09:30")));
    assert!(!picture.facts[slot].known.is_exact());
    assert_eq!(picture.facts[slot].conflicts.len(), 1, "and the case says why");
    states(&mut record, &plan, QUIET, "2026-03-01 08:40", &at("09:40")).expect("said anew");
    assert_eq!(quiet(&record), Status::NotMet);
    let met = record.say(&plan, "duty_manager", "tick", &[], t("2026-03-04T08:41+08:00"));
    met.expect("time passes");
    assert_eq!(quiet(&record), Status::Met, "three days after the right moment");
}
