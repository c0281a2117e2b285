//! Writes sample papers into a folder, to be looked at: `cargo run -p documents --example papers -- FOLDER`.
#![expect(clippy::expect_used, clippy::print_stdout, reason = "an example for developers")]

use std::collections::BTreeMap;

use documents::{
    Block, Cell, Filing, Item, ItemKind, Letter, List, Paper, Recipient, docx, filing, html, letter,
    notice_digest, xlsx,
};
use messages::Language;
use testkit::{Record, t};

fn main() {
    let folder = std::env::args().nth(1).expect("a folder to write to");
    std::fs::create_dir_all(&folder).expect("writable");
    for language in Language::ALL {
        write(&folder, &format!("report.{language}"), &report(language));
        write(&folder, &format!("letter.{language}"), &customer_letter(language, true));
        write(&folder, &format!("sample.{language}"), &customer_letter(language, false));
    }
    write(&folder, "long", &long());
    let zone = testkit::pack("cn-b2c").zone;
    let odd = Recipient { name: Some("=SUM(A1)".to_owned()), code: Some("-1".to_owned()), ..recipient() };
    let recipients = [recipient(), odd];
    let list =
        List::of_recipients(&recipients, Language::SimplifiedChinese, &zone, t("2026-03-12T11:40+08:00"));
    std::fs::write(format!("{folder}/recipients.xlsx"), xlsx(&list).expect("written")).expect("writable");
    println!("{folder}");
}

fn write(folder: &str, name: &str, paper: &Paper) {
    std::fs::write(format!("{folder}/{name}.html"), html(paper)).expect("writable");
    std::fs::write(format!("{folder}/{name}.docx"), docx(paper).expect("drawn up")).expect("writable");
}

fn report(language: Language) -> Paper {
    let plan = testkit::pack("cn-b2c");
    let mut record = Record::default();
    let mut say = |role: &str, name: &str, words: &[(&str, &str)], at: &str| {
        record.say(&plan, role, name, words, t(at)).expect("the plan allows it");
    };
    say("duty_manager", "open", &[("title", "订单数据库副本在网上被人兜售")], "2026-03-12T08:30+08:00");
    let known = [("fact", "known"), ("value", "2026-03-12T08:28+08:00")];
    say("duty_manager", "fact", &known, "2026-03-12T08:31+08:00");
    say(
        "technical_lead",
        "fact",
        &[("fact", "happened"), ("value", "2026-03-12T07:50+08:00")],
        "2026-03-12T08:32+08:00",
    );
    say("technical_lead", "fact", &[("fact", "records"), ("value", ">=8016552")], "2026-03-12T08:33+08:00");
    say(
        "technical_lead",
        "fact",
        &[("fact", "classes"), ("value", "identity,contact+")],
        "2026-03-12T08:34+08:00",
    );
    let case = views::case("x", 14, &record.events, &plan, t("2026-03-12T08:40+08:00")).expect("shown");
    let form = plan.form("first_report").expect("in the pack");
    let of =
        Filing { language, sender: Some("示例商城"), ..Filing::new(form, &plan, &case, "legal_lead") };
    filing(&of)
}

/// A report that goes over several pages.
fn long() -> Paper {
    let mut paper = report(Language::SimplifiedChinese);
    if let Some(Block::Lines(lines)) = paper.blocks.first_mut() {
        let measure =
            |n: u32| format!("2026-03-12 {:02}:{:02}  隔离订单库二号机，封存磁盘镜像", 9 + n / 60, n % 60);
        let measures = Cell::List((0..48).map(measure).collect());
        lines
            .iter_mut()
            .filter(|line| line.label == "已采取措施")
            .for_each(|line| line.cell = measures.clone());
    }
    paper
}

fn customer_letter(language: Language, passed: bool) -> Paper {
    let plan = testkit::pack("cn-b2c");
    let notice = plan.notice("customer_notice").expect("in the pack");
    let digest = notice_digest(&plan, notice, &BTreeMap::new());
    let mut record = Record::default();
    let mut say = |role: &str, name: &str, words: &[(&str, &str)], at: &str| {
        record.say(&plan, role, name, words, t(at)).expect("the plan allows it");
    };
    say("duty_manager", "open", &[("title", "订单数据库副本")], "2026-03-12T08:30+08:00");
    let classes = [("fact", "classes"), ("value", "identity,contact,payment+")];
    say("technical_lead", "fact", &classes, "2026-03-12T09:34+08:00");
    if passed {
        let pass = [("notice", "customer_notice"), ("digest", digest.as_str())];
        say("legal_lead", "pass", &pass, "2026-03-12T10:00+08:00");
    }
    let case = views::case("x", 14, &record.events, &plan, t("2026-03-12T11:40+08:00")).expect("shown");
    let recipient = recipient();
    let by_hand =
        [("hotline", "400-000-0000，昼夜有人接听"), ("measures", "泄露途径已于当日 9 时 02 分切断")];
    let of = Letter {
        sender: Some("示例商城"),
        by_hand: by_hand.map(|(field, text)| (field.to_owned(), text.to_owned())).into(),
        recipient: passed.then_some(&recipient),
        ..Letter::new(notice, &plan, &case, language)
    };
    letter(&of)
}

/// Made up.
fn recipient() -> Recipient {
    let item = |kind, value: Option<&str>| Item { kind, value: value.map(str::to_owned) };
    Recipient {
        name: Some("张三丰".to_owned()),
        leaked: vec![
            item(ItemKind::Name, None),
            item(ItemKind::Phone, Some("+86 138 0000 5521")),
            item(ItemKind::CnId, None),
            item(ItemKind::Card, Some("6212 0000 0000 0917")),
        ],
        not_leaked: vec![item(ItemKind::Password, None), item(ItemKind::Email, None)],
        unclear: vec![item(ItemKind::PaymentPassword, None)],
        code: Some("7K4Q-2M9D".to_owned()),
    }
}
