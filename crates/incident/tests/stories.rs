//! Stories of a case: what happened, what was asked, what came of it.
#![expect(clippy::panic, reason = "a test fails by panicking")]

use expr::Known;
use incident::event::obligation::ClockId;
use incident::state::ClockStatus;
use incident::{Event, Picture, Refusal, State};
use testkit::{Given, When, given, sample_plan, t};

const SHA: (&str, &str) = ("sha256", "00000000000000000000000000000000000000000000000000000000000000aa");

fn level(state: &State) -> (String, String) {
    let level = &state.levels["response"];
    (level.certain.level.clone(), level.possible.level.clone())
}

fn status(state: &State, obligation: &str) -> ClockStatus {
    state.clocks_of(obligation).next_back().unwrap_or_else(|| panic!("{obligation} has no clock")).status
}

fn at(clock: &str) -> String {
    format!("2026-03-01T{clock}+08:00")
}

// --- opening and levels

#[test]
fn a_case_opened_with_nothing_known_is_level_one_for_certain_and_three_possibly() {
    let plan = sample_plan();
    let story = given(&plan).when("duty_manager", "open", &[("title", "a leak")], &at("09:00"));
    story.then_state(|state| {
        assert_eq!(level(state), ("1".to_owned(), "3".to_owned()));
        assert!(state.is_in(plan::State::Assessing));
    });
}

#[test]
fn few_records_without_anything_worse_settle_the_level() {
    let plan = sample_plan();
    let story = given(&plan).opened(&at("09:00")).fact("records", "479", &at("09:01"));
    let story = story.fact("effect", "none", &at("09:02"));
    story.when_fact("reverse_connection", "no", &at("09:03")).then_state(|state| {
        assert_eq!(level(state), ("1".to_owned(), "1".to_owned()));
    });
}

#[test]
fn a_count_over_the_bound_raises_the_level_and_the_change_names_its_evidence() {
    let plan = sample_plan();
    let story = given(&plan).opened(&at("09:00"));
    let story =
        story.and("technical_lead", "evidence", &[("name", "dump"), SHA, ("size", "10")], &at("09:01"));
    let words = [("fact", "records"), ("value", ">=10_000"), ("evidence", "E-1")];
    story.when("technical_lead", "fact", &words, &at("09:02")).then_state(|state| {
        assert_eq!(level(state), ("2".to_owned(), "3".to_owned()));
        let reasons = &state.levels["response"].reasons;
        let many = reasons.iter().find(|reason| reason.rule == "many").expect("the rule is named");
        assert!(many.certain);
        assert_eq!(many.evidence, ["E-1"]);
        assert_eq!(many.parts[0].facts, ["records"]);
    });
}

#[test]
fn full_identity_and_payment_above_a_hundred_thousand_is_the_worst_level() {
    let plan = sample_plan();
    let story = given(&plan).opened(&at("09:00")).fact("records", "120000", &at("09:01"));
    story.when_fact("classes", "identity,payment+", &at("09:02")).then_state(|state| {
        assert_eq!(level(state), ("3".to_owned(), "3".to_owned()));
    });
}

#[test]
fn a_reverse_connection_raises_the_level() {
    let plan = sample_plan();
    let story = given(&plan).opened(&at("09:00")).fact("records", "500", &at("09:01"));
    let story = story.fact("effect", "none", &at("09:02"));
    story.when_fact("reverse_connection", "yes", &at("09:03")).then_state(|state| {
        assert_eq!(level(state), ("2".to_owned(), "2".to_owned()));
    });
}

#[test]
fn until_a_level_is_decided_internal_duties_run_on_the_possible_one() {
    let plan = sample_plan();
    let story = given(&plan).when("duty_manager", "open", &[("title", "a leak")], &at("09:00"));
    let then = story.then_state(|state| {
        let clock = state.clocks_of("leadership_told").next().expect("it runs");
        assert!(clock.presumed);
    });
    let _ = then.and_due("leadership_told", &at("09:15"));
}

