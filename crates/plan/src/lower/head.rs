use jiff::tz::TimeZone;
use messages::Message;

use super::sections::head_word;
use super::{Context, Trees};
use crate::tree::{Entry, Node, Place};

/// The `plan:` entry: who this pack is, as far as it could be read. What else stands in the pack is looked at all the same.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) id: Option<String>,
    pub(super) version: Option<String>,
    pub(super) zone: Option<TimeZone>,
    pub(super) languages: Option<Vec<String>>,
}

/// The head of the pack, which stands once in any of its files.
pub(super) fn lower(context: &Context<'_>, trees: &Trees) -> Head {
    let roots = trees.sections.iter();
    let entries = roots.flat_map(|root| match &root.value {
        crate::tree::Value::Map(entries) => entries.as_slice(),
        _ => &[],
    });
    let mut heads = entries.filter(|entry| head_word(&entry.key) == Some("plan"));
    let Some(head) = heads.next() else {
        if !context.report.is_incomplete() {
            let place = Place { file: 0, start: 0, line: 1, column: 1 };
            context.report.error(place, Message::new("plan-no-head"));
        }
        return Head::default();
    };
    for second in heads {
        context.report.error(second.place, Message::new("plan-second-head"));
    }
    fields(context, head).unwrap_or_default()
}

fn fields(context: &Context<'_>, head: &Entry) -> Option<Head> {
    let fields = context.fields(&head.node, head.place, &["id", "version", "zone", "languages"])?;
    let id = context.required(&fields, "id").and_then(|node| pack_id(context, node));
    let version = context.required(&fields, "version").and_then(|node| context.word(node));
    let zone = context.required(&fields, "zone").and_then(|node| zone(context, node));
    let languages = context.required(&fields, "languages");
    let languages =
        languages.and_then(|node| context.some("languages", node, |node| language(context, node)));
    Some(Head { id, version: version.map(str::to_owned), zone, languages })
}

/// Pack ids are folder names: small letters, digits and hyphens.
fn pack_id(context: &Context<'_>, node: &Node) -> Option<String> {
    let id = context.word(node)?;
    let fits = id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !fits {
        context.report.error(node.place, Message::new("plan-bad-pack-id").with("id", id));
    }
    fits.then(|| id.to_owned())
}

fn zone(context: &Context<'_>, node: &Node) -> Option<TimeZone> {
    let name = context.word(node)?;
    let zone = TimeZone::get(name).ok();
    if zone.is_none() {
        context.report.error(node.place, Message::new("plan-unknown-zone").with("given", name));
    }
    zone
}

/// A BCP 47 tag, as far as its shape goes: packs may be in languages the product itself does not speak.
fn language(context: &Context<'_>, node: &Node) -> Option<String> {
    let tag = context.word(node)?;
    let is_part =
        |part: &str| (2..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
    let fits = tag.split('-').all(is_part);
    if !fits {
        let remedy = tag.contains(['、', '，']).then(|| Message::new("plan-remedy-list"));
        context.report.error_maybe(node.place, Message::new("plan-bad-language").with("given", tag), remedy);
    }
    if fits {
        context.language_places.borrow_mut().insert(tag.to_owned(), node.place);
    }
    fits.then(|| tag.to_owned())
}
