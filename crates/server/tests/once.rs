//! Sent twice, done once; and what is typed into a page whose session has ended is not lost.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test stops at any surprise")]

mod house;

use std::collections::BTreeSet;

use desk::{CaseFile, CaseRef};
use house::{Answer, Browser, PASSWORD, Served, served};

const OPENING: [(&str, &str); 3] =
    [("title", "A leak"), ("known-answer", "unknown"), ("happened-answer", "unknown")];

fn file(served: &Served, number: u64) -> CaseFile {
    let id = served.house.desk().find(&CaseRef::Number(number)).unwrap();
    served.house.desk().case(&id).unwrap()
}

/// The fields of a form of the page, hidden ones as they stand: what a browser would send of it untouched.
fn token_of(page: &Answer, form: &str) -> String {
    let from = page.body.find(&format!("id=\"{form}\"")).unwrap_or_else(|| panic!("no form {form}"));
    let field = "name=\"csrf\" value=\"";
    let rest = &page.body[from..];
    let from = rest.find(field).unwrap() + field.len();
    rest[from..].split('"').next().unwrap().to_owned()
}

/// Sends the same again with other fields.
fn with<'a>(fields: &[(&'a str, &'a str)], token: &'a str) -> Vec<(&'a str, &'a str)> {
    fields.iter().copied().chain([("csrf", token)]).collect()
}

#[test]
fn a_case_that_is_opened_twice_with_one_form_is_one_case_and_the_second_answer_leads_to_it() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    let token = token_of(&duty.get("/cases/new"), "open");
    let sent = with(&OPENING, &token);
    let first = duty.post("/cases/new", &sent);
    assert_eq!((first.status, first.header("location")), (303, Some("/cases/1")));
    house::pass(90);
    let second = duty.post("/cases/new", &sent);
    let to = second.header("location").unwrap().to_owned();
    assert!(second.status == 303 && to.starts_with("/cases/1?done="), "{to}");
    let page = duty.get(&to);
    assert!(page.status == 200 && page.body.contains("This was done at"), "{}", page.body);
    assert!(!duty.get("/cases/1").body.contains("This was done at"), "only who sent it twice is told");
    assert_eq!(duty.get("/").body.matches("id=\"case-").count(), 1);
    let fresh = token_of(&duty.get("/cases/new"), "open");
    assert_ne!(fresh, token);
    let another = [OPENING.as_slice(), &[("another", "1")]].concat();
    assert_eq!(duty.post("/cases/new", &with(&another, &fresh)).header("location"), Some("/cases/2"));
}

