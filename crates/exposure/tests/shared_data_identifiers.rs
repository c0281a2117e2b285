//! Vectors others published, from `../shared/data/identifiers`, and the sample shop's dump. Absent folder: left out, aloud.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by panicking and says aloud what it leaves out"
)]

use std::collections::HashSet;
use std::path::PathBuf;

use exposure::{
    ColumnMeaning, Confidence, Finding, Kind, Region, Role, RowValues, read_columns, read_row, scan_cell,
};

fn shared(file: &str) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(file);
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(error) => {
            assert!(std::env::var_os("STANCH_REQUIRE_ALL").is_none(), "{}: {error}", path.display());
            eprintln!("left out: shared data absent");
            None
        }
    }
}

fn column(kind: Kind) -> ColumnMeaning {
    ColumnMeaning::of(Role::Identifier(kind), Confidence::High)
}

fn scan(text: &str, kind: Kind, region: Option<Region>) -> Vec<Finding> {
    let mut findings = Vec::new();
    scan_cell(text, &column(kind), region, &mut findings);
    findings
}

/// The finding that is the whole input.
fn whole(text: &str, kind: Kind) -> Option<Finding> {
    scan(text, kind, None)
        .into_iter()
        .find(|finding| finding.kinds.contains(kind) && finding.span == (0..text.len()))
}

#[test]
fn identity_numbers_are_judged_as_python_stdnum_judges_them() {
    let Some(text) = shared("identifiers/python-stdnum_vectors.tsv") else { return };
    let (mut valid, mut invalid) = (0, 0);
    for line in text.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let ["cn.ric", input, verdict, compact] = fields[..] else { continue };
        let found = whole(input.trim(), Kind::CnId).map(|finding| finding.canonical.as_str().to_owned());
        if verdict == "valid" {
            valid += 1;
            assert_eq!(found.as_deref(), Some(compact), "{input}");
        } else {
            invalid += 1;
            assert_eq!(found, None, "{input}: {compact}");
        }
    }
    assert!(valid + invalid >= 10, "{valid} valid and {invalid} invalid vectors");
}

#[test]
fn phone_numbers_are_read_as_libphonenumber_reads_them() {
    let Some(text) = shared("identifiers/libphonenumber_examples.tsv") else { return };
    let (mut valid, mut refused, mut wrong) = (0, 0, Vec::new());
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [region, _, national, international, e164, _, _, verdict] = fields[..] else { continue };
        let region = Region::from_code(region);
        for (written, hint) in [(international, None), (national, region), (e164, None)] {
            let found = scan(written, Kind::Phone, hint)
                .into_iter()
                .find(|found| found.confidence == Confidence::High);
            let found = found.map(|finding| finding.canonical.as_str().to_owned());
            if verdict == "True" {
                valid += 1;
                if found.as_deref() != Some(e164) {
                    wrong.push(format!("{written} in {region:?} is {e164}, not {found:?}"));
                }
            } else {
                refused += 1;
                if found.is_some() {
                    wrong.push(format!("{written} in {region:?} is no number, not {found:?}"));
                }
            }
        }
    }
    assert!(valid > 1000 && refused > 100, "{valid} valid, {refused} not");
    // The examples are of a younger release of the numbering plans than ours.
    assert!(
        wrong.len() * 200 <= valid + refused,
        "{} of {}: {}",
        wrong.len(),
        valid + refused,
        wrong.join("\n")
    );
}

/// `(validator, arguments, verdict, input)` of one line; `None` where the input is half a surrogate pair, which no
/// text of ours can hold.
fn validator_line(line: &str) -> Option<(String, String, bool, String)> {
    let value: serde_json::Value = serde_json::from_str(line).ok()?;
    let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    Some((text("validator"), value["args"].to_string(), text("verdict") == "valid", text("input")))
}

/// What one validator says of an input, and what we say; `None` where the two do not answer the same question.
fn compared(validator: &str, args: &str, valid: bool, input: &str) -> Option<(bool, bool)> {
    let sure = |kind: Kind, least: Confidence| {
        scan(input, kind, Some(Region::CN))
            .iter()
            .any(|found| found.kinds.contains(kind) && found.confidence >= least)
    };
    match (validator, args) {
        ("isCreditCard", "[]") => Some((valid, sure(Kind::Card, Confidence::Medium))),
        // With a provider, "invalid" may mean another provider's card.
        ("isCreditCard", _) => valid.then(|| (true, sure(Kind::Card, Confidence::High))),
        // Separators and 0086 are refused there as spelling; here they are read.
        ("isMobilePhone", "[\"zh-CN\"]") if input.contains('-') || input.starts_with("+00") => None,
        // It knows ranges libphonenumber does not: those are found, but only what both know is sure.
        ("isMobilePhone", "[\"zh-CN\"]") if valid => Some((true, sure(Kind::Phone, Confidence::Low))),
        ("isMobilePhone", "[\"zh-CN\"]") => Some((false, sure(Kind::Phone, Confidence::High))),
        ("isIdentityCard", "[\"zh-CN\"]") => Some((valid, sure(Kind::CnId, Confidence::Low))),
        // A validator judges the whole input; we find addresses inside it too.
        ("isEmail", "[]") => Some((valid, whole(input, Kind::Email).is_some())),
        _ => None,
    }
}

