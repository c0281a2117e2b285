use std::fmt;

use messages::Message;

/// Something a check of the stored rows found wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// The database engine finds its own file inconsistent.
    File {
        /// `log.db` or `keys.db`.
        file: &'static str,
        /// What the engine says.
        what: String,
    },
    /// The log's head says one size and the entries another, or a position is missing.
    Positions {
        /// Size by the head.
        head: u64,
        /// Entries counted.
        counted: u64,
        /// Highest position, plus one.
        end: u64,
    },
    /// Keys were written for a longer log than this one: its end was lost, or it is an old copy.
    LogBehindKeys {
        /// The log's size.
        log: u64,
        /// The size it must have had.
        keys: u64,
    },
    /// A stream's head does not agree with its entries.
    Stream {
        /// The stream.
        stream: String,
        /// Version by its head.
        head: u64,
        /// Entries counted.
        counted: u64,
    },
    /// Keys the log speaks of are not here and were not destroyed.
    KeysMissing {
        /// How many.
        count: u64,
    },
    /// Keys that were destroyed are here again: the keys were restored from an old copy.
    KeysRevived {
        /// How many.
        count: u64,
    },
}

impl Damage {
    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            Damage::File { file, what } => {
                Message::new("store-damage-file").with("file", *file).with("what", what)
            }
            Damage::Positions { head, counted, end } => Message::new("store-damage-positions")
                .with("head", *head)
                .with("counted", *counted)
                .with("end", *end),
            Damage::LogBehindKeys { log, keys } => {
                Message::new("store-damage-log-behind-keys").with("log", *log).with("keys", *keys)
            }
            Damage::Stream { stream, head, counted } => Message::new("store-damage-stream")
                .with("stream", stream)
                .with("head", *head)
                .with("counted", *counted),
            Damage::KeysMissing { count } => Message::new("store-damage-keys-missing").with("count", *count),
            Damage::KeysRevived { count } => Message::new("store-damage-keys-revived").with("count", *count),
        }
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}
