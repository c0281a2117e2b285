//! The first report's half hour: from the happening where that is known in time, else from knowledge, with the lateness.
#![expect(clippy::panic, reason = "a test fails by panicking")]

use incident::event::Cause;
use incident::event::obligation::{LateFrom, Rescheduled};
use incident::{Event, Picture, State};
use testkit::{Given, given, pack, sample_plan, t};

const SHA: (&str, &str) = ("sha256", "00000000000000000000000000000000000000000000000000000000000000aa");

fn at(clock: &str) -> String {
    format!("2026-03-01T{clock}+08:00")
}

/// Known at 08:55, opened at 09:00, nobody knows yet when it happened.
fn known_only(plan: &plan::Plan) -> Given<'_> {
    let words = [("title", "a leak"), ("known", "2026-03-01T08:55")];
    given(plan).and("duty_manager", "open", &words, &at("09:00"))
}

fn late_from(state: &State) -> Option<LateFrom> {
    let clock = state.clocks_of("first_report").next_back();
    clock.unwrap_or_else(|| panic!("the first report has a clock")).schedule.late_from.clone()
}

fn rescheduled(event: &Event) -> Option<&Rescheduled> {
    match event {
        Event::ClockRescheduled(moved) if moved.clock.obligation == "first_report" => Some(moved),
        _ => None,
    }
}

#[test]
fn a_happening_told_in_time_moves_the_due_time_earlier() {
    for plan in [sample_plan(), pack("cn-b2c")] {
        let story = known_only(&plan).when_fact("happened", "2026-03-01T08:45", &at("09:10"));
        let then = story.then().and_events(1, |event| {
            rescheduled(event).is_some_and(|moved| {
                moved.old_due == t(&at("09:25"))
                    && moved.cause == Cause::Fact("happened".to_owned())
                    && moved.schedule.start == "fact happened"
            })
        });
        let then = then.and_due("first_report", &at("09:15"));
        then.and_state(|state| assert_eq!(late_from(state), None));
    }
}

#[test]
fn a_happening_whose_half_hour_has_passed_leaves_the_due_time_and_says_how_late_it_is() {
    for plan in [sample_plan(), pack("cn-b2c")] {
        // Half past eight and half an hour is after 08:55, but before anybody could have known at 09:10.
        let story = known_only(&plan).when_fact("happened", "2026-03-01T08:30", &at("09:10"));
        let then = story.then().and_events(1, |event| {
            rescheduled(event).is_some_and(|moved| {
                moved.cause == Cause::Fact("happened".to_owned()) && moved.old_due == moved.schedule.due
            })
        });
        let then = then.and_due("first_report", &at("09:25"));
        let then = then.and_state(|state| {
            let late = late_from(state).unwrap_or_else(|| panic!("the lateness is said"));
            assert_eq!((late.from, late.due, late.behind), (t(&at("08:30")), t(&at("09:00")), 55 * 60));
        });
        // It is told once, and time passing does not tell it again.
        let then = then.goes_on().when_time_is(&at("09:20")).then();
        let _ = then.and_events(0, |event| rescheduled(event).is_some());
    }
}

#[test]
fn the_second_at_which_the_half_hour_ends_counts_as_passed() {
    let plan = sample_plan();
    let edge = |told: &str| {
        known_only(&plan).when_fact("happened", "2026-03-01T08:40:00", told).then().and_due(
            "first_report",
            // 08:40 + 30 min is 09:10: still ahead at 09:09:59, run out at 09:10:00.
            if told == at("09:09:59") { "2026-03-01T09:10:00+08:00" } else { "2026-03-01T09:25:00+08:00" },
        )
    };
    let _ = edge(&at("09:09:59"));
    let _ = edge(&at("09:10:00"));
}

#[test]
fn a_warning_or_miss_that_was_told_is_not_told_again_when_only_the_lateness_is_new() {
    let plan = sample_plan();
    let then = known_only(&plan).when_time_is(&at("09:30")).then();
    let missed = |event: &Event| matches!(event, Event::ClockMissed(missed) if missed.clock.obligation == "first_report");
    let then = then.and_events(1, missed);
    let then = then.goes_on().when_fact("happened", "2026-03-01T08:00", &at("09:40")).then();
    let then = then.and_events(0, missed).and_events(1, |event| rescheduled(event).is_some());
    then.and_state(|state| assert_eq!(late_from(state).map(|late| late.behind), Some(85 * 60)));
}

#[test]
fn a_happening_after_knowledge_is_a_conflict_and_gives_no_clock_more_time() {
    for plan in [sample_plan(), pack("cn-b2c")] {
        // Ten past nine cannot be when it happened if it was known at 08:55.
        let then = known_only(&plan).when_fact("happened", "2026-03-01T09:10", &at("09:12")).then();
        let then = then.and_due("first_report", &at("09:25"));
        let record = then.goes_on().record();
        let picture = Picture::of(&record.state, &plan, t(&at("09:12")));
        let slot = plan.catalogue.slot("happened").unwrap_or_else(|| panic!("a fact of the catalogue"));
        let happened = &picture.facts[slot];
        assert!(happened.after_known);
        let pairs: Vec<(u64, u64)> =
            happened.conflicts.iter().map(|pair| (pair.stands, pair.against)).collect();
        let last = record.state.standing("happened").next_back().map(|statement| statement.position);
        let known = record.state.standing("known").next_back().map(|statement| statement.position);
        assert!(pairs.contains(&(known.unwrap_or(0), last.unwrap_or(0))), "{pairs:?}");
    }
}

#[test]
fn when_knowledge_is_corrected_the_conflict_is_gone_and_the_clock_runs_from_the_happening() {
    let plan = sample_plan();
    let story = known_only(&plan).fact("happened", "2026-03-01T09:10", &at("09:12"));
    let story =
        story.and("technical_lead", "evidence", &[("name", "mail"), SHA, ("size", "1")], &at("09:13"));
    let words = [("fact", "known"), ("value", "2026-03-01T09:12"), ("evidence", "E-1")];
    let then = story.when("duty_manager", "fact", &words, &at("09:14")).then();
    let _ = then.and_due("first_report", &at("09:40"));
}