#[test]
fn a_case_that_looks_like_one_of_a_moment_ago_is_shown_it_and_opened_by_a_second_press_alone() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    let mut other = served.signed_in("zhang.min", &["technical_lead", "duty_manager"], false);
    fn open(browser: &mut Browser, title: &str, time: &str, more: &[(&str, &str)]) -> Answer {
        let known = [("known-answer", "at"), ("known-day", "2026-03-01"), ("known-time", time)];
        let happened =
            [("happened-answer", "at"), ("happened-day", "2026-03-01"), ("happened-time", "07:10")];
        let fields = [[("title", title)].as_slice(), &happened, &known, more].concat();
        browser.fill("/cases/new", "/cases/new", &fields)
    }
    assert_eq!(open(&mut duty, "Orders on a forum", "08:40", &[]).header("location"), Some("/cases/1"));
    // By somebody else, with other spaces and letters, told to have been known at another time.
    let same = open(&mut other, " orders  on a Forum", "08:41", &[]);
    assert_eq!(same.status, 409, "{}", same.body);
    for part in [
        "Case #1, “Orders on a forum”, was opened under the same title",
        "(Duty manager)",
        "href=\"/cases/1\"",
        "name=\"another\" value=\"1\"",
        "Open another one",
        "value=\" orders  on a Forum\"",
        "value=\"08:41\"",
    ] {
        assert!(same.body.contains(part), "{part} is not in {}", same.body);
    }
    assert_eq!(same.body.matches("class=\"button primary\"").count(), 1, "{}", same.body);
    let clocks = same.body.find("name=\"look\"").unwrap();
    assert!(clocks < same.body.find("name=\"another\"").unwrap(), "Enter opens nothing");
    assert_eq!(duty.get("/").body.matches("id=\"case-").count(), 1);
    // Under another title, with the same times.
    let times = open(&mut other, "A forum sells our data", "08:40", &[]);
    assert!(times.status == 409 && times.body.contains("with the same times"), "{}", times.body);
    // Who opened it is not asked: they know what they opened, and a program may open many.
    assert_eq!(open(&mut duty, "Orders on a forum", "08:40", &[]).header("location"), Some("/cases/2"));
    let times = open(&mut other, "Orders on a forum", "08:40", &[("another", "1")]);
    assert!(times.status == 409 && times.body.contains("href=\"/cases/2\""), "{}", times.body);
    // A second press opens it; about that one nobody is asked again, but about the next one they are.
    let second = [("another", "2")];
    assert_eq!(open(&mut other, "Orders on a forum", "08:41", &second).header("location"), Some("/cases/3"));
    let third = open(&mut duty, "Orders on a forum", "08:50", &second);
    assert!(third.status == 409 && third.body.contains("href=\"/cases/3\""), "{}", third.body);
    // What is unknown is the same as nothing, and after a quarter of an hour it is another incident.
    duty.opens("Something else");
    for title in ["And something else", "Quite another thing"] {
        let known = [("known-answer", "at"), ("known-day", "2026-03-01"), ("known-time", "08:55")];
        let unlike = [[("title", title), ("happened-answer", "unknown")].as_slice(), &known].concat();
        assert_eq!(duty.fill("/cases/new", "/cases/new", &unlike).status, 303);
    }
    house::pass(16 * 60);
    assert_eq!(open(&mut duty, "Orders on a forum", "08:40", &[]).status, 303);
}

#[test]
fn two_who_open_the_same_case_at_once_make_one_and_the_other_is_shown_it() {
    let served = served();
    let mut opened: Vec<Browser> =
        ["a", "b", "c", "d"].iter().map(|login| served.signed_in(login, &["duty_manager"], false)).collect();
    let tokens: Vec<String> =
        opened.iter_mut().map(|browser| token_of(&browser.get("/cases/new"), "open")).collect();
    let answers: Vec<u16> = std::thread::scope(|scope| {
        let hands: Vec<_> = opened
            .iter_mut()
            .zip(&tokens)
            .map(|(browser, token)| {
                scope.spawn(move || browser.post("/cases/new", &with(&OPENING, token)).status)
            })
            .collect();
        hands.into_iter().map(|hand| hand.join().unwrap()).collect()
    });
    assert_eq!(answers.iter().filter(|status| **status == 303).count(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|status| **status == 409).count(), 3, "{answers:?}");
}

#[test]
fn a_form_that_comes_again_with_other_words_is_another_act_and_nothing_typed_is_lost() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    let token = token_of(&duty.get("/cases/new"), "open");
    for number in 1..=3 {
        let title = format!("A leak, number {number}");
        let mut fields = OPENING;
        fields[0].1 = &title;
        let opened = duty.post("/cases/new", &with(&fields, &token));
        assert_eq!(opened.header("location"), Some(format!("/cases/{number}").as_str()));
        assert!(duty.get(&format!("/cases/{number}")).body.contains(&title));
    }
    let again =
        duty.post("/cases/new", &with(&[("title", "A leak, number 2"), OPENING[1], OPENING[2]], &token));
    assert!(again.header("location").unwrap().starts_with("/cases/2?done="), "each of them is known again");
}

