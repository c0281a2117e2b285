use expr::{EnumType, Type};
use messages::Message;

use super::fields::{Fields, given};
use super::sections::Item;
use super::{Context, Section, bounds, term};
use crate::CORE_FACTS;
use crate::model::{Fact, Resolution, Worse};
use crate::tree::Node;

const KEYS: [&str; 11] = [
    "type",
    "range",
    "values",
    "unit",
    "worse",
    "question",
    "answered_by",
    "resolution",
    "at_most",
    "not_before",
    "judgement",
];

/// Which shape a fact has, before its range or words are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Bool,
    Int,
    Enum,
    Ordered,
    Set,
    Instant,
    Elapsed,
}

const SHAPES: [(&str, Shape); 7] = [
    ("bool", Shape::Bool),
    ("int", Shape::Int),
    ("enum", Shape::Enum),
    ("ordered", Shape::Ordered),
    ("set", Shape::Set),
    ("instant", Shape::Instant),
    ("elapsed", Shape::Elapsed),
];

/// Keys that say something of facts of some types only.
const BELONGS: [(&str, &[Shape]); 4] = [
    ("worse", &[Shape::Bool, Shape::Int, Shape::Ordered, Shape::Set, Shape::Instant, Shape::Elapsed]),
    ("range", &[Shape::Int, Shape::Elapsed]),
    ("values", &[Shape::Enum, Shape::Ordered, Shape::Set]),
    ("unit", &[Shape::Int]),
];

/// Every fact of the core catalogue and the pack, in slot order. `pack` is the pack's id, whose prefix its own facts have.
pub(super) fn lower(context: &mut Context<'_>, pack: Option<&str>) -> Vec<Fact> {
    let prefix = pack.map(|id| format!("{}.", id.replace('-', "_")));
    let mut facts = Vec::new();
    for item in context.items(Section::Facts).to_vec() {
        match fact(context, item, prefix.as_deref()) {
            Some(fact) => facts.push(fact),
            None => context.set_faulty(item.id),
        }
    }
    bounds::check(context, &facts);
    facts
}

fn fact(context: &Context<'_>, item: Item<'_>, prefix: Option<&str>) -> Option<Fact> {
    let core = context.report.source(item.place).is_some_and(|source| source.name == CORE_FACTS);
    let named = core || prefix.is_none_or(|prefix| item.id.starts_with(prefix));
    if !named {
        let message =
            Message::new("plan-fact-prefix").with("id", item.id).with("prefix", prefix.unwrap_or_default());
        context.report.error(item.place, message);
    }
    let fields = context.fields(item.node, item.place, &KEYS)?;
    let kind = kind(context, item, &fields);
    let unit = context.optional(&fields, "unit", |node| context.word(node).map(str::to_owned));
    let worse = context
        .optional(&fields, "worse", |node| context.one_of(node, &[("up", Worse::Up), ("down", Worse::Down)]));
    let resolution = context.optional(&fields, "resolution", |node| {
        let words = [
            ("narrow", Resolution::Narrow),
            ("latest", Resolution::Latest),
            ("earliest", Resolution::Earliest),
        ];
        context.one_of(node, &words)
    });
    let judgement = context.optional(&fields, "judgement", |node| context.yes_no(node));
    // The core catalogue names roles that a pack may not have; those are dropped from its answers, not faults.
    let answered_by = context.optional(&fields, "answered_by", |node| {
        if !core {
            return context.some("answered_by", node, |node| {
                let role = context.reference(node, Section::Roles)?;
                context.part(Section::Facts, item.id, &format!("answered_by {role}"), node.place);
                Some(role)
            });
        }
        let known = |id: &str| context.items(Section::Roles).iter().any(|role| role.id == id);
        let named = context.list(node)?.iter().filter_map(Node::text).filter(|id| known(id));
        Some(named.map(str::to_owned).collect::<Vec<String>>())
    });
    let at_most = context.optional(&fields, "at_most", |node| {
        context.each(node, |node| context.reference(node, Section::Facts))
    });
    let not_before = context.optional(&fields, "not_before", |node| {
        context.each(node, |node| context.reference(node, Section::Facts))
    });
    let question = question(context, item, &fields);
    let kind = kind?;
    let resolution = resolution?.unwrap_or(Resolution::Narrow);
    Some(Fact {
        id: item.id.to_owned(),
        kind,
        unit: unit?,
        worse: worse?,
        question: question?,
        answered_by: answered_by?.unwrap_or_default(),
        resolution,
        at_most: at_most?.unwrap_or_default(),
        not_before: not_before?.unwrap_or_default(),
        judgement: judgement?.unwrap_or(false),
    })
    .filter(|_| named)
}

