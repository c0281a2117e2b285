//! A card: a heading, a caption at its right, and what it holds.

use maud::{Markup, html};

/// A card. `id` is what live news replaces.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Card {
    /// Id of the element, unique on the page; empty for none.
    pub id: String,
    /// The heading.
    pub title: String,
    /// What stands at its right.
    pub caption: Option<String>,
}

/// The card around its body.
pub fn card(card: &Card, body: &Markup) -> Markup {
    html! {
        section.card id=[(!card.id.is_empty()).then_some(&card.id)] {
            header {
                h2 { (card.title) }
                @if let Some(caption) = &card.caption { p.caption { (caption) } }
            }
            (body)
        }
    }
}
