use std::borrow::Cow;

/// A text of one line, such as a title, with everything that would steer a terminal, break the line or turn the direction of writing shown
/// as `\u{…}`: what people typed never looks like something else.
///
/// ```
/// assert_eq!(messages::one_line("Orders\n  8  Forged"), "Orders\\u{a}  8  Forged");
/// assert_eq!(messages::one_line("订单外泄 · O’Neil"), "订单外泄 · O’Neil");
/// ```
pub fn one_line(text: &str) -> Cow<'_, str> {
    shown(text, steers)
}

/// As [`one_line`], of a text that may have several lines, such as a reason: they and tabs stay.
///
/// ```
/// assert_eq!(messages::lines("the app was down\ntold \u{202e}again"), "the app was down\ntold \\u{202e}again");
/// ```
pub fn lines(text: &str) -> Cow<'_, str> {
    match text.contains("\r\n") {
        true => Cow::Owned(shown(&text.replace("\r\n", "\n"), steers_lines).into_owned()),
        false => shown(text, steers_lines),
    }
}

fn shown(text: &str, steers: fn(char) -> bool) -> Cow<'_, str> {
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

fn steers_lines(letter: char) -> bool {
    steers(letter) && !matches!(letter, '\n' | '\t')
}

/// Controls and line ends (Unicode's `Cc`, `Zl`, `Zp`) and marks of writing direction (UAX #9).
fn steers(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{61c}' | '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}')
        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
