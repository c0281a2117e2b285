//! What is known of a fact, said in words: bounds, moments and lists as a reader of the language writes them.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use messages::{Language, Message};

use crate::word::word;

/// The words of a value for a reader: `>=120000` becomes "at least 120,000". `stated` is in the form in which a fact can
/// be stated (`docs/cli.md`).
pub(crate) fn value(stated: &str, zone: &TimeZone, language: Language) -> String {
    let say = |key, value: String| Message::new(key).with("value", value).in_language(language);
    if let Some(least) = stated.strip_prefix(">=") {
        return say("documents-at-least", single(least, zone, language));
    }
    if let Some(most) = stated.strip_prefix("<=") {
        return say("documents-at-most", single(most, zone, language));
    }
    if let Some((least, most)) = stated.split_once("..") {
        let (least, most) = (single(least, zone, language), single(most, zone, language));
        return Message::new("documents-between")
            .with("least", least)
            .with("most", most)
            .in_language(language);
    }
    if let Some((some, _)) = stated.split_once('+') {
        return say("documents-among-others", list(some, zone, language));
    }
    list(stated, zone, language)
}

fn list(words: &str, zone: &TimeZone, language: Language) -> String {
    let words: Vec<String> = words.split(',').map(|word| single(word.trim(), zone, language)).collect();
    words.join(&Message::new("documents-list-comma").in_language(language))
}

fn single(text: &str, zone: &TimeZone, language: Language) -> String {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return moment_in(moment, zone);
    }
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return grouped(text);
    }
    word(text).map_or_else(|| text.to_owned(), |word| word.in_language(language))
}

/// A moment in the plan's zone, with its offset: papers travel.
pub(crate) fn moment_in(moment: Timestamp, zone: &TimeZone) -> String {
    moment.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M (UTC%:z)").to_string()
}

/// Digits in groups of three, as both languages write them.
fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
