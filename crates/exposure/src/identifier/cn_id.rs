//! Identity number of mainland China: GB 11643-1999 (18 characters, ISO 7064 MOD 11-2 check) and the 15 digits
//! issued until 1999, which carry no check.

use std::sync::OnceLock;

use super::judge::{Context, Judged};
use super::{Confidence, Kind, Region};

/// Bit n: numbers may start with the two digits n.
fn provinces() -> u128 {
    static PROVINCES: OnceLock<u128> = OnceLock::new();
    *PROVINCES.get_or_init(|| {
        let table = include_str!("../../data/cn_provinces.tsv");
        let codes = table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.get(..2));
        codes.filter_map(|code| code.parse::<u32>().ok()).fold(0, |bits, code| bits | 1 << code)
    })
}

/// Whether 17 digits and a check character are a number: province, date of birth and check are right.
pub(super) fn is_valid(number: &[u8]) -> bool {
    let [body @ .., check] = number else { return false };
    body.len() == 17
        && body.iter().all(u8::is_ascii_digit)
        && has_province(body)
        && is_date(decimal(&body[6..10]), decimal(&body[10..12]), decimal(&body[12..14]))
        && check_character(body) == check.to_ascii_uppercase()
}

/// Whether 15 digits can be an old number: nothing but province and date speaks for it.
pub(super) fn is_possible_old(number: &[u8]) -> bool {
    number.len() == 15
        && number.iter().all(u8::is_ascii_digit)
        && has_province(number)
        && is_date(1900 + decimal(&number[6..8]), decimal(&number[8..10]), decimal(&number[10..12]))
}

/// The eighteen characters of a number, whichever of the two forms it is in, and the date of birth in them as `YYYY-MM-DD`.
pub(crate) fn body_and_birth(number: &[u8]) -> Option<([u8; 18], [u8; 10])> {
    let mut whole = [0; 18];
    match number.len() {
        18 => whole.copy_from_slice(number),
        15 => {
            whole[..6].copy_from_slice(&number[..6]);
            whole[6..8].copy_from_slice(b"19");
            whole[8..17].copy_from_slice(&number[6..]);
            whole[17] = check_character(&whole[..17]);
        }
        _ => return None,
    }
    let mut birth = *b"0000-00-00";
    for (to, from) in [(0..4, 6..10), (5..7, 10..12), (8..10, 12..14)] {
        birth[to].copy_from_slice(&whole[from]);
    }
    Some((whole, birth))
}

/// ISO 7064 MOD 11-2 in its recursive form: no table of weights that could be mistyped.
fn check_character(body: &[u8]) -> u8 {
    let remainder = body.iter().fold(0, |sum, digit| (sum + u32::from(digit - b'0')) * 2 % 11);
    match (12 - remainder) % 11 {
        10 => b'X',
        digit => b'0' + digit as u8,
    }
}

fn has_province(number: &[u8]) -> bool {
    provinces() & 1 << decimal(&number[..2]) != 0
}

fn decimal(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
}

fn is_date(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1850..2100).contains(&year) && (1..=days).contains(&day)
}

/// 18 characters that pass are sure wherever they stand; 15 digits only count in a column of identity numbers.
pub(super) fn judge(context: &Context<'_>) -> Option<Judged> {
    let number = context.digits.as_bytes();
    if context.plus {
        return None;
    }
    let confidence = if is_valid(number) {
        Confidence::High
    } else if context.expects(Kind::CnId) && is_possible_old(number) {
        Confidence::Low
    } else {
        return None;
    };
    Some(Judged { digits: context.digits, plus: false, confidence, region: Some(Region::CN) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_printed_in_the_standard_is_valid() {
        assert!(is_valid(b"11010519491231002X"));
        assert!(is_valid(b"440524188001010014"));
    }

    #[test]
    fn no_other_check_character_is_valid() {
        for check in b"0123456789" {
            let mut number = *b"11010519491231002X";
            number[17] = *check;
            assert!(!is_valid(&number), "{}", char::from(*check));
        }
    }

    #[test]
    fn a_day_that_never_was_is_no_birthday() {
        assert!(is_date(2000, 2, 29));
        assert!(!is_date(1900, 2, 29));
        assert!(!is_date(1990, 13, 1));
        assert!(!is_date(1990, 4, 31));
    }
}
