//! What pages say and to whom: titles, names of what is pressed, dates, terms; in Chinese no word of a command line.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test stops at any surprise")]

mod house;

use std::collections::BTreeSet;

use house::{Browser, Served, served};

const PARTS: [&str; 10] =
    ["", "duties", "facts", "exposure", "evidence", "filings", "notices", "gate", "timeline", "record"];

/// Everybody in one: who sees all that can be seen.
const ALL: [&str; 6] =
    ["duty_manager", "commander", "technical_lead", "legal_lead", "customer_lead", "security_lead"];

/// A case in which a response was declared: duties of every kind run.
fn responding(served: &Served, language: &str) -> Browser {
    let mut browser = opened(served, language);
    let declared = [("reason", "a leak"), ("back", "")];
    assert_eq!(browser.fill("/cases/1", "/cases/1/acts/declare", &declared).status, 303);
    browser
}

fn opened(served: &Served, language: &str) -> Browser {
    let mut browser = served.signed_in("all", &ALL, true);
    browser.headers.push(("accept-language".to_owned(), language.to_owned()));
    let opening = [
        ("title", "Order database offered"),
        ("known-answer", "at"),
        ("known-day", "2026-03-01"),
        ("known-time", "08:30"),
        ("happened-answer", "at"),
        ("happened-day", "2026-02-28"),
        ("happened-time", "20:30"),
    ];
    let opened = browser.fill("/cases/new", "/cases/new", &opening);
    assert_eq!(opened.status, 303, "{}", opened.body);
    browser
}

fn part(browser: &mut Browser, part: &str) -> String {
    let path = if part.is_empty() { "/cases/1".to_owned() } else { format!("/cases/1/{part}") };
    let answer = browser.get(&path);
    assert_eq!(answer.status, 200, "{path}");
    answer.body
}

/// What stands in an element of this name, tags left out.
fn texts(page: &str, element: &str) -> Vec<String> {
    let (opens, closes) = (format!("<{element}"), format!("</{element}>"));
    let pieces = page.split(&opens).skip(1).filter(|piece| piece.starts_with([' ', '>']));
    let inner = pieces.filter_map(|piece| piece.split_once('>')?.1.split(&closes).next());
    inner.map(without_tags).collect()
}

fn without_tags(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        text.push_str(if text.is_empty() && !html.starts_with('<') {
            piece
        } else {
            piece.split_once('>').map_or("", |(_, rest)| rest)
        });
    }
    text
}

#[test]
fn every_part_of_a_room_has_a_title_of_its_own_and_no_id_twice() {
    let served = served();
    let mut browser = responding(&served, "en");
    let mut titles = BTreeSet::new();
    for word in PARTS {
        let page = part(&mut browser, word);
        titles.insert(texts(&page, "title").remove(0));
        let mut ids = BTreeSet::new();
        for id in page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(ids.insert(id), "{id} stands twice on {word}");
        }
    }
    assert_eq!(titles.len(), PARTS.len(), "{titles:?}");
}

#[test]
fn no_summary_of_a_page_says_the_same_as_another() {
    let served = served();
    let mut browser = responding(&served, "zh-CN");
    for word in ["duties", "facts", "filings", "notices", "evidence", "gate"] {
        let page = part(&mut browser, word);
        let page = page.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
        let said = texts(page, "summary");
        let is_twice = |one: &&String| said.iter().filter(|other| other == one).count() > 1;
        let twice: Vec<&String> = said.iter().filter(is_twice).collect();
        assert!(twice.is_empty(), "{word}: {twice:?}");
    }
}

#[test]
fn a_page_has_at_most_one_primary_button() {
    let served = served();
    let mut browser = responding(&served, "en");
    for word in PARTS {
        let count = part(&mut browser, word).matches("class=\"button primary\"").count();
        assert!(count <= 1, "{word} has {count}");
    }
}

#[test]
fn recurring_duties_are_told_in_words_and_say_from_when_they_count() {
    let served = served();
    let mut browser = responding(&served, "zh-CN");
    let page = part(&mut browser, "duties");
    assert!(!page.contains(" every ") && !page.contains("00 s"), "{page}");
    assert!(page.contains("每 4\u{a0}小时一次，每次限 4\u{a0}小时内"), "{page}");
    assert!(page.contains("自知悉起") || page.contains("自事发起"), "{page}");
    assert!(page.contains("如适用，"), "what may not be owed says so: {page}");
    assert!(!page.contains("？、"), "questions are not joined by commas: {page}");
    assert!(page.contains("待响应级别确定"), "what hangs on the level says so: {page}");
    // The badge stands in the card of its duty.
    for row in page.split("<li class=\"clock").skip(1) {
        let row = row.split("</li>").next().unwrap();
        assert_eq!(row.matches("推定").count(), usize::from(row.contains("推定")));
    }
    let outside: Vec<&str> = page.split("class=\"doings\"").skip(1).collect();
    assert!(outside.iter().all(|rest| !rest.split("<li").next().unwrap().contains("推定")), "{page}");
}