/// The question stands beside the fact, in every language of the pack; `texts` gathers it from there.
fn question(context: &Context<'_>, item: Item<'_>, fields: &Fields<'_>) -> Option<crate::model::TextKey> {
    let node = context.required(fields, "question")?;
    let entries = context.mapping(node)?;
    for entry in entries {
        context.word(&entry.node)?;
    }
    Some(context.text(format!("fact.{}.question", item.id), item.place))
}

fn kind(context: &Context<'_>, item: Item<'_>, fields: &Fields<'_>) -> Option<Type> {
    let shape = context.required(fields, "type").and_then(|node| context.one_of(node, &SHAPES))?;
    idle_keys(context, fields, shape);
    match shape {
        Shape::Bool => Some(Type::Bool),
        Shape::Instant => Some(Type::Instant),
        Shape::Int => {
            let (min, max) = range(context, fields, |text| text.replace('_', "").parse().ok())?;
            Some(Type::Int { min, max })
        }
        Shape::Elapsed => {
            let seconds =
                |text: &str| term::parse(text).filter(|term| term.months == 0).map(|term| term.seconds);
            let (min, max) = range(context, fields, seconds)?;
            Some(Type::Elapsed { min, max })
        }
        Shape::Enum => words(context, item, fields, false).map(Type::Enum),
        Shape::Ordered => words(context, item, fields, true).map(Type::Enum),
        Shape::Set => words(context, item, fields, false).map(Type::Set),
    }
}

/// A key that means nothing for the type: the type is misspelt, or somebody counts on what is never looked at.
fn idle_keys(context: &Context<'_>, fields: &Fields<'_>, shape: Shape) {
    let word = |shape: &Shape| SHAPES.iter().find(|(_, known)| known == shape).map_or("", |(word, _)| word);
    for (key, shapes) in BELONGS {
        let Some(node) = fields.get(key).filter(|_| !shapes.contains(&shape)) else { continue };
        let message = Message::new("plan-key-of-other-type").with("key", key).with("type", word(&shape));
        let types = shapes.iter().map(word).collect::<Vec<_>>().join(", ");
        context.report.error(node.place, message.with("types", types));
    }
}

/// `range: LEAST..MOST`.
fn range(
    context: &Context<'_>,
    fields: &Fields<'_>,
    number: impl Fn(&str) -> Option<i64>,
) -> Option<(i64, i64)> {
    let node = context.required(fields, "range")?;
    let text = context.word(node)?;
    let ends =
        text.split_once("..").and_then(|(least, most)| Some((number(least.trim())?, number(most.trim())?)));
    let ends = ends.filter(|(least, most)| least <= most);
    if ends.is_none() {
        context.report.error(node.place, Message::new("plan-bad-range").with("given", given(node)));
    }
    ends
}

fn words(context: &Context<'_>, item: Item<'_>, fields: &Fields<'_>, ordered: bool) -> Option<EnumType> {
    let node: &Node = context.required(fields, "values")?;
    let variants = context.each(node, |node| context.word(node).map(str::to_owned))?;
    context.each_once(node)?;
    Some(EnumType { name: item.id.to_owned(), variants, ordered })
}
