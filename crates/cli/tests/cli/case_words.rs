//! What a person reads of a case: what is next, in the plan's words and zone, with the ids that can be typed.

use std::fs;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::case::Case;
use crate::ran::{finish, run, stanch};

fn pack() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans/cn-b2c").to_str().unwrap().to_owned()
}

/// The headings of the sections, in their order.
fn sections(page: &str) -> Vec<&str> {
    let mut lines = page.lines();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        if line.is_empty() {
            found.extend(lines.next());
        }
    }
    found
}

#[test]
fn a_case_says_first_what_is_next_and_has_its_tasks_and_evidence() {
    let case = Case::opened();
    let file = case.path("access.log");
    fs::write(&file, "GET /export").unwrap();
    let taken = case.run(&["case", "evidence", "1", &file, "--as", "technical_lead"]);
    assert!(taken.out.contains("E-1 access.log"), "the number it got is said: {}", taken.out);
    let laid = case.run(&["case", "playbook", "1", "stop_the_spread", "--as", "technical_lead"]);
    assert_eq!(laid.code, 0, "{}", laid.err);
    let page = case.run(&["case", "show", "1"]).out;
    let texts = "Texts to customers and the public";
    let expected = ["What next", "Clocks", "Levels", "Tasks", "Known", texts, "Gates", "Evidence", "Events"];
    assert_eq!(sections(&page), expected, "{page}");
    assert!(page.contains("→ stanch case file 1 first_report --as legal_lead"), "{page}");
    assert!(page.contains("E-1  access.log"), "{page}");
    assert!(page.contains("Isolate the systems hit"), "{page}");
}

#[test]
fn a_milder_word_of_others_is_said_not_to_count_and_waits_to_be_confirmed() {
    let case = Case::opened();
    for (fact, value) in [("records", ">=120000"), ("classes", "identity,payment+")] {
        assert_eq!(case.run(&["case", "fact", "1", fact, value, "--as", "technical_lead"]).code, 0);
    }
    let milder = case.run(&["case", "fact", "1", "records", "500", "--as", "customer_lead"]);
    assert_eq!(milder.code, 0, "{}", milder.err);
    assert!(milder.out.contains("does not count"), "{}", milder.out);
    assert!(
        milder.out.contains("What counts: at least 120,000. Ask: Lead of the technical group"),
        "{}",
        milder.out
    );
    let json = case.run(&["case", "show", "1", "--json"]).json();
    assert_eq!(json["levels"]["response"]["certain"], "3");
    assert_eq!(json["facts"]["records"]["set_aside"].as_array().map(Vec::len), Some(1));
    let page = case.run(&["case", "show", "1"]).out;
    assert!(page.contains("To confirm or correct"), "{page}");
    assert!(page.contains("stanch case fact 1 records 500 --as technical_lead"), "{page}");
}

