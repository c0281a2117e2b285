//! Papers on the pages: fields that only people can write, texts that are passed as they were read, reports that were filed; and
//! what leaks told, after the server stopped.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test stops at any surprise")]

mod house;

use house::{Browser, Served, served, served_with};
use sha2::{Digest as _, Sha256};

/// The value of a hidden field in the form with this id or action.
fn hidden(page: &str, after: &str, name: &str) -> String {
    let form = page.split(after).nth(1).unwrap_or_else(|| panic!("no {after} in {page}"));
    let marked = format!("name=\"{name}\" value=\"");
    form.split(&marked).nth(1).unwrap().split('"').next().unwrap().to_owned()
}

fn opened(served: &Served) -> Browser {
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    duty.opens("A leak");
    duty
}

fn written<'a>(of: &'a str, field: &'a str, text: &'a str) -> [(&'a str, &'a str); 6] {
    [("paper", "notice"), ("of", of), ("field", field), ("text", text), ("back", "notices"), ("place", "")]
}

/// Writes a field of the letter to customers.
fn write(browser: &mut Browser, field: &str, text: &str) -> house::Answer {
    let token = browser.get("/cases/1/notices").form_token();
    let place = format!("notice-customer_notice-{field}");
    let mut fields = written("customer_notice", field, text).to_vec();
    fields[5] = ("place", &place);
    fields.push(("csrf", &token));
    browser.post("/cases/1/acts/write", &fields)
}

#[test]
fn legal_passes_no_text_in_which_a_required_field_is_blank_and_learns_which() {
    let served = served();
    let _duty = opened(&served);
    let mut customer = served.signed_in("wang.fang", &["customer_lead"], false);
    let mut legal = served.signed_in("zhao.min", &["legal_lead"], false);
    let pass = |legal: &mut Browser| {
        let file =
            served.house.desk().case(&served.house.desk().find(&"1".parse().unwrap()).unwrap()).unwrap();
        let view = views::case(file.id.as_str(), 1, &file.events, &file.plan, house::now()).unwrap();
        let notice = served.plan.notice("customer_notice").unwrap();
        let sample = documents::Letter::new(notice, &served.plan, &view, messages::Language::English);
        let digest = documents::notice_digest(&served.plan, notice, &sample.by_hand);
        let fields = [("notice", "customer_notice"), ("digest", digest.as_str()), ("back", "notices")];
        legal.fill("/cases/1/notices", "/cases/1/acts/pass", &fields)
    };
    let button = "name=\"notice\" value=\"customer_notice\"";
    let page = legal.get("/cases/1/notices").body;
    assert!(!page.contains(button), "no button for a text with holes");
    assert!(page.contains("once these are written: Name of the organisation, Hotline"), "{page}");
    let refused = pass(&mut legal);
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("cannot be passed: Name of the organisation, Hotline"), "{}", refused.body);
    assert_eq!(write(&mut customer, "hotline", "400 800 0000").status, 303);
    assert!(pass(&mut legal).body.contains("cannot be passed: Name of the organisation."));
    assert_eq!(write(&mut customer, "organisation", "Example Shop").status, 303);
    let page = legal.get("/cases/1/notices").body;
    assert!(page.contains(button), "{page}");
    assert_eq!(pass(&mut legal).status, 303);
    let letter = legal.get("/cases/1/notices/customer_notice/html").body;
    assert!(letter.matches("Example Shop").count() >= 3, "head, text and signature: {letter}");
}

