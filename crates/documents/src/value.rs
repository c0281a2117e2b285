//! What is known of a fact, said in words: bounds, moments and lists as a reader of the language writes them.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use messages::{Language, Message};

use crate::times::Times;
use crate::word::word;

/// Writes values for one reader.
#[derive(Debug, Clone)]
pub(crate) struct Values {
    pub(crate) times: Times,
    pub(crate) language: Language,
    /// In running text moments are written out.
    pub(crate) prose: bool,
}

impl Values {
    /// The words of a value for a reader: `>=120000` becomes "at least 120,000". `stated` is in the form in which a
    /// fact can be stated (`docs/cli.md`).
    pub(crate) fn say(&self, stated: &str) -> String {
        if let Some(bounds) = stated.strip_suffix(" or never") {
            return self.sentence("documents-or-never", self.say(bounds));
        }
        if let Some(least) = stated.strip_prefix(">=") {
            return self.sentence("documents-at-least", self.single(least));
        }
        if let Some(most) = stated.strip_prefix("<=") {
            return self.sentence("documents-at-most", self.single(most));
        }
        if let Some((least, most)) = stated.split_once("..") {
            return Message::new("documents-between")
                .with("least", self.single(least))
                .with("most", self.single(most))
                .in_language(self.language);
        }
        if stated.contains('|') {
            let words: Vec<String> = stated.split('|').map(|word| self.single(word)).collect();
            return words.join(&Message::new("documents-list-or").in_language(self.language));
        }
        match stated.split_once('+') {
            Some((certain, excluded)) if is_exclusion(excluded) => self.open_set(certain, excluded),
            _ => self.list(stated),
        }
    }

    /// A set that is not complete: what is certainly in it, and what is certainly not.
    fn open_set(&self, certain: &str, excluded: &str) -> String {
        let excluded: String = excluded.replace(",!", ",");
        let without = excluded.trim_start_matches(',');
        let without = || self.list(without);
        let message = match (certain.is_empty(), excluded.is_empty()) {
            (false, true) => Message::new("documents-among-others").with("value", self.list(certain)),
            (false, false) => Message::new("documents-among-others-without")
                .with("value", self.list(certain))
                .with("without", without()),
            (true, false) => Message::new("documents-only-without").with("without", without()),
            (true, true) => Message::new("documents-unknown"),
        };
        message.in_language(self.language)
    }

    fn sentence(&self, key: &'static str, value: String) -> String {
        Message::new(key).with("value", value).in_language(self.language)
    }

    /// Joins as the language joins lists.
    pub(crate) fn join(&self, words: &[String]) -> String {
        words.join(&Message::new("documents-list-comma").in_language(self.language))
    }

    fn list(&self, words: &str) -> String {
        let words: Vec<String> = words.split(',').map(|word| self.single(word.trim())).collect();
        self.join(&words)
    }

    fn single(&self, text: &str) -> String {
        if let Ok(moment) = text.parse::<Timestamp>() {
            return if self.prose { self.times.in_prose(moment) } else { self.times.moment(moment) };
        }
        if let Some(seconds) = text.strip_suffix('s').and_then(|digits| digits.parse::<i64>().ok()) {
            return self.times.seconds(seconds);
        }
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return grouped(text);
        }
        word(text).map_or_else(|| text.to_owned(), |word| word.in_language(self.language))
    }
}

/// The words of a value for somebody who reads the case on a screen: `>=120000` becomes "at least 120,000". `stated` is in
/// the form in which a fact can be stated; moments are in `zone`, and say their offset where it is another than at
/// `as_of`.
pub fn in_words(stated: &str, zone: &TimeZone, as_of: Timestamp, language: Language) -> String {
    Values { times: Times::new(zone, as_of, language), language, prose: false }.say(stated)
}

/// Whether this is what stands behind the `+` of a set that is not complete (`identity+`, `identity+,!minor`), and not the offset of a
/// moment (`2026-03-02T09:00+08:00`).
fn is_exclusion(text: &str) -> bool {
    text.is_empty() || text.starts_with(",!")
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

#[cfg(test)]
mod tests {
    use super::*;

    fn said(stated: &str) -> String {
        let zone = TimeZone::fixed(jiff::tz::offset(8));
        in_words(stated, &zone, Timestamp::UNIX_EPOCH, Language::English)
    }

    #[test]
    fn a_moment_told_with_its_offset_is_a_moment_and_no_set() {
        let same = said("2026-03-02T01:00:00Z");
        for told in [
            "2026-03-02T09:00+08:00",
            "2026-03-02T09:00:00+08:00",
            "2026-03-02T09:00+08",
            "2026-03-02T09:00+08:00[Asia/Shanghai]",
        ] {
            assert_eq!(said(told), same, "{told}");
        }
        assert_eq!(said(">=2026-03-02T09:00+08:00"), format!("at least {same}"));
    }

    #[test]
    fn a_set_that_is_not_complete_says_what_is_in_it_and_what_is_not() {
        assert_eq!(said("identity+"), "at least identity data");
        assert_eq!(said("identity+,!minor"), "at least identity data; certainly not data of minors");
        assert_eq!(said("+,!minor"), "not known yet; certainly not data of minors");
    }
}