#[test]
fn cards_mobiles_and_identity_numbers_are_judged_as_validator_js_judges_them() {
    let Some(text) = shared("identifiers/validatorjs_vectors.jsonl") else { return };
    let (mut judged, mut wrong) = (0, Vec::new());
    for (validator, args, valid, input) in text.lines().filter_map(validator_line) {
        let Some((valid, found)) = compared(&validator, &args, valid, &input) else { continue };
        judged += 1;
        if found != valid {
            wrong.push(format!("{validator} {args} {input:?}: valid {valid}, found {found}"));
        }
    }
    assert!(judged > 80, "{judged}");
    // One address mixes Han and Latin inside one label of its domain; we end a domain where the script changes,
    // because Chinese text follows an address without a space.
    assert!(wrong.len() <= 1, "{} of {judged}:\n{}", wrong.len(), wrong.join("\n"));
}

/// The rows of one table of a dump that writes one row a line, with the names of its columns. Good enough for
/// this one file; the room's own reader is tested elsewhere.
fn rows(dump: &str, table: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let start = format!("INSERT INTO `{table}` (");
    let mut names = Vec::new();
    let mut rows = Vec::new();
    let mut inside = false;
    for line in dump.lines() {
        if let Some(rest) = line.strip_prefix(&start) {
            names = rest.split('`').skip(1).step_by(2).map(str::to_owned).collect();
            inside = true;
        } else if inside && line.trim_start().starts_with('(') {
            rows.push(values(line.trim()));
            inside = !line.trim_end().ends_with(';');
        }
    }
    (names, rows)
}

fn values(line: &str) -> Vec<String> {
    let inner = line.trim_end_matches([',', ';']).strip_prefix('(').unwrap().strip_suffix(')').unwrap();
    let mut values = Vec::new();
    let mut letters = inner.chars().peekable();
    let (mut value, mut quoted, mut text) = (String::new(), false, false);
    while let Some(letter) = letters.next() {
        match letter {
            '\'' if quoted && letters.peek() == Some(&'\'') => value.extend(letters.next()),
            '\'' => (quoted, text) = (!quoted, true),
            '\\' if quoted => value.extend(letters.next()),
            ',' if !quoted => {
                values.push(finish(&mut value, text));
                text = false;
            }
            'N' if !quoted && letters.peek() == Some(&'\'') => {}
            ' ' if !quoted => {}
            _ => value.push(letter),
        }
    }
    values.push(finish(&mut value, text));
    values
}

fn finish(value: &mut String, text: bool) -> String {
    let value = std::mem::take(value);
    if !text && value == "NULL" { String::new() } else { value }
}

#[derive(Default)]
struct Shop {
    values: Vec<(Kind, String)>,
    addresses: Vec<String>,
    names: usize,
    births: usize,
}

impl Shop {
    fn read(&mut self, dump: &str, table: &str) -> usize {
        let (names, rows) = rows(dump, table);
        let header: Vec<&str> = names.iter().map(String::as_str).collect();
        let sample: Vec<Vec<&str>> =
            rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        let meanings = read_columns(Some(table), Some(&header), &sample, None);
        let (mut composed, mut found) = (RowValues::default(), Vec::new());
        for row in &sample {
            read_row(&meanings, |column| row[column], &mut composed);
            found.clear();
            for (cell, meaning) in row.iter().zip(&meanings) {
                scan_cell(cell, meaning, composed.region, &mut found);
            }
            self.values.extend(
                found.iter().map(|found| (found.kinds.first().unwrap(), found.canonical.to_string())),
            );
            self.addresses.extend(composed.addresses.iter().map(|address| address.canonical.clone()));
            self.names += composed.names.len();
            self.births += usize::from(composed.birth_date.is_some());
        }
        rows.len()
    }

    fn count(&self, kind: Kind) -> (usize, usize) {
        let of_kind: Vec<&String> =
            self.values.iter().filter(|(found, _)| *found == kind).map(|(_, text)| text).collect();
        (of_kind.len(), of_kind.iter().collect::<HashSet<_>>().len())
    }
}

#[test]
fn the_sample_shop_has_the_values_others_counted_in_it() {
    let Some(dump) = shared("leaks/Chinook_MySql.sql") else { return };
    let mut shop = Shop::default();
    for (table, count) in [("Customer", 59), ("Employee", 8), ("Invoice", 412)] {
        assert_eq!(shop.read(&dump, table), count, "{table}");
    }
    assert_eq!(shop.count(Kind::Email), (67, 67));
    assert_eq!(shop.count(Kind::Phone), (86, 83));
    assert_eq!(shop.addresses.len(), 479);
    assert_eq!(shop.addresses.iter().collect::<HashSet<_>>().len(), 67);
    assert_eq!((shop.names, shop.births), (67, 8));
    assert_eq!((shop.count(Kind::CnId).0, shop.count(Kind::Card).0), (0, 0));
}

#[test]
fn artists_albums_and_tracks_are_nothing_personal() {
    let Some(dump) = shared("leaks/Chinook_MySql.sql") else { return };
    let mut shop = Shop::default();
    for table in ["Album", "Artist", "Genre", "MediaType", "Playlist", "Track", "InvoiceLine"] {
        assert!(shop.read(&dump, table) > 0, "{table}");
    }
    assert_eq!(shop.values, []);
    assert_eq!((shop.names, shop.addresses.len(), shop.births), (0, 0, 0));
}
