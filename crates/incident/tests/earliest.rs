//! Times of which the earliest counts: "unknown" is no word, a role takes back its own word only, and no word makes a clock
//! run later without evidence.
#![expect(clippy::expect_used, reason = "a test fails by panicking, with a sentence")]

use expr::{InstantKnown, Known};
use incident::{Picture, State};
use plan::{Plan, StartAt};
use testkit::{Given, Record, builder, given, pack, t};

const SHA: (&str, &str) = ("sha256", "00000000000000000000000000000000000000000000000000000000000000aa");
const PAPER: (&str, &str) = ("evidence", "E-1");

fn at(clock: &str) -> String {
    format!("2026-03-01T{clock}+08:00")
}

/// Opened at nine, with a mail taken in; nobody has said when it was known.
fn opened(plan: &Plan) -> Given<'_> {
    let story = given(plan).opened(&at("09:00"));
    story.and("technical_lead", "evidence", &[("name", "mail"), SHA, ("size", "1")], &at("09:01"))
}

fn says<'p>(story: Given<'p>, role: &str, fact: &str, value: &str, clock: &str) -> Given<'p> {
    story.and(role, "fact", &[("fact", fact), ("value", value)], &at(clock))
}

fn shows<'p>(story: Given<'p>, role: &str, fact: &str, value: &str, clock: &str) -> Given<'p> {
    story.and(role, "fact", &[("fact", fact), ("value", value), PAPER], &at(clock))
}

fn resolved(state: &State, plan: &Plan, fact: &str) -> incident::Resolved {
    let slot = plan.catalogue.slot(fact).expect("a fact of the catalogue");
    Picture::of(state, plan, t(&at("12:00"))).facts[slot].clone()
}

fn due(record: &Record) -> jiff::Timestamp {
    record.state.clocks_of("first_report").next_back().expect("it runs").schedule.due
}

fn exactly(clock: &str) -> Known {
    Known::Instant(InstantKnown::at(t(&at(clock))))
}

#[test]
fn who_first_answered_unknown_is_heard_when_they_know() {
    let plan = pack("cn-b2c");
    for (fact, role) in
        [("known", "duty_manager"), ("happened", "technical_lead"), ("entered", "duty_manager")]
    {
        let story = says(opened(&plan), role, fact, "unknown", "09:03");
        let record = says(story, role, fact, "2026-03-01T08:50", "09:04").record();
        assert_eq!(resolved(&record.state, &plan, fact).known, exactly("08:50"), "{fact}");
        if fact != "entered" {
            assert_eq!(due(&record), t(&at("09:20")), "{fact}");
        }
    }
}

#[test]
fn a_role_that_does_not_know_leaves_the_word_of_another_standing() {
    let plan = pack("cn-b2c");
    for (first, second) in [("duty_manager", "security_lead"), ("security_lead", "duty_manager")] {
        let story = says(opened(&plan), first, "known", "2026-03-01T08:50", "09:03");
        let record = says(story, second, "known", "unknown", "09:04").record();
        assert_eq!(resolved(&record.state, &plan, "known").known, exactly("08:50"));
        assert_eq!(due(&record), t(&at("09:20")));
    }
}

#[test]
fn a_role_takes_back_its_own_word_with_evidence_and_may_then_say_anew_what_it_knows() {
    let plan = pack("cn-b2c");
    let told = || {
        let story = says(opened(&plan), "duty_manager", "known", "2026-03-01T08:50", "09:03");
        shows(story, "security_lead", "known", "2026-03-01T08:55", "09:04")
    };
    let bare = [("fact", "known"), ("value", "unknown")];
    let refused = told().when("duty_manager", "fact", &bare, &at("09:05"));
    refused.then_refused("incident-correction-needs-evidence");
    let taken_back = shows(told(), "duty_manager", "known", "unknown", "09:05").record();
    assert_eq!(due(&taken_back), t(&at("09:25")), "the word of the other role stands");
    let alone = says(opened(&plan), "duty_manager", "known", "2026-03-01T08:55", "09:03");
    let alone = shows(alone, "duty_manager", "known", "unknown", "09:05");
    let none = alone.record();
    assert_eq!(due(&none), t(&at("09:30")), "nobody has a word: from the opening");
    let mut anew = none;
    let words = [("fact", "known"), ("value", "2026-03-01T08:50")];
    anew.say(&plan, "duty_manager", "fact", &words, t(&at("09:06"))).expect("from an unknown no clock runs");
    assert_eq!(due(&anew), t(&at("09:20")));
}

