use jiff::{SignedDuration, Timestamp};

/// From when on a clock that runs from `start` to `due` is soon due: the last hour or the last half of the term,
/// whichever is less. A clock without length is soon due from its start.
pub fn soon(start: Timestamp, due: Timestamp) -> Timestamp {
    let term = due.duration_since(start).max(SignedDuration::ZERO);
    let before = (term / 2).min(SignedDuration::from_hours(1));
    due.checked_sub(before).unwrap_or(due)
}
