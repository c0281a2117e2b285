//! Moments for readers: in the zone of the plan, whose people mean that zone when they say "nine o'clock".

use jiff::Timestamp;
use jiff::tz::TimeZone;
use plan::Plan;

use crate::clock;
use crate::exit::Failure;

/// How moments of a case are shown to this reader.
#[derive(Debug, Clone)]
pub struct Times {
    zone: TimeZone,
    reader: TimeZone,
}

impl Times {
    /// Moments in the zone of the plan.
    ///
    /// # Errors
    /// Where `TZ` names no zone: then it cannot be told whether the reader's clock is another one.
    pub fn of(plan: &Plan) -> Result<Times, Failure> {
        Ok(Times { zone: plan.zone.clone(), reader: clock::zone()? })
    }

    /// To the minute; with the offset where the reader's own clock shows another time.
    pub fn show(&self, moment: Timestamp) -> String {
        let same = self.zone.to_offset(moment) == self.reader.to_offset(moment);
        let format = if same { "%Y-%m-%d %H:%M" } else { "%Y-%m-%d %H:%M%:z" };
        moment.to_zoned(self.zone.clone()).strftime(format).to_string()
    }

    /// The zone in words: `Asia/Shanghai, UTC+08:00`.
    pub fn zone(&self, at: Timestamp) -> String {
        let offset = at.to_zoned(self.zone.clone()).strftime("UTC%:z").to_string();
        self.zone.iana_name().map_or(offset.clone(), |name| format!("{name}, {offset}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_offset_stands_where_two_clocks_meet_and_nowhere_else() {
        let zone = |name: &str| TimeZone::get(name).unwrap();
        let moment: Timestamp = "2026-03-01T01:00:00Z".parse().unwrap();
        let same = Times { zone: zone("Asia/Shanghai"), reader: zone("Asia/Taipei") };
        assert_eq!(same.show(moment), "2026-03-01 09:00");
        let other = Times { zone: zone("Asia/Shanghai"), reader: TimeZone::UTC };
        assert_eq!(other.show(moment), "2026-03-01 09:00+08:00");
        assert_eq!(other.zone(moment), "Asia/Shanghai, UTC+08:00");
    }
}