#[test]
fn a_decided_level_holds_until_new_facts_overtake_it() {
    let plan = sample_plan();
    let decide = [("level", "1"), ("reason", "a test table")];
    let story = given(&plan).opened(&at("09:00")).and("commander", "decide-level", &decide, &at("09:05"));
    let story = story.fact("records", "5000", &at("09:06"));
    let record = story.record();
    assert_eq!(record.state.levels["response"].running(), (0, 0));
    let mut worse = record.clone();
    let words = [("fact", "records"), ("value", ">=50000"), ("source", "second count")];
    let events = worse.say(&plan, "technical_lead", "fact", &words, t(&at("09:10"))).expect("stated");
    assert!(events.iter().any(|event| matches!(event, Event::LevelDecisionLapsed(_))));
    assert_eq!(worse.state.levels["response"].decided, None);
}

#[test]
fn a_milder_fact_undoes_no_decision_for_more() {
    let plan = sample_plan();
    let story = given(&plan).opened(&at("09:00"));
    let story =
        story.and("technical_lead", "evidence", &[("name", "scan"), SHA, ("size", "1")], &at("09:02"));
    let up = [("level", "3"), ("reason", "worst assumed"), ("evidence", "E-1")];
    let story = story.and("commander", "decide-level", &up, &at("09:05"));
    let story = story.fact("records", "12", &at("09:06")).fact("effect", "none", &at("09:06"));
    let story = story.fact("classes", "contact", &at("09:06")).fact("reverse_connection", "no", &at("09:06"));
    let state = story.record().state;
    assert_eq!(state.levels["response"].running(), (2, 2), "{:?}", state.levels["response"]);
}

#[test]
fn what_its_author_gave_up_does_not_come_back_with_a_weaker_word() {
    let plan = sample_plan();
    let story = given(&plan).opened(&at("09:00")).fact("records", "9000", &at("09:01"));
    let story = story.fact("records", "120000", &at("09:02"));
    let record = story.fact("records", "<=50000", &at("09:03")).record();
    let slot = plan.catalogue.slot("records").expect("a fact of the catalogue");
    let records = Picture::of(&record.state, &plan, t(&at("09:04"))).facts[slot].known;
    assert_eq!(records, Known::Int { lo: 0, hi: 50_000 });
}

#[test]
fn a_level_that_the_facts_rule_out_is_decided_with_evidence_only_and_any_other_for_a_reason() {
    fn decided<'p>(story: Given<'p>, to: &str) -> When<'p> {
        story.when("commander", "decide-level", &[("level", to), ("reason", "so it seems")], &at("09:05"))
    }
    let plan = sample_plan();
    let many = || given(&plan).opened(&at("09:00")).fact("records", ">=20000", &at("09:01"));
    assert_eq!(level(&many().record().state), ("2".to_owned(), "3".to_owned()));
    decided(many(), "1").then_refused("incident-decision-needs-evidence");
    let _ = decided(many(), "2").then();
    let _ = decided(many(), "3").then();
    let few = || {
        let story = given(&plan).opened(&at("09:00")).fact("records", "479", &at("09:01"));
        let story = story.fact("effect", "none", &at("09:02"));
        story.fact("reverse_connection", "no", &at("09:03"))
    };
    assert_eq!(level(&few().record().state), ("1".to_owned(), "1".to_owned()));
    let _ = decided(few(), "1").then();
    decided(few(), "2").then_refused("incident-decision-needs-evidence");
}

#[test]
fn a_response_begins_no_milder_than_what_is_certain() {
    let plan = sample_plan();
    let known = || given(&plan).opened(&at("09:00")).fact("records", ">=20000", &at("09:01"));
    let milder = [("reason", "a leak"), ("level", "1")];
    let declared = known().when("commander", "declare", &milder, &at("09:05"));
    declared.then_refused("incident-decision-needs-evidence");
    let precaution = [("reason", "a leak"), ("level", "3")];
    let _ = known().when("commander", "declare", &precaution, &at("09:05")).then();
}

