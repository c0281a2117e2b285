//! Numbers that only their column tells: passports, licences, numbers of insurance and taxes of all countries. They
//! have no form of their own and mostly no check, so each is of low confidence; but a leaked one is a leaked one.

use super::{Canonical, Confidence, Finding, Kind, KindSet};
use crate::meaning::{ColumnMeaning, Role};

/// Letters and digits such a number has; an account's at most 34 (ISO 13616).
const SIGNS: std::ops::RangeInclusive<usize> = 6..=34;
const SIGNS_OF_STATES: usize = 24;
/// The fewest digits among them: what has fewer is a word, a series, a remark.
const DIGITS: usize = 4;

/// Takes the whole cell of such a column as its number, if it has the shape of one.
pub(super) fn find(text: &str, meaning: &ColumnMeaning) -> Option<Finding> {
    let Role::Identifier(kind) = meaning.role else { return None };
    let cell = text.trim().trim_matches(['\'', '"']);
    if !kind.is_told_by_column() || cell.len() > 80 {
        return None;
    }
    let mut canonical = String::with_capacity(cell.len());
    for sign in cell.chars().map(narrow) {
        if sign.is_alphanumeric() {
            canonical.extend(sign.to_uppercase());
        } else if !matches!(sign, ' ' | '-' | '–' | '.' | '/' | '(' | ')' | '№') {
            return None;
        }
    }
    let digits: Vec<char> = canonical.chars().filter(char::is_ascii_digit).collect();
    let same = digits.iter().all(|digit| Some(digit) == digits.first());
    let signs = canonical.chars().count();
    let too_long = kind != Kind::Account && signs > SIGNS_OF_STATES;
    if !SIGNS.contains(&signs) || too_long || digits.len() < DIGITS || same || is_date(cell) {
        return None;
    }
    let start = cell.as_ptr() as usize - text.as_ptr() as usize;
    Some(Finding {
        kinds: KindSet::of(kind),
        canonical: Canonical::new(&canonical),
        span: start..start + cell.len(),
        confidence: Confidence::Low,
        region: None,
    })
}

/// Full-width signs as their ASCII ones.
fn narrow(sign: char) -> char {
    match sign {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(sign) - 0xFEE0).unwrap_or(sign),
        '\u{3000}' | '\u{a0}' => ' ',
        _ => sign,
    }
}

/// The day a paper was issued or ends: grouped as days are.
fn is_date(cell: &str) -> bool {
    let groups: Vec<usize> = cell.split(['-', '/', '.']).map(str::len).collect();
    matches!(groups[..], [4, 1 | 2, 1 | 2] | [1 | 2, 1 | 2, 4])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(kind: Kind, text: &str) -> Option<String> {
        let meaning = ColumnMeaning::of(Role::Identifier(kind), Confidence::High);
        find(text, &meaning).map(|finding| finding.canonical.to_string())
    }

    #[test]
    fn a_number_is_the_same_however_it_is_grouped() {
        let number = |text| found(Kind::NationalId, text);
        assert_eq!(number("078-05-1120"), Some("078051120".to_owned()));
        assert_eq!(number(" 078 05 1120 "), number("078051120"));
        assert_eq!(found(Kind::Passport, "e１２３４５６７８"), Some("E12345678".to_owned()));
        assert_eq!(found(Kind::Passport, "45 09 № 123456"), Some("4509123456".to_owned()));
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in
            ["", "N/A", "none", "***-**-1120", "4509", "2024-01-31", "31.01.2024", "0000000", "pending 1"]
        {
            assert_eq!(found(Kind::DriverLicence, text), None, "{text}");
        }
        assert_eq!(found(Kind::Email, "078-05-1120"), None);
    }
}