#[test]
fn a_fact_told_twice_with_one_form_stands_once_also_after_a_restart_and_from_forty_hands_at_once() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    assert_eq!(duty.fill("/cases/new", "/cases/new", &OPENING).status, 303);
    let token = token_of(&duty.get("/cases/1/facts"), "part");
    let fields = [("fact", "records"), ("value", ">=1000"), ("source", "told by Li"), ("back", "facts")];
    let sent = with(&fields, &token);
    let before = file(&served, 1).state.statements.len();
    let statuses: Vec<(u16, String)> = std::thread::scope(|scope| {
        let hands: Vec<_> = (0..40)
            .map(|_| {
                let mut hand =
                    Browser { address: duty.address, cookies: duty.cookies.clone(), headers: Vec::new() };
                let sent = &sent;
                scope.spawn(move || {
                    let answer = hand.post("/cases/1/acts/fact", sent);
                    (answer.status, answer.header("location").unwrap_or_default().to_owned())
                })
            })
            .collect();
        hands.into_iter().map(|hand| hand.join().unwrap()).collect()
    });
    assert!(statuses.iter().all(|(status, to)| *status == 303 && to.starts_with("/cases/1/facts")));
    assert_eq!(statuses.iter().filter(|(_, to)| !to.contains("?done=")).count(), 1, "one of them acted");
    assert_eq!(file(&served, 1).state.statements.len(), before + 1);
    let served = served.restarted();
    duty.address = served.address;
    let again = duty.post("/cases/1/acts/fact", &sent);
    assert!(again.header("location").unwrap().contains("/facts?done="), "it is as durable as the act");
    assert_eq!(file(&served, 1).state.statements.len(), before + 1);
}

#[test]
fn what_was_refused_did_nothing_and_its_form_may_be_sent_again() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    let token = token_of(&duty.get("/cases/new"), "open");
    let nameless = [("title", " "), ("known-answer", "unknown"), ("happened-answer", "unknown")];
    assert_eq!(duty.post("/cases/new", &with(&nameless, &token)).status, 422);
    let looked =
        duty.post("/cases/new", &with(&[OPENING.as_slice(), &[("look", "clocks")]].concat(), &token));
    assert_eq!(looked.status, 200, "a look at the clocks opens nothing");
    assert_eq!(duty.post("/cases/new", &with(&OPENING, &token)).header("location"), Some("/cases/1"));
}

#[test]
fn evidence_sent_twice_with_one_form_is_taken_in_once() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    assert_eq!(duty.fill("/cases/new", "/cases/new", &OPENING).status, 303);
    let token = token_of(&duty.get("/cases/1/evidence"), "part");
    let told = [("csrf", token.as_str()), ("kind", "screenshot"), ("title", "the post")];
    let big = vec![b'x'; 3 << 20];
    for bytes in [&b"a picture"[..], &big] {
        let sent = duty.upload_with("/cases/1/evidence/add", &told, Some(("file", "post.png", bytes)));
        assert_eq!(sent.status, 303, "{}", sent.body);
        assert!(sent.header("location").unwrap().starts_with("/cases/1/evidence"));
    }
    let evidence = &file(&served, 1).state.evidence;
    assert_eq!(evidence.len(), 1);
    assert_eq!(evidence[0].size, 9);
}

#[test]
fn a_person_is_enrolled_once() {
    let served = served();
    let mut keeper = served.signed_in("keeper", &["commander"], true);
    let token = token_of(&keeper.get("/people"), "enrol-form");
    let sent = with(&[("login", "new.one"), ("name", "New One")], &token);
    assert_eq!(keeper.post("/people", &sent).status, 200);
    let again = keeper.post("/people", &sent);
    let to = again.header("location").unwrap().to_owned();
    assert!(again.status == 303 && to.starts_with("/people?done="));
    assert!(keeper.get(&to).body.contains("This was done at"));
    assert_eq!(served.house.desk().people().unwrap().len(), 2);
}

#[test]
fn two_windows_of_one_person_do_not_do_a_thing_twice_unasked() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    assert_eq!(duty.fill("/cases/new", "/cases/new", &OPENING).status, 303);
    let seen = file(&served, 1).state.version.to_string();
    let page = duty.get("/cases/1/facts");
    let fields = |value| {
        [
            ("fact", "records"),
            ("value", value),
            ("source", "a post"),
            ("back", "facts"),
            ("seen", seen.as_str()),
        ]
    };
    let (one, other) = (token_of(&page, "part"), token_of(&duty.get("/cases/1/facts"), "part"));
    assert_eq!(duty.post("/cases/1/acts/fact", &with(&fields(">=1000"), &one)).status, 303);
    let second = duty.post("/cases/1/acts/fact", &with(&fields(">=1000"), &other));
    assert_eq!(second.status, 409, "{}", second.body);
    assert!(second.body.contains("You have acted on the same thing yourself"), "{}", second.body);
}

