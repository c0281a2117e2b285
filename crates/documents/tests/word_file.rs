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
use documents::{Block, Cell, Filing, Kind, Line, Paper, docx, filing};
use messages::Language;
use serde_json::Value;

const HOSTILE: &str = "订单库 <b>&\"'\u{1}\u{0}\u{fffe} 😀 A&amp;B";

fn report(language: Language, title: &str) -> Paper {
    let facts = [("records", ">=8016552"), ("classes", "identity,contact+")];
    let case = Case::opened("订单数据库").with(&KNOWN_TOO_LATE).with(&facts);
    let mut view = case.at("2026-03-12T08:40+08:00");
    // A record of before titles were one line may hold anything.
    title.clone_into(&mut view.case.title);
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
    for wanted in [
        "初步报告（报上级单位）",
        "编号 14-2-1",
        "第 1 版",
        "截至 2026-03-12 08:40 (UTC+08:00)",
        &paper.digest,
    ] {
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
        let page = if language == Language::English { "page 1 of" } else { "第 1 页，共" };
        let digest = paper.digest.as_str();
        for wanted in [paper.title.as_str(), "订单数据库", "8,016,552", "2026-03-12 07:50", digest, page]
        {
            let close = |text: &str| text.replace(char::is_whitespace, "");
            assert!(close(&text).contains(&close(wanted)), "{wanted} in {text}");
        }
    }
}

/// A paper with a block of every kind, apart from any pack.
fn of_every_kind() -> Paper {
    let line =
        |cell, short| Line {
            label: "标签".to_owned(), cell, basis: Some("（依据 E-1）".to_owned()), short
        };
    let text = |text: &str| text.to_owned();
    Paper {
        language: Language::SimplifiedChinese,
        kind: Kind::Form,
        sender: Some(text("示例商城")),
        title: text("报告"),
        number: text("14 / report"),
        version: 2,
        date: text("2026 年 3 月 12 日"),
        standing: text("草稿"),
        may_leave: true,
        held: None,
        frame: vec![text("受理单位")],
        blocks: vec![
            Block::Lines(vec![
                line(Cell::Unknown, true),
                line(Cell::ByHand, true),
                line(Cell::Known(text("a\nb")), false),
                line(Cell::List(vec![text("c"), text("d")]), false),
                line(Cell::List(Vec::new()), false),
            ]),
            Block::Lead(text("请：")),
            Block::Points(vec![(text("点"), text("值"))]),
            Block::Steps(vec![text("一"), text("二")]),
            Block::Text(text("完")),
        ],
        missing: Vec::new(),
        signed: vec![text("填报")],
        remark: Some(text("盖章")),
        as_of: text("2026-03-12 08:40"),
        moment: testkit::t("2026-03-12T08:40+08:00"),
        digest: "ab".repeat(32),
    }
}

#[test]
fn a_block_of_every_kind_comes_back_in_its_place() {
    let folder = tempfile::tempdir().expect("writable");
    let Some(read) = oracle::ask("read_docx.py", &written(&folder, &of_every_kind())) else { return };
    let blocks = read["blocks"].as_array().expect("blocks");
    let styles: Vec<&str> = blocks.iter().filter_map(|block| block["style"].as_str()).collect();
    let head = ["Sender", "Title", "Frame", "Frame"];
    let body = ["Bordered", "Lead", "Points", "Step", "Step", "Body Text", "Signed"];
    assert_eq!(styles, [head.as_slice(), &body].concat());
    let basis = "（依据 E-1）";
    let rows = [
        vec!["标签".to_owned(), format!("未知{basis}"), "标签".to_owned(), format!("待填写{basis}")],
        vec!["标签".to_owned(), format!("a\nb{basis}")],
        vec!["标签".to_owned(), format!("c\nd\n{basis}")],
        vec!["标签".to_owned(), format!("暂无{basis}")],
    ];
    assert_eq!(blocks[4]["table"], serde_json::json!(rows));
}

#[test]
fn the_same_paper_gives_the_same_bytes_today_and_on_another_machine() {
    let bytes = docx(&of_every_kind()).expect("drawn up");
    assert_eq!(bytes, docx(&of_every_kind()).expect("drawn up"));
    // Other bytes are a change of what leaves the house (or of a library): look at the file, then renew the digest.
    insta::assert_snapshot!(oracle::sha256(&bytes), @"19c5d7eda5d56d5b485710877359618fd09f6befc776ac139458763145c6cd2b");
}

/// Text of pieces that have broken writers of XML before, in an order that only `seed` decides.
fn hostile(seed: u32) -> String {
    const PIECES: [&str; 24] = [
        "<",
        ">",
        "&",
        "\"",
        "'",
        "]]>",
        "<!--",
        "&#0;",
        "\0",
        "\u{8}",
        "\u{b}",
        "\u{1f}",
        "\u{7f}",
        "\u{85}",
        "\u{2028}",
        "\u{fffe}",
        "\u{ffff}",
        "\u{200b}",
        "中",
        "😀",
        "\u{10ffff}",
        " ",
        "{x}",
        "e\u{301}",
    ];
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as usize
    };
    (0..12).map(|_| PIECES[next() % PIECES.len()]).collect()
}

#[test]
fn whatever_a_value_holds_python_docx_reads_it_back() {
    let folder = tempfile::tempdir().expect("writable");
    let texts: Vec<String> = (0..300).map(hostile).collect();
    let line = |text: &String| Line {
        label: "标签".to_owned(),
        cell: Cell::Known(text.clone()),
        basis: None,
        short: false,
    };
    let paper = Paper { blocks: vec![Block::Lines(texts.iter().map(line).collect())], ..of_every_kind() };
    let Some(read) = oracle::ask("read_docx.py", &written(&folder, &paper)) else { return };
    let blocks = read["blocks"].as_array().expect("blocks");
    let rows = blocks.iter().find_map(|block| block["table"].as_array()).expect("a table");
    assert_eq!(rows.len(), texts.len());
    let forbidden = ['\0', '\u{8}', '\u{b}', '\u{1f}', '\u{fffe}', '\u{ffff}'];
    for (row, text) in rows.iter().zip(&texts) {
        assert_eq!(row[1], text.replace(forbidden, "\u{fffd}"));
    }
}
