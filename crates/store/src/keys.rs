use std::fmt;

use messages::Message;

use crate::{NewerSchema, StoreError};

/// Names a wrapped key, and with it the body or blob the key opens.
pub type KeyId = [u8; 16];

/// A key sealed under another key: useless by itself, and gone for good once destroyed.
#[derive(Clone, PartialEq, Eq)]
pub struct WrappedKey {
    /// Its name.
    pub id: KeyId,
    /// Whose it is, such as `case/ID`; all of an owner's keys can be destroyed at once.
    pub owner: String,
    /// The sealed bytes.
    pub wrapped: Vec<u8>,
}

/// Says how long the key is, never what it is.
impl fmt::Debug for WrappedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hidden = format!("<{} bytes>", self.wrapped.len());
        f.debug_struct("WrappedKey")
            .field("id", &self.id)
            .field("owner", &self.owner)
            .field("wrapped", &hidden)
            .finish()
    }
}

/// What has become of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyState {
    /// It is here.
    Live(WrappedKey),
    /// It was destroyed on purpose.
    Destroyed,
    /// The log speaks of it, and it is not here: the keys are older than the log.
    Missing,
    /// The log never spoke of it.
    Unknown,
}

/// What the log says of a key, whether or not it still is where keys are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyFate {
    /// It was named and never destroyed.
    Lives,
    /// It was destroyed on purpose.
    Destroyed,
    /// The log never spoke of it.
    Unknown,
}

/// Every key of one owner.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnerKeys {
    /// Those that are here.
    pub live: Vec<WrappedKey>,
    /// Those destroyed on purpose.
    pub destroyed: Vec<KeyId>,
    /// Those the log speaks of that are not here: the keys are older than the log.
    pub missing: Vec<KeyId>,
}

/// What is to be destroyed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destroy {
    /// One key.
    Key(KeyId),
    /// Every key of an owner.
    Owner(String),
}

/// Why orphaned keys were not swept; they stand as before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SweepError {
    /// Keys were written for a longer log than this one. The log may be an old copy, and what looks orphaned
    /// may be the only way into what the newer log holds.
    LogBehindKeys {
        /// The log's size.
        log: u64,
        /// The size it must have had.
        keys: u64,
    },
    /// The folder was written by a newer program.
    ReadOnly(NewerSchema),
    /// The store itself failed.
    Store(StoreError),
}

impl SweepError {
    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            SweepError::LogBehindKeys { log, keys } => {
                Message::new("store-sweep-log-behind-keys").with("log", *log).with("keys", *keys)
            }
            SweepError::ReadOnly(newer) => newer.message(),
            SweepError::Store(error) => error.message(),
        }
    }
}

impl fmt::Display for SweepError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for SweepError {}

impl From<StoreError> for SweepError {
    fn from(error: StoreError) -> SweepError {
        SweepError::Store(error)
    }
}
