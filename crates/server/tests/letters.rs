//! Letters from the page of notices: sent with one press, shown as they stand, and never twice.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test stops at any surprise"
)]

mod house;
#[path = "../../notify/tests/scripted/mod.rs"]
mod scripted;

use std::collections::BTreeMap;
use std::time::Duration;

use desk::{Act, CaseId, CountedLeak, Customer, LeakFile, Match};
use house::{Served, now, served_by};
use incident::{Actor, Command};
use notify::smtp::Relay;
use plan::Right;
use scripted::{Scripted, Step};

/// A case with three customers, one of them near; legal has passed the letter if `passed`.
fn case(served: &Served, passed: bool) -> CaseId {
    case_of(served, passed, 3)
}

/// The same with so many customers; the third is near.
fn case_of(served: &Served, passed: bool, customers: u32) -> CaseId {
    let (plan, desk) = (&served.plan, served.house.desk());
    let who = |right| {
        let role = plan.roles.iter().find(|role| role.rights.contains(&right)).unwrap();
        Actor { role: role.id.clone(), user: "test".to_owned() }
    };
    let act = |name: &str, who: Actor, words: &[(&str, &str)]| {
        let words: Vec<(String, String)> =
            words.iter().map(|(word, value)| ((*word).to_owned(), (*value).to_owned())).collect();
        let command = Command::from_words(name, &words, plan, &plan.zone).unwrap();
        Act { command, who, occurred_at: None, now: now() }
    };
    let case = desk.open_case(plan, &act("open", who(Right::Open), &[("title", "A leak")])).unwrap().case;
    let teller = who(Right::StateFact);
    desk.act(&case, &act("fact", teller.clone(), &[("fact", "classes"), ("value", "identity")])).unwrap();
    let mut list = desk.list_customers(&case, &teller, &"8e".repeat(32), true).unwrap();
    for number in 1..=customers {
        let customer = Customer {
            key: format!("K-{number}"),
            email: vec![format!("k{number}@customers.example")],
            leaked: vec!["cn_id".to_owned()],
            matched: if number == 3 { Match::Near } else { Match::Exact },
            ..Customer::default()
        };
        list.push(customer).unwrap();
    }
    let file = LeakFile { name: "leak.csv".to_owned(), sha256: "aa".repeat(32), size: 10, sealed: None };
    let leak = CountedLeak {
        files: vec![file],
        report: br#"{"schema":1}"#,
        records: u64::from(customers),
        persons: u64::from(customers),
        facts: Vec::new(),
        source: "test",
        customers: Some(list.finish(2).unwrap()),
    };
    desk.tell_leak(&case, &leak, &teller, None, now()).unwrap();
    if passed {
        let notice = plan.notice("customer_notice").unwrap();
        let digest = documents::notice_digest(plan, notice, &BTreeMap::new());
        let legal = Actor { role: notice.passed_by.clone(), user: "legal".to_owned() };
        desk.act(&case, &act("pass", legal, &[("notice", "customer_notice"), ("digest", &digest)])).unwrap();
    }
    case
}

fn relay(server: &Scripted) -> Option<Relay> {
    Some(Relay::new(server.address(), "stanch.example", "notice@stanch.example"))
}

fn sender(served: &Served) -> house::Browser {
    let role = served.plan.roles.iter().find(|role| role.rights.contains(&Right::Send)).unwrap();
    served.signed_in("sender", &[role.id.as_str()], false)
}

const NOTICES: &str = "/cases/1/notices";
const SEND: [(&str, &str); 4] = [
    ("notice", "customer_notice"),
    ("back", "notices"),
    ("field-hotline", "400-000-0000"),
    ("field-organisation", "示例商城"),
];

