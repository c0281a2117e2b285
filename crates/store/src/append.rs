use std::fmt;

use messages::Message;

use crate::{BoardChange, Destroy, DueChange, NewerSchema, OnceKey, OutboxChange, StoreError, WrappedKey};

/// One act: all of it becomes durable together, or none of it happens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Append {
    /// Entries, in the order in which they take their positions; several streams may be mixed.
    pub entries: Vec<NewEntry>,
    /// Wrapped keys of the bodies and blobs the entries speak of.
    pub keys: Vec<WrappedKey>,
    /// Board rows as they stand after these entries.
    pub board: Vec<BoardChange>,
    /// Due rows as they stand after these entries.
    pub due: Vec<DueChange>,
    /// What happens in the outbox, in order.
    pub outbox: Vec<OutboxChange>,
    /// Keys that these entries declare destroyed. A crash between is finished by the next opening.
    pub destroy: Vec<Destroy>,
    /// When these entries were recorded, microseconds UTC; looked at only if there are entries or a token.
    pub recorded_us: i64,
    /// The one-time token of the form that led to it: an act whose token led to one before does not happen.
    pub once: Option<OnceKey>,
}

/// An entry that has no position yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// Name of the stream, such as `case/ID`.
    pub stream: String,
    /// The version it claims: the stream's present version plus one.
    pub version: u64,
    /// The entry's bytes.
    pub entry: Vec<u8>,
    /// The entry's leaf hash.
    pub leaf: [u8; 32],
    /// Which wrapped key opens the body; all zero if no key ever did (an entry brought from elsewhere).
    pub body_id: [u8; 16],
    /// The sealed body: ciphertext.
    pub body: Vec<u8>,
}

/// An act that is durable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// Position of the act's first entry (the log's size, if the act had none); the others follow it directly.
    pub first_position: u64,
    /// The numbers of the act's board rows, in their order.
    pub numbers: Vec<u64>,
}

/// Why an act did not happen; nothing of it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AppendError {
    /// Somebody else appended to the stream first: read it and decide again.
    Conflict {
        /// The stream.
        stream: String,
        /// The version the caller took for the last.
        expected: u64,
        /// The version that is the last.
        actual: u64,
    },
    /// Recorded time may not run backwards: take `max(last_us, now)` and decide again.
    ClockBehind {
        /// Recorded time of the log's last entry, microseconds UTC.
        last_us: i64,
        /// What was given.
        given_us: i64,
    },
    /// A key of this id is or was there; keys are never overwritten and never come back.
    KeyExists {
        /// Owner of the key that was offered.
        owner: String,
    },
    /// A wave or a letter does not stand as the act took it, or a person has a letter already: read and decide again.
    OutboxMoved {
        /// The wave.
        wave: String,
    },
    /// Its one-time token led to an act before: this one would be the same a second time.
    DoneBefore,
    /// The folder was written by a newer program.
    ReadOnly(NewerSchema),
    /// The store itself failed. A later look may find the act stored after all if the failure was in the
    /// very last step; the stream's version tells.
    Store(StoreError),
}

impl AppendError {
    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            AppendError::Conflict { stream, expected, actual } => Message::new("store-append-conflict")
                .with("stream", stream)
                .with("expected", *expected)
                .with("actual", *actual),
            AppendError::ClockBehind { last_us, given_us } => {
                let behind_s = last_us.saturating_sub(*given_us).saturating_add(999_999) / 1_000_000;
                Message::new("store-append-clock-behind").with("behind", behind_s)
            }
            AppendError::KeyExists { owner } => Message::new("store-append-key-exists").with("owner", owner),
            AppendError::OutboxMoved { wave } => Message::new("store-outbox-moved").with("wave", wave),
            AppendError::DoneBefore => Message::new("store-append-done-before"),
            AppendError::ReadOnly(newer) => newer.message(),
            AppendError::Store(error) => error.message(),
        }
    }
}

impl fmt::Display for AppendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for AppendError {}

impl From<StoreError> for AppendError {
    fn from(error: StoreError) -> AppendError {
        AppendError::Store(error)
    }
}
