//! A notice told in parts, by whoever comes to write it down: what is met, and when, follows from the moments, not from the order
//! in which they were told.
#![expect(clippy::expect_used, reason = "a test fails by panicking, with a sentence")]

use incident::state::{Clock, ClockStatus};
use incident::{Refusal, State};
use plan::{Channel, MetBy, Plan, Until};
use testkit::{Record, builder, given, pack, sample_plan, t};

const TEXT: &str = "abababababababababababababababababababababababababababababababab";
const OTHER: &str = "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd";
/// When a part went, and in which ways; all of them if none is named.
type Word = (&'static str, &'static str);

fn at(clock: &str) -> String {
    format!("2026-03-{}T{}+08:00", &clock[..2], &clock[3..])
}

fn passed(record: &mut Record, plan: &Plan, notice: &str, text: &str, clock: &str) {
    let pass = [("notice", notice), ("digest", text)];
    record.say(plan, "legal_lead", "pass", &pass, t(&at(clock))).expect("passed");
}

fn tell(
    record: &mut Record,
    plan: &Plan,
    (notice, text): (&str, &str),
    (when, ways): Word,
    now: &str,
) -> Result<u64, Refusal> {
    let when = at(when);
    let mut words = vec![("notice", notice), ("count", "67"), ("at", when.as_str())];
    words.extend((!ways.is_empty()).then_some(("ways", ways)));
    words.extend((!text.is_empty()).then_some(("digest", text)));
    record.say(plan, "customer_lead", "notice-sent", &words, t(&at(now)))?;
    Ok(record.state.notices[notice].sent.last().expect("said").position)
}

/// Identity data leaked, known on the first at nine; the notice by app, SMS and e-mail is owed within a day.
fn leaked(plan: &Plan) -> Record {
    let words = [("title", "a leak"), ("known", "2026-03-01T09:00")];
    let mut record = given(plan).and("duty_manager", "open", &words, &at("01 09:00")).record();
    let classes = [("fact", "classes"), ("value", "identity")];
    record.say(plan, "technical_lead", "fact", &classes, t(&at("01 09:05"))).expect("stated");
    passed(&mut record, plan, "customer_notice", TEXT, "01 09:10");
    record
}

/// A notice by SMS and e-mail that is owed every day while a warning lasts, from the first at nine.
fn daily() -> (Plan, Record) {
    let mut plan = sample_plan();
    plan.notices[0].channels = vec![Channel::Sms, Channel::Email];
    let from = vec![builder::start(plan::StartAt::Entered(plan::State::Warning))];
    let mut duty = builder::obligation("daily", from, builder::seconds(86_400));
    duty.met_by = MetBy::Notice("letter".to_owned());
    duty.while_in = vec![plan::State::Warning];
    plan.obligations = vec![builder::every(duty, builder::seconds(86_400), Until::States)];
    let begun = given(&plan).opened(&at("01 09:00"));
    let mut record = begun.and("commander", "warn", &[("reason", "watch")], &at("01 09:00")).record();
    passed(&mut record, &plan, "letter", TEXT, "01 09:01");
    (plan, record)
}

/// What is owed and met, without where in the record that stands.
fn standing(state: &State) -> Vec<String> {
    let told = |clock: &Clock| {
        let met = clock.met.as_ref().map(|met| met.at.to_string());
        format!("{} due {} met {met:?} {:?}", clock.id, clock.schedule.due, clock.status)
    };
    let mut told: Vec<String> = state.clocks.iter().map(told).collect();
    told.sort();
    told
}

fn met(state: &State, duty: &str, number: u32) -> Option<jiff::Timestamp> {
    let clock = state.clocks_of(duty).find(|clock| clock.id.number == number).expect("it runs");
    (clock.status == ClockStatus::Met).then(|| clock.met.as_ref().expect("met").at)
}

