//! Twenty-odd independent mistakes in one pack: each is told once, at its place, with what to do, and none causes another.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

mod support;

use std::collections::BTreeMap;

use plan::{Fault, Plan, Severity};

/// A mistake somebody makes in a file: the text that is there, what they write instead, where the fault is found (a
/// word in the changed file), and its code.
struct Mistake {
    file: &'static str,
    right: &'static str,
    wrong: &'static str,
    found_at: &'static str,
    code: &'static str,
}

const fn mistake(
    file: &'static str,
    right: &'static str,
    wrong: &'static str,
    found_at: &'static str,
    code: &'static str,
) -> Mistake {
    Mistake { file, right, wrong, found_at, code }
}

/// `found_at` is a text that stands once in the changed file; the fault is at its first character after `^`.
const MISTAKES: [Mistake; 40] = [
    mistake(
        "plan.yaml",
        "    group: technical\n    rights: [read, open, state_fact, do_task, propose_gate, export]",
        "    group: tecnical\n    rights: [read, open, state_fact, do_task, propose_gate, export]",
        "^tecnical",
        "plan-unknown-id",
    ),
    mistake(
        "plan.yaml",
        "rights: [read, do_task]\n    clause: 九.2",
        "rights: [read, do_taks]\n    clause: 九.2",
        "^do_taks",
        "plan-unknown-word",
    ),
    mistake(
        "choices.yaml",
        "damaged_text: {clauses: [一.1, 五.1, 六.2, 十.1]}",
        "damaged_text: {clauses: [一.9, 五.1]}",
        "^一.9",
        "plan-unknown-id",
    ),
    mistake(
        "facts.yaml",
        "  cn_b2c.vip_customers:\n    type: int\n    range: 0..10_000_000_000",
        "  cn_b2c.vip_customers:\n    type: int\n    range: 5..1",
        "^5..1",
        "plan-bad-range",
    ),
    mistake("facts.yaml", "at_most: customers", "at_most: custmers", "^custmers", "plan-unknown-id"),
    mistake(
        "facts.yaml",
        "  cn_b2c.possible_reach:\n    type: int",
        "  cn_b2c.possible_reach:\n    type: integer",
        "^integer",
        "plan-unknown-word",
    ),
    mistake(
        "scales.yaml",
        "when: public_effect == \"national\"",
        "when: public_efect == \"national\"",
        "^public_efect",
        "plan-expression",
    ),
    mistake(
        "scales.yaml",
        "when: \"!cn_b2c.mendable_inside\"",
        "when: \"!cn_b2c.mendable_insde\"",
        "^cn_b2c.mendable_insde",
        "plan-expression",
    ),
    mistake(
        "scales.yaml",
        "      && cn_b2c.mendable_inside && !reverse_connection",
        "      && cn_b2c.mendable_inside && !reverse_conection",
        "^reverse_conection",
        "plan-expression",
    ),
    mistake(
        "scales.yaml",
        "      identity_or_transactions:\n        level: \"2\"",
        "      identity_or_transactions:\n        level: \"4\"",
        "^\"4\"",
        "plan-unknown-level",
    ),
    mistake("triggers.yaml", "level: response 3", "level: response 7", "^response 7", "plan-unknown-level"),
    mistake(
        "triggers.yaml",
        "    tells: [duty_manager, commander]",
        "    tells: [duty_manger, commander]",
        "^duty_manger",
        "plan-unknown-id",
    ),
    mistake(
        "gates.yaml",
        "    kind: lift_warning\n    proposes: technical_lead\n",
        "    kind: lift_warning\n",
        "^lift_warning:",
        "plan-missing-key",
    ),
    mistake(
        "gates.yaml",
        "    enters: [after_care]\n    clause: 六.4",
        "    enters: [aftercare]\n    clause: 六.4",
        "^aftercare",
        "plan-unknown-word",
    ),
    mistake(
        "gates.yaml",
        "nobody_new_72h: {when: since(no_new_exposed_since) >= 72h,",
        "nobody_new_72h: {when: since(records) >= 72h,",
        "since(^records)",
        "plan-expression",
    ),
    mistake("obligations.yaml", "    within: 5min", "    within: 5 minutes", "^5 minutes", "plan-bad-term"),
    mistake(
        "obligations.yaml",
        "      - {fact: happened, unless_past: yes}\n      - {fact: known, note: from_known}\n      - {opened: yes, note: from_opening}\n    within: 30min\n    met_by: filing first_report\n",
        "      - {fact: happend, unless_past: yes}\n      - {fact: known, note: from_known}\n      - {opened: yes, note: from_opening}\n    within: 30min\n    met_by: filing first_report\n",
        "^happend",
        "plan-unknown-id",
    ),
    mistake(
        "obligations.yaml",
        "    to: public\n    doer: press_lead\n    accountable: legal_lead",
        "    to: publik\n    doer: press_lead\n    accountable: legal_lead",
        "^publik",
        "plan-unknown-word",
    ),
    mistake(
        "obligations.yaml",
        "    owed_when: '\"identity\" in classes'",
        "    owed_when: '\"identity\" in clases'",
        "in ^clases",
        "plan-expression",
    ),
    mistake(
        "obligations.yaml",
        "    met_by: notice payment_notice",
        "    met_by: notice payment_notce",
        "notice ^payment_notce",
        "plan-unknown-id",
    ),
    mistake(
        "obligations.yaml",
        "  money_available:\n    to: command\n    doer: finance_lead",
        "  money_available:\n    to: command\n    doerr: finance_lead",
        "^doerr",
        "plan-unknown-key",
    ),
    mistake(
        "obligations.yaml",
        "    repeats: {every: 4h}",
        "    repeats: {every: 4h, times: many}",
        "^many",
        "plan-bad-number",
    ),
    mistake(
        "forms/first_report.yaml",
        "title: {fill: title, required: yes}",
        "title: {fill: leaked, required: yes}",
        "fill: ^leaked",
        "plan-unknown-word",
    ),
    mistake(
        "forms/first_report.yaml",
        "records: {fact: records, required: yes}",
        "records: {fact: records, level: response}",
        "^records: {fact: records, level",
        "plan-one-filling",
    ),
    mistake(
        "forms/formal_report.yaml",
        "    language: zh-Hans",
        "    language: zh-Hant",
        "^zh-Hant",
        "plan-language-not-in-pack",
    ),
    mistake(
        "notices/public.yaml",
        "channels: [app, web, media]",
        "channels: [app, web, medai]",
        "^medai",
        "plan-unknown-word",
    ),
    mistake("playbooks/causes.yaml", "after: [waf_rule]", "after: [waf_rul]", "^waf_rul]", "plan-unknown-id"),
    mistake(
        "playbooks/phases.yaml",
        "      first_aid: {",
        "      satellite_phone: {",
        "^satellite_phone: {doer: people",
        "plan-id-twice",
    ),
    // What a reviewer asks of the whole is told beside what cannot be read.
    mistake(
        "gates.yaml",
        "    reviews: [legal_lead]\n    approves: commander\n    leaves: [after_care, watch]",
        "    reviews: [duty_manager]\n    approves: commander\n    leaves: [after_care, watch]",
        "reviews: [^duty_manager]",
        "plan-check-right",
    ),
    mistake(
        "triggers.yaml",
        "    when: unusual_rights || repeated_attempts",
        "    when: unusual_rights && !unusual_rights",
        "^unusual_rights && !unusual_rights",
        "plan-check-never-true",
    ),
    mistake(
        "triggers.yaml",
        "&& (outflow_records > 0 ||",
        "&& (outflow_records > persons ||",
        "when: ^(unusual_rights || repeated_attempts) && (outflow_records > persons",
        "plan-check-unit",
    ),
    mistake(
        "obligations.yaml",
        "    owed_when: level(response) at least \"2\"\n    starts: [{owed: yes}]\n    within: 2h",
        "    owed_when: level(response) at least \"2\"\n    starts: [{owd: yes}]\n    within: 2h",
        "^owd: yes",
        "plan-unknown-key",
    ),
    // A fault in the head, a clause or a drill hides nothing else, and nothing else hides it.
    mistake("plan.yaml", "version: \"1\"", "version: [1]", "^[1]", "plan-expected-word"),
    mistake("plan.yaml", "zone: Asia/Shanghai", "zone: Asia/Shangai", "^Asia/Shangai", "plan-unknown-zone"),
    mistake("clauses.yaml", "  一.1: {binding: no}", "  一.1: {bindng: no}", "^bindng", "plan-unknown-key"),
    mistake(DRILL, "do: renew,", "do: renw,", "do: ^renw,", "plan-unknown-command"),
    mistake(
        DRILL,
        "{at: 30min, as: technical_lead, do: fact",
        "{at: 1min, as: technical_lead, do: fact",
        "^{at: 1min, as: technical_lead, do: fact",
        "plan-step-order",
    ),
    mistake(DRILL, "{refused: too_early,", "{refused: to_early,", "refused: ^to_early", "plan-unknown-id"),
    mistake(DRILL, "{state: watch, at: ", "{stat: watch, at: ", "^stat: watch", "plan-unknown-key"),
    mistake(
        DRILL,
        "{obligation: \"warning_report#3\"}",
        "{obligation: \"warning_repor#3\"}",
        "obligation: ^\"warning_repor#3",
        "plan-unknown-id",
    ),
];
const DRILL: &str = "drills/unusual_access.yaml";

