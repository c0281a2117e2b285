//! A scale that only people set: levels, somebody who may set them, and nothing that computes them.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

mod support;

use std::collections::BTreeMap;

use plan::{Plan, Severity};

type Files = BTreeMap<String, Vec<u8>>;

/// The pack with this text as one more file.
fn with(text: &str) -> Files {
    let mut files = support::cn_b2c();
    files.insert("zz.yaml".to_owned(), text.as_bytes().to_vec());
    files
}

/// Codes of what is told of the pack with these items and texts more, warnings left aside.
fn told_of(items: &str, texts: &str) -> Vec<&'static str> {
    let mut files = with(items);
    for language in ["zh-Hans", "en"] {
        let name = format!("texts/{language}.yaml");
        let mut words = String::from_utf8(files[&name].clone()).unwrap();
        words.push_str(&format!("\n{texts}\n"));
        files.insert(name, words.into_bytes());
    }
    let faults = Plan::from_files(files).err().unwrap_or_default();
    let errors = faults.iter().filter(|fault| fault.severity == Severity::Error);
    errors.map(|fault| fault.message.key()).collect()
}

#[test]
fn a_scale_of_people_has_levels_and_nothing_that_computes_them() {
    let scale =
        |more: &str| format!("scales:\n  zz: {{kind: severity, set_by: people, order: [low, high]{more}}}\n");
    let texts = "scale.zz: {title: x, level: {low: l, high: h}, rule.r: x}";
    assert_eq!(told_of(&scale(""), texts), [""; 0]);
    for more in [", default: high", ", rules: {r: {level: high, when: hole_closed}}"] {
        assert_eq!(told_of(&scale(more), texts), ["plan-scale-of-people"], "{more}");
    }
    let nobody = scale("").replace("people", "nobody");
    assert_eq!(told_of(&nobody, texts), ["plan-unknown-word"]);
}

#[test]
fn a_scale_of_people_that_no_role_may_set_is_told() {
    let head = "plan: {id: p, version: '1', zone: UTC, languages: [en]}\n";
    let scale = "scales:\n  zz: {kind: severity, set_by: people, order: [low, high]}\n";
    let role = "roles: {r: {rights: [read, open]}}\n";
    let texts = "plan.title: A plan\nrole.r: R\nscale.zz: {title: x, level: {low: l, high: h}}\n";
    let pack = |role: &str| -> Files {
        let plan = format!("{head}{role}{scale}");
        [("plan.yaml", plan), ("texts/en.yaml", texts.to_owned())]
            .map(|(path, text)| (path.to_owned(), text.into_bytes()))
            .into()
    };
    let keys = |files| support::errors(files).iter().map(|fault| fault.message.key()).collect::<Vec<_>>();
    assert_eq!(keys(pack(role)), ["plan-check-nobody-sets"]);
    assert_eq!(keys(pack(&role.replace("open]", "open, decide_level]"))), [""; 0]);
}
