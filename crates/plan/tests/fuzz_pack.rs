//! No bytes make reading a pack panic or hang.

use std::collections::BTreeMap;

use plan::{Plan, Severity};

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
