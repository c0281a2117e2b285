//! A scale that only people set: unknown until somebody sets it, never the mildest by default.
#![expect(clippy::expect_used, reason = "a test fails by panicking, with a sentence")]

use incident::state::ClockStatus;
use plan::{Plan, Scope, SetBy, StartAt};
use testkit::{builder, expression, given, sample_plan, t};

fn at(clock: &str) -> String {
    format!("2026-03-01T{clock}+08:00")
}

/// The sample with a warning scale of people, and two duties that hang on it.
fn plan() -> Plan {
    let mut plan = sample_plan();
    let scale = plan.scales.iter_mut().find(|scale| scale.id == "warning").expect("a sample scale");
    (scale.set_by, scale.rules) = (SetBy::People, Vec::new());
    let grave = expression(r#"level(warning) at least "grave""#, &plan.catalogue.schema);
    plan.obligations = ["inside", "outside"]
        .map(|id| {
            let mut duty =
                builder::obligation(id, vec![builder::start(StartAt::Opened)], builder::seconds(3_600));
            duty.owed_when = Some(grave.clone());
            duty.scope = if id == "inside" { Scope::Internal } else { Scope::External };
            duty
        })
        .to_vec();
    plan.triggers.clear();
    plan
}

#[test]
fn until_somebody_sets_it_every_level_is_possible_and_none_is_certain() {
    let plan = plan();
    let record = given(&plan).opened(&at("08:00")).fact("outflow_records", "5000000", &at("08:10")).record();
    let level = &record.state.levels["warning"];
    assert!(level.is_unset() && level.reasons.is_empty());
    assert_eq!((level.certain.level.as_str(), level.possible.level.as_str()), ("ordinary", "grave"));
    let status = |duty: &str| record.state.clocks_of(duty).next().expect("it runs").status;
    assert_eq!(status("inside"), ClockStatus::Running, "an unknown answer counts as owed");
    assert_eq!(status("outside"), ClockStatus::Undetermined);
    assert!(!record.state.levels["response"].is_unset(), "rules leave it open, and say why");
}

#[test]
fn what_people_set_stands_whatever_the_facts_say_until_they_set_it_anew() {
    let plan = plan();
    let level = |level: &'static str| [("scale", "warning"), ("level", level), ("reason", "seen by eye")];
    let story =
        given(&plan).opened(&at("08:00")).and("commander", "decide-level", &level("heavier"), &at("08:10"));
    let mut record = story.fact("outflow_records", "5000000", &at("08:20")).record();
    let set = |record: &testkit::Record| {
        let level = &record.state.levels["warning"];
        assert!(!level.is_unset());
        level.decided.as_ref().map(|(place, _, _)| place.level.clone())
    };
    assert_eq!(set(&record).as_deref(), Some("heavier"));
    let outside = record.state.clocks_of("outside").next().expect("it was told apart");
    assert_eq!(outside.status, ClockStatus::NotOwed);
    record
        .say(&plan, "commander", "decide-level", &level("grave"), t(&at("08:30")))
        .expect("a reason is enough");
    record
        .say(&plan, "commander", "decide-level", &level("ordinary"), t(&at("08:40")))
        .expect("down as well");
    assert_eq!(set(&record).as_deref(), Some("ordinary"));
}
