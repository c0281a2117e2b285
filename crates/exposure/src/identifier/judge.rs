//! The table of recognisers of numbers. A new kind is one line here and one file beside `cn_id.rs`.

use super::digits::Digits;
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
    /// Nothing else stands in the cell but labels, quotes and an extension.
    pub(super) alone: bool,
    pub(super) meaning: &'a ColumnMeaning,
    /// The region of the row.
    pub(super) hint: Option<Region>,
}

impl Context<'_> {
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
