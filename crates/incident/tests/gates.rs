//! Gates: from which state they lead, who proposes, reviews and approves, and what a refusal says.

use testkit::{builder, expression, given, sample_plan, t};

fn at(clock: &str) -> String {
    format!("2026-03-01T{clock}+08:00")
}

#[test]
fn a_gate_is_reviewed_once_and_only_by_the_roles_it_asks_for() {
    let plan = sample_plan();
    let story =
        given(&plan).opened(&at("08:00")).and("commander", "warn", &[("reason", "odd")], &at("09:00"));
    let story = story.fact("hole_closed", "yes", &at("10:00")).fact("mood", "falling", &at("10:00"));
    let story = story.fact("attack_free_since", "2026-03-01T10:00", &at("10:01"));
    let (gate, on) = ([("gate", "lift_warning")], "2026-03-04T10:00+08:00");
    let story = story.and("technical_lead", "gate.propose", &[gate[0], ("reason", "quiet")], on);
    let mut record = story.record();
    let other = record.say(&plan, "customer_lead", "gate.review", &gate, t(on)).expect_err("not asked");
    assert_eq!(other.message().key(), "incident-other-role");
    record.say(&plan, "legal_lead", "gate.review", &gate, t(on)).expect("reviewed");
    let twice = record.say(&plan, "legal_lead", "gate.review", &gate, t(on)).expect_err("reviewed already");
    assert_eq!(twice.message().key(), "incident-already-reviewed");
}

#[test]
fn a_watch_beside_the_response_goes_on_when_the_response_ends() {
    let plan = sample_plan();
    let story = given(&plan).opened(&at("08:00"));
    let story = story.and("commander", "declare", &[("reason", "a leak"), ("level", "1")], &at("09:00"));
    let story = story.and("commander", "watch", &[("reason", "what comes after")], &at("09:10"));
    let story = story.fact("no_new_exposed_since", "2026-03-01T09:00", &at("09:30"));
    let story =
        story.fact("systems_back", "yes", &at("09:31")).fact("regulator_check", "passed", &at("09:32"));
    let (gate, on) = ([("gate", "end_response")], "2026-03-05T09:00+08:00");
    let mut record = story.and("technical_lead", "gate.propose", &[gate[0], ("reason", "over")], on).record();
    record.say(&plan, "legal_lead", "gate.review", &gate, t(on)).expect("reviewed");
    record.say(&plan, "commander", "gate.approve", &gate, t(on)).expect("approved");
    let states: Vec<plan::State> = record.state.states.keys().copied().collect();
    assert_eq!(states, [plan::State::Watch, plan::State::AfterCare]);
}

#[test]
fn a_gate_is_proposed_only_from_a_state_it_leads_out_of() {
    let mut plan = sample_plan();
    let story = given(&plan).opened(&at("08:00"));
    let lift = [("gate", "lift_warning"), ("reason", "quiet")];
    story.when("technical_lead", "gate.propose", &lift, &at("08:30")).then_refused("incident-wrong-state");
    let story =
        given(&plan).opened(&at("08:00")).and("commander", "warn", &[("reason", "odd")], &at("09:00"));
    let story = story.and("commander", "watch", &[("reason", "quiet")], &at("09:30"));
    let end = [("gate", "end_response"), ("reason", "over")];
    story.when("technical_lead", "gate.propose", &end, &at("10:00")).then_refused("incident-wrong-state");
    // A gate that lifts a warning leads out of the watch too, whether or not it says so.
    plan.gates[0].leaves = vec![plan::State::Warning];
    let story =
        given(&plan).opened(&at("08:00")).and("commander", "warn", &[("reason", "odd")], &at("09:00"));
    let story = story.and("commander", "watch", &[("reason", "quiet")], &at("09:30"));
    story.when("technical_lead", "gate.propose", &lift, &at("10:00")).then_refused("incident-gate-unknown");
}

#[test]
fn a_gate_that_asks_for_no_review_says_so_and_is_approved_as_proposed() {
    let mut plan = sample_plan();
    plan.gates.iter_mut().for_each(|gate| gate.reviews.clear());
    let story =
        given(&plan).opened(&at("08:00")).and("commander", "warn", &[("reason", "odd")], &at("09:00"));
    let story = story.fact("hole_closed", "yes", &at("10:00")).fact("mood", "falling", &at("10:00"));
    let story = story.fact("attack_free_since", "2026-03-01T10:00", &at("10:01"));
    let (gate, on) = ([("gate", "lift_warning")], "2026-03-04T10:00+08:00");
    let mut record =
        story.and("technical_lead", "gate.propose", &[gate[0], ("reason", "quiet")], on).record();
    let asked = record.say(&plan, "legal_lead", "gate.review", &gate, t(on)).expect_err("nobody reviews");
    assert_eq!(asked.message().key(), "incident-no-review-asked");
    record.say(&plan, "commander", "gate.approve", &gate, t(on)).expect("approved");
}

#[test]
fn no_refusal_ends_in_an_empty_list() {
    let plan = sample_plan();
    let story = given(&plan).opened(&at("08:00"));
    let answer = [("answer", "accept"), ("reason", "yes")];
    let none = story.when("commander", "answer", &answer, &at("08:01"));
    none.then_refused("incident-no-proposal-waits");
    let mut plan = sample_plan();
    let level = expression(r#"level(response) at least "3""#, &plan.catalogue.schema);
    plan.gates[0].conditions = vec![builder::condition("grave", level, None)];
    let story =
        given(&plan).opened(&at("08:00")).and("commander", "warn", &[("reason", "odd")], &at("09:00"));
    let words = [("gate", "lift_warning"), ("reason", "quiet")];
    story
        .when("technical_lead", "gate.propose", &words, &at("10:00"))
        .then_refused("incident-gate-unknown-by-itself");
}

#[test]
fn a_gate_is_refused_to_any_other_role() {
    let plan = sample_plan();
    let story =
        given(&plan).opened(&at("08:00")).and("commander", "warn", &[("reason", "odd")], &at("09:00"));
    let words = [("gate", "lift_warning"), ("reason", "quiet")];
    story.when("commander", "gate.propose", &words, &at("10:00")).then_refused("incident-other-role");
}
