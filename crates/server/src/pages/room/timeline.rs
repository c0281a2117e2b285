//! The timeline: everything that was recorded, newest first; struck acts stay readable.

use maud::{Markup, html};
use messages::Message;
use views::TimelineEntry;

use super::Room;
use crate::look::card::{Card, card};
use crate::look::timeline::{Entry, timeline};

/// Entries shown beside the overview.
const NEWEST: usize = 12;

/// `GET /cases/{case}/timeline`.
pub(super) fn body(room: &Room<'_>) -> Markup {
    let title =
        Card { id: "timeline".to_owned(), title: room.names.say("server-part-timeline"), caption: None };
    card(&title, &timeline(&entries(room, usize::MAX), room.names.language))
}

/// The newest entries, for the overview.
pub(super) fn newest(room: &Room<'_>) -> Markup {
    let title =
        Card { id: "timeline".to_owned(), title: room.names.say("server-part-timeline"), caption: None };
    card(&title, &timeline(&entries(room, NEWEST), room.names.language))
}

fn entries(room: &Room<'_>, most: usize) -> Vec<Entry> {
    room.view.timeline.iter().rev().take(most).map(|entry| worded(entry, room)).collect()
}

fn worded(entry: &TimelineEntry, room: &Room<'_>) -> Entry {
    let names = &room.names;
    let later = entry.recorded_at.duration_since(entry.occurred_at) > jiff::SignedDuration::from_secs(60);
    let leaf =
        usize::try_from(entry.event).ok().and_then(|event| room.file.leaves.get(event.checked_sub(1)?));
    let position =
        usize::try_from(entry.event).ok().and_then(|event| room.file.positions.get(event.checked_sub(1)?));
    let mono = leaf.zip(position).map(|(leaf, position)| {
        let digest: String = leaf.to_string().chars().take(12).collect();
        format!("{position} · {digest}…")
    });
    Entry {
        id: format!("event-{}", entry.event),
        at: names.moment(entry.occurred_at, room.now),
        at_exact: entry.occurred_at.to_string(),
        recorded: later.then(|| names.moment(entry.recorded_at, room.now)),
        actor: names.role(&entry.role),
        text: html! { (names.event(&entry.kind, &entry.data)) },
        mono,
        struck: entry.struck_by.map(|by| names.words(&Message::new("server-struck-by").with("event", by))),
    }
}
