use jiff::tz::TimeZone;
use messages::Message;

use super::{Context, Trees};
use crate::tree::{Entry, Node, Place};

/// The `plan:` entry: who this pack is.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) zone: TimeZone,
    pub(super) languages: Vec<String>,
}

impl Head {
    /// Of a pack whose head could not be read: what else stands in the pack is looked at all the same.
    pub(super) fn unread() -> Head {
        Head { id: String::new(), version: String::new(), zone: TimeZone::UTC, languages: Vec::new() }
    }
}

/// The head of the pack, which stands once in any of its files.
pub(super) fn lower(context: &Context<'_>, trees: &Trees) -> Option<Head> {
    let roots = trees.sections.iter();
    let entries = roots.flat_map(|root| match &root.value {
        crate::tree::Value::Map(entries) => entries.as_slice(),
        _ => &[],
    });
    let mut heads = entries.filter(|entry| entry.key == "plan");
    let Some(head) = heads.next() else {
        if !context.report.is_incomplete() {
            let place = Place { file: 0, start: 0, line: 1, column: 1 };
            context.report.error(place, Message::new("plan-no-head"));
        }
        return None;
    };
    for second in heads {
        context.report.error(second.place, Message::new("plan-second-head"));
    }
    fields(context, head)
}

fn fields(context: &Context<'_>, head: &Entry) -> Option<Head> {
    let fields = context.fields(&head.node, head.place, &["id", "version", "zone", "languages"])?;
    let id = context.required(&fields, "id").and_then(|node| pack_id(context, node));
    let version = context.required(&fields, "version").and_then(|node| context.word(node));
    let zone = context.required(&fields, "zone").and_then(|node| zone(context, node));
    let languages = context.required(&fields, "languages");
    let languages = languages.and_then(|node| context.each(node, |node| language(context, node)));
    Some(Head { id: id?, version: version?.to_owned(), zone: zone?, languages: languages? })
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
    fits.then(|| tag.to_owned())
}
