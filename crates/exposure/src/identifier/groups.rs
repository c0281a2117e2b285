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

/// How many groups of a run are held in place; runs of more are rare.
const FEW: usize = 8;

/// A run: groups with nothing but separators between them.
pub(super) struct Run {
    few: [Group; FEW],
    /// All groups of a run of more than [`FEW`].
    many: Vec<Group>,
    len: usize,
    /// Where a `+` stands before the first group.
    pub(super) plus: Option<usize>,
    /// Where the search goes on.
    pub(super) next: usize,
}

impl Run {
    /// No groups; the place for the runs of a cell, one after the other.
    pub(super) const EMPTY: Run = Run {
        few: [Group { start: 0, end: 0, digits: 0, before: Joint::Start, letter: false, blocked: false };
            FEW],
        many: Vec::new(),
        len: 0,
        plus: None,
        next: 0,
    };

    pub(super) fn groups(&self) -> &[Group] {
        if self.len <= FEW { &self.few[..self.len] } else { &self.many[..self.len] }
    }

    /// Lets no number start or end in an address of the internet (IPv4): four groups between dots, each at most 255 and without a
    /// zero before it.
    pub(super) fn block_internet(&mut self, text: &str) {
        let groups = if self.len <= FEW { &mut self.few[..self.len] } else { &mut self.many[..self.len] };
        let dotted = |one: &Group, next: &Group| &text[one.end..next.start] == ".";
        let mut from = 0;
        while from < groups.len() {
            let joined = groups[from..].windows(2).take_while(|pair| dotted(&pair[0], &pair[1])).count();
            let address = &mut groups[from..=from + joined];
            if joined == 3 && address.iter().all(|group| is_octet(&text[group.start..group.end])) {
                address.iter_mut().for_each(|group| group.blocked = true);
            }
            from += joined + 1;
        }
    }

    fn push(&mut self, group: Group) {
        match self.few.get_mut(self.len) {
            Some(place) => *place = group,
            None => {
                if self.len == FEW {
                    self.many.clear();
                    self.many.extend(self.few);
                }
                self.many.push(group);
            }
        }
        self.len += 1;
    }
}

/// A number from 0 to 255 as addresses of the internet have it.
fn is_octet(digits: &str) -> bool {
    digits.len() <= 3 && (digits == "0" || !digits.starts_with('0')) && digits.parse::<u8>().is_ok()
}

/// Whether a text is an address of the internet (IPv4).
pub(crate) fn is_internet(text: &str) -> bool {
    text.split('.').count() == 4 && text.split('.').all(is_octet)
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

/// The place of the next digit at or after `from`. Eight bytes are looked at in one step.
pub(super) fn next_digit(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let found = digits_or_wide(u64::from_le_bytes(*eight));
        if found == 0 {
            at += 8;
            continue;
        }
        at += found.trailing_zeros() as usize / 8;
        if sign(bytes, at).0 == Sign::Digit {
            return Some(at);
        }
        at += 1;
    }
    (at..bytes.len()).find(|at| matches!(bytes[*at], b'0'..=b'9' | 0xEF) && sign(bytes, *at).0 == Sign::Digit)
}

/// The high bit of each byte that is an ASCII digit or the first byte of a full-width one; exact, no carry goes
/// from byte to byte.
fn digits_or_wide(eight: u64) -> u64 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    const ONES: u64 = 0x0101_0101_0101_0101;
    let (digit, wide) = (eight ^ (ONES * 0x30), eight ^ (ONES * 0xEF));
    // Above nine, or not nothing: then the high bit is set.
    let no_digit = ((digit & LOW) + ONES * 0x76) | digit;
    let not_wide = ((wide & LOW) + LOW) | wide;
    !(no_digit & not_wide) & !LOW
}

/// What makes a run of digits not worth a closer look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dull {
    /// Fewer digits than this in all.
    pub(super) fewer: usize,
    /// Fewer digits than this in its only group.
    pub(super) fewer_alone: usize,
    /// Which zeros at the front of a group, and a `+` before it, make a number of it nevertheless.
    pub(super) unless: Front,
}

