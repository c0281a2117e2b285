//! Stories on the pack that comes with the product: lowering, warnings that worsen or wait, seventy-two quiet hours,
//! passed texts.
#![expect(clippy::panic, reason = "a test fails by panicking")]

use incident::event::case::Cause;
use incident::event::gate::Status;
use incident::state::{Clock, ClockStatus};
use incident::{Event, Refusal, State};
use jiff::{SignedDuration, Timestamp};
use plan::{Plan, State as CaseState};
use testkit::{Given, Record, given, pack, t};

const SHA: (&str, &str) = ("sha256", "00000000000000000000000000000000000000000000000000000000000000aa");
const OPENED: &str = "2026-03-01T09:00+08:00";

/// `1d 10:30` style moments: day of March and time of day in the zone of the plan.
fn on(day: u8, clock: &str) -> String {
    format!("2026-03-{day:02}T{clock}+08:00")
}

fn opened(plan: &Plan) -> Given<'_> {
    let words = [("title", "a leak"), ("known", "2026-03-01T08:55")];
    given(plan).and("duty_manager", "open", &words, OPENED)
}

fn warned(plan: &Plan) -> Given<'_> {
    let story = opened(plan).fact("unusual_rights", "yes", &on(1, "09:05"));
    let accept = [("proposal", "unusual_access"), ("reason", "rights nobody gave")];
    story.and("commander", "accept", &accept, &on(1, "09:10"))
}

fn newest<'s>(state: &'s State, obligation: &str) -> &'s Clock {
    state.clocks_of(obligation).next_back().unwrap_or_else(|| panic!("{obligation} has no clock"))
}

fn condition(state: &State, gate: &str, condition: &str) -> (Status, Option<Timestamp>) {
    let found = state.gates.get(gate).and_then(|gate| gate.conditions.get(condition));
    found.map_or((Status::Unknown, None), |found| (found.status, Some(found.since)))
}

fn paged(event: &Event, obligation: &str) -> bool {
    matches!(event, Event::RolePaged(page)
        if page.role == "commander" && page.clock.as_ref().is_some_and(|clock| clock.obligation == obligation))
}

// --- a level goes down

/// Level 3 for certain: the plan's worst.
fn worst(plan: &Plan) -> Given<'_> {
    let story = opened(plan).fact("records", "120000", &on(1, "09:01"));
    let story = story.fact("classes", "identity,payment", &on(1, "09:02"));
    let story = story.and("commander", "declare", &[("reason", "level 3")], &on(1, "09:30"));
    story.and("technical_lead", "evidence", &[("name", "scan"), SHA, ("size", "1")], &on(1, "10:00"))
}

const DOWN: [(&str, &str); 4] =
    [("scale", "response"), ("level", "2"), ("reason", "hole closed, nobody new"), ("evidence", "E-1")];

#[test]
fn closing_the_hole_lowers_nothing_by_itself_the_command_decides_and_seven_days_of_watching_begin() {
    let plan = pack("cn-b2c");
    let story = worst(&plan).fact("hole_closed", "yes", &on(2, "09:00"));
    let story = story.fact("no_new_exposed_since", "2026-03-01T12:00", &on(2, "09:01"));
    let record = story.record();
    assert_eq!(record.state.levels["response"].running(), (2, 2), "facts alone lower nothing here");
    assert_eq!(record.state.clocks_of("watch_after_lowering").count(), 0);
    let mut lowered = record.clone();
    lowered.say(&plan, "commander", "decide-level", &DOWN, t(&on(2, "10:00"))).expect("the command decides");
    assert_eq!(lowered.state.levels["response"].running(), (1, 1));
    let first = newest(&lowered.state, "watch_after_lowering");
    assert_eq!((first.schedule.from, first.schedule.due), (t(&on(2, "10:00")), t(&on(3, "10:00"))));
    lowered.say(&plan, "duty_manager", "tick", &[], t(&on(12, "10:00"))).expect("ticked");
    let days: Vec<Timestamp> =
        lowered.state.clocks_of("watch_after_lowering").map(|clock| clock.schedule.due).collect();
    assert_eq!(days, (3..=9).map(|day| t(&on(day, "10:00"))).collect::<Vec<_>>(), "seven days, no eighth");
}

