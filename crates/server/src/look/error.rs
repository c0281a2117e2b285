//! When something went wrong or is not there yet.

use maud::{Markup, html};

/// An error of a page: three sentences, none of which may be left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorText {
    /// What was given or what happened.
    pub given: String,
    /// What was expected.
    pub expected: String,
    /// What to do.
    pub remedy: String,
}

/// The error as a block above what it concerns.
pub fn error(text: &ErrorText) -> Markup {
    html! {
        div.error role="alert" {
            p { span aria-hidden="true" { "▲ " } strong { (text.given) } }
            p { (text.expected) }
            p { (text.remedy) }
        }
    }
}

/// What would stand here, and the one action that fills it.
pub fn empty(what: &str, action: &Markup) -> Markup {
    html! { div.empty { p { (what) } (action) } }
}
