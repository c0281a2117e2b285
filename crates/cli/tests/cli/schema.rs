//! What `stanch assess --json` prints, against `docs/assess.schema.json`, judged by a validator we did not write.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::ran::run;

/// Validates the second file against the first, and says what is wrong.
const JUDGE: &str = "
import json, sys, jsonschema
schema, told = (json.load(open(path, encoding='utf-8')) for path in sys.argv[1:3])
jsonschema.Draft202012Validator.check_schema(schema)
faults = [f'{list(fault.path)}: {fault.message[:200]}' for fault in jsonschema.Draft202012Validator(schema).iter_errors(told)]
print('\\n'.join(faults)); sys.exit(1 if faults else 0)";

fn schema() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/assess.schema.json").to_str().unwrap().to_owned()
}

/// What the validator finds wrong; `None` where there is no validator.
fn faults(told: &Path) -> Option<String> {
    let there = Command::new("python3").args(["-c", "import jsonschema"]).output();
    if !there.is_ok_and(|output| output.status.success()) {
        assert!(std::env::var_os("STANCH_REQUIRE_ALL").is_none(), "jsonschema is required, but absent");
        eprintln!("left out: jsonschema absent");
        return None;
    }
    let judged = Command::new("python3").args(["-c", JUDGE, &schema()]).arg(told).output().unwrap();
    let said =
        String::from_utf8_lossy(&judged.stdout).into_owned() + &String::from_utf8_lossy(&judged.stderr);
    assert_eq!(judged.status.success(), said.trim().is_empty(), "{said}");
    Some(said.trim().to_owned())
}

#[test]
fn every_kind_of_result_is_as_the_schema_says_and_an_altered_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let leak = at(
        "leak.csv",
        b"full_name,email,mobile\nAnn Lee,ann@example.com,1.38123E+10\nBo Chan,bo@example.com,\n",
    );
    let register = at("register.csv", b"customer_id,full_name,email\nC1,Ann Lee,ann@example.com\n");
    let shop = at(
        "shop.sql",
        b"CREATE TABLE `customer` (`id` int, `name` varchar(40), `email` varchar(40));\n\
          INSERT INTO `customer` VALUES (1,'Cy Poe','cy@example.com'),(2,'Di Roe','di@example.com');\n\
          CREATE TABLE `invoice` (`no` int, `customer_id` int);\nINSERT INTO `invoice` VALUES (7,1),(8,2),(9,2);\n",
    );
    let cut = at(
        "cut.sql",
        b"CREATE TABLE `c` (`email` varchar(20));\nINSERT INTO `c` VALUES ('a@example.com'),('b@ex",
    );
    let binary = at("binary", &[0, 159, 146, 150, 0, 255, 254, 7]);
    let plan = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans/cn-b2c").to_str().unwrap().to_owned();
    let lines: [&[&str]; 4] = [
        &[&leak],
        &[&shop, "--plan", &plan],
        &[&leak, &shop, &cut, &binary, "--register", &register, "--plan", &plan, "--lang", "zh"],
        &[&binary],
    ];
    for line in lines {
        let ran = run(&[["assess", "--json"].as_slice(), line].concat());
        let told = at("told.json", ran.out.as_bytes());
        let Some(faults) = faults(Path::new(&told)) else { return };
        assert_eq!(faults, "", "{line:?}");
    }
    let mut told = run(&["assess", &shop, "--plan", &plan, "--json"]).json();
    told["levels"]["response"].as_object_mut().unwrap().remove("certain");
    let altered = at("altered.json", told.to_string().as_bytes());
    assert_ne!(faults(Path::new(&altered)).as_deref(), Some(""), "a level without its certain place passed");
}