#[test]
fn a_level_that_goes_down_starts_seven_days_of_watching() {
    let plan = sample_plan();
    let up = [("level", "3"), ("reason", "worst assumed"), ("evidence", "E-1")];
    let down = [("level", "2"), ("reason", "hole closed"), ("evidence", "E-1")];
    let story = given(&plan).opened(&at("09:00"));
    let story =
        story.and("technical_lead", "evidence", &[("name", "scan"), SHA, ("size", "1")], &at("09:02"));
    let story = story.and("commander", "decide-level", &up, &at("09:05"));
    let then = story.when("commander", "decide-level", &down, &at("11:00")).then();
    let _ = then.and_due("watch", "2026-03-08T11:00+08:00");
}

// --- the first report

#[test]
fn the_first_report_runs_half_an_hour_from_the_happening() {
    let plan = sample_plan();
    let words = [("title", "a leak"), ("happened", "2026-03-01T08:50"), ("known", "2026-03-01T08:55")];
    let story = given(&plan).when("duty_manager", "open", &words, &at("09:00"));
    let _ = story.then().and_due("first_report", &at("09:20"));
}

#[test]
fn an_unknown_happening_starts_the_first_report_from_knowledge_with_the_note() {
    let plan = sample_plan();
    let words = [("title", "a leak"), ("known", "2026-03-01T08:55")];
    let story = given(&plan).when("duty_manager", "open", &words, &at("09:00"));
    let then = story.then_state(|state| {
        let clock = state.clocks_of("first_report").next().expect("it runs");
        assert_eq!(clock.schedule.start, "fact known");
        assert_eq!(clock.schedule.note.as_deref(), Some("from_known"));
    });
    let _ = then.and_due("first_report", &at("09:25"));
}

#[test]
fn a_happening_past_its_half_hour_is_said_with_the_lateness() {
    let plan = sample_plan();
    let words = [("title", "a leak"), ("happened", "2026-02-27T08:55"), ("known", "2026-03-01T08:55")];
    let story = given(&plan).when("duty_manager", "open", &words, &at("09:00"));
    let then = story.then_state(|state| {
        let late = state.clocks_of("first_report").next().and_then(|clock| clock.schedule.late_from.clone());
        assert_eq!(late.expect("said").behind, 2 * 86_400 + 1_800);
    });
    let _ = then.and_due("first_report", &at("09:25"));
}

#[test]
fn known_is_the_earlier_of_discovered_and_aware_until_it_is_stated() {
    let plan = sample_plan();
    let story = given(&plan).opened(&at("09:00")).fact("aware", "2026-03-01T08:50", &at("09:01"));
    let then = story.when_fact("discovered", "2026-03-01T08:40", &at("09:02")).then();
    let _ = then.and_due("first_report", &at("09:10"));
}

#[test]
fn correcting_known_needs_evidence() {
    let plan = sample_plan();
    let words = [("title", "a leak"), ("known", "2026-03-01T08:55")];
    let story = given(&plan).and("duty_manager", "open", &words, &at("09:00"));
    let story = story.when_fact("known", "2026-03-01T08:00", &at("09:05"));
    let refusal = story.then_refused("incident-correction-needs-evidence");
    assert!(matches!(refusal, Refusal::CorrectionNeedsEvidence { position: 3, .. }), "{refusal:?}");
}