fn mistakes() -> impl Iterator<Item = &'static Mistake> {
    MISTAKES.iter()
}

/// The pack with one mistake made.
fn make(files: &mut BTreeMap<String, Vec<u8>>, mistake: &Mistake) {
    let text = String::from_utf8(files[mistake.file].clone()).unwrap();
    assert_eq!(text.matches(mistake.right).count(), 1, "{}: {}", mistake.file, mistake.right);
    files.insert(mistake.file.to_owned(), text.replace(mistake.right, mistake.wrong).into_bytes());
}

/// Line and column, both from 1, of the place `mark` names in `text`.
fn place(text: &str, mark: &str) -> (u32, u32) {
    let (before, behind) = mark.split_once('^').unwrap();
    let whole = format!("{before}{behind}");
    assert_eq!(text.matches(&whole).count(), 1, "{whole} stands once");
    let upto = &text[..text.find(&whole).unwrap() + before.len()];
    let line = upto.matches('\n').count() + 1;
    let column = upto.rsplit('\n').next().unwrap().chars().count() + 1;
    (u32::try_from(line).unwrap(), u32::try_from(column).unwrap())
}

fn is_at(fault: &Fault, mistake: &Mistake, files: &BTreeMap<String, Vec<u8>>) -> bool {
    let text = std::str::from_utf8(&files[mistake.file]).unwrap();
    let at = place(text, mistake.found_at);
    fault.file == mistake.file && (fault.line, fault.column) == at && fault.message.key() == mistake.code
}

