//! Dates and moments in one piece. Browsers end lines after a hyphen and at a space, and "2026-11-24", "03:33" on two lines is
//! misread: the whole page is gone through once, so that no sentence, table or clock has to think of it.

use std::ops::Range;

/// Length of `2026-03-12`.
const DATE: usize = 10;
/// Elements whose text takes no marks, or is none.
const PLAIN: [&str; 5] = ["title", "textarea", "option", "script", "style"];

/// The page with every date, and the time of day behind it, marked so that no line ends within.
pub(super) fn in_one_piece(page: &str) -> String {
    let mut out = String::with_capacity(page.len() + page.len() / 16);
    let (mut rest, mut is_plain) = (page, false);
    while !rest.is_empty() {
        let (text, tags) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        if is_plain {
            out.push_str(text)
        } else {
            marked(text, &mut out)
        }
        // A sign `>` inside an attribute is written `&gt;`.
        let (tag, after) = tags.split_at(tags.find('>').map_or(tags.len(), |end| end + 1));
        out.push_str(tag);
        let name = tag.trim_start_matches(['<', '/']);
        let name = name.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default();
        if PLAIN.contains(&name) {
            is_plain = !tag.starts_with("</");
        }
        rest = after;
    }
    out
}

fn marked(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = next(rest) {
        let (before, after) = rest.split_at_checked(at.start).unwrap_or((rest, ""));
        let (whole, after) = after.split_at_checked(at.len()).unwrap_or((after, ""));
        out.push_str(before);
        out.push_str("<span class=\"whole\">");
        out.push_str(whole);
        out.push_str("</span>");
        rest = after;
    }
    out.push_str(rest);
}

/// Where the first date stands, with what belongs to it.
fn next(text: &str) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut hyphens = text.match_indices('-').filter_map(|(at, _)| at.checked_sub(4));
    let start = hyphens.find(|start| fits(bytes, *start, "0000-00-00"))?;
    let mut end = start + DATE;
    // The time, its seconds, and how far it is from UTC.
    if fits(bytes, end, " 00:00") {
        end += " 00:00".len();
        for forms in [[":00"].as_slice(), &["+00:00", "-00:00", "Z"]] {
            end += forms.iter().find(|form| fits(bytes, end, form)).map_or(0, |form| form.len());
        }
    }
    Some(start..end)
}

/// Whether this form stands here: a digit where it has one, else the same sign.
fn fits(bytes: &[u8], from: usize, form: &str) -> bool {
    let there = bytes.get(from..from + form.len());
    there.is_some_and(|there| there.iter().zip(form.bytes()).all(|(byte, form)| alike(*byte, form)))
}

/// A digit where the form has one, else the same sign.
fn alike(byte: u8, form: u8) -> bool {
    if form == b'0' { byte.is_ascii_digit() } else { byte == form }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> String {
        in_one_piece(text).replace("<span class=\"whole\">", "[").replace("</span>", "]")
    }

    #[test]
    fn no_line_ends_within_a_date_or_between_it_and_its_time() {
        assert_eq!(whole("<p>于 2026-11-22 20:30 起</p>"), "<p>于 [2026-11-22 20:30] 起</p>");
        assert_eq!(whole("2026-11-22"), "[2026-11-22]");
        assert_eq!(
            whole("2026-11-22 20:30:05Z, 2026-11-22 20:30+08:00."),
            "[2026-11-22 20:30:05Z], [2026-11-22 20:30+08:00]."
        );
        assert_eq!(whole("2026-11-222026-11-23 9"), "[2026-11-22][2026-11-23] 9");
        for plain in ["2026-11-2", "E-1", "202-11-22", "-11-22", "值-班-表", "400-000-0000", "a < b", ""] {
            assert_eq!(whole(plain), plain);
        }
    }

    #[test]
    fn attributes_and_what_takes_no_marks_stay_as_they_are() {
        let page = "<title>2026-11-22</title><input value=\"2026-11-22 20:30\"><textarea>2026-11-22</textarea>\
            <select><option value=\"x\">2026-11-22</option></select>";
        assert_eq!(in_one_piece(page), page);
        assert_eq!(whole(&format!("{page}<b>2026-11-22</b>")), format!("{page}<b>[2026-11-22]</b>"));
    }
}
