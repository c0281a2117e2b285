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
    files.insert(file.to_owned(), text.replace(right, wrong).into_bytes());
    let faults = Plan::from_files(files.clone()).map_or_else(|faults| faults, |(_, warnings)| warnings);
    let at = |file: &str, line: u32, column: u32| -> String {
        let text = std::str::from_utf8(&files[file]).unwrap();
        let line = text.lines().nth(line as usize - 1).unwrap();
        line.chars().skip(column as usize - 1).collect()
    };
    faults.iter().map(|fault| (fault.message.key(), at(&fault.file, fault.line, fault.column))).collect()
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

/// Codes alone.
fn codes(file: &str, right: &str, wrong: &str) -> Vec<&'static str> {
    said(file, right, wrong).into_iter().map(|(code, _)| code).collect()
}

/// What is said with one more file.
fn with(more: &str) -> Vec<(&'static str, String)> {
    let mut files = support::cn_b2c();
    files.insert("zz.yaml".to_owned(), more.as_bytes().to_vec());
    let faults = Plan::from_files(files).map_or_else(|faults| faults, |(_, warnings)| warnings);
    let at = |line: u32, column: u32| -> String {
        let line = more.lines().nth(line as usize - 1).unwrap_or_default();
        line.chars().skip(column as usize - 1).collect()
    };
    let told = faults.iter().filter(|fault| fault.file == "zz.yaml");
    told.map(|fault| (fault.message.key(), at(fault.line, fault.column))).collect()
}

#[test]
fn a_paper_that_goes_to_somebody_else_than_its_duty_is_owed_to_is_asked_about() {
    let told = said("forms/first_report_regulator.yaml", "to: regulator", "to: police");
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].0, "plan-check-to-another");
    assert_eq!(
        codes("notices/public.yaml", "audience: public", "audience: customers"),
        ["plan-check-to-another"; 2]
    );
}

#[test]
fn a_repetition_that_ends_before_its_first_is_asked_about_where_it_stands() {
    let every = "repeats: {every: 4h, for: 1h}";
    let told = said("obligations.yaml", "repeats: {every: 4h}", every);
    assert_eq!(told, [("plan-check-repeats-never", "{every: 4h, for: 1h}".to_owned())]);
    assert_eq!(codes("obligations.yaml", "repeats: {every: 4h}", "repeats: {every: 4h, for: 4h}"), [""; 0]);
}

#[test]
fn a_drill_that_expects_a_third_time_of_what_is_owed_once_is_told() {
    let drill = "drills/unusual_access.yaml";
    let told = said(drill, "{met_in_time: relay_confirmed,", "{met_in_time: relay_confirmed#3,");
    assert_eq!(told, [("plan-expected-once", "relay_confirmed#3, clause: 三.1}".to_owned())]);
    assert_eq!(codes(drill, "{met_in_time: relay_confirmed,", "{met_in_time: relay_confirmed#1,"), [""; 0]);
}

#[test]
fn what_cannot_be_read_is_told_once_and_at_its_own_place() {
    let fact = |more: &str| {
        let fact = format!("facts:\n  cn_b2c.zz:\n    type: enum\n{more}    answered_by: [technical_lead]\n");
        with(&format!("{fact}    question: {{zh-Hans: 问, en: Q}}\n"))
    };
    let twice = fact("    values: [a, b, a]\n");
    assert_eq!(twice, [("plan-word-twice", "a]".to_owned())]);
    assert_eq!(fact("    values: [a, b]\n    worse: up\n"), [("plan-key-of-other-type", "up".to_owned())]);
    let bad = "  Z1-Bad: {to: command, doer: commander, accountable: commander, starts: [{opened: yes}], within: 1h}";
    assert_eq!(
        with(&format!("obligations:\n{bad}\n")),
        [("plan-bad-id", bad.trim().to_owned())],
        "no text is asked for under it"
    );
    for wrong in ["\"\"", "[a, b]"] {
        let told = said("texts/en.yaml", "  commander: Commander", &format!("  commander: {wrong}"));
        assert_eq!(told, [("plan-expected-word", wrong.to_owned())]);
    }
    let step =
        said("drills/unusual_access.yaml", "as: duty_manager, do: open", "as: duty_manager, does: open");
    assert_eq!(step.iter().map(|(code, _)| *code).collect::<Vec<_>>(), ["plan-unknown-key"], "{step:?}");
    let filing =
        said("obligations.yaml", "met_by: filing first_report\n", "met_by: \"filing firs_report\"\n");
    assert_eq!(filing, [("plan-unknown-id", "firs_report\"".to_owned())]);
    let languages = said("plan.yaml", "languages: [zh-Hans, en]", "languages: [zh-Hans, en, ru]");
    assert_eq!(
        languages.first().map(|(code, at)| (*code, at.starts_with("ru]"))),
        Some(("plan-texts-missing", true))
    );
}

