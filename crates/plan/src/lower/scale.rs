use messages::Message;

use super::fields::Fields;
use super::origin;
use super::sections::Item;
use super::{Context, Section};
use crate::model::{LevelRule, Scale, ScaleKind, SetBy};
use crate::tree::Node;

const KEYS: [&str; 8] = ["kind", "owner", "set_by", "order", "default", "rules", "clause", "choice"];

const KINDS: [(&str, ScaleKind); 3] = [
    ("response_level", ScaleKind::ResponseLevel),
    ("warning_grade", ScaleKind::WarningGrade),
    ("severity", ScaleKind::Severity),
];

/// A scale whose levels are known and whose rules are not compiled yet: expressions may name levels of any scale.
#[derive(Debug)]
pub(crate) struct Head<'t> {
    pub(super) item: Item<'t>,
    pub(super) order: Vec<String>,
    fields: Fields<'t>,
}

/// The scales with a readable order.
pub(super) fn heads<'t>(context: &mut Context<'t>) -> Vec<Head<'t>> {
    let mut heads = Vec::new();
    for item in context.items(Section::Scales).to_vec() {
        match head(context, item) {
            Some(head) => heads.push(head),
            None => context.set_faulty(item.id),
        }
    }
    heads
}

fn head<'t>(context: &Context<'t>, item: Item<'t>) -> Option<Head<'t>> {
    let fields = context.fields(item.node, item.place, &KEYS)?;
    let order = context.required(&fields, "order")?;
    let words = context.some("order", order, |node| {
        let level = context.word(node)?;
        context.part(Section::Scales, item.id, &format!("order {level}"), node.place);
        Some(level.to_owned())
    })?;
    context.each_once(order)?;
    let order = words;
    Some(Head { item, order, fields })
}

/// The scales with their rules.
pub(super) fn lower(context: &Context<'_>, heads: Vec<Head<'_>>) -> Vec<Scale> {
    heads.iter().filter_map(|head| scale(context, head)).collect()
}

fn scale(context: &Context<'_>, head: &Head<'_>) -> Option<Scale> {
    let Head { item, order, fields } = head;
    let kind = context.required(fields, "kind").and_then(|node| context.one_of(node, &KINDS));
    let owner = match fields.get("owner") {
        None => Some("plan".to_owned()),
        Some(node) if node.text() == Some("plan") => Some("plan".to_owned()),
        Some(node) => context.reference(node, Section::Authorities),
    };
    let set_by = set_by(context, item.id, fields);
    let default = match fields.get("default") {
        None => Some(0),
        Some(node) => {
            context.part(Section::Scales, item.id, "default", node.place);
            let level = context.word(node);
            level.and_then(|level| context.level_of(node.place, level, item.id, order))
        }
    };
    let origin = origin::lower(context, fields);
    let rules = match fields.get("rules") {
        None => Some(Vec::new()),
        Some(node) => rules(context, item.id, order, node),
    };
    let label = |level: &String| context.text(format!("scale.{}.level.{level}", item.id), item.place);
    let labels = order.iter().map(label).collect();
    context.text(format!("scale.{}.title", item.id), item.place);
    Some(Scale {
        id: item.id.to_owned(),
        owner: owner?,
        kind: kind?,
        set_by: set_by?,
        order: order.clone(),
        labels,
        default: default?,
        rules: rules?,
        origin: origin?,
    })
}

/// Who sets it. What people set has no rules and no level that holds without them.
fn set_by(context: &Context<'_>, scale: &str, fields: &Fields<'_>) -> Option<SetBy> {
    let words = [("rules", SetBy::Rules), ("people", SetBy::People)];
    let given = context.optional(fields, "set_by", |node| {
        context.part(Section::Scales, scale, "set_by", node.place);
        context.one_of(node, &words)
    });
    let set_by = given?.unwrap_or(SetBy::Rules);
    let mut fits = true;
    for (key, node) in ["default", "rules"].into_iter().filter_map(|key| Some((key, fields.get(key)?))) {
        if set_by == SetBy::People {
            let message = Message::new("plan-scale-of-people").with("scale", scale).with("key", key);
            context.report.error_with(node.place, message, Message::new("plan-remedy-scale-of-people"));
            fits = false;
        }
    }
    fits.then_some(set_by)
}

fn rules(context: &Context<'_>, scale: &str, order: &[String], node: &Node) -> Option<Vec<LevelRule>> {
    let lower = |entry: &crate::tree::Entry| {
        let fields = context.fields(
            &entry.node,
            entry.place,
            &["level", "when", "clause", "choice", "not_monotone"],
        )?;
        let level = context.required(&fields, "level").and_then(|node| {
            let level = context.word(node)?;
            context.level_of(node.place, level, scale, order)
        });
        let when = context.required(&fields, "when").and_then(|node| {
            context.part(Section::Scales, scale, &format!("{} when", entry.key), node.place);
            context.expression(node)
        });
        context.part(Section::Scales, scale, &entry.key, entry.place);
        let origin = origin::lower(context, &fields);
        let not_monotone = context.optional(&fields, "not_monotone", |node| {
            let word = context.word(node)?;
            Some(context.text(format!("note.{word}"), node.place))
        });
        Some(LevelRule {
            id: entry.key.clone(),
            level: level?,
            when: when?,
            reason: context.text(format!("scale.{scale}.rule.{}", entry.key), entry.place),
            not_monotone: not_monotone?,
            origin: origin?,
        })
    };
    let entries = context.mapping(node)?;
    if entries.is_empty() {
        context.report.error(node.place, Message::new("plan-nothing-listed").with("key", "rules"));
    }
    let lowered: Vec<Option<LevelRule>> = entries.iter().map(lower).collect();
    lowered.into_iter().collect()
}