/// Every order of these.
fn orders(words: &[Word]) -> Vec<Vec<Word>> {
    if words.is_empty() {
        return vec![Vec::new()];
    }
    let without = |place: usize| -> Vec<Word> { [&words[..place], &words[place + 1..]].concat() };
    let first = |place: usize| {
        let rest = orders(&without(place)).into_iter();
        rest.map(move |rest| [vec![words[place]], rest].concat())
    };
    (0..words.len()).flat_map(first).collect()
}

/// Tells the words in every order, and gives how the case stands after them: the same every time.
fn in_every_order(plan: &Plan, record: &Record, notice: &str, words: &[Word], now: &str) -> Record {
    let told = |order: &[Word]| {
        let mut record = record.clone();
        for word in order {
            tell(&mut record, plan, (notice, ""), *word, now).expect("told");
        }
        record
    };
    let first = told(words);
    for order in orders(words) {
        let other = told(&order);
        assert_eq!(standing(&other.state), standing(&first.state), "{order:?}");
        assert_eq!(incident::fold(&other.events), other.state, "a later reader folds the same");
    }
    first
}

#[test]
fn an_earlier_batch_told_after_a_later_one_counts_from_when_it_went() {
    let plan = pack("cn-b2c");
    let words = [("01 13:00", "email"), ("01 10:00", "email"), ("01 10:05", "app"), ("01 10:20", "sms")];
    let record = in_every_order(&plan, &leaked(&plan), "customer_notice", &words, "01 14:00");
    assert_eq!(met(&record.state, "customers_identity", 1), Some(t(&at("01 10:20"))));
    let clock = record.state.clocks_of("customers_identity").next().expect("it ran");
    assert_eq!(clock.met.as_ref().expect("met").by, "notice customer_notice", "stored, and read by others");
}

#[test]
fn a_whole_that_went_earlier_and_is_told_later_is_what_met_the_duty() {
    let plan = pack("cn-b2c");
    let words = [("02 09:30", ""), ("02 08:30", ""), ("02 08:00", "sms"), ("02 08:45", "app,email")];
    let record = in_every_order(&plan, &leaked(&plan), "customer_notice", &words, "02 10:00");
    assert_eq!(met(&record.state, "customers_identity", 1), Some(t(&at("02 08:30"))), "in time");
}

#[test]
fn what_counts_from_the_notice_moves_with_it() {
    let (mut plan, _) = daily();
    plan.obligations[0].repeats = None;
    let mut after = builder::obligation(
        "after",
        vec![builder::start(plan::StartAt::Met("daily".to_owned()))],
        builder::seconds(3_600),
    );
    after.while_in = vec![plan::State::Warning];
    plan.obligations.push(after);
    let begun = given(&plan).opened(&at("01 09:00"));
    let mut record = begun.and("commander", "warn", &[("reason", "watch")], &at("01 09:00")).record();
    passed(&mut record, &plan, "letter", TEXT, "01 09:01");
    for word in [("01 14:00", "email"), ("01 11:00", "sms"), ("01 10:00", "email")] {
        tell(&mut record, &plan, ("letter", ""), word, "01 15:00").expect("told");
    }
    let after = record.state.clocks_of("after").next().expect("it runs");
    assert_eq!(after.schedule.due, t(&at("01 12:00")), "an hour after the last way went");
}

#[test]
fn each_day_is_met_by_what_went_on_it_in_whatever_order_it_is_told() {
    let (plan, record) = daily();
    let words = [
        ("01 10:00", "email"),
        ("01 11:00", "sms"),
        ("03 10:00", "sms,email"),
        ("02 20:00", "sms"),
        ("01 20:00", "email"),
    ];
    let record = in_every_order(&plan, &record, "letter", &words, "03 12:00");
    assert_eq!(met(&record.state, "daily", 1), Some(t(&at("01 11:00"))));
    assert_eq!(met(&record.state, "daily", 2), Some(t(&at("02 20:00"))));
    assert_eq!(met(&record.state, "daily", 3), Some(t(&at("03 10:00"))));
}

