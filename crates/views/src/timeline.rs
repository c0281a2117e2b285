use std::collections::BTreeMap;

use incident::stored::{Fault, StoredEvent, kind};
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
    let strikes = strikes(events);
    events.iter().map(|recorded| entry(recorded, &strikes)).collect()
}

/// Of the timeline only the entries of some kinds, oldest first: what reading a long record for a few of its acts costs.
///
/// # Errors
/// As [`timeline`].
pub fn timeline_of(events: &[Recorded], kinds: &[&str]) -> Result<Vec<TimelineEntry>, Fault> {
    let strikes = strikes(events);
    let wanted = events.iter().filter(|recorded| kinds.contains(&kind(&recorded.event)));
    wanted.map(|recorded| entry(recorded, &strikes)).collect()
}

/// Acts that struck others: position of what was struck, position of the act. The first one counts.
pub type Strikes = BTreeMap<u64, u64>;

/// What was struck by which act.
pub fn strikes(events: &[Recorded]) -> Strikes {
    let mut strikes = Strikes::new();
    for recorded in events {
        if let Event::ActStruck(struck) = &recorded.event {
            strikes.entry(struck.position).or_insert(recorded.position);
        }
    }
    strikes
}

/// One event as an entry of the timeline.
///
/// # Errors
/// As [`timeline`].
pub fn entry(recorded: &Recorded, strikes: &Strikes) -> Result<TimelineEntry, Fault> {
    let stored = StoredEvent::of(&recorded.event)?;
    Ok(TimelineEntry {
        event: recorded.position,
        occurred_at: recorded.occurred_at,
        recorded_at: recorded.recorded_at,
        role: recorded.actor.role.clone(),
        user: recorded.actor.user.clone(),
        kind: stored.kind,
        data: stored.data,
        struck_by: strikes.get(&recorded.position).copied(),
    })
}