#[test]
fn correcting_known_with_evidence_moves_every_clock_and_shows_old_and_new() {
    let plan = sample_plan();
    let words = [("title", "a leak"), ("known", "2026-03-01T08:55")];
    let story = given(&plan).and("duty_manager", "open", &words, &at("09:00"));
    let story =
        story.and("technical_lead", "evidence", &[("name", "mail"), SHA, ("size", "1")], &at("09:01"));
    let words = [("fact", "known"), ("value", "2026-03-01T08:30"), ("evidence", "E-1")];
    let then = story.when("technical_lead", "fact", &words, &at("09:05")).then();
    let moved = |event: &Event| match event {
        Event::ClockRescheduled(moved) => {
            assert_eq!(moved.cause, incident::event::Cause::Correction("known".to_owned()));
            assert!(moved.old_due > moved.schedule.due);
            true
        }
        _ => false,
    };
    // The first report and the provisional clock towards customers.
    let then = then.and_events(2, moved).and_due("first_report", &at("09:00"));
    let _ = then.and_due("customers_told", "2026-03-02T08:30+08:00");
}

#[test]
fn a_struck_correction_brings_the_old_clock_back() {
    let plan = sample_plan();
    let words = [("title", "a leak"), ("known", "2026-03-01T08:55")];
    let story = given(&plan).and("duty_manager", "open", &words, &at("09:00"));
    let story =
        story.and("technical_lead", "evidence", &[("name", "mail"), SHA, ("size", "1")], &at("09:01"));
    let words = [("fact", "known"), ("value", "2026-03-01T08:30"), ("evidence", "E-1")];
    let record = story.and("technical_lead", "fact", &words, &at("09:05")).record();
    let correction = record.state.standing("known").next_back().expect("stands").position.to_string();
    let mut record = record;
    let words = [("event", correction.as_str()), ("reason", "another mail"), ("evidence", "E-1")];
    record.say(&plan, "technical_lead", "strike", &words, t(&at("09:06"))).expect("struck");
    let clock = record.state.clocks_of("first_report").next_back().expect("runs");
    assert_eq!(clock.schedule.due, t(&at("09:25")));
}

#[test]
fn a_known_time_in_the_future_is_refused() {
    let plan = sample_plan();
    let words = [("title", "a leak"), ("known", "2026-03-02T08:55")];
    given(&plan).when("duty_manager", "open", &words, &at("09:00")).then_refused("incident-in-future");
}

#[test]
fn a_report_met_does_not_meet_another_and_the_formal_one_runs_from_its_filing() {
    let plan = sample_plan();
    let words = [("title", "a leak"), ("known", "2026-03-01T08:55")];
    let story = given(&plan).and("duty_manager", "open", &words, &at("09:00"));
    let then = story.when("legal_lead", "file", &[("form", "first_report")], &at("09:10")).then();
    let then = then.and_due("formal_report", "2026-03-02T09:10+08:00");
    then.and_state(|state| {
        assert_eq!(status(state, "first_report"), ClockStatus::Met);
        assert_eq!(status(state, "formal_report"), ClockStatus::Running);
    });
}

// --- obligations undetermined

#[test]
fn whether_customers_must_be_told_is_undetermined_until_the_classes_are_known() {
    let plan = sample_plan();
    let words = [("title", "a leak"), ("known", "2026-03-01T08:55")];
    let then = given(&plan).when("duty_manager", "open", &words, &at("09:00")).then_state(|state| {
        let clock = state.clocks_of("customers_told").next().expect("a provisional clock");
        assert_eq!(clock.status, ClockStatus::Undetermined);
        assert_eq!(clock.settled_by, ["classes"]);
    });
    let then = then.and_due("customers_told", "2026-03-02T08:55+08:00");
    let then = then.goes_on().when_fact("classes", "contact", &at("10:00")).then_state(|state| {
        assert_eq!(status(state, "customers_told"), ClockStatus::NotOwed);
    });
    then.goes_on().when_fact("classes", "unknown", &at("10:05")).then_state(|state| {
        assert_eq!(status(state, "customers_told"), ClockStatus::Undetermined);
    });
}

