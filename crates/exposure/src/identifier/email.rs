//! E-mail addresses: what RFC 5321 and 6531 allow and people have, not every comment and folding of RFC 5322.

use std::ops::Range;

use super::{Canonical, Confidence, Finding, Kind, KindSet};
use crate::meaning::{ColumnMeaning, Role};

/// Ends of file names that look like domains: `logo@2x.png`.
const FILE_ENDS: &str = include_str!("../../data/file_ends.tsv");

/// Finds every address in `text`.
pub(super) fn find(text: &str, meaning: &ColumnMeaning, out: &mut Vec<Finding>) {
    let mut from = 0;
    while let Some((at, width)) = next_at(text, from) {
        let after = at + width;
        let found = local(text, from, at, meaning).zip(domain(text, after));
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
    let local = before[start..]
        .trim_start_matches(['.', '\'', '/', '=', '-', '*', '`', '|', '{', '}', '&', '?', '#']);
    let sound = !local.is_empty() && local.len() <= 64 && !local.ends_with('.') && !local.contains("..");
    sound.then(|| end - local.len())
}

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
    letter.is_alphanumeric() && !is_wide_form(letter) && (whole || letter < '\u{2E80}')
}

fn is_wide_form(letter: char) -> bool {
    ('\u{FF00}'..='\u{FFEF}').contains(&letter)
}

/// Where the domain that starts at `start` ends: at least two labels, the last no number.
fn domain(text: &str, start: usize) -> Option<usize> {
    let mut end = start;
    let mut labels = 0;
    let mut at = start;
    loop {
        let label = label(&text[at..]);
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
    // `a@b.c_d`, `a@b.com@x`: what follows says that this was no address.
    let follows = text[end..].chars().next();
    let bounded =
        !follows.is_some_and(|letter| matches!(letter, '_' | '@') || letter.is_ascii_alphanumeric());
    (end > start && end - start <= 253 && bounded).then_some(end)
}

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

fn is_top_level(label: &str) -> bool {
    let named = label.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("xn--"));
    named || label.chars().count() >= 2 && label.chars().all(|letter| letter.is_alphabetic())
}

fn is_file(domain: &str) -> bool {
    let end = domain.rsplit('.').next().unwrap_or_default();
    domain.matches('.').count() == 1
        && FILE_ENDS.lines().any(|line| !line.starts_with('#') && line.eq_ignore_ascii_case(end))
}

fn finding(text: &str, span: Range<usize>, at: usize, after: usize) -> Finding {
    let written = &text[span.clone()];
    let plain = written.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    let canonical = if plain {
        Canonical::new(written)
    } else {
        let domain = text[after..span.end].to_lowercase().replace(['。', '．'], ".");
        Canonical::new(&format!("{}@{domain}", text[span.start..at].to_lowercase()))
    };
    Finding { kinds: KindSet::of(Kind::Email), canonical, span, confidence: Confidence::High, region: None }
}
