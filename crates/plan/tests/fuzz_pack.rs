//! No bytes make reading a pack panic or hang.

mod support;

use std::collections::BTreeMap;

use plan::{Plan, Severity};
use proptest::prelude::{ProptestConfig, any, proptest};

const HEAD: &str = "plan: {id: p, version: '1', zone: UTC, languages: [en]}\n";

fn read(files: &[(&str, &[u8])]) {
    let files: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect();
    match Plan::from_files(files) {
        Ok((_, warnings)) => assert!(warnings.iter().all(|fault| fault.severity == Severity::Warning)),
        Err(faults) => assert!(faults.iter().any(|fault| fault.severity == Severity::Error)),
    }
}

#[test]
fn any_bytes_as_the_head_of_a_pack() {
    bolero::check!().for_each(|bytes: &[u8]| read(&[("plan.yaml", bytes)]));
}

#[test]
fn any_bytes_beside_a_sound_head() {
    bolero::check!().for_each(|bytes: &[u8]| {
        read(&[
            ("plan.yaml", HEAD.as_bytes()),
            ("more.yaml", bytes),
            ("texts/en.yaml", b"plan.title: x"),
            ("drills/d.yaml", bytes),
        ]);
    });
}

#[test]
fn hostile_yaml_is_refused_quickly() {
    let deep = "[".repeat(200_000);
    let maps = "a: {".repeat(100_000);
    let anchors: String = (0..2000).map(|n| format!("a{n}: &x{n} [*x{}]\n", n.max(1) - 1)).collect();
    let quote = format!("a: \"{}", "x\n".repeat(300_000));
    let keys: String = (0..20_000).map(|n| format!("k{n}: {{}}\n")).collect();
    for text in [deep, maps, anchors, quote, format!("groups:\n{}", keys.replace('k', "  k"))] {
        read(&[("plan.yaml", HEAD.as_bytes()), ("more.yaml", text.as_bytes())]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// A sound pack in which some stretch of one file was overwritten: faults, or a plan, and nothing else.
    #[test]
    fn a_damaged_pack_is_read_or_refused(file in any::<usize>(), at in any::<usize>(), put in "[\\PC\n:{}\\[\\]\"'&*!| -]{0,12}") {
        let mut files = support::cn_b2c();
        let name = files.keys().nth(file % files.len()).cloned().unwrap_or_default();
        let text = String::from_utf8_lossy(&files[&name]).into_owned();
        let chars: Vec<char> = text.chars().collect();
        let start = at % chars.len().max(1);
        let kept = chars[..start].iter().collect::<String>();
        let rest = chars.iter().skip(start + put.chars().count()).collect::<String>();
        files.insert(name, format!("{kept}{put}{rest}").into_bytes());
        match Plan::from_files(files) {
            Ok((plan, _)) => assert_eq!(plan.digest, plan::digest(&plan.files)),
            Err(faults) => {
                assert!(faults.iter().any(|fault| fault.severity == Severity::Error));
                assert!(faults.iter().all(|fault| fault.line >= 1 && fault.column >= 1 && !fault.file.is_empty()));
            }
        }
    }
}