fn told(faults: &[Fault]) -> String {
    faults.iter().map(|fault| format!("{fault}\n")).collect()
}

#[test]
fn every_mistake_alone_is_told_once_and_at_its_place() {
    for mistake in mistakes() {
        let mut files = support::cn_b2c();
        make(&mut files, mistake);
        let errors = support::errors(files.clone());
        assert_eq!(errors.len(), 1, "{} gives:\n{}", mistake.wrong, told(&errors));
        assert!(is_at(&errors[0], mistake, &files), "{} gives:\n{}", mistake.wrong, told(&errors));
    }
}

#[test]
fn all_mistakes_together_are_each_told_exactly_once_and_cause_no_others() {
    let mut files = support::cn_b2c();
    mistakes().for_each(|mistake| make(&mut files, mistake));
    let errors = support::errors(files.clone());
    for mistake in mistakes() {
        let count = errors.iter().filter(|fault| is_at(fault, mistake, &files)).count();
        assert_eq!(count, 1, "{}:\n{}", mistake.wrong, told(&errors));
    }
    assert!(mistakes().count() >= 20);
    assert_eq!(errors.len(), mistakes().count(), "nothing else is told:\n{}", told(&errors));
}

#[test]
fn a_bound_on_what_is_no_count_or_one_that_leads_back_to_itself_is_told_where_it_stands() {
    for (wrong, code) in [
        ("at_most: [customers, classes]", "plan-at-most-count"),
        ("at_most: cn_b2c.vip_customers", "plan-at-most-loop"),
    ] {
        let mut files = support::cn_b2c();
        let found_at =
            if code == "plan-at-most-count" { "^classes]" } else { "at_most: ^cn_b2c.vip_customers" };
        let made = mistake("facts.yaml", "at_most: customers", wrong, found_at, code);
        make(&mut files, &made);
        let errors = support::errors(files.clone());
        assert_eq!(errors.len(), 1, "{}", told(&errors));
        assert!(is_at(&errors[0], &made, &files), "{}", told(&errors));
    }
    let mut files = support::cn_b2c();
    let text = String::from_utf8(files["facts.yaml"].clone()).unwrap();
    let count = "type: int, range: 0..9, question: {zh-Hans: 问, en: Q}";
    let loop_of_two = format!(
        "{text}  cn_b2c.one: {{{count}, at_most: cn_b2c.two}}\n  cn_b2c.two: {{{count}, at_most: cn_b2c.one}}\n"
    );
    files.insert("facts.yaml".to_owned(), loop_of_two.into_bytes());
    let errors = support::errors(files);
    assert_eq!(errors.len(), 1, "a loop is one mistake:\n{}", told(&errors));
    assert_eq!(errors[0].message.key(), "plan-at-most-loop");
}

