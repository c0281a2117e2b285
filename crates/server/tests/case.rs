//! A case run through its pages, with script off: opened, stated, refused, corrected.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test stops at any surprise")]

mod house;

use house::{Browser, served};

#[test]
fn the_clocks_are_shown_before_anything_is_opened() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    let page = duty.get("/cases/new");
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("will-start"), "the page shows the clocks that will start");
    let looked = duty.fill(
        "/cases/new",
        "/cases/new",
        &[("title", "A leak"), ("known-answer", "unknown"), ("look", "clocks")],
    );
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
    duty.opens("A leak");
    let state = |value: &'static str| {
        let form = ("place", "state-records");
        [("fact", "records"), ("records-least", value), ("source", "forum post"), ("back", "facts"), form]
    };
    let wrong = duty.fill("/cases/1/facts", "/cases/1/acts/fact", &state("many"));
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("value=\"many\"") && wrong.body.contains("value=\"forum post\""));
    let stated = duty.fill("/cases/1/facts", "/cases/1/acts/fact", &state("120000"));
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
    duty.opens("A leak");
    let chosen = duty.fill("/", "/settings", &[("language", "zh-Hans"), ("back", "/")]);
    assert_eq!(chosen.status, 303);
    for path in [
        "/",
        "/cases/new",
        "/cases/1",
        "/cases/1/duties",
        "/cases/1/facts",
        "/cases/1/gate",
        "/cases/1/timeline",
    ] {
        let page = duty.get(path).body;
        assert!(page.contains("lang=\"zh-Hans\""), "{path}");
        let key = messages::keys(messages::Language::English)
            .into_iter()
            .find(|key| page.contains(&format!(">{key}")));
        assert_eq!(key, None, "{path} shows a key instead of its words");
    }
}

#[test]
fn a_leak_is_uploaded_counted_and_cited_by_the_facts() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    duty.opens("A leak");
    let token = duty.get("/cases/1/exposure").form_token();
    let rows = (0..40).map(|n| format!("Made Up {n},person{n}@example.com,1390000{n:04}\n"));
    let leak = format!("full_name,mail,mobile\n{}", rows.collect::<String>());
    let sent = duty.upload("/cases/1/leaks", &token, "dump.csv", leak.as_bytes());
    assert_eq!((sent.status, sent.header("location")), (303, Some("/cases/1/exposure")), "{}", sent.body);
    let page = duty.get("/cases/1/exposure").body;
    assert!(page.contains("dump.csv") && page.contains(">40<"), "{page}");
    let facts = duty.get("/cases/1/facts").body;
    assert!(facts.contains("E-1"), "facts cite their evidence");
    assert!(duty.get("/cases/1/evidence").body.contains("dump.csv"));
}

#[test]
fn an_upload_goes_on_where_it_was_cut_off_and_takes_no_piece_twice() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    duty.opens("A leak");
    let token = duty.get("/cases/1/exposure").form_token();
    duty.headers.push(("x-stanch-token".to_owned(), token));
    for unreadable in ["size=50", "name=&size=50", "name=dump.csv&size=abc", "name=dump.csv&size=-1"] {
        assert_eq!(duty.send_raw(&format!("/cases/1/uploads?{unreadable}"), b"").status, 400, "{unreadable}");
    }
    let begun = duty.send_raw("/cases/1/uploads?name=dump.csv&size=39", b"");
    let id = begun.body.split('"').nth(3).unwrap().to_owned();
    let path = format!("/cases/1/uploads/{id}");
    let first = duty.send_raw(&format!("{path}?at=0"), b"full_name,mail\nMade Up,one@");
    assert!(first.body.contains("\"received\":27"), "{}", first.body);
    // The answer was lost: the piece comes again, and the next one comes where the server says.
    let again = duty.send_raw(&format!("{path}?at=0"), b"full_name,mail\nMade Up,one@");
    assert!(again.body.contains("\"received\":27"), "{}", again.body);
    // A part is never counted as the whole, and more than was told is not taken.
    let short = duty.send_raw(&path, b"");
    assert!(short.status == 400 && short.body.contains("39 bytes; 27 have come"), "{}", short.body);
    let long = duty.send_raw(&format!("{path}?at=27"), b"example.com\nMade Up,two@example.com\n");
    assert_eq!(long.status, 400, "{}", long.body);
    assert!(duty.get(&path).body.contains("\"received\":27"), "what came waits for the rest");
    let second = duty.send_raw(&format!("{path}?at=27"), b"example.com\n");
    assert!(second.body.contains("\"received\":39"), "{}", second.body);
    duty.send_raw(&path, b"");
    let mut tries = 0;
    while duty.get(&path).body.contains("running") {
        tries += 1;
        assert!(tries < 500, "it settles");
        std::thread::park_timeout(std::time::Duration::from_millis(20));
    }
    let page = duty.get("/cases/1/exposure").body;
    assert!(page.contains("dump.csv") && page.contains(">1<"), "{page}");
}

