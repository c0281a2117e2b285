//! Who may say what: a word of those who can answer a fact is never overridden by others, milder or worse; what is owed
//! is done by its own people.
#![expect(clippy::expect_used, reason = "a test fails by panicking, with a sentence")]

use incident::{Picture, Refusal, State};
use plan::Plan;
use testkit::{Given, Record, given, pack, sample_plan, t};

const SHA: (&str, &str) = ("sha256", "00000000000000000000000000000000000000000000000000000000000000aa");

fn at(clock: &str) -> String {
    format!("2026-03-01T{clock}+08:00")
}

fn says<'p>(story: Given<'p>, role: &str, fact: &str, value: &str, clock: &str) -> Given<'p> {
    story.and(role, "fact", &[("fact", fact), ("value", value)], &at(clock))
}

/// The level of the response, as far as it is certain and as far as it is possible.
fn level(state: &State) -> (&str, &str) {
    let level = &state.levels["response"];
    (&level.certain.level, &level.possible.level)
}

fn resolved(record: &Record, plan: &Plan, fact: &str) -> incident::Resolved {
    let slot = plan.catalogue.slot(fact).expect("a fact of the catalogue");
    Picture::of(&record.state, plan, t(&at("12:00"))).facts[slot].clone()
}

/// 120,000 records with identity and payment data, said by the technical group: level 3.
fn grave(plan: &Plan) -> Given<'_> {
    let story = says(given(plan).opened(&at("09:00")), "technical_lead", "records", ">=120000", "09:01");
    says(story, "technical_lead", "classes", "identity,payment+", "09:02")
}

#[test]
fn a_milder_word_of_somebody_who_cannot_answer_is_kept_shown_and_lowers_nothing() {
    let plan = pack("cn-b2c");
    let record = says(grave(&plan), "customer_lead", "records", "500", "09:03").record();
    assert_eq!(level(&record.state), ("3", "3"));
    let records = resolved(&record, &plan, "records");
    let mild = record.state.standing("records").next_back().expect("it is recorded").position;
    let first = record.state.standing("records").next().expect("it stands").position;
    assert_eq!(records.set_aside, [mild]);
    assert_eq!(
        records.conflicts.iter().map(|pair| (pair.stands, pair.against)).collect::<Vec<_>>(),
        [(first, mild)]
    );
    assert_eq!(records.statements, [first]);
}

#[test]
fn the_same_milder_word_counts_once_somebody_who_can_answer_says_it_too() {
    let plan = pack("cn-b2c");
    let story = says(grave(&plan), "customer_lead", "records", "500", "09:03");
    let record = says(story, "technical_lead", "records", "500", "09:04").record();
    assert_eq!(level(&record.state).0, "1");
    assert_eq!(resolved(&record, &plan, "records").set_aside, Vec::<u64>::new());
}

#[test]
fn a_narrower_word_of_others_does_not_narrow_what_those_who_can_answer_left_open() {
    let plan = pack("cn-b2c");
    let story = says(given(&plan).opened(&at("09:00")), "technical_lead", "records", ">=500", "09:01");
    let record = says(story, "customer_lead", "records", "500", "09:02").record();
    let records = resolved(&record, &plan, "records");
    assert_eq!(
        (records.set_aside.len(), records.conflicts.len()),
        (1, 0),
        "both can be true; one does not count yet"
    );
    assert!(matches!(records.known, expr::Known::Int { lo: 500, hi } if hi > 100_000), "{:?}", records.known);
}

#[test]
fn others_cannot_take_back_what_was_answered_by_saying_that_it_is_unknown() {
    let plan = pack("cn-b2c");
    let record = says(grave(&plan), "customer_lead", "records", "unknown", "09:03").record();
    assert_eq!(level(&record.state), ("3", "3"));
}

#[test]
fn where_nobody_who_can_answer_has_spoken_everybodys_word_counts() {
    let plan = pack("cn-b2c");
    let story = says(given(&plan).opened(&at("09:00")), "duty_manager", "records", ">=120000", "09:01");
    let record = says(story, "customer_lead", "classes", "identity,payment+", "09:02").record();
    assert_eq!(level(&record.state), ("3", "3"));
    let unknown = says(grave(&plan), "technical_lead", "records", "unknown", "09:03");
    let record = says(unknown, "duty_manager", "records", "200000", "09:04").record();
    assert_eq!(level(&record.state), ("3", "3"));
    assert_eq!(resolved(&record, &plan, "records").set_aside, Vec::<u64>::new());
}

#[test]
fn a_word_of_others_does_not_move_a_clock_that_runs_from_an_answered_time() {
    let plan = pack("cn-b2c");
    let words = [("title", "a leak"), ("known", "2026-03-01T08:55")];
    let story = given(&plan).and("duty_manager", "open", &words, &at("09:00"));
    let story =
        story.and("technical_lead", "evidence", &[("name", "mail"), SHA, ("size", "1")], &at("09:01"));
    // The catalogue has the duty manager and the security officer answer when it was known.
    let later = [("fact", "known"), ("value", "2026-03-01T09:01"), ("evidence", "E-1")];
    let then = story.when("customer_lead", "fact", &later, &at("09:02")).then();
    let then = then.and_due("first_report", &at("09:25"));
    // One who can answer corrects a word of their own; that of another role they strike, with evidence.
    let then = then.goes_on().when("security_lead", "fact", &later, &at("09:03")).then();
    let mut record = then.and_due("first_report", &at("09:25")).goes_on().record();
    let known = record.state.standing("known").next().expect("it stands").position.to_string();
    let strike = [("event", known.as_str()), ("reason", "another mail"), ("evidence", "E-1")];
    record.say(&plan, "security_lead", "strike", &strike, t(&at("09:04"))).expect("they can answer");
    let first = record.state.clocks_of("first_report").next_back().expect("it runs");
    assert_eq!(first.schedule.due, t(&at("09:31")));
}

