//! Stories of single clocks.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
use clocks::{Moment, choose, due, occurrence, soon};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use plan::Term;

fn t(text: &str) -> Timestamp {
    text.parse().unwrap()
}
fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}
const HALF_HOUR: Term = Term { seconds: 1800, months: 0 };

fn first_report(happened: Option<&str>, known: &str) -> clocks::Chosen {
    let starts = [
        Moment { at: happened.map(t), latest: None, unless_past: true, told: None, doubted: false },
        Moment { at: Some(t(known)), latest: None, unless_past: false, told: None, doubted: false },
    ];
    choose(&starts, HALF_HOUR, t(known), &zone("Asia/Shanghai")).unwrap().unwrap()
}

#[test]
fn the_first_report_runs_from_the_happening_when_that_is_known_in_time() {
    let chosen = first_report(Some("2026-03-01T01:00:00Z"), "2026-03-01T01:10:00Z");
    assert_eq!((chosen.index, chosen.due), (0, t("2026-03-01T01:30:00Z")));
    assert_eq!(chosen.lateness, None);
}

#[test]
fn an_unknown_happening_leaves_half_an_hour_from_knowledge() {
    let chosen = first_report(None, "2026-03-01T01:10:00Z");
    assert_eq!((chosen.index, chosen.due), (1, t("2026-03-01T01:40:00Z")));
    assert_eq!(chosen.lateness, None);
}

#[test]
fn a_happening_long_past_falls_back_to_knowledge_and_says_how_late_it_is() {
    let chosen = first_report(Some("2026-02-20T00:00:00Z"), "2026-03-01T01:10:00Z");
    assert_eq!((chosen.index, chosen.due), (1, t("2026-03-01T01:40:00Z")));
    let lateness = chosen.lateness.unwrap();
    assert_eq!(lateness.due, t("2026-02-20T00:30:00Z"));
    assert_eq!(lateness.behind.as_secs(), (9 * 24 * 60 + 100) * 60);
}

#[test]
fn a_term_that_ends_at_the_very_moment_of_knowledge_has_run_out() {
    assert_eq!(first_report(Some("2026-03-01T01:00:00Z"), "2026-03-01T01:30:00Z").index, 1);
    assert_eq!(first_report(Some("2026-03-01T01:00:01Z"), "2026-03-01T01:30:00Z").index, 0);
}

#[test]
fn a_duty_whose_only_start_is_past_keeps_its_clock() {
    let starts = [Moment {
        at: Some(t("2026-01-01T00:00:00Z")),
        latest: None,
        unless_past: true,
        told: None,
        doubted: false,
    }];
    let chosen = choose(&starts, HALF_HOUR, t("2026-03-01T00:00:00Z"), &TimeZone::UTC).unwrap().unwrap();
    assert_eq!(chosen.due, t("2026-01-01T00:30:00Z"));
}

#[test]
fn only_a_start_marked_for_it_is_skipped_when_its_term_has_run_out() {
    let plain =
        |at: &str| Moment { at: Some(t(at)), latest: None, unless_past: false, told: None, doubted: false };
    let starts = [plain("2026-01-01T00:00:00Z"), plain("2026-03-01T00:00:00Z")];
    let chosen = choose(&starts, HALF_HOUR, t("2026-03-01T00:00:00Z"), &TimeZone::UTC).unwrap().unwrap();
    assert_eq!((chosen.index, chosen.due, chosen.lateness), (0, t("2026-01-01T00:30:00Z"), None));
}

#[test]
fn a_doubted_start_counts_only_when_nothing_else_does() {
    let known = "2026-03-01T00:00:00Z";
    let doubted = Moment {
        at: Some(t("2026-03-01T00:10:00Z")),
        latest: None,
        unless_past: true,
        told: None,
        doubted: true,
    };
    let plain = Moment { at: Some(t(known)), latest: None, unless_past: false, told: None, doubted: false };
    let choose = |starts: &[Moment]| choose(starts, HALF_HOUR, t(known), &TimeZone::UTC).unwrap().unwrap();
    assert_eq!(choose(&[doubted, plain]).due, t("2026-03-01T00:30:00Z"));
    assert_eq!(choose(&[doubted]).due, t("2026-03-01T00:40:00Z"), "a duty never loses its clock");
    let past = Moment {
        at: Some(t("2026-01-01T00:00:00Z")),
        latest: None,
        unless_past: true,
        told: None,
        doubted: false,
    };
    assert_eq!(choose(&[doubted, past]).due, t("2026-01-01T00:30:00Z"), "the stricter of the two");
}

#[test]
fn what_was_told_before_the_case_was_known_is_judged_by_knowledge() {
    let known = "2026-03-01T02:00:00Z";
    let happened = Moment {
        at: Some(t("2026-03-01T01:00:00Z")),
        latest: None,
        unless_past: true,
        told: Some(t("2026-03-01T01:20:00Z")),
        doubted: false,
    };
    let plain = Moment { at: Some(t(known)), latest: None, unless_past: false, told: None, doubted: false };
    let chosen = choose(&[happened, plain], HALF_HOUR, t(known), &TimeZone::UTC).unwrap().unwrap();
    assert_eq!((chosen.index, chosen.due), (1, t("2026-03-01T02:30:00Z")));
}

