//! The body of a case's entry: who acted, and the event as `incident` writes it down. One JSON object, members in this
//! order, no blanks: `{"kind":…,"shape":…,"actor":{"role":…,"user":…},"data":{…}}` (`docs/formats/case-body.md`).

use incident::stored::{Fault, StoredEvent, Written};
use incident::{Actor, Recorded};
use messages::Message;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::DeskError;
use crate::log::{Draft, Opened};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    kind: String,
    shape: u32,
    actor: StoredActor,
    data: Value,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredActor {
    role: String,
    user: String,
}

/// The members before `data`, in their order.
#[derive(Debug, Serialize)]
struct Head<'a> {
    kind: &'a str,
    shape: u32,
    actor: Who<'a>,
}

#[derive(Debug, Serialize)]
struct Who<'a> {
    role: &'a str,
    user: &'a str,
}

/// What is to be written for an event.
pub(crate) fn draft(recorded: &Recorded) -> Result<Draft, DeskError> {
    let event =
        Written::of(&recorded.event).map_err(|fault| unreadable(recorded.position, &fault.message()))?;
    let shape = u16::try_from(event.shape).map_err(|_| too_new(recorded.position))?;
    let actor = Who { role: &recorded.actor.role, user: &recorded.actor.user };
    let mut plaintext = Vec::with_capacity(event.data.len() + 160);
    serde_json::to_writer(&mut plaintext, &Head { kind: event.kind, shape: event.shape, actor })
        .map_err(|error| unreadable_text(recorded.position, &error.to_string()))?;
    // The object goes on: its closing brace comes after the last member.
    plaintext.pop();
    plaintext.extend_from_slice(b",\"data\":");
    plaintext.extend_from_slice(event.data.as_bytes());
    plaintext.push(b'}');
    Ok(Draft { kind: event.kind.to_owned(), shape, occurred_at: recorded.occurred_at, plaintext })
}

/// The event that was written; kind and shape of the body must be those of the entry, which everybody can see.
pub(crate) fn read(opened: &Opened) -> Result<Recorded, DeskError> {
    let body: Body = serde_json::from_slice(&opened.plaintext)
        .map_err(|error| unreadable_text(opened.position, &error.to_string()))?;
    if body.kind != opened.entry.kind.as_str() || body.shape != u32::from(opened.entry.shape.get()) {
        return Err(too_new(opened.position));
    }
    let stored = StoredEvent { kind: body.kind, shape: body.shape, data: body.data };
    let event = stored.event().map_err(|fault| match fault {
        Fault::Newer { kind, shape } => DeskError::Newer { position: opened.position, kind, shape },
        fault @ Fault::Malformed { .. } => unreadable(opened.position, &fault.message()),
    })?;
    Ok(Recorded {
        event,
        position: opened.entry.place.version(),
        occurred_at: opened.entry.occurred_at.timestamp(),
        recorded_at: opened.entry.recorded_at.timestamp(),
        actor: Actor { role: body.actor.role, user: body.actor.user },
    })
}

fn unreadable(position: u64, why: &Message) -> DeskError {
    let position = position.to_string();
    DeskError::Damaged(
        Message::new("desk-body-unreadable").with("position", position).with("why", why.clone()),
    )
}

fn unreadable_text(position: u64, why: &str) -> DeskError {
    let position = position.to_string();
    DeskError::Damaged(Message::new("desk-body-unreadable").with("position", position).with("why", why))
}

fn too_new(position: u64) -> DeskError {
    DeskError::Damaged(Message::new("desk-body-differs").with("position", position.to_string()))
}
