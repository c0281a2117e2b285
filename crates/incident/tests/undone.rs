//! What was said or done is taken back: with evidence where clocks hang on it, and never into a dead end.
#![expect(clippy::expect_used, reason = "a test fails by panicking, with a sentence")]

use incident::event::{Cause, Event};
use incident::state::ClockStatus;
use testkit::{Record, given, sample_plan, t};

const SHA: (&str, &str) = ("sha256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");

fn at(time: &str) -> String {
    format!("2026-03-01T{time}+08:00")
}

/// Known since 08:00, found at 09:00 with a mail as evidence: the first report is late.
fn late(plan: &plan::Plan) -> Record {
    let words = [("title", "a leak"), ("known", "2026-03-01T08:00")];
    let story = given(plan).and("duty_manager", "open", &words, &at("09:00"));
    story.and("technical_lead", "evidence", &[("name", "mail"), SHA, ("size", "1")], &at("09:01")).record()
}

fn status(record: &Record, obligation: &str) -> ClockStatus {
    record.state.clocks_of(obligation).next_back().expect("there is a clock").status
}

fn said(record: &Record, fact: &str) -> String {
    record.state.standing(fact).next_back().expect("it stands").position.to_string()
}

#[test]
fn known_cannot_be_corrected_in_two_acts_without_evidence() {
    let plan = sample_plan();
    let mut record = late(&plan);
    let known = said(&record, "known");
    let strike = [("event", known.as_str()), ("reason", "a slip")];
    let refused =
        record.say(&plan, "technical_lead", "strike", &strike, t(&at("09:05"))).expect_err("no evidence");
    assert_eq!(refused.message().key(), "incident-correction-needs-evidence");
    let with = [strike[0], strike[1], ("evidence", "E-1")];
    record.say(&plan, "technical_lead", "strike", &with, t(&at("09:05"))).expect("struck with evidence");
    let anew = [("fact", "known"), ("value", "2026-03-01T09:00")];
    let refused =
        record.say(&plan, "technical_lead", "fact", &anew, t(&at("09:06"))).expect_err("no evidence");
    assert_eq!(refused.message().key(), "incident-restating-needs-evidence");
    let with = [anew[0], anew[1], ("evidence", "E-1")];
    let events = record.say(&plan, "technical_lead", "fact", &with, t(&at("09:06"))).expect("stated anew");
    let first = record.state.clocks_of("first_report").next_back().expect("there is a clock");
    assert_eq!(first.schedule.due, t(&at("09:30")));
    let moved = events.iter().find_map(|event| match event {
        Event::ClockRescheduled(moved) if moved.clock == first.id => Some(moved),
        _ => None,
    });
    let moved = moved.expect("old and new due time are shown");
    assert_eq!((moved.old_due, &moved.cause), (t(&at("08:30")), &Cause::Correction("known".to_owned())));
}

#[test]
fn what_happened_is_struck_and_stated_anew_with_evidence_only() {
    let plan = sample_plan();
    let mut record = late(&plan);
    let happened = [("fact", "happened"), ("value", "2026-03-01T07:50")];
    record.say(&plan, "technical_lead", "fact", &happened, t(&at("09:02"))).expect("stated");
    let event = said(&record, "happened");
    let strike = [("event", event.as_str()), ("reason", "a slip")];
    let refused = record.say(&plan, "technical_lead", "strike", &strike, t(&at("09:03"))).expect_err("bare");
    assert_eq!(refused.message().key(), "incident-correction-needs-evidence");
    let with = [strike[0], strike[1], ("evidence", "E-1")];
    record.say(&plan, "technical_lead", "strike", &with, t(&at("09:03"))).expect("struck");
    let anew = [("fact", "happened"), ("value", "2026-03-01T08:50")];
    let refused = record.say(&plan, "technical_lead", "fact", &anew, t(&at("09:04"))).expect_err("bare");
    assert_eq!(refused.message().key(), "incident-restating-needs-evidence");
}

#[test]
fn a_count_is_struck_with_a_reason_alone() {
    let plan = sample_plan();
    let mut record = late(&plan);
    let count = [("fact", "records"), ("value", "500")];
    record.say(&plan, "technical_lead", "fact", &count, t(&at("09:02"))).expect("stated");
    let event = said(&record, "records");
    let strike = [("event", event.as_str()), ("reason", "a test table")];
    record.say(&plan, "technical_lead", "strike", &strike, t(&at("09:03"))).expect("struck");
    record.say(&plan, "technical_lead", "fact", &count, t(&at("09:04"))).expect("stated anew");
    assert_eq!(status(&record, "first_report"), ClockStatus::Running);
}

/// The task `isolate` is done; positions of its last move and of what met its time limit.
fn isolated(plan: &plan::Plan) -> (Record, u64, u64) {
    let mut record = late(plan);
    let (technical, playbook) = ("technical_lead", [("playbook", "injection")]);
    record.say(plan, technical, "playbook", &playbook, t(&at("09:05"))).expect("laid out");
    let done = [("task", "isolate"), ("to", "done")];
    record.say(plan, technical, "task", &done, t(&at("09:10"))).expect("done");
    let moved = record.state.task("isolate").and_then(|task| task.moved).expect("moved");
    let clock = record.state.clocks_of("task/isolate").next_back().expect("it has a limit");
    let met = clock.met.as_ref().expect("met").position;
    (record, moved, met)
}

#[test]
fn a_task_finished_by_mistake_is_open_again_whichever_of_its_two_records_is_struck() {
    use incident::event::task::Stage;
    let plan = sample_plan();
    for last_move in [true, false] {
        let (mut record, moved, met) = isolated(&plan);
        let event = if last_move { moved } else { met }.to_string();
        let strike = [("event", event.as_str()), ("reason", "the wrong machine")];
        let events = record.say(&plan, "technical_lead", "strike", &strike, t(&at("09:12"))).expect("struck");
        let struck: Vec<u64> = events
            .iter()
            .filter_map(|event| match event {
                Event::ActStruck(struck) => Some(struck.position),
                _ => None,
            })
            .collect();
        assert_eq!(struck, [moved, met]);
        assert_eq!(record.state.task("isolate").expect("there").stage, Stage::Open);
        assert_eq!(status(&record, "task/isolate"), ClockStatus::Running);
        let again =
            record.say(&plan, "technical_lead", "strike", &strike, t(&at("09:13"))).expect_err("struck");
        assert_eq!(again.message().key(), "incident-cannot-strike");
        let done = [("task", "isolate"), ("to", "done")];
        record.say(&plan, "technical_lead", "task", &done, t(&at("09:30"))).expect("done in truth");
        assert_eq!(status(&record, "task/isolate"), ClockStatus::Met);
        let clock = record.state.clocks_of("task/isolate").next_back().expect("there");
        assert_eq!(clock.met.as_ref().expect("met").at, t(&at("09:30")));
    }
}

#[test]
fn a_finished_task_without_a_limit_is_struck_by_its_move() {
    use incident::event::task::Stage;
    let plan = sample_plan();
    let (mut record, ..) = isolated(&plan);
    for task in ["mend", "write_up"] {
        let done = [("task", task), ("to", "done")];
        record.say(&plan, "technical_lead", "task", &done, t(&at("09:20"))).expect("done");
    }
    let moved = record.state.task("write_up").and_then(|task| task.moved).expect("moved").to_string();
    let strike = [("event", moved.as_str()), ("reason", "a draft")];
    record.say(&plan, "technical_lead", "strike", &strike, t(&at("09:21"))).expect("struck");
    assert_eq!(record.state.task("write_up").expect("there").stage, Stage::Open);
}
