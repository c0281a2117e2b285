//! A fact as it stands in a sentence or a cell: its value with its bound and evidence, or the word that it is unknown.

use maud::{Markup, html};
use messages::{Language, Message};

use super::say;

/// How far a value is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bound {
    /// Exactly this.
    Exact,
    /// This or more.
    AtLeast,
    /// This or less.
    AtMost,
    /// From the value to this one.
    To(String),
}

/// What is known of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The value as a reader writes it.
    pub value: String,
    /// How far it is known.
    pub bound: Bound,
    /// Evidence it rests on: `(label, address)`, "E-3".
    pub evidence: Vec<(String, String)>,
    /// When it was learnt: shown on hover and on paper.
    pub moment: Option<String>,
    /// The newer statement, where this one no longer stands.
    pub superseded_by: Option<String>,
}

/// The value with its bound alone: "≥ 318,442".
pub fn bounded(value: &str, bound: &Bound) -> String {
    match bound {
        Bound::Exact => value.to_owned(),
        Bound::AtLeast => format!("≥\u{a0}{value}"),
        Bound::AtMost => format!("≤\u{a0}{value}"),
        Bound::To(upper) => format!("{value}–{upper}"),
    }
}

/// The chip.
pub fn fact_chip(fact: &Fact, language: Language) -> Markup {
    let value = bounded(&fact.value, &fact.bound);
    html! {
        span.fact title=[fact.moment.as_deref()] {
            @if fact.superseded_by.is_some() { s { (value) } } @else { strong { (value) } }
            @for (label, href) in &fact.evidence { " " a.evidence href=(href) { (label) } }
            @if let Some(moment) = &fact.moment { span.on-paper { " (" (moment) ")" } }
            @if let Some(newer) = &fact.superseded_by {
                " " span.newer { (Message::new("look-superseded").with("newer", newer.as_str()).in_language(language)) }
            }
        }
    }
}

/// The word "unknown", and where the answer may lie. Never a zero, a dash or nothing.
pub fn unknown(lies: Option<&str>, language: Language) -> Markup {
    html! {
        span.unknown { (say(language, "look-unknown")) }
        @if let Some(lies) = lies { " " span.lies { (lies) } }
    }
}
