//! A request as a page function sees it: who asks, for what, with which words.

use std::collections::BTreeMap;
use std::net::IpAddr;

use jiff::Timestamp;
use messages::Language;

use crate::visitor::Visitor;

/// A request, read whole.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    /// Who asks.
    pub(crate) visitor: Visitor,
    /// Named parts of the path.
    pub(crate) path: BTreeMap<String, String>,
    /// The path as it was asked for, with its query.
    pub(crate) target: String,
    /// The page it belongs to, where its reader comes back to: the address itself, or the page of the form that was sent.
    pub(crate) page: String,
    /// What stands behind the question mark.
    pub(crate) query: Fields,
    /// What a form sent.
    pub(crate) form: Fields,
    /// It sends nothing: `form` is what its sender typed before their session ended, to be shown again.
    pub(crate) kept: bool,
    /// The name and port under which the browser reached us, if they are such.
    pub(crate) host: Option<String>,
    /// Where it comes from.
    pub(crate) from: IpAddr,
    /// Now.
    pub(crate) now: Timestamp,
}

impl Ask {
    /// A named part of the path; empty only if the route has no such part.
    pub(crate) fn part(&self, name: &str) -> &str {
        self.path.get(name).map_or("", String::as_str)
    }

    /// The path as it was asked for, without its query.
    pub(crate) fn target_path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The reader's language.
    pub(crate) fn language(&self) -> Language {
        self.visitor.language
    }
}

/// Fields of a form or a query, in the order they were sent.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads `a=1&b=2`.
    pub(crate) fn read(bytes: &[u8]) -> Fields {
        Fields(form_urlencoded::parse(bytes).into_owned().collect())
    }

    /// Fields that were read elsewhere.
    pub(crate) fn of(fields: Vec<(String, String)>) -> Fields {
        Fields(fields)
    }

    /// A field, trimmed; `None` if it was not sent or holds nothing.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let value = self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.trim())?;
        (!value.is_empty()).then_some(value)
    }

    /// A field as it was typed, to be shown again; empty if it was not sent.
    pub(crate) fn typed(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str())
    }

    /// All fields but one.
    pub(crate) fn without(&self, name: &str) -> Fields {
        Fields(self.0.iter().filter(|(field, _)| field != name).cloned().collect())
    }

    /// As `a=1&b=2` again.
    pub(crate) fn encoded(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.0).finish()
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Names and values, as they were sent.
    pub(crate) fn each(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Every value of a field that may be sent several times.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }
}
