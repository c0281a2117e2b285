//! The head of a message and of its parts: RFC 5322, RFC 2045, RFC 2047.

use encoding_rs::{Encoding, UTF_8};

use crate::reader::coded;

/// How the text of a part is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Coding {
    #[default]
    Plain,
    QuotedPrintable,
    Base64,
}

/// What the head of a message, or of a part of one, says.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The lines that are told: name in lower case, and value.
    lines: Vec<(String, String)>,
}

impl Head {
    /// Takes a line; one that begins with a blank goes on with the last.
    pub(super) fn push(&mut self, line: &str) {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = self.lines.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            self.lines.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.lines.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whom it is to and what it is about, each in a line, words in codes resolved.
    pub(super) fn told(&self) -> String {
        const TOLD: [&str; 6] = ["to", "cc", "bcc", "reply-to", "subject", "sender"];
        let told = self.lines.iter().filter(|(name, _)| TOLD.contains(&name.as_str()));
        told.map(|(_, value)| words(value) + "\n").collect()
    }

    /// Name and address of who sent it.
    pub(super) fn from(&self) -> (String, String) {
        let text = words(self.get("from").unwrap_or_default());
        let Some((name, rest)) = text.split_once('<') else { return (String::new(), text.trim().to_owned()) };
        let name = name.trim().trim_matches(['"', '\'']).trim();
        let named = !name.contains('@') && name.chars().any(char::is_alphabetic);
        (
            if named { name.to_owned() } else { String::new() },
            rest.split('>').next().unwrap_or_default().trim().to_owned(),
        )
    }

    pub(super) fn coding(&self) -> Coding {
        match self.get("content-transfer-encoding").map(|value| value.trim().to_ascii_lowercase()).as_deref()
        {
            Some("base64") => Coding::Base64,
            Some("quoted-printable") => Coding::QuotedPrintable,
            _ => Coding::Plain,
        }
    }

    /// Whether the part is text: what says nothing is.
    pub(super) fn is_text(&self) -> bool {
        self.kind().is_none_or(|kind| kind.starts_with("text/") || kind.starts_with("message/"))
    }

    pub(super) fn is_page(&self) -> bool {
        self.kind().is_some_and(|kind| kind.starts_with("text/html"))
    }

    fn kind(&self) -> Option<String> {
        self.get("content-type").map(str::to_ascii_lowercase)
    }

    pub(super) fn boundary(&self) -> Option<String> {
        self.kind().filter(|kind| kind.starts_with("multipart/"))?;
        self.parameter("boundary")
    }

    pub(super) fn charset(&self) -> &'static Encoding {
        self.parameter("charset").and_then(|label| Encoding::for_label(label.as_bytes())).unwrap_or(UTF_8)
    }

    fn parameter(&self, wanted: &str) -> Option<String> {
        let value = self.get("content-type")?;
        value.split(';').skip(1).find_map(|part| {
            let (name, value) = part.split_once('=')?;
            name.trim().eq_ignore_ascii_case(wanted).then(|| value.trim().trim_matches('"').to_owned())
        })
    }
}

/// Text of a head with its words in codes resolved: `=?utf-8?B?…?=`.
fn words(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("=?") {
        let word = word(&rest[at..]);
        // Blanks between two such words are none.
        let before = &rest[..at];
        let joins = before.trim().is_empty() && rest.len() < text.len();
        out.push_str(if joins && word.is_some() { "" } else { before });
        match word {
            Some((decoded, len)) => {
                out.push_str(&decoded);
                rest = &rest[at + len..];
            }
            None => {
                out.push_str("=?");
                rest = &rest[at + 2..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn word(text: &str) -> Option<(String, usize)> {
    let mut parts = text[2..].splitn(3, '?');
    let (charset, code, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let end = rest.find("?=")?;
    let bytes = match code {
        "B" | "b" => coded::base64_bytes(&rest[..end])?,
        "Q" | "q" => coded::quoted_printable_bytes(&rest[..end].replace('_', " ")),
        _ => return None,
    };
    let encoding = Encoding::for_label(charset.split('*').next()?.as_bytes())?;
    Some((
        encoding.decode_without_bom_handling(&bytes).0.into_owned(),
        2 + charset.len() + 1 + code.len() + 1 + end + 2,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_codes_are_resolved() {
        // RFC 2047, section 8.
        assert_eq!(words("=?ISO-8859-1?Q?a?="), "a");
        assert_eq!(words("(=?ISO-8859-1?Q?a?= b)"), "(a b)");
        assert_eq!(words("(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)"), "(ab)");
        assert_eq!(words("=?gb2312?B?1cXOsA==?= <a@b.c>"), "张伟 <a@b.c>");
        assert_eq!(words("a =? b"), "a =? b");
    }

    #[test]
    fn who_sent_it_is_a_name_and_an_address() {
        let from = |line: &str| {
            let mut head = Head::default();
            head.push(line);
            head.from()
        };
        let pair = |name: &str, address: &str| (name.to_owned(), address.to_owned());
        assert_eq!(from("From: \"Lee, Ann\" <ann@example.com>"), pair("Lee, Ann", "ann@example.com"));
        assert_eq!(from("FROM: ann@example.com"), pair("", "ann@example.com"));
        assert_eq!(from("From: <ann@example.com>"), pair("", "ann@example.com"));
    }
}