#[test]
fn one_press_sends_every_letter_once_and_the_page_says_how_they_stand() {
    let server = Scripted::start(true, |_| Step::Take);
    let served = served_by(None, relay(&server));
    case(&served, true);
    let mut browser = sender(&served);
    assert!(browser.get(NOTICES).body.contains("Send the letters"));
    let sent = browser.fill(NOTICES, "/cases/1/letters", &SEND);
    assert_eq!((sent.status, sent.header("location")), (303, Some(NOTICES)), "{}", sent.body);
    for _ in 0..500 {
        if browser.get(NOTICES).body.contains("Ended") {
            break;
        }
        std::thread::park_timeout(Duration::from_millis(20));
    }
    let page = browser.get(NOTICES).body;
    assert!(page.contains("accepted by the relay") && page.contains("no letter possible"), "{page}");
    let mut recipients = server.recipients();
    recipients.sort();
    assert_eq!(recipients, ["k1@customers.example", "k2@customers.example"]);
    // A second press lists nobody anew.
    assert_eq!(browser.fill(NOTICES, "/cases/1/letters", &SEND).status, 303);
    served.house.end_letters();
    assert_eq!(server.recipients().len(), 2);
}

#[test]
fn who_could_not_be_written_to_is_named_as_the_list_of_customers_names_them() {
    let server = Scripted::start(true, |to| match to {
        to if to.starts_with("k12@") => Step::DropAfterText,
        _ => Step::Take,
    });
    let served = served_by(None, relay(&server));
    let id = case_of(&served, true, 12);
    let mut browser = sender(&served);
    assert_eq!(browser.fill(NOTICES, "/cases/1/letters", &SEND).status, 303);
    until(&mut browser, "nobody knows");
    served.house.end_letters();
    let page = browser.get(NOTICES).body;
    let desk = served.house.desk();
    let wave = desk.waves(&id).unwrap().pop().unwrap();
    for (state, key) in [(desk::LetterState::WithoutAddress, "K-3"), (desk::LetterState::Uncertain, "K-12")] {
        let rows = desk.letters(&wave.row.id, state, 0, 9).unwrap();
        let number = rows.iter().map(|row| row.number).next().unwrap();
        // The list is in the order of its bytes: the number of a letter is another customer's.
        assert!(!key.ends_with(&format!("-{number}")), "{key} is letter {number}");
        assert_eq!(notify::customer_keys(desk, &wave, &rows).unwrap(), [Some(key.to_owned())]);
        assert!(page.contains(&format!(">{key}<")), "{page}");
    }
    assert!(page.contains("Customer</th>") && page.contains("Letter</th>"), "{page}");
}

/// Waits until the page of notices says so.
fn until(browser: &mut house::Browser, said: &str) -> String {
    for _ in 0..300 {
        let page = browser.get(NOTICES).body;
        if page.contains(said) {
            return page;
        }
        std::thread::park_timeout(Duration::from_millis(50));
    }
    panic!("{said} is never said: {}", browser.get(NOTICES).body)
}

#[test]
fn a_wave_whose_listing_was_cut_off_goes_on_when_the_server_is_started_anew_and_nobody_has_two_letters() {
    let server = Scripted::start(true, |_| Step::Take);
    let served = served_by(None, None);
    let id = case_of(&served, true, 2_500);
    let mut browser = sender(&served);
    // What a process leaves that dies in the middle: a wave that was begun, and its first batch.
    let desk = served.house.desk();
    let role = served.plan.roles.iter().find(|role| role.rights.contains(&Right::Send)).unwrap();
    let who = Actor { role: role.id.clone(), user: "sender".to_owned() };
    let frame = notify::Frame {
        from: "notice@stanch.example".to_owned(),
        sender: None,
        language: "zh-Hans".to_owned(),
        by_hand: [("hotline", "400-000-0000"), ("organisation", "示例商城")]
            .map(|(field, text)| (field.to_owned(), text.to_owned()))
            .into(),
    };
    let notice = "customer_notice";
    let ask = notify::Ask { notice, frame, completes: None, again: false, who: &who, now: now() };
    let wave = notify::begin(desk, &id, &ask).unwrap();
    let mut list = notify::addressees(desk, &id, &who).unwrap();
    let listed = notify::list_wave(desk, &wave, &mut list, &mut |done| done.letters == 0, now()).unwrap();
    assert!(listed.is_none());
    let page = browser.get(NOTICES).body;
    assert!(page.contains("Listing cut off: nothing of it was sent"), "{page}");

    let again = served.restarted_by(relay(&server));
    browser.address = again.address;
    let page = until(&mut browser, "Ended");
    assert!(page.contains("2,499"), "the near one has none: {page}");
    again.house.end_letters();
    let mut recipients = server.recipients();
    let texts = recipients.len();
    recipients.sort();
    recipients.dedup();
    assert_eq!((texts, recipients.len()), (2_499, 2_499));
    assert_eq!(again.house.desk().waves(&id).unwrap().len(), 1, "the same wave");
}