#[test]
fn a_level_is_decided_with_a_reason_and_with_evidence_the_case_holds() {
    let plan = pack("cn-b2c");
    let decide =
        |words: &[(&str, &str)]| worst(&plan).when("commander", "decide-level", words, &on(2, "10:00"));
    let level = [("scale", "response"), ("level", "2")];
    decide(&[level[0], level[1], ("reason", "closed"), ("evidence", "E-9")]).then_refused("incident-no-such");
    decide(&[level[0], level[1], ("reason", "  ")]).then_refused("incident-no-reason");
}

#[test]
fn a_second_lowering_within_the_seven_days_is_watched_for_seven_days_of_its_own() {
    let plan = pack("cn-b2c");
    let story = worst(&plan).and("commander", "decide-level", &DOWN, &on(2, "10:00"));
    let again = [("scale", "response"), ("level", "1"), ("reason", "mended"), ("evidence", "E-1")];
    let story = story.and("commander", "decide-level", &again, &on(4, "15:00"));
    let then = story.when_time_is(&on(20, "10:00")).then();
    then.and_state(|state| {
        let due = |clock: &Clock| clock.schedule.due;
        let watch: Vec<Timestamp> = state.clocks_of("watch_after_lowering").map(due).collect();
        for day in 5..=11 {
            assert!(watch.contains(&t(&on(day, "15:00"))), "day {day} is watched: {watch:?}");
        }
        let before: Vec<Timestamp> = watch.iter().copied().filter(|due| *due <= t(&on(5, "10:00"))).collect();
        assert_eq!(before.len(), 3, "what was owed of the first watch stays owed: {watch:?}");
    });
}

#[test]
fn facts_that_turn_out_smaller_lower_the_certain_level_and_watching_begins() {
    let plan = pack("cn-b2c");
    let mut record = worst(&plan).record();
    let position = record.state.standing("records").next().expect("stated").position.to_string();
    let strike = [("event", position.as_str()), ("reason", "counted a test table")];
    let events = record.say(&plan, "technical_lead", "strike", &strike, t(&on(2, "08:00"))).expect("struck");
    let level = &record.state.levels["response"];
    assert_eq!((level.certain.level.as_str(), level.possible.level.as_str()), ("1", "3"));
    assert!(events.iter().any(|event| matches!(event, Event::LevelComputed(_))), "{events:#?}");
    let watch = newest(&record.state, "watch_after_lowering");
    assert_eq!(watch.schedule.from, t(&on(2, "08:00")));
}

#[test]
fn a_level_never_reached_for_certain_does_not_go_down_when_it_turns_out_impossible() {
    let plan = pack("cn-b2c");
    let story = opened(&plan).fact("records", "500", &on(1, "09:10"));
    let story = story.fact("cn_b2c.mendable_inside", "yes", &on(1, "09:11"));
    let story = story.fact("reverse_connection", "no", &on(1, "09:12"));
    let story =
        story.and("press_lead", "fact", &[("fact", "public_effect"), ("value", "none")], &on(1, "09:13"));
    let state = story.record().state;
    assert_eq!(state.levels["response"].running(), (0, 0));
    assert_eq!(state.clocks_of("watch_after_lowering").count(), 0, "possible 3 was never level 3");
}

// --- a warning waits, is renewed, is watched, worsens

#[test]
fn a_warning_without_decision_pages_the_commander_after_twelve_hours_and_goes_on() {
    let plan = pack("cn-b2c");
    let then = warned(&plan).when_time_is(&on(1, "21:10")).then();
    let then = then.and_events(0, |event| paged(event, "warning_decision"));
    let then = then.goes_on().when_time_is(&on(1, "21:10:01")).then();
    let then = then.and_events(1, |event| paged(event, "warning_decision"));
    // Ten days later it still waits, and nothing has ended by itself.
    then.goes_on().when_time_is(&on(11, "21:10")).then_state(|state| {
        assert!(state.is_in(CaseState::Warning));
        let decision = newest(state, "warning_decision");
        assert_eq!((decision.status, decision.missed), (ClockStatus::Running, Some(t(&on(1, "21:10")))));
        assert_eq!(newest(state, "warning_report").status, ClockStatus::Running, "still hourly");
    });
}

