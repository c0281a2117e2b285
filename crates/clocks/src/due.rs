use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use plan::Term;

use crate::Fault;

/// The moment `term` after `from`.
///
/// Months first, in the civil calendar of `zone`: the same day of a later month at the same time of day, the last day
/// where the month is too short; a time that the clocks skip counts as if they had not been put forward yet, a time
/// that comes twice means the first (RFC 5545, 3.3.5). Then seconds, as elapsed time: 24 h stay 24 h over a change of
/// clocks.
///
/// # Errors
/// [`Fault::OutOfRange`] where the sum lies outside the years that can be counted.
pub fn due(from: Timestamp, term: Term, zone: &TimeZone) -> Result<Timestamp, Fault> {
    after(from, i64::from(term.months), term.seconds, zone)
}

/// `months` civil months and then `seconds` elapsed seconds after `from`.
pub(crate) fn after(from: Timestamp, months: i64, seconds: i64, zone: &TimeZone) -> Result<Timestamp, Fault> {
    let fault = |_| Fault::OutOfRange { seconds, months };
    let civil = if months == 0 { from } else { add_months(from, months, zone).map_err(fault)? };
    let seconds_span = Span::new().try_seconds(seconds).map_err(fault)?;
    civil.checked_add(seconds_span).map_err(fault)
}

fn add_months(from: Timestamp, months: i64, zone: &TimeZone) -> Result<Timestamp, jiff::Error> {
    let there = zone.to_datetime(from).checked_add(Span::new().try_months(months)?)?;
    zone.to_ambiguous_timestamp(there).compatible()
}