#[test]
fn more_customers_than_people_are_said_at_once_and_stay_shown_until_one_is_corrected() {
    let case = Case::opened();
    assert_eq!(case.run(&["case", "fact", "1", "persons", "120", "--as", "technical_lead"]).code, 0);
    let told = case.run(&["case", "fact", "1", "customers", "500", "--as", "customer_lead"]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(told.out.contains("cannot hold beside"), "{}", told.out);
    let json = case.run(&["case", "show", "1", "--json"]).json();
    assert_eq!(json["facts"]["customers"]["more_than"][0], "persons");
    assert_eq!(json["facts"]["persons"]["less_than"][0], "customers");
    assert_eq!(json["facts"]["customers"]["known"], "500", "what was stated counts");
    let page = case.run(&["case", "show", "1"]).out;
    assert!(page.contains("One of the two is wrong"), "{page}");
    assert!(page.contains("stanch case fact 1 persons VALUE --as technical_lead"), "{page}");
    let again = case.run(&["case", "fact", "1", "persons", "800", "--as", "technical_lead"]);
    assert!(!again.out.contains("cannot hold beside"), "{}", again.out);
}

#[test]
fn times_are_shown_and_read_in_the_zone_of_the_plan_with_the_offset_where_two_clocks_meet() {
    let case = Case::opened();
    let known = ["case", "fact", "1", "known", "2026-03-01 09:00", "--as", "duty_manager"];
    assert_eq!(case.run(&known).code, 0);
    let json = case.run(&["case", "show", "1", "--json"]).json();
    assert_eq!(json["facts"]["known"]["known"], "2026-03-01T01:00:00Z", "nine o'clock in Shanghai");
    let abroad = case.run(&["case", "show", "1"]).out;
    assert!(abroad.contains("2026-03-01 09:00+08:00") && abroad.contains("Asia/Shanghai"), "{abroad}");
    let show = ["case", "show", "1", "--data", case.data().to_str().unwrap()].map(str::to_owned);
    let at_home = finish(stanch(&show).env("TZ", "Asia/Shanghai"), None);
    assert!(
        at_home.out.contains("2026-03-01 09:00 ") && !at_home.out.contains("09:00+08:00"),
        "{}",
        at_home.out
    );
    assert!(!at_home.out.contains(":00Z") && !abroad.contains(":00Z"), "nobody reads UTC here");
    let nowhere = finish(stanch(&show).env("TZ", "Asia/Shangai"), None);
    assert_eq!(nowhere.code, 2, "{}", nowhere.out);
    assert!(nowhere.err.contains("Asia/Shangai") && nowhere.err.contains("TZ"), "{}", nowhere.err);
    let ahead = case.run(&["case", "fact", "1", "happened", "2099-01-01 09:00", "--as", "technical_lead"]);
    assert!(ahead.err.contains("+08:00") && !ahead.err.contains('Z'), "{}", ahead.err);
}

#[test]
fn a_refusal_speaks_in_the_plans_words_and_names_what_can_be_typed() {
    let case = Case::opened();
    let refused = |words: &[&str]| {
        let ran = case.run(words);
        assert_eq!(ran.code, 1, "{words:?}: {}", ran.out);
        ran.err
    };
    let slip = refused(&["case", "fact", "1", "recods", "5", "--as", "technical_lead"]);
    assert!(slip.contains("Nearest: How many records leaked? (records)"), "{slip}");
    let named = refused(&["case", "fact", "1", "records", "5", "--as", "总指挥"]);
    assert!(named.contains("Nearest: Commander (commander)"), "{named}");
    let theirs = refused(&[
        "case",
        "level",
        "1",
        "response",
        "2",
        "--reason",
        "x",
        "--as",
        "technical_lead",
        "--lang",
        "zh",
    ]);
    assert!(theirs.contains("总指挥（commander）") && theirs.contains("决定级别"), "{theirs}");
    let level = refused(&[
        "case",
        "level",
        "1",
        "response",
        "7",
        "--reason",
        "x",
        "--as",
        "commander",
        "--lang",
        "zh",
    ]);
    assert!(level.contains("3级（重大级）（3）"), "{level}");
    let gate = refused(&[
        "case",
        "gate",
        "propose",
        "1",
        "end_response",
        "--reason",
        "x",
        "--as",
        "technical_lead",
        "--lang",
        "zh",
    ]);
    assert!(gate.contains("应急响应") && gate.contains("研判中") && !gate.contains("assessing"), "{gate}");
}

#[test]
fn a_report_that_leaves_with_gaps_says_which_and_who_can_answer() {
    let case = Case::opened();
    let filed = case.run(&["case", "file", "1", "first_report", "--as", "legal_lead"]);
    assert_eq!(filed.code, 0, "the clock does not wait: {}", filed.err);
    assert!(filed.out.contains("missing or unknown"), "{}", filed.out);
    assert!(filed.out.contains("? Records: Lead of the technical group"), "{}", filed.out);
    let json =
        case.run(&["case", "file", "1", "first_report_regulator", "--as", "legal_lead", "--json"]).json();
    assert_eq!(json["remarks"][0]["code"], "cli-report-gaps", "{json}");
}

#[test]
fn a_report_is_drawn_up_as_text_page_or_document_and_its_gaps_are_said_beside_it() {
    let case = Case::opened();
    let text = case.run(&["case", "report", "1"]);
    assert_eq!(text.code, 0, "{}", text.err);
    assert!(text.out.contains("未知") && text.err.contains("missing or unknown"), "{}{}", text.out, text.err);
    let html = case.run(&["case", "report", "1", "--format", "html"]);
    assert!(html.out.starts_with("<!DOCTYPE html>"), "{}", html.out);
    let path = case.path("report.docx");
    let docx = case.run(&["case", "report", "1", "--form", "first_report_regulator", "--out", &path]);
    assert_eq!((docx.code, docx.out.as_str()), (0, ""), "{}", docx.err);
    assert!(fs::read(&path).unwrap().starts_with(b"PK"));
    assert_eq!(case.run(&["case", "report", "1", "--format", "docx"]).code, 2);
    let unknown = case.run(&["case", "report", "1", "--form", "first_repot"]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.err.contains("(first_report)"), "{}", unknown.err);
    let json = case.run(&["case", "report", "1", "--json"]).json();
    assert!(json["missing"].as_array().is_some_and(|gaps| !gaps.is_empty()), "{json}");
}

#[test]
fn the_list_of_cases_is_in_the_words_of_the_plan() {
    let case = Case::opened();
    let chinese = case.run(&["case", "list", "--lang", "zh"]).out;
    assert!(chinese.contains("研判中") && chinese.contains("1级（一般级） – 3级（重大级）"), "{chinese}");
    assert!(!chinese.contains("assessing") && !chinese.contains("response"), "{chinese}");
}

#[test]
fn a_plan_lists_what_can_be_typed() {
    let count = |what: &str| {
        let json = run(&["plan", "show", &pack(), what, "--json"]).json();
        json[what].as_array().unwrap_or_else(|| panic!("{json}")).clone()
    };
    let roles = count("roles");
    assert!(roles.iter().any(|role| role["id"] == "commander" && role["rights"][0] == "read"), "{roles:?}");
    let facts = count("facts");
    let records = facts.iter().find(|fact| fact["id"] == "records").unwrap();
    assert_eq!((&records["unit"], &records["answered_by"][0]), (&"records".into(), &"technical_lead".into()));
    for what in
        ["scales", "triggers", "obligations", "gates", "playbooks", "forms", "notices", "drills", "choices"]
    {
        let rows = count(what);
        assert!(
            rows.iter().all(|row| !row["label"].as_str().unwrap_or_default().is_empty()),
            "{what}: {rows:?}"
        );
    }
    let gates = count("gates");
    assert!(
        gates.iter().all(|gate| gate["items"].as_array().is_some_and(|parts| !parts.is_empty())),
        "{gates:?}"
    );
    let overview = run(&["plan", "show", &pack(), "--json"]).json();
    assert_eq!(overview["counts"]["roles"], roles.len());
    let text = run(&["plan", "show", &pack(), "facts", "--lang", "zh"]).out;
    assert!(text.contains("泄露了多少条记录？") && text.contains("技术处置组组长"), "{text}");
    assert_eq!(run(&["plan", "show", &pack(), "rolls"]).code, 2);
}

#[test]
fn the_choices_that_the_plans_owner_has_to_confirm_are_counted_and_listed() {
    let json = run(&["plan", "check", &pack(), "--json"]).json();
    let choices = json["plan"]["choices"].as_array().unwrap();
    assert_eq!(json["plan"]["choices_to_confirm"], choices.len());
    let counted = run(&["plan", "check", &pack()]).out;
    assert!(
        counted.lines().last().is_some_and(|line| line.contains(&choices.len().to_string())),
        "{counted}"
    );
    let listed = run(&["plan", "check", &pack(), "--choices", "--lang", "zh"]).out;
    for choice in choices {
        assert!(listed.contains(choice["id"].as_str().unwrap()), "{choice}");
    }
    assert!(listed.contains("满 1 万条即为 2 级"), "{listed}");
}

/// The pack, with the title of the first report changed.
fn other_pack(case: &Case) -> String {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let (from, name) = entry.map(|entry| (entry.path(), entry.file_name())).unwrap();
            if from.is_dir() {
                copy(&from, &to.join(name));
            } else {
                fs::copy(&from, to.join(name)).unwrap();
            }
        }
    }
    let other = case.path("other");
    copy(Path::new(&pack()), Path::new(&other));
    let texts = Path::new(&other).join("texts/zh-Hans.yaml");
    let changed = fs::read_to_string(&texts).unwrap().replace("初步报告", "首次报告");
    fs::write(&texts, changed).unwrap();
    other
}

