//! The head of a page: what it is about, and what can be done with it.

use jiff::Timestamp;
use maud::{Markup, html};
use messages::Language;

use super::clock_list::elapsed;
use super::foreign;
use super::level::{Level, level_block};
use super::pill::{Tone, pill};

/// The head of any page: `parts` stand under the title with dots between them.
pub fn page_head(title: &str, parts: &[String], actions: &Markup) -> Markup {
    html! {
        header.head {
            div.titles { h1 { (title) } (sub(parts)) }
            div.actions { (actions) }
        }
    }
}

/// What stands at the head of a case.
#[derive(Debug, Clone)]
pub struct CaseHead {
    /// Id of the element, so that live news replaces it.
    pub id: String,
    /// Its level, once it has one.
    pub level: Option<Level>,
    /// Its title.
    pub title: String,
    /// Number, states, plan, countries, times.
    pub parts: Vec<String>,
    /// What is counted from and since when: "since known".
    pub since: Option<(String, Timestamp)>,
    /// The seal of the journal, worded: "journal sealed 09:40:31".
    pub seal: Option<String>,
    /// What can be done.
    pub actions: Markup,
}

/// The head of a case.
pub fn case_head(head: &CaseHead, now: Timestamp, language: Language) -> Markup {
    html! {
        header.head.case-head id=(head.id) {
            @if let Some(level) = &head.level { (level_block(level, language)) }
            div.titles { h1 lang=[foreign(&head.title, language)] { (head.title) } (sub(&head.parts)) }
            div.since {
                @if let Some((label, since)) = &head.since { (elapsed(label, *since, now, language)) }
                @if let Some(seal) = &head.seal { p.seal { (pill(Tone::Good, seal)) } }
            }
            div.actions { (head.actions) }
        }
    }
}

fn sub(parts: &[String]) -> Markup {
    html! {
        @if !parts.is_empty() {
            p.sub { @for part in parts { span { (part) } " " } }
        }
    }
}
