use super::sections::Item;
use super::{Context, Section, origin, start};
use crate::model::{Playbook, TaskTemplate};
use crate::tree::{Entry, Node};

/// A playbook.
pub(super) fn lower(context: &Context<'_>, item: Item<'_>) -> Option<Playbook> {
    let fields = context.fields(item.node, item.place, &["when", "tasks", "clause", "choice"])?;
    let when = context.optional(&fields, "when", |node| {
        context.part(Section::Playbooks, item.id, "when", node.place);
        context.expression(node)
    });
    let tasks = context.required(&fields, "tasks").and_then(|node| tasks(context, node));
    let origin = origin::lower(context, &fields);
    Some(Playbook {
        id: item.id.to_owned(),
        title: context.text(format!("playbook.{}", item.id), item.place),
        when: when?,
        tasks: tasks?,
        origin: origin?,
    })
}

fn tasks(context: &Context<'_>, node: &Node) -> Option<Vec<TaskTemplate>> {
    let entries = context.mapping(node)?;
    let lowered: Vec<Option<TaskTemplate>> = entries.iter().map(|entry| task(context, entry)).collect();
    lowered.into_iter().collect()
}

fn task(context: &Context<'_>, entry: &Entry) -> Option<TaskTemplate> {
    let keys = ["doer", "accountable", "within", "starts", "after", "clause", "choice"];
    let fields = context.fields(&entry.node, entry.place, &keys)?;
    let role = |node| context.reference(node, Section::Roles);
    let doer = context.required(&fields, "doer").and_then(|node| {
        context.part(Section::Tasks, &entry.key, "doer", node.place);
        role(node)
    });
    let accountable = context.required(&fields, "accountable").and_then(role);
    let limit = context.optional(&fields, "within", |node| context.term(node));
    let starts = context.optional(&fields, "starts", |node| start::lower_list(context, node));
    let after = context.optional(&fields, "after", |node| {
        context.each(node, |node| {
            let first = context.reference(node, Section::Tasks)?;
            context.part(Section::Tasks, &entry.key, &format!("after {first}"), node.place);
            Some(first)
        })
    });
    let origin = origin::lower(context, &fields);
    Some(TaskTemplate {
        id: entry.key.clone(),
        title: context.text(format!("task.{}", entry.key), entry.place),
        doer: doer?,
        accountable: accountable?,
        limit: limit?,
        starts: starts?.unwrap_or_default(),
        after: after?.unwrap_or_default(),
        origin: origin?,
    })
}
