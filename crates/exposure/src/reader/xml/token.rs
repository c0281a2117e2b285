//! The tokens of XML, as far as records need them: no entity but the five and numbers, no definition of types is followed.

use crate::row::HOLD;

/// What stands next in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// As written, with its entities.
    Text(&'t str),
    /// Text that has none.
    Literal(&'t str),
    /// What stands between the angle brackets.
    Tag(&'t str),
    /// A comment, or what is meant for a program.
    Remark(&'t str),
    /// A definition, which is not followed.
    Definition(&'t str),
    /// A bracket that never closes.
    Broken(&'t str),
}

/// The first token of a text and the bytes it takes; `None` where more of the text is needed. `last`: there is no more.
pub(super) fn next(text: &str, last: bool) -> Option<(Token<'_>, usize)> {
    if text.is_empty() {
        return None;
    }
    if !text.starts_with('<') {
        return match memchr::memchr(b'<', text.as_bytes()) {
            Some(end) => Some((Token::Text(&text[..end]), end)),
            // An entity may go on in the next piece.
            None if !last => {
                let end = text.rfind('&').filter(|at| text.len() - at < 12).unwrap_or(text.len());
                (end > 0).then(|| (Token::Text(&text[..end]), end))
            }
            None => Some((Token::Text(text), text.len())),
        };
    }
    let between = |open: &str, close: &str| {
        let inner = text.strip_prefix(open)?;
        let end = memchr::memmem::find(inner.as_bytes(), close.as_bytes())?;
        Some((&inner[..end], open.len() + end + close.len()))
    };
    let begins = |open: &str| text.starts_with(open) || !last && open.starts_with(text);
    let found = if begins("<!--") {
        between("<!--", "-->").map(|(inner, len)| (Token::Remark(inner), len))
    } else if begins("<![CDATA[") {
        between("<![CDATA[", "]]>").map(|(inner, len)| (Token::Literal(inner), len))
    } else if text.starts_with("<?") {
        between("<?", "?>").map(|(inner, len)| (Token::Remark(inner), len))
    } else if text.starts_with("<!") {
        let close = if text[..text.find('>').unwrap_or(0)].contains('[') { "]>" } else { ">" };
        between("<!", close).map(|(inner, len)| (Token::Definition(inner), len))
    } else {
        tag_end(text).map(|end| (Token::Tag(&text[1..end]), end + 1))
    };
    match found {
        None if last || text.len() > HOLD => Some((Token::Broken(text), text.len())),
        found => found,
    }
}

/// The bracket that closes a tag: not one in quotes.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// A tag taken apart.
pub(super) struct Tag<'t> {
    /// Without what stands before its colon.
    pub(super) name: &'t str,
    pub(super) closes: bool,
    /// It ends where it begins.
    pub(super) empty: bool,
    rest: &'t str,
}

impl<'t> Tag<'t> {
    pub(super) fn of(inner: &'t str) -> Tag<'t> {
        let closes = inner.starts_with('/');
        let empty = inner.ends_with('/') && !closes;
        let inner = inner.trim_start_matches('/').trim_end_matches('/');
        let end = inner.find(char::is_whitespace).unwrap_or(inner.len());
        Tag { name: local(&inner[..end]), closes, empty, rest: &inner[end..] }
    }

    /// The names and values of its attributes, as written.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&'t str, &'t str)> {
        let mut rest = self.rest;
        std::iter::from_fn(move || {
            let (name, behind) = rest.split_once('=')?;
            let behind = behind.trim_start();
            let quote = behind.chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
            let (value, after) = behind[1..].split_once(quote)?;
            rest = after;
            Some((local(name.trim()), value))
        })
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Appends text with the five entities and numbers of characters resolved; others stand for themselves.
pub(super) fn resolve(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        let end = behind.bytes().take(12).position(|byte| byte == b';');
        let sign = end.and_then(|end| sign(&behind[..end]));
        match (sign, end) {
            (Some(sign), Some(end)) => {
                out.push(sign);
                rest = &behind[end + 1..];
            }
            _ => {
                out.push('&');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
}

fn sign(entity: &str) -> Option<char> {
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        other => {
            let number = other.strip_prefix('#')?;
            let hex = number.strip_prefix(['x', 'X']);
            let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
            char::from_u32(code).filter(|sign| *sign != '\0')
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_told_apart_wherever_a_piece_ends() {
        let text = "<?xml?><!-- <a> --><a b='x>y' n:c=\"2\">1 &lt; 2<![CDATA[<&]]></a>";
        let mut whole = Vec::new();
        let mut at = 0;
        while let Some((token, len)) = next(&text[at..], true) {
            whole.push(format!("{token:?}"));
            at += len;
        }
        assert_eq!(whole.len(), 6, "{whole:?}");
        for end in 1..text.len() {
            // Nothing is taken too early.
            if let Some((Token::Broken(_), _)) = next(&text[..end], false) {
                panic!("{end}");
            }
        }
        let tag = Tag::of("a b='x>y' n:c=\"2\"");
        assert_eq!((tag.name, tag.attributes().collect::<Vec<_>>()), ("a", vec![("b", "x>y"), ("c", "2")]));
    }

    #[test]
    fn only_the_five_entities_and_numbers_are_resolved() {
        let mut out = String::new();
        resolve("a&amp;b &#x5F20;&#20255; &me; &#0; &", &mut out);
        assert_eq!(out, "a&b 张伟 &me; &#0; &");
    }
}