#[test]
fn every_form_of_every_page_has_a_stamp_of_its_own_and_each_address_that_acts_says_so() {
    let served = served();
    let roles: Vec<&str> = served.plan.roles.iter().map(|role| role.id.as_str()).collect();
    let mut keeper = served.signed_in("keeper", &roles, true);
    assert_eq!(keeper.fill("/cases/new", "/cases/new", &OPENING).status, 303);
    let id = served.house.desk().people().unwrap()[0].id.clone();
    let mut pages =
        vec!["/".to_owned(), "/cases/new".into(), "/people".into(), "/journal".into(), "/plan".into()];
    pages.push(format!("/people/{id}"));
    let parts =
        ["", "/duties", "/facts", "/exposure", "/evidence", "/filings", "/notices", "/gate", "/timeline"];
    pages.extend(parts.iter().chain(&["/record"]).map(|part| format!("/cases/1{part}")));
    let (mut forms, mut stamps, mut actions) = (0, BTreeSet::new(), BTreeSet::new());
    // Twice: a shared text gives no stamp to two readers, nor to one of them two times.
    for page in pages.iter().chain(&pages) {
        let body = keeper.get(page).body;
        for form in body.split("<form ").skip(1) {
            let form = form.split("</form>").next().unwrap();
            let value = |attribute: &str| form.split(&format!("{attribute}=\"")).nth(1)?.split('"').next();
            if value("method") != Some("post") || value("action") == Some("/settings") {
                continue;
            }
            let token = value("name=\"csrf\" value").unwrap_or_else(|| panic!("{page}: {form}"));
            assert_eq!(token.split('.').count(), 4, "{page}: {form}");
            assert!(stamps.insert(token.to_owned()), "{page}: two forms share a stamp");
            actions.insert(value("action").unwrap().to_owned());
            forms += 1;
        }
    }
    assert!(forms > 150 && actions.len() > 20, "the pages were walked: {forms} forms, {actions:?}");
    // What may be sent again, and is done again: nothing of it lasts, or each time is one of its own and on record.
    let again = [
        "/sign-in",
        "/sign-out",
        "/settings",
        "/welcome/{token}",
        "/demo/enter/{token}",
        "/demo/people/{person}",
        "/demo/cases/{case}/leak",
        "/journal/verify",
        "/journal/consistency",
        "/people/{person}/link",
        "/cases/{case}/bundle",
        // The same file, by its digest, is not counted twice.
        "/cases/{case}/leaks",
        "/cases/{case}/evidence/{evidence}/out",
        "/cases/{case}/customers/out",
        "/cases/{case}/uploads",
        "/cases/{case}/uploads/{upload}",
        "/cases/{case}/uploads/{upload}/cancel",
    ];
    assert_eq!(server::repeatable(), again);
}

