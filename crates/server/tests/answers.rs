//! Facts answered through the page: by whom, in which control, and what becomes of a word that does not count.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test stops at any surprise")]

mod house;

use house::{Answer, Browser, served};

const OPENING: [(&str, &str); 3] =
    [("title", "A leak"), ("known-answer", "unknown"), ("happened-answer", "unknown")];

fn opened(browser: &mut Browser) {
    assert_eq!(browser.fill("/cases/new", "/cases/new", &OPENING).status, 303);
}

/// An answer as the form of the page sends it, with script off.
fn answer(browser: &mut Browser, fact: &str, fields: &[(&str, &str)]) -> Answer {
    let form = format!("state-{fact}");
    let mut sent = vec![("fact", fact), ("place", form.as_str()), ("back", "facts")];
    sent.extend(fields);
    browser.fill("/cases/1/facts", "/cases/1/acts/fact", &sent)
}

/// The row of a fact on the page.
fn row(page: &str, fact: &str) -> String {
    let from = page.find(&format!("id=\"fact-{fact}\"")).unwrap_or_else(|| panic!("a row for {fact}"));
    let rest = &page[from..];
    rest[..rest
        .find("<dt>")
        .map_or(rest.len(), |dt| rest[dt + 4..].find("<dt>").map_or(rest.len(), |next| dt + 4 + next))]
        .to_owned()
}

#[test]
fn whoever_can_answer_gets_the_control_of_the_facts_type_and_nobody_types_words_of_ours() {
    let served = served();
    let mut duty = served.signed_in("duty", &["duty_manager"], false);
    opened(&mut duty);
    let mut lead = served.signed_in("lead", &["technical_lead", "legal_lead", "press_lead"], false);
    let page = lead.get("/cases/1/facts").body;
    assert!(!page.contains("name=\"value\" type=\"text\""), "no line for words of ours");
    assert!(row(&page, "records").contains("name=\"records-least\""), "a count has two bounds");
    assert!(
        row(&page, "classes").contains("name=\"classes-payment\" value=\"yes\""),
        "a set asks of each member"
    );
    assert!(row(&page, "hole_closed").contains("name=\"value\" value=\"no\""), "yes and no are choices");
    assert!(row(&page, "cause").contains("name=\"value\" value=\"insider\""), "an enum is a choice");
    assert!(row(&page, "happened").contains("name=\"happened-day\"") && page.contains("Asia/Shanghai"));
    for fact in ["records", "classes", "hole_closed", "cause", "happened"] {
        assert!(row(&page, fact).contains("value=\"unknown\""), "unknown is an answer to {fact}");
    }
    // A judgement of others has no form at all; it says who can answer.
    let effect = row(&duty.get("/cases/1/facts").body, "public_effect");
    assert!(!effect.contains("<form") && effect.contains("can answer"), "{effect}");
}

#[test]
fn a_refused_answer_keeps_what_was_typed_and_says_beside_the_field_what_would_do() {
    let served = served();
    let mut lead = served.signed_in("lead", &["duty_manager", "technical_lead"], false);
    opened(&mut lead);
    let wrong = answer(&mut lead, "records", &[("records-least", "many"), ("source", "forum post")]);
    assert_eq!(wrong.status, 422);
    let at = row(&wrong.body, "records");
    assert!(at.contains("value=\"many\"") && at.contains("value=\"forum post\""), "{at}");
    assert!(at.contains("id=\"records-fault\"") && at.contains("autofocus"), "{at}");
    assert!(!wrong.body.contains("class=\"notice bad\""), "it is said once, where it belongs");
    let crossed = answer(&mut lead, "records", &[("records-least", "9"), ("records-most", "4")]);
    assert_eq!(crossed.status, 422);
    let untold = answer(&mut lead, "hole_closed", &[]);
    assert!(untold.status == 422 && row(&untold.body, "hole_closed").contains("Nothing was chosen"));
    let day = answer(&mut lead, "aware", &[("aware-answer", "at"), ("aware-day", "yesterday")]);
    assert!(day.status == 422 && row(&day.body, "aware").contains("value=\"yesterday\""));
    let both = row(&day.body, "aware");
    for part in
        ["“yesterday” is no day", "The time of day is missing", "id=\"aware-fault\"", "id=\"aware-fault-2\""]
    {
        assert!(both.contains(part), "all that is wrong is said at once: {part} is not in {both}");
    }
    assert_eq!(both.matches("autofocus").count(), 1, "{both}");
    assert_eq!(answer(&mut lead, "records", &[("records-least", "120,000")]).status, 303);
    assert!(row(&lead.get("/cases/1/facts").body, "records").contains("at least 120,000"));
    let classes = [("classes-identity", "yes"), ("classes-minor", "no"), ("classes-other", "unknown")];
    assert_eq!(answer(&mut lead, "classes", &classes).status, 303);
    let known = row(&lead.get("/cases/1/facts").body, "classes");
    assert!(known.contains("<strong>at least identity data; certainly not data of minors"), "{known}");
}

