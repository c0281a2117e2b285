//! A list as comma-separated text (RFC 4180), for programs that read no sheets.

use messages::Message;

use crate::times::Times;
use crate::{List, Value};

/// UTF-8's own mark: without it spreadsheets take Chinese names for another encoding.
const MARK: &str = "\u{feff}";

/// The list as CSV: UTF-8 with its mark, a line of headings, a line for each row, every cell quoted, lines ended by CR LF.
/// A text that a spreadsheet would take for a formula gets an apostrophe before it; a telephone number does not.
pub fn csv(list: &List) -> Vec<u8> {
    let times = Times::new(&list.zone, list.as_of, list.language);
    let mut text = MARK.to_owned();
    line(&mut text, list.columns.iter().map(|(title, _)| title.clone()));
    for row in &list.rows {
        line(&mut text, row.iter().map(|value| cell(value, list, &times)));
    }
    text.into_bytes()
}

fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            text.push(',');
        }
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    }
    text.push_str("\r\n");
}

fn cell(value: &Value, list: &List, times: &Times) -> String {
    match value {
        Value::Text(text) if is_formula(text) => format!("'{text}"),
        Value::Text(text) => text.clone(),
        Value::Count(count) => count.to_string(),
        Value::Day(day) => day.to_string(),
        Value::Moment(moment) => times.full(*moment),
        Value::Unknown => Message::new("documents-unknown").in_language(list.language),
    }
}

/// Begins as a formula does in some program that reads such files. A plus before digits alone computes nothing.
fn is_formula(text: &str) -> bool {
    let digits = |rest: &str| rest.chars().all(|c| c.is_ascii_digit() || c == ' ' || c == '+');
    match text.chars().next() {
        Some('+') => !digits(text),
        Some('=' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => true,
        _ => false,
    }
}
