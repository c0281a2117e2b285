//! The timeline: what happened, when, by whom. Nothing vanishes from it; what was struck stays, struck.

use maud::{Markup, html};
use messages::{Language, Message};

/// An entry, worded.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Id of the element, unique on the page; people cite it.
    pub id: String,
    /// When it happened, as told: "09:40".
    pub at: String,
    /// The same for machines, RFC 3339.
    pub at_exact: String,
    /// When it was written down, where that is later than it happened.
    pub recorded: Option<String>,
    /// Role that did it.
    pub actor: String,
    /// What it did, to what.
    pub text: Markup,
    /// Digest, leaf, file position.
    pub mono: Option<String>,
    /// Where the proof of it stands.
    pub proof: Option<String>,
    /// What struck it, worded.
    pub struck: Option<String>,
    /// What followed from it, under a heading that says how much: `("the plan started 12 clocks", …)`.
    pub more: Option<(String, Vec<Entry>)>,
}

/// The entries in the order given.
pub fn timeline(entries: &[Entry], language: Language) -> Markup {
    html! {
        ol.timeline { @for entry in entries { (row(entry, language)) } }
    }
}

fn row(entry: &Entry, language: Language) -> Markup {
    html! {
        li.struck[entry.struck.is_some()] id=(entry.id) {
            p.at {
                // A day and its time may stand in two lines, and neither is cut.
                time datetime=(entry.at_exact) {
                    @for (place, part) in entry.at.split(' ').enumerate() { @if place > 0 { " " } span.whole { (part) } }
                }
                @if let Some(recorded) = &entry.recorded {
                    span.recorded {
                        (Message::new("look-recorded").with("moment", recorded.as_str()).in_language(language))
                    }
                }
            }
            div {
                p.what {
                    @if entry.struck.is_some() { s { strong { (entry.actor) } " " (entry.text) } }
                    @else { strong { (entry.actor) } " " (entry.text) }
                }
                @if let Some(mono) = &entry.mono {
                    p.mono { @if let Some(proof) = &entry.proof { a href=(proof) { (mono) } } @else { (mono) } }
                }
                @if let Some(struck) = &entry.struck { p.why { (struck) } }
                @if let Some((heading, entries)) = &entry.more {
                    details.more { summary { (heading) } ol.timeline { @for entry in entries { (row(entry, language)) } } }
                }
            }
        }
    }
}
