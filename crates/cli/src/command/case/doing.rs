//! What an act did, said after it is durable.

use desk::Done;
use incident::stored::StoredEvent;
use messages::Message;
use serde_json::json;

use crate::door::Door;
use crate::exit::Failure;
use crate::output::Output;
use crate::table::{Edge, Table};
use crate::words;

/// Says what was appended. When this is printed, all of it is on disk.
pub fn show(done: &Done, output: &Output, door: &mut Door) -> Result<(), Failure> {
    let mut events = Vec::new();
    for event in &done.events {
        let stored = StoredEvent::of(&event.event).ok();
        events.push(json!({
            "event": event.position,
            "kind": stored.as_ref().map(|stored| stored.kind.clone()),
            "data": stored.map(|stored| stored.data),
            "occurred_at": event.occurred_at.to_string(),
            "recorded_at": event.recorded_at.to_string(),
        }));
    }
    let value = json!({
        "case": { "id": done.case.as_str(), "number": done.number, "version": done.state.version },
        "events": events,
    });
    output.give(&value, door, |door| {
        let key = if done.events.is_empty() { "cli-case-nothing-to-do" } else { "cli-case-done" };
        let message = Message::new(key)
            .with("number", done.number.to_string())
            .with("id", done.case.as_str())
            .with("count", done.events.len());
        door.say(&message);
        let mut table = Table::new(&[Edge::Right, Edge::Left, Edge::Left]);
        for event in &events {
            let word = |member: &str| event[member].as_str().unwrap_or_default().to_owned();
            let kind = words::event(&word("kind"), door);
            table.row([event["event"].to_string(), kind, subject(&event["data"])]);
        }
        door.text(&table.lines());
    })
}

/// What an event is about, in a word: the first of its members that names something.
pub fn subject(data: &serde_json::Value) -> String {
    const NAMING: [&str; 16] = [
        "title", "fact", "clock", "state", "scale", "gate", "task", "playbook", "trigger", "form", "notice",
        "role", "name", "proposal", "position", "reason",
    ];
    let named = NAMING.into_iter().filter_map(|member| data.get(member)).find(|value| !value.is_null());
    match named {
        Some(serde_json::Value::String(text)) => text.clone(),
        Some(serde_json::Value::Object(parts)) => {
            let parts: Vec<String> = parts.values().map(|part| part.to_string().replace('"', "")).collect();
            parts.join("#")
        }
        Some(other) => other.to_string(),
        None => String::new(),
    }
}
