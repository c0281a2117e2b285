//! A small word on soft ground: what state something is in.

use maud::{Markup, html};

/// What a coloured ground means; colour never means anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing in particular.
    #[default]
    Quiet,
    /// News, a note, something that runs.
    Note,
    /// Met, sealed, valid.
    Good,
    /// Soon, doubtful, to verify.
    Warn,
    /// Late, refused, wrong.
    Bad,
}

impl Tone {
    /// The class that gives the colours.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Tone::Quiet => "quiet",
            Tone::Note => "note",
            Tone::Good => "good",
            Tone::Warn => "warn",
            Tone::Bad => "bad",
        }
    }

    /// The sign that goes with the colour, for readers who do not see it.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Tone::Quiet => "",
            Tone::Note => "\u{24d8} ",
            Tone::Good => "\u{2713} ",
            Tone::Warn | Tone::Bad => "\u{25b2} ",
        }
    }
}

/// A word on soft ground; the caller's word says the state, the tone only colours it.
pub fn pill(tone: Tone, word: &str) -> Markup {
    html! { span.pill.(tone.class()) { (word) } }
}

/// A pill with the sign of its tone before the word.
pub fn signed_pill(tone: Tone, word: &str) -> Markup {
    html! { span.pill.(tone.class()) { (tone.sign()) (word) } }
}