#[test]
fn a_syntax_error_is_told_once_and_the_other_files_are_still_checked() {
    let mut files = support::cn_b2c();
    make(&mut files, mistakes().find(|mistake| mistake.wrong.contains("5 minutes")).unwrap());
    files.insert("gates.yaml".to_owned(), b"gates:\n  lift_warning: {kind: [\n  end: }\n".to_vec());
    let errors = support::errors(files);
    let codes: Vec<&str> = errors.iter().map(|fault| fault.message.key()).collect();
    assert_eq!(codes, ["plan-syntax", "plan-bad-term"], "{}", told(&errors));
}

#[test]
fn a_syntax_error_in_any_file_is_one_message_and_causes_none_elsewhere() {
    let pack = support::cn_b2c();
    for file in pack.keys().filter(|file| file.ends_with(".yaml")) {
        let mut files = pack.clone();
        files.get_mut(file).unwrap().extend_from_slice(b"\n  bad: [x\n");
        let errors = support::errors(files);
        assert_eq!(errors.len(), 1, "{file}:\n{}", told(&errors));
        assert_eq!((errors[0].file.as_str(), errors[0].message.key()), (file.as_str(), "plan-syntax"));
    }
}

#[test]
fn a_fact_that_several_expressions_misname_is_told_once_with_how_many_more() {
    let mut files = support::cn_b2c();
    let text = String::from_utf8(files["triggers.yaml"].clone()).unwrap();
    let wrong = text.replace("unusual_rights", "unusal_rights");
    let uses = wrong.matches("unusal_rights").count();
    assert!(uses > 1);
    files.insert("triggers.yaml".to_owned(), wrong.into_bytes());
    let errors = support::errors(files);
    assert_eq!(errors.len(), 1, "{}", told(&errors));
    assert_eq!(errors[0].message.key(), "plan-unknown-id-more");
    let sentence = errors[0].to_string();
    assert!(sentence.contains(&format!("{} further", uses - 1)), "{sentence}");
    assert!(sentence.contains("“unusual_rights”"), "{sentence}");
}