#[test]
fn a_second_leak_never_lowers_what_the_first_one_showed() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    duty.opens("A leak");
    let token = duty.get("/cases/1/exposure").form_token();
    let people = |count: usize| {
        let rows = (0..count).map(|n| format!("Made Up {n},person{n}@example.com\n"));
        format!("full_name,mail\n{}", rows.collect::<String>())
    };
    for leak in [people(40), people(3), String::new(), "PK\u{3}\u{4} no table at all".to_owned()] {
        assert_eq!(duty.upload("/cases/1/leaks", &token, "dump.csv", leak.as_bytes()).status, 303);
    }
    let room = duty.get("/cases/1").body;
    assert!(room.contains("≥\u{a0}40"), "{room}");
    assert!(!duty.get("/cases/1/facts").body.contains("contradict"), "bounds that fit are no conflict");
    assert!(duty.get("/cases/1/evidence").body.contains("E-4"), "what could not be counted is kept");
}

#[test]
fn a_leak_that_had_arrived_when_the_server_died_over_it_is_named_until_it_is_sent_again() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    duty.opens("A leak");
    let token = duty.get("/cases/1/exposure").form_token();
    let leak = b"full_name,mail\nMade Up,one@example.com\n";
    assert_eq!(duty.upload("/cases/1/leaks", &token, "one.csv", leak).status, 303);
    let case = served.house.desk().find(&desk::CaseRef::Number(1)).unwrap();
    let accounts = store::Accounts::open(&store::DataFolder::at(served.folder.path())).unwrap();
    assert_eq!(accounts.arrived(case.as_str()).unwrap(), [], "of what was counted no mark is left");
    // What a process leaves that dies over two leaks: one whose counting the case knows already, one of which it knows nothing.
    let arrived = |id: &str, bytes| {
        let (id, case_id, arrived_us) = (id.to_owned(), case.to_string(), house::now().as_microsecond());
        store::Arrived { id, case_id, arrived_us, bytes }
    };
    accounts.note_arrived(&arrived("told", leak.len() as u64)).unwrap();
    accounts.note_arrived(&arrived("lost", 123_456)).unwrap();
    drop(accounts);
    let again = served.restarted();
    duty.address = again.address;
    let page = duty.get("/cases/1/exposure").body;
    assert_eq!(page.matches("Nothing of it is in the case: send it again.").count(), 1, "{page}");
    assert!(page.contains("123,456 bytes") && !page.contains("A leak of 39 bytes"), "{page}");
    let rows = "full_name,mail\n".len();
    let row = "Made Up,two@example.com\n";
    let filled = format!("full_name,mail\n{}{}", row, " ".repeat(123_456 - rows - row.len()));
    assert_eq!(duty.upload("/cases/1/leaks", &token, "two.csv", filled.as_bytes()).status, 303);
    let page = duty.get("/cases/1/exposure").body;
    assert!(!page.contains("send it again"), "{page}");
}

#[test]
fn an_upload_is_gone_on_with_and_ended_by_whoever_began_it_alone() {
    let served = served();
    let mut tech = served.signed_in("li.wei", &["technical_lead"], false);
    let mut other = served.signed_in("chen.hao", &["technical_lead"], false);
    served.signed_in("zhou.ning", &["duty_manager"], false).opens("A leak");
    for browser in [&mut tech, &mut other] {
        let token = browser.get("/cases/1/exposure").form_token();
        browser.headers.push(("x-stanch-token".to_owned(), token));
    }
    let dump = b"name,email\nAnna Keller,anna@example.org\n";
    let size = dump.len();
    let begun = tech.send_raw(&format!("/cases/1/uploads?name=dump.csv&size={size}"), b"");
    let path = format!("/cases/1/uploads/{}", begun.body.split('"').nth(3).unwrap());
    assert_eq!(tech.send_raw(&format!("{path}?at=0"), &dump[..11]).status, 200);
    for address in [format!("{path}?at=11"), path.clone()] {
        let refused = other.send_raw(&address, &dump[11..]);
        assert_eq!(refused.status, 403, "{address}");
        assert!(refused.body.contains("begun by li.wei, who alone can send"), "{}", refused.body);
    }
    assert!(other.get(&path).body.contains("\"received\":11"), "its state is no secret in the case");
    assert_eq!(tech.send_raw(&format!("{path}?at=11"), &dump[11..]).status, 200);
    assert_eq!(tech.send_raw(&path, b"").status, 200);
}

