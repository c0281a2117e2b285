//! What says nothing, leads nowhere or can never hold is told once, where it stands: each alone in the pack.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

mod support;

use std::collections::BTreeMap;

use plan::Fault;

fn told(faults: &[Fault]) -> String {
    faults.iter().map(|fault| format!("{fault}\n")).collect()
}

/// The pack in which `wrong` stands in the place of `right`, the first time it stands there.
fn with(file: &str, right: &str, wrong: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = support::cn_b2c();
    let text = String::from_utf8(files[file].clone()).unwrap();
    assert!(text.contains(right), "{file} holds {right}");
    files.insert(file.to_owned(), text.replacen(right, wrong, 1).into_bytes());
    files
}

const DRILL: &str = "drills/unusual_access.yaml";

/// A file, what stands there, what is written instead, the code of the fault, and what its line holds.
const SLIPS: [(&str, &str, &str, &str, &str); 16] = [
    ("gates.yaml", "enters: [closed]", "enters: [response]", "plan-gate-closes", "enters: [response]"),
    ("plan.yaml", "languages: [zh-Hans, en]", "languages: []", "plan-nothing-listed", "languages"),
    ("notices/public.yaml", "channels: [app, web, media]", "channels: []", "plan-nothing-listed", "channels"),
    ("notices/public.yaml", "languages: [zh-Hans, en]", "languages: []", "plan-nothing-listed", "languages"),
    ("facts.yaml", "answered_by: [legal_lead]", "answered_by: []", "plan-nothing-listed", "answered_by"),
    (
        "facts.yaml",
        "answered_by: [legal_lead]",
        "answered_by: [people_lead]",
        "plan-check-right",
        "people_lead",
    ),
    (
        "facts.yaml",
        "    type: bool\n",
        "    type: bool\n    range: 0..5\n",
        "plan-key-of-other-type",
        "range: 0..5",
    ),
    ("gates.yaml", "leaves: [warning, watch]", "leaves: []", "plan-nothing-listed", "leaves"),
    ("gates.yaml", "enters: [warning]", "enters: []", "plan-nothing-listed", "enters"),
    (
        "gates.yaml",
        "leaves: [response, recovery]\n    enters: [warning]",
        "leaves: [response, warning]\n    enters: [warning]",
        "plan-gate-stays",
        "enters",
    ),
    (
        DRILL,
        "id: too_early, says: too_early}\n",
        "id: too_early, says: too_early}\n  - {at: 3h, as: technical_lead, do: tick, id: too_early}\n",
        "plan-step-twice",
        "tick",
    ),
    (
        DRILL,
        "certain: heavier, possible: heavier",
        "certain: grave, possible: heavier",
        "plan-certain-above-possible",
        "grave",
    ),
    ("drills/interface_mended.yaml", "level: 2}}", "level: 9}}", "plan-unknown-level", "level: 9"),
    (
        "drills/interface_mended.yaml",
        "scale: response, level: 3,",
        "scale: response, level: 8,",
        "plan-unknown-level",
        "level: 8",
    ),
    (
        "scales.yaml",
        "when: public_effect == \"national\"",
        "when: 公众影响 == \"national\"",
        "plan-expression-name",
        "公众影响",
    ),
    (
        "scales.yaml",
        "when: public_effect == \"national\"",
        "when: level(response) at least \"2\"",
        "plan-check-scale-circle",
        "level(response)",
    ),
];

#[test]
fn what_says_nothing_or_leads_nowhere_is_told_once_where_it_stands() {
    for (file, right, wrong, code, line_holds) in SLIPS {
        let files = with(file, right, wrong);
        let errors = support::errors(files.clone());
        assert_eq!(errors.len(), 1, "{wrong} gives:\n{}", told(&errors));
        let line = usize::try_from(errors[0].line).unwrap() - 1;
        let text = String::from_utf8(files[file].clone()).unwrap();
        assert_eq!((errors[0].file.as_str(), errors[0].message.key()), (file, code), "{}", told(&errors));
        assert!(text.lines().nth(line).unwrap().contains(line_holds), "{}", told(&errors));
        let said = errors[0].message.to_string();
        assert!(said.ends_with(['.', '”', ')']) || errors[0].remedy.is_some(), "{said}");
    }
}

#[test]
fn a_brace_that_is_never_closed_is_told_at_the_text() {
    let files = support::cn_b2c();
    for file in ["texts/en.yaml", "texts/zh-Hans.yaml"] {
        let text = String::from_utf8(files[file].clone()).unwrap();
        let open = text.replacen("{organisation}", "{organisation", 1);
        assert_ne!(open, text);
        let mut files = files.clone();
        files.insert(file.to_owned(), open.into_bytes());
        let errors = support::errors(files);
        let found = |fault: &&Fault| fault.message.key() == "plan-check-placeholder-open";
        assert_eq!(errors.iter().filter(found).count(), 1, "{}", told(&errors));
        assert_eq!(errors.iter().find(found).unwrap().file, file);
    }
}
