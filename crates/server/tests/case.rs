//! A case run through its pages, with script off: opened, stated, refused, corrected.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test stops at any surprise")]

mod house;

use house::served;

#[test]
fn the_clocks_are_shown_before_anything_is_opened() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    let page = duty.get("/cases/new");
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("will-start"), "the page shows the clocks that will start");
    let looked = duty.fill("/cases/new", "/cases/new", &[("title", "A leak"), ("known-answer", "unknown"), ("look", "clocks")]);
    assert_eq!(looked.status, 200);
    assert!(looked.body.contains("value=\"A leak\""), "what was typed stays");
    assert_eq!(duty.get("/cases/1").status, 404, "nothing was opened");
}

#[test]
fn a_case_is_opened_with_its_times_and_a_wrong_time_says_which_part() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    let times = [("known-answer", "at"), ("known-day", "2026-03-01"), ("happened-answer", "unknown")];
    let with = |title: &'static str, time: &'static str| {
        let mut fields = vec![("title", title), ("known-time", time)];
        fields.extend(times);
        fields
    };
    let wrong = duty.fill("/cases/new", "/cases/new", &with("A leak", "25:70"));
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("25:70") && wrong.body.contains("value=\"A leak\""));
    let untitled = duty.fill("/cases/new", "/cases/new", &with("", "08:40"));
    assert_eq!(untitled.status, 422);
    let opened = duty.fill("/cases/new", "/cases/new", &with("Order database on a forum", "08:40"));
    assert_eq!((opened.status, opened.header("location")), (303, Some("/cases/1")));
    let room = duty.get("/cases/1");
    assert!(room.body.contains("Order database on a forum"));
    assert!(room.body.contains("data-due="), "clocks run");
    assert!(duty.get("/").body.contains("Order database on a forum"));
}

#[test]
fn a_fact_is_stated_and_a_wrong_one_comes_back_with_what_was_typed() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    let fields = [("title", "A leak"), ("known-answer", "unknown"), ("happened-answer", "unknown")];
    assert_eq!(duty.fill("/cases/new", "/cases/new", &fields).status, 303);
    let state = |value: &'static str| [("fact", "records"), ("value", value), ("source", "forum post"), ("back", "facts")];
    let wrong = duty.fill("/cases/1/facts", "/cases/1/acts/fact", &state("many"));
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("value=\"many\"") && wrong.body.contains("value=\"forum post\""));
    let stated = duty.fill("/cases/1/facts", "/cases/1/acts/fact", &state(">=120000"));
    assert_eq!((stated.status, stated.header("location")), (303, Some("/cases/1/facts")));
    assert!(duty.get("/cases/1/facts").body.contains("120,000"));
    for part in ["", "/duties", "/facts", "/gate", "/timeline"] {
        assert_eq!(duty.get(&format!("/cases/1{part}")).status, 200, "{part}");
    }
    assert_eq!(duty.get("/cases/1/nowhere").status, 404);
}

#[test]
fn every_part_of_a_case_is_in_the_readers_language() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager", "commander"], false);
    let fields = [("title", "A leak"), ("known-answer", "unknown"), ("happened-answer", "unknown")];
    assert_eq!(duty.fill("/cases/new", "/cases/new", &fields).status, 303);
    let chosen = duty.fill("/", "/settings", &[("language", "zh-Hans"), ("back", "/")]);
    assert_eq!(chosen.status, 303);
    for path in ["/", "/cases/new", "/cases/1", "/cases/1/duties", "/cases/1/facts", "/cases/1/gate", "/cases/1/timeline"] {
        let page = duty.get(path).body;
        assert!(page.contains("lang=\"zh-Hans\""), "{path}");
        assert!(!page.contains("server-") || page.contains("server-1"), "{path} shows a key");
    }
}
