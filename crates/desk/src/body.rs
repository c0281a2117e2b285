//! The body of a case's entry: who acted, and the event as `incident` writes it down. One JSON object, members in this
//! order, no blanks: `{"kind":…,"shape":…,"actor":{"role":…,"user":…},"data":{…}}` (`docs/formats/case-body.md`).

use std::fmt;

use incident::event::Event;
use incident::stored::{Fault, Fields, StoredEvent, Written};
use incident::{Actor, Recorded};
use messages::Message;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
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
    let (event, actor) = match read_straight(opened) {
        Some(read) => read,
        None => read_slowly(opened)?,
    };
    Ok(Recorded {
        event,
        position: opened.entry.place.version(),
        occurred_at: opened.entry.occurred_at.timestamp(),
        recorded_at: opened.entry.recorded_at.timestamp(),
        actor: Actor { role: actor.role, user: actor.user },
    })
}

/// In one go, straight into the event; `None` for a body of an older shape, and for whatever is wrong with one.
fn read_straight(opened: &Opened) -> Option<(Event, StoredActor)> {
    let (kind, shape) = (opened.entry.kind.as_str(), u32::from(opened.entry.shape.get()));
    let fields = Fields::of(kind, shape)?;
    let mut text = serde_json::Deserializer::from_slice(&opened.plaintext);
    let read = text.deserialize_map(Straight { kind, shape, fields }).ok()?;
    text.end().ok()?;
    Some(read)
}

/// By way of a tree of values: older shapes are read so, and what is wrong is told.
fn read_slowly(opened: &Opened) -> Result<(Event, StoredActor), DeskError> {
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
    Ok((event, body.actor))
}

/// A body of this kind and shape, its members in any order, each once.
struct Straight<'k> {
    kind: &'k str,
    shape: u32,
    fields: Fields<'k>,
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Member {
    Kind,
    Shape,
    Actor,
    Data,
}

impl<'de> Visitor<'de> for Straight<'_> {
    type Value = (Event, StoredActor);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body of an entry")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut members: M) -> Result<Self::Value, M::Error> {
        let (mut event, mut actor, mut named, mut shaped) = (None, None, false, false);
        while let Some(member) = members.next_key()? {
            let again = match member {
                Member::Kind => std::mem::replace(&mut named, members.next_value_seed(Says(self.kind))?),
                Member::Shape => std::mem::replace(&mut shaped, members.next_value::<u32>()? == self.shape),
                Member::Actor => actor.replace(members.next_value::<StoredActor>()?).is_some(),
                Member::Data => event.replace(members.next_value_seed(self.fields)?).is_some(),
            };
            if again {
                return Err(M::Error::custom("a member stands twice"));
            }
        }
        match (event, actor) {
            (Some(event), Some(actor)) if named && shaped => Ok((event, actor)),
            _ => Err(M::Error::custom("another kind or shape, or a member is missing")),
        }
    }
}

/// Whether a text is this one.
struct Says<'k>(&'k str);

impl<'de> DeserializeSeed<'de> for Says<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, text: D) -> Result<bool, D::Error> {
        text.deserialize_str(self)
    }
}

impl Visitor<'_> for Says<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<bool, E> {
        Ok(text == self.0)
    }
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
