//! International bank account numbers (ISO 13616): two letters of a country with its length, and ISO 7064 MOD 97-10.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::{Canonical, Confidence, Finding, Kind, KindSet, Region};
use crate::meaning::{ColumnMeaning, Role};

/// The fewest signs of any country.
const LEAST: usize = 15;

fn length(country: &[u8; 2]) -> Option<usize> {
    static LENGTHS: OnceLock<HashMap<[u8; 2], usize>> = OnceLock::new();
    let lengths = LENGTHS.get_or_init(|| {
        let table = include_str!("../../data/iban_lengths.tsv").lines().filter(|line| !line.starts_with('#'));
        let entry = |word: &str| match word.as_bytes() {
            [a, b, ..] => Some(([*a, *b], word.get(2..)?.parse().ok()?)),
            _ => None,
        };
        table.flat_map(str::split_ascii_whitespace).filter_map(entry).collect()
    });
    lengths.get(country).copied()
}

/// Whether a number may stand in a text of such a column: one of accounts, or one that says nothing.
pub(super) fn may_stand_in(text: &str, meaning: &ColumnMeaning) -> bool {
    let open = matches!(meaning.role, Role::Unknown | Role::FreeText | Role::Identifier(Kind::Account));
    open && text.len() >= LEAST
}

/// The number whose first digit stands at `digit`: of its signs the digits tell most, because most texts have more letters.
#[inline]
pub(super) fn at(text: &str, digit: usize) -> Option<Finding> {
    let bytes = text.as_bytes();
    let start = digit.checked_sub(2).filter(|start| may_start(bytes, *start))?;
    let (canonical, end) = number(bytes, start)?;
    Some(Finding {
        kinds: KindSet::of(Kind::Account),
        region: Region::from_code(canonical.get(..2).unwrap_or_default()),
        canonical: Canonical::new(&canonical),
        span: start..end,
        confidence: Confidence::High,
    })
}

/// Whether a country and two check digits stand here, and no word goes on.
fn may_start(bytes: &[u8], at: usize) -> bool {
    at + LEAST <= bytes.len()
        && bytes[at..at + 2].iter().all(u8::is_ascii_alphabetic)
        && bytes[at + 2..at + 4].iter().all(u8::is_ascii_digit)
        && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric())
}

/// The number that starts here, in upper case without spaces, and where it ends.
fn number(bytes: &[u8], start: usize) -> Option<(String, usize)> {
    let country = [bytes[start].to_ascii_uppercase(), bytes[start + 1].to_ascii_uppercase()];
    let length = length(&country)?;
    let mut canonical = String::with_capacity(length);
    let mut at = start;
    while canonical.len() < length {
        match bytes.get(at)? {
            sign if sign.is_ascii_alphanumeric() => canonical.push(char::from(sign.to_ascii_uppercase())),
            b' ' | b'-' if bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric) => {}
            _ => return None,
        }
        at += 1;
    }
    let alone = bytes.get(at).is_none_or(|next| !next.is_ascii_alphanumeric());
    (alone && is_valid(canonical.as_bytes())).then_some((canonical, at))
}

/// The first four signs stand last, letters count 10 to 35, and the whole leaves 1 when divided by 97.
fn is_valid(number: &[u8]) -> bool {
    let (front, rest) = number.split_at(4);
    let remainder = rest.iter().chain(front).fold(0u32, |sum, sign| match sign {
        b'0'..=b'9' => (sum * 10 + u32::from(sign - b'0')) % 97,
        letter => (sum * 100 + u32::from(letter - b'A') + 10) % 97,
    });
    remainder == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_register_are_valid_and_a_changed_digit_is_not() {
        for number in [
            "DE89370400440532013000",
            "GB29NWBK60161331926819",
            "NO9386011117947",
            "MT84MALT011000012345MTLCAST001S",
        ] {
            assert!(is_valid(number.as_bytes()), "{number}");
            let mut other = number.as_bytes().to_vec();
            other[8] = if other[8] == b'1' { b'2' } else { b'1' };
            assert!(!is_valid(&other), "{number}");
            assert_eq!(length(&[other[0], other[1]]), Some(number.len()));
        }
    }
}