#[test]
fn a_drill_that_does_not_begin_by_opening_a_case_is_a_fault_where_its_steps_begin() {
    let mut files = support::cn_b2c();
    let text = String::from_utf8(files["drills/million_rows.yaml"].clone()).unwrap();
    let (opening, others) = text.split_once("\n  - {at: 3min").unwrap();
    let (head, _) = opening.split_once("\n  - {at: 0min").unwrap();
    let without = format!("{head}\n  - {{at: 3min{others}");
    files.insert("drills/million_rows.yaml".to_owned(), without.into_bytes());
    let errors = support::errors(files);
    assert_eq!(errors.len(), 1, "{}", told(&errors));
    assert_eq!((errors[0].message.key(), errors[0].line), ("plan-drill-opens", 6));
}

#[test]
fn aliases_anchors_tags_and_doubled_keys_are_refused_with_a_remedy() {
    let head = "plan: {id: p, version: '1', zone: UTC, languages: [en]}\n";
    for (text, code) in [
        ("groups: &a {g: {}}\n", "plan-anchor"),
        ("groups: {g: &a {}, h: *a}\n", "plan-alias"),
        ("groups: !!map {g: {}}\n", "plan-tag"),
        ("groups: {g: {}, g: {}}\n", "plan-key-twice"),
        ("groups: {g: {}}\n---\ngroups: {}\n", "plan-second-document"),
        ("groups:\n\t g: {}\n", "plan-syntax"),
        ("groups: {[a]: {}}\n", "plan-key-not-word"),
    ] {
        let texts = "plan.title: A plan\ngroup: {g: G, h: H}\n";
        let files = [("plan.yaml", format!("{head}{text}")), ("texts/en.yaml", texts.to_owned())];
        let files = files.map(|(path, text)| (path.to_owned(), text.into_bytes())).into();
        let errors = support::errors(files);
        assert!(errors.iter().any(|fault| fault.message.key() == code), "{text}:\n{}", told(&errors));
    }
}

#[test]
fn a_missing_text_is_told_for_its_language_and_a_missing_file_once() {
    let mut files = support::cn_b2c();
    let text = String::from_utf8(files["texts/en.yaml"].clone()).unwrap();
    let without = text.replace("  intelligence: Hand in new intelligence\n", "");
    assert_ne!(text, without);
    files.insert("texts/en.yaml".to_owned(), without.into_bytes());
    let errors = support::errors(files.clone());
    assert_eq!(errors.len(), 1, "{}", told(&errors));
    assert_eq!((errors[0].message.key(), errors[0].file.as_str()), ("plan-text-missing", "obligations.yaml"));
    files.remove("texts/en.yaml");
    let errors = support::errors(files);
    assert_eq!(errors.len(), 1, "{}", told(&errors));
    assert_eq!(errors[0].message.key(), "plan-texts-missing");
}

#[test]
fn every_fault_speaks_both_languages_and_serializes() {
    let mut files = support::cn_b2c();
    mistakes().for_each(|mistake| make(&mut files, mistake));
    for fault in support::errors(files) {
        let (english, chinese) =
            (fault.told(messages::Language::English), fault.told(messages::Language::SimplifiedChinese));
        assert_ne!(english.message, chinese.message);
        assert!(!english.message.contains("plan-"), "{}", english.message);
        let json = serde_json::to_value(&fault).unwrap();
        assert_eq!(json["severity"], "error");
        assert_eq!(json["code"], fault.message.key());
        assert_eq!(json["line"], fault.line);
    }
}

