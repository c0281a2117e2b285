//! Buttons. Their verb says the act; a page has one primary.

use maud::{Markup, html};
use messages::{Language, Message};

/// How much a button says "do this".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rank {
    /// The one act of the page.
    Primary,
    /// Any other.
    Quiet,
}

impl Rank {
    fn class(self) -> &'static str {
        match self {
            Rank::Primary => "primary",
            Rank::Quiet => "quiet",
        }
    }
}

/// Sends the form it stands in.
pub fn submit(label: &str, rank: Rank) -> Markup {
    html! { button.button.(rank.class()) type="submit" { (label) } }
}

/// Sends the form it stands in, saying which of its buttons was pressed.
pub fn submit_as(label: &str, rank: Rank, name: &str, value: &str) -> Markup {
    html! { button.button.(rank.class()) type="submit" name=(name) value=(value) { (label) } }
}

/// Leads somewhere, looking like a button.
pub fn link(label: &str, rank: Rank, href: &str) -> Markup {
    html! { a.button.(rank.class()) href=(href) { (label) } }
}

/// A label that stands on its page several times, with what it is about for those who hear it without what stands around it.
pub fn about(label: &str, about: &str, language: Language) -> Markup {
    html! { (label) span.sr { (Message::new("look-about").with("about", about).in_language(language)) } }
}

/// As [`submit`], with what it is about for those who hear it alone.
pub fn submit_about(label: &str, what: &str, rank: Rank, language: Language) -> Markup {
    html! { button.button.(rank.class()) type="submit" { (about(label, what, language)) } }
}

/// As [`submit_as`], with what it is about for those who hear it alone.
pub fn submit_as_about(label: &str, what: &str, (name, value): (&str, &str), language: Language) -> Markup {
    html! {
        button.button.quiet type="submit" name=(name) value=(value) { (about(label, what, language)) }
    }
}

/// As [`link`], with what it is about for those who hear it alone.
pub fn link_about(label: &str, what: &str, rank: Rank, href: &str, language: Language) -> Markup {
    html! { a.button.(rank.class()) href=(href) { (about(label, what, language)) } }
}