#[test]
fn what_legal_passes_is_the_text_it_read_and_writing_afterwards_takes_the_pass_away() {
    let served = served();
    let _duty = opened(&served);
    let mut customer = served.signed_in("wang.fang", &["customer_lead"], false);
    let mut legal = served.signed_in("zhao.min", &["legal_lead"], false);
    let write = |browser: &mut Browser, text: &str| write(browser, "hotline", text);
    // Legal has the page open while the hotline is written.
    assert_eq!(write(&mut customer, "400 800 9999").status, 303);
    assert_eq!(self::write(&mut customer, "organisation", "Example Shop").status, 303);
    let read = legal.get("/cases/1/notices").body;
    let digest = hidden(&read, "name=\"notice\" value=\"customer_notice\"", "digest");
    assert_eq!(write(&mut customer, "400 800 0000").status, 303);
    let record = legal.get("/cases/1/timeline").body;
    let (before, _) = record.split_once("400 800 0000").expect("the record says what was written");
    let (_, actor) = before.rsplit_once("<strong>").expect("by whom");
    assert!(!actor.starts_with("Plan<"), "a person wrote it: {actor}");
    let token = legal.get("/cases/1/notices").form_token();
    let pass = |legal: &mut Browser, digest: &str, token: &str| {
        let fields =
            [("notice", "customer_notice"), ("digest", digest), ("back", "notices"), ("csrf", token)];
        legal.post("/cases/1/acts/pass", &fields)
    };
    let stale = pass(&mut legal, &digest, &token);
    assert_eq!(stale.status, 422, "{}", stale.body);
    assert!(stale.body.contains("has changed since it was read"), "{}", stale.body);
    let page = legal.get("/cases/1/notices").body;
    assert!(page.contains("value=\"400 800 0000\""), "what was written stands in its field");
    let digest = hidden(&page, "name=\"notice\" value=\"customer_notice\"", "digest");
    assert_eq!(pass(&mut legal, &digest, &token).status, 303);
    assert!(
        legal.get("/cases/1/notices").body.contains("text passed")
            || !legal.get("/cases/1/notices").body.contains(&format!("value=\"{digest}\""))
    );
    // The same words again change nothing; others lapse the pass.
    assert_eq!(write(&mut customer, "400 800 0000").status, 303);
    assert!(
        !legal.get("/cases/1/notices").body.contains("name=\"notice\" value=\"customer_notice\""),
        "still passed"
    );
    assert_eq!(write(&mut customer, "400 800 1111").status, 303);
    assert!(
        legal.get("/cases/1/notices").body.contains("name=\"notice\" value=\"customer_notice\""),
        "to be passed again"
    );
    // Too long is said beside the field, and what was typed is kept.
    let long = "9".repeat(41);
    let refused = write(&mut customer, &long);
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains(&long) && refused.body.contains("41"), "{}", refused.body);
}

#[test]
fn a_filed_report_stays_as_it_was_filed_and_the_next_one_is_a_supplement() {
    let served = served();
    let mut duty = opened(&served);
    let mut legal = served.signed_in("zhao.min", &["legal_lead"], false);
    let token = legal.get("/cases/1/filings").form_token();
    let fields = [
        ("form", "first_report"),
        ("channel", "portal"),
        ("receipt", "No. 2026-17"),
        ("back", "filings"),
        ("csrf", &token),
    ];
    let filed = legal.post("/cases/1/acts/file", &fields);
    assert_eq!(filed.status, 303, "{}", filed.body);
    let page = legal.get("/cases/1/filings").body;
    assert!(page.contains("portal") && page.contains("No. 2026-17"), "{page}");
    let place = served.plan.forms.iter().position(|form| form.id == "first_report").unwrap() + 1;
    assert!(page.contains(&format!("No. 1-{place}-1 filed")), "the number on its face: {page}");
    assert!(page.contains("supplement"), "{page}");
    assert!(page.contains("This is the paper that was filed"), "{page}");
    let address =
        page.split("href=\"").find(|rest| rest.starts_with("/cases/1/filings/first_report@")).unwrap();
    let address = address.split('"').next().unwrap().to_owned();
    let before = legal.get(&address).body;
    // What becomes known later stands in the next version alone.
    let fact = [("fact", "records"), ("value", ">=987654"), ("back", "facts")];
    assert_eq!(duty.fill("/cases/1/facts", "/cases/1/acts/fact", &fact).status, 303);
    assert_eq!(legal.get(&address).body, before);
    assert!(!before.contains("987"));
    assert!(legal.get("/cases/1/filings/first_report/html").body.contains("987"));
    assert_eq!(legal.get("/cases/1/filings/first_report@1/html").status, 404);
}