/// What a reviewer finds: the change, where the finding stands (at the rule, not at its scale), and how much it weighs.
const FINDINGS: [(Mistake, Severity); 11] = [
    (
        mistake(
            "scales.yaml",
            "when: records > 100_000 && \"identity\" in classes && \"payment\" in classes",
            "when: records > 100_000 && records < 90_000",
            "when: ^records > 100_000 && records < 90_000",
            "plan-check-never-true",
        ),
        Severity::Error,
    ),
    (
        mistake(
            "gates.yaml",
            "when: volume_share >= 90,",
            "when: volume_share >= 90 && volume_share < 80,",
            "when: ^volume_share >= 90 && volume",
            "plan-check-never-true",
        ),
        Severity::Error,
    ),
    (
        mistake(
            "scales.yaml",
            "when: cn_b2c.possible_reach > 100_000",
            "when: cn_b2c.possible_reach > 100_000 && cn_b2c.possible_reach < 200_000",
            "when: ^cn_b2c.possible_reach > 100_000 &&",
            "plan-check-not-monotone",
        ),
        Severity::Error,
    ),
    (
        mistake(
            "scales.yaml",
            "when: cn_b2c.possible_reach > 100_000",
            "when: cn_b2c.possible_reach >= 10_000",
            "^heavier_reach:",
            "plan-check-rule-never-decides",
        ),
        Severity::Warning,
    ),
    (
        mistake(
            "scales.yaml",
            "        when: \"!cn_b2c.mendable_inside\"",
            "        when: \"!cn_b2c.mendable_inside && records > 5\"",
            "default: ^\"1\"",
            "plan-check-gap",
        ),
        Severity::Warning,
    ),
    (
        mistake(
            "scales.yaml",
            "order: [ordinary, heavier, grave]",
            "order: [ordinary, heavier, grave, utmost]",
            "grave, ^utmost]",
            "plan-check-level-unreached",
        ),
        Severity::Error,
    ),
    (
        mistake(
            "plan.yaml",
            "rights: [read, state_fact, do_task, file, pass_text, review_gate,",
            "rights: [read, state_fact, do_task, file, review_gate,",
            "",
            "plan-check-right",
        ),
        Severity::Error,
    ),
    (
        mistake(
            "triggers.yaml",
            "when: outflow_records >= 1_000_000",
            "when: outflow_records >= persons",
            "when: ^outflow_records >= persons",
            "plan-check-unit",
        ),
        Severity::Error,
    ),
    (
        mistake(
            "clauses.yaml",
            "  一.1: {binding: no}",
            "  一.1: {binding: no}\n  十一.1: {}",
            "^十一.1",
            "plan-check-clause-uncarried",
        ),
        Severity::Error,
    ),
    (
        mistake(
            "notices/public.yaml",
            "      hotline: {text: 40, required: yes}\n",
            "",
            // It stands in the texts: the next story.
            "",
            "plan-check-placeholder-unknown",
        ),
        Severity::Error,
    ),
    (
        mistake(
            "obligations.yaml",
            "    starts: [{lowered: response}]",
            "    starts: [{met: watch_after_lowering}]",
            "starts: ^[{met: watch_after_lowering",
            "plan-check-start-never",
        ),
        Severity::Error,
    ),
];

/// The pack with a finding in it, and the texts the change needs.
fn with_finding(finding: &Mistake) -> BTreeMap<String, Vec<u8>> {
    let mut files = support::cn_b2c();
    make(&mut files, finding);
    let added = match finding.code {
        "plan-check-clause-uncarried" => ("clause:\n", "clause:\n  十一.1: x\n"),
        "plan-check-level-unreached" => ("    level: {ordinary", "    level: {utmost: x, ordinary"),
        _ => return files,
    };
    for language in ["texts/en.yaml", "texts/zh-Hans.yaml"] {
        let text = String::from_utf8(files[language].clone()).unwrap();
        files.insert(language.to_owned(), text.replace(added.0, added.1).into_bytes());
    }
    files
}

#[test]
fn a_reviewers_findings_are_found_where_the_rule_stands() {
    for (finding, severity) in &FINDINGS {
        let files = with_finding(finding);
        let found = Plan::from_files(files.clone()).map_or_else(|faults| faults, |(_, warnings)| warnings);
        let mut of = found
            .iter()
            .filter(|fault| fault.message.key() == finding.code && fault.severity == *severity)
            .peekable();
        assert!(of.peek().is_some(), "{} gives:\n{}", finding.wrong, told(&found));
        let at = finding.found_at.is_empty() || of.any(|fault| is_at(fault, finding, &files));
        assert!(at, "{} gives:\n{}", finding.wrong, told(&found));
    }
}