#[test]
fn of_two_who_press_at_once_one_begins_the_wave() {
    let server = Scripted::start(true, |_| Step::Take);
    let served = served_by(None, relay(&server));
    let id = case_of(&served, true, 400);
    let browsers: Vec<(house::Browser, String)> = (0..4)
        .map(|number| {
            let role = served.plan.roles.iter().find(|role| role.rights.contains(&Right::Send)).unwrap();
            let mut browser = served.signed_in(&format!("sender{number}"), &[role.id.as_str()], false);
            let token = browser.get(NOTICES).form_token();
            (browser, token)
        })
        .collect();
    std::thread::scope(|scope| {
        for (mut browser, token) in browsers {
            scope.spawn(move || {
                let fields: Vec<(&str, &str)> = SEND.into_iter().chain([("csrf", token.as_str())]).collect();
                assert_eq!(browser.post("/cases/1/letters", &fields).status, 303);
            });
        }
    });
    let mut browser = served.signed_in("reader", &["commander"], false);
    until(&mut browser, "Ended");
    served.house.end_letters();
    assert_eq!(served.house.desk().waves(&id).unwrap().len(), 1);
    assert_eq!(server.recipients().len(), 399);
}

#[test]
fn a_listing_that_comes_to_nothing_says_why_and_can_be_begun_anew() {
    let server = Scripted::start(true, |_| Step::Take);
    let served = served_by(None, relay(&server));
    let id = case(&served, true);
    let mut browser = sender(&served);
    // The sealed list of customers is gone from the disk, until somebody puts it back.
    let list = served.house.desk().case(&id).unwrap().state.countings[0].counted.customers.clone().unwrap();
    let blob = found(served.folder.path(), &list.list.blob).expect("the list lies in the folder");
    let kept = std::fs::read(&blob).unwrap();
    std::fs::remove_file(&blob).unwrap();
    assert_eq!(browser.fill(NOTICES, "/cases/1/letters", &SEND).status, 303, "the page answers at once");
    let page = until(&mut browser, "The letters could not be prepared; none was sent.");
    assert!(page.contains("Send the letters") && page.contains("role=\"alert\""), "{page}");
    assert!(server.recipients().is_empty());
    std::fs::write(&blob, kept).unwrap();
    assert_eq!(browser.fill(NOTICES, "/cases/1/letters", &SEND).status, 303);
    let page = until(&mut browser, "accepted by the relay");
    assert!(!page.contains("could not be prepared"), "{page}");
    served.house.end_letters();
    assert_eq!(server.recipients().len(), 2);
}

/// The file whose name holds this id.
fn found(folder: &std::path::Path, id: &str) -> Option<std::path::PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).find_map(|path| {
        let is_it = path.file_name().is_some_and(|name| name.to_string_lossy().contains(id));
        if path.is_dir() { found(&path, id) } else { is_it.then_some(path) }
    })
}

#[test]
fn without_a_pass_or_a_relay_the_page_says_why_no_letter_leaves() {
    let server = Scripted::start(true, |_| Step::Take);
    let served = served_by(None, relay(&server));
    case(&served, false);
    let mut browser = sender(&served);
    assert!(browser.get(NOTICES).body.contains("once legal has passed the text"));
    let refused = browser.fill(NOTICES, "/cases/1/letters", &SEND);
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(refused.body.contains("These letters may not leave"), "{}", refused.body);
    assert!(server.recipients().is_empty());

    let without = house::served();
    case(&without, true);
    let mut browser = sender(&without);
    let page = browser.get(NOTICES).body;
    assert!(page.contains("started without a mail relay") && !page.contains("Send the letters"));
}

