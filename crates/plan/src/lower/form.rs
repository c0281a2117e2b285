use expr::Type;
use messages::Message;

use super::fields::{Fields, given};
use super::sections::Item;
use super::{Context, Section, origin, suggest};
use crate::model::{Audience, Channel, FactSlot, Field, FieldValue, Form, Notice, Own};
use crate::tree::{Entry, Node};

const OF_THE_CASE: [(&str, FieldValue); 6] = [
    ("measures", FieldValue::Measures),
    ("planned", FieldValue::Planned),
    ("lateness", FieldValue::Lateness),
    ("title", FieldValue::Title),
    ("reporter", FieldValue::Reporter),
    ("organisation", FieldValue::Organisation),
];

const OF_THE_RECIPIENT: [(&str, FieldValue); 4] = [
    ("name", FieldValue::Own(Own::Name)),
    ("leaked", FieldValue::Own(Own::Leaked)),
    ("not_leaked", FieldValue::Own(Own::NotLeaked)),
    ("unclear", FieldValue::Own(Own::Unclear)),
];

/// A form of a report.
pub(super) fn lower(context: &Context<'_>, item: Item<'_>) -> Option<Form> {
    let fields = context.fields(item.node, item.place, &["to", "language", "fields", "clause", "choice"])?;
    let to = context.required(&fields, "to").and_then(|node| match node.text() {
        Some("superior") => Some("superior".to_owned()),
        // Duties name whom they are owed to by kind and name; a form goes to nobody else.
        Some(text) if text.starts_with("authority ") => {
            let bare = text.trim_start_matches("authority ").trim();
            let message = Message::new("plan-unknown-id").with("noun", Message::new("plan-noun-authority"));
            let remedy = Message::new("plan-did-you-mean").with("word", bare);
            context.report.error_with(node.place, message.with("id", text), remedy);
            None
        }
        _ => context.reference(node, Section::Authorities),
    });
    let language = context.required(&fields, "language").and_then(|node| language(context, node));
    let lowered =
        context.required(&fields, "fields").and_then(|node| lower_fields(context, "form", item.id, node));
    let origin = origin::lower(context, &fields);
    Some(Form {
        id: item.id.to_owned(),
        title: context.text(format!("form.{}.title", item.id), item.place),
        to: to?,
        language: language?,
        fields: lowered?,
        origin: origin?,
    })
}

/// A notice to customers or the public.
pub(super) fn lower_notice(context: &Context<'_>, item: Item<'_>) -> Option<Notice> {
    let keys = ["audience", "at_most", "channels", "languages", "fields", "passed_by", "clause", "choice"];
    let fields = context.fields(item.node, item.place, &keys)?;
    let audience = context.required(&fields, "audience").and_then(|node| {
        context.one_of(node, &[("customers", Audience::Customers), ("public", Audience::Public)])
    });
    let at_most = context.optional(&fields, "at_most", |node| count(context, item.id, node));
    let channels = context.required(&fields, "channels");
    let channels = channels
        .and_then(|node| context.some("channels", node, |node| context.one_of(node, &Channel::WORDS)));
    let languages = context.required(&fields, "languages");
    let languages =
        languages.and_then(|node| context.some("languages", node, |node| language(context, node)));
    let lowered = lower_optional_fields(context, item, &fields);
    let passed_by = context.required(&fields, "passed_by").and_then(|node| {
        context.part(Section::Notices, item.id, "passed_by", node.place);
        context.reference(node, Section::Roles)
    });
    let origin = origin::lower(context, &fields);
    Some(Notice {
        id: item.id.to_owned(),
        title: context.text(format!("notice.{}.title", item.id), item.place),
        audience: audience?,
        at_most: at_most?,
        channels: channels?,
        languages: languages?,
        body: context.text(format!("notice.{}.body", item.id), item.place),
        fields: lowered?,
        passed_by: passed_by?,
        origin: origin?,
    })
}

fn lower_optional_fields(context: &Context<'_>, item: Item<'_>, fields: &Fields<'_>) -> Option<Vec<Field>> {
    let lowered = context.optional(fields, "fields", |node| lower_fields(context, "notice", item.id, node));
    lowered.map(Option::unwrap_or_default)
}

/// The slot of a count.
fn count(context: &Context<'_>, id: &str, node: &Node) -> Option<FactSlot> {
    let slot = context.fact(node)?;
    if matches!(context.schema().facts().get(slot).map(|fact| &fact.kind), Some(Type::Int { .. })) {
        return Some(slot);
    }
    let message = Message::new("plan-at-most-count").with("id", id).with("whole", given(node));
    context.report.error(node.place, message);
    None
}

/// A language whose texts the pack has.
fn language(context: &Context<'_>, node: &Node) -> Option<String> {
    let tag = context.word(node)?;
    if context.languages.iter().any(|known| known == tag) {
        return Some(tag.to_owned());
    }
    if !context.languages.is_empty() {
        let message = Message::new("plan-language-not-in-pack")
            .with("given", tag)
            .with("known", context.languages.join(", "));
        let known = context.languages.iter().map(String::as_str);
        context.report.error_maybe(node.place, message, suggest::did_you_mean(tag, known));
    }
    None
}

fn lower_fields(context: &Context<'_>, kind: &str, id: &str, node: &Node) -> Option<Vec<Field>> {
    let entries = context.mapping(node)?;
    let lowered: Vec<Option<Field>> = entries.iter().map(|entry| field(context, kind, id, entry)).collect();
    lowered.into_iter().collect()
}

fn field(context: &Context<'_>, kind: &str, id: &str, entry: &Entry) -> Option<Field> {
    let fields = context.fields(&entry.node, entry.place, &["fact", "level", "fill", "text", "required"])?;
    let value = value(context, kind, &fields);
    let required = context.optional(&fields, "required", |node| context.yes_no(node));
    Some(Field {
        id: entry.key.clone(),
        label: context.text(format!("{kind}.{id}.field.{}", entry.key), entry.place),
        value: value?,
        required: required?.unwrap_or(false),
    })
}

/// A field is filled in exactly one way.
fn value(context: &Context<'_>, kind: &str, fields: &Fields<'_>) -> Option<FieldValue> {
    let keys = ["fact", "level", "fill", "text"];
    let mut given = keys.into_iter().filter_map(|key| fields.get(key).map(|node| (key, node)));
    let (Some((key, node)), None) = (given.next(), given.next()) else {
        context.report.error(fields.place(), Message::new("plan-one-filling").with("known", keys.join(", ")));
        return None;
    };
    match key {
        "fact" => context.fact(node).map(FieldValue::Fact),
        "level" => {
            let scale = context.reference(node, Section::Scales)?;
            context.schema().scale_index(&scale).map(FieldValue::Level)
        }
        "text" => {
            let most = context.number(node, 1, 10_000)?;
            usize::try_from(most).ok().map(FieldValue::Text)
        }
        // What is somebody's own never stands in a report to an authority.
        _ if kind == "form" => context.one_of(node, &OF_THE_CASE),
        _ => context.one_of(node, &[OF_THE_CASE.as_slice(), &OF_THE_RECIPIENT].concat()),
    }
}