#[test]
fn what_was_typed_when_the_session_ended_stands_in_its_form_again_for_the_same_person_alone() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    served.signed_in("wang.fang", &["duty_manager"], false);
    assert_eq!(duty.fill("/cases/new", "/cases/new", &OPENING).status, 303);
    let page = duty.get("/cases/1/facts");
    let id = "state-records";
    let token = token_of(&page, id);
    let fields =
        [("fact", "records"), ("source", "a call at 3:10 & <notes>"), ("back", "facts"), ("place", id)];
    let sent = with(&fields, &token);
    house::pass(13 * 3600);
    let over = duty.post("/cases/1/acts/fact", &sent);
    assert_eq!(over.status, 403);
    assert!(over.body.contains("Your session has ended") && over.body.contains("action=\"/sign-in\""));
    assert!(!over.body.contains("3:10"), "whoever stands at this browser reads nothing of it");
    let field = |name: &str| {
        let from = over.body.find(&format!("name=\"{name}\" value=\"")).unwrap() + name.len() + 15;
        over.body[from..].split('"').next().unwrap().to_owned()
    };
    let (back, kept) = (field("back"), field("kept"));
    assert_eq!(back, "/cases/1/facts");
    let sign_in = |browser: &mut Browser, login: &str, password: &str| {
        let words =
            [("login", login), ("password", password), ("back", back.as_str()), ("kept", kept.as_str())];
        browser.post("/sign-in", &words)
    };
    let wrong = sign_in(&mut duty, "li.wei", "three tired people at noon");
    assert!(wrong.status == 422 && wrong.body.contains(&kept), "a slip in the password loses nothing");
    let mut other = served.browser();
    assert_eq!(sign_in(&mut other, "wang.fang", PASSWORD).header("location"), Some("/cases/1/facts"));
    let mine = sign_in(&mut duty, "li.wei", PASSWORD);
    let to = mine.header("location").unwrap().to_owned();
    assert!(mine.status == 303 && to.starts_with("/cases/1/facts?kept="), "{to}");
    let page = duty.get(&to);
    assert!(page.body.contains("a call at 3:10 &amp; &lt;notes&gt;"), "{}", page.body);
    assert!(page.body.contains("Your session had ended before this was sent"));
    assert!(!other.get(&to).body.contains("3:10"), "the address gives nobody else the words");
    let before = file(&served, 1).state.statements.len();
    let token = token_of(&page, id);
    let again = with(&[fields.as_slice(), &[("value", ">=1000")]].concat(), &token);
    assert_eq!(duty.post("/cases/1/acts/fact", &again).header("location"), Some("/cases/1/facts"));
    assert_eq!(file(&served, 1).state.statements.len(), before + 1);
}

#[test]
fn a_form_of_an_older_session_comes_again_with_its_words_and_nobody_is_led_to_an_address_that_only_takes_forms()
 {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    let token = token_of(&duty.get("/cases/new"), "open");
    house::pass(13 * 3600);
    // Signed in again in another window.
    let words = [("login", "li.wei"), ("password", PASSWORD), ("back", "/cases/1/acts/fact")];
    assert_eq!(duty.post("/sign-in", &words).header("location"), Some("/cases/1"));
    let sent = duty.post("/cases/new", &with(&OPENING, &token));
    let to = sent.header("location").unwrap().to_owned();
    assert!(sent.status == 303 && to.starts_with("/cases/new?kept="), "{to}");
    assert!(duty.get(&to).body.contains("value=\"A leak\""));
    assert!(duty.get("/").body.matches("id=\"case-").count() == 0, "nothing was opened");
    let forged = "0".repeat(32);
    assert_eq!(duty.post("/cases/new", &with(&OPENING, &forged)).status, 403);
    let stranger = served.browser().post("/cases/1/acts/fact", &[("fact", "x")]);
    assert_eq!((stranger.status, stranger.header("location")), (303, Some("/sign-in?back=%2Fcases%2F1")));
}

#[test]
fn a_stream_of_news_ends_when_its_reader_signs_out() {
    use std::io::{Read, Write};
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    assert_eq!(duty.fill("/cases/new", "/cases/new", &OPENING).status, 303);
    let cookies: Vec<String> = duty.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let mut stream = std::net::TcpStream::connect(served.address).unwrap();
    stream.set_read_timeout(Some(std::time::Duration::from_secs(5))).unwrap();
    let head = format!(
        "GET /cases/1/live HTTP/1.1\r\nhost: here\r\nconnection: close\r\ncookie: {}\r\n\r\n",
        cookies.join("; ")
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut first = [0; 64];
    assert!(stream.read(&mut first).unwrap() > 0);
    let token = token_of(&duty.get("/cases/1"), "head");
    assert_eq!(duty.post("/sign-out", &[("csrf", &token)]).status, 303);
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).expect("the stream ends");
    assert!(!String::from_utf8_lossy(&rest).contains("event: changed"));
}
