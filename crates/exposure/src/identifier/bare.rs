//! The commonest cell of numbers: nothing but digits, perhaps a `+` before and a check letter behind them. It is
//! one run of one group that stands alone, so the search for runs is left out.

use super::Region;
use super::digits::Digits;
use super::judge::Context;
use crate::meaning::ColumnMeaning;

/// A cell that is one number and nothing else.
pub(super) struct Bare {
    digits: Digits,
    plus: bool,
    /// How many digits it has, the check letter not counted.
    pub(super) count: usize,
}

/// Reads a cell as a bare number; `None` for any other cell. Of a number too long for any kind only the count is
/// right.
pub(super) fn number(text: &str) -> Option<Bare> {
    let bytes = text.as_bytes();
    let (plus, rest) = match bytes {
        [b'+', rest @ ..] => (true, rest),
        all => (false, all),
    };
    let (letter, body) = match rest {
        [body @ .., b'x' | b'X'] => (true, body),
        all => (false, all),
    };
    if body.is_empty() || !body.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let mut digits = Digits::new(body).unwrap_or(Digits::EMPTY);
    if letter {
        // No room is left only behind more digits than any number has.
        digits.push(b'X');
    }
    Some(Bare { digits, plus, count: body.len() })
}

impl Bare {
    pub(super) fn context<'m>(&self, meaning: &'m ColumnMeaning, hint: Option<Region>) -> Context<'m> {
        let mut shape = [0; 8];
        shape[0] = self.count.min(255) as u8;
        Context { digits: self.digits, plus: self.plus, groups: 1, shape, place: None, meaning, hint }
    }
}
