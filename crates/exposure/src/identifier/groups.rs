//! Cutting text into runs of digit groups: `+86 138-1234 5678` is one run of four groups.

/// Groups a run may have; a longer run is cut there.
pub(super) const MOST: usize = 48;

/// What stands before a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// The beginning of the run.
    Start,
    /// A hyphen or a dot: the groups belong together.
    Tight,
    /// A space, a parenthesis or a slash: they may belong together.
    Loose,
}

/// Digits without a break.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) digits: usize,
    pub(super) before: Joint,
    /// A check letter X follows and is part of `start..end`.
    pub(super) letter: bool,
    /// Touches a letter, is part of a word or code: no number starts or ends here.
    pub(super) blocked: bool,
}

/// A run: groups with nothing but separators between them.
pub(super) struct Run {
    all: [Group; MOST],
    len: usize,
    /// Where a `+` stands before the first group.
    pub(super) plus: Option<usize>,
    /// Where the search goes on.
    pub(super) next: usize,
}

impl Run {
    /// No groups; the place for the runs of a cell, one after the other.
    pub(super) const EMPTY: Run = Run {
        all: [Group { start: 0, end: 0, digits: 0, before: Joint::Start, letter: false, blocked: false };
            MOST],
        len: 0,
        plus: None,
        next: 0,
    };

    pub(super) fn groups(&self) -> &[Group] {
        &self.all[..self.len]
    }
}

/// One character, as far as numbers go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Digit,
    Tight,
    Loose,
    Other,
}

/// The sign at `at` and its length in bytes.
#[inline]
fn sign(bytes: &[u8], at: usize) -> (Sign, usize) {
    match bytes[at] {
        b'0'..=b'9' => (Sign::Digit, 1),
        b'-' | b'.' => (Sign::Tight, 1),
        b' ' | b'(' | b')' | b'/' => (Sign::Loose, 1),
        0xC2 if bytes.get(at + 1) == Some(&0xA0) => (Sign::Loose, 2),
        0xE2 => match bytes.get(at + 1..at + 3) {
            // Hyphens, dashes and the minus sign; thin and narrow spaces.
            Some([0x80, 0x90..=0x95] | [0x88, 0x92]) => (Sign::Tight, 3),
            Some([0x80, 0x82..=0x8B | 0xAF]) => (Sign::Loose, 3),
            _ => (Sign::Other, 3),
        },
        0xE3 if bytes.get(at + 1..at + 3) == Some(&[0x80, 0x80]) => (Sign::Loose, 3),
        0xEF => match bytes.get(at + 1..at + 3) {
            Some([0xBC, 0x90..=0x99]) => (Sign::Digit, 3),
            Some([0xBC, 0x8D | 0x8E]) => (Sign::Tight, 3),
            Some([0xBC, 0x88 | 0x89 | 0x8F]) => (Sign::Loose, 3),
            _ => (Sign::Other, 3),
        },
        _ => (Sign::Other, 1),
    }
}

/// The place of the next digit at or after `from`.
fn next_digit(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while at < bytes.len() {
        match bytes[at] {
            b'0'..=b'9' => return Some(at),
            0xEF if sign(bytes, at).0 == Sign::Digit => return Some(at),
            _ => at += 1,
        }
    }
    None
}

/// Whether `text` has at least `least` digits of either width: the cheap question before all others.
pub(super) fn has_digits(text: &str, least: usize) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() < least {
        return false;
    }
    if memchr::memchr(0xEF, bytes).is_none() {
        // Sums of bytes stay in bytes: sixteen and more are counted at a time.
        let some = |bytes: &[u8]| bytes.iter().map(|byte| u8::from(byte.is_ascii_digit())).sum::<u8>();
        return bytes.chunks(255).map(|bytes| usize::from(some(bytes))).sum::<usize>() >= least;
    }
    let mut seen = 0;
    for (at, byte) in bytes.iter().enumerate() {
        seen += usize::from(byte.is_ascii_digit() || *byte == 0xEF && sign(bytes, at).0 == Sign::Digit);
        if seen >= least {
            return true;
        }
    }
    false
}

/// The ASCII digits of `text`, through `each`; false as soon as `each` says there is no room.
pub(super) fn digits_of(text: &str, mut each: impl FnMut(u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let (sign, length) = sign(bytes, at);
        if sign == Sign::Digit && !each(if length == 1 { bytes[at] } else { bytes[at + 2] - 0x90 + b'0' }) {
            return false;
        }
        at += length;
    }
    true
}

