//! Tables nobody here made: Faker writes them, phonenumbers and python-stdnum say what is in them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by panicking and says aloud what it leaves out"
)]

mod oracle;

use std::collections::BTreeMap;

use exposure::{
    AddressPart, ColumnMeaning, Finding, Kind, NamePart, Role, RowValues, read_columns, read_row, scan_cell,
};

#[derive(Default)]
struct Table {
    title: String,
    header: Option<Vec<String>>,
    rows: Vec<Vec<String>>,
    expected: Vec<Vec<String>>,
}

fn tables(text: &str) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    for line in text.lines() {
        let mut fields = line.split('\t').map(str::to_owned);
        let mark = fields.next().unwrap();
        let fields: Vec<String> = fields.collect();
        match (mark.as_str(), tables.last_mut()) {
            ("T", _) => tables.push(Table { title: fields.join(" "), ..Table::default() }),
            ("H", Some(table)) => table.header = Some(fields),
            ("R", Some(table)) => table.rows.push(fields),
            ("E", Some(table)) => table.expected.push(fields),
            (other, _) => panic!("line of the oracle not understood: {other}"),
        }
    }
    tables
}

#[derive(Default, Debug)]
struct Score {
    expected: usize,
    found: usize,
    wrong: usize,
    kinds: usize,
    findings: usize,
    misses: Vec<String>,
}

impl Score {
    fn of_cell(&mut self, cell: &str, expected: &str, findings: &[Finding]) {
        self.findings += findings.len();
        self.kinds += findings.iter().map(|finding| finding.kinds.len()).sum::<usize>();
        let Some((kind, canonical)) = expected.split_once('=') else {
            if expected == "-" && !findings.is_empty() {
                self.wrong += 1;
                self.misses.push(format!("{cell:?} is nothing, found {findings:?}"));
            }
            return;
        };
        let kind = Kind::from_id(kind).unwrap();
        self.expected += 1;
        if findings
            .iter()
            .any(|finding| finding.kinds.contains(kind) && finding.canonical.as_str() == canonical)
        {
            self.found += 1;
        } else {
            self.misses.push(format!("{cell:?} is {expected}, found {findings:?}"));
        }
    }
}

fn meanings(table: &Table) -> Vec<ColumnMeaning> {
    let header: Option<Vec<&str>> =
        table.header.as_ref().map(|header| header.iter().map(String::as_str).collect());
    let sample: Vec<Vec<&str>> =
        table.rows.iter().take(100).map(|row| row.iter().map(String::as_str).collect()).collect();
    read_columns(None, header.as_deref(), &sample, None)
}

fn score(table: &Table, meanings: &[ColumnMeaning]) -> BTreeMap<usize, Score> {
    let mut scores: BTreeMap<usize, Score> = BTreeMap::new();
    let (mut findings, mut composed) = (Vec::new(), RowValues::default());
    for (row, expected) in table.rows.iter().zip(&table.expected) {
        read_row(meanings, |column| row[column].as_str(), &mut composed);
        for (column, (cell, expected)) in row.iter().zip(expected).enumerate() {
            findings.clear();
            scan_cell(cell, &meanings[column], composed.region, &mut findings);
            scores.entry(column).or_default().of_cell(cell, expected, &findings);
        }
    }
    scores
}

#[test]
fn made_up_customers_of_five_countries_are_found_and_near_misses_are_not() {
    let Some(text) = oracle::run("faker_tables.py", &["400"]) else { return };
    let tables = tables(&text);
    assert_eq!(tables.len(), 12, "five locales and a mixture, with and without header");
    let mut faults = Vec::new();
    for table in &tables {
        let meanings = meanings(table);
        for (column, score) in score(table, &meanings) {
            let title = format!("{} column {column}", table.title);
            let headed = table.header.is_some();
            // In a mixture nothing tells where a row in plain Latin letters is at home.
            let least = if headed && !table.title.starts_with("mixed") { 0.99 } else { 0.95 };
            if (score.found as f64) < score.expected as f64 * least {
                faults.push(format!(
                    "{title}: {}/{} found {:?}; {:?}",
                    score.found,
                    score.expected,
                    meanings[column].role,
                    &score.misses[..score.misses.len().min(5)]
                ));
            }
            if score.wrong * 1000 > table.rows.len() {
                faults.push(format!(
                    "{title}: {} wrong, as {:?}: {:?}",
                    score.wrong,
                    meanings[column].role,
                    &score.misses[..score.misses.len().min(5)]
                ));
            }
            assert!(score.kinds * 10 <= score.findings * 12, "{title}: mean set above 1.2");
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn names_and_addresses_of_five_countries_are_composed() {
    let Some(text) = oracle::run("faker_tables.py", &["100"]) else { return };
    for table in tables(&text) {
        let meanings = meanings(&table);
        assert_eq!(meanings[1].role, Role::Name(NamePart::Full), "{}", table.title);
        assert_eq!(meanings[6].role, Role::Address(AddressPart::Line), "{}", table.title);
        let mut row_values = RowValues::default();
        for row in &table.rows {
            read_row(&meanings, |column| row[column].as_str(), &mut row_values);
            assert_eq!(
                (row_values.names.len(), row_values.addresses.len()),
                (1, 1),
                "{} {row:?}",
                table.title
            );
        }
    }
}