#[test]
fn a_running_duty_that_the_facts_no_longer_ask_for_runs_on_until_a_person_says_so() {
    let plan = sample_plan();
    let story = given(&plan).opened(&at("09:00")).fact("known", "2026-03-01T09:00", &at("09:00"));
    let story = story.fact("classes", "identity", &at("09:01"));
    let then = story.when_fact("classes", "contact", &at("09:02")).then_state(|state| {
        let clock = state.clocks_of("customers_told").next_back().expect("runs");
        assert_eq!(clock.status, ClockStatus::Running);
        assert!(clock.questioned.is_some());
    });
    let words = [("obligation", "customers_told"), ("reason", "counted again: no identity data")];
    then.goes_on().when("commander", "moot", &words, &at("09:10")).then_state(|state| {
        assert_eq!(status(state, "customers_told"), ClockStatus::Moot);
    });
}

// --- time

#[test]
fn time_warns_once_then_misses_once_and_pages() {
    let plan = sample_plan();
    let words = [("title", "a leak"), ("known", "2026-03-01T09:00")];
    let story = given(&plan).and("duty_manager", "open", &words, &at("09:00"));
    let first = |event: &Event, found: fn(&Event) -> Option<&ClockId>| {
        found(event).is_some_and(|clock| clock.obligation == "first_report")
    };
    let warned = |event: &Event| match event {
        Event::ClockWarned(warned) => Some(warned.clock.clone()),
        _ => None,
    };
    let then = story
        .when_time_is(&at("09:15"))
        .then()
        .and_events(1, |event| warned(event).is_some_and(|clock| clock.obligation == "first_report"));
    let then = then.goes_on().when_time_is(&at("09:30")).then().and_events(0, |event| {
        first(event, |event| match event {
            Event::ClockMissed(missed) => Some(&missed.clock),
            _ => None,
        })
    });
    let then = then.goes_on().when_time_is(&at("09:31")).then();
    let then = then.and_events(1, |event| {
        first(event, |event| match event {
            Event::ClockMissed(missed) => Some(&missed.clock),
            _ => None,
        })
    });
    let then =
        then.and_events(1, |event| matches!(event, Event::RolePaged(paged) if paged.role == "commander"));
    let _ = then.goes_on().when_time_is(&at("09:31")).then().and_events(0, |_| true);
}

#[test]
fn a_report_typed_in_later_counts_at_its_paper_time() {
    let plan = sample_plan();
    let words = [("title", "a leak"), ("known", "2026-03-01T09:00")];
    let story = given(&plan).and("duty_manager", "open", &words, &at("09:00"));
    let words = [("form", "first_report"), ("at", "2026-03-01T09:20")];
    story.when("legal_lead", "file", &words, &at("12:00")).then_state(|state| {
        let clock = state.clocks_of("first_report").next().expect("there");
        assert_eq!(clock.status, ClockStatus::Met);
        assert!(!clock.met_late());
    });
}

// --- the response

#[test]
fn bulk_outflow_starts_a_response_by_itself_and_nothing_leaves_until_a_person_accepts() {
    let plan = sample_plan();
    let story = given(&plan).opened(&at("09:00")).fact("known", "2026-03-01T09:00", &at("09:00"));
    let story = story.fact("outflow_records", "2_000_000", &at("09:01"));
    let then = story.when("legal_lead", "file", &[("form", "first_report")], &at("09:02"));
    then.then_refused("incident-unconfirmed");

    let story = given(&plan).opened(&at("09:00")).fact("known", "2026-03-01T09:00", &at("09:00"));
    let story = story.fact("outflow_records", "2_000_000", &at("09:01"));
    let words = [("proposal", "bulk"), ("reason", "confirmed on the firewall")];
    let then = story.when("commander", "accept", &words, &at("09:03")).then_state(|state| {
        assert!(state.is_in(plan::State::Response) && !state.unconfirmed);
        assert_eq!(state.levels["response"].running(), (2, 2));
    });
    then.goes_on().when("legal_lead", "file", &[("form", "first_report")], &at("09:04")).then();
}