#[test]
fn the_earliest_is_the_earliest_of_what_the_roles_say_now() {
    let plan = pack("cn-b2c");
    let story = says(opened(&plan), "duty_manager", "known", "2026-03-01T08:50", "09:02");
    let story = shows(story, "security_lead", "known", "2026-03-01T08:42", "09:03");
    let record = story.record();
    assert_eq!(due(&record), t(&at("09:12")));
    let mut record = record;
    let words = [("fact", "known"), ("value", "2026-03-01T08:55"), PAPER];
    record.say(&plan, "security_lead", "fact", &words, t(&at("09:04"))).expect("their own word");
    assert_eq!(due(&record), t(&at("09:20")), "the duty manager never took 08:50 back");
    let known = resolved(&record.state, &plan, "known");
    assert_eq!(
        (known.known, known.conflicts.len()),
        (exactly("08:50"), 1),
        "the later word is shown against it"
    );
    let duty = record.state.standing("known").next().expect("it stands").position.to_string();
    let strike = [("event", duty.as_str()), ("reason", "it was another mail"), PAPER];
    record.say(&plan, "security_lead", "strike", &strike, t(&at("09:05"))).expect("they can answer");
    assert_eq!(due(&record), t(&at("09:25")));
}

#[test]
fn known_no_later_than_a_moment_makes_a_report_due_no_later_than_that_says() {
    let plan = pack("cn-b2c");
    let record = says(opened(&plan), "duty_manager", "known", "<=2026-03-01T08:40", "09:02").record();
    assert_eq!(due(&record), t(&at("09:10")));
    assert!(!resolved(&record.state, &plan, "known").known.is_exact());
    let later = says(opened(&plan), "duty_manager", "known", "<=2026-03-01T09:02", "09:02").record();
    assert_eq!(due(&later), t(&at("09:30")), "a bound after the opening gives nobody more time");
    let story = says(opened(&plan), "duty_manager", "known", "<=2026-03-01T08:58", "09:02");
    let exact = shows(story, "security_lead", "known", "2026-03-01T08:50", "09:03").record();
    let known = resolved(&exact.state, &plan, "known");
    assert_eq!((known.known, known.conflicts.len()), (exactly("08:50"), 0), "the one implies the other");
}

#[test]
fn an_act_before_the_bound_is_not_before_its_clock() {
    let plan = pack("cn-b2c");
    let mut record = says(opened(&plan), "duty_manager", "known", "<=2026-03-01T08:55", "09:02").record();
    let told = at("08:50");
    let words = [("form", "first_report"), ("at", told.as_str())];
    record.say(&plan, "legal_lead", "file", &words, t(&at("09:05"))).expect("it may have been known by then");
}

#[test]
fn an_unknown_is_struck_without_evidence_unless_it_took_back_a_word() {
    let plan = pack("cn-b2c");
    let event = |record: &Record| record.state.standing("known").next_back().expect("it stands").position;
    let mut record = says(opened(&plan), "duty_manager", "known", "unknown", "09:02").record();
    let position = event(&record).to_string();
    let strike = [("event", position.as_str()), ("reason", "we do know")];
    record.say(&plan, "duty_manager", "strike", &strike, t(&at("09:03"))).expect("no clock runs from it");
    let story = says(opened(&plan), "duty_manager", "known", "2026-03-01T08:50", "09:02");
    let mut record = shows(story, "duty_manager", "known", "unknown", "09:03").record();
    let position = event(&record).to_string();
    let strike = [("event", position.as_str()), ("reason", "it was right"), PAPER];
    let refused =
        record.say(&plan, "duty_manager", "strike", &strike[..2], t(&at("09:04"))).expect_err("clocks move");
    assert_eq!(refused.message().key(), "incident-correction-needs-evidence");
    record.say(&plan, "duty_manager", "strike", &strike, t(&at("09:04"))).expect("with evidence");
    assert_eq!(due(&record), t(&at("09:20")));
}

