//! Acts that are told to have been done before they were recorded: what they begin began then.
#![expect(clippy::expect_used, reason = "a test fails by panicking, with a sentence")]

use incident::state::State;
use incident::{Actor, Command, Recorded, Refusal, apply, decide_told, fold, starts_when_told};
use jiff::Timestamp;
use plan::Plan;
use testkit::{pack, t};

fn at(clock: &str) -> Timestamp {
    t(&format!("2026-03-01T{clock}+08:00"))
}

/// A case played as the desk plays it: each act with the moment told and the moment recorded.
struct Case {
    plan: Plan,
    state: State,
    events: Vec<Recorded>,
}

impl Case {
    fn new() -> Case {
        Case { plan: pack("cn-b2c"), state: State::default(), events: Vec::new() }
    }

    fn act(
        &mut self,
        role: &str,
        name: &str,
        words: &[(&str, &str)],
        (told, now): (Option<&str>, &str),
    ) -> Result<(), Refusal> {
        let args: Vec<(String, String)> =
            words.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let command = Command::from_words(name, &args, &self.plan, &self.plan.zone).expect("words");
        let who = Actor { role: role.to_owned(), user: "u".to_owned() };
        let (told, now) = (told.map(at), at(now));
        for event in decide_told(&self.state, &command, &self.plan, &who, told, now)? {
            let (position, occurred_at) = (self.state.version + 1, told.unwrap_or(now));
            let event = Recorded { event, position, occurred_at, recorded_at: now, actor: who.clone() };
            apply(&mut self.state, &event);
            self.events.push(event);
        }
        Ok(())
    }

    fn opened(told: Option<&str>, now: &str) -> Case {
        let mut case = Case::new();
        case.act("duty_manager", "open", &[("title", "a leak")], (told, now)).expect("opened");
        case
    }

    fn due(&self, duty: &str) -> Timestamp {
        self.state.clocks_of(duty).next_back().expect("it runs").schedule.due
    }
}

#[test]
fn a_response_declared_by_telephone_owes_its_first_meeting_from_the_call() {
    let mut case = Case::opened(None, "08:30");
    let declare = [("reason", "it is real"), ("level", "2")];
    case.act("commander", "declare", &declare, (Some("08:45"), "09:10")).expect("declared");
    assert_eq!(case.state.states[&plan::State::Response], at("08:45"));
    assert_eq!(case.due("first_meeting"), at("09:45"), "an hour after the call, not after the entry");
    assert_eq!(case.state.recorded_at, Some(at("09:10")), "recorded is recorded");
    assert_eq!(fold(&case.events), case.state, "and a later reader folds the same");
}

#[test]
fn a_case_opened_on_paper_counts_from_the_paper() {
    let case = Case::opened(Some("08:30"), "09:00");
    assert_eq!(case.due("relay_confirmed"), at("08:35"));
    assert_eq!(case.state.opening.as_ref().expect("open").at, at("08:30"));
}

#[test]
fn what_was_done_before_its_ground_was_there_is_refused_and_nothing_is_written() {
    let mut case = Case::opened(None, "09:00");
    let declare = [("reason", "it is real")];
    let refused = case.act("commander", "declare", &declare, (Some("08:59"), "09:10"));
    assert!(
        matches!(&refused, Err(Refusal::BeforeState { state, .. }) if state == "assessing"),
        "{refused:?}"
    );
    case.act("commander", "declare", &declare, (Some("09:05"), "09:10")).expect("declared");
    case.act("technical_lead", "playbook", &[("playbook", "stop_the_spread")], (Some("09:06"), "09:11"))
        .expect("laid out");
    let task = case.state.tasks[0].id.clone();
    let doer = case.state.tasks[0].doer.clone();
    let take = [("task", task.as_str()), ("to", "take")];
    let refused = case.act(&doer, "task", &take, (Some("09:05"), "09:12"));
    assert!(matches!(refused, Err(Refusal::BeforeTask { .. })), "{refused:?}");
    case.act(&doer, "task", &take, (Some("09:07"), "09:12")).expect("taken");
    assert_eq!(case.state.tasks[0].since, at("09:07"));
}

#[test]
fn a_minute_that_is_told_is_whole() {
    let mut case = Case::opened(None, "09:00:40");
    case.act("commander", "declare", &[("reason", "at once")], (Some("09:00"), "09:10")).expect("declared");
    assert_eq!(case.state.states[&plan::State::Response], at("09:00:40"), "never before the case itself");
}

#[test]
fn acts_that_rest_on_what_the_record_knew_count_from_the_record() {
    let plan = pack("cn-b2c");
    let command = |name: &str, words: &[(&str, &str)]| {
        let words: Vec<(String, String)> =
            words.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Command::from_words(name, &words, &plan, &plan.zone).expect("words")
    };
    assert!(!starts_when_told(&command("decide-level", &[("level", "2"), ("reason", "r")])));
    assert!(!starts_when_told(&command("gate.approve", &[("gate", "end_response")])));
    assert!(!starts_when_told(&command("fact", &[("fact", "hole_closed"), ("value", "yes")])));
    assert!(starts_when_told(&command("warn", &[("reason", "r")])));
}

#[test]
fn what_an_opening_makes_owed_is_owed_from_when_it_was_done_and_so_is_what_a_declaration_makes_owed() {
    let case = Case::opened(Some("07:00"), "09:00");
    for (duty, due) in
        [("internal_notice", "09:00"), ("internal_notice_command", "09:00"), ("top_management_told", "09:00")]
    {
        assert_eq!(case.due(duty), at(due), "{duty}");
    }
    assert_eq!(case.due("compensation_plan"), at("07:00") + jiff::SignedDuration::from_hours(72));
    // By telephone at a level that the facts do not reach yet.
    let mut case = Case::opened(None, "08:30");
    let declare = [("reason", "it is real"), ("level", "3")];
    case.act("commander", "declare", &declare, (Some("08:45"), "09:30")).expect("declared");
    for duty in ["cyberspace_filing", "media_statement"] {
        let clock = case.state.clocks_of(duty).next_back().expect("it runs");
        assert_eq!(clock.schedule.from, at("08:45"), "{duty}");
    }
    // Told at the moment of typing, or not told, is the same.
    assert_eq!(
        Case::opened(Some("09:00"), "09:00").due("compensation_plan"),
        Case::opened(None, "09:00").due("compensation_plan")
    );
}
