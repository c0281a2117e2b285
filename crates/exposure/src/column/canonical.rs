//! One text in two writings of Unicode: a letter with its marks as one character or as several (UAX #15, form C).

use std::borrow::Cow;

use icu_normalizer::{ComposingNormalizer, ComposingNormalizerBorrowed};

const COMPOSED: ComposingNormalizerBorrowed<'static> = ComposingNormalizer::new_nfc();

/// Marks that stand behind their letter and make one character with it, as decomposed text has them.
#[inline]
pub(super) fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{0300}'..='\u{036F}' | '\u{3099}' | '\u{309A}')
}

/// Han letters that stand twice in Unicode for the sake of older charsets.
pub(super) fn is_twin(letter: char) -> bool {
    matches!(letter, '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
}

/// The text with each letter and its marks as one character, where there is one.
pub(super) fn composed(text: &str) -> Cow<'_, str> {
    COMPOSED.normalize(text)
}

/// Joins marks to the last letter of `text`; those with which it makes no character are left out.
pub(super) fn with_marks(text: &mut String, marks: &str) {
    let Some(letter) = text.pop() else { return };
    let together = format!("{letter}{marks}");
    text.extend(composed(&together).chars().filter(|letter| !is_mark(*letter)));
}