#[test]
fn a_rejected_automatic_start_is_taken_back() {
    let plan = sample_plan();
    let story = given(&plan).opened(&at("09:00")).fact("outflow_records", "2_000_000", &at("09:01"));
    let words = [("proposal", "bulk"), ("answer", "reject"), ("reason", "a backup run")];
    story.when("commander", "answer", &words, &at("09:03")).then_state(|state| {
        assert!(!state.is_in(plan::State::Response) && state.is_in(plan::State::Assessing));
        assert_eq!(status(state, "ready"), ClockStatus::Moot);
        let response = &state.levels["response"];
        assert_eq!((&response.decided, response.running().0), (&None, response.certain.place));
    });
}

#[test]
fn a_response_ends_only_through_its_gate_and_monthly_calls_follow() {
    let plan = sample_plan();
    let story = given(&plan).opened(&at("08:00"));
    let story = story.and("commander", "declare", &[("reason", "a leak"), ("level", "2")], &at("09:00"));
    let story = story.fact("no_new_exposed_since", "2026-03-01T09:00", &at("09:30"));
    let story = story.fact("systems_back", "yes", "2026-03-04T08:00+08:00");
    let on = "2026-03-04T09:00+08:00";
    let gate = [("gate", "end_response")];
    let propose = [gate[0], ("reason", "over")];
    let mut record = story.record();
    let refused = record.say(&plan, "technical_lead", "gate.propose", &propose, t(on)).expect_err("unknown");
    assert_eq!(refused.message().key(), "incident-gate-unknown");
    assert!(refused.to_string().contains("regulator"));
    let words = [gate[0], ("condition", "regulator"), ("reason", "no visit was announced")];
    record.say(&plan, "commander", "waive", &words, t(on)).expect("waived");
    record.say(&plan, "technical_lead", "gate.propose", &propose, t(on)).expect("proposed");
    record.say(&plan, "legal_lead", "gate.review", &gate, t(on)).expect("reviewed");
    record.say(&plan, "commander", "gate.approve", &gate, t(on)).expect("approved");
    assert!(record.state.is_in(plan::State::AfterCare) && !record.state.is_in(plan::State::Response));
    record.say(&plan, "duty_manager", "tick", &[], t("2026-12-01T00:00+08:00")).expect("ticked");
    let calls: Vec<String> =
        record.state.clocks_of("calls").map(|clock| clock.schedule.due.to_string()).collect();
    assert_eq!(calls.len(), 6);
    assert_eq!(calls[0], t("2026-04-04T09:00+08:00").to_string());
    assert_eq!(calls[5], t("2026-09-04T09:00+08:00").to_string());
}

#[test]
fn accepting_an_automatic_start_makes_its_level_the_decision_of_who_accepts() {
    let plan = sample_plan();
    let story = given(&plan).opened(&at("08:00")).fact("outflow_records", "1000000", &at("08:30"));
    let mut record = story.record();
    let decided =
        |record: &testkit::Record| record.state.levels["response"].decided.clone().expect("decided");
    assert_eq!(decided(&record).2, "bulk", "taken by the trigger");
    let answer = [("answer", "accept"), ("reason", "it is real")];
    record.say(&plan, "commander", "answer", &answer, t(&at("08:40"))).expect("accepted");
    let (place, by, why) = decided(&record);
    assert_eq!((place.level.as_str(), by.role.as_str(), why.as_str()), ("3", "commander", "it is real"));
}

// --- closing and reopening

