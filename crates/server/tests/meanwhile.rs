//! Two people at one case: the second hears who was faster and with what, and loses nothing that was typed.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test stops at any surprise")]

mod house;

use house::{Answer, Browser, Served, served};

fn opened(served: &Served) -> Browser {
    let mut duty = served.signed_in("li.wei", &["duty_manager", "security_lead"], false);
    let fields = [("title", "A leak"), ("known-answer", "unknown"), ("happened-answer", "unknown")];
    assert_eq!(duty.fill("/cases/new", "/cases/new", &fields).status, 303);
    duty
}

/// The version of the case that its page shows now.
fn seen(browser: &mut Browser, part: &str) -> String {
    let page = browser.get(&format!("/cases/1/{part}")).body;
    let from = page.split("name=\"seen\" value=\"").nth(1).expect("a form");
    from.split('"').next().unwrap().to_owned()
}

fn says(browser: &mut Browser, part: &str, act: &str, seen: &str, fields: &[(&str, &str)]) -> Answer {
    let back = [fields, &[("back", part), ("seen", seen)]].concat();
    browser.fill(&format!("/cases/1/{part}"), &format!("/cases/1/acts/{act}"), &back)
}

#[test]
fn a_duty_that_somebody_met_meanwhile_says_so_and_who() {
    let served = served();
    let mut duty = opened(&served);
    let mut other = served.signed_in("zhang.min", &["security_lead"], false);
    let file = served.house.desk().case(&served.house.desk().find(&"1".parse().unwrap()).unwrap()).unwrap();
    let theirs = |clock: &&incident::state::Clock| {
        let owed = served.plan.obligation(&clock.id.obligation);
        clock.is_open()
            && owed.is_some_and(|owed| owed.doer == "security_lead" && owed.met_by == plan::MetBy::Attested)
    };
    let clock = file.state.clocks.iter().find(theirs).expect("something they attest").id.to_string();
    let stale = seen(&mut duty, "duties");
    let met = [("obligation", clock.as_str())];
    assert_eq!(says(&mut other, "duties", "met", &stale, &met).status, 303);
    let told = says(&mut duty, "duties", "met", &stale, &[met[0], ("at", "2026-03-01 08:59")]);
    assert_eq!(told.status, 409, "{}", told.body);
    assert!(told.body.contains("zhang.min"), "{}", told.body);
    assert!(told.body.contains("2026-03-01 08:59"), "what was typed is kept: {}", told.body);
}

#[test]
fn who_is_second_hears_the_act_and_not_what_followed_from_it() {
    let served = served();
    let mut duty = opened(&served);
    let mut other = served.signed_in("chen.hao", &["technical_lead"], false);
    let stale = seen(&mut duty, "facts");
    let said = [("fact", "unusual_rights"), ("value", "yes")];
    assert_eq!(says(&mut other, "facts", "fact", &stale, &said).status, 303);
    let told = says(&mut duty, "facts", "fact", &stale, &said);
    assert_eq!(told.status, 409, "{}", told.body);
    let notice = told.body.split("role=\"alert\"").nth(1).expect("a notice").split("</p>").next().unwrap();
    assert!(notice.contains("fact stated") && !notice.contains("proposal made"), "{notice}");
}

#[test]
fn two_who_cite_one_piece_of_evidence_do_not_stand_in_each_others_way() {
    let served = served();
    let mut duty = opened(&served);
    let mut other = served.signed_in("chen.hao", &["technical_lead"], false);
    let digest = "ab".repeat(32);
    let evidence = [("name", "a log"), ("sha256", digest.as_str()), ("size", "9")];
    assert_eq!(says(&mut other, "evidence", "evidence", "0", &evidence).status, 303);
    let stale = seen(&mut duty, "facts");
    let said = |fact| [("fact", fact), ("value", "yes"), ("evidence", "E-1")];
    assert_eq!(says(&mut other, "facts", "fact", &stale, &said("hole_closed")).status, 303);
    let mine = says(&mut duty, "facts", "fact", &stale, &said("unusual_traffic"));
    assert_eq!(mine.status, 303, "{}", mine.body);
}
