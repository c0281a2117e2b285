//! Writes sample papers into a folder, to be looked at: `cargo run -p documents --example papers -- FOLDER`.
#![expect(clippy::expect_used, clippy::print_stdout, reason = "an example for developers")]

use documents::{Filing, Paper, docx, filing, html};
use messages::Language;
use testkit::{Record, t};

fn main() {
    let folder = std::env::args().nth(1).expect("a folder to write to");
    std::fs::create_dir_all(&folder).expect("writable");
    for language in Language::ALL {
        write(&folder, &format!("report.{language}"), &report(language));
    }
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
