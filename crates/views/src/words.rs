//! Values as words that stay the same whatever the reader's language.

use expr::{EnumType, InstantKnown, Known, Truth, Type};
use incident::event::Cause;
use jiff::Timestamp;
use plan::State;

pub(crate) fn state(state: State) -> &'static str {
    match state {
        State::Assessing => "assessing",
        State::Warning => "warning",
        State::Response => "response",
        State::Recovery => "recovery",
        State::Watch => "watch",
        State::AfterCare => "after_care",
        State::Closed => "closed",
    }
}

/// What is known, in the words in which it could be stated; `None` where nothing is known at all.
pub(crate) fn known(known: &Known, kind: &Type) -> Option<String> {
    if *known == Known::unknown(kind) {
        return None;
    }
    Some(match (known, kind) {
        (Known::Bool(Truth::True), _) => "yes".to_owned(),
        (Known::Bool(Truth::False), _) => "no".to_owned(),
        (Known::Bool(Truth::Unknown), _) => return None,
        (Known::Int { lo, hi }, Type::Int { min, max }) => range((*lo, *hi), (*min, *max), ""),
        (Known::Elapsed { lo, hi }, Type::Elapsed { min, max }) => range((*lo, *hi), (*min, *max), "s"),
        (Known::Enum { possible }, Type::Enum(list)) => members(*possible, list).join("|"),
        (Known::Set { certain, possible }, Type::Set(list)) => set(*certain, *possible, list),
        (Known::Instant(instant), _) => moment(*instant),
        _ => return None,
    })
}

fn range((lo, hi): (i64, i64), (min, max): (i64, i64), unit: &str) -> String {
    match (lo == hi, lo == min, hi == max) {
        (true, _, _) => format!("{lo}{unit}"),
        (false, _, true) => format!(">={lo}{unit}"),
        (false, true, false) => format!("<={hi}{unit}"),
        (false, false, false) => format!("{lo}{unit}..{hi}{unit}"),
    }
}

fn members(bits: u64, list: &EnumType) -> Vec<String> {
    let set =
        |index: &usize| u32::try_from(*index).ok().and_then(|at| bits.checked_shr(at)).unwrap_or(0) & 1 == 1;
    list.variants.iter().enumerate().filter(|(index, _)| set(index)).map(|(_, word)| word.clone()).collect()
}

fn set(certain: u64, possible: u64, list: &EnumType) -> String {
    let words = members(certain, list);
    if certain == possible {
        return if words.is_empty() { "none".to_owned() } else { words.join(",") };
    }
    let excluded = members(list.all() & !possible, list).into_iter().map(|word| format!(",!{word}"));
    format!("{}+{}", words.join(","), excluded.collect::<String>())
}

fn moment(instant: InstantKnown) -> String {
    let between = |lo: Timestamp, hi: Timestamp| match (lo == hi, lo == Timestamp::MIN, hi == Timestamp::MAX)
    {
        (true, _, _) => lo.to_string(),
        (_, true, _) => format!("<={hi}"),
        (_, _, true) => format!(">={lo}"),
        _ => format!("{lo}..{hi}"),
    };
    match instant {
        InstantKnown::Never => "never".to_owned(),
        InstantKnown::Between(lo, hi) => between(lo, hi),
        InstantKnown::BetweenOrNever(lo, hi) => format!("{} or never", between(lo, hi)),
    }
}

/// A cause as `kind` or `kind what`.
pub(crate) fn cause(cause: &Cause) -> String {
    match cause {
        Cause::Opening => "opening".to_owned(),
        Cause::Trigger(id) => format!("trigger {id}"),
        Cause::Proposal(id) => format!("proposal {id}"),
        Cause::Gate(id) => format!("gate {id}"),
        Cause::Decision(words) => format!("decision: {words}"),
        Cause::Fact(id) => format!("fact {id}"),
        Cause::Correction(id) => format!("correction of {id}"),
        Cause::Struck(position) => format!("struck {position}"),
        Cause::Adoption => "adoption".to_owned(),
        Cause::States => "states left".to_owned(),
        Cause::Time => "time".to_owned(),
        Cause::Start => "start".to_owned(),
    }
}
