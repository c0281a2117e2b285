//! Dates of birth that are not written in four digits of a year and two numbers: in years of the Republic of China, with the name of a
//! month, with two digits of a year.

use std::sync::OnceLock;

use super::date::{self, Day};
use super::header::lines;
use crate::meaning::DateOrder;

/// The year before the first of the Republic.
const BEFORE_REPUBLIC: u32 = 1911;
/// Who was born in a year of two digits above this was born in the last century; below, nobody can say.
const THIS_CENTURY: u32 = 30;

/// Reads such a date; `None` if it is none, or may be several.
pub(super) fn read(text: &str, order: DateOrder) -> Option<Day> {
    let text = text.trim().trim_matches(['\'', '"']);
    of_republic(text, order).or_else(|| with_month(text)).or_else(|| with_short_year(text, order))
}

/// Whether the text may be a date of which the year has two digits, whichever of the numbers it is.
pub(super) fn may_be_short(text: &str) -> bool {
    numbers(text.trim()).is_some_and(|numbers| {
        let of = |year: u32, one: u32, other: u32| {
            (0..100).contains(&year)
                && [[one, other], [other, one]].iter().any(|[month, day]| is_day(*month, *day))
        };
        let [one, two, three] = numbers.map(|(number, _)| number);
        numbers.iter().all(|(_, digits)| *digits <= 2) && (of(one, two, three) || of(three, one, two))
    })
}

fn is_day(month: u32, day: u32) -> bool {
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// The day of these numbers, if there was one.
fn day(year: u32, month: u32, day: u32) -> Option<Day> {
    date::read(&format!("{year:04}-{month:02}-{day:02}"), DateOrder::YearFirst)
}

/// The three numbers of a date and how many digits each has.
fn numbers(text: &str) -> Option<[(u32, usize); 3]> {
    let mut pieces = text.split(['-', '/', '.', '年', '月', '日', ' ']).filter(|piece| !piece.is_empty());
    let mut next = || {
        let piece = pieces.next()?;
        let digits = piece.bytes().all(|byte| byte.is_ascii_digit()) && piece.len() <= 4;
        digits.then(|| piece.parse().ok()).flatten().map(|number| (number, piece.len()))
    };
    let numbers = [next()?, next()?, next()?];
    pieces.next().is_none().then_some(numbers)
}

/// A year of the Republic, month and day: where the text says so, or the column is written in such years.
fn of_republic(text: &str, order: DateOrder) -> Option<Day> {
    let told = text.strip_prefix("民國").or_else(|| text.strip_prefix("民国"));
    let rest = told.or(Some(text).filter(|_| order == DateOrder::Republic))?.trim();
    in_republic(rest)
}

fn in_republic(text: &str) -> Option<Day> {
    if matches!(text.len(), 6 | 7) && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let number: u32 = text.parse().ok()?;
        return day(number / 10_000 + BEFORE_REPUBLIC, number / 100 % 100, number % 100);
    }
    let [(year, digits), (month, _), (of_month, _)] = numbers(text)?;
    if digits > 3 || year == 0 {
        return None;
    }
    day(year + BEFORE_REPUBLIC, month, of_month)
}

/// Whether a sample is written in years of the Republic: in Taiwan, wherever each cell can be; elsewhere, where a year of three
/// digits says so.
pub(super) fn is_of_republic<'a>(cells: impl Iterator<Item = &'a str>, in_taiwan: bool) -> bool {
    let (mut fit, mut three) = (0, false);
    for cell in cells.map(str::trim).filter(|cell| super::row::is_filled(cell)) {
        if date::read(cell, DateOrder::YearFirst).is_some() {
            continue;
        }
        let cell = cell.strip_prefix("民國").unwrap_or(cell);
        if in_republic(cell).is_none() {
            return false;
        }
        fit += 1;
        three |= numbers(cell).is_some_and(|[(_, digits), ..]| digits == 3);
    }
    fit > 0 && (in_taiwan || three)
}

