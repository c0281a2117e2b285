//! Events as they are written down: `{"kind":"fact.stated","shape":1,"data":{…}}`.
//!
//! The types that deciding works with are not the types that are stored: each family has its stored structs in `v1/`,
//! converted field by field, so that a change inside never changes what is on disk. A kind whose stored form must
//! change gets a `v2` struct and an upcast from `v1`; what is stored is never rewritten. A shape newer than this
//! program knows is an error of its own: the node goes read-only. Described in `docs/formats/events.md`.

mod fault;
mod v1;
mod v2;
mod v3;
mod wire;

use serde::de::{DeserializeSeed, Deserializer, Error as _};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use fault::Fault;

use crate::event::Event;

/// An event as it is written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredEvent {
    /// What kind of event, e.g. `fact.stated`.
    pub kind: String,
    /// The version of its stored form.
    pub shape: u32,
    /// Its fields.
    pub data: Value,
}

/// An event as it is written down, its fields as the text they become: what is sealed, without a tree of values made
/// on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// What kind of event, e.g. `fact.stated`.
    pub kind: &'static str,
    /// The version of its stored form.
    pub shape: u32,
    /// Its fields: a JSON object, members in the order of the format, no blanks.
    pub data: String,
}

impl Written {
    /// The same text as [`StoredEvent::of`] would become.
    ///
    /// # Errors
    /// As there.
    pub fn of(event: &Event) -> Result<Written, Fault> {
        let mut written = v1::written(event)?;
        written.shape = newest(written.kind);
        Ok(written)
    }
}

impl StoredEvent {
    /// The event as it is written down, in the newest shape of its kind.
    ///
    /// # Errors
    /// [`Fault::Malformed`] if a field cannot be written as JSON; no event made by `decide` is such.
    pub fn of(event: &Event) -> Result<StoredEvent, Fault> {
        let mut stored = v1::write(event)?;
        stored.shape = newest(&stored.kind);
        Ok(stored)
    }

    /// The event that was written down, whatever the shape of its time.
    ///
    /// # Errors
    /// [`Fault::Newer`] for a kind or shape this program does not know yet; [`Fault::Malformed`] otherwise.
    pub fn event(&self) -> Result<Event, Fault> {
        // The upcasting hook: where a kind has a second shape, the first is read as it was and made the newest.
        match (self.shape, newest(&self.kind)) {
            (1, 2) => v2::upcast(&self.kind, &self.data),
            (shape @ (1 | 2), 3) => v3::upcast(&self.kind, shape, &self.data),
            (shape, newest) if shape == newest => v1::read(&self.kind, &self.data),
            _ => Err(Fault::Newer { kind: self.kind.clone(), shape: self.shape }),
        }
    }

    /// The bytes that are sealed: canonical JSON, members in the order of the format, no blanks.
    ///
    /// # Errors
    /// [`Fault::Malformed`] if it cannot be written as JSON.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Fault> {
        serde_json::to_vec(self).map_err(|fault| Fault::malformed(&self.kind, &fault))
    }

    /// Reads what [`StoredEvent::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`Fault::Malformed`] for anything that is not such an object.
    pub fn from_bytes(bytes: &[u8]) -> Result<StoredEvent, Fault> {
        serde_json::from_slice(bytes).map_err(|fault| Fault::malformed("?", &fault))
    }
}

/// Reads the fields of an event of one kind, in its newest shape, where they stand in a text: without a tree of values
/// made on the way. What it refuses is asked again of [`StoredEvent::event`], which says why.
#[derive(Debug, Clone, Copy)]
pub struct Fields<'k> {
    kind: &'k str,
}

impl<'k> Fields<'k> {
    /// Of this kind; `None` where the shape is not its newest, so that it must be read by [`StoredEvent::event`].
    pub fn of(kind: &'k str, shape: u32) -> Option<Fields<'k>> {
        (shape == newest(kind)).then_some(Fields { kind })
    }
}

impl<'de> DeserializeSeed<'de> for Fields<'_> {
    type Value = Event;

    fn deserialize<D: Deserializer<'de>>(self, data: D) -> Result<Event, D::Error> {
        v1::read_from(self.kind, data).unwrap_or_else(|| Err(D::Error::custom("unknown kind")))
    }
}

/// The newest shape of a kind.
fn newest(kind: &str) -> u32 {
    match kind {
        kind if v3::has(kind) => 3,
        kind if v2::has(kind) => 2,
        _ => 1,
    }
}

/// The kind under which an event is written down, e.g. `fact.stated`; nothing of the event is written for it.
pub fn kind(event: &Event) -> &'static str {
    v1::kind(event)
}

/// Every kind with its newest shape, in the order of the format's document.
pub fn kinds() -> Vec<(&'static str, u32)> {
    v1::KINDS.iter().map(|kind| (*kind, newest(kind))).collect()
}
