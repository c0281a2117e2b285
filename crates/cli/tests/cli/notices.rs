//! A text to customers, read before it is passed; and what is told of it afterwards.

use crate::case::Case;
use crate::ran::finish;
use crate::ran::stanch;

/// The digest that stands in what was said.
fn digest(text: &str) -> String {
    let is_digest = |word: &&str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    text.split_whitespace().find(is_digest).expect("a digest is shown").to_owned()
}

#[test]
fn legal_reads_the_text_in_every_language_what_it_lacks_and_the_digest_and_passes_it_by_that() {
    let case = Case::opened();
    let listed = case.run(&["case", "notice", "1"]);
    assert_eq!(listed.code, 0, "{}", listed.err);
    assert!(listed.out.contains("customer_notice") && listed.out.contains("not passed"), "{}", listed.out);
    let read = case.run(&["case", "notice", "1", "customer_notice"]);
    assert_eq!(read.code, 0, "{}", read.err);
    assert!(read.out.contains("· zh-Hans") && read.out.contains("· en"), "a pass covers both: {}", read.out);
    assert!(read.out.contains("stanch case write 1 notice customer_notice hotline TEXT"), "{}", read.out);
    let first = digest(&read.out);
    // Written by hand, it is another text with another digest.
    let write =
        ["case", "write", "1", "notice", "customer_notice", "hotline", "400 800 1234", "--as", "legal_lead"];
    let wrote = case.run(&write);
    assert_eq!(wrote.code, 0, "{}", wrote.err);
    let json = case.run(&["case", "notice", "1", "customer_notice", "--json"]).json();
    let second = json["digest"].as_str().unwrap().to_owned();
    assert_ne!(first, second);
    assert!(json["texts"]["en"].as_str().unwrap().contains("400 800 1234"), "{json}");
    assert_eq!((&json["passed"], &json["passed_by"]), (&false.into(), &"legal_lead".into()));
    let pass = |digest: &str, role: &str| {
        case.run(&["case", "pass", "1", "customer_notice", "--digest", digest, "--as", role])
    };
    let stale = pass(&first, "legal_lead");
    assert_eq!(stale.code, 1);
    assert!(stale.err.contains("stanch case notice 1 customer_notice"), "where to read it: {}", stale.err);
    assert_eq!(pass(&second, "legal_lead").code, 0);
    let after = case.run(&["case", "notice", "1", "customer_notice"]);
    assert!(after.out.contains("This text is passed."), "{}", after.out);
}

#[test]
fn a_malformed_digest_is_told_as_such_and_who_may_not_pass_gets_none() {
    let case = Case::opened();
    let pass = |digest: &str, role: &str| {
        case.run(&["case", "pass", "1", "customer_notice", "--digest", digest, "--as", role])
    };
    let malformed = pass("xyz", "legal_lead");
    assert_eq!(malformed.code, 1);
    assert!(malformed.err.contains("64 hexadecimal digits"), "{}", malformed.err);
    assert!(!malformed.err.contains("has changed"), "{}", malformed.err);
    for role in ["press_lead", "commander"] {
        let refused = pass(&"a".repeat(64), role);
        assert_eq!(refused.code, 1);
        let longest = refused.err.split_whitespace().map(str::len).max().unwrap_or(0);
        assert!(longest < 64, "no digest for {role}: {}", refused.err);
        assert!(refused.err.contains("legal_lead"), "whose it is: {}", refused.err);
    }
}

#[test]
fn a_text_is_written_to_a_file_as_the_ending_says_and_an_unknown_language_is_refused() {
    let case = Case::opened();
    let page = case.path("notice.html");
    let ran = case.run(&["case", "notice", "1", "customer_notice", "--tongue", "zh", "--out", &page]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let html = std::fs::read_to_string(&page).unwrap();
    assert!(html.starts_with("<!DOCTYPE html>") && html.contains("zh-Hans"), "{html}");
    let none = case.run(&["case", "notice", "1", "customer_notice", "--tongue", "fr"]);
    assert_eq!(none.code, 2);
    assert!(none.err.contains("zh-Hans, en"), "{}", none.err);
    let unknown = case.run(&["case", "notice", "1", "costumer_notice"]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.err.contains("customer_notice"), "{}", unknown.err);
}

#[test]
fn what_counts_from_when_it_was_recorded_is_said_where_another_time_was_told() {
    let case = Case::opened();
    let early = "2026-01-01 00:00";
    let refused =
        case.run(&["case", "declare", "1", "--reason", "by telephone", "--as", "commander", "--at", early]);
    assert_eq!(refused.code, 1, "before the case: {}", refused.out);
    assert!(refused.err.contains("only since"), "{}", refused.err);
    let fact =
        case.run(&["case", "fact", "1", "hole_closed", "yes", "--as", "technical_lead", "--at", early]);
    assert_eq!(fact.code, 0, "{}", fact.err);
    assert!(fact.out.contains("counts from when it was recorded"), "{}", fact.out);
    let now = case.run(&["case", "fact", "1", "hole_closed", "no", "--as", "technical_lead"]);
    assert!(!now.out.contains("counts from when it was recorded"), "{}", now.out);
}

#[test]
fn a_switch_that_gets_a_value_is_told_in_the_readers_language() {
    let ran = finish(stanch(&["help", "--json=x"]).env("LANG", "zh_CN.UTF-8"), None);
    assert_eq!(ran.code, 2);
    let ran = finish(stanch(&["case", "list", "--json=x"]).env("LANG", "zh_CN.UTF-8"), None);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("不带值") && !ran.err.contains("unexpected"), "{}", ran.err);
}

