use jiff::Timestamp;
use jiff::tz::TimeZone;
use plan::Term;

use crate::Fault;
use crate::due::after;

/// The due time of the `n`-th occurrence (0 is the first): `first` term after `start`, then `n` times `every`.
///
/// Counted from the start each time and never from the occurrence before, so that an end of month that was cut short
/// once (31 January, 28 February) is not lost for the months that follow (31 March).
///
/// # Errors
/// [`Fault::OutOfRange`] where the sum lies outside the years that can be counted.
pub fn occurrence(
    start: Timestamp,
    first: Term,
    every: Term,
    n: u32,
    zone: &TimeZone,
) -> Result<Timestamp, Fault> {
    let n = i64::from(n);
    let months = i64::from(first.months) + n * i64::from(every.months);
    let seconds = every.seconds.checked_mul(n).and_then(|all| all.checked_add(first.seconds));
    let Some(seconds) = seconds else {
        return Err(Fault::OutOfRange { seconds: every.seconds, months });
    };
    after(start, months, seconds, zone)
}
