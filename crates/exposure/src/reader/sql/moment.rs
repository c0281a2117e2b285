//! Days as databases write them in dumps: as bytes (SQL Server), and as text with its format beside it (Oracle, MySQL).

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// The day that these bytes of a type of SQL Server stand for, as `YYYY-MM-DD`. Source: how SQL Server stores `datetime`
/// (days since 1900 in the first four bytes, the first two of `smalldatetime`), `date` and `datetime2` (days since year 1 in
/// three bytes, the lowest first; of the latter the last three), as its own scripts write them.
pub(super) fn day(of_type: &str, bytes: &[u8]) -> Option<String> {
    let day = match (of_type, bytes) {
        ("datetime", [a, b, c, d, _, _, _, _]) => {
            days_after(1900, i64::from(i32::from_be_bytes([*a, *b, *c, *d])))
        }
        ("smalldatetime", [a, b, _, _]) => days_after(1900, i64::from(u16::from_be_bytes([*a, *b]))),
        ("date", [a, b, c] | [a, b, c, 0]) => days_after(1, low_first([*a, *b, *c])),
        ("datetime2", [_, _, _, _, .., a, b, c]) => days_after(1, low_first([*a, *b, *c])),
        ("datetimeoffset", [_, _, _, _, .., a, b, c, _, _]) => days_after(1, low_first([*a, *b, *c])),
        _ => None,
    };
    day.map(|day| day.to_string())
}

fn low_first([a, b, c]: [u8; 3]) -> i64 {
    i64::from(u32::from_le_bytes([a, b, c, 0]))
}

fn days_after(year: i16, days: i64) -> Option<Date> {
    date(year, 1, 1).checked_add(days.days()).ok()
}

/// Months as Oracle and MySQL shorten them in English.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A part of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Year,
    /// Two digits: those after 49 are of the last century (`RR` of Oracle, `%y` of MySQL has 69).
    ShortYear(i16),
    Month,
    Day,
}

/// The day a text says in this format, as `YYYY-MM-DD`; `None` if either is not understood.
pub(super) fn written(text: &str, format: &str) -> Option<String> {
    let mut parts = text.split(|sign: char| !sign.is_alphanumeric()).filter(|part| !part.is_empty());
    let (mut year, mut month, mut day) = (None, None, None);
    for word in format.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let Some(part) = part_of(word, format.contains('%')) else { break };
        let given = parts.next()?;
        match part {
            Part::Year if given.len() == 4 => year = given.parse::<i16>().ok(),
            Part::Year => return None,
            Part::ShortYear(last) => {
                let short: i16 = given.parse().ok().filter(|_| given.len() == 2)?;
                year = Some(if short > last { 1900 + short } else { 2000 + short });
            }
            Part::Month => month = month_of(given),
            Part::Day => day = given.parse::<i8>().ok(),
        }
    }
    Date::new(year?, month?, day?).ok().map(|day| day.to_string())
}

fn part_of(word: &str, of_mysql: bool) -> Option<Part> {
    Some(match (word, of_mysql) {
        ("Y", true) => Part::Year,
        ("y", true) => Part::ShortYear(69),
        ("m" | "c" | "b" | "M", true) => Part::Month,
        ("d" | "e", true) => Part::Day,
        (_, true) => return None,
        (word, false) => match word.to_ascii_uppercase().as_str() {
            "YYYY" | "RRRR" | "SYYYY" => Part::Year,
            "RR" => Part::ShortYear(49),
            "MM" | "MON" | "MONTH" => Part::Month,
            "DD" => Part::Day,
            _ => return None,
        },
    })
}

fn month_of(given: &str) -> Option<i8> {
    let named = || {
        let beginning = given.get(..3)?.to_ascii_lowercase();
        let place = MONTHS.iter().position(|month| *month == beginning)?;
        i8::try_from(place + 1).ok()
    };
    given.parse().ok().or_else(named)
}
