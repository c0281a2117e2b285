//! E-mail addresses: what RFC 5321 and 6531 allow and people have, not every comment and folding of RFC 5322.

mod wide;

use std::ops::Range;
use std::sync::OnceLock;

use super::{Canonical, Confidence, Finding, Kind, KindSet, glued};
use crate::meaning::{ColumnMeaning, Role};

/// A plus sign as addresses of pages carry it, once they are read.
const WIDE_PLUS: char = '＋';

/// Ends of file names that look like domains: `logo@2x.png`.
const FILE_ENDS: &str = include_str!("../../data/file_ends.tsv");

/// Finds every address in `text`.
pub(super) fn find(text: &str, meaning: &ColumnMeaning, out: &mut Vec<Finding>) {
    if whole(text.as_bytes()).is_some_and(|at| !is_file(&text[at + 1..])) {
        return out.push(found(Canonical::new(text), 0..text.len()));
    }
    let first = out.len();
    search(text, meaning, out);
    if meaning.role == Role::Identifier(Kind::Email) {
        take_whole(text, first, out);
    }
}

/// A cell of a column of addresses that is one address is that address and no tail of it: another person has that.
fn take_whole(text: &str, first: usize, out: &mut Vec<Finding>) {
    let [only] = &out[first..] else { return };
    let (start, end) = (text.len() - text.trim_start().len(), only.span.end);
    let cell = &text[start..end];
    let Some((local, _)) = cell.split_once('@').filter(|_| only.span.start > start) else { return };
    let apart = |sign: char| sign.is_whitespace() || ",;:<>()[]\"".contains(sign);
    if cell.contains(apart) || glued::is_glued(local.as_bytes()) || glued::label(local) > 0 {
        return;
    }
    let at = start + local.len();
    out.pop();
    if local.len() <= 64 && !local.contains('*') && local.chars().all(|letter| is_local(letter, true)) {
        out.push(finding(text, start..end, at, at + 1));
    }
}

/// The answer of [`find`] for any text.
fn search(text: &str, meaning: &ColumnMeaning, out: &mut Vec<Finding>) {
    let (first, mut from) = (out.len(), 0);
    while let Some((at, width)) = next_at(text, from) {
        let after = at + width;
        if width > 1 && wide::stands_around(text.as_bytes(), at, after) {
            out.truncate(first);
            return wide::search(text, meaning, out);
        }
        let found = local(text, from, at, meaning).zip(domain(text, after));
        let found = found.and_then(|(start, end)| Some((unmasked(text, start, at, end)?, end)));
        if let Some((start, end)) =
            found.filter(|(start, end)| end - start <= 254 && !is_file(&text[after..*end]))
        {
            out.push(finding(text, start..end, at, after));
            from = end;
        } else {
            from = after;
        }
    }
}

/// Where an address starts whose local part stands in `[start, at)`; `None` if stars hide a part of it. Stars around a whole
/// address are marks of the text.
fn unmasked(text: &str, start: usize, at: usize, end: usize) -> Option<usize> {
    let local = &text[start..at];
    if !local.contains(['*', '＊', '•', '●']) {
        return Some(start);
    }
    let bare = local.trim_start_matches('*');
    let marked = !bare.is_empty() && !bare.contains(['*', '＊', '•', '●']) && text[end..].starts_with('*');
    marked.then(|| at - bare.len())
}

/// The place of the `@` in a cell that is one address of small letters, digits, dots, `_` and `+` and nothing else,
/// as nearly all addresses in columns of them are; `None` for any other text. One pass, no search.
fn whole(text: &[u8]) -> Option<usize> {
    const LETTER: u8 = 1;
    const DIGIT: u8 = 2;
    const SIGN: u8 = 3;
    const DOT: u8 = 4;
    const AT: u8 = 5;
    const SIGNS: [u8; 256] = {
        let mut table = [0; 256];
        let mut byte = 0;
        while byte < 128 {
            table[byte as usize] = match byte {
                b'a'..=b'z' => LETTER,
                b'0'..=b'9' => DIGIT,
                b'_' | b'+' => SIGN,
                b'.' => DOT,
                b'@' => AT,
                _ => 0,
            };
            byte += 1;
        }
        table
    };
    // How many characters stand behind the last dot, how many of them are no letters, and how many labels end.
    let (mut at, mut length, mut others, mut labels) = (None, 0, 0, 0);
    for (place, byte) in text.iter().enumerate() {
        match SIGNS[usize::from(*byte)] {
            LETTER => length += 1,
            DIGIT => (length, others) = (length + 1, others + 1),
            SIGN if at.is_none() => (length, others) = (length + 1, others + 1),
            DOT if length > 0 && (at.is_none() || length <= 63) => {
                (length, others, labels) = (0, 0, labels + 1);
            }
            AT if at.is_none() && length > 0 && place <= 64 => {
                (at, length, others, labels) = (Some(place), 0, 0, 0);
            }
            _ => return None,
        }
    }
    let sound = labels > 0 && (2..=63).contains(&length) && others == 0;
    at.filter(|_| sound && text.len() <= 254)
}

