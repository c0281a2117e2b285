//! Payment card numbers (ISO/IEC 7812): Luhn check, issuer ranges from `data/card_issuers.tsv`, length.

use std::sync::OnceLock;

use super::judge::{Context, Judged};
use super::{Confidence, Kind};
use crate::meaning::Role;

/// One line of the table of issuers.
#[derive(Debug, Clone, Copy)]
struct Range {
    from: u32,
    to: u32,
    digits: usize,
    /// Bit n: cards of n digits exist.
    lengths: u32,
}

fn ranges() -> &'static [Range] {
    static RANGES: OnceLock<Vec<Range>> = OnceLock::new();
    RANGES.get_or_init(|| {
        let table = include_str!("../../data/card_issuers.tsv");
        table.lines().filter(|line| !line.starts_with('#')).filter_map(range).collect()
    })
}

fn range(line: &str) -> Option<Range> {
    let mut fields = line.split('\t');
    let (from, to, lengths) = (fields.next()?, fields.next()?, fields.next()?);
    let lengths = lengths.split(',').filter_map(|length| length.parse::<u32>().ok());
    Some(Range {
        from: from.parse().ok()?,
        to: to.parse().ok()?,
        digits: from.len(),
        lengths: lengths.fold(0, |bits, length| bits | 1 << length),
    })
}

/// Luhn's check (ISO/IEC 7812-1 annex B).
pub(super) fn luhn(number: &[u8]) -> bool {
    // What a digit counts for in an even place from the right: its double, its digits added.
    const DOUBLED: [u8; 10] = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
    let mut sum = 0;
    for (place, digit) in number.iter().rev().enumerate() {
        let value = digit.wrapping_sub(b'0');
        let Some(doubled) = DOUBLED.get(usize::from(value)) else { return false };
        sum += u32::from(if place % 2 == 0 { value } else { *doubled });
    }
    sum.is_multiple_of(10)
}

/// Whether an issuer gives out numbers that start so and are that long.
pub(super) fn has_issuer(number: &[u8]) -> bool {
    let Some(first) = number.first() else { return false };
    starting(*first).iter().any(|range| {
        let Some(first) = number.get(..range.digits) else { return false };
        let first = first.iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0'));
        (range.from..=range.to).contains(&first) && range.lengths & 1 << number.len() != 0
    })
}

/// The ranges that hold numbers starting with this digit.
fn starting(first: u8) -> &'static [Range] {
    static BY_FIRST: OnceLock<Vec<Vec<Range>>> = OnceLock::new();
    let by_first = BY_FIRST.get_or_init(|| {
        let first = |number: u32, digits: usize| number / 10u32.pow(digits.saturating_sub(1) as u32);
        let holds = |range: &Range, digit: u32| {
            (first(range.from, range.digits)..=first(range.to, range.digits)).contains(&digit)
        };
        (0..10).map(|digit| ranges().iter().filter(|range| holds(range, digit)).copied().collect()).collect()
    });
    by_first.get(usize::from(first.wrapping_sub(b'0'))).map_or(&[], Vec::as_slice)
}

/// Outside a card column a number must have an issuer, at least 14 digits, and be written as cards are.
pub(super) fn judge(context: &Context<'_>) -> Option<Judged> {
    let number = context.digits.as_bytes();
    // In a column of other identifiers a Luhn check (one in ten passes) is no sign of a card.
    let elsewhere = matches!(context.meaning.role, Role::Identifier(_)) && !context.expects(Kind::Card);
    if elsewhere || context.plus || !luhn(number) || number.iter().all(|digit| *digit == number[0]) {
        return None;
    }
    let issuer = has_issuer(number);
    let confidence = match (context.expects(Kind::Card), issuer) {
        (true, true) => Confidence::High,
        (true, false) => Confidence::Low,
        (false, true) if number.len() >= 14 && grouped_as_card(context) => Confidence::Medium,
        (false, _) => return None,
    };
    Some(Judged { digits: context.digits, plus: false, confidence, region: None })
}

/// In one group, in fours with a rest, or as American Express (4-6-5) and Diners (4-6-4) print theirs.
fn grouped_as_card(context: &Context<'_>) -> bool {
    let groups = context.groups.min(8);
    let shape = &context.shape[..groups];
    match shape {
        [_] => true,
        [4, 6, 4 | 5] => true,
        [all @ .., last] => all.iter().all(|length| *length == 4) && *last <= 4 && context.groups <= 5,
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_test_numbers_the_schemes_publish_pass() {
        let numbers = [
            "4111111111111111",
            "5555555555554444",
            "378282246310005",
            "6200000000000005",
            "2200000000000004",
            "30569309025904",
            "3530111333300000",
            "2223003122003222",
            "6011111111111117",
        ];
        for number in numbers {
            assert!(luhn(number.as_bytes()) && has_issuer(number.as_bytes()), "{number}");
        }
    }

    #[test]
    fn every_line_of_the_issuer_table_is_read() {
        let lines = include_str!("../../data/card_issuers.tsv").lines().filter(|line| !line.starts_with('#'));
        assert_eq!(ranges().len(), lines.count());
    }
}
