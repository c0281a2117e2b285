use super::sections::Item;
use super::{Context, Section, origin};
use crate::model::{Authority, Group, Right, Role};

/// The groups of the command post.
pub(super) fn groups(context: &Context<'_>) -> Vec<Group> {
    context.all(Section::Groups, |context, item| {
        context.fields(item.node, item.place, &[])?;
        let title = context.text(format!("group.{}", item.id), item.place);
        Some(Group { id: item.id.to_owned(), title })
    })
}

/// The authorities that are reported to.
pub(super) fn authorities(context: &Context<'_>) -> Vec<Authority> {
    context.all(Section::Authorities, |context, item| {
        context.fields(item.node, item.place, &[])?;
        let title = context.text(format!("authority.{}", item.id), item.place);
        Some(Authority { id: item.id.to_owned(), title })
    })
}

/// The roles.
pub(super) fn roles(context: &Context<'_>) -> Vec<Role> {
    context.all(Section::Roles, role)
}

fn role(context: &Context<'_>, item: Item<'_>) -> Option<Role> {
    let fields = context.fields(item.node, item.place, &["group", "rights", "clause", "choice"])?;
    let group = context.optional(&fields, "group", |node| context.reference(node, Section::Groups));
    let rights = context.required(&fields, "rights");
    let rights = rights.and_then(|node| context.each(node, |node| context.one_of(node, &Right::WORDS)));
    let origin = origin::lower(context, &fields);
    Some(Role {
        id: item.id.to_owned(),
        title: context.text(format!("role.{}", item.id), item.place),
        group: group?,
        rights: rights?,
        origin: origin?,
    })
}
