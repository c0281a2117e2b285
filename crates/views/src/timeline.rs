use incident::stored::{Fault, StoredEvent};
use incident::{Event, Recorded};
use jiff::Timestamp;
use serde::Serialize;

/// One entry of the timeline: what happened, in the fields in which it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineEntry {
    /// Its position: what people cite to strike it.
    pub event: u64,
    /// When it happened, as told.
    pub occurred_at: Timestamp,
    /// When it was written down.
    pub recorded_at: Timestamp,
    /// Role that did it.
    pub role: String,
    /// The person or account in it.
    pub user: String,
    /// Kind of event.
    pub kind: String,
    /// Its fields.
    pub data: serde_json::Value,
    /// Position of the act that struck it.
    pub struck_by: Option<u64>,
}

/// The timeline, oldest first; struck entries stay.
///
/// # Errors
/// Where an event cannot be written as JSON; none that was stored is such.
pub fn timeline(events: &[Recorded]) -> Result<Vec<TimelineEntry>, Fault> {
    let struck = |position: u64| {
        events.iter().find_map(|event| match &event.event {
            Event::ActStruck(struck) if struck.position == position => Some(event.position),
            _ => None,
        })
    };
    let any_struck = events.iter().any(|event| matches!(event.event, Event::ActStruck(_)));
    events
        .iter()
        .map(|recorded| {
            let stored = StoredEvent::of(&recorded.event)?;
            Ok(TimelineEntry {
                event: recorded.position,
                occurred_at: recorded.occurred_at,
                recorded_at: recorded.recorded_at,
                role: recorded.actor.role.clone(),
                user: recorded.actor.user.clone(),
                kind: stored.kind,
                data: stored.data,
                struck_by: if any_struck { struck(recorded.position) } else { None },
            })
        })
        .collect()
}
