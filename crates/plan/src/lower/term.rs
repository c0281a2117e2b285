use crate::model::Term;

/// Unit words and their seconds; months are civil and kept apart.
const UNITS: [(&str, i64); 5] = [("min", 60), ("s", 1), ("h", 3600), ("d", 86_400), ("w", 604_800)];
/// No term of a plan is longer than ten years; the bound keeps all arithmetic on terms far from overflow.
const MOST_SECONDS: i64 = 10 * 366 * 86_400;
const MOST_MONTHS: i32 = 120;

/// A length of time as plans write it: `30min`, `72h`, `1h30min`, `7d`, `6mo`. `None` if it is not one.
pub(super) fn parse(text: &str) -> Option<Term> {
    let mut rest = text.trim();
    let mut term = Term { seconds: 0, months: 0 };
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !(c.is_ascii_digit() || c == '_'))?;
        let (number, behind) = rest.split_at(digits);
        let number: i64 = number.replace('_', "").parse().ok()?;
        let letters = behind.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(behind.len());
        let (unit, next) = behind.split_at(letters);
        if unit == "mo" {
            term.months = term.months.checked_add(i32::try_from(number).ok()?)?;
        } else {
            let (_, seconds) = UNITS.iter().find(|(word, _)| *word == unit)?;
            term.seconds = term.seconds.checked_add(number.checked_mul(*seconds)?)?;
        }
        rest = next.trim_start();
    }
    (term.seconds <= MOST_SECONDS && term.months <= MOST_MONTHS).then_some(term)
}

/// Unit words that people write instead, and ours.
const MEANT: [(&str, &str); 18] = [
    ("分钟", "min"),
    ("minutes", "min"),
    ("minute", "min"),
    ("mins", "min"),
    ("小时", "h"),
    ("hours", "h"),
    ("hour", "h"),
    ("个月", "mo"),
    ("months", "mo"),
    ("month", "mo"),
    ("月", "mo"),
    ("周", "w"),
    ("weeks", "w"),
    ("week", "w"),
    ("天", "d"),
    ("日", "d"),
    ("days", "d"),
    ("day", "d"),
];
const NUMERALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/// The term as this language writes it, of one written with other units, full-width or Chinese digits: `24小时` is
/// `24h`. `None` if even so it is no term.
pub(super) fn meant(text: &str) -> Option<String> {
    let digit = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).map(String::from),
        '两' => Some("2".to_owned()),
        _ => NUMERALS.iter().position(|known| *known == c).map(|place| (place + 1).to_string()),
    };
    let plain = text.to_lowercase();
    let mut plain: String =
        plain.chars().map(|c| digit(c).unwrap_or_else(|| c.to_string())).filter(|c| c != " ").collect();
    for (word, unit) in MEANT {
        plain = plain.replace(word, unit);
    }
    parse(&plain).map(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::{Term, meant, parse};

    #[test]
    fn what_was_meant_is_offered_for_other_units_and_digits() {
        for (given, wanted) in [
            ("24小时", "24h"),
            ("３０ 分钟", "30min"),
            ("一周", "1w"),
            ("3 days", "3d"),
            ("24H", "24h"),
            ("两个月", "2mo"),
        ] {
            assert_eq!(meant(given).as_deref(), Some(wanted), "{given}");
        }
        assert_eq!(meant("soon"), None);
        assert_eq!(meant("24"), None);
    }

    #[test]
    fn terms_are_read_as_plans_write_them() {
        assert_eq!(parse("30min"), Some(Term { seconds: 1800, months: 0 }));
        assert_eq!(parse("1h30min"), Some(Term { seconds: 5400, months: 0 }));
        assert_eq!(parse("3d"), Some(Term { seconds: 259_200, months: 0 }));
        assert_eq!(parse("6mo"), Some(Term { seconds: 0, months: 6 }));
    }

    #[test]
    fn what_is_no_term_or_too_long_is_refused() {
        for text in ["", "30", "min", "30 fortnights", "-1h", "99999999999999999999h", "9999w", "1.5h"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
