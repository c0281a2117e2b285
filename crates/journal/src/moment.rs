use jiff::Timestamp;

/// A point of time in an entry: microseconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX).
/// From 1900-01-01T00:00:00Z up to, not including, 9999-01-01T00:00:00Z: wide enough for any case, narrow enough
/// that every reader's calendar holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(transparent)]
pub struct Moment(i64);

impl Moment {
    /// 1900-01-01T00:00:00Z.
    pub const MIN: Moment = Moment(-2_208_988_800_000_000);
    /// 9998-12-31T23:59:59.999999Z.
    pub const MAX: Moment = Moment(253_370_764_799_999_999);

    /// The moment of that many microseconds; `None` outside the range.
    pub fn from_microseconds(microseconds: i64) -> Option<Moment> {
        let moment = Moment(microseconds);
        (Moment::MIN..=Moment::MAX).contains(&moment).then_some(moment)
    }

    /// The moment of a timestamp, cut down to whole microseconds; `None` outside the range.
    pub fn from_timestamp(timestamp: Timestamp) -> Option<Moment> {
        let down = timestamp.as_nanosecond().div_euclid(1000);
        i64::try_from(down).ok().and_then(Moment::from_microseconds)
    }

    /// Microseconds since 1970.
    pub const fn microseconds(self) -> i64 {
        self.0
    }

    /// The same moment for calendars.
    pub fn timestamp(self) -> Timestamp {
        // The range lies inside jiff's, which a test below holds fast at both ends.
        Timestamp::from_microsecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_of_the_range_are_moments_of_the_calendar() {
        assert_eq!(Moment::MIN.timestamp().to_string(), "1900-01-01T00:00:00Z");
        assert_eq!(Moment::MAX.timestamp().to_string(), "9998-12-31T23:59:59.999999Z");
        assert_eq!(Moment::from_microseconds(Moment::MIN.0 - 1), None);
        assert_eq!(Moment::from_microseconds(Moment::MAX.0 + 1), None);
    }

    #[test]
    fn a_fraction_of_a_microsecond_is_cut_down_before_1970_too() {
        let just_before = Timestamp::from_nanosecond(-1).unwrap();
        assert_eq!(Moment::from_timestamp(just_before), Moment::from_microseconds(-1));
    }
}
