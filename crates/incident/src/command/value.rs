//! The words of a fact's value: `120000`, `>=120000`, `10000..50000`, `unknown`, `never`, `yes`, `identity,payment`,
//! `identity,payment+` (at least these), `identity+,!payment` (at least the one, surely not the other), `72h`,
//! `2026-03-01T09:00+08:00`, `2026-03-01` (some moment of that day).

use expr::{EnumType, InstantKnown, Known, Truth, Type};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use messages::Message;
use plan::Fact;

use super::Given;
use super::told::{day, moment, number, unclear};
use crate::event::fact::Value;
use crate::refusal::Refusal;

/// What `words` say of `fact`. Times without an offset are read in `zone`.
///
/// # Errors
/// [`Refusal::BadValue`] with what would do for a fact of this type; [`Refusal::AmbiguousTime`].
pub fn statement(fact: &Fact, words: &str, zone: &TimeZone) -> Result<Given, Refusal> {
    let text = words.trim();
    let value = match text {
        "unknown" | "?" | "未知" => Some(Value::Unknown),
        _ => read(&fact.kind, text, zone),
    };
    let bad = || Refusal::BadValue {
        fact: fact.id.clone(),
        given: words.to_owned(),
        expected: expected(&fact.kind),
    };
    let time = matches!(fact.kind, Type::Instant);
    let why = || if time { unclear(text, zone).unwrap_or_else(bad) } else { bad() };
    let value = value.ok_or_else(why)?;
    // Out of range is as unreadable as out of words.
    crate::picture::to_known(&value, &fact.kind).ok_or_else(bad)?;
    Ok(Given { value, words: text.to_owned() })
}

fn read(kind: &Type, text: &str, zone: &TimeZone) -> Option<Value> {
    match kind {
        Type::Bool => Some(Value::Plain(Known::Bool(truth(text)?))),
        Type::Int { min, max } => {
            let (lo, hi) = range(text, (*min, *max), number, 1)?;
            Some(Value::Plain(Known::Int { lo, hi }))
        }
        Type::Elapsed { min, max } => {
            let (lo, hi) = range(text, (*min, *max), elapsed, 1)?;
            Some(Value::Plain(Known::Elapsed { lo, hi }))
        }
        Type::Instant => Some(Value::Plain(Known::Instant(instant(text, zone)?))),
        Type::Enum(list) => Some(Value::OneOf(one_of(list, text)?)),
        Type::Set(list) => members(list, text),
    }
}

fn truth(text: &str) -> Option<Truth> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "true" | "是" => Some(Truth::True),
        "no" | "false" | "否" => Some(Truth::False),
        _ => None,
    }
}

/// `90`, `90s`, `15min`, `72h`, `5d`, in seconds.
fn elapsed(text: &str) -> Option<i64> {
    let text = text.trim();
    let split = text.find(|character: char| character.is_ascii_alphabetic()).unwrap_or(text.len());
    let (digits, unit) = text.split_at_checked(split)?;
    let seconds = match unit {
        "" | "s" => 1,
        "min" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return None,
    };
    number(digits)?.checked_mul(seconds)
}

/// `x`, `>=x`, `>x`, `<=x`, `<x`, `x..y`; open ends are those of the fact.
fn range(text: &str, ends: (i64, i64), one: fn(&str) -> Option<i64>, step: i64) -> Option<(i64, i64)> {
    let open = [("≥", ">="), ("≤", "<=")];
    let text = open.iter().fold(text.to_owned(), |text, (sign, word)| text.replace(sign, word));
    if let Some(rest) = text.strip_prefix(">=") {
        return Some((one(rest)?, ends.1));
    }
    if let Some(rest) = text.strip_prefix("<=") {
        return Some((ends.0, one(rest)?));
    }
    if let Some(rest) = text.strip_prefix('>') {
        return Some((one(rest)?.checked_add(step)?, ends.1));
    }
    if let Some(rest) = text.strip_prefix('<') {
        return Some((ends.0, one(rest)?.checked_sub(step)?));
    }
    if let Some((lo, hi)) = text.split_once("..") {
        return Some((one(lo)?, one(hi)?));
    }
    let exact = one(&text)?;
    Some((exact, exact))
}

fn instant(text: &str, zone: &TimeZone) -> Option<InstantKnown> {
    if text == "never" || text == "从未" {
        return Some(InstantKnown::Never);
    }
    // A day is a moment somewhere in it: what waits for three days after it waits from its end.
    let span = |text: &str| match day(text, zone) {
        Some(span) => Some(span),
        None => moment(text, zone).map(|moment| (moment, moment)),
    };
    let between = |(first, _), (_, last)| Some(InstantKnown::Between(first, last));
    if let Some((lo, hi)) = text.split_once("..") {
        return between(span(lo)?, span(hi)?);
    }
    if let Some(rest) = text.strip_prefix("<=") {
        return between((Timestamp::MIN, Timestamp::MIN), span(rest)?);
    }
    if let Some(rest) = text.strip_prefix(">=") {
        return between(span(rest)?, (Timestamp::MAX, Timestamp::MAX));
    }
    let told = span(text)?;
    between(told, told)
}

fn words_of<'a>(list: &EnumType, text: &'a str) -> Option<Vec<&'a str>> {
    let words: Vec<&str> =
        text.split([',', '，', '|']).map(str::trim).filter(|word| !word.is_empty()).collect();
    words.iter().all(|word| list.place(word).is_some()).then_some(words)
}

fn one_of(list: &EnumType, text: &str) -> Option<Vec<String>> {
    let words = words_of(list, text)?;
    (!words.is_empty()).then(|| words.into_iter().map(str::to_owned).collect())
}

fn members(list: &EnumType, text: &str) -> Option<Value> {
    if text == "none" || text == "无" {
        return Some(Value::Members { certain: Vec::new(), open: false, excluded: Vec::new() });
    }
    let (mut certain, mut excluded, mut open) = (Vec::new(), Vec::new(), false);
    for word in text.split([',', '，']).map(str::trim) {
        let at_least = word.strip_suffix('+');
        open |= at_least.is_some();
        let word = at_least.unwrap_or(word);
        match word.strip_prefix('!') {
            Some(not) if list.place(not).is_some() => excluded.push(not.to_owned()),
            None if list.place(word).is_some() => certain.push(word.to_owned()),
            None if word.is_empty() && at_least.is_some() => {}
            _ => return None,
        }
    }
    // Naming what is not in it says nothing of the rest.
    open |= !excluded.is_empty();
    Some(Value::Members { certain, open, excluded })
}

/// What would do for this fact.
pub fn expected_of(fact: &Fact) -> Message {
    expected(&fact.kind)
}

/// What would do for a fact of this type.
fn expected(kind: &Type) -> Message {
    let say = Message::new;
    match kind {
        Type::Bool => say("incident-expected-bool"),
        Type::Int { min, max } => say("incident-expected-int").with("min", *min).with("max", *max),
        Type::Elapsed { .. } => say("incident-expected-elapsed"),
        Type::Instant => say("incident-expected-instant"),
        Type::Enum(list) => say("incident-expected-enum").with("words", list.variants.join(", ")),
        Type::Set(list) => say("incident-expected-set").with("words", list.variants.join(", ")),
    }
}