#[test]
fn a_filing_told_afterwards_does_not_pass_for_what_left_then() {
    let served = served();
    let _duty = opened(&served);
    let mut legal = served.signed_in("zhao.min", &["legal_lead"], false);
    house::pass(600);
    let at = house::now().checked_sub(jiff::SignedDuration::from_mins(5)).unwrap().to_string();
    let filed = [("form", "first_report"), ("at", at.as_str()), ("back", "filings")];
    let answer = legal.fill("/cases/1/filings", "/cases/1/acts/file", &filed);
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = legal.get("/cases/1/filings").body;
    assert!(
        page.contains("This filing was told afterwards")
            && !page.contains("This is the paper that was filed"),
        "{page}"
    );
}

#[test]
fn no_two_reports_of_a_case_have_one_number_and_what_was_filed_under_an_older_number_still_reads() {
    let served = served();
    let _duty = opened(&served);
    let mut legal = served.signed_in("zhao.min", &["legal_lead"], false);
    let number = |page: String| {
        let face = page.split("<body").nth(1).unwrap();
        let rest = face.split("编号 ").nth(1).unwrap_or_else(|| panic!("no number: {page}")).to_owned();
        rest.split(|sign: char| sign != '-' && !sign.is_ascii_digit()).next().unwrap().to_owned()
    };
    let forms: Vec<String> = served.plan.forms.iter().map(|form| form.id.clone()).collect();
    assert!(forms.len() >= 2, "{forms:?}");
    let drafts = forms.iter().map(|form| number(legal.get(&format!("/cases/1/filings/{form}/html")).body));
    let drafts: Vec<String> = drafts.collect();
    assert_eq!(drafts.iter().collect::<std::collections::BTreeSet<_>>().len(), forms.len(), "{drafts:?}");
    // What was printed, signed and sent as a draft is filed under the number that stands on it.
    let filed = [("form", "first_report"), ("back", "filings")];
    assert_eq!(legal.fill("/cases/1/filings", "/cases/1/acts/file", &filed).status, 303);
    let address = |page: &str| {
        let at = page.split("href=\"").filter(|rest| rest.starts_with("/cases/1/filings/first_report@"));
        let at: Vec<&str> = at.filter(|rest| rest.split('"').next().unwrap().ends_with("/html")).collect();
        at.last().unwrap().split('"').next().unwrap().to_owned()
    };
    let page = legal.get("/cases/1/filings").body;
    let draft = &drafts[forms.iter().position(|form| form == "first_report").unwrap()];
    assert_eq!(number(legal.get(&address(&page)).body), *draft);
    assert_ne!(number(legal.get("/cases/1/filings/first_report/html").body), *draft, "the next version");
    // As an older version of the program filed it: case and version alone.
    let file = served.house.desk().case(&served.house.desk().find(&"1".parse().unwrap()).unwrap()).unwrap();
    let view = views::case(file.id.as_str(), 1, &file.events, &file.plan, house::now()).unwrap();
    let form = served.plan.form("first_report").unwrap();
    let of = documents::Filing::new(form, &served.plan, &view, "legal_lead");
    let numbering = documents::Numbering::ByVersion;
    let filed_at = Some(house::now().checked_add(jiff::SignedDuration::from_secs(1)).unwrap());
    let older = documents::filing(&documents::Filing { filed_at, numbering, ..of });
    assert_eq!(older.number, "1-2");
    house::pass(1);
    let filed = [("form", "first_report"), ("digest", older.digest.as_str()), ("back", "filings")];
    assert_eq!(legal.fill("/cases/1/filings", "/cases/1/acts/file", &filed).status, 303);
    let page = legal.get("/cases/1/filings").body;
    assert_eq!(page.matches("This is the paper that was filed").count(), 2, "{page}");
    assert!(!page.contains("not the paper that was filed"), "{page}");
    assert_eq!(number(legal.get(&address(&page)).body), "1-2");
}

