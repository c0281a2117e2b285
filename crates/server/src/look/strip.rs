//! A strip of facts about the thing a page is about.

use maud::{Markup, html};

/// Names and values beside each other under the head of a page.
pub fn strip(items: &[(String, Markup)]) -> Markup {
    html! {
        dl.strip { @for (name, value) in items { div { dt { (name) } dd { (value) } } } }
    }
}
