//! Fields that only people can write, and what is told of a filing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops at any surprise")]

use incident::Event;
use incident::event::notice::Paper;
use incident::stored::Written;
use plan::Plan;
use testkit::{Record, pack, t};

fn opened(plan: &Plan) -> Record {
    let mut record = Record::default();
    record
        .say(plan, "duty_manager", "open", &[("title", "a leak")], t("2026-03-01T09:00+08:00"))
        .expect("opened");
    record
}

fn write(record: &mut Record, plan: &Plan, words: [&str; 4], at: &str) -> Result<Vec<Event>, &'static str> {
    let [paper, of, field, text] = words;
    let words = [("paper", paper), ("of", of), ("field", field), ("text", text)];
    record.say(plan, "customer_lead", "write", &words, t(at)).map_err(|refusal| refusal.message().key())
}

#[test]
fn the_newest_text_of_a_field_stands_and_an_empty_one_takes_it_back() {
    let plan = pack("cn-b2c");
    let mut record = opened(&plan);
    let hotline = |record: &mut Record, text: &str| {
        write(record, &plan, ["notice", "customer_notice", "hotline", text], "2026-03-01T09:10+08:00")
            .expect("written")
    };
    hotline(&mut record, " 400 800 0000 ");
    assert_eq!(record.state.written(Paper::Notice, "customer_notice", "hotline"), "400 800 0000");
    assert_eq!(hotline(&mut record, "400 800 0000"), Vec::new(), "the same words again are nothing new");
    hotline(&mut record, "400 800 1111");
    assert_eq!(record.state.written(Paper::Notice, "customer_notice", "hotline"), "400 800 1111");
    hotline(&mut record, "");
    assert_eq!(record.state.written(Paper::Notice, "customer_notice", "hotline"), "");
    // The same field of another paper is another field.
    assert_eq!(record.state.written(Paper::Notice, "payment_notice", "hotline"), "");
}

#[test]
fn only_what_people_write_is_written_and_within_its_length() {
    let plan = pack("cn-b2c");
    let mut record = opened(&plan);
    let at = "2026-03-01T09:10+08:00";
    let mut refused = |words| write(&mut record, &plan, words, at).expect_err("refused");
    assert_eq!(refused(["notice", "customer_notice", "classes", "all"]), "incident-no-such");
    assert_eq!(refused(["notice", "no_notice", "hotline", "1"]), "incident-no-such");
    assert_eq!(refused(["form", "no_form", "contact", "1"]), "incident-no-such");
    assert_eq!(refused(["paper", "first_report", "contact", "1"]), "incident-unreadable");
    // Characters are counted, not bytes: forty Chinese ones fit where forty are allowed.
    assert_eq!(refused(["notice", "customer_notice", "hotline", &"值".repeat(41)]), "incident-too-long");
    write(&mut record, &plan, ["notice", "customer_notice", "hotline", &"值".repeat(40)], at).expect("fits");
}

#[test]
fn writing_into_a_passed_text_lapses_its_pass_at_once() {
    let plan = pack("cn-b2c");
    let mut record = opened(&plan);
    let digest = "ab".repeat(32);
    let pass = [("notice", "customer_notice"), ("digest", digest.as_str())];
    record.say(&plan, "legal_lead", "pass", &pass, t("2026-03-01T09:20+08:00")).expect("passed");
    let at = "2026-03-01T09:30+08:00";
    write(&mut record, &plan, ["form", "first_report", "contact", "duty desk"], at).expect("written");
    write(&mut record, &plan, ["notice", "payment_notice", "hotline", "1"], at).expect("written");
    assert!(record.state.notices["customer_notice"].passed.is_some(), "other papers do not touch it");
    let events =
        write(&mut record, &plan, ["notice", "customer_notice", "hotline", "1"], at).expect("written");
    assert!(
        events.iter().any(|event| matches!(event, Event::NoticePassLapsed(lapse) if lapse.digest == digest))
    );
    assert!(record.state.notices["customer_notice"].passed.is_none());
}

#[test]
fn a_filing_keeps_its_way_and_its_receipt() {
    let plan = pack("cn-b2c");
    let mut record = opened(&plan);
    let words = [("form", "first_report"), ("channel", " portal "), ("receipt", "No. 17")];
    record.say(&plan, "legal_lead", "file", &words, t("2026-03-01T09:20+08:00")).expect("filed");
    let filed = &record.state.filings[0];
    assert_eq!((filed.channel.as_deref(), filed.receipt.as_deref()), (Some("portal"), Some("No. 17")));
    let long = "x".repeat(201);
    let words = [("form", "first_report"), ("receipt", long.as_str())];
    let refused = record.say(&plan, "legal_lead", "file", &words, t("2026-03-01T09:30+08:00"));
    assert_eq!(refused.expect_err("too long").message().key(), "incident-too-long");
}

#[test]
fn what_would_turn_the_direction_of_writing_is_shown_as_what_it_is_wherever_a_line_is_typed() {
    let plan = testkit::pack("cn-b2c");
    let at = |clock: &str| testkit::t(&format!("2026-03-01T{clock}+08:00"));
    let mut record = testkit::given(&plan).opened("2026-03-01T08:00+08:00").record();
    let turned = "ab\u{202e}gnp.exe\u{7}";
    let shown = "ab\\u{202e}gnp.exe\\u{7}";
    let fact = [("fact", "records"), ("value", "5"), ("source", turned)];
    record.say(&plan, "technical_lead", "fact", &fact, at("08:01")).expect("stated");
    let said = record.state.standing("records").next().expect("it stands").clone();
    assert_eq!(said.source.as_deref(), Some(shown));
    let position = said.position.to_string();
    let reason = format!("{turned}\r\nsecond line");
    let strike = [("event", position.as_str()), ("reason", reason.as_str())];
    record.say(&plan, "technical_lead", "strike", &strike, at("08:02")).expect("struck");
    let file = [("form", "first_report"), ("channel", turned), ("receipt", turned)];
    record.say(&plan, "legal_lead", "file", &file, at("08:03")).expect("filed");
    let hotline = [("paper", "notice"), ("of", "customer_notice"), ("field", "hotline"), ("text", turned)];
    record.say(&plan, "customer_lead", "write", &hotline, at("08:04")).expect("written");
    let stored = record.events.iter().map(|event| Written::of(&event.event).expect("written").data);
    let stored: Vec<String> = stored.collect();
    assert!(stored.iter().any(|text| text.contains("\\nsecond line")), "lines of a reason stay");
    let steers = |text: &&String| text.contains('\u{202e}') || text.contains("\\u0007");
    assert_eq!(stored.iter().find(steers), None);
    assert_eq!(stored.iter().filter(|text| text.contains("u{202e}gnp.exe")).count(), 4);
}
