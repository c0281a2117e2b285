//! Large figures with their names: what is known at a glance.

use maud::{Markup, html};

/// A figure, worded.
#[derive(Debug, Clone)]
pub struct Figure {
    /// The value with its bound, or [`unknown`](super::fact::unknown).
    pub value: Markup,
    /// What is counted.
    pub name: String,
    /// What should be known about it: parts, bases, the evidence it was counted from.
    pub notes: Vec<Markup>,
}

/// Figures beside each other; `name_first` puts the name above the value.
pub fn figures(figures: &[Figure], name_first: bool) -> Markup {
    html! {
        dl.figures.name-first[name_first] {
            @for figure in figures {
                div {
                    dt { (figure.name) }
                    dd.value { (figure.value) }
                    @for note in &figure.notes { dd.note { (note) } }
                }
            }
        }
    }
}
