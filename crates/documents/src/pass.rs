//! What legal passes: a template with bounded fields, by digest.

use std::collections::BTreeMap;

use plan::{FieldValue, Notice, Plan};

use crate::digest::Parts;
use crate::gaps::written;

/// The digest that legal passes: SHA-256 (lower-case hex) over the notice's id, audience and ways, its title and body in
/// every language it needs, every field with what fills it and its bound, and what is written by hand. Values of facts
/// and of recipients are not part of it: a template passed at noon may be filled at night. What a fact's change lapses is
/// decided by the case.
///
/// With nothing in `by_hand` it is the digest of the template with its blanks: a pass of that covers whatever is later
/// written within the bounds ([`letter`](crate::letter)); a pass of a filled text covers that text and no other.
pub fn notice_digest(plan: &Plan, notice: &Notice, by_hand: &BTreeMap<String, String>) -> String {
    let mut parts = Parts::default();
    parts.feed("stanch notice 1");
    parts.feed(&notice.id);
    parts.feed(&format!("{:?}", notice.audience));
    parts.count(notice.channels.len());
    notice.channels.iter().for_each(|channel| parts.feed(&format!("{channel:?}")));
    parts.count(notice.languages.len());
    for language in &notice.languages {
        let texts =
            [language.as_str(), plan.text(&notice.title, language), plan.text(&notice.body, language)];
        texts.into_iter().for_each(|text| parts.feed(text));
    }
    parts.count(notice.fields.len());
    for field in &notice.fields {
        parts.feed(&field.id);
        parts.feed(if field.required { "required" } else { "optional" });
        parts.feed(&filling(plan, &field.value));
        parts.feed(written(by_hand, field).unwrap_or_default());
        if field.value == FieldValue::Organisation {
            let names = plan.languages.iter().map(|language| plan.organisation(language));
            names.for_each(|name| parts.feed(name.unwrap_or_default()));
        }
    }
    parts.hex()
}

/// What fills a field, in words that do not change with the order of the catalogue.
fn filling(plan: &Plan, value: &FieldValue) -> String {
    match value {
        FieldValue::Fact(slot) => {
            format!("fact {}", plan.catalogue.facts.get(*slot).map_or("", |fact| fact.id.as_str()))
        }
        FieldValue::Level(slot) => {
            format!("level {}", plan.scales.get(*slot).map_or("", |scale| scale.id.as_str()))
        }
        FieldValue::Text(most) => format!("text {most}"),
        other => format!("{other:?}"),
    }
}

/// Whether the digest that was passed covers this text: the very text, or its template with the blanks.
pub(crate) fn fits(
    passed: Option<&str>,
    plan: &Plan,
    notice: &Notice,
    by_hand: &BTreeMap<String, String>,
) -> bool {
    let covers = |by_hand| passed == Some(notice_digest(plan, notice, by_hand).as_str());
    passed.is_some() && (covers(by_hand) || covers(&BTreeMap::new()))
}
