//! A request as a page function sees it: who asks, for what, with which words.

use std::collections::BTreeMap;
use std::net::IpAddr;

use jiff::Timestamp;
use messages::Language;

use crate::visitor::Visitor;

/// A request, read whole.
#[derive(Debug)]
pub(crate) struct Ask {
    /// Who asks.
    pub(crate) visitor: Visitor,
    /// Named parts of the path.
    pub(crate) path: BTreeMap<String, String>,
    /// The path as it was asked for, with its query: where to come back to.
    pub(crate) target: String,
    /// What stands behind the question mark.
    pub(crate) query: Fields,
    /// What a form sent.
    pub(crate) form: Fields,
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

    /// The reader's language.
    pub(crate) fn language(&self) -> Language {
        self.visitor.language
    }
}

/// Fields of a form or a query, in the order they were sent.
#[derive(Debug, Default, Clone)]
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

    /// Every value of a field that may be sent several times.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }
}
