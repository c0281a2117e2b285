use super::fields::Fields;
use super::sections::Item;
use super::{Context, Section};
use crate::model::{Choice, Clause, Origin};

/// `clause:` (one number or several) and `choice:` of an item.
pub(super) fn lower(context: &Context<'_>, fields: &Fields<'_>) -> Option<Origin> {
    let clauses = context.optional(fields, "clause", |node| {
        context.each(node, |node| context.reference(node, Section::Clauses))
    });
    let choice = context.optional(fields, "choice", |node| context.reference(node, Section::Choices));
    let mut clauses = clauses?.unwrap_or_default().into_iter();
    Some(Origin { clause: clauses.next(), also: clauses.collect(), choice: choice? })
}

/// A clause of the written plan.
pub(super) fn clause(context: &Context<'_>, item: Item<'_>) -> Option<Clause> {
    let fields = context.fields(item.node, item.place, &["binding"])?;
    let title = context.text(format!("clause.{}", item.id), item.place);
    let binding = context.optional(&fields, "binding", |node| context.yes_no(node))?;
    if fields.has_unknown() {
        // The misspelt key has been told; whether the clause binds is not known.
        return None;
    }
    Some(Clause { number: item.id.to_owned(), title, binding: binding.unwrap_or(true) })
}

/// A stated choice.
pub(super) fn choice(context: &Context<'_>, item: Item<'_>) -> Option<Choice> {
    let fields = context.fields(item.node, item.place, &["clauses", "confirmed"])?;
    let clauses = context.required(&fields, "clauses");
    let clauses =
        clauses.and_then(|node| context.each(node, |node| context.reference(node, Section::Clauses)));
    let confirmed = context.optional(&fields, "confirmed", |node| context.yes_no(node));
    Some(Choice {
        id: item.id.to_owned(),
        clauses: clauses?,
        reason: context.text(format!("choice.{}", item.id), item.place),
        confirmed: confirmed?.unwrap_or(false),
    })
}
