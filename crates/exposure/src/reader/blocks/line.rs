//! One line of a block.

use crate::reader::coded;

/// The column of a card's name as people write it, and of the same in parts.
pub(super) const WHOLE_NAME: &str = "full name";
pub(super) const NAME_PARTS: &str = "name in parts";

/// The longest key, in characters.
const KEY: usize = 40;

/// A line of an address card (vCard 2.1 to 4.0: RFC 2426, RFC 6350).
pub(super) enum Line<'a> {
    Begin,
    End,
    /// More of the value before.
    GoesOn(&'a str),
    Value(Property),
    /// No line of a card.
    Text(&'a str),
}

pub(super) struct Property {
    pub(super) key: String,
    pub(super) value: String,
    /// The value goes on in the next line.
    pub(super) soft: bool,
}

pub(super) fn card(text: &str) -> Line<'_> {
    if let Some(more) = text.strip_prefix([' ', '\t']) {
        return Line::GoesOn(more);
    }
    let Some((left, value)) = text.split_once(':') else { return Line::Text(text) };
    let mut parts = left.split(';');
    let name = parts.next().unwrap_or_default();
    // `item1.EMAIL`: the name of a group.
    let name = name.rsplit('.').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_card = value.trim().eq_ignore_ascii_case("vcard");
    match name.as_str() {
        "begin" if is_card => return Line::Begin,
        "end" if is_card => return Line::End,
        _ => {}
    }
    let coding = parts.map(str::to_ascii_lowercase).collect::<Vec<String>>();
    let is = |word: &str| coding.iter().any(|part| part.ends_with(word));
    let (quoted, soft) = (is("quoted-printable"), is("quoted-printable") && value.ends_with('='));
    let value = if quoted {
        coded::quoted_printable(value.strip_suffix('=').filter(|_| soft).unwrap_or(value))
    } else {
        value.replace("\\n", "\n").replace("\\N", "\n").replace("\\,", ",").replace("\\;", " ")
    };
    let key = match name.as_str() {
        "fn" => WHOLE_NAME,
        "n" => NAME_PARTS,
        "tel" => "phone",
        "adr" => "address",
        "bday" => "birthday",
        "org" => "company",
        // Pictures, sounds and keys in Base64.
        "photo" | "logo" | "sound" | "key" => "picture",
        other => other,
    };
    let value = if key == "address" { value.replace(';', " ") } else { value };
    Line::Value(Property { key: key.to_owned(), value, soft })
}

/// Key and value of a client's long output: `name: Ann` (mysql) or `name | Ann` (psql).
pub(super) fn client(text: &str) -> Option<(&str, &str)> {
    let colon = text.split_once(": ").or_else(|| text.strip_suffix(':').map(|key| (key, "")));
    let (key, value) = match (colon, text.split_once('|')) {
        (Some(colon), Some(bar)) if bar.0.len() < colon.0.len() => bar,
        (Some(colon), _) => colon,
        (None, bar) => bar?,
    };
    let key = key.trim();
    (!key.is_empty() && key.chars().count() <= 64).then_some((key, value.trim()))
}

/// How far a line is indented, whether a dash of a list stands before it, and the rest.
pub(super) fn indent(text: &str) -> (usize, bool, &str) {
    let body = text.trim_start();
    let indent = text.len() - body.len();
    match body.strip_prefix("- ") {
        Some(rest) => (indent, true, rest.trim_start()),
        None => (indent, false, body),
    }
}

/// Key and value of a line `key: value`; `None` for anything else.
pub(super) fn keyed(body: &str) -> Option<(&str, &str)> {
    let end = body.find([':', '：', '='])?;
    let (key, rest) = (body[..end].trim(), &body[end..]);
    let sign = rest.chars().next()?;
    let value = &rest[sign.len_utf8()..];
    let letters = key.trim_matches(['"', '\'']);
    // `№` is a key of many forms.
    let starts = letters.chars().next().is_some_and(|first| first.is_alphabetic() || first == '№');
    let plain = letters.chars().all(|letter| {
        letter.is_alphanumeric()
            || matches!(letter, ' ' | '_' | '-' | '.' | '(' | ')' | '/' | '&' | ';' | '#' | '№')
    });
    let short = letters.chars().count() <= KEY;
    // `http://`, and prose with a colon after a sentence of words.
    let is_address = value.starts_with("//");
    (starts && plain && short && !is_address && letters.split_whitespace().count() <= 6)
        .then_some((letters, value))
}

/// What a key is called as a column: directories have words of their own (RFC 4519).
pub(super) fn column(key: &str) -> String {
    // `cn;lang-en`
    let bare = key.split(';').next().unwrap_or(key).trim().to_lowercase();
    match bare.as_str() {
        "cn" | "fn" | "displayname" => WHOLE_NAME.to_owned(),
        "sn" => "surname".to_owned(),
        "gn" => "given name".to_owned(),
        "telephonenumber" | "homephone" | "othermobile" | "pager" => "phone".to_owned(),
        "mailalternateaddress" | "rfc822mailbox" => "email".to_owned(),
        "postaladdress" | "homepostaladdress" | "streetaddress" => "address".to_owned(),
        _ => bare,
    }
}

/// A value without its quotes; behind a second colon it is in Base64.
pub(super) fn value(text: &str) -> String {
    if let Some(coded) = text.strip_prefix(": ") {
        return coded::base64(coded).unwrap_or_else(|| coded.to_owned());
    }
    let text = text.trim();
    let bare = |quote: char| text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    bare('"').or_else(|| bare('\'')).unwrap_or(text).to_owned()
}