#[test]
fn an_upload_that_is_left_is_given_up_and_one_may_be_cancelled_by_its_sender_or_who_decides() {
    let served = served();
    let mut tech = served.signed_in("li.wei", &["technical_lead"], false);
    let mut duty = served.signed_in("zhou.ning", &["duty_manager"], false);
    let mut other = served.signed_in("he.min", &["people_lead"], false);
    duty.opens("A leak");
    let threads = || std::fs::read_dir("/proc/self/task").map_or(0, Iterator::count);
    let token = tech.get("/cases/1/exposure").form_token();
    tech.headers.push(("x-stanch-token".to_owned(), token.clone()));
    let before = threads();
    let begin = |browser: &mut Browser| browser.send_raw("/cases/1/uploads?name=dump.csv&size=5000", b"");
    let ids: Vec<String> =
        (0..4).map(|_| begin(&mut tech).body.split('"').nth(3).unwrap().to_owned()).collect();
    assert!(threads() <= before + 4, "what was begun and sends nothing takes no thread of its own");
    let full = begin(&mut tech);
    assert!(full.status == 429 && full.body.contains("4 uploads of yours"), "{}", full.body);
    assert!(tech.send_raw(&format!("/cases/1/uploads/{}?at=0", ids[0]), &[b'x'; 1000]).body.contains("1000"));
    let page = duty.get("/cases/1/exposure").body;
    assert!(
        page.contains("1,000 of 5,000 bytes") && !page.contains("No leak has been counted yet"),
        "{page}"
    );
    let cancel = |browser: &mut Browser, id: &str| {
        browser.fill("/cases/1/exposure", &format!("/cases/1/uploads/{id}/cancel"), &[("back", "exposure")])
    };
    assert!(!other.get("/cases/1/exposure").body.contains("/cancel"), "it is nothing to others");
    assert_eq!(cancel(&mut other, &ids[0]).status, 403);
    assert_eq!(cancel(&mut tech, &ids[0]).header("location"), Some("/cases/1/exposure"));
    assert_eq!(cancel(&mut tech, &ids[1]).status, 303);
    let mut looks = 0;
    while duty.get("/cases/1/exposure").body.matches("The upload was cancelled by li.wei").count() < 2 {
        looks += 1;
        assert!(looks < 200, "{}", duty.get("/cases/1/exposure").body);
        std::thread::park_timeout(std::time::Duration::from_millis(20));
    }
    assert!(!duty.get("/cases/1/exposure").body.contains("unexpected end"), "in words of ours");
    let over = tech.send_raw(&format!("/cases/1/uploads/{}?at=1000", ids[0]), &[b'x'; 1000]);
    assert!(over.body.contains("\"stage\":\"failed\""), "{}", over.body);
    assert!(begin(&mut tech).status == 200, "there is room again");
    house::pass(31 * 60);
    let mut looks = 0;
    while !duty.get("/cases/1/exposure").body.contains("No byte of the upload came for 30 minutes") {
        looks += 1;
        assert!(looks < 200, "{}", duty.get("/cases/1/exposure").body);
        std::thread::park_timeout(std::time::Duration::from_millis(50));
    }
    assert!(
        served
            .house
            .desk()
            .case(&served.house.desk().find(&desk::CaseRef::Number(1)).unwrap())
            .unwrap()
            .state
            .evidence
            .is_empty()
    );
}