#[test]
fn the_word_file_of_a_filing_is_kept_byte_for_byte_and_an_altered_one_is_not_given_out() {
    let served = served();
    let mut duty = opened(&served);
    let mut legal = served.signed_in("zhao.min", &["legal_lead"], false);
    let fields = [("form", "first_report"), ("back", "filings")];
    assert_eq!(legal.fill("/cases/1/filings", "/cases/1/acts/file", &fields).status, 303);
    let id = served.house.desk().find(&"1".parse().unwrap()).unwrap();
    let filed = served.house.desk().case(&id).unwrap().state.filings[0].clone();
    let paper = filed.paper.expect("its file is kept");
    let address = format!("/cases/1/filings/first_report@{}/docx", filed.position);
    let given = legal.get(&address);
    assert_eq!((given.status, given.bytes.len() as u64), (200, paper.size));
    let digest = Sha256::digest(&given.bytes);
    assert_eq!(digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>(), paper.sha256);
    // What becomes known later, and a later version of the program, change nothing in it.
    let fact = [("fact", "records"), ("value", ">=987654"), ("back", "facts")];
    assert_eq!(duty.fill("/cases/1/facts", "/cases/1/acts/fact", &fact).status, 303);
    assert_eq!(legal.get(&address).bytes, given.bytes);
    let page = legal.get("/cases/1/filings").body;
    assert!(page.contains(&paper.sha256[..12]) && page.contains("byte for byte"), "{page}");
    let evidence = served.house.desk().case(&id).unwrap().state.evidence.len();
    assert_eq!(evidence, 0, "it is the paper of the filing, and no evidence of the leak");
    // Somebody's hand in the folder is noticed.
    let blob = served.folder.path().join("blobs").join(&paper.blob);
    let mut bytes = std::fs::read(&blob).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&blob, bytes).unwrap();
    let damage = served.house.desk().diagnose().unwrap();
    assert!(!damage.findings.is_empty(), "the doctor reads it too");
}

#[test]
fn a_filing_whose_paper_is_not_the_recorded_one_says_so_on_the_page_and_on_the_papers_face() {
    let served = served();
    let _duty = opened(&served);
    let mut legal = served.signed_in("zhao.min", &["legal_lead"], false);
    let elsewhere = "ef".repeat(32);
    let fields = [("form", "first_report"), ("digest", elsewhere.as_str()), ("back", "filings")];
    assert_eq!(legal.fill("/cases/1/filings", "/cases/1/acts/file", &fields).status, 303);
    let page = legal.get("/cases/1/filings").body;
    assert!(
        page.contains("This is not the paper that was filed") && page.contains("efefefefefef…"),
        "{page}"
    );
    let address =
        page.split("href=\"").find(|rest| rest.starts_with("/cases/1/filings/first_report@")).unwrap();
    let paper = legal.get(address.split('"').next().unwrap()).body;
    assert!(paper.contains("并非当时报送的文本"), "in the form's own language: {paper}");
}

#[test]
fn a_filing_told_long_after_a_clock_ran_out_is_the_paper_of_its_moment() {
    let served = served();
    let _duty = opened(&served);
    let mut legal = served.signed_in("zhao.min", &["legal_lead"], false);
    // Clocks ring in the same act, before the filing: the paper was drawn up before them.
    house::pass(3 * 3_600);
    let fields = [("form", "first_report"), ("back", "filings")];
    assert_eq!(legal.fill("/cases/1/filings", "/cases/1/acts/file", &fields).status, 303);
    let page = legal.get("/cases/1/filings").body;
    assert!(page.contains("This is the paper that was filed"), "{page}");
}

