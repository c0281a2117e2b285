//! Values written in codes of mail: quoted-printable (RFC 2045, section 6.7) and Base64 (RFC 4648).

/// The text of quoted-printable UTF-8; what is no code stands for itself.
pub(super) fn quoted_printable(text: &str) -> String {
    String::from_utf8(quoted_printable_bytes(text)).unwrap_or_else(|_| text.to_owned())
}

/// The bytes of quoted-printable; what is no code stands for itself.
pub(super) fn quoted_printable_bytes(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'=').then(|| bytes.get(at + 1..at + 3)).flatten();
        let code = code.and_then(|two| std::str::from_utf8(two).ok());
        match code.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    out
}

/// The text that Base64 stands for; `None` if it stands for none.
pub(super) fn base64(text: &str) -> Option<String> {
    String::from_utf8(base64_bytes(text)?).ok()
}

/// The bytes that Base64 stands for; `None` if it is none.
pub(super) fn base64_bytes(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut word, mut bits) = (0u32, 0);
    for byte in text.trim().trim_end_matches('=').bytes() {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        word = word << 6 | u32::from(six);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((word >> bits) as u8);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_standards_are_read() {
        // RFC 4648, section 10.
        for (coded, plain) in [("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYmFy", "foobar")] {
            assert_eq!(base64(coded).as_deref(), Some(plain));
        }
        assert_eq!(base64("a b"), None);
        assert_eq!(quoted_printable("=E5=BC=A0=E4=BC=9F"), "张伟");
        assert_eq!(quoted_printable("a=b"), "a=b");
    }
}
