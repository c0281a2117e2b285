use messages::Message;

use super::fields::Fields;
use super::{Context, Section};
use crate::model::{Start, StartAt};
use crate::tree::Node;

/// The keys that say what a clock starts from; a start has exactly one of them.
const FROM: [&str; 8] = ["fact", "entered", "level", "lowered", "met", "owed", "opened", "gate"];

/// `starts:` a list of ways to start a clock, the first that can be told wins.
pub(super) fn lower_list(context: &Context<'_>, node: &Node) -> Option<Vec<Start>> {
    let crate::tree::Value::List(nodes) = &node.value else {
        let given = super::fields::given(node);
        context.report.error(node.place, Message::new("plan-expected-list").with("given", given));
        return None;
    };
    if nodes.is_empty() {
        context.report.error(node.place, Message::new("plan-nothing-listed").with("key", "starts"));
        return None;
    }
    let lowered: Vec<Option<Start>> = nodes.iter().map(|node| lower(context, node)).collect();
    lowered.into_iter().collect()
}

fn lower(context: &Context<'_>, node: &Node) -> Option<Start> {
    let allowed: Vec<&'static str> = FROM.iter().copied().chain(["unless_past", "note"]).collect();
    let fields = context.fields(node, node.place, &allowed)?;
    let at = at(context, &fields, node);
    let unless_past = context.optional(&fields, "unless_past", |node| context.yes_no(node));
    let note = context.optional(&fields, "note", |node| {
        let word = context.word(node)?;
        Some(context.text(format!("note.{word}"), node.place))
    });
    Some(Start { at: at?, unless_past: unless_past?.unwrap_or(false), note: note? })
}

fn at(context: &Context<'_>, fields: &Fields<'_>, node: &Node) -> Option<StartAt> {
    let mut given = FROM.iter().filter_map(|key| fields.get(key).map(|value| (*key, value)));
    let (first, second) = (given.next(), given.next());
    if first.is_none() && fields.has_unknown() {
        // The misspelt key has been told.
        return None;
    }
    let (Some((key, value)), None) = (first, second) else {
        let message = Message::new("plan-one-start").with("known", FROM.join(", "));
        context.report.error(node.place, message);
        return None;
    };
    match key {
        "fact" => moment(context, value).map(StartAt::Fact),
        "entered" => context.state(value).map(StartAt::Entered),
        "level" => context.level(value).map(|(scale, level)| StartAt::Level(scale, level)),
        "lowered" => {
            let scale = context.reference(value, Section::Scales)?;
            context.schema().scale_index(&scale).map(StartAt::LevelLowered)
        }
        "met" => context.reference(value, Section::Obligations).map(StartAt::Met),
        "gate" => context.reference(value, Section::Gates).map(StartAt::Gate),
        "owed" => context.one_of(value, &[("yes", ())]).map(|()| StartAt::Owed),
        _ => context.one_of(value, &[("yes", ())]).map(|()| StartAt::Opened),
    }
}

/// A fact that is a moment.
fn moment(context: &Context<'_>, node: &Node) -> Option<usize> {
    let slot = context.fact(node)?;
    let is_moment = context.schema().facts().get(slot).is_some_and(|fact| fact.kind == expr::Type::Instant);
    if !is_moment {
        let id = node.text().unwrap_or_default();
        context.report.error(node.place, Message::new("plan-fact-no-moment").with("id", id));
    }
    is_moment.then_some(slot)
}
