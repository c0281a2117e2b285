//! Signs as addresses of pages carry them: `liu%40example.com` (RFC 3986, 2.1).

/// The text with each escaped sign of ASCII (`%40`) as its full-width form, which is as long and read as the same sign, so that
/// every place in the text stays where it was. `None` if there is none. Bytes beyond ASCII stay escaped.
pub(super) fn unescaped(text: &str) -> Option<String> {
    let mut plain: Option<String> = None;
    let mut from = 0;
    for at in memchr::memchr_iter(b'%', text.as_bytes()) {
        let Some(sign) = (at >= from).then(|| sign(&text.as_bytes()[at + 1..])).flatten() else { continue };
        let plain = plain.get_or_insert_with(|| String::with_capacity(text.len()));
        plain.push_str(&text[from..at]);
        plain.push(sign);
        from = at + 3;
    }
    let mut plain = plain?;
    plain.push_str(&text[from..]);
    Some(plain)
}

/// The sign whose two digits stand first, in its full width; `None` for what no page shows.
fn sign(digits: &[u8]) -> Option<char> {
    let digit = |place: usize| char::from(*digits.get(place)?).to_digit(16);
    match digit(0)? * 16 + digit(1)? {
        0x20 => Some('\u{3000}'),
        code @ 0x21..=0x7e => char::from_u32(0xff00 + code - 0x20),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_keeps_its_place_and_its_length() {
        assert_eq!(unescaped("e=liu%40example.com&t=%2b86").unwrap(), "e=liu＠example.com&t=＋86");
        assert_eq!(unescaped("%7E%20%31").unwrap(), "～\u{3000}１");
        for text in ["e=liu%40example.com", "%%41%4", "a%20b%E7%8E%8B"] {
            assert_eq!(unescaped(text).unwrap().len(), text.len(), "{text}");
        }
        for text in ["", "100%", "%4", "%zz", "%E7%8E%8B", "5 %40".get(..4).unwrap(), "%0a%00%7f"] {
            assert_eq!(unescaped(text), None, "{text}");
        }
    }
}
