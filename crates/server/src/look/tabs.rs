//! The parts of a case, side by side.

use maud::{Markup, html};

/// A tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// Its word.
    pub label: String,
    /// How many there are, where that is known.
    pub count: Option<u64>,
    /// Where it leads.
    pub href: String,
    /// It is the one shown.
    pub current: bool,
}

/// The tabs, under a name for those who do not see them.
pub fn tabs(name: &str, tabs: &[Tab]) -> Markup {
    html! {
        nav.tabs aria-label=(name) {
            ul {
                @for tab in tabs {
                    li {
                        a href=(tab.href) aria-current=[tab.current.then_some("page")] {
                            (tab.label) @if let Some(count) = tab.count { " " span.count { (count) } }
                        }
                    }
                }
            }
        }
    }
}
