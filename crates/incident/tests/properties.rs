//! What holds whatever people do, in whatever order.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use incident::{Command, Event, State, fold};
use jiff::{SignedDuration, Timestamp};
use plan::Plan;
use proptest::prelude::*;
use testkit::{Record, sample_plan, t};

/// One act: who, in which words, how many seconds after the last.
type Act = (&'static str, &'static str, Vec<(&'static str, String)>, i64);

fn fact() -> impl Strategy<Value = Act> {
    let value = prop_oneof![
        Just(("records", "479")),
        Just(("records", ">=120000")),
        Just(("records", "unknown")),
        Just(("classes", "identity,payment+")),
        Just(("classes", "contact")),
        Just(("classes", "unknown")),
        Just(("effect", "national")),
        Just(("effect", "none")),
        Just(("reverse_connection", "yes")),
        Just(("outflow_records", "2000000")),
        Just(("outflow_records", "0")),
        Just(("unusual_rights", "yes")),
        Just(("hole_closed", "yes")),
        Just(("mood", "falling")),
        Just(("attack_free_since", "2026-03-01T09:00")),
        Just(("no_new_exposed_since", "2026-03-01T09:00")),
        Just(("systems_back", "yes")),
        Just(("regulator_check", "passed")),
        Just(("known", "2026-03-01T08:55")),
        Just(("known", "2026-03-01T08:30")),
        Just(("happened", "2026-03-01T08:50")),
        Just(("happened", "never")),
    ];
    (value, 0i64..90_000).prop_map(|((fact, value), after)| {
        ("technical_lead", "fact", vec![("fact", fact.to_owned()), ("value", value.to_owned())], after)
    })
}

fn other() -> impl Strategy<Value = Act> {
    let gates =
        prop_oneof![Just("lift_warning"), Just("end_response"), Just("close_case"), Just("none_such")];
    let reason = || ("reason", "because".to_owned());
    let decisions = prop_oneof![
        Just(("commander", "warn")),
        Just(("commander", "renew")),
        Just(("commander", "watch")),
        Just(("commander", "declare")),
        Just(("commander", "accept")),
        Just(("commander", "reopen")),
    ];
    prop_oneof![
        (decisions, 0i64..90_000).prop_map(move |((role, name), after)| (role, name, vec![reason()], after)),
        (0i64..90_000).prop_map(|after| (
            "legal_lead",
            "file",
            vec![("form", "first_report".to_owned())],
            after
        )),
        (0i64..90_000).prop_map(|after| ("duty_manager", "tick", vec![], after)),
        (1u64..60, 0i64..900).prop_map(move |(event, after)| {
            (
                "technical_lead",
                "strike",
                vec![("event", event.to_string()), ("reason", "wrong".to_owned())],
                after,
            )
        }),
        (gates, 0usize..3, 0i64..90_000).prop_map(move |(gate, step, after)| {
            let (role, name) = [
                ("technical_lead", "gate.propose"),
                ("legal_lead", "gate.review"),
                ("commander", "gate.approve"),
            ][step];
            let mut words = vec![("gate", gate.to_owned())];
            if step == 0 {
                words.push(("reason", "over".to_owned()));
            }
            (role, name, words, after)
        }),
        Just(("technical_lead", "met", vec![("obligation", "hourly".to_owned())], 60)),
        Just(("technical_lead", "playbook", vec![("playbook", "injection".to_owned())], 60)),
    ]
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    prop::collection::vec(prop_oneof![fact(), other()], 0..14)
}

/// Plays acts; refusals change nothing.
fn play(plan: &Plan, acts: &[Act]) -> (Record, Timestamp) {
    let mut record = Record::default();
    let mut now = t("2026-03-01T09:00+08:00");
    record.say(plan, "duty_manager", "open", &[("title", "a leak")], now).expect("opened");
    for (role, name, words, after) in acts {
        now = now.checked_add(SignedDuration::from_secs(*after)).expect("in range");
        let words: Vec<(&str, &str)> = words.iter().map(|(key, value)| (*key, value.as_str())).collect();
        let before = record.state.clone();
        if record.say(plan, role, name, &words, now).is_err() {
            assert_eq!(record.state, before);
        }
    }
    (record, now)
}

/// Clock, due, status, warned, missed.
type Ran = (String, Timestamp, incident::state::ClockStatus, Option<Timestamp>, Option<Timestamp>);

/// What time alone has made of the clocks, without the moments of recording.
fn clocks(state: &State) -> Vec<Ran> {
    let mut clocks: Vec<_> = state
        .clocks
        .iter()
        .map(|clock| (clock.id.to_string(), clock.schedule.due, clock.status, clock.warned, clock.missed))
        .collect();
    clocks.sort_by(|a, b| a.0.cmp(&b.0));
    clocks
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_second_tick_at_the_same_moment_does_nothing(acts in acts()) {
        let plan = sample_plan();
        let (mut record, now) = play(&plan, &acts);
        let later = now.checked_add(SignedDuration::from_hours(5)).expect("in range");
        record.act(&plan, "duty_manager", &Command::Tick, later).expect("ticked");
        let again = record.act(&plan, "duty_manager", &Command::Tick, later).expect("ticked");
        prop_assert_eq!(again, Vec::<Event>::new());
    }

    #[test]
    fn a_tick_changes_something_at_the_next_moment_and_nothing_before_it(acts in acts()) {
        let plan = sample_plan();
        let (record, _) = play(&plan, &acts);
        let far = t("2026-06-01T09:00+08:00");
        let Some(next) = incident::next_moment(&record.state, &plan) else {
            let ticked = record.clone().act(&plan, "duty_manager", &Command::Tick, far).expect("ticked");
            prop_assert_eq!(ticked, Vec::<Event>::new());
            return Ok(());
        };
        let before = next.checked_sub(SignedDuration::from_nanos(1)).expect("in range");
        let early = record.clone().act(&plan, "duty_manager", &Command::Tick, before).expect("ticked");
        prop_assert_eq!(early, Vec::<Event>::new());
        // An answer may flip without anything hanging on it, a clock never rings without an event.
        let rings = record.state.clocks.iter().any(|clock| {
            clock.status == incident::state::ClockStatus::Running
                && (clock.warned.is_none() && clock.schedule.soon == next)
        });
        let at = record.clone().act(&plan, "duty_manager", &Command::Tick, next).expect("ticked");
        prop_assert!(!rings || !at.is_empty());
    }

    #[test]
    fn many_ticks_on_the_way_come_to_the_same_as_one_at_the_end(acts in acts(), stops in prop::collection::vec(1i64..20_000, 0..4)) {
        let plan = sample_plan();
        let (record, now) = play(&plan, &acts);
        let end = now.checked_add(SignedDuration::from_secs(80_000)).expect("in range");
        let (mut one, mut many) = (record.clone(), record);
        one.act(&plan, "duty_manager", &Command::Tick, end).expect("ticked");
        let mut at = now;
        for stop in stops {
            at = at.checked_add(SignedDuration::from_secs(stop)).expect("in range");
            many.act(&plan, "duty_manager", &Command::Tick, at).expect("ticked");
        }
        many.act(&plan, "duty_manager", &Command::Tick, end).expect("ticked");
        prop_assert_eq!(clocks(&one.state), clocks(&many.state));
        prop_assert_eq!(&one.state.states, &many.state.states);
        prop_assert_eq!(&one.state.gates, &many.state.gates);
    }

    #[test]
    fn what_a_case_would_refuse_is_what_deciding_refuses_and_for_the_same_reason(acts in acts(), asked in acts(), later in 0i64..400_000) {
        let plan = sample_plan();
        let (record, now) = play(&plan, &acts);
        let now = now.checked_add(SignedDuration::from_secs(later)).expect("in range");
        let outlook = incident::Outlook::at(&record.state, &plan, now);
        for (role, name, words, _) in &asked {
            let words: Vec<(String, String)> = words.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
            let Ok(command) = Command::from_words(name, &words, &plan, &plan.zone) else { continue };
            let who = incident::Actor { role: (*role).to_owned(), user: "somebody".to_owned() };
            let decided = incident::decide(&record.state, &command, &plan, &who, now);
            prop_assert_eq!(outlook.refusal(&command, &who), decided.err(), "{:?}", command);
        }
    }

    #[test]
    fn no_clock_vanishes_and_every_prefix_folds_to_the_case_as_it_was(acts in acts()) {
        let plan = sample_plan();
        let (record, _) = play(&plan, &acts);
        let mut state = State::default();
        let mut known: Vec<String> = Vec::new();
        for (index, event) in record.events.iter().enumerate() {
            incident::apply(&mut state, event);
            prop_assert_eq!(state.version, u64::try_from(index).expect("small") + 1);
            let now: Vec<String> = state.clocks.iter().map(|clock| clock.id.to_string()).collect();
            prop_assert!(known.iter().all(|clock| now.contains(clock)));
            known = now;
        }
        prop_assert_eq!(&state, &record.state);
        prop_assert_eq!(fold(&record.events), state);
    }

    #[test]
    fn every_event_that_is_decided_is_written_and_read_back(acts in acts()) {
        let plan = sample_plan();
        let (record, _) = play(&plan, &acts);
        for event in &record.events {
            let stored = incident::stored::StoredEvent::of(&event.event).expect("written");
            let bytes = stored.to_bytes().expect("written");
            let read = incident::stored::StoredEvent::from_bytes(&bytes).and_then(|stored| stored.event());
            prop_assert_eq!(&read.expect("read"), &event.event);
        }
    }

    #[test]
    fn no_words_make_a_command_fall_over(name in "[a-z.-]{0,12}", key in "[a-z]{0,9}", value in ".{0,24}") {
        let plan = sample_plan();
        let args = vec![(key, value.clone())];
        let _ = Command::from_words(&name, &args, &plan, &plan.zone);
        for fact in &plan.catalogue.facts {
            let _ = incident::statement(fact, &value, &plan.zone);
        }
    }
}
