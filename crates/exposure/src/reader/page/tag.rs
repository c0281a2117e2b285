//! Tags of pages (HTML), and what a page says of itself before its text.

use encoding_rs::{Encoding, GB18030, GBK};

/// A tag without its angle brackets.
pub(super) struct Tag<'t> {
    /// In lower case.
    pub(super) name: String,
    pub(super) closes: bool,
    rest: &'t str,
}

impl<'t> Tag<'t> {
    pub(super) fn of(open: &'t str) -> Tag<'t> {
        let inner = open.strip_prefix('/').unwrap_or(open);
        let end = inner.find(|sign: char| sign.is_whitespace() || sign == '/').unwrap_or(inner.len());
        Tag { name: inner[..end].to_ascii_lowercase(), closes: open.starts_with('/'), rest: &inner[end..] }
    }

    /// The values of its attributes; of a tag that is none (`<ann@example.com>`) its name.
    pub(super) fn values(&self) -> impl Iterator<Item = &str> {
        let name = Some(self.name.as_str()).filter(|name| name.contains('@'));
        name.into_iter().chain(self.attributes().map(|(_, value)| value))
    }

    /// A number in an attribute, 1 where it says none.
    pub(super) fn number(&self, wanted: &str) -> usize {
        let mut found = self.attributes().filter(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found.find_map(|(_, value)| value.trim().parse().ok()).unwrap_or(1).max(1)
    }

    fn attributes(&self) -> impl Iterator<Item = (&'t str, &'t str)> {
        let mut rest = self.rest;
        std::iter::from_fn(move || {
            rest = rest.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '/');
            if rest.is_empty() {
                return None;
            }
            let end = rest.find(|sign: char| sign.is_whitespace() || sign == '=').unwrap_or(rest.len());
            let name = &rest[..end];
            let behind = rest[end..].trim_start();
            let Some(value) = behind.strip_prefix('=') else {
                rest = if end == 0 { "" } else { &rest[end..] };
                return Some((name, ""));
            };
            let value = value.trim_start();
            let quote = value.chars().next().filter(|sign| matches!(sign, '"' | '\''));
            let (value, after) = match quote {
                Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
            };
            rest = after;
            Some((name, value))
        })
    }
}

/// Whether what a tag of this name stands around is a line of its own.
pub(super) fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 26] = [
        "br", "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
        "pre", "title", "body", "head", "html", "option", "section", "article", "header", "footer",
    ];
    BLOCKS.contains(&name)
}

/// Whether a text begins as a page does.
pub(crate) fn is_page(head: &str) -> bool {
    let start = head.trim_start_matches('\u{feff}').trim_start();
    let lower: String = start.chars().take(4096).map(|sign| sign.to_ascii_lowercase()).collect();
    let begins = |text: &str| {
        let names = ["<html", "<!doctype html", "<head", "<body", "<table", "<meta", "<style", "<title"];
        let behind = |name: &&str| {
            let rest = text.strip_prefix(*name);
            rest.is_some_and(|rest| rest.starts_with(|sign: char| sign.is_whitespace() || sign == '>'))
        };
        names.iter().any(behind)
    };
    // A declaration of XML, or a comment, may stand before it.
    let behind = lower.strip_prefix("<?xml").or(lower.strip_prefix("<!--"));
    begins(&lower) || behind.is_some_and(|rest| rest.find("<html").is_some_and(|at| begins(&rest[at..])))
}

/// The charset a page says it is in.
pub(crate) fn charset(head: &[u8]) -> Option<&'static Encoding> {
    let lower: Vec<u8> = head.iter().take(1 << 12).map(u8::to_ascii_lowercase).collect();
    let at = memchr::memmem::find(&lower, b"charset")? + b"charset".len();
    let rest = lower[at..].iter().skip_while(|byte| matches!(**byte, b' ' | b'=' | b'"' | b'\''));
    let label: Vec<u8> =
        rest.take_while(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte)).copied().collect();
    let encoding = Encoding::for_label(&label)?;
    Some(if encoding == GBK { GB18030 } else { encoding })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_however_they_are_quoted() {
        let tag = Tag::of("TD colspan=2 rowspan = '3' title=\"a > b\" x:num checked/");
        assert_eq!((tag.name.as_str(), tag.closes), ("td", false));
        assert_eq!((tag.number("colspan"), tag.number("ROWSPAN"), tag.number("width")), (2, 3, 1));
        assert!(tag.values().any(|value| value == "a > b"));
        assert!(Tag::of("/tr").closes);
    }

    #[test]
    fn a_page_is_told_by_its_beginning() {
        for text in [
            "<html>",
            "\u{feff}\n<!DOCTYPE html>",
            "<table border=1>",
            "<?xml version=\"1.0\"?>\n<html xmlns=\"x\">",
        ] {
            assert!(is_page(text), "{text}");
        }
        for text in ["<?xml version=\"1.0\"?><Workbook>", "<tables>", "a <table>", "<p>x", "<htmlx>"] {
            assert!(!is_page(text), "{text}");
        }
        assert_eq!(
            charset(b"<meta http-equiv=Content-Type content='text/html; charset=gb2312'>"),
            Some(GB18030)
        );
        assert_eq!(charset(b"<table>"), None);
    }
}
