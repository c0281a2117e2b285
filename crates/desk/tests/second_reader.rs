//! A second reader, in another language, reads the golden bodies by the document alone, and refuses altered ones.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at any surprise, and says what is left out"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

fn reader(folder: &Path) -> Option<std::process::Output> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats/read_case_bodies.py");
    match Command::new("python3").arg(script).arg(folder).output() {
        Ok(output) => Some(output),
        Err(fault) => {
            assert!(std::env::var_os("STANCH_REQUIRE_ALL").is_none(), "python3 is needed: {fault}");
            println!("left out: python3 absent");
            None
        }
    }
}

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

#[test]
fn the_second_reader_finds_every_golden_body_as_described() {
    let Some(output) = reader(&golden()) else { return };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn the_second_reader_refuses_another_order_another_member_and_a_missing_file() {
    type Change = fn(&str) -> String;
    let changes: [(&str, Change); 3] = [
        ("org.log.opened.1.json", |text| text.replace("origin", "source")),
        ("case-body.fact.stated.1.json", |text| text.replace(r#""shape":1,"#, "")),
        ("org.case.destroyed.1.json", |text| text.replace(r#":"#, ": ")),
    ];
    for (name, change) in changes {
        let folder = tempfile::tempdir().unwrap();
        for file in std::fs::read_dir(golden()).unwrap() {
            let file = file.unwrap();
            if file.path().is_dir() {
                continue;
            }
            std::fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
        }
        let path = folder.path().join(name);
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, change(&text)).unwrap();
        let Some(output) = reader(folder.path()) else { return };
        assert_eq!(output.status.code(), Some(1), "{name} was altered and passed");
        std::fs::remove_file(&path).unwrap();
        let Some(output) = reader(folder.path()) else { return };
        let missed = output.status.code() == Some(1);
        assert!(missed || name.starts_with("case-body"), "{name} is gone and was not missed");
    }
}

fn customers(list: Option<&Path>) -> Option<std::process::Output> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats/read_customers.py");
    match Command::new("python3").arg(script).args(list).output() {
        Ok(output) => Some(output),
        Err(fault) => {
            assert!(std::env::var_os("STANCH_REQUIRE_ALL").is_none(), "python3 is needed: {fault}");
            println!("left out: python3 absent");
            None
        }
    }
}

#[test]
fn the_second_reader_finds_the_golden_list_of_customers_as_described_and_refuses_altered_ones() {
    let Some(output) = customers(None) else { return };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    let golden = std::fs::read_to_string(golden().join("customers/list.1.jsonl")).unwrap();
    let lines: Vec<&str> = golden.lines().collect();
    let folder = tempfile::tempdir().unwrap();
    let altered = [
        format!("{}\n{}\n", lines[1], lines[0]),
        golden.replace(r#""certain":true,"#, ""),
        golden.replace(r#"["cn_id","email"]"#, r#"["email","cn_id"]"#),
        golden.trim_end().to_owned(),
    ];
    for (place, text) in altered.into_iter().enumerate() {
        let path = folder.path().join(place.to_string());
        std::fs::write(&path, text).unwrap();
        let Some(output) = customers(Some(&path)) else { return };
        assert_eq!(output.status.code(), Some(1), "alteration {place} passed");
    }
}