#[test]
fn a_case_closes_through_its_gate_when_nothing_is_owed_and_can_be_reopened() {
    let plan = sample_plan();
    let story = given(&plan).opened(&at("08:00"));
    let story = story.and("commander", "declare", &[("reason", "a leak"), ("level", "1")], &at("09:00"));
    let story = story.fact("no_new_exposed_since", "2026-03-01T09:00", &at("09:30"));
    let story =
        story.fact("systems_back", "yes", &at("09:31")).fact("regulator_check", "passed", &at("09:32"));
    let story = story.fact("work_done", "yes", &at("09:33")).fact("classes", "contact", &at("09:34"));
    let on = "2026-03-05T09:00+08:00";
    let mut record = story.record();
    for gate in ["end_response", "close_case"] {
        let words = [("gate", gate), ("reason", "over")];
        if gate == "close_case" {
            let refused =
                record.say(&plan, "technical_lead", "gate.propose", &words, t(on)).expect_err("owed");
            assert_eq!(refused.message().key(), "incident-still-owed");
            let open: Vec<String> = record
                .state
                .clocks
                .iter()
                .filter(|clock| clock.is_open())
                .map(|clock| clock.id.to_string())
                .collect();
            for clock in open {
                let words = [("obligation", clock.as_str()), ("reason", "settled")];
                record.say(&plan, "commander", "moot", &words, t(on)).expect("moot");
            }
        }
        record.say(&plan, "technical_lead", "gate.propose", &words, t(on)).expect("proposed");
        record.say(&plan, "legal_lead", "gate.review", &words[..1], t(on)).expect("reviewed");
        record.say(&plan, "commander", "gate.approve", &words[..1], t(on)).expect("approved");
    }
    assert_eq!(record.state.states.keys().copied().collect::<Vec<_>>(), [plan::State::Closed]);
    let refused = record.say(&plan, "commander", "warn", &[("reason", "x")], t(on)).expect_err("closed");
    assert_eq!(refused.message().key(), "incident-closed");
    record.say(&plan, "commander", "reopen", &[("reason", "a second leak")], t(on)).expect("reopened");
    assert!(record.state.is_in(plan::State::Assessing));
}

// --- tasks, texts, evidence

#[test]
fn tasks_keep_their_order_and_their_limits_are_clocks() {
    let plan = sample_plan();
    let story = given(&plan).opened(&at("08:00"));
    let then = story.when("technical_lead", "playbook", &[("playbook", "injection")], &at("09:00")).then();
    let then = then.and_due("task/isolate", &at("11:00"));
    let words = [("task", "mend"), ("to", "do")];
    let mut record = then.goes_on().record();
    let refused = record.say(&plan, "technical_lead", "task", &words, t(&at("09:10"))).expect_err("waits");
    assert_eq!(refused.message().key(), "incident-task-waits");
    let words = [("task", "isolate"), ("to", "done"), ("note", "cut off")];
    record.say(&plan, "technical_lead", "task", &words, t(&at("09:20"))).expect("done");
    assert_eq!(status(&record.state, "task/isolate"), ClockStatus::Met);
}

#[test]
fn no_text_leaves_before_it_is_passed_and_a_changed_text_must_be_passed_again() {
    let plan = sample_plan();
    let story = given(&plan).opened(&at("09:00")).fact("known", "2026-03-01T09:00", &at("09:00"));
    let story = story.fact("classes", "identity", &at("09:01"));
    let mut record = story.record();
    let (digest, other) = ("ab".repeat(32), "cd".repeat(32));
    let send = [("notice", "letter"), ("count", "67"), ("digest", digest.as_str())];
    let refused =
        record.say(&plan, "customer_lead", "notice-sent", &send, t(&at("10:00"))).expect_err("not passed");
    assert_eq!(refused.message().key(), "incident-not-passed");
    let pass = [("notice", "letter"), ("digest", other.as_str())];
    record.say(&plan, "legal_lead", "pass", &pass, t(&at("10:01"))).expect("passed");
    record.say(&plan, "customer_lead", "notice-sent", &send, t(&at("10:02"))).expect_err("another text");
    let pass = [("notice", "letter"), ("digest", digest.as_str())];
    record.say(&plan, "legal_lead", "pass", &pass, t(&at("10:03"))).expect("passed");
    record.say(&plan, "customer_lead", "notice-sent", &send, t(&at("10:04"))).expect("sent");
    assert_eq!(status(&record.state, "customers_told"), ClockStatus::Met);
}

