//! Evidence, gates and the timeline through their pages, with script off.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test stops at any surprise")]

mod house;

use house::{Browser, served};

const OPENING: [(&str, &str); 3] =
    [("title", "A leak"), ("known-answer", "unknown"), ("happened-answer", "unknown")];

fn opened(browser: &mut Browser) {
    assert_eq!(browser.fill("/cases/new", "/cases/new", &OPENING).status, 303);
}

#[test]
fn a_screenshot_becomes_evidence_and_is_given_out_with_a_reason_that_stands_on_record() {
    let served = served();
    let mut legal = served.signed_in("legal", &["duty_manager", "legal_lead"], false);
    opened(&mut legal);
    let page = legal.get("/cases/1/evidence");
    assert!(page.body.contains("name=\"file\"") && page.body.contains("Screenshot"), "{}", page.body);
    let token = page.form_token();
    let told = [
        ("csrf", token.as_str()),
        ("place", "add-evidence"),
        ("kind", "screenshot"),
        ("title", "Offer on a forum"),
    ];
    let bytes = b"\x89PNG not really, but bytes";
    let added = legal.upload_with("/cases/1/evidence/add", &told, Some(("file", "offer.png", bytes)));
    assert_eq!((added.status, added.header("location")), (303, Some("/cases/1/evidence")), "{}", added.body);
    let page = legal.get("/cases/1/evidence").body;
    assert!(page.contains("E-1") && page.contains("Offer on a forum · Screenshot · offer.png"), "{page}");
    let out = "/cases/1/evidence/E-1/out";
    let silent = legal.post(out, &[("csrf", &token), ("place", "take-E-1"), ("reason", " ")]);
    assert_eq!(silent.status, 422, "no look without a reason");
    let case = served.house.desk().find(&"1".parse().unwrap()).unwrap();
    assert_eq!(served.house.desk().looks(&case).unwrap().len(), 0);
    let given = legal.post(out, &[("csrf", &token), ("place", "take-E-1"), ("reason", "for the report")]);
    assert_eq!((given.status, given.bytes.as_slice()), (200, bytes.as_slice()));
    assert!(given.header("content-disposition").unwrap().starts_with("attachment"));
    let looks = served.house.desk().looks(&case).unwrap();
    assert_eq!((looks[0].reason.as_str(), looks[0].who.user.as_str()), ("for the report", "legal"));
    assert!(legal.get("/cases/1/evidence").body.contains("for the report"), "who looked is shown");
    // Nobody else gets it, and nobody learns more by trying.
    let mut duty = served.signed_in("duty", &["duty_manager"], false);
    let token = duty.get("/cases/1/evidence").form_token();
    assert_eq!(duty.post(out, &[("csrf", &token), ("reason", "curious")]).status, 403);
    assert_eq!(served.house.desk().looks(&case).unwrap().len(), 1);
}

#[test]
fn evidence_without_a_file_or_from_another_site_is_not_taken_in() {
    let served = served();
    let mut duty = served.signed_in("duty", &["duty_manager"], false);
    opened(&mut duty);
    let token = duty.get("/cases/1/evidence").form_token();
    let told =
        [("csrf", token.as_str()), ("place", "add-evidence"), ("kind", "log"), ("title", "Access log")];
    let none = duty.upload_with("/cases/1/evidence/add", &told, Some(("file", "", b"")));
    assert_eq!(none.status, 422);
    assert!(
        none.body.contains("value=\"Access log\"") && none.body.contains("No file was chosen"),
        "{}",
        none.body
    );
    let foreign = [("csrf", "00000000000000000000000000000000"), ("title", "x")];
    assert_eq!(duty.upload_with("/cases/1/evidence/add", &foreign, Some(("file", "a", b"b"))).status, 403);
    assert!(duty.get("/cases/1/evidence").body.contains("No evidence yet"));
}