#[test]
fn a_time_that_clocks_skipped_or_showed_twice_is_refused_with_both_readings_and_taken_with_its_offset() {
    let served = served();
    let mut duty = served.signed_in("duty", &["duty_manager"], false);
    // Clocks of this zone were put forward on 14 April 1991, and back on 15 September.
    let opens = |day: &'static str, time: &'static str| {
        let happened = [("happened-answer", "at"), ("happened-day", day), ("happened-time", time)];
        [[("title", "A leak"), ("known-answer", "unknown")].as_slice(), &happened].concat()
    };
    let skipped = duty.fill("/cases/new", "/cases/new", &opens("1991-04-14", "02:30"));
    assert_eq!(skipped.status, 422, "{}", skipped.body);
    for part in ["There was no 1991-04-14 02:30", "1991-04-14 01:30+08:00", "1991-04-14 03:30+09:00"] {
        assert!(skipped.said().contains(part), "{part} is not in {}", skipped.body);
    }
    let twice = duty.fill("/cases/new", "/cases/new", &opens("1991-09-15", "01:30"));
    assert_eq!(twice.status, 422, "{}", twice.body);
    for part in ["came twice", "1991-09-15 01:30+09:00", "1991-09-15 01:30+08:00", "value=\"01:30\""] {
        assert!(twice.said().contains(part), "{part} is not in {}", twice.body);
    }
    let meant = duty.fill("/cases/new", "/cases/new", &opens("1991-09-15", "01:30+08:00"));
    assert_eq!(meant.status, 303, "{}", meant.body);
    let aware = [("aware-answer", "at"), ("aware-day", "1991-09-15"), ("aware-time", "01:30")];
    let told = answer(&mut duty, "aware", &aware);
    assert!(told.status == 422 && row(&told.body, "aware").contains("came twice"), "{}", told.body);
}

#[test]
fn a_word_of_somebody_who_cannot_answer_is_announced_shown_and_taken_over_by_one_who_can() {
    let served = served();
    let mut lead = served.signed_in("lead", &["technical_lead"], false);
    let mut duty = served.signed_in("duty", &["duty_manager"], false);
    opened(&mut duty);
    let before = row(&duty.get("/cases/1/facts").body, "customers");
    assert!(
        before.contains("Tell what you know") && before.contains("counts until one of them answers"),
        "{before}"
    );
    assert_eq!(answer(&mut lead, "customers", &[("customers-least", "900")]).status, 303);
    let then = row(&duty.get("/cases/1/facts").body, "customers");
    assert!(then.contains("set aside until one of them says it too"), "{then}");
    let told = [("customers-least", "40"), ("customers-most", "40"), ("source", "hotline")];
    assert_eq!(answer(&mut duty, "customers", &told).status, 303);
    let page = duty.get("/cases/1/facts").body;
    let aside = row(&page, "customers");
    assert!(page.contains("To be settled") && aside.contains("does not count yet"), "{aside}");
    assert!(aside.contains("Duty manager") && aside.contains("hotline") && aside.contains("at least 900"));
    assert!(!aside.contains("Record this too"), "who cannot answer cannot confirm");
    let seen = row(&lead.get("/cases/1/facts").body, "customers");
    assert!(seen.contains("Record this too"), "{seen}");
    let adopted = [("fact", "customers"), ("value", "40"), ("place", "adopt-1"), ("back", "facts")];
    assert_eq!(lead.fill("/cases/1/facts", "/cases/1/acts/fact", &adopted).status, 303);
    let settled = row(&lead.get("/cases/1/facts").body, "customers");
    assert!(!settled.contains("does not count yet") && settled.contains("<strong>40</strong>"), "{settled}");
}

#[test]
fn counts_that_cannot_both_hold_are_shown_at_both_with_who_can_correct_which() {
    let served = served();
    let mut lead = served.signed_in("lead", &["technical_lead"], false);
    let mut agent = served.signed_in("agent", &["customer_lead", "duty_manager"], false);
    opened(&mut agent);
    assert_eq!(
        answer(&mut lead, "persons", &[("persons-least", "120"), ("persons-most", "120")]).status,
        303
    );
    let told = [("customers-least", "500"), ("customers-most", "500")];
    assert_eq!(answer(&mut agent, "customers", &told).status, 303);
    let page = lead.get("/cases/1/facts").body;
    let (customers, persons) = (row(&page, "customers"), row(&page, "persons"));
    assert!(page.contains("To be settled"), "it stands first");
    assert!(customers.contains("This is more than") && customers.contains("(120)"), "{customers}");
    assert!(
        customers.contains("corrected by") && customers.contains("href=\"#fact-persons\""),
        "{customers}"
    );
    assert!(persons.contains("This is less than") && persons.contains("(500)"), "{persons}");
    let now = [("persons-least", "800"), ("persons-most", "800")];
    assert_eq!(answer(&mut lead, "persons", &now).status, 303);
    let settled = row(&lead.get("/cases/1/facts").body, "customers");
    assert!(!settled.contains("This is more than"), "{settled}");
}

