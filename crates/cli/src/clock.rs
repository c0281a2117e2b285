//! The one door through which time comes in: everything behind it takes `now` as an argument (invariant 7).

use std::time::Instant;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use messages::Message;

use crate::exit::Failure;

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

/// The zone of this person's own clock: `TZ`, else the machine's, else UTC as POSIX has it.
///
/// # Errors
/// A `TZ` that names no zone: going on in another one would show wrong times without a word.
pub fn zone() -> Result<TimeZone, Failure> {
    match std::env::var("TZ").ok().filter(|name| !name.is_empty()) {
        Some(name) => {
            named(&name).ok_or_else(|| Failure::usage(Message::new("cli-zone-unknown").with("given", name)))
        }
        None => Ok(machine().unwrap_or(TimeZone::UTC)),
    }
}

/// A zone as `TZ` may name it: `Asia/Shanghai`, `:Asia/Shanghai`, a file of the zone database, `CST-8`.
fn named(name: &str) -> Option<TimeZone> {
    let name = name.strip_prefix(':').unwrap_or(name);
    let name = name.split_once("zoneinfo/").map_or(name, |(_, inner)| inner);
    if name.starts_with('/') {
        return of_file(name);
    }
    TimeZone::get(name).or_else(|_| TimeZone::posix(name)).ok()
}

fn machine() -> Option<TimeZone> {
    const LOCAL: &str = "/etc/localtime";
    let linked = std::fs::read_link(LOCAL).ok().and_then(|target| named(target.to_str()?));
    linked.or_else(|| of_file(LOCAL))
}

/// A zone in a file of the zone database's format.
fn of_file(path: &str) -> Option<TimeZone> {
    TimeZone::tzif("local", &std::fs::read(path).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_named_as_posix_names_it_and_nonsense_is_none() {
        let hours =
            |name: &str| named(name).map(|zone| zone.to_offset(Timestamp::UNIX_EPOCH).seconds() / 3600);
        assert_eq!(hours("Asia/Shanghai"), Some(8));
        assert_eq!(hours(":Asia/Shanghai"), Some(8));
        assert_eq!(hours("/usr/share/zoneinfo/Asia/Shanghai"), Some(8));
        assert_eq!(hours("CST-8"), Some(8));
        assert_eq!(hours("Asia/Shangai"), None);
        assert_eq!(hours("/nowhere/zone"), None);
    }
}