#[test]
fn a_gate_says_what_is_lacking_before_anybody_presses_its_button() {
    let served = served();
    let mut lead = served.signed_in("lead", &["technical_lead"], false);
    opened(&mut lead);
    let page = lead.get("/cases/1/gate").body;
    let at = |page: &str, gate: &str| {
        let from = page.find(&format!("id=\"gate-{gate}\"")).unwrap();
        page[from..].split("</section>").next().unwrap().to_owned()
    };
    let end = at(&page, "end_response");
    assert!(end.contains("disabled") && end.contains("one of these states: response"), "{end}");
    assert!(end.contains("/cases/1/facts#fact-systems_back"), "a condition leads to its facts: {end}");
    assert!(end.contains("Commander approves"), "{end}");
    // In the state it leads out of, the first condition is what is lacking.
    let mut duty = served.signed_in("duty", &["duty_manager"], false);
    let declared = [("reason", "a leak"), ("back", "gate")];
    assert_eq!(duty.fill("/cases/1/gate", "/cases/1/acts/declare", &declared).status, 303);
    let end = at(&lead.get("/cases/1/gate").body, "end_response");
    assert!(end.contains("disabled") && end.contains("Lacking: Nobody newly exposed for 72 hours"), "{end}");
    // Whoever proposes all the same learns it in words of pages.
    let sent =
        [("gate", "end_response"), ("reason", "enough"), ("back", "gate"), ("place", "propose-end_response")];
    let refused = lead.fill("/cases/1/gate", "/cases/1/acts/gate.propose", &sent);
    assert_eq!(refused.status, 422);
    assert!(!refused.body.contains("stanch case"), "{}", refused.body);
    // Others see whose turn it is and no button.
    assert!(!at(&duty.get("/cases/1/gate").body, "end_response").contains("<button"));
    // The commander may declare the regulator's check not applicable, with a reason.
    let mut commander = served.signed_in("chief", &["commander"], false);
    let page = at(&commander.get("/cases/1/gate").body, "end_response");
    assert!(page.contains("waive-end_response-regulator_passed"), "{page}");
    let waived = [
        ("gate", "end_response"),
        ("condition", "regulator_passed"),
        ("reason", "no check was announced"),
        ("back", "gate"),
    ];
    assert_eq!(commander.fill("/cases/1/gate", "/cases/1/acts/waive", &waived).status, 303);
    assert!(at(&lead.get("/cases/1/gate").body, "end_response").contains("no check was announced"));
}

#[test]
fn the_timeline_shows_one_act_as_one_row_and_what_followed_as_the_plans_doing() {
    let served = served();
    let mut duty = served.signed_in("duty", &["duty_manager"], false);
    opened(&mut duty);
    let page = duty.get("/cases/1/timeline").body;
    let list = page.split("id=\"timeline\"").nth(1).unwrap();
    let outer = list.split("<details").next().unwrap();
    assert_eq!(outer.matches("<li").count(), 1, "one act, one row: {outer}");
    assert!(outer.contains("<strong>Duty manager</strong>"), "{outer}");
    let followed = list.split("<details").nth(1).unwrap();
    assert!(
        followed.contains("<strong>Plan</strong>") && !followed.contains("<strong>Duty manager</strong>")
    );
    assert!(page.contains("Asia/Shanghai"));
    let only = duty.get("/cases/1/timeline?show=decisions").body;
    assert!(only.contains("case opened") && !only.contains("event-9999"), "{only}");
    let duties = duty.get("/cases/1/timeline?show=duties").body;
    assert!(
        !duties.split("id=\"timeline\"").nth(1).unwrap().contains("Duty manager"),
        "no person started a clock"
    );
}

#[test]
fn the_command_is_offered_what_the_plan_would_do_now_and_nothing_else() {
    let served = served();
    let mut duty = served.signed_in("duty", &["duty_manager"], false);
    opened(&mut duty);
    let overview = duty.get("/cases/1").body;
    assert!(overview.contains("id=\"do-declare\"") && overview.contains("id=\"do-warn\""), "{overview}");
    assert!(!overview.contains("id=\"do-renew\""), "no warning to renew");
    assert!(!overview.contains("id=\"do-reopen\""), "it is not closed");
    assert!(!overview.contains("id=\"do-decide-level\""), "the duty manager decides no level");
    let silent = [("reason", " "), ("place", "do-declare")];
    let refused = duty.fill("/cases/1", "/cases/1/acts/declare", &silent);
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("id=\"do-declare-reason-fault\""), "{}", refused.body);
    let declared = [("reason", "offered on a forum"), ("level", "2"), ("place", "do-declare")];
    assert_eq!(duty.fill("/cases/1", "/cases/1/acts/declare", &declared).status, 303);
    let overview = duty.get("/cases/1").body;
    assert!(!overview.contains("id=\"do-declare\""), "it is declared");
    let mut commander = served.signed_in("chief", &["commander"], false);
    assert!(commander.get("/cases/1").body.contains("id=\"do-decide-level\""));
    let effect = [
        ("fact", "public_effect"),
        ("value", "national"),
        ("place", "state-public_effect"),
        ("back", "facts"),
    ];
    assert_eq!(commander.fill("/cases/1/facts", "/cases/1/acts/fact", &effect).status, 303);
    let decided = [("reason", "as the group says"), ("level", "2"), ("place", "do-decide-level")];
    let bare = commander.fill("/cases/1", "/cases/1/acts/decide-level", &decided);
    assert!(bare.status == 422 && bare.body.contains("name the evidence"), "{}", bare.body);
    let token = duty.get("/cases/1/evidence").form_token();
    let told =
        [("csrf", token.as_str()), ("place", "add-evidence"), ("kind", "log"), ("title", "Access log")];
    let added =
        duty.upload_with("/cases/1/evidence/add", &told, Some(("file", "access.log", b"GET /export")));
    assert_eq!(added.status, 303, "{}", added.body);
    let shown = [decided[0], decided[1], decided[2], ("evidence", "E-1")];
    assert_eq!(commander.fill("/cases/1", "/cases/1/acts/decide-level", &shown).status, 303);
    assert!(commander.get("/cases/1").body.contains("2 of 3 · decided"));
    let mut lead = served.signed_in("lead", &["press_lead"], false);
    let offered = lead.get("/cases/1").body;
    let decides = ["declare", "warn", "watch", "decide-level", "close"];
    let any = decides.iter().find(|act| offered.contains(&format!("id=\"do-{act}\"")));
    assert_eq!(any, None, "whoever decides nothing is offered nothing to decide");
}

