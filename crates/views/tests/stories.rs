//! Stories of what a reader sees.

use testkit::{given, sample_plan, t};
use views::DutyState;

fn at(clock: &str) -> String {
    format!("2026-03-01T{clock}+08:00")
}

#[test]
fn the_list_of_duties_is_in_due_order_and_says_where_each_stands() {
    let plan = sample_plan();
    let words = [("title", "a leak"), ("known", "2026-03-01T09:00")];
    let story = given(&plan).and("duty_manager", "open", &words, &at("09:00"));
    let record = story.and("technical_lead", "playbook", &[("playbook", "injection")], &at("09:00")).record();
    let duties = views::duties(&record.state, &plan, t(&at("09:20")));
    let seen: Vec<(&str, DutyState)> = duties.iter().map(|duty| (duty.id.as_str(), duty.state)).collect();
    assert_eq!(
        seen,
        [
            ("leadership_told", DutyState::Late),
            ("first_report", DutyState::Soon),
            ("task/isolate", DutyState::Running),
            ("customers_told", DutyState::Undetermined),
            ("task/mend", DutyState::Running),
        ]
    );
    assert_eq!(duties[1].left, Some(600));
    assert_eq!(duties[1].accountable.as_deref(), Some("technical_lead"));
}

#[test]
fn what_was_missed_stays_missed_when_the_case_leaves_the_state_in_which_it_was_owed() {
    let plan = sample_plan();
    let story =
        given(&plan).opened(&at("08:00")).and("commander", "warn", &[("reason", "odd")], &at("09:00"));
    let record = story.and("commander", "watch", &[("reason", "quiet")], &at("11:30")).record();
    let duties = views::duties(&record.state, &plan, t(&at("11:31")));
    let hourly: Vec<(&str, DutyState)> = duties
        .iter()
        .filter(|duty| duty.id == "hourly")
        .map(|duty| (duty.clock.as_str(), duty.state))
        .collect();
    let expected =
        [("hourly#1", DutyState::Missed), ("hourly#2", DutyState::Missed), ("hourly#3", DutyState::Moot)];
    assert_eq!(hourly, expected);
    assert!(duties.iter().filter(|duty| duty.id == "hourly").all(|duty| duty.moot_because.is_some()));
}

#[test]
fn a_duty_is_presumed_only_while_it_is_unknown_whether_it_is_owed() {
    let plan = sample_plan();
    let presumed = |record: &testkit::Record, now: &str| {
        let duties = views::duties(&record.state, &plan, t(&at(now)));
        duties.iter().find(|duty| duty.id == "leadership_told").expect("it runs").presumed
    };
    let mut record = given(&plan).opened(&at("09:00")).record();
    assert!(presumed(&record, "09:01"), "level 2 is possible");
    let records = [("fact", "records"), ("value", "20000")];
    record.say(&plan, "technical_lead", "fact", &records, t(&at("09:02"))).expect("stated");
    assert!(!presumed(&record, "09:03"), "level 2 is certain");
    let said = record.state.standing("records").next().expect("stated").position.to_string();
    let strike = [("event", said.as_str()), ("reason", "typed into the wrong case")];
    record.say(&plan, "technical_lead", "strike", &strike, t(&at("09:04"))).expect("struck");
    assert!(presumed(&record, "09:05"), "what made it certain is struck");
}

#[test]
fn a_duty_that_began_for_certain_is_presumed_when_what_made_it_certain_is_struck() {
    let plan = testkit::pack("cn-b2c");
    let mut record = given(&plan).opened(&at("09:00")).record();
    let told = |record: &testkit::Record, now: &str| {
        let duties = views::duties(&record.state, &plan, t(&at(now)));
        let duty = duties.into_iter().find(|duty| duty.id == "customers_all").expect("it is there");
        (duty.state, duty.presumed)
    };
    let records = [("fact", "records"), ("value", ">=12000")];
    record.say(&plan, "technical_lead", "fact", &records, t(&at("09:02"))).expect("stated");
    assert_eq!(told(&record, "09:03"), (DutyState::Running, false));
    let said = record.state.standing("records").next().expect("stated").position.to_string();
    let strike = [("event", said.as_str()), ("reason", "typed into the wrong case")];
    record.say(&plan, "technical_lead", "strike", &strike, t(&at("09:04"))).expect("struck");
    assert_eq!(
        told(&record, "09:05"),
        (DutyState::Running, true),
        "it runs on, and nobody knows whether it is owed"
    );
}