#[test]
fn a_part_of_an_earlier_day_does_not_complete_a_later_one() {
    let (plan, mut record) = daily();
    for word in [("01 10:00", "email"), ("01 10:10", "sms"), ("02 10:00", "sms"), ("01 10:05", "email")] {
        tell(&mut record, &plan, ("letter", ""), word, "02 11:00").expect("told");
    }
    assert_eq!(met(&record.state, "daily", 1), Some(t(&at("01 10:10"))));
    assert_eq!(met(&record.state, "daily", 2), None, "by e-mail nothing went on the second day");
}

#[test]
fn a_day_that_was_shown_missed_is_met_by_what_turns_out_to_have_gone_on_it() {
    let (plan, mut record) = daily();
    record.say(&plan, "duty_manager", "tick", &[], t(&at("02 10:00"))).expect("time passes");
    tell(&mut record, &plan, ("letter", ""), ("01 20:00", ""), "02 10:00").expect("told");
    assert_eq!(met(&record.state, "daily", 1), Some(t(&at("01 20:00"))));
    assert_eq!(met(&record.state, "daily", 2), None, "nothing went on the second day");
}

#[test]
fn a_first_batch_that_is_struck_leaves_the_meeting_to_the_next_one() {
    let plan = pack("cn-b2c");
    let mut record = leaked(&plan);
    let notice = ("customer_notice", "");
    tell(&mut record, &plan, notice, ("01 10:00", "app,email"), "01 15:00").expect("told");
    let first = tell(&mut record, &plan, notice, ("01 11:00", "sms"), "01 15:00").expect("told");
    tell(&mut record, &plan, notice, ("01 13:00", "sms"), "01 15:00").expect("told");
    assert_eq!(met(&record.state, "customers_identity", 1), Some(t(&at("01 11:00"))));
    let position = first.to_string();
    let strike = [("event", position.as_str()), ("reason", "it never went")];
    record.say(&plan, "customer_lead", "strike", &strike, t(&at("01 15:30"))).expect("struck");
    assert_eq!(met(&record.state, "customers_identity", 1), Some(t(&at("01 13:00"))));
}

#[test]
fn a_part_of_a_text_that_was_passed_then_is_told_although_another_is_passed_now() {
    let plan = pack("cn-b2c");
    let mut record = leaked(&plan);
    let notice = "customer_notice";
    passed(&mut record, &plan, notice, OTHER, "01 12:00");
    for (text, clock) in [(TEXT, "01 10:00"), ("", "01 10:10")] {
        tell(&mut record, &plan, (notice, text), (clock, "email"), "01 13:00").expect("told");
        assert_eq!(record.state.notices[notice].sent.last().expect("said").digest, TEXT, "{clock}");
    }
    let late = tell(&mut record, &plan, (notice, TEXT), ("01 12:30", "sms"), "01 13:00");
    assert!(matches!(late, Err(Refusal::NotPassed { .. })), "another text was passed by then: {late:?}");
    let early = tell(&mut record, &plan, (notice, OTHER), ("01 11:00", "sms"), "01 13:00");
    assert!(matches!(early, Err(Refusal::ToldBeforePassed { .. })), "{early:?}");
}

#[test]
fn a_part_that_went_before_the_duty_began_is_none_of_it() {
    let (plan, _) = daily();
    let mut record = given(&plan).opened(&at("01 08:00")).record();
    passed(&mut record, &plan, "letter", TEXT, "01 08:01");
    tell(&mut record, &plan, ("letter", ""), ("01 08:30", "email"), "01 08:30").expect("told");
    let warn = [("reason", "watch")];
    record.say(&plan, "commander", "warn", &warn, t(&at("01 09:00"))).expect("begun");
    tell(&mut record, &plan, ("letter", ""), ("01 09:30", "sms"), "01 09:30").expect("told");
    assert_eq!(met(&record.state, "daily", 1), None, "by e-mail nothing went since it began");
    tell(&mut record, &plan, ("letter", ""), ("01 09:40", "email"), "01 09:40").expect("told");
    assert_eq!(met(&record.state, "daily", 1), Some(t(&at("01 09:40"))));
}

