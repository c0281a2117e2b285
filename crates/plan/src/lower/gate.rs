use messages::Message;

use super::sections::Item;
use super::{Context, Section, origin};
use crate::model::{Condition, Gate, GateKind, State};
use crate::tree::{Entry, Node};

const KEYS: [&str; 9] =
    ["kind", "conditions", "proposes", "reviews", "approves", "leaves", "enters", "clause", "choice"];

const KINDS: [(&str, GateKind); 3] = [
    ("lift_warning", GateKind::LiftWarning),
    ("end_response", GateKind::EndResponse),
    ("close", GateKind::Close),
];

/// A gate.
pub(super) fn lower(context: &Context<'_>, item: Item<'_>) -> Option<Gate> {
    let fields = context.fields(item.node, item.place, &KEYS)?;
    let kind = context.required(&fields, "kind").and_then(|node| context.one_of(node, &KINDS));
    let conditions =
        context.required(&fields, "conditions").and_then(|node| conditions(context, item.id, node));
    let role = |node| context.reference(node, Section::Roles);
    let one = |key: &'static str| {
        let node = context.required(&fields, key)?;
        context.part(Section::Gates, item.id, key, node.place);
        role(node)
    };
    let proposes = one("proposes");
    let reviews = context.optional(&fields, "reviews", |node| {
        context.each(node, |node| {
            let found = role(node)?;
            context.part(Section::Gates, item.id, &format!("reviews {found}"), node.place);
            Some(found)
        })
    });
    let approves = one("approves");
    let leaves = context.required(&fields, "leaves");
    let leaves = leaves.and_then(|node| context.some("leaves", node, |node| context.state(node)));
    let enters = context.optional(&fields, "enters", |node| {
        context.some("enters", node, |node| {
            let state = context.state(node)?;
            if matches!(kind, Some(GateKind::Close)) && state != State::Closed {
                let state = node.text().unwrap_or_default();
                context.report.error(node.place, Message::new("plan-gate-closes").with("state", state));
                return None;
            }
            let stays = leaves.iter().flatten().any(|left| *left == state);
            if stays {
                let message = Message::new("plan-gate-stays").with("state", node.text().unwrap_or_default());
                context.report.error(node.place, message);
            }
            (!stays).then_some(state)
        })
    });
    let origin = origin::lower(context, &fields);
    Some(Gate {
        id: item.id.to_owned(),
        kind: kind?,
        title: context.text(format!("gate.{}.title", item.id), item.place),
        conditions: conditions?,
        proposes: proposes?,
        reviews: reviews?.unwrap_or_default(),
        approves: approves?,
        leaves: leaves?,
        enters: enters?.unwrap_or_default(),
        origin: origin?,
    })
}

fn conditions(context: &Context<'_>, gate: &str, node: &Node) -> Option<Vec<Condition>> {
    let lower = |entry: &Entry| {
        let fields = context.fields(&entry.node, entry.place, &["when", "waived_by", "clause", "choice"])?;
        let when = context.required(&fields, "when").and_then(|node| {
            context.part(Section::Gates, gate, &format!("{} when", entry.key), node.place);
            context.expression(node)
        });
        context.part(Section::Gates, gate, &entry.key, entry.place);
        let waived_by = context.optional(&fields, "waived_by", |node| {
            context.part(Section::Gates, gate, &format!("{} waived_by", entry.key), node.place);
            context.reference(node, Section::Roles)
        });
        let origin = origin::lower(context, &fields);
        Some(Condition {
            id: entry.key.clone(),
            when: when?,
            text: context.text(format!("gate.{gate}.condition.{}", entry.key), entry.place),
            waived_by: waived_by?,
            origin: origin?,
        })
    };
    let lowered: Vec<Option<Condition>> = context.mapping(node)?.iter().map(lower).collect();
    lowered.into_iter().collect()
}
