//! Moments and lengths of time as papers write them.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use messages::{Language, Message};

/// How moments are written on one paper: in the plan's zone, whose offset is said once in the frame; a moment at which
/// the zone had another offset says its own.
#[derive(Debug, Clone)]
pub(crate) struct Times {
    zone: TimeZone,
    home: Offset,
    language: Language,
}

impl Times {
    /// For a paper as of `as_of`.
    pub(crate) fn new(zone: &TimeZone, as_of: Timestamp, language: Language) -> Times {
        Times { zone: zone.clone(), home: zone.to_offset(as_of), language }
    }

    /// `2026-03-12 07:50`.
    pub(crate) fn moment(&self, moment: Timestamp) -> String {
        let format = if self.is_home(moment) { "%Y-%m-%d %H:%M" } else { "%Y-%m-%d %H:%M (UTC%:z)" };
        moment.to_zoned(self.zone.clone()).strftime(format).to_string()
    }

    /// The same with the offset, for what stands alone.
    pub(crate) fn full(&self, moment: Timestamp) -> String {
        moment.to_zoned(self.zone.clone()).strftime("%Y-%m-%d %H:%M (UTC%:z)").to_string()
    }

    /// As a letter writes it: 2026 年 3 月 12 日 08:28.
    pub(crate) fn in_prose(&self, moment: Timestamp) -> String {
        let date = self.date(moment);
        let format = if self.is_home(moment) { "%H:%M" } else { "%H:%M (UTC%:z)" };
        let time = moment.to_zoned(self.zone.clone()).strftime(format).to_string();
        Message::new("documents-date-time").with("date", date).with("time", time).in_language(self.language)
    }

    /// As a letter writes a day.
    pub(crate) fn date(&self, moment: Timestamp) -> String {
        let local = moment.to_zoned(self.zone.clone());
        Message::new("documents-date")
            .with("year", local.year().to_string())
            .with("month", local.month().to_string())
            .with("month_name", local.strftime("%B").to_string())
            .with("day", local.day().to_string())
            .in_language(self.language)
    }

    /// `Asia/Shanghai, UTC+08:00`.
    pub(crate) fn zone(&self, as_of: Timestamp) -> String {
        let offset = as_of.to_zoned(self.zone.clone()).strftime("UTC%:z").to_string();
        match self.zone.iana_name() {
            Some(name) => format!("{name}, {offset}"),
            None => offset,
        }
    }

    /// A length of time given in seconds.
    pub(crate) fn seconds(&self, seconds: i64) -> String {
        if seconds % 60 == 0 {
            return self.length(seconds / 60);
        }
        Message::new("documents-seconds").with("units", seconds).in_language(self.language)
    }

    /// Whole minutes in words: minutes to two hours, hours to two days, then days.
    pub(crate) fn length(&self, minutes: i64) -> String {
        let say = |key, units: i64, rest: i64| {
            Message::new(key).with("units", units).with("rest", rest).in_language(self.language)
        };
        match minutes {
            ..120 => Message::new("documents-minutes").with("units", minutes).in_language(self.language),
            120..2880 => say("documents-hours", minutes / 60, minutes % 60),
            _ => say("documents-days", minutes / 1440, minutes % 1440 / 60),
        }
    }

    fn is_home(&self, moment: Timestamp) -> bool {
        self.zone.to_offset(moment) == self.home
    }
}

/// What a language is called by a reader of `reader`; its tag where we have no name for it.
pub(crate) fn language_name(tag: &str, reader: Language) -> String {
    let key = match tag {
        "en" => "documents-language-en",
        "zh-Hans" => "documents-language-zh-hans",
        "zh-Hant" => "documents-language-zh-hant",
        "ru" => "documents-language-ru",
        "vi" => "documents-language-vi",
        _ => return tag.to_owned(),
    };
    Message::new(key).in_language(reader)
}