/// Events on a page of the timeline, and where it goes on.
fn events_of(page: &str) -> (Vec<u64>, Option<String>) {
    let ids = page.split("id=\"event-").skip(1).map(|rest| rest.split('"').next().unwrap().parse().unwrap());
    let further = page.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let older = further.into_iter().find(|href| href.contains("before="));
    (ids.collect(), older.map(|href| href.replace("&amp;", "&")))
}

#[test]
fn a_long_timeline_shows_every_entry_once_page_by_page_and_an_entry_leads_into_it() {
    use incident::{Actor, Command};
    let served = served();
    let slot = served.plan.catalogue.slot("records").unwrap();
    let given = |words: &str| {
        incident::statement(&served.plan.catalogue.facts[slot], words, &served.plan.zone).unwrap()
    };
    let mut duty = served.signed_in("duty", &["duty_manager"], false);
    opened(&mut duty);
    let desk = served.house.desk();
    let case = desk.find(&"1".parse().unwrap()).unwrap();
    let said = |number: i64| desk::Act {
        command: Command::StateFact {
            fact: "records".to_owned(),
            value: given(&format!(">={number}")),
            source: Some("forum".to_owned()),
            evidence: Vec::new(),
        },
        who: Actor { role: "technical_lead".to_owned(), user: "tech".to_owned() },
        occurred_at: None,
        now: house::now() + jiff::SignedDuration::from_secs(number),
    };
    (1..=130).for_each(|number| drop(desk.act(&case, &said(number)).unwrap()));
    let recorded: Vec<u64> = (1..=desk.case(&case).unwrap().state.version).rev().collect();
    for (first, all) in [("/cases/1/timeline", true), ("/cases/1/timeline?show=facts", false)] {
        let (mut seen, mut next, mut pages) = (Vec::new(), Some(first.to_owned()), 0);
        while let Some(address) = next {
            let page = duty.get(&address).body;
            let (events, older) = events_of(&page);
            assert_eq!(page.contains("To the newest entries"), pages > 0, "{address}");
            (seen, next, pages) = ([seen, events].concat(), older, pages + 1);
        }
        assert_eq!(pages, 2, "{first}");
        seen.sort_unstable_by(|a, b| b.cmp(a));
        let facts: Vec<u64> = recorded.iter().copied().filter(|event| seen.contains(event)).collect();
        assert_eq!(seen, if all { recorded.clone() } else { facts }, "each once");
        assert!(seen.len() >= 130);
    }
    // The opening is on the last page; the record of its first entry leads there.
    let entry = duty.get("/cases/1/entries/1").body;
    let at = entry.split("href=\"").find(|rest| rest.contains("/timeline?at=")).unwrap();
    let page = duty.get(at.split('#').next().unwrap()).body;
    assert!(
        page.contains("id=\"event-1\"") && !page.contains(&format!("id=\"event-{}\"", recorded[0])),
        "{page}"
    );
    for foreign in ["before=0", "before=x", "at=99999", "before=99999", "at=0"] {
        assert_eq!(duty.get(&format!("/cases/1/timeline?{foreign}")).status, 200, "{foreign}");
    }
}
