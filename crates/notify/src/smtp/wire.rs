//! What is written to a relay: addresses that cannot carry a second command, and texts in which a line with a dot alone
//! cannot end them.

/// An address as it may stand between `<` and `>`: printable, one `@` outside, no blanks, no brackets, no controls, at most
/// 254 bytes (RFC 5321 §4.5.3.1.3 less the brackets). Quoted mailboxes are not among them.
pub fn is_address(address: &str) -> bool {
    let Some((mailbox, domain)) = address.rsplit_once('@') else { return false };
    let fits = !mailbox.is_empty() && mailbox.len() <= 64 && !domain.is_empty() && address.len() <= 254;
    let sound = |letter: char| {
        !letter.is_control()
            && !letter.is_whitespace()
            && !matches!(letter, '<' | '>' | '(' | ')' | '[' | ']' | '\\' | ',' | ';' | ':' | '"' | '@')
            && !is_unseen(letter)
    };
    let dots = |part: &str| !part.starts_with('.') && !part.ends_with('.') && !part.contains("..");
    fits && mailbox.chars().all(sound) && domain.chars().all(sound) && dots(mailbox) && dots(domain)
}

/// The address as it goes to a relay: a domain beyond ASCII in its ASCII form (RFC 5891), which every relay takes; an address whose mailbox
/// is beyond ASCII too as it is, which needs SMTPUTF8 (RFC 6531), as does one whose domain has no such form.
pub fn as_sent(address: &str) -> String {
    let plain = address.rsplit_once('@').filter(|(mailbox, _)| !address.is_ascii() && mailbox.is_ascii());
    let in_ascii = plain.and_then(|(mailbox, domain)| Some((mailbox, idna::domain_to_ascii(domain).ok()?)));
    in_ascii.map_or_else(|| address.to_owned(), |(mailbox, domain)| format!("{mailbox}@{domain}"))
}

/// Letters that take no room or turn the line around: never part of a mailbox somebody typed.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The text as it goes after DATA: lines end in CR LF, a dot at the beginning of a line is doubled (RFC 5321 §4.5.2), and a
/// line with a dot alone ends it.
pub fn as_data(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + text.len() / 32 + 8);
    for line in lines(text) {
        if line.first() == Some(&b'.') {
            out.push(b'.');
        }
        out.extend_from_slice(line);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b".\r\n");
    out
}

/// Lines without their ends, whether CR LF, LF or CR alone: relays that take a bare one for an end see the same lines.
fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
        let (line, after) = match end {
            None => (rest, &[][..]),
            Some(end) => {
                let (line, after) = rest.split_at(end);
                (line, after.strip_prefix(b"\r\n").unwrap_or_else(|| after.get(1..).unwrap_or_default()))
            }
        };
        rest = after;
        Some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_carries_no_second_command() {
        for good in ["a@b.example", "王五@例子.公司", "o'brien+x=y@mail.example.org", "x@localhost"] {
            assert!(is_address(good), "{good}");
        }
        let long = format!("{}@example.org", "x".repeat(65));
        for bad in [
            "a@b>\r\nDATA",
            "a@b\r\nRCPT TO:<c@d>",
            "a b@c.d",
            "<a@b.c>",
            "a@b@c",
            "@b.c",
            "a@",
            "a",
            "",
            "\"a\"@b.c",
            "a..b@c.d",
            ".a@b.c",
            "a@.c",
            "a@b.",
            "a\u{200b}@b.c",
            "a\u{202e}@b.c",
            "a@b.c\u{0}",
            "a\u{2028}@b.c",
            &long,
        ] {
            assert!(!is_address(bad), "{bad:?}");
        }
    }

    #[test]
    fn a_domain_beyond_ascii_goes_in_its_ascii_form_where_the_mailbox_allows_it() {
        for (given, sent) in [
            ("li@bücher.example", "li@xn--bcher-kva.example"),
            ("li@例子.广告", "li@xn--fsqu00a.xn--4rr70v"),
            ("王五@例子.广告", "王五@例子.广告"),
            ("li@example.org", "li@example.org"),
            ("no address", "no address"),
        ] {
            assert_eq!(as_sent(given), sent);
        }
    }

    #[test]
    fn no_text_ends_before_its_end() {
        let said = |text: &str| String::from_utf8(as_data(text.as_bytes())).unwrap();
        assert_eq!(said("a\r\n.\r\nb\r\n"), "a\r\n..\r\nb\r\n.\r\n");
        assert_eq!(said(".x"), "..x\r\n.\r\n");
        assert_eq!(said(""), ".\r\n");
        assert_eq!(said("a\n.\nQUIT"), "a\r\n..\r\nQUIT\r\n.\r\n");
        assert_eq!(said("a\r.\rb\n\r\nc"), "a\r\n..\r\nb\r\n\r\nc\r\n.\r\n");
    }

    #[test]
    fn whatever_the_text_one_dot_alone_stands_in_it_and_that_at_its_end() {
        bolero::check!().for_each(|text: &[u8]| {
            let data = as_data(text);
            let ends = data.windows(5).filter(|five| five == b"\r\n.\r\n").count()
                + usize::from(data.starts_with(b".\r\n"));
            assert_eq!(ends, 1);
            assert!(data.ends_with(b".\r\n"));
            // No bare ends are left, and undoing the doubling gives the lines that went in.
            let text_again: Vec<&[u8]> = data[..data.len() - 3].split(|byte| *byte == b'\n').collect();
            assert!(text_again.iter().rev().skip(1).all(|line| line.ends_with(b"\r")));
            let undone = text_again.iter().rev().skip(1).rev().map(|line| {
                let line = line.strip_suffix(b"\r").unwrap();
                line.strip_prefix(b".").unwrap_or(line)
            });
            assert!(undone.eq(lines(text)));
        });
    }
}
