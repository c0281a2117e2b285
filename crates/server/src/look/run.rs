//! Runs of another language inside a page: the plan's own labels, what people typed. They carry their language, so that
//! they get its letters and are read aloud in it.

use maud::{Markup, html};
use messages::Language;

/// The text with every run of Han characters marked on an English page, and a text without any marked on a Chinese one.
pub fn runs(text: &str, language: Language) -> Markup {
    if language == Language::SimplifiedChinese {
        return html! { @match foreign(text, language) { Some(tag) => { span lang=(tag) { (text) } } None => { (text) } } };
    }
    html! {
        @for (han, run) in split(text) {
            @if han { span lang="zh-Hans" { (run) } } @else { (run) }
        }
    }
}

/// The language of a text as a whole, where it is not the reader's.
pub fn foreign(text: &str, language: Language) -> Option<&'static str> {
    let any_han = text.chars().any(is_han);
    let any_latin = text.chars().any(|letter| letter.is_ascii_alphabetic());
    match language {
        Language::English => any_han.then_some("zh-Hans"),
        // A lone id or unit is no sentence; whatever holds a space between letters may be one.
        Language::SimplifiedChinese => (!any_han && any_latin && text.trim().contains(' ')).then_some("en"),
    }
}

/// The text in pieces that are wholly Han or wholly not.
fn split(text: &str) -> Vec<(bool, &str)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let han = is_han(first);
        let end = rest.find(|letter| is_han(letter) != han).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        pieces.push((han, run));
        rest = after;
    }
    pieces
}

/// Han characters and the full-width signs that stand among them.
fn is_han(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_run_carries_its_language_and_the_readers_own_does_not() {
        let english = |text| runs(text, Language::English).into_string();
        assert_eq!(
            english("Level: 3级（重大级） now"),
            "Level: 3<span lang=\"zh-Hans\">级（重大级）</span> now"
        );
        assert_eq!(english("all English"), "all English");
        assert_eq!(english("a < b"), "a &lt; b");
        let chinese = |text| runs(text, Language::SimplifiedChinese).into_string();
        assert_eq!(chinese("论坛 dump 兜售"), "论坛 dump 兜售");
        assert_eq!(chinese("Order dump on a forum"), "<span lang=\"en\">Order dump on a forum</span>");
        assert_eq!(chinese("E-1"), "E-1");
    }
}
