//! The forms by which names and addresses are compared: case, width, spacing and punctuation folded away.

use super::canonical::{composed, is_mark, is_twin, with_marks};
use super::words::is_spaceless;

/// What the next letter of a text is to the folding of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Letter {
    /// Stands for itself: a digit, a small ASCII letter, a common Han character.
    Same { len: usize, han: bool },
    /// A capital ASCII letter.
    Capital(u8),
    /// A sign of ASCII.
    Sign(u8),
    /// Anything else, with full-width forms folded.
    Other(char, usize),
}

/// The letter of `text` at `at`, which is inside it and at a boundary.
#[inline]
fn letter(text: &str, at: usize) -> Letter {
    let bytes = text.as_bytes();
    match bytes[at] {
        b'a'..=b'z' | b'0'..=b'9' => Letter::Same { len: 1, han: false },
        capital @ b'A'..=b'Z' => Letter::Capital(capital.to_ascii_lowercase()),
        sign @ ..0x80 => Letter::Sign(sign),
        // U+4E00 to U+9FFF: all of them are letters, and none has a case.
        0xE4 if bytes[at + 1] >= 0xB8 => Letter::Same { len: 3, han: true },
        0xE5..=0xE9 => Letter::Same { len: 3, han: true },
        _ => {
            let letter = text[at..].chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
            Letter::Other(fold_width(letter), letter.len_utf8())
        }
    }
}

/// Full-width letters and digits as their ASCII ones, hyphens as the one of ASCII, twins of Han letters as one, and the capital I
/// of Turkish, whose small letter would have a mark of its own, as the one without a dot.
fn fold_width(letter: char) -> char {
    match letter {
        'İ' => 'I',
        '\u{2010}' | '\u{2011}' => '-',
        twin if is_twin(twin) => composed(twin.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(twin),
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        '\u{3000}' | '\u{00A0}' => ' ',
        _ => letter,
    }
}

/// Where the marks end that stand at `at`.
fn marks_until(text: &str, at: usize) -> usize {
    text[at..].find(|letter| !is_mark(letter)).map_or(text.len(), |length| at + length)
}

/// The ASCII letters and digits.
const PLAIN: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    table
};

/// Folds names: case, width and punctuation away, letters and their marks as one character; Han without spaces, other words sorted, because family and
/// given name stand in either order. Memory is kept from name to name.
#[derive(Debug, Clone, Default)]
pub(super) struct NameFolder {
    /// The words, one behind the other.
    text: String,
    /// Where each word starts.
    starts: Vec<usize>,
    /// Whether the last word goes on.
    open: bool,
    /// Whether the last word is all Han and the like.
    spaceless: bool,
    order: Vec<(usize, usize)>,
}