#[test]
fn known_is_not_stated_over_what_it_was_derived_from_without_evidence() {
    let plan = pack("cn-b2c");
    let derived = || says(opened(&plan), "duty_manager", "discovered", "2026-03-01T08:40", "09:02");
    let later = [("fact", "known"), ("value", "2026-03-01T08:59")];
    let refused = derived().when("duty_manager", "fact", &later, &at("09:03"));
    let refusal = refused.then_refused("incident-correction-needs-evidence");
    assert!(
        matches!(refusal, incident::Refusal::CorrectionNeedsEvidence { fact, .. } if fact == "discovered")
    );
    let record = shows(derived(), "duty_manager", "known", "2026-03-01T08:59", "09:03").record();
    assert_eq!(due(&record), t(&at("09:29")), "a correction with evidence moves the clock");
    let (known, discovered) =
        (resolved(&record.state, &plan, "known"), resolved(&record.state, &plan, "discovered"));
    let slot = |id| plan.catalogue.slot(id).expect("a fact of the catalogue");
    assert_eq!((known.more_than, discovered.less_than), (vec![slot("discovered")], vec![slot("known")]));
    let same = says(derived(), "duty_manager", "known", "2026-03-01T08:40", "09:03").record();
    assert_eq!(due(&same), t(&at("09:10")), "who says what was derived corrects nothing");
}

#[test]
fn known_answered_unknown_is_still_derived_from_what_was_discovered() {
    let plan = pack("cn-b2c");
    let story = says(opened(&plan), "duty_manager", "known", "unknown", "09:02");
    let record = says(story, "duty_manager", "discovered", "2026-03-01T08:40", "09:03").record();
    assert_eq!(due(&record), t(&at("09:10")));
}

#[test]
fn a_report_that_is_late_is_not_made_good_by_a_word_about_when_it_was_known() {
    let plan = pack("cn-b2c");
    for (fact, role) in [
        ("known", "duty_manager"),
        ("discovered", "duty_manager"),
        ("aware", "security_lead"),
        ("happened", "technical_lead"),
    ] {
        let words = [("fact", fact), ("value", "2026-03-01T11:59")];
        let refused = opened(&plan).when(role, "fact", &words, &at("12:00"));
        let refusal = refused.then_refused("incident-correction-needs-evidence");
        assert!(
            matches!(&refusal, incident::Refusal::CorrectionNeedsEvidence { fact, .. } if fact == "entered"),
            "{refusal:?}"
        );
        let with = [words[0], words[1], PAPER];
        let _ = opened(&plan).when(role, "fact", &with, &at("12:00")).then();
    }
}

/// A law whose clock starts from the classification, or, until that is told, from when one was aware.
fn law() -> Plan {
    let mut plan = pack("cn-b2c");
    let slot = |id: &str| plan.catalogue.slot(id).expect("a fact of the catalogue");
    // Any moment that is not one of the case's own stands for what the law adds.
    let starts = [StartAt::Fact(slot("attack_free_since")), StartAt::Fact(slot("aware")), StartAt::Opened];
    let starts = starts.into_iter().map(builder::start).collect();
    plan.obligations.push(builder::obligation("law", starts, builder::seconds(24 * 3_600)));
    plan
}

fn law_runs_from(record: &Record) -> (jiff::Timestamp, bool) {
    let clock = record.state.clocks_of("law").next_back().expect("it runs");
    (clock.schedule.from, clock.missed.is_some())
}

