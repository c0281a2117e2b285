//! The level of a case: its name, its place on its scale, and whether it was decided, computed or may yet change.

use maud::{Markup, html};
use messages::{Language, Message};

use super::say;

/// How bad a level is on its own scale. Only the worst is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The mildest of the scale.
    Mildest,
    /// Between.
    Middle,
    /// The worst of the scale.
    Worst,
}

impl Weight {
    /// The weight of place `place` (from 1, the mildest) on a scale of `of` levels.
    pub fn of(place: usize, of: usize) -> Weight {
        match place {
            place if place >= of && of > 1 => Weight::Worst,
            0 | 1 => Weight::Mildest,
            _ => Weight::Middle,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Weight::Mildest => "mildest",
            Weight::Middle => "middle",
            Weight::Worst => "worst",
        }
    }
}

/// How firm it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The command decided it.
    Decided,
    /// The facts say so, and nothing unknown could change it.
    Computed,
    /// It may change; the sentence says to what and for lack of what.
    Provisional(String),
    /// People set it, and nobody has: which level it is, is unknown.
    Unset,
}

/// A level, worded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// The plan's own label.
    pub label: String,
    /// Its language, where that is not the reader's.
    pub label_language: Option<String>,
    /// What it means in the reader's language, where the plan says so and the label is in another.
    pub gloss: Option<String>,
    /// Its place from the mildest, from 1.
    pub place: usize,
    /// How many levels the scale has.
    pub of: usize,
    /// How firm it is.
    pub standing: Standing,
}

/// The large badge at the head of a case; a provisional one says what it may become.
pub fn level_block(level: &Level, language: Language) -> Markup {
    let standing = match &level.standing {
        Standing::Decided => say(language, "look-decided"),
        Standing::Computed => say(language, "look-computed"),
        Standing::Provisional(_) => say(language, "look-provisional"),
        Standing::Unset => return unset_block(language),
    };
    let place =
        Message::new("look-place").with("place", level.place).with("of", level.of).in_language(language);
    html! {
        div.level-block.(Weight::of(level.place, level.of).class()) {
            div {
                p.kind { (say(language, "look-level")) }
                p.name lang=[level.label_language.as_deref()] { (level.label) }
                @if let Some(gloss) = &level.gloss { p.gloss { (gloss) } }
                p.place { (place) " · " (standing) }
            }
            @if let Standing::Provisional(may) = &level.standing { p.may { (may) } }
        }
    }
}

/// A level that people set, while nobody has: no place and no name.
fn unset_block(language: Language) -> Markup {
    html! {
        div.level-block.(Weight::Mildest.class()) {
            div {
                p.kind { (say(language, "look-level")) }
                p.name { (unset(language)) }
                p.place { (say(language, "look-people-set")) }
            }
        }
    }
}

/// What stands in the place of a level that nobody has set.
pub fn unset(language: Language) -> Markup {
    html! { span.unknown { (say(language, "look-unknown")) } }
}

/// The small badge in tables and sentences: place and name. A name that begins with its number says its place by itself.
pub fn level_badge(level: &Level) -> Markup {
    let numbered = level.label.starts_with(|first: char| first.is_ascii_digit());
    html! {
        span.level.(Weight::of(level.place, level.of).class()) {
            @if !numbered { (level.place) " " }
            span lang=[level.label_language.as_deref()] { (level.label) }
        }
        @if let Some(gloss) = &level.gloss { " " span.gloss { (gloss) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_of_several_levels_is_the_worst() {
        assert_eq!(
            [1, 2, 3].map(|place| Weight::of(place, 3)),
            [Weight::Mildest, Weight::Middle, Weight::Worst]
        );
        assert_eq!(Weight::of(1, 1), Weight::Mildest);
        assert_eq!(Weight::of(2, 2), Weight::Worst);
    }
}
