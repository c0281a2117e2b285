//! Numbers and moments as people write them. What can be read in two ways is not read at all: a wrong number, or a time in
//! another zone, would start clocks.

use jiff::civil::Time;
use jiff::fmt::temporal::Pieces;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use jiff::{Timestamp, ToSpan, Zoned};

use crate::refusal::Refusal;

/// Clocks of the world run from 12 hours behind UTC to 14 ahead of it.
const FARTHEST: i32 = 14 * 3600;
/// Years of moments that are told; how far ahead one may lie is judged by who asks.
const YEARS: std::ops::RangeInclusive<i16> = 1970..=9998;

/// A whole number: digits, by threes from the right if they are parted (`120000`, `120,000`, `120_000`), without a sign but
/// minus. Not `1,2`, nor `12,0000`: a decimal comma and a slip of the hand are no thousands. Not `007`: that is a name.
pub(super) fn number(text: &str) -> Option<i64> {
    let text = text.trim();
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let part = if digits.contains('_') { '_' } else { ',' };
    let mut groups = digits.split(part);
    let first = groups.next()?;
    let parted = digits.contains(part);
    let right = |group: &str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    let fits = !parted || first.len() <= 3;
    let plain = !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit());
    let zeros = first.starts_with('0') && (first.len() > 1 || parted);
    if !fits || !plain || zeros || !groups.all(right) {
        return None;
    }
    let number: i64 = digits.replace(part, "").parse().ok()?;
    number.checked_mul(sign)
}

/// A moment with its offset, in a zone in brackets, or in the zone of the plan: `2026-03-01T09:00+08:00`,
/// `2026-03-01T09:00[Asia/Shanghai]`, `2026-03-01 09:00`. Offset and zone must agree. A day without a time is no moment.
pub fn moment(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let text = text.trim();
    let pieces = Pieces::parse(text).ok()?;
    let time = pieces.time()?;
    if !YEARS.contains(&pieces.date().year())
        || pieces.to_numeric_offset().is_some_and(|offset| offset.seconds().abs() > FARTHEST)
    {
        return None;
    }
    match (pieces.offset(), pieces.time_zone_annotation()) {
        (Some(_), Some(_)) => {
            let told: Zoned = text.parse().ok()?;
            (told.offset().seconds().abs() <= FARTHEST).then(|| told.timestamp())
        }
        (Some(_), None) => text.parse().ok(),
        // Skipped or shown twice: `unclear` says how it can be meant.
        (None, _) => {
            let local = zone_of(&pieces, zone)?.to_ambiguous_timestamp(pieces.date().to_datetime(time));
            local.unambiguous().ok()
        }
    }
}

/// The zone in which a time without an offset is meant: the one in brackets, else that of the plan. An offset in brackets is a
/// zone too; it lies where clocks do.
fn zone_of(pieces: &Pieces<'_>, zone: &TimeZone) -> Option<TimeZone> {
    match pieces.time_zone_annotation() {
        None => Some(zone.clone()),
        Some(annotation) => {
            let named = annotation.to_time_zone().ok()?;
            let fixed = named.to_fixed_offset().ok();
            fixed.is_none_or(|offset| offset.seconds().abs() <= FARTHEST).then_some(named)
        }
    }
}

/// Why a local time is no moment, though it reads as one: the clocks of its zone skipped it, or showed it twice. Of words for
/// a span or a bound, the first of its times that is so; `None` where none is.
pub fn unclear(text: &str, zone: &TimeZone) -> Option<Refusal> {
    let times = text.split("..").map(|part| part.trim_start_matches(['<', '>', '=', '≤', '≥', ' ']));
    times.into_iter().find_map(|time| unclear_time(time.trim(), zone))
}

fn unclear_time(text: &str, zone: &TimeZone) -> Option<Refusal> {
    let pieces = Pieces::parse(text).ok()?;
    let local = pieces.date().to_datetime(pieces.time().filter(|_| pieces.offset().is_none())?);
    let zone = &zone_of(&pieces, zone)?;
    let (before, after, twice) = match zone.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Unambiguous { .. } => return None,
        AmbiguousOffset::Gap { before, after } => (before, after, false),
        AmbiguousOffset::Fold { before, after } => (before, after, true),
    };
    let read = |offset: Offset| offset.to_timestamp(local).ok();
    let (one, other) = (read(before)?, read(after)?);
    let typed = |moment: Timestamp| moment.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M%:z").to_string();
    let (one, other) = (typed(one.min(other)), typed(one.max(other)));
    Some(Refusal::AmbiguousTime { given: text.to_owned(), one, other, twice })
}

/// Whether the one moment, as told, certainly lies before the other. People tell moments to the minute, and machines keep
/// them to the nanosecond: a minute that is told is any moment within it.
pub(crate) fn is_before(told: Timestamp, moment: Timestamp) -> bool {
    let whole_minute = told.as_second().rem_euclid(60) == 0 && told.subsec_nanosecond() == 0;
    let same_minute = told.as_second().div_euclid(60) == moment.as_second().div_euclid(60);
    told < moment && !(whole_minute && same_minute)
}