/// The next `@`, in either width, and its length in bytes.
fn next_at(text: &str, from: usize) -> Option<(usize, usize)> {
    let rest = &text.as_bytes()[from..];
    let mut base = 0;
    while let Some(found) = memchr::memchr2(b'@', 0xEF, &rest[base..]) {
        let at = base + found;
        if rest[at] == b'@' {
            return Some((from + at, 1));
        }
        if rest.get(at + 1..at + 3) == Some(&[0xBC, 0xA0]) {
            return Some((from + at, 3));
        }
        base = at + 1;
    }
    None
}

/// Where the local part that ends at `end` starts, not before `from`.
fn local(text: &str, from: usize, end: usize, meaning: &ColumnMeaning) -> Option<usize> {
    if let Some(found) = plain_local(&text.as_bytes()[from..end]) {
        return found.map(|start| from + start);
    }
    long_local(text, from, end, meaning)
}

/// The answer of [`local`] for letters of any script and for quoted local parts.
fn long_local(text: &str, from: usize, end: usize, meaning: &ColumnMeaning) -> Option<usize> {
    let before = &text[from..end];
    if let Some(body) = before.strip_suffix('"') {
        return quoted(body).map(|start| from + start);
    }
    // Han and the like are part of a local part only if the cell holds nothing else.
    let whole = meaning.kinds.contains(Kind::Email) && matches!(meaning.role, Role::Identifier(_));
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, letter)| is_local(*letter, whole))
        .last()
        .map(|(start, _)| start)?;
    let start = start + glued::before(&before.as_bytes()[start..]);
    let start = start + glued::label(&before[start..]);
    let local = before[start..]
        .trim_start_matches(['.', '\'', '/', '=', '-', '*', '`', '|', '{', '}', '&', '?', '#']);
    let sound = !local.is_empty() && local.len() <= 64 && !local.ends_with('.') && !local.contains("..");
    sound.then(|| end - local.len())
}

/// The answer of [`local`] for a local part of plain letters; `None` if what stands there needs the long way.
fn plain_local(before: &[u8]) -> Option<Option<usize>> {
    let (mut start, mut signs) = (before.len(), 0);
    while let Some(byte) = start.checked_sub(1).map(|place| before[place])
        && LOCAL[usize::from(byte)] != 0
    {
        signs |= LOCAL[usize::from(byte)];
        start -= 1;
    }
    let border = start.checked_sub(1).map(|place| before[place]);
    if border.is_some_and(|byte| !byte.is_ascii()) || before.last() == Some(&b'"') {
        return None;
    }
    if signs & OTHER != 0 {
        start += glued::before(&before[start..]);
    }
    let leading = before[start..].iter().take_while(|byte| b".'/=-*`|{}&?#".contains(byte)).count();
    let local = &before[start + leading..];
    let sound = !local.is_empty() && local.len() <= 64 && local.last() != Some(&b'.');
    let doubled = signs & DOT != 0 && local.windows(2).any(|pair| pair == b"..");
    Some((sound && !doubled).then_some(start + leading))
}

/// What an ASCII character of [`is_local`] is: 0 for one that is none, a letter or digit, a dot, any other.
const LOCAL: [u8; 256] = {
    let mut table = [0; 256];
    let others = b"!#$%&'*+/=?^_`{|}~-";
    let mut index = 0;
    while index < others.len() {
        table[others[index] as usize] = OTHER;
        index += 1;
    }
    table[b'_' as usize] = PLAIN;
    table[b'+' as usize] = PLAIN;
    table[b'.' as usize] = DOT;
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            table[byte] = PLAIN;
        }
        byte += 1;
    }
    table
};
const PLAIN: u8 = 1;
const DOT: u8 = 2;
const OTHER: u8 = 4;

