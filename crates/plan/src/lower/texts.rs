use std::collections::BTreeMap;

use messages::Message;

use super::{Context, Section, Trees};
use crate::model::{ORGANISATION, Texts};
use crate::tree::{Node, Place, Value};

/// Texts about the plan itself, which nothing needs.
const OF_THE_PLAN: [&str; 2] = ["plan.title", ORGANISATION];

/// A text and where it stands.
type Placed = BTreeMap<String, (String, Place)>;

/// The words of the pack. Every text an item needs is there in every language of the pack, or that is a fault at the item.
pub(super) fn lower(context: &Context<'_>, trees: &Trees) -> Texts {
    let mut texts = Texts::default();
    let needed = context.texts_used();
    for language in
        trees.texts.keys().filter(|tag| !context.languages.is_empty() && !context.languages.contains(tag))
    {
        if let Some(node) = trees.texts.get(language) {
            context
                .report
                .error(node.place, Message::new("plan-texts-not-declared").with("language", language));
        }
    }
    for language in &context.languages {
        let mut found = Placed::new();
        let tree = trees.texts.get(language);
        if let Some(node) = tree {
            flatten(context, "", node, &mut found);
        }
        questions(context, language, &mut found);
        missing(context, trees, language, &needed, &found);
        unused(context, &needed, &found);
        steering(context, &found);
        for (key, (_, place)) in &found {
            context.text_place(language, key, *place);
        }
        let plain = found.into_iter().map(|(key, (text, _))| (key, text)).collect();
        texts.0.insert(language.clone(), plain);
    }
    texts.1 = other_questions(context);
    texts
}

/// Questions in languages that the pack does not speak.
fn other_questions(context: &Context<'_>) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut asked: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for item in context.items(Section::Facts) {
        let Some(Value::Map(entries)) = item.node.child("question").map(|node| &node.value) else { continue };
        for entry in entries.iter().filter(|entry| !context.languages.contains(&entry.key)) {
            let Some(text) = entry.node.text() else { continue };
            let key = format!("fact.{}.question", item.id);
            asked.entry(entry.key.clone()).or_default().insert(key, text.to_owned());
        }
    }
    asked
}

/// Nested keys joined by dots, so that a text file may be written nested or flat.
fn flatten(context: &Context<'_>, prefix: &str, node: &Node, found: &mut Placed) {
    for entry in context.mapping(node).unwrap_or_default() {
        let key = if prefix.is_empty() { entry.key.clone() } else { format!("{prefix}.{}", entry.key) };
        if matches!(entry.node.value, Value::Map(_)) {
            flatten(context, &key, &entry.node, found);
        } else {
            // A text that cannot be read has been told: it is not missing as well.
            let text = context.word(&entry.node).unwrap_or_default();
            let twice = found.insert(key.clone(), (text.to_owned(), entry.place)).is_some();
            if twice {
                context.report.error(entry.place, Message::new("plan-text-twice").with("key", key));
            }
        }
    }
}

/// The questions of facts stand beside the facts.
fn questions(context: &Context<'_>, language: &str, found: &mut Placed) {
    for item in context.items(Section::Facts) {
        let text = item.node.child("question").and_then(|question| question.child(language));
        if let Some((node, text)) = text.and_then(|node| node.text().map(|text| (node, text))) {
            found.insert(format!("fact.{}.question", item.id), (text.to_owned(), node.place));
        }
    }
}

fn missing(
    context: &Context<'_>,
    trees: &Trees,
    language: &str,
    needed: &BTreeMap<String, Place>,
    found: &Placed,
) {
    if !trees.texts.contains_key(language) {
        // One fault for the file, not one for each of its texts.
        if !context.report.is_incomplete() {
            let start = Place { file: 0, start: 0, line: 1, column: 1 };
            let place = context.language_places.borrow().get(language).copied().unwrap_or(start);
            context.report.error(place, Message::new("plan-texts-missing").with("language", language));
        }
        return;
    }
    // Nobody adds a text under an id that cannot be one.
    let is_open = |key: &str| !found.contains_key(key) && !key.split('.').any(|part| context.is_bad_id(part));
    for (key, place) in needed.iter().filter(|(key, _)| is_open(key)) {
        let message = Message::new("plan-text-missing").with("key", key).with("language", language);
        let near = super::suggest::nearest(
            key,
            found.keys().map(String::as_str).filter(|k| !needed.contains_key(*k)),
        );
        let remedy = match near {
            Some(word) => Message::new("plan-remedy-text-near").with("word", word),
            None => Message::new("plan-remedy-text").with("key", key).with("language", language),
        };
        context.report.error_with(*place, message, remedy);
    }
}

/// Control characters and marks of writing direction: what is read on a page, in a letter or in a terminal would be something else than what
/// stands in the file.
fn steering(context: &Context<'_>, found: &Placed) {
    for (key, (text, place)) in found {
        let text = text.trim();
        let shown = messages::lines(text);
        if let Some(mark) = text.chars().find(|letter| !shown.contains(*letter)) {
            let code = format!("U+{:04X}", u32::from(mark));
            context
                .report
                .error(*place, Message::new("plan-text-steers").with("key", key).with("mark", code));
        }
    }
}

/// Texts nothing needs; silent while items are faulty, whose texts are not known to be needed.
fn unused(context: &Context<'_>, needed: &BTreeMap<String, Place>, found: &Placed) {
    if context.report.has_errors() || context.report.is_incomplete() {
        return;
    }
    for (key, (_, place)) in
        found.iter().filter(|(key, _)| !needed.contains_key(*key) && !OF_THE_PLAN.contains(&key.as_str()))
    {
        context.report.warning(*place, Message::new("plan-text-unused").with("key", key));
    }
}