impl NameFolder {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.starts.clear();
        (self.open, self.spaceless) = (false, false);
    }

    /// Whether no letter was taken.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Takes a part of the name; what it ends with is joined to what the next part begins with.
    pub(super) fn push(&mut self, part: &str) {
        let (bytes, mut at) = (part.as_bytes(), 0);
        // Whether a letter of this part stands last.
        let mut behind_letter = false;
        while at < part.len() {
            // The letters of a word are taken at once: behind the first, each goes on with it.
            let plain = bytes[at..].iter().position(|byte| !PLAIN[usize::from(*byte)]);
            let length = plain.unwrap_or(bytes.len() - at);
            if length > 0 {
                let from = self.begin(false);
                self.text.push_str(&part[at..at + length]);
                self.text[from..].make_ascii_lowercase();
                at += length;
                behind_letter = true;
                continue;
            }
            match letter(part, at) {
                Letter::Same { len, han } => {
                    self.begin(han);
                    self.text.push_str(&part[at..at + len]);
                    at += len;
                    behind_letter = true;
                }
                Letter::Capital(small) => {
                    self.begin(false);
                    self.text.push(char::from(small));
                    at += 1;
                    behind_letter = true;
                }
                Letter::Sign(sign) => {
                    self.part(char::from(sign));
                    at += 1;
                    behind_letter = false;
                }
                Letter::Other(other, _) if is_mark(other) => {
                    let end = marks_until(part, at);
                    if behind_letter {
                        with_marks(&mut self.text, &part[at..end]);
                    }
                    at = end;
                }
                Letter::Other(other, len) => {
                    self.other(other);
                    at += len;
                    behind_letter = other.is_alphanumeric();
                }
            }
        }
    }

    /// Ends the word at a sign; an apostrophe or hyphen belongs to it. A middle dot or space ends it, except
    /// between Han.
    pub(super) fn part(&mut self, sign: char) {
        self.open &= matches!(sign, '\'' | '’' | '-');
    }

    fn other(&mut self, other: char) {
        if !other.is_alphanumeric() {
            return self.part(other);
        }
        let (words, before) = (self.starts.len(), self.spaceless);
        let at = self.begin(is_spaceless(other));
        self.text.extend(other.to_lowercase());
        // Small letters of some scripts stand where Han do.
        let small = self.text[at..].chars().all(is_spaceless);
        self.spaceless = small && (before || self.starts.len() > words);
    }

    /// Makes room for a letter: in the last word, or in a new one. Gives its place.
    #[inline]
    fn begin(&mut self, spaceless: bool) -> usize {
        let goes_on = self.open || self.spaceless && spaceless;
        if !goes_on || self.starts.is_empty() {
            self.starts.push(self.text.len());
            self.spaceless = spaceless;
        }
        self.spaceless &= spaceless;
        self.open = true;
        self.text.len()
    }

    /// The folded name, appended to `out`; false if there is no letter in it: such a text is damage or a number
    /// in the wrong column.
    pub(super) fn finish(&mut self, out: &mut String) -> bool {
        let plain = self.text.bytes().any(|byte| byte.is_ascii_alphabetic());
        if !plain && !self.text.chars().any(char::is_alphabetic) {
            return false;
        }
        let text = &self.text;
        match *self.starts.as_slice() {
            [_] => {
                out.push_str(text);
                return true;
            }
            [_, second] => {
                let (first, second) = text.split_at(second);
                let (first, second) = if first <= second { (first, second) } else { (second, first) };
                out.push_str(first);
                out.push(' ');
                out.push_str(second);
                return true;
            }
            _ => {}
        }
        let ends = self.starts.iter().skip(1).copied().chain([text.len()]);
        self.order.clear();
        self.order.extend(self.starts.iter().copied().zip(ends));
        self.order.sort_unstable_by_key(|(start, end)| &text.as_bytes()[*start..*end]);
        for (place, (start, end)) in self.order.iter().enumerate() {
            if place > 0 {
                out.push(' ');
            }
            out.push_str(&text[*start..*end]);
        }
        true
    }
}

/// Letters and digits in lower case and one width, one space between words, none between Han. `out` may hold
/// earlier parts; U+001F keeps parts apart.
pub(super) fn fold_address(text: &str, out: &mut String) {
    let (mut at, mut gap) = (0, false);
    while at < text.len() {
        match letter(text, at) {
            Letter::Same { len, han } => {
                if gap {
                    space(out, han);
                    gap = false;
                }
                let end = same_until(text, at + len);
                out.push_str(&text[at..end]);
                at = end;
            }
            Letter::Capital(small) => {
                if gap {
                    space(out, false);
                    gap = false;
                }
                out.push(char::from(small));
                at += 1;
            }
            Letter::Sign(_) => {
                gap = true;
                at += 1;
            }
            Letter::Other(other, _) if is_mark(other) => {
                let end = marks_until(text, at);
                if !gap && at > 0 {
                    with_marks(out, &text[at..end]);
                }
                at = end;
            }
            Letter::Other(other, len) => {
                at += len;
                if !other.is_alphanumeric() {
                    gap = true;
                    continue;
                }
                if gap {
                    space(out, is_spaceless(other));
                    gap = false;
                }
                out.extend(other.to_lowercase());
            }
        }
    }
}