/// Where a quoted local part starts whose closing quote was just cut off.
fn quoted(body: &str) -> Option<usize> {
    let open = body.rfind('"')?;
    let inside = &body[open + 1..];
    let bounded = !body[..open].chars().next_back().is_some_and(|letter| letter.is_alphanumeric());
    (!inside.is_empty() && inside.len() <= 62 && bounded && !inside.contains(['\n', '\r', '@']))
        .then_some(open)
}

fn is_local(letter: char, whole: bool) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(letter);
    }
    letter == WIDE_PLUS || letter.is_alphanumeric() && !is_wide_form(letter) && (whole || letter < '\u{2E80}')
}

fn is_wide_form(letter: char) -> bool {
    ('\u{FF00}'..='\u{FFEF}').contains(&letter)
}

/// Where the domain that starts at `start` ends: at least two labels, the last no number.
fn domain(text: &str, start: usize) -> Option<usize> {
    if let Some(found) = plain_domain(&text.as_bytes()[start..]) {
        return found.map(|end| start + end);
    }
    long_domain(text, start)
}

/// The answer of [`domain`] for letters of any script.
fn long_domain(text: &str, start: usize) -> Option<usize> {
    let mut end = start;
    let mut labels = 0;
    let mut at = start;
    loop {
        let label = label(&text[at..]);
        if labels > 0
            && let Some((length, sure)) = glued::cut(label)
        {
            end = at + length;
            if sure {
                break;
            }
        }
        if !is_label(label) {
            break;
        }
        at += label.len();
        labels += 1;
        if labels > 1 && is_top_level(label) {
            end = at;
        }
        let Some(dot) = text[at..].chars().next().filter(|dot| matches!(dot, '.' | '。' | '．')) else {
            break;
        };
        at += dot.len_utf8();
    }
    // `a@b.co_d`, `a@b.com@x`: what follows says that this was no address.
    let follows = text[end..].chars().next();
    let bounded = !follows.is_some_and(|letter| match letter {
        '_' => !glued::ends_in_common(&text.as_bytes()[start..end]),
        _ => letter == '@' || letter.is_ascii_alphanumeric(),
    });
    (end > start && end - start <= 253 && bounded).then_some(end)
}

/// The answer of [`domain`] where nothing but ASCII stands up to its end and just behind it; `None` otherwise.
fn plain_domain(text: &[u8]) -> Option<Option<usize>> {
    let (mut at, mut end, mut labels) = (0, 0, 0);
    loop {
        let (start, mut signs) = (at, 0);
        while let Some(byte) = text.get(at).filter(|byte| DOMAIN[usize::from(**byte)] != 0) {
            signs |= DOMAIN[usize::from(*byte)];
            at += 1;
        }
        // A hyphen in a later label may separate; `glued` knows.
        let hyphened = labels > 0 && signs & HYPHEN != 0;
        if hyphened || text.get(at).is_some_and(|byte| !byte.is_ascii()) {
            return None;
        }
        let label = &text[start..at];
        if !(1..=63).contains(&label.len()) || label.starts_with(b"-") || label.ends_with(b"-") {
            break;
        }
        labels += 1;
        if labels > 1 && signs == LETTER && label.len() >= 2 {
            end = at;
        }
        if text.get(at) != Some(&b'.') {
            break;
        }
        at += 1;
    }
    let follows = text.get(end).copied();
    let bounded = !follows.is_some_and(|byte| match byte {
        b'_' => !glued::ends_in_common(&text[..end]),
        _ => byte == b'@' || byte.is_ascii_alphanumeric(),
    });
    Some((end > 0 && end <= 253 && bounded).then_some(end))
}

/// What an ASCII character of a domain's label is: 0 for one that is none, a letter, a digit, a hyphen.
const DOMAIN: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphabetic() {
            table[byte] = LETTER;
        } else if (byte as u8).is_ascii_digit() {
            table[byte] = DIGIT;
        }
        byte += 1;
    }
    table[b'-' as usize] = HYPHEN;
    table
};
const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const HYPHEN: u8 = 4;