#[test]
fn the_plan_says_of_each_duty_how_long_and_from_when() {
    let served = served();
    let mut browser = served.signed_in("li.wei", &["duty_manager"], false);
    let page = browser.get("/plan").body;
    let row = page.split("id=\"obligation-first_report\"").nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(row.contains("30\u{a0}min from the happening; else from the moment it became known"), "{row}");
    for row in page.split("id=\"obligation-").skip(1) {
        let row = row.split("</tr>").next().unwrap();
        assert!(row.contains(" from ") || row.contains("at once"), "{row}");
    }
}

#[test]
fn the_opening_page_says_from_when_its_clocks_will_run() {
    let served = served();
    let mut browser = served.signed_in("li.wei", &["duty_manager"], false);
    let page = browser.get("/cases/new").body;
    assert!(page.contains("30\u{a0}min from the moment it became known"), "{page}");
}

#[test]
fn an_entry_that_is_kept_as_proof_says_its_day_its_zone_and_its_kind_in_words() {
    let served = served();
    let mut browser = responding(&served, "zh-CN");
    let page = browser.get("/cases/1/entries/1").said();
    assert!(page.contains("2026-03-01 09:00:00 (UTC+08:00)"), "{page}");
    assert!(page.contains("立案") && page.contains("case.opened"), "{page}");
}

#[test]
fn the_timeline_says_which_proposal_was_answered_and_how() {
    let served = served();
    let mut browser = opened(&served, "zh-CN");
    for (fact, value) in [("records", ">=200000"), ("classes", "identity,payment+")] {
        let fact = [("fact", fact), ("value", value), ("back", "facts")];
        assert_eq!(browser.fill("/cases/1/facts", "/cases/1/acts/fact", &fact).status, 303);
    }
    let page = part(&mut browser, "");
    let Some(rest) = page.split("name=\"proposal\" value=\"").nth(1) else {
        panic!("the plan proposes something: {page}")
    };
    let proposal = rest.split('"').next().unwrap().to_owned();
    let answer = [("proposal", proposal.as_str()), ("answer", "reject"), ("reason", "理由甲"), ("back", "")];
    assert_eq!(browser.fill("/cases/1", "/cases/1/acts/answer", &answer).status, 303);
    let page = part(&mut browser, "timeline");
    let at = page.find("理由甲").unwrap();
    let row = &page[page[..at].rfind("<li").unwrap()..at];
    assert!(row.contains("不采纳建议“") && row.contains(&proposal), "{row}");
}

#[test]
fn what_is_refused_in_chinese_names_no_word_of_a_command() {
    let served = served();
    let mut browser = responding(&served, "zh-CN");
    let mut refused = |page: &str, act: &str, fields: &[(&str, &str)]| {
        let answer = browser.fill(page, &format!("/cases/1/acts/{act}"), fields);
        assert_eq!(answer.status, 422, "{}", answer.body);
        let fault = answer.body.split("▲ ").skip(1).find(|rest| rest.contains("</p>")).unwrap().to_owned();
        without_tags(&format!("<x>{}", fault.trim_start_matches("</span>").split("</p>").next().unwrap()))
    };
    let file =
        |at| [("form", "first_report"), ("at", at), ("back", "filings"), ("place", "file-first_report")];
    let ahead = refused("/cases/1/filings", "file", &file("2026-12-01 09:00"));
    assert!(ahead.contains("2026-12-01") && !ahead.contains("at "), "{ahead}");
    let early = refused("/cases/1/filings", "file", &file("2026-02-01 09:00"));
    assert!(
        early.contains("（事发）") || early.contains("（知悉）") || early.contains("（立案）"),
        "{early}"
    );
    assert!(!early.contains("fact") && !early.contains("opened"), "{early}");
    let long = "9".repeat(41);
    let write = [
        ("paper", "notice"),
        ("of", "customer_notice"),
        ("field", "hotline"),
        ("text", long.as_str()),
        ("back", "notices"),
        ("place", "notice-customer_notice-hotline"),
    ];
    let long = refused("/cases/1/notices", "write", &write);
    assert!(long.contains("“咨询热线”") && !long.contains("hotline"), "{long}");
    let channel = "x".repeat(201);
    let mut far = file("").to_vec();
    far.push(("channel", channel.as_str()));
    let far = refused("/cases/1/filings", "file", &far);
    assert!(far.contains("“报送渠道”"), "{far}");
}

#[test]
fn a_gate_in_chinese_has_full_width_signs() {
    let served = served();
    let mut browser = responding(&served, "zh-CN");
    let page = part(&mut browser, "gate");
    for sign in ["： ", "：\u{a0}"] {
        assert!(!page.contains(sign), "a space after a full-width sign: {page}");
    }
}
