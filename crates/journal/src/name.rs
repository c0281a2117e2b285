use std::fmt;

use messages::Message;

use crate::text::excerpt;

/// Longest id of a stream, longest kind and longest origin, in bytes.
const ID_MAX: usize = 64;
const KIND_MAX: usize = 64;
const ORIGIN_MAX: usize = 200;

/// A name that is not one.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NameError {
    /// Not `case/ID`, `access/ID`, `signal/ID`, `wave/ID` or `org`.
    Stream(String),
    /// Not dotted words such as `fact.stated`.
    Kind(String),
    /// Empty, too long, or with a space, a plus sign or a control character.
    Origin(String),
}

impl NameError {
    /// What to say about it.
    pub fn message(&self) -> Message {
        let (key, given) = match self {
            NameError::Stream(given) => ("journal-name-stream", given),
            NameError::Kind(given) => ("journal-name-kind", given),
            NameError::Origin(given) => ("journal-name-origin", given),
        };
        Message::new(key).with("given", excerpt(given))
    }
}

crate::text::says!(NameError);

/// The stream an entry belongs to. Text form: the family, and for all but `org` a slash and an id of 1 to 64
/// characters out of `a-z`, `0-9` and `-`, the first not `-`. One case only, so that two spellings are never one stream.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StreamName {
    /// `case/ID`: the decisions of a case.
    Case(String),
    /// `access/ID`: who looked at a case.
    Access(String),
    /// `signal/ID`: one report from outside and its triage.
    Signal(String),
    /// `wave/ID`: one batch of recipients.
    Wave(String),
    /// `org`: plans, people, readiness.
    Org,
}

impl StreamName {
    /// Reads the text form.
    ///
    /// # Errors
    /// [`NameError::Stream`] for anything but the text form.
    pub fn parse(text: &str) -> Result<StreamName, NameError> {
        match family_and_id(text) {
            Some(("case", id)) => Ok(StreamName::Case(id.to_owned())),
            Some(("access", id)) => Ok(StreamName::Access(id.to_owned())),
            Some(("signal", id)) => Ok(StreamName::Signal(id.to_owned())),
            Some(("wave", id)) => Ok(StreamName::Wave(id.to_owned())),
            Some(("org", "")) => Ok(StreamName::Org),
            _ => Err(NameError::Stream(text.to_owned())),
        }
    }

    /// Whether `text` is the text form of a stream's name: what [`StreamName::parse`] takes, without keeping it.
    pub(crate) fn is(text: &str) -> bool {
        family_and_id(text).is_some()
    }
}

/// The two parts of a text form; the id of `org` is empty.
fn family_and_id(text: &str) -> Option<(&str, &str)> {
    if text == "org" {
        return Some((text, ""));
    }
    let (family, id) = text.split_once('/')?;
    (matches!(family, "case" | "access" | "signal" | "wave") && is_id(id)).then_some((family, id))
}

fn is_id(id: &str) -> bool {
    (1..=ID_MAX).contains(&id.len())
        && !id.starts_with('-')
        && id.bytes().all(|c| matches!(c, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

impl fmt::Display for StreamName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StreamName::Case(id) => write!(f, "case/{id}"),
            StreamName::Access(id) => write!(f, "access/{id}"),
            StreamName::Signal(id) => write!(f, "signal/{id}"),
            StreamName::Wave(id) => write!(f, "wave/{id}"),
            StreamName::Org => f.write_str("org"),
        }
    }
}

/// The kind of an event: words of `a-z`, `0-9`, `_` and `-`, each beginning with a letter, joined by dots;
/// at most 64 characters (`fact.stated`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Kind(String);

impl Kind {
    /// Reads a kind.
    ///
    /// # Errors
    /// [`NameError::Kind`] for anything but dotted words.
    pub fn parse(text: &str) -> Result<Kind, NameError> {
        Kind::is(text).then(|| Kind(text.to_owned())).ok_or_else(|| NameError::Kind(text.to_owned()))
    }

    /// Whether `text` is a kind.
    pub(crate) fn is(text: &str) -> bool {
        text.len() <= KIND_MAX && text.split('.').all(is_word)
    }

    /// The text form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_word(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_lowercase())
        && word.bytes().all(|c| matches!(c, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-'))
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whose log it is: first line of a checkpoint and name of the key that signs it (C2SP signed-note: not empty,
/// no Unicode space, no `+`; ours: also no control character and at most 200 bytes).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin(String);

impl Origin {
    /// Reads an origin.
    ///
    /// # Errors
    /// [`NameError::Origin`].
    pub fn parse(text: &str) -> Result<Origin, NameError> {
        let good = (1..=ORIGIN_MAX).contains(&text.len())
            && !text.chars().any(|c| c == '+' || c.is_whitespace() || c.is_control());
        good.then(|| Origin(text.to_owned())).ok_or_else(|| NameError::Origin(text.to_owned()))
    }

    /// The text form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the log is a drill's (its origin ends in `/drill`): never evidence of a real case.
    pub fn is_drill(&self) -> bool {
        self.0.ends_with("/drill")
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! as_text {
    ($($name:ident),*) => {$(
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    )*};
}
as_text!(StreamName, Kind, Origin);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_name_has_one_spelling() {
        for good in ["org", "case/7", "access/0192f0c1-7c1e-7000-8000-00000000002a", "signal/a", "wave/b-2"] {
            assert_eq!(StreamName::parse(good).unwrap().to_string(), good);
        }
        let long = format!("case/{}", "a".repeat(65));
        for bad in [
            "", "org/", "org/1", "case", "case/", "case/A", "case/-a", "case/a/b", "case/a b", "Case/a",
            &long,
        ] {
            assert_eq!(StreamName::parse(bad), Err(NameError::Stream(bad.to_owned())), "{bad}");
        }
    }

    #[test]
    fn a_kind_is_dotted_words() {
        for good in ["opened", "fact.stated", "obligation.due_soon", "plan.adopted-v2"] {
            assert_eq!(Kind::parse(good).unwrap().as_str(), good);
        }
        for bad in ["", ".", "fact.", ".stated", "Fact.stated", "fact..stated", "fact.2", "事实"] {
            assert!(Kind::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_origin_can_be_a_key_name() {
        assert!(!Origin::parse("bank.example/journal").unwrap().is_drill());
        assert!(Origin::parse("bank.example/journal/drill").unwrap().is_drill());
        for bad in ["", "a b", "a+b", "a\u{3000}b", "a\nb", "a\u{7f}"] {
            assert!(Origin::parse(bad).is_err(), "{bad:?}");
        }
    }
}
