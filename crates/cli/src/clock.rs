//! The one door through which time comes in: everything behind it takes `now` as an argument (invariant 7).

use std::time::Instant;

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The moment the command looks at the clock.
#[expect(
    clippy::disallowed_methods,
    reason = "the command line is where time enters; all rooms take it as an argument"
)]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// A moment to measure elapsed time from: progress only, never anything that is kept.
#[expect(clippy::disallowed_methods, reason = "rates and times left are measured here and shown, never kept")]
pub fn started() -> Instant {
    Instant::now()
}

/// The zone in which this person reads times: `TZ`, else the machine's, else UTC.
pub fn zone() -> TimeZone {
    let name = std::env::var("TZ").ok().filter(|name| !name.is_empty());
    let linked = || {
        let target = std::fs::read_link("/etc/localtime").ok()?;
        Some(target.to_str()?.split_once("zoneinfo/")?.1.to_owned())
    };
    name.map(|name| name.trim_start_matches(':').to_owned())
        .or_else(linked)
        .and_then(|name| TimeZone::get(&name).ok())
        .unwrap_or(TimeZone::UTC)
}
