//! A gate: one row per condition, and a button that names the first thing lacking.

use maud::{Markup, html};
use messages::{Language, Message};

use super::say;

/// Where a condition stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Met {
    /// Met, since this moment.
    Since(String),
    /// Not met.
    Not,
    /// Nobody can tell yet.
    Unknown,
    /// Not applicable: who said so, and why.
    NotApplicable {
        /// Role that waived it.
        by: String,
        /// Why.
        why: String,
    },
}

/// A condition, worded.
#[derive(Debug, Clone)]
pub struct Condition {
    /// What must hold.
    pub text: String,
    /// Where it stands.
    pub met: Met,
    /// What to do about it, or where the answer lies.
    pub help: Option<Markup>,
}

/// The conditions with their signs and words.
pub fn gate_rows(conditions: &[Condition], language: Language) -> Markup {
    html! {
        ul.gate {
            @for condition in conditions {
                @let (class, sign, word) = stands(&condition.met, language);
                li.(class) {
                    span.sign aria-hidden="true" { (sign) }
                    div {
                        p { (condition.text) }
                        @if let Some(help) = &condition.help { p.under { (help) } }
                    }
                    span.word { (word) }
                }
            }
        }
    }
}

fn stands(met: &Met, language: Language) -> (&'static str, &'static str, String) {
    match met {
        Met::Since(moment) => {
            let word = Message::new("look-met-since").with("moment", moment.as_str()).in_language(language);
            ("met", "✓", word)
        }
        Met::Not => ("not-met", "▲", say(language, "look-not-met")),
        Met::Unknown => ("unknown-yet", "?", say(language, "look-unknown")),
        Met::NotApplicable { by, why } => {
            let word = Message::new("look-waived").with("by", by.as_str()).with("why", why.as_str());
            ("waived", "–", word.in_language(language))
        }
    }
}

/// The button of a gate: the act when nothing is lacking, else the first thing that is, and the button does nothing.
pub fn gate_button(act: &str, lacking: Option<&str>, language: Language) -> Markup {
    match lacking {
        None => html! { button.button.primary type="submit" { (act) } },
        Some(lacking) => {
            let words = Message::new("look-lacking").with("lacking", lacking).in_language(language);
            html! { button.button.lacking type="submit" disabled { (words) } }
        }
    }
}
