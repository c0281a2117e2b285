//! Telephone numbers of any region, in the canonical form of E.164.

mod pattern;
mod plan;
mod table;

use plan::{Plan, plans};

use super::digits::Digits;
use super::judge::{Context, Judged};
use super::{Confidence, Kind, Region, label};
use crate::meaning::Role;

/// What the numbering plans say about a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// It has the length of a number that can be dialled inside an area only.
    LocalOnly,
    /// Its calling code and length exist, but no such number is assigned.
    Possible,
    /// Somebody can have it.
    Valid,
}

/// A number read against the plans.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Number {
    /// Calling code and national number, without `+`; bare digits if local.
    pub(crate) digits: Digits,
    pub(crate) region: Option<Region>,
    pub(crate) standing: Standing,
}

/// Reads digits as a telephone number. `plus`: they were written after a `+`. `hint`: where they were written.
pub(crate) fn read(digits: &[u8], plus: bool, hint: Option<Region>) -> Option<Number> {
    if !(5..=20).contains(&digits.len()) {
        return None;
    }
    if plus {
        let start = digits.iter().position(|digit| *digit != b'0').unwrap_or(digits.len());
        return international(&digits[start..]);
    }
    let home = hint.and_then(|region| plans().of_region(region));
    let mut best: Option<Number> = None;
    let mut offer = |number: Option<Number>| {
        if let Some(number) = number.filter(|number| best.is_none_or(|best| number.standing > best.standing))
        {
            best = Some(number);
        }
        best.is_some_and(|best| best.standing == Standing::Valid)
    };
    if let Some(home) = home {
        if offer(national(home, digits)) {
            return best;
        }
        if home
            .international_prefix(digits)
            .is_some_and(|end| offer(only_valid(international(&digits[end..]))))
        {
            return best;
        }
        if starts_with_code(digits, home.code) && offer(only_valid(international(digits))) {
            return best;
        }
    }
    if let Some(rest) = digits.strip_prefix(b"00") {
        offer(international(rest));
    }
    best
}

fn only_valid(number: Option<Number>) -> Option<Number> {
    number.filter(|number| number.standing == Standing::Valid)
}

fn starts_with_code(digits: &[u8], code: u16) -> bool {
    plans().code_of(digits).is_some_and(|(found, _)| found == code)
}

/// Reads calling code and national number.
fn international(digits: &[u8]) -> Option<Number> {
    let (code, length) = plans().code_of(digits)?;
    let rest = &digits[length..];
    let main = plans().of_code(code).next()?;
    let mut buffer = [0; 24];
    // Numbers such as `+44 (0)20 …`: the national prefix has no place behind the calling code, but stands there.
    let stripped = main.strip_prefix(rest, &mut buffer);
    if let Some(number) = stripped.and_then(|stripped| valid_in_code(code, stripped)) {
        return Some(number);
    }
    if let Some(number) = valid_in_code(code, rest) {
        return Some(number);
    }
    let lengths = plans().of_code(code).fold(0, |bits, plan| bits | plan.lengths);
    let fits = |national: &&[u8]| national.len() < 32 && lengths & 1 << national.len() != 0;
    let national = Some(rest).filter(fits).or(stripped.filter(fits))?;
    Some(Number {
        digits: Digits::joined(code, national)?,
        region: main.region,
        standing: Standing::Possible,
    })
}

fn valid_in_code(code: u16, national: &[u8]) -> Option<Number> {
    let plan = plans().of_code(code).find(|plan| {
        // As libphonenumber chooses among regions of one code: leading digits where they are given.
        plan.leads(national).unwrap_or_else(|| plan.is_valid(national)) && plan.is_valid(national)
    })?;
    let digits = Digits::joined(code, national)?;
    Some(Number { digits, region: plan.region, standing: Standing::Valid })
}

/// Reads a number written the way it is dialled inside the region of `home`.
fn national(home: &Plan, digits: &[u8]) -> Option<Number> {
    let mut buffer = [0; 24];
    if let Some(stripped) = home.strip_prefix(digits, &mut buffer)
        && let Some(number) = valid_at_home(home, stripped)
    {
        return Some(number);
    }
    if let Some(number) = valid_at_home(home, digits) {
        return Some(number);
    }
    if digits.len() < 32 && home.local_lengths & 1 << digits.len() != 0 {
        let digits = Digits::new(digits)?;
        return Some(Number { digits, region: home.region, standing: Standing::LocalOnly });
    }
    let fits = |national: &&[u8]| national.len() < 32 && home.lengths & 1 << national.len() != 0;
    let mut buffer = [0; 24];
    let national = home.strip_prefix(digits, &mut buffer);
    let national = national.filter(fits).or(Some(digits).filter(fits))?;
    let digits = Digits::joined(home.code, national)?;
    Some(Number { digits, region: home.region, standing: Standing::Possible })
}

/// A number dialled in Canada without its code may well be one of the United States: the whole code is tried.
fn valid_at_home(home: &Plan, national: &[u8]) -> Option<Number> {
    if home.is_valid(national) {
        let digits = Digits::joined(home.code, national)?;
        return Some(Number { digits, region: home.region, standing: Standing::Valid });
    }
    valid_in_code(home.code, national)
}

/// The fewest and most digits a phone number is written with, prefixes included.
pub(super) const LENGTHS: std::ops::RangeInclusive<usize> = 5..=18;

/// The fewest digits that a word for a telephone makes a number of, in running text: `call 30000 customers` is none.
pub(super) const LEAST_IN_TEXT: usize = 7;

