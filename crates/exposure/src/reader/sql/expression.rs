//! What an expression says that stands where a value should: `CAST(N'…' AS Date)`, `to_date('…', '…')`, `'…' COLLATE …`,
//! `_utf8mb4 0x…`. Tools write such for every value of a type.

use super::hex::{self, from_hex};
use super::moment;

/// The longest expression that is looked at, in pieces and in bytes.
const PIECES: usize = 64;
const BYTES: usize = 1 << 16;
/// Digits and more in a bare number make it a value of somebody: no phone has fewer with its area.
const SHORTEST: usize = 7;

/// Functions whose first string is the value; what follows says how it is written. Source: the manuals of MySQL, Oracle, SQL
/// Server, PostgreSQL, SQLite. 2026-11.
const CONVERSIONS: [&str; 22] = [
    "cast",
    "try_cast",
    "convert",
    "try_convert",
    "parse",
    "try_parse",
    "date",
    "datetime",
    "timestamp",
    "to_char",
    "to_nchar",
    "to_clob",
    "to_nclob",
    "to_date",
    "to_number",
    "to_timestamp",
    "to_timestamp_tz",
    "str_to_date",
    "date_format",
    "convert_tz",
    "decode",
    "replace",
];

/// Words between strings that are one text, cut where it was too long or held a sign.
const JOINING: [&str; 7] = ["||", "+", "concat", "char", "chr", "nchar", "as"];

/// Functions that read hexadecimal digits.
const OF_HEX: [&str; 5] = ["unhex", "hextoraw", "from_hex", "hextostr", "decode"];

/// The pieces of the expression in the open cell, as places in its text. Memory is kept from cell to cell.
#[derive(Debug, Default)]
pub(super) struct Expression {
    texts: Vec<(usize, usize)>,
    words: Vec<(usize, usize)>,
}

impl Expression {
    /// A string, or one more piece of the last.
    pub(super) fn text(&mut self, from: usize, to: usize, more: bool) {
        if more && let Some(last) = self.texts.last_mut() {
            last.1 = to;
        } else if self.texts.len() < PIECES {
            self.texts.push((from, to));
        }
    }

    /// A bare word.
    pub(super) fn word(&mut self, from: usize, to: usize) {
        if self.words.len() < PIECES {
            self.words.push((from, to));
        }
    }

    pub(super) fn clear(&mut self) {
        self.texts.clear();
        self.words.clear();
    }

    /// The value the cell has; `None` where the cell is a string and nothing else, or it cannot be told: then all of it
    /// stands.
    pub(super) fn value(&self, cell: &str) -> Option<String> {
        if self.words.is_empty() || cell.len() > BYTES || self.words.len().max(self.texts.len()) >= PIECES {
            return None;
        }
        let cut = |places: &[(usize, usize)]| -> Option<Vec<&str>> {
            places.iter().map(|(from, to)| cell.get(*from..*to)).collect()
        };
        let (texts, words) = (cut(&self.texts)?, cut(&self.words)?);
        let filled: Vec<&str> = texts.into_iter().filter(|text| !text.trim().is_empty()).collect();
        let numbers: Vec<&str> = words.iter().copied().filter(|word| is_number(word)).collect();
        match (filled.as_slice(), numbers.as_slice()) {
            ([text], []) => Some(alone(text, &words)),
            ([], [number]) => of_number(number, &words),
            ([first, rest @ ..], []) => of_several(first, rest, &words),
            _ => None,
        }
    }
}

/// A bare number that may be a value, hexadecimal or not.
fn is_number(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    hex::digits(word).is_some() || digits >= SHORTEST && word.starts_with(|sign: char| sign.is_ascii_digit())
}

/// The name of the function a word calls: of `sys.to_date` the last part.
fn function(word: &str) -> String {
    word.rsplit('.').next().unwrap_or(word).to_ascii_lowercase()
}

/// The only string of an expression.
fn alone(text: &str, words: &[&str]) -> String {
    let coded = words.iter().any(|word| OF_HEX.contains(&function(word).as_str()));
    coded.then(|| from_hex(text)).flatten().unwrap_or_else(|| text.to_owned())
}

/// The only number: what hexadecimal digits stand for is said by the type behind `AS`.
fn of_number(number: &str, words: &[&str]) -> Option<String> {
    let Some(digits) = hex::digits(number) else { return Some(number.to_owned()) };
    let of_type =
        words.iter().rposition(|word| word.eq_ignore_ascii_case("AS")).and_then(|at| words.get(at + 1));
    let day = of_type.and_then(|of_type| moment::day(&of_type.to_ascii_lowercase(), &hex::bytes(digits)?));
    day.or_else(|| from_hex(digits))
}

/// Several strings: the first where the others only say how it is written, all of them where they are joined.
fn of_several(first: &str, rest: &[&str], words: &[&str]) -> Option<String> {
    let called = function(words.first()?);
    if called == "replace" {
        // SQLite writes the ends of lines in a text so.
        let replaced = rest.iter().filter(|sign| sign.len() <= 8);
        return Some(replaced.fold(first.to_owned(), |text, sign| text.replace(sign, "\n")));
    }
    if CONVERSIONS.contains(&called.as_str()) {
        let coded = || OF_HEX.contains(&called.as_str()).then(|| from_hex(first)).flatten();
        let dated = || rest.first().and_then(|format| moment::written(first, format));
        return Some(coded().or_else(dated).unwrap_or_else(|| first.to_owned()));
    }
    let joins = |word: &&str| {
        let number = word.bytes().all(|byte| byte.is_ascii_digit());
        number || JOINING.contains(&word.to_ascii_lowercase().as_str())
    };
    if !words.iter().all(joins) {
        return None;
    }
    // What `CHR(10)` and the like stand for ends a line or parts words.
    let parted = words.iter().any(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let mut text = first.to_owned();
    for more in rest {
        if parted {
            text.push(' ');
        }
        text.push_str(more);
    }
    Some(text)
}
