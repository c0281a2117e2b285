//! Text of pages: signs written as entities, blanks that mean one.

/// The text as a reader sees it: one blank for several, lines parted where the page parts them.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.split("<br>");
    if let Some(first) = lines.next() {
        line(first, &mut out);
    }
    for next in lines {
        out.push('\n');
        line(next, &mut out);
    }
    out.trim().to_owned()
}

fn line(text: &str, out: &mut String) {
    let (mut gap, start) = (false, out.len());
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let (sign, len) = if sign == '&' { entity(rest) } else { (sign, sign.len_utf8()) };
        rest = &rest[len..];
        if sign.is_whitespace() {
            gap = true;
            continue;
        }
        if std::mem::take(&mut gap) && out.len() > start {
            out.push(' ');
        }
        out.push(sign);
    }
}

/// The sign an entity at the beginning of a text stands for, and its length; one that is unknown stands for itself.
fn entity(text: &str) -> (char, usize) {
    let itself = ('&', 1);
    let Some(end) = text.bytes().take(12).position(|byte| byte == b';') else { return itself };
    let name = &text[1..end];
    let number = |digits: &str, base| u32::from_str_radix(digits, base).ok().and_then(char::from_u32);
    let sign = match name.strip_prefix('#') {
        Some(code) => match code.strip_prefix(['x', 'X']) {
            Some(digits) => number(digits, 16),
            None => number(code, 10),
        },
        None => match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" | "ensp" | "emsp" | "thinsp" => Some(' '),
            "ndash" | "mdash" | "minus" | "shy" => Some('-'),
            "commat" => Some('@'),
            "plus" => Some('+'),
            _ => None,
        },
    };
    sign.map_or(itself, |sign| (sign, end + 1))
}

/// The digits of a text.
pub(super) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Whether what an attribute says stands in the row for all to see.
pub(super) fn is_shown(value: &str, shown: &str, numbers: &str) -> bool {
    if value.contains('@') {
        let address = value.split('?').next().unwrap_or(value);
        return shown.contains(address);
    }
    numbers.contains(digits(value.strip_suffix(".0").unwrap_or(value)).as_str())
}

/// Where an end stands in a text from `from` on, in whatever case.
pub(super) fn find(text: &str, from: usize, end: &str) -> Option<usize> {
    let from = floor(text, from);
    let (bytes, end) = (text.as_bytes(), end.as_bytes());
    let first = end.first().copied()?;
    memchr::memchr_iter(first, &bytes[from..])
        .map(|at| from + at)
        .find(|at| bytes.get(*at..at + end.len()).is_some_and(|found| found.eq_ignore_ascii_case(end)))
}

/// The greatest boundary of characters not after `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|place| text.is_char_boundary(*place)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_and_blanks_are_read_as_they_are_seen() {
        for (text, seen) in [
            ("  Ann&nbsp;\n Lee ", "Ann Lee"),
            ("a&#64;b.com", "a@b.com"),
            ("&#x5F20;&#x4F1F;", "张伟"),
            ("R&D &unknown; &", "R&D &unknown; &"),
            ("138<br>139", "138\n139"),
        ] {
            assert_eq!(plain(text), seen);
        }
    }

    #[test]
    fn an_end_is_found_in_any_case() {
        assert_eq!(find("ab</ScRipt>", 0, "</script"), Some(2));
        assert_eq!(find("张-->", 1, "-->"), Some(3));
        assert_eq!(find("--", 0, "-->"), None);
    }
}
