//! Runs of another language inside a page: the plan's own labels, what people typed. They carry their language, so that
//! they get its letters and are read aloud in it.

use maud::{Markup, html};
use messages::Language;

/// The text with every run of Han characters marked on an English page, and a text without any marked on a Chinese one.
pub fn runs(text: &str, language: Language) -> Markup {
    if language == Language::SimplifiedChinese {
        return html! { @match foreign(text, language) { Some(tag) => { span lang=(tag) { (dated(text)) } } None => { (dated(text)) } } };
    }
    html! {
        @for (han, run) in split(text) {
            @if han { span lang="zh-Hans" { (run) } } @else { (dated(run)) }
        }
    }
}

/// Length of `2026-03-12`.
const DATE: usize = 10;

/// The text with every date marked so that no line ends within it: browsers break after a hyphen.
fn dated(text: &str) -> Markup {
    let date = |at: &usize| text.as_bytes().get(*at..*at + DATE).is_some_and(is_date);
    let place = text.match_indices('-').filter_map(|(at, _)| at.checked_sub(4)).find(date);
    let parts = place.and_then(|at| text.split_at_checked(at));
    let parts = parts.and_then(|(before, rest)| Some((before, rest.split_at_checked(DATE)?)));
    html! {
        @match parts {
            None => { (text) }
            Some((before, (date, after))) => { (before) span.whole { (date) } (dated(after)) }
        }
    }
}

/// Digits with hyphens where a date has them.
fn is_date(bytes: &[u8]) -> bool {
    let is = |(place, byte): (usize, &u8)| {
        if matches!(place, 4 | 7) { *byte == b'-' } else { byte.is_ascii_digit() }
    };
    bytes.iter().enumerate().all(is)
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
    fn no_line_ends_within_a_date() {
        let chinese = |text| runs(text, Language::SimplifiedChinese).into_string();
        assert_eq!(chinese("于 2026-11-22 20:30 起"), "于 <span class=\"whole\">2026-11-22</span> 20:30 起");
        for plain in ["2026-11-2", "E-1", "202-11-22", "-11-22", "值-班-表", "400-000-0000"] {
            assert_eq!(chinese(plain), plain);
        }
        assert_eq!(chinese("2026-11-222026-11-23").matches("whole").count(), 2);
    }

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