#[test]
fn unknown_is_null_and_never_zero() {
    let plan = sample_plan();
    let record = given(&plan).opened(&at("09:00")).fact("records", ">=120000", &at("09:01")).record();
    let case = views::case("x", 7, &record.events, &plan, t(&at("09:02"))).expect("it can be shown");
    let json = serde_json::to_value(&case).expect("it is JSON");
    assert_eq!(json["case"]["number"], 7);
    assert_eq!(json["facts"]["records"]["known"], ">=120000");
    assert!(json["facts"]["outflow_records"]["known"].is_null());
    assert_eq!(json["levels"]["response"]["certain"], "2");
    assert_eq!(json["levels"]["response"]["possible"], "3");
    assert_eq!(json["obligations"][0]["id"], "leadership_told");
    assert_eq!(json["timeline"][0]["kind"], "case.opened");
}

#[test]
fn as_recorded_at_a_past_moment_shows_what_could_be_known_then() {
    let plan = sample_plan();
    let record = given(&plan).opened(&at("09:00")).fact("records", "479", &at("10:00")).record();
    let then = views::as_recorded_at(&record.events, t(&at("09:30")));
    let case = views::case("x", 1, then, &plan, t(&at("09:30"))).expect("it can be shown");
    assert_eq!(case.facts["records"].known, None);
    assert_eq!(views::as_recorded_at(&record.events, t(&at("10:00"))).len(), record.events.len());
    assert!(views::as_recorded_at(&record.events, t(&at("08:00"))).is_empty());
}

#[test]
fn a_struck_statement_stays_readable_and_marked() {
    let plan = sample_plan();
    let record = given(&plan).opened(&at("09:00")).fact("records", "479", &at("10:00")).record();
    let position = record.state.statements[0].position;
    let mut record = record;
    let words = [("event", position.to_string()), ("reason", "wrong table".to_owned())];
    let words: Vec<(&str, &str)> = words.iter().map(|(key, value)| (*key, value.as_str())).collect();
    record.say(&plan, "technical_lead", "strike", &words, t(&at("10:05"))).expect("struck");
    let timeline = views::timeline(&record.events).expect("it can be shown");
    let entry = timeline.iter().find(|entry| entry.event == position).expect("still there");
    assert!(entry.struck_by.is_some());
    let facts = views::facts(&record.state, &plan, t(&at("10:06")));
    assert_eq!(facts["records"].known, None);
    assert!(facts["records"].statements[0].struck_by.is_some());
}

#[test]
fn a_board_row_holds_no_words_of_people_and_folds_again_to_equal_bytes() {
    let plan = sample_plan();
    let words = [("title", "SECRET"), ("known", "2026-03-01T09:00")];
    let record = given(&plan).and("duty_manager", "open", &words, &at("09:00")).record();
    let row = serde_json::to_string(&views::board_row(&record.state)).expect("it is JSON");
    assert!(!row.contains("SECRET"));
    assert_eq!(row, serde_json::to_string(&views::board_row(&incident::fold(&record.events))).expect("JSON"));
}

#[test]
fn a_gate_names_the_first_thing_lacking() {
    let plan = sample_plan();
    let record = given(&plan).opened(&at("09:00")).fact("systems_back", "yes", &at("09:01")).record();
    let gates = views::gates(&record.state, &plan);
    let gate = gates.iter().find(|gate| gate.id == "end_response").expect("there");
    assert_eq!(gate.lacking.as_deref(), Some("nobody_new"));
    assert_eq!(gate.conditions[1].status, "met");
}

#[test]
fn an_automatic_start_nobody_has_confirmed_waits_for_a_decision_by_its_id() {
    let plan = sample_plan();
    let mut record =
        given(&plan).opened(&at("09:00")).fact("outflow_records", "2000000", &at("09:01")).record();
    let now = t(&at("09:02"));
    let case = views::case("x", 1, &record.events, &plan, now).expect("it can be shown");
    assert!(case.case.unconfirmed);
    let bulk = case.proposals.iter().find(|proposal| proposal.trigger == "bulk").expect("it is there");
    assert_eq!((bulk.state, bulk.waits), ("started", true));
    let words = [("proposal", bulk.id.as_str()), ("reason", "seen by myself")];
    record.say(&plan, "commander", "accept", &words, now).expect("accepted by that id");
    let case = views::case("x", 1, &record.events, &plan, now).expect("it can be shown");
    let bulk = case.proposals.iter().find(|proposal| proposal.trigger == "bulk").expect("it stays");
    assert_eq!((bulk.state, bulk.waits), ("accepted", false));
}

#[test]
fn a_report_told_later_shows_when_it_left_and_when_that_was_written_down() {
    let plan = sample_plan();
    let words = [("title", "a leak"), ("known", "2026-03-01T08:30")];
    let mut record = given(&plan).and("duty_manager", "open", &words, &at("08:40")).record();
    let (told, now) = (at("08:35"), t(&at("09:20")));
    let file = [("form", "first_report"), ("at", told.as_str())];
    record.say(&plan, "legal_lead", "file", &file, now).expect("filed by phone");
    let duties = views::duties(&record.state, &plan, now);
    let duty = duties.iter().find(|duty| duty.id == "first_report").expect("there");
    assert_eq!((duty.met_at, duty.met_recorded_at), (Some(t(&told)), Some(now)));
}

