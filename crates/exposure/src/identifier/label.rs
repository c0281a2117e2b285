//! Words for a telephone in running text: a number behind one is read as one of the text's own country.

use std::sync::OnceLock;

use regex::Regex;

/// The words, in the five languages. Source: our own collection. 2026-11.
const WORDS: &str = r"电话|電話|手机|手機|联系方式|聯絡方式|热线|熱線|致电|来电|來電|phone|mobile|\btel\b|\bcell\b|\bcall(?:ed|s)?\b|\bfax\b|\bтел\b|телефон|\bмоб|звон|номер|điện thoại|di động|\bđt\b|\bsđt\b|\bsdt\b|\bgọi\b|liên hệ|hotline";
/// How much of the text before a number is looked at, in characters.
const BEFORE: usize = 32;

/// Whether such a word stands anywhere in the text.
pub(crate) fn has_word(text: &str) -> bool {
    static LOOSE: OnceLock<Option<Regex>> = OnceLock::new();
    static WORD: OnceLock<Option<Regex>> = OnceLock::new();
    // Times, amounts and codes of digits hold no word; where words end is looked at only where one may stand, because that is
    // what costs time in other scripts than ours.
    if !text.bytes().any(|byte| byte.is_ascii_alphabetic() || byte >= 0x80) {
        return false;
    }
    let loose = LOOSE.get_or_init(|| Regex::new(&format!("(?i){}", WORDS.replace(r"\b", ""))).ok());
    let word = WORD.get_or_init(|| Regex::new(&format!("(?i){WORDS}")).ok());
    [loose, word].into_iter().all(|word| word.as_ref().is_some_and(|word| word.is_match(text)))
}

/// Whether such a word stands before what begins at `start`, with nothing between but a few words without digits.
pub(crate) fn stands_before(text: &str, start: usize) -> bool {
    static LABEL: OnceLock<Option<Regex>> = OnceLock::new();
    let label = LABEL.get_or_init(|| Regex::new(&format!(r"(?i)(?:{WORDS})[^\d\n;；。]{{0,16}}$")).ok());
    let before = &text[..start];
    let from = before.char_indices().rev().take(BEFORE).last().map_or(0, |(at, _)| at);
    label.as_ref().is_some_and(|label| label.is_match(&before[from..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_a_telephone_are_known_in_five_languages() {
        for before in [
            "客户张伟，手机",
            "客戶 陳文祥 電話 ",
            "Иванов Иван, тел. ",
            "An, ĐT: ",
            "called from (",
            "Tel: ",
            "Моб.: ",
        ] {
            assert!(stands_before(&format!("{before}0912"), before.len()), "{before}");
        }
        for before in ["hotel ", "order ", "电话5次，共", "date: "] {
            assert!(!stands_before(&format!("{before}0912"), before.len()), "{before}");
        }
    }
}