/// A start of which only bounds are known; one marked to be skipped where it is past.
fn bounded(earliest: Option<&str>, latest: &str, unless_past: bool) -> Moment {
    Moment { at: earliest.map(t), latest: Some(t(latest)), unless_past, told: None, doubted: false }
}

#[test]
fn a_start_known_to_be_no_later_than_a_moment_makes_nothing_due_later_and_may_make_it_due_earlier() {
    let opened = Moment {
        at: Some(t("2026-03-01T01:30:00Z")),
        latest: None,
        unless_past: false,
        told: None,
        doubted: false,
    };
    let chosen = |latest: &str| {
        let starts = [bounded(None, latest, false), opened];
        let chosen = choose(&starts, HALF_HOUR, t("2026-03-01T01:30:00Z"), &TimeZone::UTC).unwrap().unwrap();
        (chosen.index, chosen.due)
    };
    assert_eq!(chosen("2026-03-01T01:00:00Z"), (0, t("2026-03-01T01:30:00Z")));
    assert_eq!(chosen("2026-03-01T05:00:00Z"), (1, t("2026-03-01T02:00:00Z")));
    let tie = chosen("2026-03-01T01:30:00Z");
    assert_eq!(
        tie,
        (1, t("2026-03-01T02:00:00Z")),
        "of two that say the same, the one that is certain is shown"
    );
}

#[test]
fn a_happening_of_which_only_a_bound_is_past_claims_no_lateness() {
    let known = "2026-03-01T02:00:00Z";
    let plain = Moment { at: Some(t(known)), latest: None, unless_past: false, told: None, doubted: false };
    let starts = [bounded(None, "2026-03-01T01:00:00Z", true), plain];
    let chosen = choose(&starts, HALF_HOUR, t(known), &TimeZone::UTC).unwrap().unwrap();
    assert_eq!((chosen.index, chosen.due, chosen.lateness), (1, t("2026-03-01T02:30:00Z"), None));
}

#[test]
fn a_happening_that_may_be_past_or_not_is_due_from_the_latest_it_can_have_been() {
    let known = "2026-03-01T02:00:00Z";
    let plain = Moment { at: Some(t(known)), latest: None, unless_past: false, told: None, doubted: false };
    let starts = [bounded(Some("2026-03-01T00:00:00Z"), "2026-03-01T01:45:00Z", true), plain];
    let chosen = choose(&starts, HALF_HOUR, t(known), &TimeZone::UTC).unwrap().unwrap();
    assert_eq!((chosen.index, chosen.due, chosen.lateness), (0, t("2026-03-01T02:15:00Z"), None));
}

#[test]
fn nothing_told_means_no_clock_yet() {
    let starts = [Moment { at: None, latest: None, unless_past: false, told: None, doubted: false }];
    assert_eq!(choose(&starts, HALF_HOUR, t("2026-03-01T00:00:00Z"), &TimeZone::UTC).unwrap(), None);
}

#[test]
fn six_monthly_calls_from_the_end_of_january_keep_to_the_ends_of_months() {
    let month = Term { seconds: 0, months: 1 };
    let start = t("2026-01-31T15:00:00+08:00");
    let days: Vec<String> = (0..6)
        .map(|n| occurrence(start, month, month, n, &zone("Asia/Shanghai")).unwrap())
        .map(|due| due.to_zoned(zone("Asia/Shanghai")).date().to_string())
        .collect();
    assert_eq!(days, ["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31"]);
}

#[test]
fn twenty_four_hours_stay_twenty_four_hours_when_the_clocks_change() {
    let day = Term { seconds: 86_400, months: 0 };
    let from = t("2026-03-28T12:00:00+01:00");
    assert_eq!(due(from, day, &zone("Europe/Berlin")).unwrap(), t("2026-03-29T13:00:00+02:00"));
}

#[test]
fn a_month_over_a_change_of_clocks_keeps_the_time_of_day() {
    let month = Term { seconds: 0, months: 1 };
    let from = t("2026-03-15T12:00:00+01:00");
    assert_eq!(due(from, month, &zone("Europe/Berlin")).unwrap(), t("2026-04-15T12:00:00+02:00"));
}

#[test]
fn soon_is_the_last_hour_or_the_last_half_whichever_is_less() {
    let start = t("2026-03-01T00:00:00Z");
    assert_eq!(soon(start, t("2026-03-01T00:30:00Z")), t("2026-03-01T00:15:00Z"));
    assert_eq!(soon(start, t("2026-03-02T00:00:00Z")), t("2026-03-01T23:00:00Z"));
    assert_eq!(soon(start, start), start);
}

#[test]
fn a_term_beyond_the_calendar_is_a_fault_that_says_so() {
    let endless = Term { seconds: i64::MAX, months: 0 };
    let fault = due(Timestamp::UNIX_EPOCH, endless, &TimeZone::UTC).unwrap_err();
    assert_eq!(fault.message().key(), "clocks-out-of-range");
    assert!(fault.to_string().contains("9999"), "{fault}");
    let hostile = occurrence(Timestamp::UNIX_EPOCH, endless, endless, u32::MAX, &TimeZone::UTC);
    assert!(hostile.is_err());
}
