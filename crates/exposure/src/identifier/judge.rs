//! The table of recognisers of numbers. A new kind is one line here and one file beside `cn_id.rs`.

use std::ops::Range;

use super::digits::Digits;
use super::groups::extension;
use super::{Confidence, Kind, Region, card, cn_id, phone};
use crate::meaning::{ColumnMeaning, Role};

/// A number as it stands in its cell, separators removed.
pub(super) struct Context<'a> {
    /// The digits; a check letter `X` behind them in upper case.
    pub(super) digits: Digits,
    /// A `+` stood before them.
    pub(super) plus: bool,
    /// Into how many groups of digits it was written.
    pub(super) groups: usize,
    /// The lengths of the groups, the first eight.
    pub(super) shape: [u8; 8],
    /// Where it stands; `None` for a cell that is the number and nothing else.
    pub(super) place: Option<Place<'a>>,
    pub(super) meaning: &'a ColumnMeaning,
    /// The region of the row.
    pub(super) hint: Option<Region>,
}

/// A place in a text.
pub(super) struct Place<'a> {
    pub(super) text: &'a str,
    pub(super) span: Range<usize>,
}

impl Context<'_> {
    /// Nothing else stands in the cell but labels, quotes and an extension.
    pub(super) fn is_alone(&self) -> bool {
        self.place.as_ref().is_none_or(Place::is_alone)
    }

    /// Whether the column is one of this kind.
    pub(super) fn expects(&self, kind: Kind) -> bool {
        self.meaning.kinds.contains(kind) && matches!(self.meaning.role, Role::Identifier(_))
    }

    /// Whether it is grouped as a date or a date and time are: `2024-01-31`, `31.01.2024 12:30`.
    pub(super) fn looks_like_date(&self) -> bool {
        matches!(self.shape[..3], [4, 1 | 2, 1 | 2] | [1 | 2, 1 | 2, 4])
            || self.groups == 1 && self.digits.as_bytes().len() == 8 && compact_date(self.digits.as_bytes())
    }
}

impl Place<'_> {
    /// Whether nothing but a label, quotes and spaces stands around it, up to the next comma or the like. Only as
    /// much of the text is looked at as decides it: texts are long, and numbers in them many.
    fn is_alone(&self) -> bool {
        let (text, Range { start, end }) = (self.text, self.span.clone());
        let end = extension(text, end).unwrap_or(end);
        if start == 0 && end == text.len() {
            return true;
        }
        let after = &text[end..];
        let after = after.strip_prefix(".00").or(after.strip_prefix(".0")).unwrap_or(after);
        if after.chars().find(|sign| !is_around(*sign)).is_some_and(|sign| !is_between(sign)) {
            return false;
        }
        let mut before = text[..start].chars().rev().skip_while(|sign| is_around(*sign));
        match before.next() {
            None => true,
            // A label ends in a colon; a colon behind a digit is a time of day.
            Some(':' | '：') => !before.next().is_some_and(|sign| sign.is_ascii_digit()),
            Some(sign) => is_between(sign),
        }
    }
}

/// Signs that part one value from the next.
fn is_between(sign: char) -> bool {
    matches!(sign, ',' | ';' | '|' | '/' | '、' | '，' | '；' | '\n' | '\t' | '\r')
}

/// Signs that stand around a value and mean nothing.
fn is_around(sign: char) -> bool {
    matches!(sign, ' ' | '\'' | '"' | '=' | '(' | ')' | '（' | '）' | '\u{a0}' | '\u{3000}' | '’' | '‘' | '.')
}

fn compact_date(digits: &[u8]) -> bool {
    let two = |at: usize| (digits[at] - b'0') * 10 + digits[at + 1] - b'0';
    matches!(two(0), 19 | 20) && matches!(two(4), 1..=12) && matches!(two(6), 1..=31)
}

/// What a recogniser says of a number it takes.
#[derive(Clone, Copy)]
pub(super) struct Judged {
    /// The canonical characters.
    pub(super) digits: Digits,
    /// The canonical form starts with `+`.
    pub(super) plus: bool,
    pub(super) confidence: Confidence,
    pub(super) region: Option<Region>,
}

/// One recogniser: the kind, the lengths it is asked about, and its judgement.
pub(super) struct Recogniser {
    pub(super) kind: Kind,
    pub(super) lengths: std::ops::RangeInclusive<usize>,
    pub(super) judge: fn(&Context<'_>) -> Option<Judged>,
}

/// All recognisers of numbers, stronger checks first.
pub(super) const RECOGNISERS: [Recogniser; 3] = [
    Recogniser { kind: Kind::CnId, lengths: 15..=18, judge: cn_id::judge },
    Recogniser { kind: Kind::Card, lengths: 12..=19, judge: card::judge },
    Recogniser { kind: Kind::Phone, lengths: phone::LENGTHS, judge: phone::judge },
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The definition: the texts up to the next sign between values, what means nothing trimmed off.
    fn is_alone_plainly(text: &str, start: usize, end: usize) -> bool {
        let before = text[..start].rsplit(is_between).next().unwrap_or_default().trim_matches(is_around);
        let after = text[end..].split(is_between).next().unwrap_or_default();
        let after = after.strip_prefix(".00").or(after.strip_prefix(".0")).unwrap_or(after);
        let label = before.strip_suffix([':', '：']);
        let label = label.is_some_and(|label| !label.ends_with(|sign: char| sign.is_ascii_digit()));
        (before.is_empty() || label) && after.trim_matches(is_around).is_empty()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn a_number_is_alone_where_nothing_but_labels_stands_around_it(
            before in "[a1 :：,.'(\\u{3000}\n]{0,6}", after in "[a1 :,.0'(’;]{0,6}"
        ) {
            let text = format!("{before}5550100{after}");
            let span = before.len()..before.len() + 7;
            let expected = {
                let end = extension(&text, span.end).unwrap_or(span.end);
                is_alone_plainly(&text, span.start, end)
            };
            prop_assert_eq!(Place { text: &text, span }.is_alone(), expected);
        }
    }
}