#[test]
fn custody_is_a_chain_of_hands() {
    let plan = sample_plan();
    let story = given(&plan).opened(&at("09:00"));
    let story =
        story.and("technical_lead", "evidence", &[("name", "disk"), SHA, ("size", "9")], &at("09:01"));
    let words = [("evidence", "E-1"), ("to", "legal_lead"), ("reason", "kept under seal")];
    story.when("technical_lead", "custody", &words, &at("09:05")).then_state(|state| {
        let held: Vec<&str> = state.evidence[0].custody.iter().map(|hand| hand.held_by.as_str()).collect();
        assert_eq!(held, ["technical_lead", "legal_lead"]);
    });
}

#[test]
fn statements_narrow_each_other_and_a_contradiction_is_shown() {
    let plan = sample_plan();
    let story = given(&plan).opened(&at("09:00")).fact("records", ">=10000", &at("09:01"));
    let story = story.fact("records", "<=50000", &at("09:02"));
    let record = story.record();
    let slot = plan.catalogue.slot("records").expect("there");
    let picture = incident::Picture::of(&record.state, &plan, t(&at("09:03")));
    assert_eq!(picture.facts[slot].known, expr::Known::Int { lo: 10_000, hi: 50_000 });
    let mut record = record;
    let words = [("fact", "records"), ("value", "479")];
    record.say(&plan, "technical_lead", "fact", &words, t(&at("09:04"))).expect("stated");
    let picture = incident::Picture::of(&record.state, &plan, t(&at("09:05")));
    assert_eq!(picture.facts[slot].known, expr::Known::Int { lo: 479, hi: 479 });
    assert_eq!(picture.facts[slot].conflicts.len(), 1, "at least ten thousand cannot be 479");
}

// --- plans

#[test]
fn adopting_a_plan_keeps_adds_and_makes_moot_with_its_reason() {
    let plan = sample_plan();
    let mut newer = sample_plan();
    newer.digest = "6b".repeat(32);
    newer.obligations.retain(|obligation| obligation.id != "ready");
    for obligation in &mut newer.obligations {
        if obligation.id == "first_report" {
            obligation.term = testkit::builder::seconds(3_600);
        }
    }
    let known = plan::StartAt::Fact(plan.catalogue.slot("known").expect("there"));
    newer.obligations.push(testkit::builder::obligation(
        "second_look",
        vec![testkit::builder::start(known)],
        testkit::builder::seconds(600),
    ));
    let words = [("title", "a leak"), ("known", "2026-03-01T09:00")];
    let story = given(&plan).and("duty_manager", "open", &words, &at("09:00"));
    let mut record = story.and("commander", "declare", &[("reason", "a leak")], &at("09:01")).record();
    let command = incident::Command::from_words(
        "adopt",
        &testkit::args(&[("reason", "yearly review")]),
        &newer,
        &newer.zone,
    );
    let events = record.act(&plan, "commander", &command.expect("words"), t(&at("09:05"))).expect("adopted");
    let adopted = events.iter().find_map(|event| match event {
        Event::PlanAdopted(adopted) => Some(adopted),
        _ => None,
    });
    let adopted = adopted.expect("recorded");
    assert_eq!(
        (adopted.added.as_slice(), adopted.moot.as_slice()),
        (["obligation second_look".to_owned()].as_slice(), ["obligation ready".to_owned()].as_slice(),)
    );
    assert_eq!(status(&record.state, "ready"), ClockStatus::Moot);
    assert_eq!(status(&record.state, "second_look"), ClockStatus::Running);
    let first = record.state.clocks_of("first_report").next_back().expect("runs");
    assert_eq!(first.schedule.due, t(&at("10:00")));
    let refused =
        record.act(&plan, "commander", &incident::Command::Tick, t(&at("09:06"))).expect_err("old plan");
    assert_eq!(refused.message().key(), "incident-other-plan");
}
