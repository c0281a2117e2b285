use messages::Message;

use super::fields::{Fields, given};
use super::sections::Item;
use super::{Context, Section, origin, start};
use crate::model::{MetBy, Obligation, OnMissed, Recipient, Repeat, Scope, Until};
use crate::tree::Node;

const KEYS: [&str; 13] = [
    "to",
    "doer",
    "accountable",
    "owed_when",
    "scope",
    "starts",
    "within",
    "repeats",
    "met_by",
    "on_missed",
    "while",
    "clause",
    "choice",
];

/// An obligation.
pub(super) fn lower(context: &Context<'_>, item: Item<'_>) -> Option<Obligation> {
    let fields = context.fields(item.node, item.place, &KEYS)?;
    let to = context.required(&fields, "to").and_then(|node| recipient(context, node));
    let doer = context.required(&fields, "doer").and_then(|node| {
        context.part(Section::Obligations, item.id, "doer", node.place);
        context.reference(node, Section::Roles)
    });
    let accountable =
        context.required(&fields, "accountable").and_then(|node| context.reference(node, Section::Roles));
    let owed_when = context.optional(&fields, "owed_when", |node| {
        context.part(Section::Obligations, item.id, "when", node.place);
        context.expression(node)
    });
    let scope = context.optional(&fields, "scope", |node| {
        context.one_of(node, &[("internal", Scope::Internal), ("external", Scope::External)])
    });
    let starts = context.required(&fields, "starts").and_then(|node| {
        context.part(Section::Obligations, item.id, "starts", node.place);
        start::lower_list(context, node)
    });
    let term = context.required(&fields, "within").and_then(|node| context.term(node));
    let repeats = context.optional(&fields, "repeats", |node| {
        context.part(Section::Obligations, item.id, "repeats", node.place);
        repeat(context, node)
    });
    let met_by = context.optional(&fields, "met_by", |node| {
        context.part(Section::Obligations, item.id, "met_by", node.place);
        met_by(context, node)
    });
    let on_missed = context.optional(&fields, "on_missed", |node| on_missed(context, node));
    let while_in = context.optional(&fields, "while", |node| context.each(node, |node| context.state(node)));
    let origin = origin::lower(context, &fields);
    let (to, owed_when) = (to?, owed_when?);
    let scope = scope?.unwrap_or_else(|| natural_scope(&to));
    if owed_when.is_none() && starts_when_owed(&fields) {
        context.report.error(item.place, Message::new("plan-owed-without-when"));
        return None;
    }
    Some(Obligation {
        id: item.id.to_owned(),
        title: context.text(format!("obligation.{}", item.id), item.place),
        to,
        doer: doer?,
        accountable: accountable?,
        owed_when,
        scope,
        starts: starts?,
        term: term?,
        repeats: repeats?,
        met_by: met_by?.unwrap_or(MetBy::Attested),
        on_missed: on_missed?,
        while_in: while_in?.unwrap_or_default(),
        origin: origin?,
    })
}

/// `owed: yes` as a start says nothing where the duty is always owed.
fn starts_when_owed(fields: &Fields<'_>) -> bool {
    let starts = fields.get("starts").map(|node| &node.value);
    matches!(starts, Some(crate::tree::Value::List(nodes)) if nodes.iter().any(|node| node.child("owed").is_some()))
}

/// What leaves the house is external unless the plan says otherwise.
fn natural_scope(to: &Recipient) -> Scope {
    match to {
        Recipient::Command | Recipient::Group(_) => Scope::Internal,
        Recipient::Authority(_)
        | Recipient::Superior
        | Recipient::Customers
        | Recipient::Public
        | Recipient::Partner => Scope::External,
    }
}

fn recipient(context: &Context<'_>, node: &Node) -> Option<Recipient> {
    let text = context.word(node)?;
    if let Some((kind, id)) = text.split_once(' ') {
        match kind {
            "authority" => {
                return context.resolve(node.place, id, Section::Authorities).map(Recipient::Authority);
            }
            "group" => return context.resolve(node.place, id, Section::Groups).map(Recipient::Group),
            _ => {}
        }
    }
    let found = match text {
        "superior" => Recipient::Superior,
        "customers" => Recipient::Customers,
        "public" => Recipient::Public,
        "command" => Recipient::Command,
        "partner" => Recipient::Partner,
        _ => {
            let known = "authority ID, group ID, superior, customers, public, command, partner";
            let message = Message::new("plan-unknown-word").with("given", text).with("known", known);
            context.report.error(node.place, message);
            return None;
        }
    };
    Some(found)
}

fn repeat(context: &Context<'_>, node: &Node) -> Option<Repeat> {
    let fields = context.fields(node, node.place, &["every", "times", "for"])?;
    let every = context.required(&fields, "every").and_then(|node| context.term(node));
    let times = context.optional(&fields, "times", |node| context.number(node, 1, 1000));
    let length = context.optional(&fields, "for", |node| context.term(node));
    let until = match (times?, length?) {
        (None, None) => Until::States,
        (Some(times), None) => Until::Times(u32::try_from(times).ok()?),
        (None, Some(length)) => Until::For(length),
        (Some(_), Some(_)) => {
            context.report.error(node.place, Message::new("plan-two-ends"));
            return None;
        }
    };
    let every = every?;
    if every.seconds == 0 && every.months == 0 {
        context.report.error_with(
            node.place,
            Message::new("plan-repeat-never"),
            Message::new("plan-remedy-repeat"),
        );
        return None;
    }
    Some(Repeat { every, until })
}

fn met_by(context: &Context<'_>, node: &Node) -> Option<MetBy> {
    let text = context.word(node)?;
    if let Some((kind, id)) = text.split_once(' ') {
        let id = id.trim_start();
        let named = || {
            let source = context.report.source(node.place);
            let whole = node.text().unwrap_or_default();
            let behind = whole.rfind(id).unwrap_or_default();
            source.map_or(node.place, |source| node.place_within(source, behind))
        };
        match kind {
            "filing" => return context.resolve(named(), id, Section::Forms).map(MetBy::Filing),
            "notice" => return context.resolve(named(), id, Section::Notices).map(MetBy::Notice),
            _ => {}
        }
    }
    match text {
        "attested" => Some(MetBy::Attested),
        "decision" => Some(MetBy::Decision),
        _ => {
            let known = "attested, decision, filing ID, notice ID";
            let message = Message::new("plan-unknown-word").with("given", text).with("known", known);
            let is = |section| context.items(section).iter().any(|item| item.id == text);
            let kind =
                if is(Section::Forms) { Some("filing") } else { is(Section::Notices).then_some("notice") };
            let remedy =
                kind.map(|kind| Message::new("plan-did-you-mean").with("word", format!("{kind} {text}")));
            context.report.error_maybe(node.place, message, remedy);
            None
        }
    }
}

/// `page ROLE`.
fn on_missed(context: &Context<'_>, node: &Node) -> Option<OnMissed> {
    let text = context.word(node)?;
    let Some(id) = text.strip_prefix("page ") else {
        let message = Message::new("plan-expected-page").with("given", given(node));
        context.report.error(node.place, message);
        return None;
    };
    context.resolve(node.place, id, Section::Roles).map(OnMissed::Page)
}
