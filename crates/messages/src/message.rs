use std::fmt;

use crate::{Label, Language, catalogue};

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
    /// What an organisation calls something, in the languages it has it in.
    Label(Label),
    /// Several of these, with the comma of the reader's language between them.
    List(Vec<Arg>),
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

    /// The same message with `name` said in it and in every message inside it: who is reading, where a sentence depends on that.
    #[must_use]
    pub fn within(self, name: &'static str, value: &str) -> Message {
        let args = self.args.into_iter().map(|(known, arg)| match arg {
            Arg::Message(inner) => (known, Arg::Message(Box::new(inner.within(name, value)))),
            other => (known, other),
        });
        Message { key: self.key, args: args.collect() }.with(name, value)
    }

    /// The stable code by which tests and other programs recognise the message.
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// The arguments, in the order they were given.
    pub fn args(&self) -> &[(&'static str, Arg)] {
        &self.args
    }

    /// The argument called `name`.
    pub fn arg(&self, name: &str) -> Option<&Arg> {
        self.args.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The same message with other arguments: `change` is asked about each, messages inside messages included, and gives
    /// the new one or `None` where it stays.
    #[must_use]
    pub fn mapped(self, change: &dyn Fn(&Message, &str, &Arg) -> Option<Arg>) -> Message {
        let args = self.args.iter().map(|(name, value)| {
            let value = match value {
                Arg::Message(inner) => Arg::Message(Box::new(inner.as_ref().clone().mapped(change))),
                other => change(&self, name, other).unwrap_or_else(|| other.clone()),
            };
            (*name, value)
        });
        Message { key: self.key, args: args.collect() }
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

impl From<Label> for Arg {
    fn from(label: Label) -> Arg {
        Arg::Label(label)
    }
}

impl From<Vec<Arg>> for Arg {
    fn from(list: Vec<Arg>) -> Arg {
        Arg::List(list)
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