#[test]
fn a_renewed_warning_has_twelve_hours_from_the_renewal_each_time() {
    let plan = pack("cn-b2c");
    let renew = [("reason", "attempts go on")];
    let story = warned(&plan).and("commander", "renew", &renew, &on(1, "20:00"));
    let then = story.when_time_is(&on(2, "07:59")).then().and_due("warning_decision", &on(2, "08:00"));
    let late = then.goes_on().when("commander", "renew", &renew, &on(2, "09:30")).then();
    // The choice came late and says so; the next twelve hours run from it.
    let late = late.and_due("warning_decision", &on(2, "21:30"));
    late.and_state(|state| {
        let met: Vec<bool> = state.clocks_of("warning_decision").map(Clock::met_late).collect();
        assert_eq!(met, [false, true, false]);
        assert_eq!(newest(state, "warning_decision").status, ClockStatus::Running);
    });
}

#[test]
fn watching_stops_the_hourly_duty_while_the_lifting_gate_runs() {
    let plan = pack("cn-b2c");
    let story = warned(&plan).fact("hole_closed", "yes", &on(1, "12:00"));
    let story = story.fact("attack_free_since", "2026-03-01T12:00", &on(1, "12:01"));
    let then = story.when("commander", "watch", &[("reason", "quiet so far")], &on(1, "20:00")).then_state(
        |state| {
            assert!(state.is_in(CaseState::Watch) && !state.is_in(CaseState::Warning));
            let ended = |clock: &Clock| clock.moot.as_ref().is_some_and(|moot| moot.cause == Cause::States);
            assert!(ended(newest(state, "warning_report")), "not silently: with the states as the reason");
            assert_eq!(newest(state, "warning_decision").status, ClockStatus::Met);
        },
    );
    let then = then.goes_on().when_time_is(&on(4, "12:00")).then();
    let then = then.and_events(
        0,
        |event| matches!(event, Event::ClockStarted(started) if started.clock.obligation == "warning_report"),
    );
    then.and_state(|state| {
        assert_eq!(condition(state, "lift_warning", "quiet_72h"), (Status::Met, Some(t(&on(4, "12:00")))));
        assert!(state.is_in(CaseState::Watch), "lifted by its gate, not by time");
    });
}

#[test]
fn an_outflow_turns_a_warning_or_a_watch_into_an_unconfirmed_response_by_itself() {
    let plan = pack("cn-b2c");
    let watched = || warned(&plan).and("commander", "watch", &[("reason", "quiet")], &on(1, "20:00"));
    for (story, from_warning) in [(warned(&plan), true), (watched(), false)] {
        let then = story.when_fact("outflow_records", ">=1", &on(1, "21:00")).then();
        let then = then.and_events(
            1,
            |event| matches!(event, Event::ProposalMade(made) if made.trigger == "warning_worsens"),
        );
        let then = then.and_events(1, |event| matches!(event, Event::ResponseDeclared(_)));
        let then = then.and_state(|state| {
            assert!(state.is_in(CaseState::Response) && state.unconfirmed);
            assert!(!state.is_in(CaseState::Warning));
            assert_eq!(state.is_in(CaseState::Watch), !from_warning);
        });
        let refused = then.goes_on().when("legal_lead", "file", &[("form", "first_report")], &on(1, "21:05"));
        assert_eq!(refused.then_refused("incident-unconfirmed"), Refusal::Unconfirmed);
    }
}

