//! Text that comes from outside: titles, names, what people typed.

/// The text without what no paper can show or what would turn its neighbours around: control characters but line breaks
/// and tabs, and the marks that order right-to-left text (a title must not turn the figures beside it). Each becomes
/// U+FFFD, so that nothing is dropped unseen; `\r\n` and `\r` become `\n`.
pub(crate) fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().map(|c| if is_harmful(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

fn is_harmful(c: char) -> bool {
    let turns =
        matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}');
    turns || (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn what_turns_or_breaks_a_paper_is_replaced_and_everything_else_stays() {
        assert_eq!(clean("a\u{202e}974\u{202c}\u{0}\u{85}b"), "a\u{fffd}974\u{fffd}\u{fffd}\u{fffd}b");
        let stays = "订单 <b> é e\u{301} 😀\t{x}\n\u{10ffff} \u{200b}";
        assert_eq!(clean(stays), stays);
        assert_eq!(clean("a\r\nb\rc"), "a\nb\nc");
    }
}
