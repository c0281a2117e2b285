use incident::Recorded;
use jiff::Timestamp;

/// The events that had been recorded at `moment`: what everybody could know then. The first later one ends it, because
/// recorded times never run backwards.
pub fn as_recorded_at(events: &[Recorded], moment: Timestamp) -> &[Recorded] {
    let end = events.partition_point(|event| event.recorded_at <= moment);
    events.get(..end).unwrap_or_default()
}
