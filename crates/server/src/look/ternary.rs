//! Questions to which "unknown" is a good answer.

use maud::{Markup, html};
use messages::Language;

use super::say;

/// An answer of three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ternary {
    /// It is so.
    Yes,
    /// It is not.
    No,
    /// Nobody can tell yet.
    Unknown,
}

/// A question, worded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Name under which the answer is sent, as `yes`, `no` or `unknown`.
    pub name: String,
    /// What is asked.
    pub text: String,
    /// The answer so far; nothing is answered for anybody.
    pub answer: Option<Ternary>,
}

/// A block of questions, and rows of the caller below them.
pub fn questions(questions: &[Question], more: &Markup, language: Language) -> Markup {
    html! {
        div.questions {
            @for question in questions {
                fieldset.question {
                    legend { (question.text) }
                    div {
                        (answer(question, Ternary::Yes, "yes", &say(language, "look-yes")))
                        (answer(question, Ternary::No, "no", &say(language, "look-no")))
                        (answer(question, Ternary::Unknown, "unknown", &say(language, "look-answer-unknown")))
                    }
                }
            }
            (more)
        }
    }
}

fn answer(question: &Question, this: Ternary, value: &str, label: &str) -> Markup {
    html! {
        label.radio {
            input type="radio" name=(question.name) value=(value) checked[question.answer == Some(this)];
            span { (label) }
        }
    }
}
