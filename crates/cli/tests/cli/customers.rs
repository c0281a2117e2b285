//! Customers of the register in the leaks of a case: two leaks are as many as both, the list goes to those who may see it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use crate::case::Case;

/// Rows of made-up customers `range`; the leak has their e-mail and a card, the register their phone besides.
fn rows(range: std::ops::Range<u32>, of: fn(u32) -> String) -> String {
    range.map(of).collect()
}

#[test]
fn two_leaks_of_different_customers_are_counted_together_and_their_list_leaves_on_record() {
    let case = Case::opened();
    let (one, two, register) = (case.path("one.csv"), case.path("two.csv"), case.path("register.csv"));
    let leaked = |n: u32| format!("Made Up{n},customer{n}@example.com\n");
    fs::write(&one, format!("name,email\n{}", rows(0..100, leaked))).unwrap();
    fs::write(&two, format!("name,email\n{}", rows(100..200, leaked))).unwrap();
    let known = |n: u32| format!("C-{n:04},Made Up{n},customer{n}@example.com,+86138{n:08}\n");
    fs::write(&register, format!("customer_id,name,email,phone\n{}", rows(0..500, known))).unwrap();
    let none = case.run(&["case", "customers", "1"]);
    assert_eq!(none.code, 1, "{}", none.err);
    for leak in [&one, &two] {
        let words =
            ["case", "assess", "1", leak, "--register", &register, "--keep", "--as", "technical_lead"];
        let told = case.run(&words);
        assert_eq!(told.code, 0, "{}", told.err);
    }
    let shown = case.run(&["case", "show", "1", "--json"]).json();
    assert_eq!(shown["facts"]["customers"]["known"], ">=200");
    assert_eq!(shown["facts"]["records"]["known"], ">=200");
    let counts = case.run(&["case", "customers", "1", "--json"]).json();
    assert_eq!(
        (&counts["customers"]["listed"], &counts["customers"]["at_least"]),
        (&200.into(), &200.into())
    );
    assert_eq!(counts["customers"]["leaked"]["email"], 200);
    let (out, sheet) = (case.path("customers.jsonl"), case.path("customers.xlsx"));
    let take = |out: &str, role: &str| {
        case.run(&["case", "customers", "1", "--out", out, "--reason", "letters", "--as", role, "--json"])
    };
    assert_eq!(take(&out, "commander").code, 1, "commander may not see personal data");
    assert!(!Path::new(&out).exists());
    let given = take(&out, "legal_lead");
    assert_eq!((given.code, given.json()["look"]["customers"].as_u64()), (0, Some(200)), "{}", given.err);
    assert_eq!(fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o600);
    let list = fs::read_to_string(&out).unwrap();
    let first: serde_json::Value = serde_json::from_str(list.lines().next().unwrap()).unwrap();
    assert_eq!((&first["key"], &first["phone"][0]), (&"C-0000".into(), &"+8613800000000".into()));
    assert_eq!((&first["match"], &first["evidence"][0]), (&"exact".into(), &"E-1".into()));
    assert_eq!(take(&sheet, "legal_lead").code, 0);
    assert!(fs::read(&sheet).unwrap().starts_with(b"PK"));
    let looks = case.run(&["case", "looks", "1", "--json"]).json();
    assert_eq!(looks["looks"].as_array().unwrap().len(), 2, "{looks}");
    read_by_python(&out);
}

/// The second reader agrees.
fn read_by_python(list: &str) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats/read_customers.py");
    match Command::new("python3").arg(script).arg(list).output() {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(output.status.success() && said.starts_with("200 customers, 200 exact"), "{said}");
        }
        Err(fault) => {
            assert!(std::env::var_os("STANCH_REQUIRE_ALL").is_none(), "python3 is needed: {fault}");
        }
    }
}
