//! DOCX files as others read them.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it left out"
)]

mod cases;
mod oracle;

use std::path::PathBuf;

use cases::{Case, KNOWN_TOO_LATE};
use documents::{Filing, Paper, docx, filing};
use messages::Language;
use serde_json::Value;

const HOSTILE: &str = "订单库 <b>&\"'\u{1}\u{0}\u{fffe} 😀 A&amp;B";

fn report(language: Language, title: &str) -> Paper {
    let facts = [("records", ">=8016552"), ("classes", "identity,contact+")];
    let case = Case::opened(title).with(&KNOWN_TOO_LATE).with(&facts);
    let view = case.at("2026-03-12T08:40+08:00");
    let form = case.plan.form("first_report").expect("the form");
    let of = Filing::new(form, &case.plan, &view, "legal_lead");
    filing(&Filing { language, sender: Some("示例商城"), ..of })
}

fn written(folder: &tempfile::TempDir, paper: &Paper) -> PathBuf {
    let path = folder.path().join("paper.docx");
    std::fs::write(&path, docx(paper).expect("drawn up")).expect("writable");
    path
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().expect("a list").iter().filter_map(Value::as_str).collect()
}

#[test]
fn python_docx_reads_the_same_lines_and_the_same_list_of_what_is_unknown() {
    let folder = tempfile::tempdir().expect("writable");
    for language in Language::ALL {
        let paper = report(language, "x");
        let Some(read) = oracle::ask("read_docx.py", &written(&folder, &paper)) else { return };
        let tables: Vec<&Value> = read["blocks"]
            .as_array()
            .expect("blocks")
            .iter()
            .filter(|block| block.get("table").is_some())
            .collect();
        let [lines, missing] = tables.as_slice() else { panic!("two tables: {tables:#?}") };
        let cells: Vec<&str> = lines["table"].as_array().expect("rows").iter().flat_map(texts).collect();
        let labels: Vec<&str> = paper.lines().map(|line| line.label.as_str()).collect();
        let read_labels: Vec<&str> = cells.iter().copied().step_by(2).collect();
        assert_eq!(read_labels, labels);
        let unknown = if language == Language::English { "unknown" } else { "未知" };
        assert_eq!(cells.iter().filter(|cell| **cell == unknown).count(), 2);
        let rows = missing["table"].as_array().expect("rows");
        assert_eq!(rows.len(), paper.missing.len() + 1);
        for (row, gap) in rows.iter().skip(1).zip(&paper.missing) {
            let row = texts(row);
            assert!(
                row[0].starts_with(&gap.label) && row[1] == gap.question && row[2].contains(&gap.who[0]),
                "{row:?}"
            );
        }
    }
}

#[test]
fn the_foot_has_number_version_moment_digest_and_fields_for_the_pages() {
    let folder = tempfile::tempdir().expect("writable");
    let paper = report(Language::SimplifiedChinese, "x");
    let Some(read) = oracle::ask("read_docx.py", &written(&folder, &paper)) else { return };
    let foot = texts(&read["foot"]).join("\n");
    for wanted in ["编号 14 / first_report", "第 1 版", "截至 2026-03-12 08:40 (UTC+08:00)", &paper.digest]
    {
        assert!(foot.contains(wanted), "{wanted} in {foot}");
    }
    assert_eq!(texts(&read["fields"]), ["PAGE", "NUMPAGES"]);
    assert_eq!(read["size"], serde_json::json!([210, 297]));
    assert_eq!(read["created"], "2026-03-12T00:40:00+00:00");
    assert_eq!((&read["title"], &read["language"]), (&paper.title.clone().into(), &"zh-Hans".into()));
}

#[test]
fn a_hostile_title_stays_text_and_the_file_stays_readable() {
    let folder = tempfile::tempdir().expect("writable");
    let paper = report(Language::SimplifiedChinese, HOSTILE);
    let file = written(&folder, &paper);
    let Some(read) = oracle::ask("read_docx.py", &file) else { return };
    let title = read["blocks"].to_string();
    // What XML cannot hold is replaced and never dropped in silence.
    assert!(title.contains("订单库 <b>&\\\"'\u{fffd}\u{fffd}\u{fffd} 😀 A&amp;B"), "{title}");
    if let Some(text) = oracle::through_libreoffice(&file) {
        assert!(text.contains("订单库 <b>&"), "{text}");
    }
}

#[test]
fn libreoffice_opens_it_and_prints_every_word() {
    let folder = tempfile::tempdir().expect("writable");
    for language in Language::ALL {
        let paper = report(language, "订单数据库");
        let Some(text) = oracle::through_libreoffice(&written(&folder, &paper)) else { return };
        let page = if language == Language::English { "page 1 of 1" } else { "第 1 页，共 1 页" };
        let digest = paper.digest.as_str();
        for wanted in [paper.title.as_str(), "订单数据库", "8,016,552", "2026-03-12 07:50", digest, page]
        {
            let close = |text: &str| text.replace(char::is_whitespace, "");
            assert!(close(&text).contains(&close(wanted)), "{wanted} in {text}");
        }
    }
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let paper = report(Language::SimplifiedChinese, "x");
    assert_eq!(docx(&paper).expect("drawn up"), docx(&paper.clone()).expect("drawn up"));
}
