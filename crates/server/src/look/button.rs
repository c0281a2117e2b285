//! Buttons. Their verb says the act; a page has one primary.

use maud::{Markup, html};

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