#[test]
fn a_filed_report_is_given_back_and_held_against_what_was_recorded_whatever_became_of_case_and_plan() {
    let case = Case::opened();
    let never = case.run(&["case", "report", "1", "--form", "first_report", "--filed", "1"]);
    assert_eq!(never.code, 1, "{}", never.out);
    assert!(never.err.contains("filed 0 times"), "{}", never.err);
    assert_eq!(case.run(&["case", "file", "1", "first_report", "--as", "legal_lead"]).code, 0);
    let back = case.run(&["case", "report", "1", "--form", "first_report", "--filed", "1", "--json"]);
    assert_eq!(back.code, 0, "{}", back.err);
    assert!(back.err.contains("the paper that was filed"), "{}", back.err);
    let then = back.json();
    assert_eq!((&then["filed"]["held"], &then["filed"]["digest"]), (&"same".into(), &then["digest"]));
    assert_eq!(case.run(&["case", "fact", "1", "records", "987654", "--as", "technical_lead"]).code, 0);
    let other = other_pack(&case);
    let adopt = ["case", "adopt", "1", "--plan", &other, "--reason", "yearly review", "--as", "commander"];
    let adopted = case.run(&adopt);
    assert_eq!(adopted.code, 0, "{}", adopted.err);
    let again = case.run(&["case", "report", "1", "--form", "first_report", "--filed", "1", "--json"]);
    assert_eq!(again.code, 0, "{}", again.err);
    assert_eq!(again.json()["text"], then["text"]);
    // The Word file is the one that was filed, byte for byte, and its digest stands in the record.
    let path = case.path("filed.docx");
    let word = case.run(&["case", "report", "1", "--form", "first_report", "--filed", "1", "--out", &path]);
    assert_eq!(word.code, 0, "{}", word.err);
    let digest: String =
        Sha256::digest(fs::read(&path).unwrap()).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(again.json()["filed"]["kept"], digest.as_str());
    assert!(word.err.contains("byte for byte"), "{}", word.err);
    let second = case.run(&["case", "report", "1", "--form", "first_report", "--filed", "2"]);
    assert_eq!(second.code, 1, "{}", second.out);
}