#[test]
fn the_first_word_about_the_start_of_a_law_makes_nothing_good_that_is_late() {
    let plan = law();
    let aware = || says(opened(&plan), "legal_lead", "aware", "2026-02-25T08:00", "09:02");
    assert_eq!(law_runs_from(&aware().record()), (t("2026-02-25T08:00+08:00"), true));
    let later = [("fact", "attack_free_since"), ("value", "2026-03-01T09:02")];
    // Neither by one who can answer it nor by anybody else.
    for role in ["technical_lead", "press_lead"] {
        let refused = aware().when(role, "fact", &later, &at("09:03"));
        let refusal = refused.then_refused("incident-later-needs-evidence");
        assert!(
            matches!(&refusal, incident::Refusal::LaterNeedsEvidence { fact, clock, .. }
                if fact == "attack_free_since" && clock == "law#1"),
            "{refusal:?}"
        );
    }
    // With evidence the law's own start counts, and a word that gives no time is a word.
    let shown = shows(aware(), "technical_lead", "attack_free_since", "2026-03-01T09:02", "09:03").record();
    assert_eq!(law_runs_from(&shown).0, t(&at("09:02")));
    let earlier = says(aware(), "technical_lead", "attack_free_since", "2026-02-24T08:00", "09:03").record();
    assert_eq!(law_runs_from(&earlier).0, t("2026-02-24T08:00+08:00"));
    // From the opening too.
    let refused = opened(&plan).when("technical_lead", "fact", &later, &at("09:03"));
    refused.then_refused("incident-later-needs-evidence");
}

#[test]
fn a_report_that_turns_out_to_have_left_earlier_moves_what_is_counted_from_it_or_is_refused() {
    let plan = pack("cn-b2c");
    let filed =
        |clock: &str| [("form", "first_report"), ("at", Box::leak(at(clock).into_boxed_str()) as &str)];
    let story = opened(&plan).and("legal_lead", "file", &filed("09:20"), &at("09:25"));
    let mut record = story.record();
    let earlier = filed("09:10");
    let refused =
        record.say(&plan, "legal_lead", "file", &earlier, t(&at("09:26"))).expect_err("it moves clocks");
    assert_eq!(refused.message().key(), "incident-filed-before");
    // A supplement leaves later, and a minute that is told is whole.
    for same in ["09:20", "09:24"] {
        record.say(&plan, "legal_lead", "file", &filed(same), t(&at("09:26"))).expect("it is later");
    }
    let met = |record: &Record| {
        let clock = record.state.clocks_of("first_report").next_back().expect("it ran").clone();
        clock.met.map(|met| (met.at, met.position))
    };
    let (stood, position) = met(&record).expect("met");
    assert_eq!(stood, t(&at("09:20")));
    let position = position.to_string();
    let strike = [("event", position.as_str()), ("reason", "the portal's receipt says 09:10")];
    record.say(&plan, "legal_lead", "strike", &strike, t(&at("09:27"))).expect("what met it is struck");
    record.say(&plan, "legal_lead", "file", &earlier, t(&at("09:27"))).expect("filed anew");
    assert_eq!(met(&record).map(|(at, _)| at), Some(t(&at("09:10"))));
}

