//! Lists as sheets, read back by openpyxl.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it left out"
)]

mod oracle;

use documents::{Count, Item, ItemKind, List, Recipient, Value, xlsx};
use messages::Language;
use testkit::t;

const NOON: &str = "2026-03-12T12:00:30+08:00";

fn list(rows: Vec<Vec<Value>>) -> List {
    let plan = testkit::pack("cn-b2c");
    let columns = vec![("标识".to_owned(), 30), ("其他".to_owned(), 20)];
    let (title, notes) = ("清单 A".to_owned(), vec!["=1+1 是一条说明".to_owned()]);
    let language = Language::SimplifiedChinese;
    List { language, title, notes, columns, rows, zone: plan.zone, as_of: t(NOON) }
}

/// Type and value of each cell of a row.
type Cells = Vec<(String, serde_json::Value)>;

/// Every row of the first sheet below its headings, as (type, value) pairs; with the whole answer.
fn read(list: &List) -> Option<(Vec<Cells>, serde_json::Value)> {
    let folder = tempfile::tempdir().expect("writable");
    let file = folder.path().join("list.xlsx");
    std::fs::write(&file, xlsx(list).expect("written")).expect("writable");
    let answer = oracle::ask("read_xlsx.py", &file)?;
    let cell =
        |cell: &serde_json::Value| (cell["type"].as_str().expect("a type").to_owned(), cell["value"].clone());
    let rows = answer["sheets"][0]["rows"].as_array().expect("rows").iter().skip(1);
    let rows = rows.map(|row| row.as_array().expect("cells").iter().map(cell).collect());
    Some((rows.collect(), answer))
}

#[test]
fn identifiers_stay_text_and_never_become_numbers_dates_or_formulas() {
    let texts = [
        "11010519491231002X",
        "6212000000000917",
        "+8613800005521",
        "0017",
        "1e5",
        "2026-03-12",
        "=1+1",
        "=HYPERLINK(\"http://x\")",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "TRUE",
        "_x0041_",
        "a\u{1}b",
        "  空格  ",
        "http://x.example",
    ];
    let rows = texts.iter().map(|text| vec![Value::Text((*text).to_owned())]).collect();
    let Some((read, answer)) = read(&list(rows)) else { return };
    for (text, row) in texts.iter().zip(&read) {
        // What XML cannot hold is written as ECMA-376 escapes it (Part 1, 22.4.2.4), which openpyxl leaves as it is.
        assert_eq!(row[0], ("s".to_owned(), text.replace('\u{1}', "_x0001_").into()));
    }
    let cells = answer["sheets"][0]["rows"].as_array().expect("rows");
    let quoted = |text: &&&str| text.starts_with(['=', '+', '-', '@', '\t']);
    let guarded = cells.iter().filter(|row| row[0]["quoted"] == true).count();
    assert_eq!(guarded, texts.iter().filter(quoted).count());
    assert!(cells.iter().skip(1).all(|row| row[0]["format"] == "@"));
}

#[test]
fn counts_are_numbers_days_are_dates_and_what_is_unknown_is_a_word() {
    let rows = vec![
        vec![Value::Count(8_016_552), Value::Unknown],
        vec![Value::Count(0), Value::Day(jiff::civil::date(2026, 3, 12))],
        vec![Value::Count(u64::MAX), Value::Moment(t("2026-03-12T07:50+08:00"))],
        vec![Value::Day(jiff::civil::date(1812, 9, 7)), Value::Moment(t("2026-03-11T23:50Z"))],
    ];
    let Some((read, _)) = read(&list(rows)) else { return };
    let expected: [[(&str, serde_json::Value); 2]; 4] = [
        [("n", 8_016_552.into()), ("s", "未知".into())],
        [("n", 0.into()), ("d", "2026-03-12T00:00:00".into())],
        [("s", "18446744073709551615".into()), ("d", "2026-03-12T07:50:00".into())],
        [("s", "1812-09-07".into()), ("d", "2026-03-12T07:50:00".into())],
    ];
    for (row, wanted) in read.iter().zip(expected) {
        let row: Vec<(&str, serde_json::Value)> =
            row.iter().map(|(kind, value)| (kind.as_str(), value.clone())).collect();
        assert_eq!(row, wanted);
    }
}

