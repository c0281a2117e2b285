//! Whether a text is made of blocks, and how they are parted.

use std::collections::BTreeSet;

use super::{exchange, line};
use crate::column::read_columns;
use crate::meaning::Role;

/// How blocks are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Between `BEGIN:VCARD` and `END:VCARD`.
    Card,
    /// Behind `*** 1. row ***` or `-[ RECORD 1 ]-`.
    Client,
    /// Payments as programs of 1C hand them to banks.
    Exchange,
    /// `key: value`, one to a line.
    Keys {
        /// An empty line ends a block. If not, its first key coming again begins the next.
        blank_parts: bool,
        /// A dash at this indent begins a block.
        dashes: Option<usize>,
        /// A line `[name]` begins a block, and an empty one ends none.
        sections: bool,
    },
}

impl Form {
    /// The stable word of the kind of file.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Form::Card => "vcard",
            Form::Client => "client_output",
            Form::Exchange => "1c_bank_exchange",
            Form::Keys { .. } => "key_value",
        }
    }
}

/// How many lines are looked at.
const LINES: usize = 400;

/// The form of the blocks this text begins with; `None` if it is none: prose, tables, lists of one value.
pub(crate) fn detect(head: &str) -> Option<Form> {
    let lines: Vec<&str> = head.lines().take(LINES).map(str::trim_end).collect();
    if lines.iter().any(|line| line.trim_start_matches('\u{feff}').eq_ignore_ascii_case("BEGIN:VCARD")) {
        return Some(Form::Card);
    }
    if lines.first().is_some_and(|line| line.trim_start_matches('\u{feff}').trim() == exchange::FIRST) {
        return Some(Form::Exchange);
    }
    if lines.iter().any(|line| is_client_mark(line)) {
        return Some(Form::Client);
    }
    keys(&lines)
}

/// The line before each row of a database client's long output.
pub(super) fn is_client_mark(line: &str) -> bool {
    let row = |inner: &str| {
        let number = inner.trim().strip_suffix(". row").unwrap_or_default();
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    line.starts_with("***") && row(line.trim_matches('*')) || line.starts_with("-[ RECORD ")
}

/// A line of nothing but signs: `-----`, `=====`.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && line.chars().all(|sign| matches!(sign, '-' | '=' | '*' | '_' | '~' | '#' | '+'))
}

/// A line that begins a part of a file of settings: `[user1]`, `[HKEY_CURRENT_USER\Software]`.
pub(super) fn section(line: &str) -> Option<&str> {
    let name = line.trim().strip_prefix('[')?.strip_suffix(']')?;
    (!name.is_empty() && !name.starts_with(['{', '[', '"'])).then_some(name)
}

/// Four of five lines have a key, two keys are of something personal, and no key stands below another without a list.
fn keys(lines: &[&str]) -> Option<Form> {
    let (mut all, mut keyed, mut groups, mut group) = (0, 0, Vec::new(), 0);
    let (mut dashes, mut indents, mut keys) = (None::<usize>, BTreeSet::new(), BTreeSet::new());
    let sections = lines.iter().filter(|line| section(line).is_some()).count();
    for text in lines {
        if text.trim().is_empty() || is_rule(text) || section(text).is_some() {
            groups.push(std::mem::take(&mut group));
            continue;
        }
        // A folded line of a directory, a comment.
        let body = text.trim_start_matches('\u{feff}');
        if body.starts_with('#') {
            continue;
        }
        all += 1;
        let (indent, dash, body) = line::indent(body);
        let Some((key, _)) = line::keyed(body) else { continue };
        keyed += 1;
        group += 1;
        indents.insert(if dash { indent + 2 } else { indent });
        if dash {
            dashes = Some(dashes.map_or(indent, |known| known.min(indent)));
        }
        keys.insert(line::column(key));
    }
    groups.push(group);
    groups.retain(|lines| *lines > 0);
    let many = keyed >= 2 && keyed * 5 >= all * 4;
    let flat = dashes.is_some() || indents.len() == 1;
    if !many || !flat || keys.len() > 200 || !are_personal(&keys) {
        return None;
    }
    groups.sort_unstable();
    let usual = groups.get(groups.len() / 2).copied().unwrap_or(0);
    let sections = sections > 0 && dashes.is_none();
    Some(Form::Keys { blank_parts: dashes.is_none() && !sections && usual >= 2, dashes, sections })
}

fn are_personal(keys: &BTreeSet<String>) -> bool {
    let names: Vec<&str> = keys.iter().map(String::as_str).collect();
    let meanings = read_columns(None, Some(&names), &[], None);
    let personal =
        |role: Role| matches!(role, Role::Identifier(_) | Role::Name(_) | Role::Address(_) | Role::BirthDate);
    meanings.iter().filter(|meaning| personal(meaning.role)).count() >= 2
}