/// Where the letters end that stand for themselves, from `at` on.
fn same_until(text: &str, mut at: usize) -> usize {
    while at < text.len()
        && let Letter::Same { len, .. } = letter(text, at)
    {
        at += len;
    }
    at
}

/// The space before a word.
fn space(out: &mut String, spaceless: bool) {
    let last = out.chars().next_back().filter(|last| *last != '\u{1F}');
    if last.is_some_and(|last| !(spaceless && is_spaceless(last))) {
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn compared(shown: &str) -> String {
        let (mut folder, mut out) = (NameFolder::default(), String::new());
        folder.push(shown);
        folder.finish(&mut out);
        out
    }

    /// The definition, letter by letter.
    fn compared_plainly(shown: &str) -> String {
        let mut words: Vec<String> = Vec::new();
        let mut open = false;
        let folded: String = shown.chars().map(fold_width).collect();
        for letter in composed(&folded).chars().filter(|letter| !is_mark(*letter)) {
            if !letter.is_alphanumeric() {
                open &= matches!(letter, '\'' | '’' | '-');
                continue;
            }
            let joins = words.last().is_some_and(|word| word.chars().all(is_spaceless));
            if !(open || joins && is_spaceless(letter)) || words.is_empty() {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(letter.to_lowercase().filter(|letter| !is_mark(*letter)));
            }
            open = true;
        }
        words.sort();
        let all = words.join(" ");
        if all.chars().any(char::is_alphabetic) { all } else { String::new() }
    }

    fn address_plainly(text: &str) -> String {
        let (mut out, mut gap) = (String::new(), false);
        let folded: String = text.chars().map(fold_width).collect();
        for letter in composed(&folded).chars().filter(|letter| !is_mark(*letter)) {
            if !letter.is_alphanumeric() {
                gap = true;
                continue;
            }
            let last = out.chars().next_back();
            if gap && last.is_some_and(|last| !(is_spaceless(last) && is_spaceless(letter))) {
                out.push(' ');
            }
            gap = false;
            out.extend(letter.to_lowercase().filter(|letter| !is_mark(*letter)));
        }
        out
    }

    #[test]
    fn names_written_differently_compare_equal() {
        assert_eq!(compared("Nguyễn Văn An"), compared("AN  NGUYỄN VĂN"));
        assert_eq!(compared("张 三"), compared("张三"));
        assert_eq!(compared("O'Brien, Mary"), compared("mary o’brien").replace('’', "'"));
        assert_ne!(compared("Иван Петров"), compared("Иван Петровский"));
        for (one, other) in [
            ("Nguyễn Thị Hương", "Nguye\u{302}\u{303}n Thi\u{323} Hu\u{31B}o\u{31B}ng"),
            ("Nguyệt", "Nguyê\u{323}t"),
            ("АНДРЕЙ", "Андреи\u{306}"),
            ("Mary-Ann", "Mary\u{2010}Ann"),
            ("金城武", "\u{F90A}城武"),
        ] {
            assert_eq!(compared(one), compared(other), "{one}");
            let (mut first, mut second) = (String::new(), String::new());
            fold_address(one, &mut first);
            fold_address(other, &mut second);
            assert_eq!(first, second, "{one}");
        }
    }

    proptest! {
        #[test]
        fn folding_by_bytes_equals_folding_letter_by_letter(
            text in "[a-cA-C0-3 ,.'’·\\-张三ＡａáÁọ́ИвЁßIİᎠꭰあが\u{301}\u{302}\u{306}\u{323}\u{3099}\u{F90A}\u{2010}\u{3000}\u{4DFF}\u{9FFF}\u{A000}]{0,14}"
        ) {
            prop_assert_eq!(compared(&text), compared_plainly(&text));
            let mut folded = String::new();
            fold_address(&text, &mut folded);
            prop_assert_eq!(folded, address_plainly(&text));
        }
    }
}