#[test]
fn others_cannot_strike_what_was_answered_and_the_refusal_says_who_can() {
    let plan = pack("cn-b2c");
    let mut record = grave(&plan).record();
    let event = record.state.standing("records").next_back().expect("it stands").position.to_string();
    let words = [("event", event.as_str()), ("reason", "surely wrong")];
    let refused =
        record.say(&plan, "customer_lead", "strike", &words, t(&at("09:05"))).expect_err("not theirs");
    let Refusal::OtherRole { allowed, .. } = &refused else { panic!("{refused:?}") };
    assert_eq!(allowed, &["technical_lead", "commander", "duty_manager"]);
    record.say(&plan, "technical_lead", "strike", &words, t(&at("09:06"))).expect("their own word");
}

#[test]
fn a_time_that_clocks_start_from_is_restated_with_evidence_only_however_it_resolves() {
    // In the sample `happened` resolves to the newest statement, and the first report counts from it.
    let plan = sample_plan();
    let words = [("title", "a leak"), ("happened", "2026-03-01T08:50"), ("known", "2026-03-01T08:55")];
    let story = given(&plan).and("duty_manager", "open", &words, &at("09:00"));
    let later = [("fact", "happened"), ("value", "2026-03-01T08:58")];
    let refused = story.when("technical_lead", "fact", &later, &at("09:01"));
    refused.then_refused("incident-correction-needs-evidence");
    let story = given(&plan).and("duty_manager", "open", &words, &at("09:00"));
    let story = story.and("technical_lead", "evidence", &[("name", "log"), SHA, ("size", "1")], &at("09:01"));
    let with = [later[0], later[1], ("evidence", "E-1")];
    let then = story.when("technical_lead", "fact", &with, &at("09:02")).then();
    let _ = then.and_due("first_report", &at("09:25"));
}

#[test]
fn a_task_is_moved_by_its_doer_the_accountable_role_or_the_command_and_by_nobody_else() {
    let plan = pack("cn-b2c");
    let words = [("playbook", "stop_the_spread")];
    let laid =
        given(&plan).opened(&at("09:00")).and("technical_lead", "playbook", &words, &at("09:05")).record();
    let done = [("task", "isolate_systems"), ("to", "done")];
    let task = laid.state.task("isolate_systems").expect("laid out").clone();
    assert_ne!(task.doer, "legal_lead");
    let refused =
        laid.clone().say(&plan, "legal_lead", "task", &done, t(&at("09:06"))).expect_err("not theirs");
    let Refusal::OtherRole { allowed, .. } = &refused else { panic!("{refused:?}") };
    assert!(allowed.contains(&task.doer) && allowed.contains(&"commander".to_owned()), "{allowed:?}");
    for role in [task.doer.as_str(), task.accountable.as_str(), "commander"] {
        laid.clone().say(&plan, role, "task", &done, t(&at("09:06"))).expect("theirs");
    }
}

#[test]
fn a_number_is_shown_with_the_evidence_that_bears_it_and_no_other() {
    let plan = sample_plan();
    let said = |value: &'static str, evidence: Option<&'static str>| {
        let words = vec![("fact", "records"), ("value", value)];
        words.into_iter().chain(evidence.map(|id| ("evidence", id))).collect::<Vec<_>>()
    };
    type Said = (&'static str, Option<&'static str>);
    let cases: [(&[Said], &[&str]); 5] = [
        // A word without paper, then a weaker word with it: the paper does not bear the stronger one.
        (&[(">=20000", None), (">=1", Some("E-1"))], &[]),
        (&[(">=20000", Some("E-1")), (">=1", Some("E-2"))], &["E-1"]),
        // Each bears one end.
        (&[(">=10000", Some("E-1")), ("<=50000", Some("E-2"))], &["E-2", "E-1"]),
        // Both say the same.
        (&[("479", Some("E-1")), ("479", Some("E-2"))], &["E-2", "E-1"]),
        (&[(">=400", Some("E-1")), ("479", Some("E-2"))], &["E-2"]),
    ];
    for (statements, expected) in cases {
        let mut story = given(&plan).opened(&at("09:00"));
        for name in ["dump", "scan"] {
            story =
                story.and("technical_lead", "evidence", &[("name", name), SHA, ("size", "1")], &at("09:01"));
        }
        for (value, evidence) in statements {
            story = story.and("technical_lead", "fact", &said(value, *evidence), &at("09:02"));
        }
        let records = resolved(&story.record(), &plan, "records");
        assert_eq!(records.evidence, expected, "{statements:?}");
    }
}