#[test]
fn a_line_break_in_a_reason_makes_no_second_row_and_looks_are_in_the_plans_words() {
    let case = Case::opened();
    let file = case.path("access.log");
    std::fs::write(&file, "GET /export").unwrap();
    assert_eq!(case.run(&["case", "evidence", "1", &file, "--as", "technical_lead"]).code, 0);
    let out = |role: &str, to: &str| {
        let to = case.path(to);
        case.run(&[
            "case",
            "evidence-out",
            "1",
            "E-1",
            "--out",
            &to,
            "--reason",
            "to compare\n2026  with ours",
            "--as",
            role,
        ])
    };
    let refused = out("press_lead", "a");
    assert_eq!(refused.code, 1);
    assert!(!refused.err.contains("read_personal") && refused.err.contains("Spokes"), "{}", refused.err);
    assert_eq!(out("legal_lead", "b").code, 0);
    let looks = case.run(&["case", "looks", "1"]);
    assert_eq!(looks.out.trim_end().lines().count(), 1, "{}", looks.out);
    assert!(looks.out.contains("compare\\u{a}2026"), "{}", looks.out);
    assert!(looks.out.contains("+08:00") && !looks.out.contains("legal_lead"), "{}", looks.out);
}

#[test]
fn the_list_of_notices_is_written_where_out_says() {
    let case = Case::opened();
    for words in [&["case", "notice", "1"][..], &["case", "notice", "1", "--json"]] {
        let out = case.path("notices.json");
        let ran = case.run(&[words, &["--out", &out]].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        let written: serde_json::Value = serde_json::from_slice(&std::fs::read(&out).unwrap()).unwrap();
        assert!(
            written.as_array().is_some_and(|all| all.iter().any(|one| one["notice"] == "customer_notice"))
        );
        std::fs::remove_file(&out).unwrap();
    }
    let nowhere = case.run(&["case", "notice", "1", "--out", &case.path("no/such/folder.json")]);
    assert_eq!(nowhere.code, 6, "{}", nowhere.out);
}

#[test]
fn a_case_shows_each_text_with_its_number_and_what_was_told_under_which() {
    let case = Case::opened();
    let numbers = |shown: &serde_json::Value| {
        let texts = shown["texts"].as_object().expect("texts").values();
        texts.map(|text| text["number"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let shown = case.run(&["case", "show", "1", "--json"]).json();
    let mut all = numbers(&shown);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), shown["texts"].as_object().unwrap().len(), "no two alike: {all:?}");
    assert!(all.iter().all(|number| number.starts_with("1-N") && number.ends_with("-1")), "{all:?}");
    let number = shown["texts"]["customer_notice"]["number"].as_str().unwrap().to_owned();
    let digest = case.run(&["case", "notice", "1", "customer_notice", "--json"]).json()["digest"].clone();
    let pass =
        ["case", "pass", "1", "customer_notice", "--digest", digest.as_str().unwrap(), "--as", "legal_lead"];
    assert_eq!(case.run(&pass).code, 0);
    let sent = case.run(&[
        "case",
        "sent",
        "1",
        "customer_notice",
        "--count",
        "2",
        "--ways",
        "email",
        "--as",
        "customer_lead",
    ]);
    assert_eq!(sent.code, 0, "{}", sent.err);
    let shown = case.run(&["case", "show", "1", "--json"]).json();
    assert_eq!(shown["notices"]["customer_notice"]["told"][0]["number"], number.as_str());
    assert_eq!(shown["texts"]["customer_notice"]["passed"], digest);
    let page = case.run(&["case", "show", "1"]).out;
    let of_it: Vec<&str> = page.lines().filter(|line| line.contains(&number)).collect();
    assert_eq!(of_it.len(), 2, "the text, and that it was told: {page}");
    assert!(of_it[0].contains("passed") && of_it[1].contains("e-mail"), "{of_it:?}");
}