#[test]
fn a_gate_leads_only_out_of_a_state_the_case_is_in() {
    let plan = pack("cn-b2c");
    let lift = [("gate", "lift_warning"), ("reason", "quiet")];
    let story = opened(&plan).when("technical_lead", "gate.propose", &lift, &on(1, "10:00"));
    story.then_refused("incident-wrong-state");
    let end = [("gate", "end_response"), ("reason", "over")];
    let story = warned(&plan).when("technical_lead", "gate.propose", &end, &on(1, "10:00"));
    story.then_refused("incident-wrong-state");
}

// --- seventy-two quiet hours, to the second

#[test]
fn no_attempt_for_seventy_two_hours_is_met_by_time_alone_at_the_very_second() {
    let plan = pack("cn-b2c");
    let quiet = |state: &State| condition(state, "lift_warning", "quiet_72h");
    let story = warned(&plan).fact("hole_closed", "yes", &on(1, "12:00"));
    let story = story.fact("attack_free_since", "2026-03-01T12:00:00", &on(1, "12:01"));
    let story = story.when_time_is(&on(4, "11:59:59")).then_state(|state| {
        assert_eq!(quiet(state).0, Status::NotMet);
    });
    let story = story.goes_on().when_time_is(&on(4, "12:00:00")).then_state(|state| {
        assert_eq!(quiet(state), (Status::Met, Some(t(&on(4, "12:00:00")))));
    });
    // A new attempt at 13:00 begins the seventy-two hours anew.
    let story = story.goes_on().when_fact("attack_free_since", "2026-03-04T13:00", &on(4, "13:05"));
    let story = story.then_state(|state| assert_eq!(quiet(state).0, Status::NotMet));
    // One tick long after: met since the second it was, not since somebody looked.
    story.goes_on().when_time_is(&on(20, "09:00")).then_state(|state| {
        assert_eq!(quiet(state), (Status::Met, Some(t(&on(7, "13:00:00")))));
    });
}

#[test]
fn nobody_newly_exposed_for_seventy_two_hours_flips_by_itself_and_a_new_exposure_resets_it() {
    let plan = pack("cn-b2c");
    let nobody = |state: &State| condition(state, "end_response", "nobody_new_72h");
    let story = worst(&plan).fact("no_new_exposed_since", "2026-03-01T12:00:00", &on(1, "12:30"));
    let story = story.when_time_is(&on(4, "11:59:59")).then_state(|state| {
        assert_eq!(nobody(state).0, Status::NotMet);
    });
    // A new exposure in the last second of the three days.
    let story = story.goes_on().when_fact("no_new_exposed_since", "2026-03-04T11:59:58", &on(4, "11:59:59"));
    let story = story.then().goes_on().when_time_is(&on(4, "12:00:00"));
    let story = story.then_state(|state| assert_eq!(nobody(state).0, Status::NotMet));
    let story = story.goes_on().when_time_is(&on(7, "11:59:57"));
    let story = story.then_state(|state| assert_eq!(nobody(state).0, Status::NotMet));
    let story = story.goes_on().when_time_is(&on(7, "11:59:58"));
    let story =
        story.then_state(|state| assert_eq!(nobody(state), (Status::Met, Some(t(&on(7, "11:59:58"))))));
    // What was met is taken back at once by the next exposure, and a proposal that rested on it lapses.
    story.goes_on().when_fact("no_new_exposed_since", "2026-03-07T12:30", &on(7, "12:31")).then_state(
        |state| {
            assert_eq!(nobody(state).0, Status::NotMet);
        },
    );
}

// --- passed texts

fn say(
    record: &mut Record,
    plan: &Plan,
    role: &str,
    name: &str,
    words: &[(&str, &str)],
    at: &str,
) -> Result<Vec<Event>, Refusal> {
    record.say(plan, role, name, words, t(at))
}