/// Reads the next run at or after `from` into `run`; false if there is none.
pub(super) fn next_run(text: &str, from: usize, run: &mut Run) -> bool {
    let bytes = text.as_bytes();
    let Some(start) = next_digit(bytes, from) else { return false };
    (run.len, run.plus, run.next) = (0, plus_before(text, start), start);
    let mut at = start;
    let mut before = Joint::Start;
    while run.len < MOST {
        let group = group(text, at, before);
        run.all[run.len] = group;
        run.len += 1;
        run.next = group.end;
        if let Some(end) = extension(text, group.end) {
            run.next = end;
            break;
        }
        let Some((next, joint)) = separators(bytes, group.end) else { break };
        at = next;
        before = joint;
    }
    drop_decimal(text, run);
    true
}

fn group(text: &str, start: usize, before: Joint) -> Group {
    let bytes = text.as_bytes();
    let (mut at, mut digits) = (start, 0);
    while at < bytes.len() {
        let (sign, length) = sign(bytes, at);
        if sign != Sign::Digit {
            break;
        }
        digits += 1;
        at += length;
    }
    let after = text[at..].chars().next();
    let letter = after.filter(|letter| matches!(letter, 'x' | 'X' | 'ｘ' | 'Ｘ'));
    let letter_end = letter.map(|letter| at + letter.len_utf8());
    let is_check = letter_end.is_some_and(|end| !text[end..].chars().next().is_some_and(is_word));
    let end = letter_end.filter(|_| is_check).unwrap_or(at);
    let left = text[..start].chars().next_back().is_some_and(is_word) || is_price(&text[..start]);
    let right = !is_check && after.is_some_and(is_word) && extension(text, at).is_none();
    Group { start, end, digits, before, letter: is_check, blocked: left || right || digits > 20 }
}

/// Where the next group begins if only separators (at most three) stand before it, and how they join.
fn separators(bytes: &[u8], from: usize) -> Option<(usize, Joint)> {
    let (mut at, mut joint, mut count) = (from, Joint::Tight, 0);
    // `phone--password`: no number is written with doubled hyphens or dashes, lists are.
    if from + 1 < bytes.len() && is_dash(bytes, from) && is_dash(bytes, from + sign(bytes, from).1) {
        return None;
    }
    while at < bytes.len() && count <= 3 {
        let (sign, length) = sign(bytes, at);
        match sign {
            Sign::Digit => return (count > 0).then_some((at, joint)),
            Sign::Tight => {}
            Sign::Loose => joint = Joint::Loose,
            Sign::Other => return None,
        }
        at += length;
        count += 1;
    }
    None
}

/// Whether a hyphen or dash stands at `at`.
fn is_dash(bytes: &[u8], at: usize) -> bool {
    at < bytes.len() && bytes[at] != b'.' && sign(bytes, at).0 == Sign::Tight
}

/// A spreadsheet's `13812345678.0`: the decimal is no part of the number.
fn drop_decimal(text: &str, run: &mut Run) {
    if let [number, decimal] = run.groups()
        && decimal.before == Joint::Tight
        && number.digits >= 7
        && matches!(&text[number.end..decimal.end], ".0" | ".00")
        && text[decimal.end..].trim_end().is_empty()
    {
        run.len = 1;
    }
}

/// The place of a `+` before the first group; an opening parenthesis and spaces may stand between.
fn plus_before(text: &str, start: usize) -> Option<usize> {
    if start == 0 {
        return None;
    }
    let before = text[..start].trim_end_matches([' ', '(', '（']);
    let plus = before.chars().next_back().filter(|sign| matches!(sign, '+' | '＋'))?;
    Some(before.len() - plus.len_utf8())
}

/// Letters a number does not stand next to: those of alphabets. Han, kana and hangul are written without spaces.
pub(super) fn is_word(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_alphanumeric() || letter == '_';
    }
    letter < '\u{2E80}' && letter.is_alphanumeric()
}

fn is_price(before: &str) -> bool {
    !before.is_empty() && before.ends_with(['$', '¥', '￥', '€', '£', '₽', '₫'])
}

const EXTENSIONS: [&str; 9] = ["ext.", "ext", "x", "X", "доб.", "доб", "转", "轉", "分机"];

/// The end of an extension (`ext. 12`, `x12`, `доб. 12`, `转12`, `#12`) that begins at `from`.
pub(super) fn extension(text: &str, from: usize) -> Option<usize> {
    if from >= text.len() {
        return None;
    }
    let rest = text[from..].trim_start_matches([' ', ',', '-', '(']);
    let rest = EXTENSIONS
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .or_else(|| rest.strip_prefix('#'))?
        .trim_start_matches([' ', ':', '.']);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = rest[digits..].chars().next();
    ((1..=7).contains(&digits) && !after.is_some_and(is_word)).then(|| text.len() - rest.len() + digits)
}
