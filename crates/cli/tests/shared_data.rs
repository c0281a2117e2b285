//! The binary on real data that does not travel with the product: counts only, never its text.
#![expect(unreachable_pub, reason = "a test exports nothing: `pub` marks what a file offers its siblings")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test stops where it is wrong"
)]

#[path = "cli/ran.rs"]
mod ran;

use std::path::{Path, PathBuf};

use ran::run;

/// A file of the shared data; `None` (said aloud) where the folder is absent and need not be there.
fn shared(inner: &str) -> Option<String> {
    let root: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if root.is_dir() {
        return Some(root.join(inner).to_str().expect("a path in UTF-8").to_owned());
    }
    assert!(std::env::var_os("STANCH_REQUIRE_ALL").is_none(), "shared data absent");
    eprintln!("left out: shared data absent");
    None
}

fn pack() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../plans/cn-b2c")
        .to_str()
        .expect("a path in UTF-8")
        .to_owned()
}

#[test]
fn chinook_has_67_persons_and_the_plan_calls_it_1_perhaps_3() {
    let Some(chinook) = shared("leaks/Chinook_MySql.sql") else { return };
    let ran = run(&["assess", &chinook, "--plan", &pack(), "--json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let json = ran.json();
    for (count, expected) in [("records", 479), ("persons", 67)] {
        assert_eq!(json["counts"][count]["lo"], expected, "{count}");
        assert_eq!(json["counts"][count]["hi"], expected, "{count}");
    }
    assert!(json["counts"]["customers"]["unknown"].is_string());
    for (kind, values, distinct) in
        [("email", 67, 67), ("phone", 86, 83), ("address", 479, 67), ("cn_id", 0, 0), ("card", 0, 0)]
    {
        assert_eq!(json["identifiers"][kind]["values"], values, "{kind}");
        assert_eq!(json["identifiers"][kind]["distinct"], distinct, "{kind}");
    }
    assert_eq!(json["files"][0]["status"], "read");
    assert_eq!(json["levels"]["response"]["certain"], "1");
    assert_eq!(json["levels"]["response"]["possible"], "3");
}

#[test]
fn archives_and_databases_are_said_to_be_unread() {
    let Some(archives) = shared("hostile/archives") else { return };
    let ran = run(&["assess", &archives, "--json"]);
    assert_eq!(ran.code, 4, "{}", ran.out);
    let json = ran.json();
    assert!(json["files"].as_array().unwrap().iter().all(|file| file["status"] == "not_read"), "{json}");
    assert!(json["counts"]["persons"]["hi"].is_null());
}

#[test]
fn no_hostile_file_crashes_the_command() {
    let Some(hostile) = shared("hostile") else { return };
    let ran = run(&["assess", &hostile, "--json"]);
    assert!([0, 4].contains(&ran.code), "{}: {}", ran.code, ran.err);
    for file in ran.json()["files"].as_array().unwrap() {
        let sum = file["bytes_read"].as_u64().unwrap() + file["bytes_not_read"].as_u64().unwrap();
        assert_eq!(Some(sum), file["bytes"].as_u64(), "{file}");
    }
}