/// What may stand at the front of a number that is short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Front {
    /// Nothing makes a number of it.
    Nothing,
    /// The prefix of a call abroad, `00`.
    Abroad,
    /// The prefix of a call at home, `0`, or of one abroad.
    Home,
}

/// What a cheap look says of a run of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Measured {
    /// Where it ends.
    pub(super) end: usize,
    digits: usize,
    /// It is one group.
    alone: bool,
    /// How many zeros at the front of a group may be a prefix, at most two.
    zeros: u8,
    /// A `+` stands before it.
    plus: bool,
}

impl Measured {
    /// Whether no number is made of it. Most runs of a text are dull: years, amounts, seconds, numbers of houses.
    #[inline]
    pub(super) fn is_dull(&self, dull: Dull) -> bool {
        let told = match dull.unless {
            Front::Nothing => false,
            Front::Abroad => self.zeros > 1 || self.plus,
            Front::Home => self.zeros > 0 || self.plus,
        };
        !told && (self.digits < dull.fewer || self.alone && self.digits < dull.fewer_alone)
    }
}

/// Measures the run that begins at `start`; `None` for one with as many digits as are not `dull` whatever stands before
/// them, and for one this cheap look cannot judge.
#[inline]
pub(super) fn measure(text: &str, start: usize, dull: Dull) -> Option<Measured> {
    let bytes = text.as_bytes();
    let most = dull.fewer.max(dull.fewer_alone);
    let (mut at, mut digits, mut zeros, mut alone) = (start, 0, 0, true);
    loop {
        let group = &bytes[at..];
        let length = group.iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
        let first = digits == 0;
        if group.first() == Some(&b'0') {
            // A zero of a later group may be the second of two.
            let both = !first || group.get(1) == Some(&b'0');
            zeros = zeros.max(if both { 2 } else { 1 });
        }
        (at, digits) = (at + length, digits + length);
        if digits >= if first { most } else { dull.fewer } {
            return None;
        }
        match gap(bytes, at) {
            Gap::End => break,
            Gap::Group(next) => (at, alone) = (next, false),
            Gap::Unclear => return None,
        }
    }
    Some(Measured { end: at, digits, alone, zeros, plus: plus_before(text, start).is_some() })
}

/// What follows a group of ASCII digits.
enum Gap {
    /// Nothing of the run.
    End,
    /// Another group of ASCII digits, at this place.
    Group(usize),
    /// Signs of other alphabets, a check letter or an extension: they are for the long way.
    Unclear,
}

/// Looks at the signs behind a group that ends at `from`, each of them once.
#[inline]
fn gap(bytes: &[u8], from: usize) -> Gap {
    let (mut at, mut parted) = (from, false);
    loop {
        match bytes.get(at) {
            Some(b' ' | b'(' | b'-') => {}
            Some(b',') => parted = true,
            Some(b'e' | b'x' | b'X' | b'#' | 0x80..) => return Gap::Unclear,
            Some(b'0'..=b'9' | b'.' | b')' | b'/') if !parted => {
                return match separators(bytes, from) {
                    None => Gap::End,
                    Some((next, _)) if bytes[next].is_ascii() => Gap::Group(next),
                    Some(_) => Gap::Unclear,
                };
            }
            _ => return Gap::End,
        }
        at += 1;
    }
}

/// What a look at every byte of a short text says.
pub(super) struct Glance {
    /// ASCII digits.
    pub(super) digits: usize,
    /// Whether an `@` stands in it, a byte that full-width signs begin with, or a `%` that may stand for either.
    pub(super) at_or_wide: bool,
}

/// How many bytes can be glanced at.
pub(super) const GLANCED: usize = 255;