/// The letters, digits and hyphens at the start of `text`, in one script: `com谢谢` is cut behind `com`.
fn label(text: &str) -> &str {
    let spaceless = |letter: char| letter >= '\u{2E80}';
    let Some(first) = text.chars().next() else { return "" };
    let end = text
        .char_indices()
        .find(|(_, letter)| {
            let part = letter.is_alphanumeric() || *letter == '-';
            !part
                || is_wide_form(*letter)
                || spaceless(*letter) != spaceless(first) && !letter.is_ascii_digit()
        })
        .map_or(text.len(), |(end, _)| end);
    &text[..end]
}

fn is_label(label: &str) -> bool {
    !label.is_empty() && label.len() <= 63 && !label.starts_with('-') && !label.ends_with('-')
}

pub(super) fn is_top_level(label: &str) -> bool {
    let named = label.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("xn--"));
    named || label.chars().count() >= 2 && label.chars().all(|letter| letter.is_alphabetic())
}

fn is_file(domain: &str) -> bool {
    /// The ends by their first letter.
    static ENDS: OnceLock<[Vec<&'static str>; 256]> = OnceLock::new();
    let mut dots = memchr::memchr_iter(b'.', domain.as_bytes());
    let (Some(dot), None) = (dots.next(), dots.next()) else { return false };
    let end = &domain[dot + 1..];
    let ends = ENDS.get_or_init(|| {
        let ends = || FILE_ENDS.lines().filter(|line| !line.starts_with('#'));
        std::array::from_fn(|first| ends().filter(|end| end.bytes().next() == Some(first as u8)).collect())
    });
    let Some(first) = end.bytes().next() else { return false };
    let ends = &ends[usize::from(first.to_ascii_lowercase())];
    ends.iter().any(|known| known.len() == end.len() && known.eq_ignore_ascii_case(end))
}

fn found(canonical: Canonical, span: Range<usize>) -> Finding {
    Finding { kinds: KindSet::of(Kind::Email), canonical, span, confidence: Confidence::High, region: None }
}

fn finding(text: &str, span: Range<usize>, at: usize, after: usize) -> Finding {
    let written = &text[span.clone()];
    // One sum over all bytes is quicker than stopping at the first.
    let strange = |byte: u8| u8::from(!byte.is_ascii() || byte.is_ascii_uppercase());
    let plain = written.bytes().fold(0, |all, byte| all | strange(byte)) == 0;
    let canonical = if plain {
        Canonical::new(written)
    } else {
        let domain = text[after..span.end].to_lowercase().replace(['。', '．'], ".");
        let local = text[span.start..at].to_lowercase().replace(WIDE_PLUS, "+");
        Canonical::new(&format!("{local}@{domain}"))
    };
    found(canonical, span)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_short_way_through_an_address_answers_as_the_long_one(
            before in "[a-z.'/#=&|\\- 。张é]{0,9}[a-z.]{0,3}",
            after in "([a-zA-Z0-9_@-]{0,3}[.]?){0,3}(com|xn--p1ai)?[-_]{0,4}[ ,]?[a-z。谢é]{0,3}[.]?[a-z]{0,3}"
        ) {
            if let Some(found) = plain_local(before.as_bytes()) {
                prop_assert_eq!(found, long_local(&before, 0, before.len(), &ColumnMeaning::UNKNOWN));
            }
            if let Some(found) = plain_domain(after.as_bytes()) {
                prop_assert_eq!(found, long_domain(&after, 0));
            }
        }

        #[test]
        fn a_cell_that_is_one_address_is_what_searching_it_finds(
            text in "[a-c0-9._+]{0,66}(@|@@|[ @-])[a-c0-9]{0,3}[.]?[a-z0-9-]{0,64}[.]?(com|png|c|c0m)?[.A]?"
        ) {
            let (mut quick, mut long) = (Vec::new(), Vec::new());
            find(&text, &ColumnMeaning::UNKNOWN, &mut quick);
            search(&text, &ColumnMeaning::UNKNOWN, &mut long);
            prop_assert_eq!(quick, long);
        }

        #[test]
        fn ordinary_addresses_are_taken_in_one_pass(text in "[a-c0-9_+]{1,9}([.][a-c0-9]{1,9})?@[a-c0-9]{1,5}[.]com") {
            prop_assert!(whole(text.as_bytes()).is_some());
        }
    }
}