#[test]
fn a_leak_that_was_taken_wrongly_is_taken_back_from_the_page_and_so_is_what_it_stated() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    duty.opens("A leak");
    let token = duty.get("/cases/1/exposure").form_token();
    let rows = (0..40).map(|n| format!("Made Up {n},person{n}@example.com,1390000{n:04}\n"));
    let leak = format!("full_name,mail,mobile\n{}", rows.collect::<String>());
    assert_eq!(duty.upload("/cases/1/leaks", &token, "wrong.csv", leak.as_bytes()).status, 303);
    let forms = |page: &str| {
        let ids = page.split("id=\"strike-").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
        ids.filter(|id| id.bytes().all(|byte| byte.is_ascii_digit())).collect::<Vec<_>>()
    };
    let counted = forms(&duty.get("/cases/1/exposure").body);
    assert_eq!(counted.len(), 1, "{}", duty.get("/cases/1/exposure").body);
    let strike = |browser: &mut Browser, part: &str, event: &str, reason: &str| {
        let place = format!("strike-{event}");
        let fields = [("event", event), ("reason", reason), ("back", part), ("place", place.as_str())];
        browser.fill(&format!("/cases/1/{part}"), "/cases/1/acts/strike", &fields)
    };
    let silent = strike(&mut duty, "exposure", &counted[0], " ");
    assert_eq!(silent.status, 422, "{}", silent.body);
    let done = strike(&mut duty, "exposure", &counted[0], "the test table, not the leak");
    assert_eq!((done.status, done.header("location")), (303, Some("/cases/1/exposure")), "{}", done.body);
    assert!(forms(&duty.get("/cases/1/exposure").body).is_empty());
    let stated = forms(&duty.get("/cases/1/facts").body);
    assert!(!stated.is_empty());
    for event in &stated {
        let done = strike(&mut duty, "facts", event, "the test table, not the leak");
        assert_eq!(done.status, 303, "{}", done.body);
    }
    let case = served.house.desk().find(&desk::CaseRef::Number(1)).unwrap();
    let state = served.house.desk().case(&case).unwrap().state;
    assert!(state.statements.iter().all(|said| said.struck.is_some()));
    assert!(state.countings.iter().all(|counting| counting.struck.is_some()));
    // What struck it is named by the number under which it stands on the same page.
    let timeline = duty.get("/cases/1/timeline").body;
    let struck: Vec<&str> =
        timeline.split("Struck by entry ").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    assert!(!struck.is_empty());
    for number in struck {
        let stands = timeline.split(&format!(">{number} · ")).count();
        assert_eq!(stands, 2, "{number} stands once in {timeline}");
    }
}

#[test]
fn files_of_any_size_go_with_script_off() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    duty.opens("A leak");
    let token = duty.get("/cases/1/exposure").form_token();
    let leak = format!("full_name,mail\nMade Up,one@example.com\n{}", " ".repeat(5 << 20));
    let sent = duty.upload("/cases/1/leaks", &token, "big.csv", leak.as_bytes());
    assert_eq!(sent.status, 303, "{}", sent.body);
    let told = [("csrf", token.as_str()), ("kind", "log"), ("title", "the log")];
    let sent =
        duty.upload_with("/cases/1/evidence/add", &told, Some(("file", "a.log", &vec![b'x'; 5 << 20])));
    assert_eq!(sent.status, 303, "{}", sent.body);
    let case = served.house.desk().find(&desk::CaseRef::Number(1)).unwrap();
    let state = served.house.desk().case(&case).unwrap().state;
    let sizes: Vec<u64> = state.evidence.iter().map(|evidence| evidence.size).collect();
    assert_eq!(sizes, [leak.len() as u64, 5 << 20]);
}

#[test]
fn an_empty_file_and_one_of_no_kind_are_no_evidence() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    duty.opens("A leak");
    let token = duty.get("/cases/1/evidence").form_token();
    let told =
        |kind| [("csrf", token.as_str()), ("place", "add-evidence"), ("kind", kind), ("title", "the post")];
    let path = "/cases/1/evidence/add";
    for (kind, bytes, said) in [
        ("screenshot", &b""[..], "The file is empty"),
        ("banana", b"a picture", "choose one of the kinds offered"),
    ] {
        let refused = duty.upload_with(path, &told(kind), Some(("file", "a.png", bytes)));
        assert!(refused.status == 422 && refused.body.contains(said), "{}", refused.body);
        assert!(refused.body.contains("value=\"the post\""), "what was typed stays");
    }
    assert!(!duty.get("/cases/1/evidence").body.contains("E-1"));
}

#[test]
fn a_title_is_one_line_of_two_hundred_characters_and_all_that_is_wrong_is_said_at_once() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    let open = |browser: &mut Browser, title: &str, day: &str| {
        let known = [("known-answer", "at"), ("known-day", day), ("known-time", "08:00")];
        let fields = [[("title", title), ("happened-answer", "unknown")].as_slice(), &known].concat();
        browser.fill("/cases/new", "/cases/new", &fields)
    };
    let long = open(&mut duty, &"客".repeat(201), "2026-03-01");
    assert!(long.status == 422 && long.body.contains("200 characters at most"), "{}", long.body);
    let forged = open(&mut duty, "Orders\n  8  Forged", "2026-03-01");
    assert!(forged.status == 422 && forged.body.contains("Orders\\u{a}  8  Forged"), "{}", forged.body);
    let beyond = open(&mut duty, " ", "9999-12-31");
    assert_eq!(beyond.status, 422);
    assert!(
        beyond.said().contains("“9999-12-31” lies beyond"),
        "the day is blamed, not the time: {}",
        beyond.body
    );
    assert!(beyond.body.contains("id=\"title-fault\""), "and the title in the same answer: {}", beyond.body);
    assert_eq!(open(&mut duty, &"客".repeat(200), "2026-03-01").status, 303);
}
