use std::fmt;

use desk::DeskError;
use messages::Message;

use crate::smtp::RelayFault;

/// Why letters were not sent.
#[derive(Debug)]
pub enum NotifyError {
    /// The desk refused or failed.
    Desk(DeskError),
    /// The relay, or what we are called towards it.
    Relay(RelayFault),
    /// The letter may not leave as it is.
    Held {
        /// What its face says of it.
        why: Message,
    },
    /// The plan has no such notice.
    NoSuchNotice {
        /// As given.
        given: String,
    },
    /// The notice has no text in this language.
    Language {
        /// As given.
        given: String,
        /// Its languages.
        known: String,
    },
    /// What is stored cannot be read.
    Broken(Message),
}

impl NotifyError {
    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            NotifyError::Desk(error) => error.message(),
            NotifyError::Relay(fault) => fault.message(),
            NotifyError::Held { why } => Message::new("notify-held").with("why", why.clone()),
            NotifyError::NoSuchNotice { given } => Message::new("notify-no-such-notice").with("given", given),
            NotifyError::Language { given, known } => {
                let key = if known.is_empty() { "notify-language-none" } else { "notify-language" };
                Message::new(key).with("given", given).with("known", known)
            }
            NotifyError::Broken(why) => Message::new("notify-broken").with("why", why.clone()),
        }
    }
}

impl From<DeskError> for NotifyError {
    fn from(error: DeskError) -> NotifyError {
        NotifyError::Desk(error)
    }
}

impl fmt::Display for NotifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for NotifyError {}