/// Judges digits in their place: what the plans say, and what the column says.
pub(super) fn judge(context: &Context<'_>) -> Option<Judged> {
    let digits = context.digits.as_bytes();
    // In columns of other numbers, digits without a plus prove nothing.
    let other = matches!(context.meaning.role, Role::Identifier(kind) if kind != Kind::Email);
    if other && !context.plus && !context.expects(Kind::Phone) {
        return None;
    }
    let hint = context.hint.or(context.meaning.region);
    let number = read(digits, context.plus, hint);
    // The row may speak another language than most numbers of the column.
    let column = context.meaning.region.filter(|region| Some(*region) != hint);
    let valid = |number: &Number| number.standing == Standing::Valid;
    let number = match column {
        Some(region) if !number.as_ref().is_some_and(valid) => {
            read(digits, context.plus, Some(region)).filter(valid).or(number)
        }
        _ => number,
    };
    // 3-3-4 is how North America writes, in whatever table.
    let number = match context.shape {
        [3, 3, 4, ..] | [1, 3, 3, 4, ..] if !context.plus && !number.as_ref().is_some_and(valid) => {
            read(digits, false, Region::from_code("US")).filter(valid).or(number)
        }
        _ => number,
    };
    if context.expects(Kind::Phone) {
        return in_phone_column(context, number, hint);
    }
    if let Some(number) = number.filter(|number| number.standing == Standing::Valid) {
        let told = context.plus || digits.starts_with(b"00") && digits.len() > 10;
        let written_as_phone = context.groups > 1 && digits.len() > 6 || digits.starts_with(b"0");
        if told {
            let confidence = if context.plus { Confidence::High } else { Confidence::Medium };
            return Some(judged(number, confidence));
        }
        let open = matches!(context.meaning.role, Role::FreeText | Role::Unknown);
        let open = open && !is_of_a_document(context);
        if written_as_phone && open && !context.looks_like_date() && context.is_alone() {
            return Some(judged(number, Confidence::Low));
        }
    }
    let mobile = chinese_mobile(context).map(|number| judged(number, Confidence::Medium));
    mobile.or_else(|| in_text(context).map(|number| judged(number, Confidence::Low)))
}

/// Four digits and six, or the four in two pairs, as series and number of a document are written (passports of Russia) and no
/// telephone number is but behind a zero.
fn is_of_a_document(context: &Context<'_>) -> bool {
    let grouped = matches!((context.groups, context.shape), (2, [4, 6, ..]) | (3, [2, 2, 6, ..]));
    grouped && !context.plus && !context.digits.as_bytes().starts_with(b"0")
}

/// In text a number of its own country behind a word for a telephone; in English also one in groups of 3-3-4.
fn in_text(context: &Context<'_>) -> Option<Number> {
    let (region, place) = context.meaning.spoken.zip(context.place.as_ref())?;
    if context.plus || context.digits.as_bytes().len() < LEAST_IN_TEXT || context.looks_like_date() {
        return None;
    }
    let american = matches!(context.shape, [3, 3, 4, 0, ..]) && region.code() == "US";
    let number = read(context.digits.as_bytes(), false, Some(region));
    let number = number.filter(|number| number.standing == Standing::Valid)?;
    (american || label::stands_before(place.text, place.span.start)).then_some(number)
}

/// In a phone column whatever is shaped like a phone number is one; the plans say how sure that is.
fn in_phone_column(context: &Context<'_>, number: Option<Number>, hint: Option<Region>) -> Option<Judged> {
    let digits = context.digits.as_bytes();
    if let Some(number) = number.filter(|number| number.standing == Standing::Valid) {
        return Some(judged(number, Confidence::High));
    }
    // A number that has the length of one at home is not taken for a foreign mobile.
    let at_home =
        number.is_some_and(|number| number.standing == Standing::Possible) && hint != Some(Region::CN);
    if let Some(number) = chinese_mobile(context).filter(|_| !at_home) {
        return Some(judged(number, Confidence::Medium));
    }
    if !context.is_alone() || context.looks_like_date() || digits.iter().all(|digit| *digit == digits[0]) {
        return None;
    }
    if context.plus
        && let Some(number) = number
    {
        return Some(judged(number, Confidence::Low));
    }
    // Where nearly all of the column is valid in one region, what is not is a near miss.
    let local = number.is_some_and(|number| number.standing == Standing::LocalOnly);
    if context.meaning.regular && hint.is_some() && !local {
        return None;
    }
    if let Some(number) = number {
        return Some(judged(number, Confidence::Low));
    }
    let digits = context.digits;
    let fits = (7..=15).contains(&digits.as_bytes().len());
    fits.then_some(Judged { digits, plus: false, confidence: Confidence::Low, region: None })
}

/// A mobile number of mainland China is recognised bare, and behind 86, wherever it stands.
fn chinese_mobile(context: &Context<'_>) -> Option<Number> {
    let digits = context.digits.as_bytes();
    let national = match digits.len() {
        11 => digits,
        13 => digits.strip_prefix(b"86")?,
        12 => digits.strip_prefix(b"0")?,
        _ => return None,
    };
    let mobile = national[0] == b'1' && (b'3'..=b'9').contains(&national[1]);
    if context.plus || !mobile || context.groups > 4 || context.looks_like_date() {
        return None;
    }
    only_valid(plans().of_region(Region::CN).and_then(|home| {
        let digits = Digits::joined(home.code, national)?;
        home.is_valid(national).then_some(Number { digits, region: home.region, standing: Standing::Valid })
    }))
}

fn judged(number: Number, confidence: Confidence) -> Judged {
    let plus = number.standing != Standing::LocalOnly;
    Judged { digits: number.digits, plus, confidence, region: number.region }
}