#[test]
fn who_files_first_and_writes_down_afterwards_when_it_was_known_was_as_late_as_that_says() {
    let plan = pack("cn-b2c");
    let filed = || {
        let told = [("form", "first_report"), ("at", "2026-03-01T09:20+08:00")];
        opened(&plan).and("legal_lead", "file", &told, &at("09:21"))
    };
    let stands = |record: &Record| {
        let clock = record.state.clocks_of("first_report").next_back().expect("it ran").clone();
        (clock.schedule.due, clock.schedule.start.clone(), clock.met_late())
    };
    let record = filed().record();
    assert_eq!(stands(&record), (t(&at("09:30")), "opened".to_owned(), false));
    // Said by who noticed, by the earlier of two, or at once: it was due half an hour after, and met later.
    for (fact, role) in
        [("known", "duty_manager"), ("discovered", "duty_manager"), ("aware", "security_lead")]
    {
        let record = says(filed(), role, fact, "2026-03-01T08:30", "09:25").record();
        assert_eq!(stands(&record), (t(&at("09:00")), "fact known".to_owned(), true), "{fact}");
    }
    // One that leaves it in time is counted from all the same.
    let record = says(filed(), "duty_manager", "known", "2026-03-01T08:55", "09:25").record();
    assert_eq!(stands(&record), (t(&at("09:25")), "fact known".to_owned(), false));
    // What would make a late report punctual is said with evidence, met or not.
    let late = || {
        let told = [("form", "first_report"), ("at", "2026-03-01T09:45+08:00")];
        opened(&plan).and("legal_lead", "file", &told, &at("09:46"))
    };
    let later = [("fact", "known"), ("value", "2026-03-01T09:20")];
    late()
        .when("duty_manager", "fact", &later, &at("09:50"))
        .then_refused("incident-correction-needs-evidence");
}

// --- a duty that waits for a moment nobody has stated

/// The sample plan with one duty more: to somebody, within a day of `happened`, always owed.
fn from_happened(scope: plan::Scope) -> Plan {
    let mut plan = testkit::sample_plan();
    let happened = plan.catalogue.slot("happened").expect("a core fact");
    let start = builder::start(StartAt::Fact(happened));
    let mut told = builder::obligation("authority_told", vec![start], builder::seconds(86_400));
    told.scope = scope;
    plan.obligations.push(told);
    plan
}

#[test]
fn a_duty_whose_start_nobody_has_stated_is_there_and_says_what_is_missing() {
    for scope in [plan::Scope::External, plan::Scope::Internal] {
        let plan = from_happened(scope);
        let mut record = opened(&plan).record();
        let clock = |record: &Record| {
            record.state.clocks_of("authority_told").next_back().cloned().expect("the duty is there")
        };
        let waits = clock(&record);
        assert!(waits.is_open(), "no case is closed over it");
        assert_eq!(waits.status, incident::state::ClockStatus::Undetermined, "{scope:?}");
        assert_eq!(waits.settled_by, ["happened"]);
        assert_eq!(waits.schedule.due, t("2026-03-02T09:00+08:00"), "counted from awareness meanwhile");

        // Nothing else makes it run.
        let records = [("fact", "records"), ("value", "5")];
        record.say(&plan, "technical_lead", "fact", &records, t(&at("09:30"))).expect("stated");
        assert_eq!(clock(&record).status, incident::state::ClockStatus::Undetermined);

        let happened = [("fact", "happened"), ("value", "2026-03-01T07:00")];
        record.say(&plan, "technical_lead", "fact", &happened, t(&at("10:00"))).expect("stated");
        let runs = clock(&record);
        assert_eq!((runs.status, runs.id.number), (incident::state::ClockStatus::Running, 1));
        assert_eq!(runs.schedule.due, t("2026-03-02T07:00+08:00"));
    }
}

#[test]
fn what_was_filed_while_the_start_was_unknown_meets_the_duty() {
    let mut plan = from_happened(plan::Scope::External);
    let told = plan.obligations.last_mut().expect("the duty");
    told.met_by = plan::MetBy::Filing("first_report".to_owned());
    let mut record = opened(&plan).record();
    record.say(&plan, "legal_lead", "file", &[("form", "first_report")], t(&at("09:40"))).expect("filed");
    let happened = [("fact", "happened"), ("value", "2026-03-01T07:00")];
    record.say(&plan, "technical_lead", "fact", &happened, t(&at("10:00"))).expect("stated");
    let last = record.state.clocks_of("authority_told").next_back().expect("the duty is there");
    assert_eq!(last.status, incident::state::ClockStatus::Met);
    assert_eq!(last.id.number, 1, "nobody is asked for it again");
}
