//! Worlds of people whose truth is known, because another hand made them: leaks of every shape, a register, and beside
//! them what is true (`worlds/worlds.py`). No count may say more than that, or less.
//!
//! `STANCH_WORLDS=1000` judges that many worlds instead of eighty.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by panicking and says aloud what it leaves out"
)]

mod oracle;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use exposure::{ListOrder, Request, Source, assess};
use serde_json::Value;

const WORLDS: u64 = 80;

/// What was found wrong in a world, by what it is about.
type Faults = BTreeMap<String, String>;

/// The bounds of the truth.
fn bounds(truth: &Value) -> (u64, u64) {
    (truth["least"].as_u64().unwrap(), truth["most"].as_u64().unwrap_or(u64::MAX))
}

fn judge_count(about: &str, said: &Value, truth: &Value, faults: &mut Faults) {
    if truth.is_null() {
        return;
    }
    let (least, most) = bounds(truth);
    let Some(lo) = said["lo"].as_u64() else {
        faults.insert(about.to_owned(), format!("is unknown, true is {least} to {most}"));
        return;
    };
    let hi = said["hi"].as_u64().unwrap_or(u64::MAX);
    if lo > most || hi < least {
        faults.insert(about.to_owned(), format!("said {lo} to {hi}, true is {least} to {most}"));
    }
}

/// Values are told by one number, so it must lie within the truth; where every file is readable that is one number too.
fn judge_kinds(said: &Value, truth: &Value, faults: &mut Faults) {
    for (kind, true_of) in truth.as_object().unwrap() {
        for what in ["values", "distinct"] {
            // A date of birth that is written day first or month first in different files is told apart by its column alone.
            if (kind.as_str(), what) == ("birth_date", "distinct") {
                continue;
            }
            let (found, (least, most)) = (said[kind][what].as_u64().unwrap(), bounds(&true_of[what]));
            if found < least || found > most {
                faults.insert(kind.clone(), format!("{what}: said {found}, true is {least} to {most}"));
            }
        }
    }
}

fn judge_files(said: &Value, truth: &Value, faults: &mut Faults) {
    for (said, true_of) in said.as_array().unwrap().iter().zip(truth.as_array().unwrap()) {
        let (name, status) = (&true_of["name"], &said["status"]);
        if true_of["again"] == true {
            if said["reason"]["code"] != "same_as_another" {
                faults.insert("copy".to_owned(), format!("{name} is another's bytes, and that is not said"));
            }
        } else if true_of["clean"] == false && status == "read" {
            faults.insert("damage".to_owned(), format!("{name} is damaged and called {status}"));
        }
    }
}

/// Rows of the list that are certain are persons there are at least.
fn judge_list(list: &Path, said: &Value, faults: &mut Faults) {
    let text = std::fs::read_to_string(list).unwrap();
    let certain =
        text.lines().skip(1).filter(|line| line.split(',').any(|cell| cell == "yes")).count() as u64;
    let least = said["counts"]["persons"]["lo"].as_u64().unwrap();
    if certain > least {
        faults.insert("list".to_owned(), format!("{certain} certain rows, at least {least} persons"));
    }
}

fn judge(world: &Path) -> Faults {
    let truth: Value = serde_json::from_slice(&std::fs::read(world.join("truth.json")).unwrap()).unwrap();
    let files = truth["files"].as_array().unwrap();
    let leak = |file: &Value| Source::path(world.join("leak").join(file["name"].as_str().unwrap()));
    let leaks: Vec<Source> = files.iter().map(leak).collect();
    let register = world.join("register.csv");
    let register = register.exists().then(|| Source::path(register));
    let list = world.join("list.csv");
    let request = Request {
        leaks: &leaks,
        register: register.as_ref(),
        list: Some(ListOrder { path: list.clone(), language: messages::Language::English }),
        temp: world,
        memory: 8 << 20,
        now: jiff::Timestamp::constant(1_795_305_600, 0),
    };
    let said = serde_json::to_value(assess(&request, &mut |_| {}).unwrap()).unwrap();
    let mut faults = Faults::new();
    for about in ["records", "persons", "customers"] {
        judge_count(about, &said["counts"][about], &truth[about], &mut faults);
    }
    judge_kinds(&said["identifiers"], &truth["kinds"], &mut faults);
    judge_files(&said["files"], &truth["files"], &mut faults);
    judge_list(&list, &said, &mut faults);
    faults
}

/// Worlds that are known to be counted wrong today: seed, what is wrong, why.
fn known() -> BTreeMap<u64, BTreeSet<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/worlds/known.tsv");
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let [seed, wrong, reason] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{line}: seed, what, why")
            };
            assert!(!reason.is_empty(), "{line}: no reason");
            let seed = seed.parse().unwrap();
            assert!(seed <= WORLDS, "{line}: no run of the test makes it");
            (seed, wrong.split(' ').map(str::to_owned).collect())
        })
        .collect()
}

/// What is wrong with a world beyond what is known, and what is known and wrong no more.
fn news(seed: u64, faults: &Faults, known: &BTreeSet<String>) -> Vec<String> {
    let wrong = faults.iter().filter(|(about, _)| !known.contains(*about));
    let wrong = wrong.map(|(about, fault)| format!("world {seed}: {about}: {fault}"));
    let mended = known.iter().filter(|about| !faults.contains_key(*about));
    let mended = mended.map(|about| format!("world {seed}: {about} is right now: take it out of known.tsv"));
    wrong.chain(mended).collect()
}

#[test]
fn no_count_of_a_world_says_more_or_less_than_is_true() {
    let worlds = std::env::var("STANCH_WORLDS").map_or(WORLDS, |count| count.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let seeds = format!("1..{worlds}");
    if oracle::run("../worlds/worlds.py", &[&seeds, folder.path().to_str().unwrap()]).is_none() {
        return;
    }
    let (known, nothing) = (known(), BTreeSet::new());
    let mut faults = Vec::new();
    for seed in 1..=worlds {
        let found = judge(&folder.path().join(seed.to_string()));
        faults.extend(news(seed, &found, known.get(&seed).unwrap_or(&nothing)));
    }
    assert!(faults.is_empty(), "{} of {worlds} worlds:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn what_is_known_and_right_again_is_told_and_so_is_what_is_new() {
    let faults = Faults::from([("persons".to_owned(), "said 2 to 2, true is 1 to 1".to_owned())]);
    let known = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    assert!(news(7, &faults, &known(&["persons"])).is_empty());
    assert_eq!(news(7, &faults, &known(&[])), ["world 7: persons: said 2 to 2, true is 1 to 1"]);
    let mended = "world 7: records is right now: take it out of known.tsv";
    assert_eq!(news(7, &faults, &known(&["persons", "records"])), [mended]);
}

#[test]
fn a_bound_on_the_wrong_side_of_what_is_true_is_a_fault() {
    let wrong = |lo: u64, hi: Value, least: u64, most: u64| {
        let (said, truth) =
            (serde_json::json!({"lo": lo, "hi": hi}), serde_json::json!({"least": least, "most": most}));
        let mut faults = Faults::new();
        judge_count("persons", &said, &truth, &mut faults);
        !faults.is_empty()
    };
    assert!(wrong(3, 3.into(), 2, 2) && wrong(1, 1.into(), 2, 2) && wrong(3, Value::Null, 2, 2));
    assert!(!wrong(2, 2.into(), 2, 2) && !wrong(1, Value::Null, 2, 2) && !wrong(2, 3.into(), 2, 4));
}