#[test]
fn the_list_of_customers_is_given_to_those_who_may_see_it_after_their_reason_is_on_record() {
    let served = served_by(None, None);
    let id = case(&served, false);
    let (page, out) = ("/cases/1/exposure", "/cases/1/customers/out");
    let mut looks = 0;
    for (at, role) in served.plan.roles.iter().enumerate() {
        let mut browser = served.signed_in(&format!("person{at}"), &[role.id.as_str()], false);
        let asked = [
            ("reason", "calls to customers"),
            ("format", "csv"),
            ("place", "customers-out"),
            ("back", "exposure"),
        ];
        if !role.rights.contains(&Right::ReadPersonal) {
            assert!(!browser.get(page).body.contains("customers-out"), "{}", role.id);
            assert_eq!(browser.fill(page, out, &asked).status, 403, "{}", role.id);
            house::pass(60);
            continue;
        }
        assert!(browser.get(page).body.contains("id=\"customers-out\""), "{}", role.id);
        let silent = browser.fill(page, out, &[asked[1], asked[2], asked[3]]);
        assert_eq!(silent.status, 422, "{}", role.id);
        let nameless = browser.fill(page, out, &[asked[0], asked[2], asked[3]]);
        assert!(nameless.status == 422 && nameless.body.contains("calls to customers"), "{}", nameless.body);
        assert_eq!(served.house.desk().looks(&id).unwrap().len(), looks, "nothing was looked at");
        let given = browser.fill(page, out, &asked);
        assert_eq!(given.status, 200, "{}: {}", role.id, given.body);
        assert!(given.body.contains("k1@customers.example") && given.body.contains("K-3"), "{}", given.body);
        looks += 1;
        let noted = served.house.desk().looks(&id).unwrap();
        assert_eq!((noted.len(), noted.last().unwrap().reason.as_str()), (looks, "calls to customers"));
        assert_eq!(noted.last().unwrap().who.role, role.id);
        assert!(browser.get(page).body.contains("calls to customers"), "whoever may look sees who looked");
        house::pass(60);
    }
    assert!(looks >= 2, "the plan has roles that may look");
}