#[test]
fn a_passed_text_lapses_when_a_fact_it_tells_changes_and_is_not_sent_until_passed_again() {
    let plan = pack("cn-b2c");
    let story = opened(&plan).fact("classes", "identity+", &on(1, "09:10"));
    let mut record = story.and("commander", "declare", &[("reason", "a leak")], &on(1, "09:20")).record();
    let digest = "ab".repeat(32);
    let pass = [("notice", "customer_notice"), ("digest", digest.as_str())];
    let send = [("notice", "customer_notice"), ("count", "67")];
    say(&mut record, &plan, "legal_lead", "pass", &pass, &on(1, "10:00")).expect("passed");
    // Something the text does not tell changes nothing.
    let other = [("fact", "systems_back"), ("value", "no")];
    say(&mut record, &plan, "technical_lead", "fact", &other, &on(1, "10:05")).expect("stated");
    assert!(record.state.notices["customer_notice"].passed.is_some());
    let more = [("fact", "classes"), ("value", "identity,payment+")];
    let events = say(&mut record, &plan, "technical_lead", "fact", &more, &on(1, "10:10")).expect("stated");
    let lapsed = |event: &Event| matches!(event, Event::NoticePassLapsed(lapse) if lapse.digest == digest);
    assert_eq!(events.iter().filter(|event| lapsed(event)).count(), 1, "{events:#?}");
    let refused = say(&mut record, &plan, "customer_lead", "notice-sent", &send, &on(1, "10:11"));
    assert_eq!(refused.expect_err("lapsed").message().key(), "incident-not-passed");
    say(&mut record, &plan, "legal_lead", "pass", &pass, &on(1, "10:20")).expect("passed again");
    say(&mut record, &plan, "customer_lead", "notice-sent", &send, &on(1, "10:21")).expect("sent");
}

#[test]
fn a_statement_struck_after_the_pass_lapses_it() {
    let plan = pack("cn-b2c");
    let mut record = opened(&plan).fact("classes", "identity,payment", &on(1, "09:10")).record();
    let position = record.state.standing("classes").next().expect("stated").position.to_string();
    let digest = "ab".repeat(32);
    let pass = [("notice", "payment_notice"), ("digest", digest.as_str())];
    say(&mut record, &plan, "legal_lead", "pass", &pass, &on(1, "10:00")).expect("passed");
    let strike = [("event", position.as_str()), ("reason", "wrong table")];
    say(&mut record, &plan, "technical_lead", "strike", &strike, &on(1, "10:05")).expect("struck");
    assert_eq!(record.state.notices["payment_notice"].passed, None);
}

#[test]
fn a_template_passed_while_a_field_is_blank_may_be_filled_at_night() {
    let plan = pack("cn-b2c");
    let mut record = opened(&plan).record();
    let digest = "ab".repeat(32);
    let pass = [("notice", "payment_notice"), ("digest", digest.as_str())];
    say(&mut record, &plan, "legal_lead", "pass", &pass, &on(1, "10:00")).expect("passed in advance");
    let known = [("fact", "classes"), ("value", "payment")];
    say(&mut record, &plan, "technical_lead", "fact", &known, &on(1, "23:00")).expect("stated");
    let send = [("notice", "payment_notice"), ("count", "67")];
    say(&mut record, &plan, "customer_lead", "notice-sent", &send, &on(1, "23:05"))
        .expect("a night need not wait");
}

#[test]
fn adopting_a_plan_with_another_template_lapses_the_pass() {
    let plan = pack("cn-b2c");
    let mut record = opened(&plan).record();
    let digest = "ab".repeat(32);
    let pass = [("notice", "payment_notice"), ("digest", digest.as_str())];
    say(&mut record, &plan, "legal_lead", "pass", &pass, &on(1, "10:00")).expect("passed");
    let mut next = plan.clone();
    next.digest = "7c".repeat(32);
    let body =
        plan.notices.iter().find(|notice| notice.id == "payment_notice").expect("in the pack").body.clone();
    let texts = next.texts.0.values_mut().next().expect("a language");
    texts.insert(body.0, "another text".to_owned());
    let adopt =
        incident::Command::Adopt { to: std::sync::Arc::new(next), reason: "a better text".to_owned() };
    let at = t(&on(1, "11:00")).checked_add(SignedDuration::ZERO).expect("in range");
    record.act(&plan, "commander", &adopt, at).expect("adopted");
    assert_eq!(record.state.notices["payment_notice"].passed, None);
}