#[test]
fn a_notice_told_in_part_says_which_ways_are_open_and_how_to_say_the_rest() {
    let case = Case::opened();
    assert_eq!(case.run(&["case", "fact", "1", "classes", "identity", "--as", "technical_lead"]).code, 0);
    let read = case.run(&["case", "notice", "1", "customer_notice", "--json"]).json();
    let digest = read["digest"].as_str().unwrap().to_owned();
    let pass = ["case", "pass", "1", "customer_notice", "--digest", &digest, "--as", "legal_lead"];
    assert_eq!(case.run(&pass).code, 0);
    let sent = |ways: &str| {
        case.run(&[
            "case",
            "sent",
            "1",
            "customer_notice",
            "--count",
            "7",
            "--ways",
            ways,
            "--as",
            "customer_lead",
        ])
    };
    assert_eq!(sent("pigeon").code, 1);
    assert_eq!(sent("email").code, 0);
    let page = case.run(&["case", "show", "1"]).out;
    assert!(page.contains("told by e-mail; still open: in the app, by SMS"), "{page}");
    let json = case.run(&["case", "show", "1", "--json"]).json();
    assert_eq!(json["notices"]["customer_notice"]["ways"][0]["told_at"], serde_json::Value::Null);
    assert_eq!(json["notices"]["customer_notice"]["told"][0]["ways"][0], "email");
    assert_eq!(sent("app,sms").code, 0);
    let page = case.run(&["case", "show", "1"]).out;
    assert!(!page.contains("still open"), "{page}");
}

