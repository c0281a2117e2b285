//! Hexadecimal digits in dumps, and the text they stand for.

/// The digits behind `0x`.
pub(super) fn digits(word: &str) -> Option<&str> {
    word.strip_prefix("0x").filter(|digits| !digits.is_empty())
}

/// The bytes of hexadecimal digits.
pub(super) fn bytes(digits: &str) -> Option<Vec<u8>> {
    let digits = digits.as_bytes();
    if !digits.len().is_multiple_of(2) || digits.is_empty() {
        return None;
    }
    let value = |byte: u8| char::from(byte).to_digit(16);
    digits.chunks_exact(2).map(|pair| u8::try_from(value(pair[0])? * 16 + value(pair[1])?).ok()).collect()
}

/// The text that hexadecimal digits stand for; `None` where they stand for no text.
pub(super) fn from_hex(digits: &str) -> Option<String> {
    let text = String::from_utf8(bytes(digits)?).ok()?;
    (!text.chars().any(|c| c.is_control() && !c.is_whitespace())).then_some(text)
}
