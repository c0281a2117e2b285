//! Time left and time gone, as the clocks of a page show them.

use jiff::Timestamp;
use messages::{Language, Message};

/// From here on hours alone are hard to grasp, and days are shown.
const DAYS_FROM_HOURS: u64 = 100;

/// Seconds as `hh:mm:ss`, with a minus sign when past, and with days from 100 hours on: `−00:04:11`, `30 d 02:00:00`.
pub fn span(seconds: i64, language: Language) -> String {
    let sign = if seconds < 0 { "\u{2212}" } else { "" };
    let total = seconds.unsigned_abs();
    let (hours, minutes, rest) = (total / 3600, total / 60 % 60, total % 60);
    if hours < DAYS_FROM_HOURS {
        return format!("{sign}{hours:02}:{minutes:02}:{rest:02}");
    }
    let clock = format!("{:02}:{minutes:02}:{rest:02}", hours % 24);
    let days = format!("{sign}{}", hours / 24);
    Message::new("look-days").with("days", days).with("clock", clock).in_language(language)
}

/// Whole seconds from `now` until `then`; negative when past. A started second counts, so that nothing shows 00:00:00
/// while there is time.
pub fn seconds_until(then: Timestamp, now: Timestamp) -> i64 {
    let millis = then.as_millisecond() - now.as_millisecond();
    millis.div_euclid(1000) + i64::from(millis > 0 && millis.rem_euclid(1000) > 0)
}

/// Share of the way from `from` to `due` that is gone, in thousandths; 1000 when past, and for a term without length.
pub fn share_gone(from: Timestamp, due: Timestamp, now: Timestamp) -> u16 {
    let whole = due.as_millisecond() - from.as_millisecond();
    let gone = (now.as_millisecond() - from.as_millisecond()).max(0);
    if whole <= 0 || gone >= whole {
        return 1000;
    }
    u16::try_from(i128::from(gone) * 1000 / i128::from(whole)).unwrap_or(1000)
}

/// A count with its thousands set apart: `8,016,552`.
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64, millis: i64) -> Timestamp {
        Timestamp::from_millisecond(1_773_279_600_000 + seconds * 1000 + millis).unwrap()
    }

    #[test]
    fn time_left_is_shown_in_hours_and_beyond_a_hundred_hours_in_days() {
        assert_eq!(span(3_140, Language::English), "00:52:20");
        assert_eq!(span(-251, Language::English), "\u{2212}00:04:11");
        assert_eq!(span(0, Language::English), "00:00:00");
        assert_eq!(span(359_999, Language::English), "99:59:59");
        assert_eq!(span(360_000, Language::English), "4 d 04:00:00");
        assert_eq!(span(-2_592_001, Language::English), "\u{2212}30 d 00:00:01");
        assert_eq!(span(2_592_000, Language::SimplifiedChinese), "30 天 00:00:00");
    }

    #[test]
    fn the_last_second_is_shown_until_it_is_over() {
        assert_eq!(seconds_until(at(1, 0), at(0, 0)), 1);
        assert_eq!(seconds_until(at(1, 0), at(0, 999)), 1);
        assert_eq!(seconds_until(at(1, 0), at(1, 0)), 0);
        assert_eq!(seconds_until(at(1, 0), at(1, 1)), -1);
        assert_eq!(seconds_until(at(1, 0), at(2, 0)), -1);
    }

    #[test]
    fn a_share_is_between_nothing_and_all() {
        assert_eq!(share_gone(at(0, 0), at(100, 0), at(-5, 0)), 0);
        assert_eq!(share_gone(at(0, 0), at(100, 0), at(25, 0)), 250);
        assert_eq!(share_gone(at(0, 0), at(100, 0), at(100, 0)), 1000);
        assert_eq!(share_gone(at(0, 0), at(0, 0), at(0, 0)), 1000);
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_000), "1,000");
        assert_eq!(grouped(8_016_552), "8,016,552");
    }
}
