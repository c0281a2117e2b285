//! The badge on a figure that a person should check: it opens its source, date and confidence, without script.

use maud::{Markup, html};
use messages::Language;

use super::say;

/// Why a figure should be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// A draft or remembered figure of a law or plan.
    Verify,
    /// The plan is silent or contradicts itself, and its owner chose.
    Choice,
}

/// What the badge opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verify {
    /// Why.
    pub doubt: Doubt,
    /// Where the figure comes from: law and article, clause, or the reason of the choice.
    pub source: String,
    /// As of when.
    pub date: String,
    /// How sure it is, worded.
    pub confidence: String,
}

/// The badge. It is a block of its own: place it beside a heading or in a cell, not inside a paragraph.
pub fn verify(about: &Verify, language: Language) -> Markup {
    let (class, word) = match about.doubt {
        Doubt::Verify => ("verify", say(language, "look-verify")),
        Doubt::Choice => ("verify choice", say(language, "look-choice")),
    };
    html! {
        details.(class) {
            summary { (word) }
            dl {
                dt { (say(language, "look-source")) } dd { (about.source) }
                @if !about.date.is_empty() { dt { (say(language, "look-date")) } dd { (about.date) } }
                @if !about.confidence.is_empty() { dt { (say(language, "look-confidence")) } dd { (about.confidence) } }
            }
        }
    }
}