#[test]
fn whoever_has_several_roles_answers_in_the_one_whose_word_counts() {
    let served = served();
    let mut lead = served.signed_in("lead", &["technical_lead"], false);
    let mut both = served.signed_in("both", &["duty_manager", "technical_lead"], false);
    opened(&mut both);
    assert_eq!(answer(&mut lead, "records", &[("records-least", "900")]).status, 303);
    assert_eq!(answer(&mut both, "records", &[("records-least", "1000")]).status, 303);
    let page = lead.get("/cases/1/facts").body;
    assert!(row(&page, "records").contains("<strong>at least 1,000</strong>"), "{}", row(&page, "records"));
}

#[test]
fn nothing_is_opened_that_happened_after_it_was_known_and_a_later_word_is_shown_as_the_contradiction() {
    let served = served();
    let mut duty = served.signed_in("duty", &["duty_manager"], false);
    let times = |happened: &'static str| {
        vec![
            ("title", "A leak"),
            ("happened-answer", "at"),
            ("happened-day", "2026-02-28"),
            ("happened-time", happened),
            ("known-answer", "at"),
            ("known-day", "2026-02-28"),
            ("known-time", "20:00"),
        ]
    };
    let wrong = duty.fill("/cases/new", "/cases/new", &times("20:30"));
    assert_eq!(wrong.status, 422);
    let at = wrong.body.find("id=\"happened-fault\"").expect("beside the field");
    let said: String = wrong.body[at..].chars().take(300).collect();
    assert!(said.contains("2026-02-28 20:30") && said.contains("2026-02-28 20:00"), "{said}");
    assert!(
        wrong.body.contains("value=\"20:30\"") && !said.contains("Z"),
        "no moment without a zone: {said}"
    );
    assert_eq!(duty.get("/cases/1").status, 404, "nothing was opened");
    // Somebody else may learn more: it is recorded and shown as what it is.
    assert_eq!(duty.fill("/cases/new", "/cases/new", &OPENING).status, 303);
    let known = [("known-answer", "at"), ("known-day", "2026-02-28"), ("known-time", "20:00")];
    assert_eq!(answer(&mut duty, "known", &known).status, 303);
    let mut lead = served.signed_in("lead", &["technical_lead"], false);
    let happened = [("happened-answer", "at"), ("happened-day", "2026-02-28"), ("happened-time", "20:30")];
    assert_eq!(answer(&mut lead, "happened", &happened).status, 303);
    let shown = row(&lead.get("/cases/1/facts").body, "happened");
    assert!(shown.contains("later than it was known"), "{shown}");
    // A correction without evidence is refused in words of pages.
    let again = [("happened-answer", "at"), ("happened-day", "2026-02-28"), ("happened-time", "19:30")];
    let refused = answer(&mut lead, "happened", &again);
    assert_eq!(refused.status, 422);
    assert!(!refused.body.contains("stanch case") && refused.body.contains("on the page “Evidence”"));
}

#[test]
fn a_time_that_has_not_come_is_refused_beside_its_field_with_its_zone() {
    let served = served();
    let mut duty = served.signed_in("duty", &["duty_manager"], false);
    let ahead = [
        ("title", "A leak"),
        ("happened-answer", "unknown"),
        ("known-answer", "at"),
        ("known-day", "2031-01-01"),
        ("known-time", "08:00"),
    ];
    let wrong = duty.fill("/cases/new", "/cases/new", &ahead);
    assert_eq!(wrong.status, 422);
    let at = wrong.body.find("id=\"known-fault\"").expect("beside the field");
    let said: String = wrong.body[at..].chars().take(200).collect();
    assert!(said.contains("2031-01-01 08:00+08:00"), "{said}");
}

#[test]
fn what_is_counted_is_told_in_the_role_whose_word_on_it_counts() {
    let served = served();
    let mut lead = served.signed_in("lead", &["technical_lead"], false);
    let mut both = served.signed_in("both", &["duty_manager", "technical_lead"], false);
    opened(&mut both);
    assert_eq!(answer(&mut lead, "records", &[("records-least", "2")]).status, 303);
    let token = both.get("/cases/1/exposure").form_token();
    let rows = (0..40).map(|n| format!("Made Up {n},person{n}@example.com\n"));
    let leak = format!("full_name,mail\n{}", rows.collect::<String>());
    assert_eq!(both.upload("/cases/1/leaks", &token, "dump.csv", leak.as_bytes()).status, 303);
    let records = row(&lead.get("/cases/1/facts").body, "records");
    assert!(records.contains("<strong>at least 40</strong>"), "{records}");
    assert!(!records.contains("does not count yet"), "{records}");
}
