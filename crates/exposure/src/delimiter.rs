//! Which sign parts the cells of a text's rows, when nothing but the text says so.

use std::collections::BTreeMap;

use crate::section;

/// The signs rows are known to be parted by; the last is the ^A of Hive's tables.
const SIGNS: [u8; 5] = [b',', b'\t', b';', b'|', 0x01];
/// How many rows are looked at.
const ROWS: usize = 200;
/// The least share of rows that must have the same number of cells.
const LEAST_SHARE: f64 = 0.6;

/// The delimiter of rows in decoded text; `None` where no sign cuts six in ten of the sampled rows into the same number of
/// cells, two or more. Of several that do, the one whose cells are values: an address has as many commas in each row as a
/// table has columns. `whole`: nothing follows the text.
pub(crate) fn delimiter(head: &str, whole: bool, quote: u8) -> Option<u8> {
    let rows = rows(head, whole, quote);
    SIGNS
        .into_iter()
        .filter_map(|sign| Some((fitness(&rows, sign)?, sign)))
        .max_by(|(left, _), (right, _)| left.total_cmp(right))
        .map(|(_, sign)| sign)
        .or_else(|| of_sections(&rows))
}

/// Signs that lists are parted by which are no tables of any program, the longest first.
const OF_LISTS: [&str; 19] = [
    "----", "||||", "####", "|||", ":::", "###", "--", "||", "::", "##", "$$", "~~", "@@", "&&", "=>", "~",
    "#", ":", "^",
];

/// Several signs, or one that is no delimiter elsewhere, that stand as often in nearly every line of a text, between cells of
/// which one at least is a whole value in most lines.
pub(crate) fn of_lists(head: &str, whole: bool) -> Option<&'static str> {
    let mut lines: Vec<&str> = head.lines().take(ROWS + 1).collect();
    if !whole || lines.len() > ROWS {
        lines.pop();
    }
    lines.retain(|line| !line.trim().is_empty());
    OF_LISTS.into_iter().find(|sign| parts_lines(&lines, sign))
}

fn parts_lines(lines: &[&str], sign: &str) -> bool {
    let mut counts = BTreeMap::new();
    for line in lines {
        *counts.entry(line.matches(sign).count() + 1).or_insert(0usize) += 1;
    }
    let Some((width, alike)) = counts.into_iter().max_by_key(|(width, alike)| (*alike, *width)) else {
        return false;
    };
    let least = if sign.len() > 1 { 2 } else { 4 };
    if width < least || alike < 2 || alike * 10 < lines.len() * 9 {
        return false;
    }
    let whole = |cell: &str| {
        let digits = cell.strip_prefix('+').unwrap_or(cell);
        let number = (9..=18).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        let address = |sign: char| sign.is_alphanumeric() || "@._-+".contains(sign);
        number || cell.contains('@') && is_value(cell) && cell.chars().all(address)
    };
    // Of `||||` and `|||` the one that leaves nothing of the other.
    let left = |cell: &str| sign.len() > 1 && (cell.starts_with(&sign[..1]) || cell.ends_with(&sign[..1]));
    let clean = lines.iter().filter(|line| !line.split(sign).any(left)).count();
    let valued = lines.iter().filter(|line| line.split(sign).any(|cell| whole(cell.trim()))).count();
    valued * 10 >= lines.len() * 8 && clean * 10 >= lines.len() * 9
}

/// The quotes that stand around the cells of a text: single ones where in nearly every line as many open a cell as close one.
pub(crate) fn quote(head: &str) -> u8 {
    let ends =
        |byte: Option<&u8>| byte.is_none_or(|byte| SIGNS.contains(byte) || matches!(byte, b'\n' | b'\r'));
    let (mut lines, mut quoted) = (0, 0);
    for line in head.lines().filter(|line| !line.trim().is_empty()).take(ROWS) {
        let bytes = line.as_bytes();
        let before = |at: usize| at.checked_sub(1).and_then(|at| bytes.get(at));
        let places = || memchr::memchr_iter(b'\'', bytes);
        let opens = places().filter(|at| ends(before(*at)) && !ends(bytes.get(at + 1))).count();
        let closes = places().filter(|at| ends(bytes.get(at + 1)) && !ends(before(*at))).count();
        lines += 1;
        quoted += usize::from(opens > 0 && opens == closes && !line.contains('"'));
    }
    if quoted * 10 >= lines.max(1) * 9 { b'\'' } else { b'"' }
}