/// The first and the last second of a day told without a time, in the zone of the plan.
pub(super) fn day(text: &str, zone: &TimeZone) -> Option<(Timestamp, Timestamp)> {
    let pieces = Pieces::parse(text.trim()).ok()?;
    let bare =
        pieces.time().is_none() && pieces.offset().is_none() && pieces.time_zone_annotation().is_none();
    let date = pieces.date();
    if !bare || !YEARS.contains(&date.year()) {
        return None;
    }
    let start = |date: jiff::civil::Date| {
        zone.to_ambiguous_timestamp(date.to_datetime(Time::midnight())).compatible().ok()
    };
    let last = start(date.tomorrow().ok()?)?.checked_sub(1.second()).ok()?;
    Some((start(date)?, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shanghai() -> TimeZone {
        TimeZone::get("Asia/Shanghai").unwrap()
    }

    #[test]
    fn thousands_are_parted_by_threes_or_not_at_all() {
        let read = [("0", 0), ("7", 7), ("120000", 120_000), ("120,000", 120_000), ("120_000", 120_000)];
        for (text, value) in read.into_iter().chain([("1,000,000", 1_000_000), ("-5", -5), (" 12 ", 12)]) {
            assert_eq!(number(text), Some(value), "{text}");
        }
        let wrong = [
            "1,2",
            "12,0000",
            "1_2",
            ",5",
            "5,",
            "+5",
            "1,000_000",
            "1,,000",
            "1234,567",
            "007",
            "0,123",
            "",
            "-",
        ];
        for text in wrong.into_iter().chain(["--5", "1 000", "1.5", "１２", "1e3", "0x10"]) {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn a_zone_in_brackets_is_honoured_and_what_contradicts_it_is_refused() {
        let told = |text: &str| moment(text, &shanghai()).map(|moment| moment.to_string());
        let nine = Some("2026-03-01T00:00:00Z".to_owned());
        assert_eq!(told("2026-03-01T09:00[Asia/Tokyo]"), nine);
        assert_eq!(told("2026-03-01 09:00+09:00[Asia/Tokyo]"), nine);
        assert_eq!(told("2026-03-01 08:00"), nine);
        assert_eq!(told("2026-03-01T00:00Z"), nine);
        assert_eq!(told("2026-03-01T14:00+14:00"), nine);
        for text in [
            "2026-03-01T09:00+08:00[Europe/London]",
            "2026-03-01T09:00[Asia/Nowhere]",
            "2026-03-01T09:00+25:00",
            "2026-03-01T09:00-14:01",
            "2026-03-01",
            "0001-01-01 00:00",
            "1969-12-31 23:59",
            "tomorrow",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_is_every_moment_of_it() {
        let (first, last) = day("2026-03-01", &shanghai()).unwrap();
        assert_eq!(
            (first.to_string(), last.to_string()),
            ("2026-02-28T16:00:00Z".to_owned(), "2026-03-01T15:59:59Z".to_owned())
        );
        assert_eq!(day("2026-03-01T09:00", &shanghai()), None);
    }

    #[test]
    fn a_local_time_that_the_clocks_skipped_or_showed_twice_is_not_read_and_both_readings_are_said() {
        let york = TimeZone::get("America/New_York").unwrap();
        let both = |text: &str| match unclear(text, &york) {
            Some(Refusal::AmbiguousTime { one, other, twice, .. }) => Some((one, other, twice)),
            _ => None,
        };
        let said = |one: &str, other: &str, twice| Some((one.to_owned(), other.to_owned(), twice));
        for text in ["2026-03-08 02:30", "<=2026-03-08 02:30", "2026-03-08 00:10..2026-03-08T02:30"] {
            assert_eq!(both(text), said("2026-03-08T01:30-05:00", "2026-03-08T03:30-04:00", false), "{text}");
        }
        let twice = said("2026-11-01T01:30-04:00", "2026-11-01T01:30-05:00", true);
        assert_eq!(both("2026-11-01 01:30"), twice);
        assert_eq!(moment("2026-03-08 02:30", &york), None);
        assert_eq!(moment("2026-11-01 01:30", &york), None);
        // With its offset it is one moment; so is a day, and a time beside the hour.
        for text in ["2026-11-01T01:30-05:00", "2026-11-01T01:30-05:00[America/New_York]", "2026-11-01 02:00"]
        {
            assert!(moment(text, &york).is_some(), "{text}");
            assert_eq!(unclear(text, &york), None, "{text}");
        }
        assert_eq!(unclear("2026-11-01", &york), None);
    }

    #[test]
    fn a_zone_in_brackets_skips_and_repeats_times_as_the_zone_of_the_plan_does() {
        let both = |text: &str| match unclear(text, &shanghai()) {
            Some(Refusal::AmbiguousTime { one, other, twice, .. }) => Some((one, other, twice)),
            _ => None,
        };
        for (text, one, other, twice) in [
            ("2025-11-02T01:30[America/New_York]", "2025-11-02T01:30-04:00", "2025-11-02T01:30-05:00", true),
            ("2025-10-26 01:30[Europe/London]", "2025-10-26T01:30+01:00", "2025-10-26T01:30+00:00", true),
            ("2026-03-08T02:30[America/New_York]", "2026-03-08T01:30-05:00", "2026-03-08T03:30-04:00", false),
            ("2026-03-29T01:30[Europe/London]", "2026-03-29T00:30+00:00", "2026-03-29T02:30+01:00", false),
        ] {
            assert_eq!(moment(text, &shanghai()), None, "{text}");
            assert_eq!(both(text), Some((one.to_owned(), other.to_owned(), twice)), "{text}");
            assert!([one, other].iter().all(|typed| moment(typed, &shanghai()).is_some()), "{text}");
        }
        // An hour on, and with the offset that is meant, it is one moment.
        for text in ["2025-11-02T02:30[America/New_York]", "2025-11-02T01:30-05:00[America/New_York]"] {
            assert!(moment(text, &shanghai()).is_some() && unclear(text, &shanghai()).is_none(), "{text}");
        }
        // The zone of the plan has no say in a time of another zone.
        let york = TimeZone::get("America/New_York").unwrap();
        assert_eq!(unclear("2026-11-01T01:30[Asia/Tokyo]", &york), None);
        assert!(moment("2026-11-01T01:30[Asia/Tokyo]", &york).is_some());
        assert_eq!(moment("2026-11-01T01:30[+23:00]", &york), None);
    }
}
