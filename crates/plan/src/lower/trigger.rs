use messages::Message;

use super::sections::Item;
use super::{Context, Section, origin};
use crate::model::{Proposal, Trigger};

/// A trigger.
pub(super) fn lower(context: &Context<'_>, item: Item<'_>) -> Option<Trigger> {
    let keys = ["when", "proposes", "level", "automatic", "tells", "clause", "choice"];
    let fields = context.fields(item.node, item.place, &keys)?;
    let when = context.required(&fields, "when").and_then(|node| {
        context.part(Section::Triggers, item.id, "when", node.place);
        context.expression(node)
    });
    let response = context
        .required(&fields, "proposes")
        .and_then(|node| context.one_of(node, &[("warning", false), ("response", true)]));
    let level = context.optional(&fields, "level", |node| context.level(node));
    let automatic = context.optional(&fields, "automatic", |node| context.yes_no(node));
    let tells = context.optional(&fields, "tells", |node| {
        context.each(node, |node| context.reference(node, Section::Roles))
    });
    let origin = origin::lower(context, &fields);
    let (automatic, tells) = (automatic?.unwrap_or(false), tells?.unwrap_or_default());
    if automatic && tells.is_empty() {
        context.report.error(item.place, Message::new("plan-automatic-tells-nobody"));
    }
    let level = level?;
    let proposes = if response? { Proposal::Response { level } } else { Proposal::Warning { grade: level } };
    Some(Trigger {
        id: item.id.to_owned(),
        when: when?,
        proposes,
        automatic,
        tells,
        reason: context.text(format!("trigger.{}", item.id), item.place),
        origin: origin?,
    })
}