#[test]
fn headings_are_frozen_and_the_last_sheet_says_what_the_list_is() {
    let Some((_, answer)) = read(&list(vec![vec![Value::Count(1), Value::Count(2)]])) else { return };
    let [first, about] = answer["sheets"].as_array().expect("sheets").as_slice() else {
        unreachable!("two sheets")
    };
    assert_eq!((&first["frozen"], &first["filter"]), (&"A2".into(), &"A1:B2".into()));
    assert_eq!(first["rows"][0][0]["value"], "标识");
    let said: Vec<&str> =
        about["rows"].as_array().expect("rows").iter().filter_map(|row| row[0]["value"].as_str()).collect();
    let zone = "时间均为：Asia/Shanghai, UTC+08:00";
    assert_eq!(said, ["清单 A", "截至 2026-03-12 12:00 (UTC+08:00)", zone, "共 1 行", "=1+1 是一条说明"]);
    assert_eq!((&answer["created"], &answer["title"]), (&"2026-03-12T04:00:30".into(), &"清单 A".into()));
}

#[test]
fn a_text_too_long_for_a_cell_is_cut_and_says_so() {
    let long = "😀".repeat(20_000);
    let Some((read, _)) = read(&list(vec![vec![Value::Text(long)]])) else { return };
    let text = read[0][0].1.as_str().expect("text");
    assert!(text.ends_with("……（此处截断，全文 20000 字）"), "{}", text.trim_start_matches('😀'));
    assert!(text.encode_utf16().count() <= 32_767);
}

#[test]
fn the_same_list_gives_the_same_bytes_today_and_on_another_machine() {
    let rows = || vec![vec![Value::Text("a".to_owned()), Value::Moment(t(NOON))]];
    let written = xlsx(&list(rows())).expect("written");
    assert_eq!(written, xlsx(&list(rows())).expect("written"));
    // Other bytes are a change of what leaves the house (or of a library): look at the file, then renew the digest.
    insta::assert_snapshot!(oracle::sha256(&written), @"63ec43b8c7c1b5efe524e7641877aee5b1cf8d7d0dc51778e3c9d7e62ff821c2");
}

#[test]
fn recipients_stand_masked_and_counts_with_both_bounds() {
    let plan = testkit::pack("cn-b2c");
    let card = Item { kind: ItemKind::Card, value: Some("6212000000000917".to_owned()) };
    let somebody =
        Recipient { name: Some("张三丰".to_owned()), leaked: vec![card], ..Recipient::default() };
    let recipients = List::of_recipients(&[somebody], Language::English, &plan.zone, t(NOON));
    let text = |text: &str| Value::Text(text.to_owned());
    let row =
        vec![Value::Unknown, text("张**"), text("payment card (ending 0917)"), text("none"), text("none")];
    assert_eq!(recipients.rows, [row]);
    let count = |least, most| Count { what: "records".to_owned(), least, most, basis: "E-1".to_owned() };
    let counts = [count(Some(479), Some(479)), count(Some(120_000), None)];
    let counts = List::of_counts(&counts, Language::English, &plan.zone, t(NOON));
    let row = |least, most| vec![text("records"), Value::Count(least), most, text("E-1")];
    assert_eq!(counts.rows, [row(479, Value::Count(479)), row(120_000, Value::Unknown)]);
    assert!(recipients.rows.iter().chain(&counts.rows).all(|row| row.len() <= 5));
}

#[test]
fn a_list_as_text_is_read_by_others_as_it_was_written_and_starts_no_formula() {
    let rows = [
        ("K-1,\"x\"", "+8613800005521 +8613800005522"),
        ("=HYPERLINK(\"http://x\")", "-1"),
        ("名,\n字", "+1+cmd|'/c'!A0"),
        ("0017", "@SUM(A1)"),
    ];
    let value = |text: &str| Value::Text(text.to_owned());
    let mut list = list(rows.iter().map(|(one, other)| vec![value(one), value(other)]).collect());
    list.rows.push(vec![Value::Count(1_234), Value::Unknown]);
    let bytes = documents::csv(&list);
    assert!(bytes.starts_with("\u{feff}".as_bytes()) && bytes.ends_with(b"\r\n"));
    let folder = tempfile::tempdir().expect("writable");
    let file = folder.path().join("list.csv");
    std::fs::write(&file, bytes).expect("writable");
    let Some(read) = oracle::ask("read_csv.py", &file) else { return };
    let expected = serde_json::json!([
        ["标识", "其他"],
        ["K-1,\"x\"", "+8613800005521 +8613800005522"],
        ["'=HYPERLINK(\"http://x\")", "'-1"],
        ["名,\n字", "'+1+cmd|'/c'!A0"],
        ["0017", "'@SUM(A1)"],
        ["1234", "未知"],
    ]);
    assert_eq!(read, expected);
}