/// The delimiter of a text in which a backslash before the end of a line, or before a delimiter, makes it a part of the cell, as
/// `INTO OUTFILE` writes: its rows are all alike only so.
pub(crate) fn escaped(head: &str, whole: bool) -> Option<u8> {
    let at = head.find("\\\n")?;
    let joined = head.replace("\\\\", "  ").replace("\\\n", "  ").replace("\\\t", "  ").replace("\\,", "  ");
    let alike = |text: &str, sign: u8| {
        let rows = rows(text, whole, b'"');
        let width = rows.first().map_or(0, |row| row.width(sign));
        (width > 1 && rows.len() > 1 && rows.iter().all(|row| row.width(sign) == width)).then_some(width)
    };
    let fits = |sign: &u8| alike(&joined, *sign).is_some() && alike(head, *sign).is_none();
    SIGNS.into_iter().filter(|_| at > 0).find(fits)
}

/// The delimiter that the first line of a text says, as spreadsheets are told: `sep=;`.
pub(crate) fn told(head: &str) -> Option<u8> {
    let first = head.trim_start_matches('\u{feff}').lines().next()?.trim_matches(['"', ' ', '\r']);
    let (word, sign) = first.split_at_checked(4)?;
    let sign = SIGNS.into_iter().find(|known| sign.as_bytes() == [*known])?;
    word.eq_ignore_ascii_case("sep=").then_some(sign)
}

