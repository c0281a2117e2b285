//! What a reviewer would ask of a pack that can be read: each told once, where it stands.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at any surprise")]

mod support;

use std::collections::BTreeMap;

use messages::Language;
use plan::{Item, Plan};

/// Codes of what is said of the pack with `right` made `wrong` in `file`, each with what stands at its place.
fn said(file: &str, right: &str, wrong: &str) -> Vec<(&'static str, String)> {
    let mut files = support::cn_b2c();
    let text = String::from_utf8(files[file].clone()).unwrap();
    assert_eq!(text.matches(right).count(), 1, "{file}: {right}");
    let text = text.replace(right, wrong);
    files.insert(file.to_owned(), text.clone().into_bytes());
    let faults = match Plan::from_files(files) {
        Ok((_, warnings)) => warnings,
        Err(faults) => faults,
    };
    let at = |line: u32, column: u32| -> String {
        let line = text.lines().nth(line as usize - 1).unwrap();
        line.chars().skip(column as usize - 1).collect()
    };
    faults.iter().map(|fault| (fault.message.key(), at(fault.line, fault.column))).collect()
}

#[test]
fn a_text_that_steers_a_terminal_or_turns_the_direction_of_writing_is_a_fault() {
    for mark in ["\\a", "\\u202e", "\\u2066"] {
        let wrong = format!("  commander: \"Com{mark}mander\"");
        let told = said("texts/en.yaml", "  commander: Commander", &wrong);
        assert_eq!(told, [("plan-text-steers", wrong.trim().to_owned())], "{mark}");
    }
}

#[test]
fn the_catalogue_asks_in_the_readers_language_also_where_the_plan_does_not_speak_it() {
    let head =
        "plan: {id: p, version: '1', zone: UTC, languages: [en]}\nroles: {r: {rights: [read, open]}}\n";
    let files = [("plan.yaml", head), ("texts/en.yaml", "plan.title: A plan\nrole.r: R\n")];
    let files: BTreeMap<String, Vec<u8>> =
        files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into();
    let (plan, _) = support::loaded(files);
    let label = plan.label_of(Item::Fact, "happened").unwrap();
    assert_eq!(label.in_language(Language::SimplifiedChinese), "事件何时发生？");
    let fact = plan.catalogue.facts.iter().find(|fact| fact.id == "happened").unwrap();
    assert_eq!(plan.text(&fact.question, "zh-Hans"), "事件何时发生？");
    assert_eq!(plan.text(&fact.question, "tlh"), "When did it happen?");
    assert_eq!(plan.text(&plan.roles[0].title, "zh-Hans"), "R");
}
