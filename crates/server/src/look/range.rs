//! A count that is known only between bounds: at least, at most. Either may stay open.

use maud::{Markup, html};
use messages::Language;

use super::field::below;
use super::say;

/// A count asked for, worded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Range {
    /// Name of the group; the bounds are sent as `NAME-least` and `NAME-most`.
    pub name: String,
    /// What is counted.
    pub label: String,
    /// The lower bound as typed.
    pub least: String,
    /// The upper bound as typed.
    pub most: String,
    /// "Unknown" is offered as an answer, sent as `NAME-answer=unknown`: whether it is chosen.
    pub unknown: Option<bool>,
    /// What helps to answer.
    pub help: Option<String>,
    /// What was given, what was expected, what to do.
    pub fault: Option<String>,
}

/// A row of a block of questions.
pub fn range(range: &Range, language: Language) -> Markup {
    let wrong = range.fault.is_some().then_some("true");
    let described = match (&range.fault, &range.help) {
        (Some(_), Some(_)) => Some(format!("{0}-fault {0}-help", range.name)),
        (Some(_), None) => Some(format!("{}-fault", range.name)),
        (None, Some(_)) => Some(format!("{}-help", range.name)),
        (None, None) => None,
    };
    let bound = |which: &str, label: &str, value: &str| {
        let first = which == "least" && wrong.is_some();
        html! {
            label.bound {
                span { (label) } " "
                input.count type="text" name={ (range.name) "-" (which) } value=(value) inputmode="numeric"
                    autocomplete="off" aria-invalid=[wrong] autofocus[first] aria-describedby=[described.as_deref()];
            }
        }
    };
    html! {
        fieldset.question.range {
            legend { (range.label) }
            div {
                (bound("least", &say(language, "look-at-least"), &range.least))
                (bound("most", &say(language, "look-at-most"), &range.most))
                @if let Some(chosen) = range.unknown {
                    label.choice {
                        input type="checkbox" name={ (range.name) "-answer" } value="unknown" checked[chosen];
                        span { (say(language, "look-answer-unknown")) }
                    }
                }
            }
            (below(&range.name, range.fault.as_deref(), range.help.as_deref()))
        }
    }
}