/// The name of a month between or before two numbers: `13-Mar-1980`, `March 13, 1980`, `13 марта 1980 г.`, `13 tháng 3 năm 1980`.
fn with_month(text: &str) -> Option<Day> {
    static MONTHS: OnceLock<Vec<(&'static str, u32)>> = OnceLock::new();
    let months = MONTHS.get_or_init(|| {
        let of = |(number, words): (&'static str, &'static str)| {
            let number = number.parse().unwrap_or_default();
            words.split('|').map(move |word| (word, number))
        };
        lines(include_str!("../../data/months.tsv")).flat_map(of).collect()
    });
    if text.len() > 40 || !text.chars().any(char::is_alphabetic) {
        return None;
    }
    let text = text.to_lowercase().replace("tháng ", "tháng_").replace(" năm ", " ");
    let mut words =
        text.split(['-', '/', '.', ',', ' ']).filter(|word| !matches!(*word, "" | "г" | "года" | "ngày"));
    let (mut month, mut numbers) = (None, Vec::new());
    for word in words.by_ref().take(4) {
        let known = months.iter().find(|(name, _)| *name == word.replace('_', " "));
        match (known, word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']).parse::<u32>()) {
            (Some((_, number)), _) if month.is_none() => month = Some(*number),
            (None, Ok(number)) => numbers.push(number),
            _ => return None,
        }
    }
    match numbers[..] {
        [of_month, year] | [year, of_month] if year > 99 && words.next().is_none() => {
            day(year, month?, of_month)
        }
        _ => None,
    }
}

/// Two digits of a year that can be nothing else: `13/03/80`, `80-03-13`.
fn with_short_year(text: &str, order: DateOrder) -> Option<Day> {
    let numbers = numbers(text)?;
    if numbers.iter().any(|(_, digits)| *digits > 2) {
        return None;
    }
    let [one, two, three] = numbers.map(|(number, _)| number);
    let is_year = |number: u32| number > THIS_CENTURY.max(31);
    match order {
        _ if is_year(one) && !is_year(three) => day(1900 + one, two, three),
        _ if !is_year(three) => None,
        DateOrder::MonthFirst => day(1900 + three, one, two),
        DateOrder::DayFirst => day(1900 + three, two, one),
        _ if text.contains('.') || one > 12 || one == two => day(1900 + three, two, one),
        _ if two > 12 => day(1900 + three, one, two),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, order: DateOrder) -> Option<String> {
        read(text, order).map(|day| format!("{}-{}-{}", day.year, day.month, day.day))
    }

    #[test]
    fn years_of_the_republic_are_read_where_they_are_told() {
        for text in [
            "48/12/3",
            "048/12/03",
            "48-12-3",
            "48.12.3",
            "0481203",
            "481203",
            "民國48年12月3日",
            "48年12月3日",
        ] {
            assert_eq!(told(text, DateOrder::Republic).as_deref(), Some("1959-12-3"), "{text}");
        }
        assert_eq!(told("民国102年1月5日", DateOrder::YearFirst).as_deref(), Some("2013-1-5"));
        assert_eq!(told("48/13/3", DateOrder::Republic), None);
        assert_eq!(told("0481203", DateOrder::YearFirst), None);
        let of = |cells: &[&'static str], taiwan| is_of_republic(cells.iter().copied(), taiwan);
        assert!(of(&["48/12/3", "102/1/5", "1980-01-02"], false) && of(&["48/12/3", "0641213"], true));
        assert!(
            !of(&["48/12/3"], false) && !of(&["48/12/3", "13/25/80"], true) && !of(&["1980-01-02"], true)
        );
    }

    #[test]
    fn months_have_names_in_three_languages() {
        for text in [
            "13-Mar-1980",
            "13 March 1980",
            "March 13, 1980",
            "Mar 13th, 1980",
            "13 марта 1980 г.",
            "13 мар. 1980",
            "13 tháng 3 năm 1980",
            "13-MAR-1980",
            "1980-Mar-13",
            "ngày 13 tháng 3 năm 1980",
        ] {
            assert_eq!(told(text, DateOrder::YearFirst).as_deref(), Some("1980-3-13"), "{text}");
        }
        for text in
            ["Mar 1980", "13 Mars 1980", "31-Feb-1980", "13-Mar-80", "13 March 1980 at home", "Mary 13 1980"]
        {
            assert_eq!(told(text, DateOrder::YearFirst), None, "{text}");
        }
    }

    #[test]
    fn two_digits_are_a_year_where_they_are_nothing_else() {
        for text in ["13/03/80", "80-03-13", "80/3/13", "03/13/80", "13.03.80"] {
            assert_eq!(told(text, DateOrder::YearFirst).as_deref(), Some("1980-3-13"), "{text}");
        }
        assert_eq!(told("04/03/80", DateOrder::DayFirst).as_deref(), Some("1980-3-4"));
        assert_eq!(told("04/03/80", DateOrder::MonthFirst).as_deref(), Some("1980-4-3"));
        for text in ["04/03/80", "13/03/05", "80/03/80", "80/13/40", "1/2/3/4"] {
            assert_eq!(told(text, DateOrder::YearFirst), None, "{text}");
        }
        assert!(
            may_be_short("04/03/80")
                && may_be_short("13/03/05")
                && !may_be_short("80/03/80")
                && !may_be_short("1.5")
        );
    }
}
