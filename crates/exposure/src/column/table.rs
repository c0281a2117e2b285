//! What the name of a table says about a column `name` in it.

use std::sync::OnceLock;

use super::header::lines;
use super::words::Words;

/// Whose names a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    Person,
    Thing,
    Unknown,
}

fn words() -> &'static [(Subject, Words)] {
    static WORDS: OnceLock<Vec<(Subject, Words)>> = OnceLock::new();
    WORDS.get_or_init(|| {
        lines(include_str!("../../data/table_words.tsv"))
            .flat_map(|(subject, list)| {
                let subject = if subject == "person" { Subject::Person } else { Subject::Thing };
                list.split('|').map(move |word| (subject, Words::of(word)))
            })
            .collect()
    })
}

/// Reads the name of a table; the word furthest back decides (`customer_order_items` are items).
pub(super) fn subject(table: Option<&str>) -> Subject {
    let Some(table) = table.map(Words::of) else { return Subject::Unknown };
    let found = words().iter().filter_map(|(subject, word)| Some((table.find(word)?.end, *subject)));
    found.max_by_key(|(end, _)| *end).map_or(Subject::Unknown, |(_, subject)| subject)
}

/// Whether words name a thing: `product` in `product title name`.
pub(super) fn has_thing(header: &Words) -> bool {
    words().iter().any(|(subject, word)| *subject == Subject::Thing && header.find(word).is_some())
}

/// Whether words name a person: `customer` in `customer name`.
pub(super) fn has_person(header: &Words) -> bool {
    words().iter().any(|(subject, word)| *subject == Subject::Person && header.find(word).is_some())
}