#[test]
fn a_case_that_was_folded_already_stands_as_one_that_is_folded_for_the_look() {
    let plan = sample_plan();
    let mut record =
        given(&plan).opened(&at("09:00")).fact("outflow_records", "2000000", &at("09:01")).record();
    let position = record.state.statements[0].position.to_string();
    let words = [("event", position.as_str()), ("reason", "wrong table")];
    record.say(&plan, "technical_lead", "strike", &words, t(&at("09:05"))).expect("struck");
    let now = t(&at("09:30"));
    let (id, number) = ("x", 7);
    let of = views::Folded { id, number, state: &record.state, events: &record.events, plan: &plan };
    let whole = views::case(id, number, &record.events, &plan, now).expect("it can be shown");
    let kinds = ["fact.stated", "act.struck"];
    let folded = views::case_folded(&of, &kinds, now).expect("it can be shown");
    let (some, all) = (folded.timeline.clone(), whole.timeline.clone());
    assert_eq!(
        views::CaseView { timeline: Vec::new(), ..folded },
        views::CaseView { timeline: Vec::new(), ..whole }
    );
    let wanted: Vec<_> = all.into_iter().filter(|entry| kinds.contains(&entry.kind.as_str())).collect();
    assert!(wanted.iter().any(|entry| entry.struck_by.is_some()) && wanted.len() < record.events.len());
    assert_eq!(some, wanted);
}

#[test]
fn what_time_alone_has_moved_is_seen_before_anybody_records_it() {
    let plan = sample_plan();
    let quiet_since = "2026-03-01T09:30:00+08:00";
    let story = given(&plan).opened(&at("09:00")).fact("no_new_exposed_since", quiet_since, &at("10:00"));
    let record = story.record();
    let (state, events) = (&record.state, &record.events);
    let folded = views::Folded { id: "x", number: 1, state, events, plan: &plan };
    let nobody_new = |view: &views::CaseView| {
        let conditions = view.gates.iter().flat_map(|gate| &gate.conditions);
        conditions
            .filter(|condition| condition.id == "nobody_new")
            .map(|found| (found.status, found.since))
            .next()
    };
    let (before, moved) = views::case_now(&folded, t("2026-03-01T10:00:00+08:00")).expect("shown");
    assert_eq!((nobody_new(&before).map(|(status, _)| status), moved), (Some("not_met"), Some(0)));
    assert_eq!(before, views::case("x", 1, &record.events, &plan, before.as_of).expect("shown"));
    // Three days later nobody has touched the case.
    let now = t("2026-03-04T10:00:00+08:00");
    let recorded = views::case("x", 1, &record.events, &plan, now).expect("shown");
    assert_eq!(nobody_new(&recorded).map(|(status, _)| status), Some("not_met"));
    let (view, moved) = views::case_now(&folded, now).expect("shown");
    assert_eq!(nobody_new(&view), Some(("met", Some(t("2026-03-04T09:30:00+08:00")))));
    assert!(moved > Some(0), "{moved:?}");
    assert_eq!(
        (view.case.version, &view.timeline),
        (recorded.case.version, &recorded.timeline),
        "the record is what it was"
    );
    // Once the clock has written it, both say the same.
    let mut record = record;
    record.say(&plan, "clock", "tick", &[], now).expect("recorded");
    let after = views::case("x", 1, &record.events, &plan, now).expect("shown");
    assert_eq!(
        (&after.gates, &after.obligations, &after.levels),
        (&view.gates, &view.obligations, &view.levels)
    );
}

#[test]
fn a_proposal_says_whether_the_facts_still_say_what_they_said() {
    let plan = sample_plan();
    let records = [("fact", "records"), ("value", "20000")];
    let story = given(&plan).opened(&at("09:00")).and("technical_lead", "fact", &records, &at("09:02"));
    let mut record = story.record();
    let seen = |record: &testkit::Record, now: &str| {
        let made = views::proposals(&record.state, &plan, t(&at(now)));
        let of = made.iter().find(|made| made.trigger == "level_two").expect("proposed");
        (of.waits, of.holds)
    };
    assert_eq!(seen(&record, "09:03"), (true, "true"));

    let position = record.state.standing("records").next().expect("stated").position.to_string();
    let strike = [("event", position.as_str()), ("reason", "typed into the wrong case")];
    record.say(&plan, "technical_lead", "strike", &strike, t(&at("09:10"))).expect("struck");
    assert_eq!(seen(&record, "09:11"), (true, "unknown"), "it waits on, and what it rested on is gone");
}