#[test]
fn a_scale_and_a_level_that_are_not_there_are_told_at_their_words() {
    let when = "when: public_effect == \"national\"";
    for (wrong, at) in [
        ("when: level(response) at least \"9\"", "\"9\""),
        ("when: level(respons) at least \"2\"", "respons) at least \"2\""),
    ] {
        assert_eq!(said("scales.yaml", when, wrong), [("plan-expression", at.to_owned())]);
    }
}

#[test]
fn duties_that_wait_for_each_other_are_one_circle_told_once_and_what_waits_for_them_is_none() {
    let duty = |id: &str, waits: &str| {
        format!(
            "  {id}: {{to: command, doer: commander, accountable: commander, starts: [{{met: {waits}}}], within: 1h}}\n"
        )
    };
    let made = ["obligations:\n".to_owned(), duty("za", "zb"), duty("zb", "zc"), duty("zc", "zb")].concat();
    let told = with(&made);
    let never: Vec<_> = told.iter().filter(|(code, _)| *code == "plan-check-start-never").collect();
    assert_eq!(never.len(), 1, "{told:?}");
    assert!(never[0].1.starts_with("[{met: zc}]"), "{told:?}");
}

#[test]
fn a_gate_that_leads_out_of_other_states_than_it_is_for_is_asked_about() {
    for (right, wrong, gate) in [
        ("leaves: [warning, watch]", "leaves: [assessing]", "lift_warning:"),
        (
            "leaves: [response, recovery]\n    enters: [after_care]",
            "leaves: [watch]\n    enters: [after_care]",
            "end_response:",
        ),
    ] {
        assert_eq!(said("gates.yaml", right, wrong), [("plan-check-gate-leads", gate.to_owned())], "{wrong}");
    }
}

#[test]
fn papers_in_a_language_that_none_can_be_drawn_up_in_are_asked_about() {
    let mut files = support::cn_b2c();
    let put =
        |files: &mut std::collections::BTreeMap<String, Vec<u8>>, name: &str, right: &str, wrong: &str| {
            let text = String::from_utf8(files[name].clone()).expect("a pack is UTF-8");
            assert!(text.contains(right), "{name}");
            files.insert(name.to_owned(), text.replacen(right, wrong, 1).into_bytes());
        };
    put(&mut files, "forms/formal_report.yaml", "language: zh-Hans", "language: ru");
    put(&mut files, "plan.yaml", "languages: [zh-Hans, en]", "languages: [zh-Hans, en, ru, vi]");
    for language in ["ru", "vi"] {
        let texts = files["texts/en.yaml"].clone();
        files.insert(format!("texts/{language}.yaml"), texts);
    }
    put(&mut files, "notices/public.yaml", "languages: [zh-Hans, en]", "languages: [zh-Hans, en, vi]");
    let faults = Plan::from_files(files).map_or_else(|faults| faults, |(_, warnings)| warnings);
    for (key, language) in [("plan-check-form-unwritten", "“ru”"), ("plan-check-notice-unwritten", "“vi”")]
    {
        let told: Vec<_> = faults.iter().filter(|fault| fault.message.key() == key).collect();
        assert_eq!(told.len(), 1, "{key}");
        assert_eq!(told[0].severity, plan::Severity::Warning);
        assert!(told[0].message.to_string().contains(language), "{}", told[0].message);
    }
}
