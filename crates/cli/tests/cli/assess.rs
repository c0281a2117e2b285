//! `stanch assess …` on leaks made here.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::ran::{run, run_with_input, stanch};

const LEAK: &str = "full_name,email,mobile,order_no\n\
    Ann Lee,ann.lee@example.com,+44 20 7946 0018,1001\n\
    Bo Chan,bo.chan@example.com,+44 20 7946 0173,1002\n\
    Ann Lee,ann.lee@example.com,,1003\n";
const REGISTER: &str =
    "customer_id,full_name,email\nC1,Ann Lee,ann.lee@example.com\nC2,Eve Moss,eve@example.com\n";

fn at(folder: &tempfile::TempDir, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_leak_is_counted_and_customers_are_unknown_without_a_register() {
    let folder = tempfile::tempdir().unwrap();
    let leak = at(&folder, "leak.csv", LEAK);
    let ran = run(&["assess", &leak, "--json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    let json = ran.json();
    assert_eq!((&json["counts"]["records"]["lo"], &json["counts"]["records"]["hi"]), (&3.into(), &3.into()));
    assert_eq!((&json["counts"]["persons"]["lo"], &json["counts"]["persons"]["hi"]), (&2.into(), &2.into()));
    assert!(json["counts"]["customers"]["unknown"].is_string(), "{json}");
    assert_eq!(json["files"][0]["status"], "read");
    assert_eq!(json["identifiers"]["email"]["distinct"], 2);
    let text = run(&["assess", &leak]);
    assert!(text.out.contains("unknown"), "{}", text.out);
}

#[test]
fn a_register_tells_customers_and_the_list_is_for_its_owner_only() {
    let folder = tempfile::tempdir().unwrap();
    let (leak, register) = (at(&folder, "leak.csv", LEAK), at(&folder, "register.csv", REGISTER));
    let (list, out) = (folder.path().join("list.csv"), folder.path().join("result.json"));
    let words = ["assess", &leak, "--register", &register, "--list", list.to_str().unwrap(), "--out"];
    let ran = run(&[words.as_slice(), &[out.to_str().unwrap(), "--json"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.json()["counts"]["customers"]["lo"], 1);
    assert_eq!(fs::read_to_string(&out).unwrap(), ran.out);
    assert_eq!((mode(&list), mode(&out)), (0o600, 0o600));
    assert!(fs::read_to_string(&list).unwrap().contains("C1"));
    assert!(ran.err.contains("list.csv"), "{}", ran.err);
}

#[test]
fn standard_input_and_folders_count_like_files() {
    let folder = tempfile::tempdir().unwrap();
    let leak = at(&folder, "leak.csv", LEAK);
    fs::create_dir(folder.path().join("inner")).unwrap();
    let one = run(&["assess", &leak, "--json"]).json();
    let piped = run_with_input(&["assess", "-", "--json"], LEAK.as_bytes()).json();
    let walked = run(&["assess", folder.path().to_str().unwrap(), "--json"]).json();
    for other in [&piped, &walked] {
        assert_eq!(one["identifiers"], other["identifiers"]);
        assert_eq!(one["counts"]["persons"]["hi"], other["counts"]["persons"]["hi"]);
    }
}

#[test]
fn what_cannot_be_read_is_said_and_never_clean() {
    let folder = tempfile::tempdir().unwrap();
    let leak = at(&folder, "leak.csv", LEAK);
    let archive = at(&folder, "more.7z", [b"7z\xbc\xaf\x27\x1c\x00\x04".as_slice(), &[7; 64]].concat());
    let ran = run(&["assess", &leak, &archive]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("≥ 3") && ran.out.contains("▲ not read"), "{}", ran.out);
    let alone = run(&["assess", &archive, "--json"]);
    assert_eq!(alone.code, 4, "{}", alone.out);
    assert_eq!(alone.json()["counts"]["persons"]["hi"], serde_json::Value::Null);
    let text = run(&["assess", &archive, "--lang", "zh"]);
    assert!(text.out.contains("未读取") && text.out.contains("下限"), "{}", text.out);
}

#[test]
fn bad_input_gives_a_result_or_a_reason_and_never_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    let noise: Vec<u8> = (0..4096_u32).map(|place| (place.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let inputs: [(&str, &[u8]); 6] = [
        ("empty", b""),
        ("noise", &noise),
        (
            "cut.sql",
            b"CREATE TABLE `t` (`email` text);\nINSERT INTO `t` VALUES ('a.b@example.com'),('c.d@exa",
        ),
        ("wrong_charset.csv", b"name,email\n\xff\xfe\xfa,x.y@example.com\n"),
        ("one_line", &[b'x'; 200_000]),
        ("nul.csv", b"name,email\nA\0B,n.n@example.com\n"),
    ];
    for (name, bytes) in inputs {
        let path = at(&folder, name, bytes);
        let ran = run(&["assess", &path, "--json"]);
        assert!([0, 4].contains(&ran.code), "{name}: {} {}", ran.code, ran.err);
        let file = &ran.json()["files"][0];
        let sum = file["bytes_read"].as_u64().unwrap() + file["bytes_not_read"].as_u64().unwrap();
        assert_eq!(sum, bytes.len() as u64, "{name}: {file}");
    }
}

#[test]
fn a_missing_leak_or_register_is_named_before_anything_runs() {
    let folder = tempfile::tempdir().unwrap();
    let leak = at(&folder, "leak.csv", LEAK);
    let ran = run(&["assess", "no/such.csv"]);
    assert_eq!(ran.code, 6);
    assert!(ran.err.contains("no/such.csv"), "{}", ran.err);
    let ran = run(&["assess", &leak, "--register", "no/register.csv"]);
    assert_eq!(ran.code, 6);
    assert!(ran.err.contains("no/register.csv"), "{}", ran.err);
}

#[test]
fn the_same_leak_gives_the_same_json_but_for_the_moment() {
    let folder = tempfile::tempdir().unwrap();
    let leak = at(&folder, "leak.csv", LEAK);
    let result = || {
        let text = run(&["assess", &leak, "--json"]).out;
        let lines = text.lines().filter(|line| !line.contains("\"as_of\"")).map(str::to_owned);
        lines.collect::<Vec<_>>()
    };
    assert_eq!(result(), result());
}

#[test]
fn out_to_a_device_writes_to_it_and_does_not_replace_it() {
    let folder = tempfile::tempdir().unwrap();
    let leak = at(&folder, "leak.csv", LEAK);
    let ended = stanch(&["assess", &leak, "--out", "/dev/null"]).output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}
