//! Cells that held a value once: rounded by a spreadsheet, masked, or with a number that fails its check. None is guessed
//! and none is counted; each is said, so that nobody takes the column for clean.

use super::{Kind, is_damaged};
use crate::meaning::{ColumnMeaning, Role};

/// What happened to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Damage {
    /// `1.38123E+10`.
    Rounded,
    /// `138****1234`, `a***@example.com`, `张*`.
    Masked,
    /// As long as an identity number or a card, and not one.
    Failing,
    /// Written as a telephone number is, of a country that nothing tells.
    Undecided,
}

impl Damage {
    pub(crate) const COUNT: usize = 4;
}

/// What happened to the value of a cell in which none was found.
pub(crate) fn damage(text: &str, meaning: &ColumnMeaning) -> Option<Damage> {
    match meaning.role {
        Role::Identifier(_) if is_damaged(text, meaning) => Some(Damage::Rounded),
        Role::Identifier(kind) if is_masked(text, if kind == Kind::Email { 1 } else { 2 }) => {
            Some(Damage::Masked)
        }
        Role::Identifier(kind) if is_failing(text, kind) || is_unread(text, kind) => Some(Damage::Failing),
        Role::Unknown | Role::FreeText if has_masked(text) => Some(Damage::Masked),
        Role::Unknown if meaning.may_be_phones && may_be_phone(text) => Some(Damage::Undecided),
        _ => None,
    }
}

/// Digits as many as a telephone number has, and letters of none.
fn may_be_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (7..=15).contains(&digits) && !text.chars().any(char::is_alphabetic)
}

/// Signs that stand for hidden letters.
fn is_mask(sign: char) -> bool {
    matches!(sign, '*' | '＊' | '•' | '●' | '█' | '○' | '×')
}

/// Whether at least so many signs in a row hide a part of the text; `xxx` hides digits.
fn is_masked(text: &str, least: usize) -> bool {
    let (mut run, mut crosses, mut hidden, mut shown, mut digits) = (0, 0, false, false, false);
    for sign in text.chars() {
        run = if is_mask(sign) { run + 1 } else { 0 };
        crosses = if matches!(sign, 'x' | 'X' | '#') { crosses + 1 } else { 0 };
        hidden |= run >= least || crosses >= 3;
        shown |= sign.is_alphanumeric() && !matches!(sign, 'x' | 'X');
        digits |= sign.is_ascii_digit();
    }
    hidden && shown && (digits || text.chars().any(is_mask))
}

/// Whether a part of a name is hidden: `张*`, `A** L**`, `陳○祥`.
pub(crate) fn is_masked_name(text: &str) -> bool {
    // What these signs begin with; most names hold none of the bytes.
    let may = text.bytes().any(|byte| matches!(byte, b'*' | 0xC3 | 0xE2 | 0xEF));
    may && text.chars().any(is_mask)
}

/// Whether a word of a text is a masked address or number.
fn has_masked(text: &str) -> bool {
    // One sign is looked for, not two: a searcher for two is made anew for each text, and most have neither.
    if memchr::memchr(b'*', text.as_bytes()).is_none() {
        return false;
    }
    text.split(|sign: char| sign.is_whitespace() || matches!(sign, ',' | ';' | '，' | '；' | '"')).any(
        |word| {
            let Some(at) = word.find("**") else { return false };
            let (before, after) = (&word[..at], word[at..].trim_start_matches('*'));
            let digits = |part: &str, end: bool| {
                let digit = if end { part.chars().next_back() } else { part.chars().next() };
                digit.is_some_and(|digit| digit.is_ascii_digit())
            };
            let address = after.contains('@') && after.contains('.') && !before.is_empty();
            // Two stars between digits are a power.
            let stars = word.len() - at - after.len();
            address || stars > 2 && digits(before, true) && digits(after, false)
        },
    )
}

/// What somebody wrote under a head that says a kind, in a way that is not understood: as many digits as the shortest number has, of
/// any script, or what stands for the sign of an address.
fn is_unread(text: &str, kind: Kind) -> bool {
    let cell = text.trim();
    if kind == Kind::Email {
        return cell.contains(['@', '＠']) && cell.len() >= 6
            || cell.contains("[at]")
            || cell.contains("(at)");
    }
    let mut digits = cell.chars().filter(|sign| sign.is_numeric());
    let Some(first) = digits.next() else { return false };
    // Nothing but one digit again and again stands for nothing.
    let (count, varied) =
        digits.fold((1, false), |(count, varied), digit| (count + 1, varied || digit != first));
    count >= DIGITS && varied && cell.chars().count() <= 80
}

/// The digits of the shortest number that points at somebody.
const DIGITS: usize = 7;

/// Digits as many as the kind has, which are no number of it.
fn is_failing(text: &str, kind: Kind) -> bool {
    let cell = text.trim().trim_matches(['\'', '"']);
    let signs = cell.bytes().filter(|byte| !matches!(byte, b' ' | b'-'));
    let (mut digits, mut letters) = (0, 0);
    for sign in signs {
        match sign {
            b'0'..=b'9' if letters == 0 => digits += 1,
            b'x' | b'X' => letters += 1,
            _ => return false,
        }
    }
    match kind {
        Kind::CnId => digits == 15 && letters == 0 || digits + letters == 18 && letters <= 1,
        Kind::Card => letters == 0 && (14..=19).contains(&digits),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identifier::Confidence;

    #[test]
    fn hidden_values_are_told_from_words_with_stars() {
        for text in ["138****1234", "1980-**-**", "138xxxx1234", "6222 **** **** 0123"] {
            assert!(is_masked(text, 2), "{text}");
        }
        for text in ["******", "13812345678", "N/A", "box", "x12"] {
            assert!(!is_masked(text, 2), "{text}");
        }
        assert!(has_masked("Write to a***@example.com today") && has_masked("电话138****1234"));
        assert!(!has_masked("**bold** text, 2**10 is 1024 ***"));
    }

    #[test]
    fn a_number_as_long_as_one_that_fails_is_said() {
        let ids = ColumnMeaning::of(Role::Identifier(Kind::CnId), Confidence::High);
        assert_eq!(damage("110105194912310000", &ids), Some(Damage::Failing));
        assert_eq!(damage("1.10105E+17", &ids), Some(Damage::Rounded));
        assert_eq!(damage("A123456", &ids), None);
    }
}
