//! Masked rows of a leak: head or tail only, names hidden whole.

use maud::{Markup, html};
use messages::Language;

use super::say;

/// A value of a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Masked {
    /// Head and tail with the rest hidden, already masked by who read it.
    Shown(String),
    /// A name: hidden whole.
    Hidden,
    /// The row has none; that is another word than unknown.
    Nothing,
    /// A word in clear, such as how sure the match is.
    Word(String),
}

/// The value.
pub fn masked(value: &Masked, language: Language) -> Markup {
    match value {
        Masked::Shown(text) => html! { span.mono { (text) } },
        Masked::Hidden => {
            html! { span.hidden { span aria-hidden="true" { "∗∗∗" } span.sr { (say(language, "look-hidden")) } } }
        }
        Masked::Nothing => html! { span.none { (say(language, "look-none")) } },
        Masked::Word(word) => html! { (word) },
    }
}

/// A value masked to its first `head` and last `tail` characters; a short one is hidden whole.
pub fn mask(value: &str, head: usize, tail: usize) -> String {
    let length = value.chars().count();
    if length < head + tail + 2 {
        return "*".repeat(length.max(3));
    }
    let hidden = length - head - tail;
    let first: String = value.chars().take(head).collect();
    let last: String = value.chars().skip(head + hidden).collect();
    format!("{first}{}{last}", "*".repeat(hidden))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_shows_head_and_tail_only_and_a_short_one_nothing() {
        assert_eq!(mask("13800005521", 3, 4), "138****5521");
        assert_eq!(mask("12345", 3, 4), "*****");
        assert_eq!(mask("", 3, 4), "***");
        assert_eq!(mask("张三李四王五", 1, 1), "张****五");
    }
}
