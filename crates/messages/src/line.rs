use std::borrow::Cow;

/// A text of one line, such as a title, with everything that would steer a terminal, break the line or turn the direction of writing shown
/// as `\u{…}`: what people typed never looks like something else.
///
/// ```
/// assert_eq!(messages::one_line("Orders\n  8  Forged"), "Orders\\u{a}  8  Forged");
/// assert_eq!(messages::one_line("订单外泄 · O’Neil"), "订单外泄 · O’Neil");
/// ```
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(steers) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        if steers(letter) {
            shown.extend(letter.escape_unicode());
        } else {
            shown.push(letter);
        }
    }
    Cow::Owned(shown)
}

/// Controls and line ends (Unicode's `Cc`, `Zl`, `Zp`) and marks of writing direction (UAX #9).
fn steers(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