#[test]
fn what_the_leaks_told_is_shown_together_and_outlives_the_server() {
    let person = |n: usize| format!("Made Up {n},person{n}@example.com\n");
    let known: String = (0..50).map(|n| format!("C{n},{}", person(n))).collect();
    let served = served_with(Some(&format!("customer_id,full_name,mail\n{known}")));
    let mut duty = opened(&served);
    let token = duty.get("/cases/1/exposure").form_token();
    for (name, people) in [("one.csv", 0..20), ("two.csv", 20..30)] {
        let leak = format!("full_name,mail\n{}", people.map(person).collect::<String>());
        assert_eq!(duty.upload("/cases/1/leaks", &token, name, leak.as_bytes()).status, 303);
    }
    let empty = duty.upload("/cases/1/leaks", &token, "empty.csv", b"");
    assert_eq!(empty.status, 303);
    let whole = |page: &str| {
        for part in
            ["one.csv", "two.csv", "empty.csv", "≥\u{a0}30", "id=\"together\"", "/evidence#E-2", ">20<"]
        {
            assert!(page.contains(part), "{part} is not in {page}");
        }
        assert!(!page.contains("(0 bytes"), "an empty file has no bytes that were not read");
    };
    whole(&duty.get("/cases/1/exposure").body);
    let again = served.restarted();
    duty.address = again.address;
    whole(&duty.get("/cases/1/exposure").body);
    // Whoever reads it after the restart reads their own language, whichever the plan is written in.
    let not_looked_for = messages::Message::new("exposure-not-looked-for-text");
    for language in messages::Language::ALL {
        duty.cookies.insert("stanch_language".to_owned(), language.tag().to_owned());
        let page = duty.get("/cases/1/exposure").body;
        for other in messages::Language::ALL {
            let said = page.contains(&not_looked_for.in_language(other));
            assert_eq!(said, other == language, "{other} on a page in {language}: {page}");
        }
    }
    duty.cookies.insert("stanch_language".to_owned(), "en".to_owned());
    let facts = duty.get("/cases/1/facts").body;
    assert!(facts.contains("30"), "{facts}");
}

#[test]
fn a_count_is_taken_back_with_the_facts_that_rest_on_it_by_one_press_and_what_is_left_is_said_again() {
    let served = served();
    let mut duty = opened(&served);
    let token = duty.get("/cases/1/exposure").form_token();
    for (name, people) in [("one.csv", 0..20), ("two.csv", 20..30)] {
        let row = |n: usize| format!("Made Up {n},person{n}@example.com\n");
        let leak = format!("full_name,mail\n{}", people.map(row).collect::<String>());
        assert_eq!(duty.upload("/cases/1/leaks", &token, name, leak.as_bytes()).status, 303);
    }
    let id = served.house.desk().find(&"1".parse().unwrap()).unwrap();
    let first = served.house.desk().case(&id).unwrap().state.countings[0].position.to_string();
    let place = format!("strike-{first}");
    let page = duty.get("/cases/1/exposure").body;
    let form = page.split(&format!("id=\"{place}\"")).nth(1).unwrap().split("</form>").next().unwrap();
    assert!(form.contains("name=\"facts\" value=\"yes\" checked"), "{form}");
    assert!(form.contains("“How many records leaked?”"), "{form}");
    let sent = |reason: &'static str| {
        [
            ("event", first.as_str()),
            ("reason", reason),
            ("facts", "yes"),
            ("place", &place),
            ("back", "exposure"),
        ]
    };
    let strike = |browser: &mut Browser, reason| {
        browser.fill("/cases/1/exposure", "/cases/1/acts/strike", &sent(reason))
    };
    assert_eq!(strike(&mut duty, " ").status, 422, "without a reason nothing is taken back");
    assert!(duty.get("/cases/1/exposure").body.contains("one.csv"));
    let done = strike(&mut duty, "the file of another shop");
    assert_eq!(done.status, 303, "{}", done.body);
    assert!(!duty.get("/cases/1/exposure").body.contains(&place));
    let facts = duty.get("/cases/1/facts").body;
    let records = facts.split("id=\"fact-records\"").nth(1).unwrap().split("<dt>").nth(1).unwrap().to_owned();
    assert!(
        records.contains("<strong>at least 10</strong>") && records.contains("at least 30</s>"),
        "{records}"
    );
}