/// Looks at a text of at most [`GLANCED`] bytes; sums of bytes stay in bytes, so that sixteen and more are taken at a time.
pub(super) fn glance(bytes: &[u8]) -> Glance {
    let (mut digits, mut others) = (0u8, 0u8);
    for byte in bytes {
        digits += u8::from(byte.is_ascii_digit());
        others |= u8::from(*byte == b'@') | u8::from(*byte == 0xEF) | u8::from(*byte == b'%');
    }
    Glance { digits: usize::from(digits), at_or_wide: others != 0 }
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
        return bytes.chunks(GLANCED).map(|bytes| usize::from(some(bytes))).sum::<usize>() >= least;
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

/// Reads the run whose first digit stands at `start` into `run`.
pub(super) fn read_run(text: &str, start: usize, run: &mut Run) {
    let bytes = text.as_bytes();
    (run.len, run.plus, run.next) = (0, plus_before(text, start), start);
    let mut at = start;
    let mut before = Joint::Start;
    while run.len < MOST {
        let group = group(text, at, before);
        run.push(group);
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
    if !matches!(text.as_bytes()[..start].last(), Some(b'+' | b' ' | b'(' | 0x80..)) {
        return None;
    }
    let bytes = &text.as_bytes()[..start];
    let blanks = bytes.iter().rev().take_while(|byte| matches!(byte, b' ' | b'(')).count();
    match bytes[..start - blanks].last() {
        Some(b'+') => return Some(start - blanks - 1),
        Some(0x80..) => {}
        _ => return None,
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The definition, one question after the other: the end of the run that begins at `start`, if it is dull.
    fn dull_run_plainly(text: &str, start: usize, dull: Dull) -> Option<usize> {
        let bytes = text.as_bytes();
        let most = dull.fewer.max(dull.fewer_alone);
        let (mut at, mut digits, mut zeros) = (start, 0, 0);
        let groups = loop {
            let group = &bytes[at..];
            let length = group.iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
            let first = digits == 0;
            if group.first() == Some(&b'0') {
                let both = !first || group.get(1) == Some(&b'0');
                zeros = zeros.max(if both { 2 } else { 1 });
            }
            (at, digits) = (at + length, digits + length);
            if digits >= if first { most } else { dull.fewer } {
                return None;
            }
            let ahead = bytes[at..].iter().find(|byte| !matches!(byte, b' ' | b',' | b'-' | b'('));
            if matches!(ahead, Some(b'e' | b'x' | b'X' | b'#' | 0x80..)) {
                return None;
            }
            match separators(bytes, at) {
                None if first => break 1,
                None => break 2,
                Some((next, _)) if bytes[next].is_ascii() => at = next,
                Some(_) => return None,
            }
        };
        let plus = || {
            let before = text[..start].trim_end_matches([' ', '(', '（']);
            before.ends_with(['+', '＋'])
        };
        let told = match dull.unless {
            Front::Nothing => false,
            Front::Abroad => zeros > 1 || plus(),
            Front::Home => zeros > 0 || plus(),
        };
        let short = digits < dull.fewer || groups == 1 && digits < dull.fewer_alone;
        (short && !told).then_some(at)
    }

    const COLUMN_OF_PHONES: Dull = Dull { fewer: 5, fewer_alone: 5, unless: Front::Nothing };
    const OTHER_COLUMN: Dull = Dull { fewer: 7, fewer_alone: 11, unless: Front::Abroad };
    const AT_HOME: Dull = Dull { unless: Front::Home, ..OTHER_COLUMN };
    const BEHIND_A_LABEL: Dull = Dull { fewer: 7, fewer_alone: 7, unless: Front::Home };

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn a_run_measured_once_is_judged_as_when_it_is_measured_for_each_judgement(
            text in "([a+ (,.）（＋-]{0,3}[0-9]{1,8}[-–— ,.()/　exX#доб转\\u{a0}a０+]{0,5}){1,4}",
            column in prop::sample::select(vec![COLUMN_OF_PHONES, OTHER_COLUMN, AT_HOME, BEHIND_A_LABEL]),
        ) {
            let bytes = text.as_bytes();
            let starts = (0..bytes.len())
                .filter(|at| bytes[*at].is_ascii_digit() && (*at == 0 || !bytes[at - 1].is_ascii_digit()));
            for start in starts {
                let plainly = dull_run_plainly(&text, start, column);
                let measured = measure(&text, start, column);
                let dull = measured.filter(|run| run.is_dull(column));
                prop_assert_eq!(dull.map(|run| run.end), plainly, "{:?} at {}", text, start);
                if let Some(run) = dull {
                    let labelled = dull_run_plainly(&text, start, BEHIND_A_LABEL).is_some();
                    prop_assert_eq!(run.is_dull(BEHIND_A_LABEL), labelled, "{:?} at {}", text, start);
                }
            }
        }
    }
}