#[test]
fn a_notice_that_went_to_fewer_than_are_concerned_says_so_until_the_batches_add_up() {
    let case = Case::opened();
    for (fact, value) in [("classes", "identity"), ("customers", "500")] {
        assert_eq!(case.run(&["case", "fact", "1", fact, value, "--as", "technical_lead"]).code, 0);
    }
    let read = case.run(&["case", "notice", "1", "customer_notice", "--json"]).json();
    let digest = read["digest"].as_str().unwrap().to_owned();
    let pass = ["case", "pass", "1", "customer_notice", "--digest", &digest, "--as", "legal_lead"];
    assert_eq!(case.run(&pass).code, 0);
    let sent = |count: &str| {
        let ran = case.run(&[
            "case",
            "sent",
            "1",
            "customer_notice",
            "--count",
            count,
            "--as",
            "customer_lead",
            "--json",
        ]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let remarks = ran.json()["remarks"].as_array().unwrap().clone();
        let fewer = remarks.into_iter().filter(|remark| remark["code"] == "cli-told-fewer");
        fewer.map(|remark| remark["message"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let first = sent("60");
    assert!(first.len() == 1 && first[0].contains("60 of at least 500"), "{first:?}");
    let page = case.run(&["case", "show", "1"]).out;
    assert!(page.contains("met by its ways") && page.contains("told to 60 of at least 500"), "{page}");
    assert!(page.contains("tell the others"), "what is next says it: {page}");
    let shown = case.run(&["case", "show", "1", "--json"]).json();
    let duties = shown["obligations"].as_array().unwrap();
    let duty = duties.iter().find(|duty| duty["id"] == "customers_identity").unwrap();
    assert_eq!(duty["fewer"], serde_json::json!({"told": 60, "known": 500, "fact": "customers"}));
    let report = case.run(&["case", "report", "1", "--json"]).json();
    let text = report["text"].as_str().unwrap();
    assert!(text.contains("至少 500 人，已告知 60 人"), "the report does not keep it to itself: {text}");
    assert_eq!(sent("440"), [""; 0], "all of them now");
    let page = case.run(&["case", "show", "1"]).out;
    assert!(!page.contains("of at least 500"), "{page}");
}

#[test]
fn a_statement_that_changes_nothing_or_contradicts_another_says_what_stands() {
    let case = Case::opened();
    let state = |fact: &str, value: &str| {
        let said = case.run(&["case", "fact", "1", fact, value, "--as", "technical_lead"]);
        assert_eq!(said.code, 0, "{}", said.err);
        said.out
    };
    assert!(!state("records", ">=120000").contains('▲'));
    let weaker = state("records", ">=500");
    assert!(weaker.contains("it changes nothing") && weaker.contains("at least 120,000"), "{weaker}");
    let narrower = state("records", "<=200000");
    assert!(!narrower.contains("changes nothing"), "it says something new: {narrower}");
    let against = state("records", "90000");
    assert!(against.contains("90,000 counts from now on"), "{against}");
    assert!(against.contains("Lead of the technical group"), "{against}");
    let json =
        case.run(&["case", "fact", "1", "records", "<=95000", "--as", "technical_lead", "--json"]).json();
    assert_eq!(json["remarks"][0]["code"], "cli-fact-weaker", "{json}");
    let chinese =
        case.run(&["case", "fact", "1", "records", "500", "--as", "customer_lead", "--lang", "zh"]).out;
    assert!(chinese.contains("仍以“90,000”为准") && chinese.contains("技术处置组组长"), "{chinese}");
}

#[test]
fn without_a_form_the_report_that_is_due_next_is_drafted_and_named() {
    let case = Case::opened();
    let first = case.run(&["case", "report", "1", "--json"]);
    assert_eq!(first.json()["form"], "first_report");
    assert!(first.err.contains("due next") && first.err.contains("first_report_regulator"), "{}", first.err);
    assert_eq!(case.run(&["case", "file", "1", "first_report", "--as", "legal_lead"]).code, 0);
    let second = case.run(&["case", "report", "1", "--lang", "zh", "--json"]);
    assert_eq!(second.json()["form"], "first_report_regulator", "{}", second.err);
    assert!(second.err.contains("下一份到期的报告"), "{}", second.err);
}