#[test]
fn a_report_that_somebody_else_reads_names_the_role_that_will_file_it() {
    let served = served();
    let _duty = opened(&served);
    let mut technical = served.signed_in("zhang.min", &["technical_lead"], false);
    let paper = technical.get("/cases/1/filings/first_report/html");
    assert_eq!(paper.status, 200);
    assert!(paper.body.contains("填报：法律合规组组长"), "{}", paper.body);
}

#[test]
fn the_mark_on_the_tab_is_found_from_papers_too() {
    let served = served();
    let mut browser = served.browser();
    let led = browser.get("/favicon.ico");
    let address = led.header("location").expect("it leads to the mark").to_owned();
    let mark = browser.get(&address);
    assert_eq!((led.status, mark.status, mark.header("content-type")), (303, 200, Some("image/svg+xml")));
    assert!(
        browser.get("/sign-in").body.contains(&format!("href=\"{address}\"")),
        "pages name it in their head"
    );
}

#[test]
fn every_text_to_customers_has_a_number_of_its_own_and_what_is_told_keeps_it() {
    let served = served();
    let _duty = opened(&served);
    let mut customer = served.signed_in("wang.fang", &["customer_lead"], false);
    let mut legal = served.signed_in("zhao.min", &["legal_lead"], false);
    let place = served.plan.notices.iter().position(|notice| notice.id == "customer_notice").unwrap() + 1;
    let numbered = |version: u32| format!("No. 1-N{place}-{version}");
    let page = legal.get("/cases/1/notices").body;
    for other in 1..=served.plan.notices.len() {
        assert!(page.contains(&format!("No. 1-N{other}-1")), "{page}");
    }
    for (field, text) in [("hotline", "400 800 0000"), ("organisation", "Example Shop")] {
        assert_eq!(write(&mut customer, field, text).status, 303);
    }
    let pass = |legal: &mut Browser| {
        let page = legal.get("/cases/1/notices").body;
        let digest = hidden(&page, "name=\"notice\" value=\"customer_notice\"", "digest");
        let fields = [("notice", "customer_notice"), ("digest", digest.as_str()), ("back", "notices")];
        assert_eq!(legal.fill("/cases/1/notices", "/cases/1/acts/pass", &fields).status, 303);
    };
    let letter = |legal: &mut Browser| legal.get("/cases/1/notices/customer_notice/html").body;
    assert!(
        letter(&mut legal).contains(&numbered(1)),
        "a draft has the number under which it will be passed"
    );
    pass(&mut legal);
    assert!(letter(&mut legal).contains(&numbered(1)));
    let sent = [("notice", "customer_notice"), ("count", "3"), ("ways", "email"), ("back", "notices")];
    assert_eq!(customer.fill("/cases/1/notices", "/cases/1/acts/notice-sent", &sent).status, 303);
    // Another text has another number, before it is passed and after.
    assert_eq!(write(&mut customer, "hotline", "400 800 1111").status, 303);
    assert!(letter(&mut legal).contains(&numbered(2)));
    pass(&mut legal);
    assert!(letter(&mut legal).contains(&numbered(2)));
    let page = legal.get("/cases/1/notices").said();
    assert!(page.contains(&format!("an earlier text, {}", numbered(1))), "{page}");
}
