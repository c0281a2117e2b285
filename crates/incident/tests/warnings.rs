//! Stories of a warning: proposed, opened, renewed, watched, lifted.
#![expect(clippy::panic, reason = "a test fails by panicking")]

use incident::event::warning::Outcome;
use incident::state::ClockStatus;
use incident::{Event, State};
use testkit::{given, sample_plan};

fn status(state: &State, obligation: &str) -> ClockStatus {
    state.clocks_of(obligation).next_back().unwrap_or_else(|| panic!("{obligation} has no clock")).status
}

fn at(clock: &str) -> String {
    format!("2026-03-01T{clock}+08:00")
}

#[test]
fn unusual_rights_propose_a_warning_and_start_nothing() {
    let plan = sample_plan();
    let story = given(&plan).opened(&at("09:00")).fact("records", "10", &at("09:00"));
    story.when_fact("unusual_rights", "yes", &at("09:01")).then_state(|state| {
        let proposal = state.proposals.last().expect("proposed");
        assert_eq!((proposal.trigger.as_str(), proposal.outcome), ("unusual", Outcome::Waits));
        assert!(!state.is_in(plan::State::Warning));
    });
}

#[test]
fn a_warning_runs_hourly_reports_and_a_decision_at_twelve_hours() {
    let plan = sample_plan();
    let story =
        given(&plan).opened(&at("08:00")).when("commander", "warn", &[("reason", "odd")], &at("09:00"));
    let then = story.then().and_due("hourly", &at("10:00")).and_due("warning_decision", &at("21:00"));
    let then = then.goes_on().when("technical_lead", "met", &[("obligation", "hourly")], &at("09:40")).then();
    let then = then.and_due("hourly", &at("11:00"));
    let then = then.goes_on().when_time_is(&at("14:30")).then().and_due("hourly", &at("15:00"));
    then.and_state(|state| {
        let missed = state.clocks_of("hourly").filter(|clock| clock.missed.is_some()).count();
        assert_eq!(missed, 4, "11:00, 12:00, 13:00 and 14:00 passed unmet");
    });
}

#[test]
fn a_warning_without_decision_pages_the_command_and_never_expires_silently() {
    let plan = sample_plan();
    let story =
        given(&plan).opened(&at("08:00")).and("commander", "warn", &[("reason", "odd")], &at("09:00"));
    let then = story.when_time_is(&at("21:01")).then();
    let then = then.and_events(1, |event| {
        matches!(event, Event::RolePaged(paged)
            if paged.clock.as_ref().is_some_and(|clock| clock.obligation == "warning_decision"))
    });
    then.and_state(|state| {
        assert!(state.is_in(plan::State::Warning));
        assert_eq!(status(state, "warning_decision"), ClockStatus::Running);
    });
}

#[test]
fn a_renewed_warning_has_another_twelve_hours() {
    let plan = sample_plan();
    let story =
        given(&plan).opened(&at("08:00")).and("commander", "warn", &[("reason", "odd")], &at("09:00"));
    let then = story.when("commander", "renew", &[("reason", "still odd")], &at("20:00")).then();
    let _ = then.and_due("warning_decision", "2026-03-02T08:00+08:00");
}

#[test]
fn watching_ends_the_hourly_duty_and_keeps_the_lifting_gate() {
    let plan = sample_plan();
    let story =
        given(&plan).opened(&at("08:00")).and("commander", "warn", &[("reason", "odd")], &at("09:00"));
    let then = story.when("commander", "watch", &[("reason", "quiet")], &at("20:00")).then_state(|state| {
        assert!(state.is_in(plan::State::Watch) && !state.is_in(plan::State::Warning));
        assert!(state.clocks_of("hourly").all(|clock| !clock.is_open()));
    });
    let words = [("gate", "lift_warning"), ("reason", "quiet")];
    let story = then.goes_on().when("technical_lead", "gate.propose", &words, &at("21:00"));
    story.then_refused("incident-gate-unknown");
}

#[test]
fn a_warning_is_lifted_only_when_all_holds_and_weekly_checks_follow() {
    let plan = sample_plan();
    let story =
        given(&plan).opened(&at("08:00")).and("commander", "warn", &[("reason", "odd")], &at("09:00"));
    let story = story.fact("hole_closed", "yes", &at("10:00")).fact("mood", "falling", &at("10:00"));
    let story = story.fact("attack_free_since", "2026-03-01T10:00", &at("10:01"));
    let propose = [("gate", "lift_warning"), ("reason", "all quiet for three days")];
    let early = story.when("technical_lead", "gate.propose", &propose, "2026-03-04T09:59+08:00");
    early.then_refused("incident-gate-not-met");

    let story =
        given(&plan).opened(&at("08:00")).and("commander", "warn", &[("reason", "odd")], &at("09:00"));
    let story = story.fact("hole_closed", "yes", &at("10:00")).fact("mood", "falling", &at("10:00"));
    let story = story.fact("attack_free_since", "2026-03-01T10:00", &at("10:01"));
    let gate = [("gate", "lift_warning")];
    let on = "2026-03-04T10:00+08:00";
    let story = story.and("technical_lead", "gate.propose", &propose, on);
    let then = story.when("commander", "gate.approve", &gate, on);
    let refusal = then.then_refused("incident-review-missing");
    assert!(refusal.to_string().contains("legal_lead"));
}

#[test]
fn a_lifted_warning_is_checked_weekly_for_thirty_days() {
    let plan = sample_plan();
    let story =
        given(&plan).opened(&at("08:00")).and("commander", "warn", &[("reason", "odd")], &at("09:00"));
    let story = story.fact("hole_closed", "yes", &at("10:00")).fact("mood", "falling", &at("10:00"));
    let story = story.fact("attack_free_since", "2026-03-01T10:00", &at("10:01"));
    let gate = [("gate", "lift_warning")];
    let on = "2026-03-04T10:00+08:00";
    let story = story.and("technical_lead", "gate.propose", &[gate[0], ("reason", "quiet")], on);
    let story = story.and("legal_lead", "gate.review", &gate, on);
    let then = story.when("commander", "gate.approve", &gate, on).then_state(|state| {
        assert!(!state.is_in(plan::State::Warning));
        assert!(state.is_in(plan::State::AfterCare));
    });
    let then = then.and_due("weekly", "2026-03-11T10:00+08:00");
    then.goes_on().when_time_is("2026-06-01T10:00+08:00").then_state(|state| {
        assert_eq!(state.clocks_of("weekly").count(), 4, "a fifth would lie beyond thirty days");
    });
}

#[test]
fn a_proposal_lapses_when_what_it_rests_on_changes() {
    let plan = sample_plan();
    let story =
        given(&plan).opened(&at("08:00")).and("commander", "warn", &[("reason", "odd")], &at("09:00"));
    let story = story.fact("hole_closed", "yes", &at("10:00")).fact("mood", "falling", &at("10:00"));
    let story = story.fact("attack_free_since", "2026-03-01T10:00", &at("10:01"));
    let gate = [("gate", "lift_warning")];
    let on = "2026-03-04T10:00+08:00";
    let story = story.and("technical_lead", "gate.propose", &[gate[0], ("reason", "quiet")], on);
    let story = story.and("legal_lead", "gate.review", &gate, on);
    let story = story.fact("mood", "rising", "2026-03-04T10:05+08:00");
    story
        .when("commander", "gate.approve", &gate, "2026-03-04T10:06+08:00")
        .then_refused("incident-not-proposed");
}