#[test]
fn letters_that_all_went_out_are_told_by_e_mail_and_the_other_ways_stay_open_until_somebody_says_so() {
    let server = Scripted::start(true, |_| Step::Take);
    let served = served_by(None, relay(&server));
    let id = case_of(&served, true, 2);
    let mut browser = sender(&served);
    assert!(browser.get(NOTICES).body.contains("Not sent yet"));
    assert_eq!(browser.fill(NOTICES, "/cases/1/letters", &SEND).status, 303);
    let told = |desk: &desk::Desk<desk::RealLog>| {
        let state = desk.case(&id).unwrap().state;
        state.notices.get("customer_notice").is_some_and(|notice| !notice.sent.is_empty())
    };
    for _ in 0..200 {
        if told(served.house.desk()) {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let page = browser.get(NOTICES).body;
    assert!(page.contains("by e-mail: told") && page.contains("by SMS: open"), "{page}");
    let duties = browser.get("/cases/1/duties").body;
    assert!(duties.contains("Told by e-mail; still open: in the app, by SMS"), "{duties}");
    let say = [
        ("notice", "customer_notice"),
        ("ways", "app"),
        ("ways", "sms"),
        ("count", "2"),
        ("place", "sent-customer_notice"),
        ("back", "notices"),
    ];
    assert_eq!(browser.fill(NOTICES, "/cases/1/acts/notice-sent", &say).status, 303);
    let page = browser.get(NOTICES).body;
    assert!(page.contains("by SMS: told") && !page.contains("by SMS: open"), "{page}");
    let state = served.house.desk().case(&id).unwrap().state;
    let clock = state.clocks_of("customers_identity").next_back().expect("it runs");
    assert!(clock.met.is_some(), "every way was told");
}

#[test]
fn uncertain_letters_are_settled_from_the_page_with_a_reason_by_those_who_may_send() {
    let server = Scripted::start(true, |to| match to {
        to if to.starts_with("k2@") => Step::DropAfterText,
        _ => Step::Take,
    });
    let served = served_by(None, relay(&server));
    let id = case_of(&served, true, 4);
    let mut browser = sender(&served);
    assert_eq!(browser.fill(NOTICES, "/cases/1/letters", &SEND).status, 303);
    let page = until(&mut browser, "nobody knows");
    let desk = served.house.desk();
    let wave = desk.waves(&id).unwrap().pop().unwrap().row.id;
    let place = format!("settle-{wave}");
    assert!(page.contains(&format!("id=\"{place}\"")), "{page}");
    let number = desk.letters(&wave, desk::LetterState::Uncertain, 0, 9).unwrap()[0].number.to_string();
    let asked = |outcome: &'static str, numbers: &str, reason: &'static str| {
        let fields = [("outcome", outcome), ("numbers", numbers), ("reason", reason)];
        let fields = fields.map(|(name, value)| (name, value.to_owned()));
        let more = [("wave", wave.clone()), ("place", place.clone()), ("back", "notices".to_owned())];
        fields.into_iter().chain(more).collect::<Vec<_>>()
    };
    let send = |browser: &mut house::Browser, fields: Vec<(&'static str, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.fill(NOTICES, "/cases/1/letters/settle", &fields)
    };
    for (outcome, numbers, reason, said) in [
        ("", number.as_str(), "seen in its log", "Say what was found out"),
        ("told", number.as_str(), " ", "reason"),
        ("told", "two", "seen in its log", "is no number of a letter"),
        ("told", "3999", "seen in its log", "Letter 3999 is not uncertain"),
    ] {
        let refused = send(&mut browser, asked(outcome, numbers, reason));
        assert!(refused.status == 422 && refused.body.contains(said), "{said}: {}", refused.body);
    }
    assert_eq!(desk.wave(&wave).unwrap().row.count(desk::LetterState::Uncertain), 1, "nothing was recorded");
    let other = served.plan.roles.iter().find(|role| !role.rights.contains(&Right::Send)).unwrap();
    let mut other = served.signed_in("other", &[other.id.as_str()], false);
    assert_eq!(send(&mut other, asked("told", &number, "seen in its log")).status, 403);
    let before = desk.wave(&wave).unwrap().row.count(desk::LetterState::Accepted);
    let done = send(&mut browser, asked("told", &number, "seen in its log"));
    assert_eq!((done.status, done.header("location")), (303, Some(NOTICES)), "{}", done.body);
    let row = desk.wave(&wave).unwrap().row;
    assert_eq!(row.count(desk::LetterState::Uncertain), 0);
    assert_eq!(row.count(desk::LetterState::Accepted), before + 1);
}

#[test]
fn a_wave_that_stopped_on_a_fault_is_not_said_to_be_on_its_way_and_letters_are_in_the_language_that_was_chosen()
 {
    let server = Scripted::start(true, |_| Step::Mail("530 5.7.0 sign in first"));
    let served = served_by(None, relay(&server));
    case(&served, true);
    let mut browser = sender(&served);
    let page = browser.get(NOTICES).body;
    let tongues = served.plan.notice("customer_notice").unwrap().languages.clone();
    assert!(tongues.len() > 1, "the pack has letters in more than one language");
    assert!(tongues.iter().all(|tag| page.contains(&format!("value=\"{tag}\""))), "{page}");
    let chosen = [SEND.as_slice(), &[("tongue", tongues[1].as_str())]].concat();
    assert_eq!(browser.fill(NOTICES, "/cases/1/letters", &chosen).status, 303);
    let page = until(&mut browser, "Stopped: nothing is being sent");
    assert!(!page.contains("Under way"), "{page}");
    let id = served.house.desk().find(&desk::CaseRef::Number(1)).unwrap();
    let wave = served.house.desk().waves(&id).unwrap().pop().unwrap();
    assert_eq!(wave.letter.get("language").and_then(|tag| tag.as_str()), Some(tongues[1].as_str()));
}