/// The warning is written down at `now` and told to have begun at `told`.
fn warned(record: &mut Record, plan: &Plan, told: &str, now: &str) {
    let command = incident::Command::Warn { reason: "watch".to_owned(), grade: None };
    let (who, told, now) = (testkit::actor("commander"), t(&at(told)), t(&at(now)));
    let events = incident::decide_told(&record.state, &command, plan, &who, Some(told), now).expect("warned");
    for event in events {
        let (position, actor) = (record.state.version + 1, who.clone());
        let event = incident::Recorded { event, position, occurred_at: told, recorded_at: now, actor };
        incident::apply(&mut record.state, &event);
        record.events.push(event);
    }
}

#[test]
fn a_whole_that_was_told_before_the_duty_was_on_record_does_not_meet_it_and_parts_do_not_borrow_from_it() {
    let (plan, _) = daily();
    let mut record = given(&plan).opened(&at("01 08:00")).record();
    passed(&mut record, &plan, "letter", TEXT, "01 08:01");
    tell(&mut record, &plan, ("letter", ""), ("01 09:30", ""), "01 09:30").expect("told");
    warned(&mut record, &plan, "01 09:00", "01 10:00");
    tell(&mut record, &plan, ("letter", ""), ("01 10:30", "email"), "01 10:30").expect("told");
    assert_eq!(met(&record.state, "daily", 1), None, "the whole told before is of what ran then");
    tell(&mut record, &plan, ("letter", ""), ("01 11:00", ""), "01 11:00").expect("told");
    assert_eq!(met(&record.state, "daily", 1), Some(t(&at("01 11:00"))));
}

#[test]
fn what_goes_in_a_later_term_meets_no_earlier_one() {
    let (plan, mut record) = daily();
    tell(&mut record, &plan, ("letter", ""), ("03 09:30", ""), "03 10:00").expect("told");
    let met = [1, 2, 3].map(|number| met(&record.state, "daily", number));
    assert_eq!(met, [None, None, Some(t(&at("03 09:30")))], "those missed stay missed");
}

#[test]
fn which_ways_went_is_told_of_each_term_for_itself() {
    let (plan, mut record) = daily();
    for word in [("01 10:00", "email"), ("01 10:10", "sms"), ("02 10:00", "sms")] {
        tell(&mut record, &plan, ("letter", ""), word, "02 11:00").expect("told");
    }
    let told = |number: u32| {
        let clock = record.state.clocks_of("daily").find(|clock| clock.id.number == number).expect("it runs");
        let ways = incident::ways_told(&record.state, &plan.notices[0], clock);
        ways.into_iter().map(|(_, told)| told.map(|told| told.at)).collect::<Vec<_>>()
    };
    let [first, second] = [told(1), told(2)];
    let moment = |clock: &str| Some(t(&at(clock)));
    assert_eq!(first, [moment("01 10:10"), moment("01 10:00")]);
    assert_eq!(second, [moment("02 10:00"), None]);
}

#[test]
fn what_was_done_in_a_term_that_is_over_meets_that_term() {
    let (mut plan, _) = daily();
    plan.obligations[0].met_by = MetBy::Attested;
    let begun = given(&plan).opened(&at("01 09:00"));
    let mut record = begun.and("commander", "warn", &[("reason", "watch")], &at("01 09:00")).record();
    let when = at("01 20:00");
    let done = [("obligation", "daily"), ("at", when.as_str())];
    record.say(&plan, "technical_lead", "met", &done, t(&at("03 10:00"))).expect("met");
    assert_eq!(met(&record.state, "daily", 1), Some(t(&at("01 20:00"))));
    assert_eq!(met(&record.state, "daily", 3), None, "and not the one that runs");
}