#[test]
fn a_field_that_a_text_names_and_the_notice_lacks_is_told_where_the_text_stands() {
    let mut files = support::cn_b2c();
    let text = String::from_utf8(files["texts/en.yaml"].clone()).unwrap();
    assert!(text.contains("{hotline}"));
    files.insert("texts/en.yaml".to_owned(), text.replacen("{hotline}", "{hotlin}", 1).into_bytes());
    let errors = support::errors(files);
    let told = told(&errors);
    assert_eq!(errors.len(), 1, "{told}");
    assert_eq!(
        (errors[0].file.as_str(), errors[0].message.key()),
        ("texts/en.yaml", "plan-check-placeholder-unknown")
    );
}

#[test]
fn an_obligation_whose_every_start_may_be_skipped_is_found() {
    let mut files = support::cn_b2c();
    let text = String::from_utf8(files["obligations.yaml"].clone()).unwrap();
    let text = text.replace(
        "starts: [{gate: lift_warning}]\n    within: 24h",
        "starts: [{gate: lift_warning, unless_past: yes}]\n    within: 24h",
    );
    files.insert("obligations.yaml".to_owned(), text.into_bytes());
    let errors = support::errors(files);
    assert_eq!(
        errors.iter().map(|fault| fault.message.key()).collect::<Vec<_>>(),
        ["plan-check-start-runs-out"]
    );
}

/// One change of a drill, one error in the drill's file.
#[test]
fn mistakes_in_a_drill_are_told_in_the_drill() {
    let path = "drills/unusual_access.yaml";
    for (right, wrong, code) in [
        ("do: renew", "do: renw", "plan-unknown-command"),
        ("obligation: lifting_told}", "obligation: lifted_told}", "plan-unknown-id"),
        ("with: {fact: mood, value: falling}", "with: {fact: mood}", "plan-missing-key"),
        ("with: {fact: mood, value: falling}", "with: {fact: mood, valeu: falling}", "plan-unknown-key"),
        ("{refused: too_early,", "{refused: to_early,", "plan-unknown-id"),
        ("{state: watch, at: 21h,", "{state: watch,", "plan-missing-key"),
        ("certain: heavier, possible: heavier", "certain: heavier, possible: heavy", "plan-unknown-level"),
        ("begins: 2026-04-10T20:00+08:00", "begins: 2026-04-10 20:00", "plan-bad-moment"),
        ("{at: 90h, as: press_lead", "{at: 9h, as: press_lead", "plan-step-order"),
    ] {
        let mut files = support::cn_b2c();
        make(&mut files, &mistake(path, right, wrong, "", code));
        let errors = support::errors(files);
        assert_eq!(errors.len(), 1, "{wrong} gives:\n{}", told(&errors));
        assert_eq!((errors[0].file.as_str(), errors[0].message.key()), (path, code), "{}", told(&errors));
    }
}

#[test]
fn a_drill_that_only_claims_a_clause_is_shown() {
    let mut files = support::cn_b2c();
    make(
        &mut files,
        &mistake("drills/unusual_access.yaml", "exercises: [三.1,", "exercises: [六.3, 三.1,", "", ""),
    );
    let (_, warnings) = support::loaded(files);
    let codes: Vec<&str> = warnings.iter().map(|fault| fault.message.key()).collect();
    assert_eq!(codes, ["plan-check-exercise-empty"], "{}", told(&warnings));
}

#[test]
fn a_text_that_is_missing_is_told_beside_a_fault_in_the_head() {
    let mut files = support::cn_b2c();
    for wrong in ["version: [1]", "zone: Asia/Shangai"] {
        make(&mut files, mistakes().find(|mistake| mistake.wrong == wrong).unwrap());
    }
    let text = String::from_utf8(files["texts/en.yaml"].clone()).unwrap();
    files.insert(
        "texts/en.yaml".to_owned(),
        text.replace("  intelligence: Hand in new intelligence\n", "").into(),
    );
    let errors = support::errors(files);
    let codes: Vec<&str> = errors.iter().map(|fault| fault.message.key()).collect();
    assert_eq!(codes, ["plan-expected-word", "plan-unknown-zone", "plan-text-missing"], "{}", told(&errors));
}
