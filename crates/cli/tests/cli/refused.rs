//! What a program reads where there is no result: JSON alone on standard output, with the exit code and the sentence people read.

use crate::ran::{Ran, run};

fn error(ran: &Ran) -> (String, u64) {
    let error = &ran.json()["error"];
    let message = error["message"].as_str().unwrap();
    assert!(ran.err.contains(message), "the same is said to people: {} / {message}", ran.err);
    assert_eq!(error.as_object().unwrap().len(), 3);
    (error["code"].as_str().unwrap().to_owned(), error["exit"].as_u64().unwrap())
}

#[test]
fn a_refusal_is_json_where_json_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data").to_string_lossy().into_owned();
    let pack = concat!(env!("CARGO_MANIFEST_DIR"), "/../../plans/cn-b2c");
    let opened =
        run(&["case", "open", "--title", "A leak", "--plan", pack, "--as", "duty_manager", "--data", &data]);
    assert_eq!(opened.code, 0, "{}", opened.err);
    let fact = |fact: &str, value: &str, more: &[&str]| {
        let words = ["case", "fact", "1", fact, value, "--as", "technical_lead", "--data", &data];
        run(&[words.as_slice(), more].concat())
    };
    let unreadable = fact("records", "abc", &["--json"]);
    assert_eq!((unreadable.code, error(&unreadable).1), (1, 1));
    assert_eq!(error(&fact("no_such_fact", "1", &["--json"])).1, 1);
    let told = fact("records", "abc", &[]);
    assert_eq!((told.code, told.out.as_str()), (1, ""), "without it standard output holds results alone");
    let absent = run(&["assess", "no-such-file.csv", "--json"]);
    assert_eq!((absent.code, error(&absent).1), (6, 6));
    let wrong = run(&["case", "show", "--json", "--no-such"]);
    assert_eq!((wrong.code, error(&wrong).1), (2, 2));
    let chinese = run(&["case", "show", "9", "--data", &data, "--json", "--lang", "zh"]);
    assert_eq!(
        error(&chinese).0,
        error(&run(&["case", "show", "9", "--data", &data, "--json"])).0,
        "codes are no words"
    );
}

#[test]
fn enrolling_gives_a_program_the_link() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data").to_string_lossy().into_owned();
    let added = run(&[
        "people",
        "add",
        "li.wei",
        "--name",
        "李伟",
        "--role",
        "legal_lead",
        "--data",
        &data,
        "--json",
    ]);
    assert_eq!(added.code, 0, "{}", added.err);
    let (added, again) = (added.json(), run(&["people", "link", "li.wei", "--data", &data, "--json"]).json());
    assert_eq!((&added["login"], &added["id"]), (&"li.wei".into(), &again["id"]));
    assert!(
        added["link"].as_str().is_some_and(|link| link.starts_with('/')) && added["link"] != again["link"]
    );
}
