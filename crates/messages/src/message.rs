use std::fmt;

use crate::{Language, catalogue};

/// Something to say: a key of the message files, with the values its sentence names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Message {
    key: &'static str,
    args: Vec<(&'static str, Arg)>,
}

/// A value inside a sentence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Arg {
    /// Shown as it is: names, excerpts of what was given, times already put into the reader's zone.
    Text(String),
    /// A count: chooses the plural form and is grouped by thousands.
    Count(i64),
    /// A sentence part that is itself translated.
    Message(Box<Message>),
}

impl Message {
    /// A message without arguments; `key` is `ROOM-what-is-said` and stands in `texts/*/ROOM.ftl`.
    pub fn new(key: &'static str) -> Message {
        Message { key, args: Vec::new() }
    }

    /// The same message with one argument more.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Message {
        self.args.push((name, value.into()));
        self
    }

    /// The stable code by which tests and other programs recognise the message.
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// The arguments, in the order they were given.
    pub fn args(&self) -> &[(&'static str, Arg)] {
        &self.args
    }

    /// The sentence for a reader of `language`.
    pub fn in_language(&self, language: Language) -> String {
        catalogue::sentence(self, language)
    }
}

/// English, for logs and developers; readers get [`Message::in_language`].
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_language(Language::English))
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Arg {
        Arg::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Arg {
        Arg::Text(text)
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Arg {
        Arg::Text(text.clone())
    }
}

impl From<Message> for Arg {
    fn from(message: Message) -> Arg {
        Arg::Message(Box::new(message))
    }
}

macro_rules! counts {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Arg {
            /// Saturates: a count beyond `i64` is said as the largest one.
            fn from(count: $integer) -> Arg {
                Arg::Count(i64::try_from(count).unwrap_or(i64::MAX))
            }
        }
    )*};
}
counts!(i32, i64, u16, u32, u64, usize);