/// The delimiter of several tables with empty lines between them, each under names of columns of its own and perhaps a title.
fn of_sections(rows: &[Sampled<'_>]) -> Option<u8> {
    let sections: Vec<&[Sampled<'_>]> = rows.chunk_by(|one, other| one.section == other.section).collect();
    let tables = |sign: u8| {
        let tables = sections.iter().filter_map(|section| table_of(section, sign));
        tables.fold((0, 0), |(tables, rows), table| (tables + 1, rows + table))
    };
    let fits = |sign: &u8| {
        let (tables, in_tables) = tables(*sign);
        let is_title = |section: &&&[Sampled<'_>]| matches!(section, [row] if row.width(*sign) == 1);
        let titles = sections.iter().filter(is_title).count().min(tables);
        tables >= 2 && (in_tables + titles) * 10 >= rows.len() * 8
    };
    SIGNS.into_iter().filter(fits).max_by_key(|sign| tables(*sign).1)
}

/// How many rows a section has that is a table: behind titles one of names of columns, and below it rows as wide as that.
fn table_of(section: &[Sampled<'_>], sign: u8) -> Option<usize> {
    let titles = section.iter().take_while(|row| row.width(sign) == 1).count();
    let [names, rest @ ..] = &section[titles..] else { return None };
    let cells: Vec<&str> =
        names.cells(sign).into_iter().map(|(cell, _)| cell.trim().trim_matches('"').trim()).collect();
    let alike = rest.iter().filter(|row| row.width(sign) == cells.len()).count();
    (alike > 0 && alike * 10 >= rest.len() * 6 && section::are_names(&cells)).then_some(section.len())
}

/// A row and the signs in it that stand in no quotes.
struct Sampled<'t> {
    text: &'t str,
    /// Where the row begins in the text its places are counted in.
    start: usize,
    places: Vec<(usize, u8)>,
    /// How many empty lines stand before it.
    section: usize,
}

impl<'t> Sampled<'t> {
    fn width(&self, sign: u8) -> usize {
        self.places.iter().filter(|(_, other)| *other == sign).count() + 1
    }

    /// The cells a sign makes of it, each with whether another sign stands in it outside quotes.
    fn cells(&self, sign: u8) -> Vec<(&'t str, bool)> {
        let (mut cells, mut from, mut mixed) = (Vec::new(), 0, false);
        for (place, other) in &self.places {
            if *other != sign {
                mixed = true;
                continue;
            }
            let place = place - self.start;
            cells.push((&self.text[from..place], mixed));
            (from, mixed) = (place + 1, false);
        }
        cells.push((&self.text[from..], mixed));
        cells
    }
}

/// How well a sign fits: above all the share of rows with the most frequent number of cells, then what the cells are.
fn fitness(rows: &[Sampled<'_>], sign: u8) -> Option<f64> {
    let mut counts = BTreeMap::new();
    for row in rows {
        *counts.entry(row.width(sign)).or_insert(0usize) += 1;
    }
    let (width, alike) = counts.into_iter().max_by_key(|(width, alike)| (*alike, *width))?;
    let share = alike as f64 / rows.len() as f64;
    if width < 2 || share < LEAST_SHARE {
        return None;
    }
    let first_differs = rows.first().is_some_and(|row| row.width(sign) != width);
    let known = match sign {
        b'\t' | 0x01 => 0.5,
        b';' | b'|' => 0.3,
        _ => 0.0,
    };
    let penalty = if first_differs { 1.5 } else { 0.0 } + if is_punctuation(rows, sign) { 3.0 } else { 0.0 };
    Some(share * 10.0 + content(rows, sign, width) + known + width.min(20) as f64 / 100.0 - penalty)
}

/// What the cells say for a sign: cells that are whole values, and no other sign in the first and the last cell, because the
/// delimiter stands around what else has signs in it.
fn content(rows: &[Sampled<'_>], sign: u8, width: usize) -> f64 {
    let (mut values, mut outer, mut all) = (0, 0.0, 0);
    for row in rows.iter().filter(|row| row.width(sign) == width) {
        let cells = row.cells(sign);
        all += 1;
        values += cells.iter().filter(|(cell, mixed)| !mixed && is_value(cell)).count().min(4);
        outer += if cells.first().is_some_and(|(_, mixed)| !mixed) { 0.6 } else { 0.0 };
        outer += if cells.last().is_some_and(|(_, mixed)| !mixed) { 0.3 } else { 0.0 };
    }
    (values as f64 * 2.0 + outer) / f64::from(all.max(1))
}

/// An e-mail address, or seven digits and more with nothing but the signs of numbers and moments between them.
fn is_value(cell: &str) -> bool {
    let cell = cell.trim().trim_matches('"');
    if let Some((local, domain)) = cell.split_once('@') {
        return !local.is_empty()
            && domain.contains('.')
            && !cell.contains([' ', '<'])
            && !domain.contains('@');
    }
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let body = cell.strip_suffix(['X', 'x', 'Z']).unwrap_or(cell);
    digits >= 7 && body.chars().all(|sign| sign.is_ascii_digit() || " +-().:/T".contains(sign))
}

/// Nearly always followed by a space, as in sentences and addresses.
fn is_punctuation(rows: &[Sampled<'_>], sign: u8) -> bool {
    if !matches!(sign, b',' | b';') {
        return false;
    }
    let (mut spaced, mut all) = (0, 0);
    for row in rows {
        for (place, _) in row.places.iter().filter(|(_, other)| *other == sign) {
            all += 1;
            let next = row.text.as_bytes().get(place - row.start + 1);
            spaced += usize::from(next == Some(&b' '));
        }
    }
    all > 0 && spaced * 10 >= all * 8
}

/// The first rows of a text. A quote opens a cell at the beginning of a row and behind any of the signs, whichever of
/// them will turn out to be the delimiter: what stands in quotes parts nothing.
fn rows(head: &str, whole: bool, quote: u8) -> Vec<Sampled<'_>> {
    let bytes = head.as_bytes();
    let (mut rows, mut start, mut at, mut fresh) = (Vec::new(), 0, 0, true);
    let mut section = 0;
    let mut places = Vec::new();
    while at < bytes.len() && rows.len() < ROWS {
        match bytes[at] {
            byte if fresh && byte == quote => match closing(bytes, at, quote) {
                Quote::Cell(end) => {
                    at = end;
                    fresh = false;
                    continue;
                }
                Quote::Sign => {}
                // The rest is one cell, as far as it can be seen.
                Quote::Open if !whole && !rows.is_empty() => break,
                Quote::Open => {}
            },
            b'\n' | b'\r' => {
                let row = &head[start..at];
                if section::is_rule(row) {
                    places.clear();
                } else if at > start {
                    rows.push(Sampled { text: row, start, places: std::mem::take(&mut places), section });
                } else if bytes[at] == b'\r' || at == 0 || bytes[at - 1] != b'\r' {
                    section += 1;
                }
                (start, at, fresh) = (at + 1, at + 1, true);
                continue;
            }
            _ => {}
        }
        fresh = SIGNS.contains(&bytes[at]);
        if fresh {
            places.push((at, bytes[at]));
        }
        at += 1;
    }
    // A row that is cut says nothing of its width.
    if start < bytes.len() && rows.len() < ROWS && (whole || rows.is_empty()) {
        rows.push(Sampled { text: &head[start..], start, places, section });
    }
    rows
}

/// What a quote at the beginning of a cell is.
enum Quote {
    /// It opens a cell; the place behind its end.
    Cell(usize),
    /// A character like others.
    Sign,
    /// Nothing closes it.
    Open,
}

fn closing(bytes: &[u8], open: usize, quote: u8) -> Quote {
    let mut at = open + 1;
    while let Some(found) = memchr::memchr(quote, &bytes[at..]) {
        let close = at + found;
        let next = bytes.get(close + 1);
        if next == Some(&quote) {
            at = close + 2;
            continue;
        }
        let ends = next.is_none_or(|next| SIGNS.contains(next) || matches!(next, b'\n' | b'\r'));
        // Text may follow a cell's quote, but not a cell of several lines: there it is another cell's that opens.
        let one_line = || memchr::memchr(b'\n', &bytes[open..close]).is_none();
        return if ends || one_line() { Quote::Cell(close + 1) } else { Quote::Sign };
    }
    Quote::Open
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(text: &str) -> Option<char> {
        delimiter(text, true, b'"').map(char::from)
    }

    #[test]
    fn commas_in_quotes_part_nothing() {
        assert_eq!(
            of(
                "\"a b\";\"8 (903) 555-12-10\";\"1, 2, 3, 4\"\n\"c d\";\"8 (916) 555-12-11\";\"5, 6, 7, 8\"\n"
            ),
            Some(';')
        );
        assert_eq!(of("\"x\"|\"y\"|\"\"\n\"a\"|\"1, 2\"|\"\"\n\"b\"|\"3, 4\"|\"\"\n"), Some('|'));
    }

    #[test]
    fn commas_of_addresses_are_no_delimiter() {
        assert_eq!(of("Ann Lee\t(212) 664-7665\t12 Oak St, Apt 4, Boston, MA\n"), Some('\t'));
        assert_eq!(of("Ann Lee;10 Oak St,Apt 4,Boston,MA\nBo Ray;11 Oak St,Apt 5,Boston,MA\n"), Some(';'));
        assert_eq!(
            of("12 Oak St,Boston,MA|ann@example.com\n14 Oak St,Boston,MA|bo@example.com\n"),
            Some('|')
        );
    }

    #[test]
    fn signs_inside_the_cells_of_a_table_with_commas_are_no_delimiter() {
        assert_eq!(of("1,Ann Lee,a|b\n2,Bo Ray,c|d\n"), Some(','));
        assert_eq!(
            of("a@x.com,Mozilla (X11; Linux; rv:1; en)\nb@x.com,Mozilla (X11; Linux; rv:2; de)\n"),
            Some(',')
        );
        assert_eq!(of("name, mail\nAnn, a@x.com\n"), Some(','));
    }

    #[test]
    fn a_quote_that_is_no_cells_changes_no_row() {
        assert_eq!(of("a;\"b\nc;d\ne;f\ng;h\n"), Some(';'));
        assert_eq!(rows("a;\"b\nc;d\ne;\"f\"\n", true, b'"').len(), 3);
        assert_eq!(rows("a;\"b\nc\"\nd;e\n", true, b'"').len(), 2);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn any_sign_is_found_where_every_cell_stands_in_quotes(
            sign in prop::sample::select(vec![',', ';', '|', '\t']),
            cells in prop::collection::vec(prop::collection::vec("[a-z,;|\t ]{0,12}", 3), 1..12),
        ) {
            let row = |cells: &Vec<String>| {
                cells.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(&sign.to_string())
            };
            let text = cells.iter().map(row).collect::<Vec<_>>().join("\n");
            prop_assert_eq!(of(&text), Some(sign));
        }

        #[test]
        fn no_text_stops_it(text in "[a,;|\"\t\n\r ]{0,60}", whole: bool) {
            let _ = (delimiter(&text, whole, b'"'), delimiter(&text, whole, quote(&text)), escaped(&text, whole));
        }
    }
}
