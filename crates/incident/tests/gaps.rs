//! Long gaps, dates in the wrong century, and plans that never come to rest: bounded, told, nothing lost.
#![expect(clippy::panic, reason = "a test fails by panicking")]

use std::time::Instant;

use incident::state::ClockStatus;
use incident::{Command, Event, Refusal};
use jiff::{SignedDuration, Timestamp};
use plan::{LevelRule, Origin, Start, StartAt, TextKey, Until};
use testkit::{Record, actor, builder, expression, given, sample_plan, t};

const NINE: &str = "2026-03-01T09:00+08:00";

fn hours(from: Timestamp, hours: i64) -> Timestamp {
    from.checked_add(SignedDuration::from_hours(hours)).unwrap_or_else(|_| panic!("in range"))
}

fn warned(plan: &plan::Plan) -> Record {
    given(plan).opened(NINE).and("commander", "warn", &[("reason", "odd")], NINE).record()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "how long it takes is what this test is about")]
fn a_year_without_anybody_keeps_every_missed_hour_as_an_event_of_its_own() {
    let plan = sample_plan();
    let mut record = warned(&plan);
    let end = hours(t(NINE), 365 * 24);
    let begin = Instant::now();
    let events =
        record.act(&plan, "duty_manager", &Command::Tick, end).unwrap_or_else(|fault| panic!("{fault}"));
    // Linear in the hours: some tens of milliseconds in a release build, and never minutes anywhere.
    assert!(begin.elapsed().as_secs() < 30, "{:?}", begin.elapsed());
    let missed: Vec<Timestamp> = events
        .iter()
        .filter_map(|event| match event {
            Event::ClockMissed(missed) if missed.clock.obligation == "hourly" => Some(missed.due),
            _ => None,
        })
        .collect();
    let expected: Vec<Timestamp> = (1..365 * 24).map(|hour| hours(t(NINE), hour)).collect();
    assert_eq!(missed, expected, "each hour once, in order; the last is due this very moment");
    let warnings = events
        .iter()
        .filter(|event| matches!(event, Event::ClockWarned(warned) if warned.clock.obligation == "hourly"));
    assert_eq!(warnings.count(), 365 * 24);
    let again = record.act(&plan, "duty_manager", &Command::Tick, end);
    assert_eq!(again.unwrap_or_else(|fault| panic!("{fault}")), Vec::new());
}

#[test]
fn a_gap_too_long_for_one_act_is_caught_up_piece_by_piece_and_other_acts_wait() {
    let mut plan = sample_plan();
    for obligation in plan.obligations.iter_mut().filter(|item| item.id == "hourly") {
        obligation.term = builder::seconds(60);
        obligation.repeats = Some(plan::Repeat { every: builder::seconds(60), until: Until::States });
    }
    let mut record = warned(&plan);
    let end = hours(t(NINE), 24 * 14);
    let words = [("fact", "records"), ("value", "479")];
    let refused = record.say(&plan, "technical_lead", "fact", &words, end);
    assert!(
        matches!(&refused, Err(Refusal::TooMany { obligation, .. }) if obligation == "hourly"),
        "{refused:?}"
    );
    let mut ticks = 0;
    while !record
        .act(&plan, "duty_manager", &Command::Tick, end)
        .unwrap_or_else(|fault| panic!("{fault}"))
        .is_empty()
    {
        ticks += 1;
        assert!(ticks < 10, "it comes to its end");
    }
    assert!(ticks > 1);
    let minutes = 14 * 24 * 60;
    let missed = record.state.clocks_of("hourly").filter(|clock| clock.missed.is_some()).count();
    assert_eq!(missed, minutes - 1, "nothing is lost; the last minute is due this very moment");
    record.say(&plan, "technical_lead", "fact", &words, end).unwrap_or_else(|fault| panic!("{fault}"));
}

#[test]
fn a_duty_that_began_long_ago_is_laid_out_at_once_and_a_date_in_the_wrong_century_is_refused() {
    let mut plan = sample_plan();
    let known = plan.catalogue.slot("known").unwrap_or_else(|| panic!("a fact of the sample"));
    let start = Start { at: StartAt::Fact(known), unless_past: false, note: None };
    let hour = builder::seconds(3_600);
    plan.obligations.push(builder::every(
        builder::obligation("since_known", vec![start], hour),
        hour,
        Until::States,
    ));
    let mut record = given(&plan).opened(NINE).record();
    let wrong = [("fact", "known"), ("value", "1976-03-01T09:00")];
    let refused = record.say(&plan, "technical_lead", "fact", &wrong, t(NINE));
    let refusal = refused.expect_err("fifty years of hours");
    assert_eq!(refusal.message().key(), "incident-too-many");
    assert!(refusal.to_string().contains("since_known"), "{refusal}");
    let words = [("fact", "known"), ("value", "2026-02-15T09:00")];
    record.say(&plan, "technical_lead", "fact", &words, t(NINE)).unwrap_or_else(|fault| panic!("{fault}"));
    let open = record.state.clocks_of("since_known").filter(|clock| clock.status == ClockStatus::Running);
    assert_eq!(open.count(), 14 * 24, "more than sixty-four rounds' worth, all laid");
}

/// Two scales, each of which answers by the other: none ever comes to rest.
fn chasing() -> plan::Plan {
    let mut plan = sample_plan();
    let rule = |id: &str, when: &str| LevelRule {
        id: id.to_owned(),
        level: 1,
        when: expression(when, &plan.catalogue.schema),
        reason: TextKey(id.to_owned()),
        not_monotone: None,
        origin: Origin::default(),
    };
    let up = rule("up", r#"systems_back && level(warning) at least "heavier""#);
    let down = rule("down", r#"systems_back && !(level(response) at least "2")"#);
    plan.scales[0].rules = vec![up];
    plan.scales[1].rules = vec![down];
    plan
}

#[test]
fn items_that_chase_each_other_are_refused_by_name_and_nothing_changes() {
    let plan = chasing();
    // While it is unknown both stand at "at least 1, perhaps 2", which is true; once it is told they chase each other.
    let mut record = given(&plan).opened(NINE).fact("systems_back", "no", NINE).record();
    let before = record.state.clone();
    let words = [("fact", "systems_back"), ("value", "yes")];
    let refusal = record.say(&plan, "technical_lead", "fact", &words, t(NINE)).expect_err("no rest");
    let Refusal::ChasesItself { items } = &refusal else { panic!("{refusal:?}") };
    assert!(items.contains("scale response") && items.contains("scale warning"), "{items}");
    assert!(!items.contains("gate"), "{items}");
    assert_eq!(refusal.message().key(), "incident-chases-itself");
    assert_eq!(record.state, before);
    // Elsewhere the case goes on.
    let tick = record.act(&plan, &actor("duty_manager").role, &Command::Tick, hours(t(NINE), 1));
    assert!(tick.is_ok(), "{tick:?}");
}
