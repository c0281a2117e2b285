use messages::Message;

use super::sections::Item;
use super::{Context, Section, Trees, origin, suggest};
use crate::model::{Drill, Expectation, Expected, Step, StepAct};
use crate::tree::{Entry, Node, Place, Value};

/// The words a step of a drill may use and the arguments of each, as the command line has them: the copy of
/// `incident::words::COMMANDS`, which stands above this room; a test there holds the two together. Arguments in brackets
/// may be left out.
pub const COMMANDS: [(&str, &[&str]); 28] = [
    ("open", &["title", "[happened]", "[known]"]),
    ("fact", &["fact", "value", "[source]", "[evidence]"]),
    ("strike", &["event", "reason", "[evidence]"]),
    ("evidence", &["name", "sha256", "size", "[held_by]"]),
    ("custody", &["evidence", "to", "reason"]),
    ("decide-level", &["[scale]", "level", "reason", "[evidence]"]),
    ("warn", &["reason", "[grade]"]),
    ("renew", &["reason"]),
    ("watch", &["reason"]),
    ("declare", &["reason", "[level]"]),
    ("accept", &["[proposal]", "reason"]),
    ("answer", &["[proposal]", "answer", "reason"]),
    ("playbook", &["playbook"]),
    ("task", &["task", "to", "[note]"]),
    ("met", &["obligation", "[evidence]", "[at]"]),
    ("file", &["form", "[channel]", "[receipt]", "[digest]", "[at]"]),
    ("write", &["paper", "of", "field", "[text]"]),
    ("pass", &["notice", "digest"]),
    ("notice-sent", &["notice", "count", "[ways]", "[digest]", "[at]"]),
    ("gate.propose", &["gate", "reason"]),
    ("gate.review", &["gate"]),
    ("gate.approve", &["gate"]),
    ("waive", &["gate", "condition", "reason"]),
    ("moot", &["obligation", "reason"]),
    ("adopt", &["reason"]),
    ("tick", &[]),
    ("close", &[]),
    ("reopen", &["reason"]),
];
/// Arguments that name an item of the pack, and its section.
const NAMED: [(&str, Section); 8] = [
    ("fact", Section::Facts),
    ("scale", Section::Scales),
    ("obligation", Section::Obligations),
    ("gate", Section::Gates),
    ("playbook", Section::Playbooks),
    ("task", Section::Tasks),
    ("form", Section::Forms),
    ("notice", Section::Notices),
];

/// The ways to say what is expected.
const EXPECTED: [&str; 7] = ["met_in_time", "missed", "due", "level", "state", "refused", "clause"];

/// The drills of the pack.
pub(super) fn lower(context: &Context<'_>, trees: &Trees) -> Vec<Drill> {
    trees.drills.iter().filter_map(|(id, path, node)| drill(context, id, path, node)).collect()
}

fn drill(context: &Context<'_>, id: &str, path: &str, node: &Node) -> Option<Drill> {
    let item = Item { id, place: node.place, node };
    let keys = ["begins", "exercises", "steps", "expect", "clause", "choice"];
    let fields = context.fields(node, node.place, &keys)?;
    let begins = context.required(&fields, "begins").and_then(|node| moment(context, node));
    let exercises = context.required(&fields, "exercises");
    let exercises =
        exercises.and_then(|node| context.each(node, |node| context.reference(node, Section::Clauses)));
    let steps = context.required(&fields, "steps").and_then(|node| steps(context, item, node));
    let expect = match (context.required(&fields, "expect"), &steps) {
        (Some(node), Some(steps)) => expectations(context, node, &steps.1),
        _ => None,
    };
    let origin = origin::lower(context, &fields);
    Some(Drill {
        id: id.to_owned(),
        path: path.to_owned(),
        title: context.text(format!("drill.{id}.title"), item.place),
        begins: begins?,
        steps: steps?.0,
        expectations: expect?,
        exercises: exercises?,
        origin: origin?,
    })
}

/// A moment with its offset, so that it means the same everywhere.
fn moment(context: &Context<'_>, node: &Node) -> Option<jiff::Timestamp> {
    let text = context.word(node)?;
    let moment = text.parse().ok();
    if moment.is_none() {
        context.report.error(node.place, Message::new("plan-bad-moment").with("given", text));
    }
    moment
}

/// Names of steps, each with the step's index.
type StepNames = Vec<(String, usize)>;

fn steps(context: &Context<'_>, item: Item<'_>, node: &Node) -> Option<(Vec<Step>, StepNames)> {
    let nodes = context.list(node)?;
    let mut names = StepNames::new();
    let mut lowered = Vec::new();
    let mut last = 0;
    for (index, node) in nodes.iter().enumerate() {
        let step = step(context, item, node);
        if let Some((step, name)) = &step {
            if step.at < last {
                context.report.error(node.place, Message::new("plan-step-order"));
            }
            last = step.at;
            names.extend(name.clone().map(|name| (name, index)));
        }
        lowered.push(step.map(|(step, _)| step));
    }
    let opens = matches!(lowered.first(), Some(Some(step)) if step.act.command == "open");
    if !opens && !matches!(lowered.first(), Some(None)) {
        let place = nodes.first().map_or(node.place, |first| first.place);
        context.report.error(place, Message::new("plan-drill-opens"));
    }
    let lowered: Option<Vec<Step>> = lowered.into_iter().collect();
    Some((lowered?, names))
}

fn step(context: &Context<'_>, item: Item<'_>, node: &Node) -> Option<(Step, Option<String>)> {
    let fields = context.fields(node, node.place, &["at", "as", "do", "with", "says", "id"])?;
    let at = context.required(&fields, "at").and_then(|node| seconds(context, node));
    let role = context.optional(&fields, "as", |node| context.reference(node, Section::Roles));
    let command = context.required(&fields, "do").and_then(|node| command(context, node));
    let args = command.and_then(|(_, takes)| args(context, node.place, fields.get("with"), takes));
    let says = context.optional(&fields, "says", |node| {
        let word = context.word(node)?;
        Some(context.text(format!("drill.{}.says.{word}", item.id), node.place))
    });
    let id = context.optional(&fields, "id", |node| context.word(node).map(str::to_owned));
    let place = line_and_column(fields.get("as").map_or(node.place, |node| node.place));
    let (args, places) = args?.into_iter().unzip();
    let act = StepAct { command: command?.0.to_owned(), args, places };
    Some((Step { at: at?, role: role?, act, says: says?, place }, id?))
}

fn line_and_column(place: Place) -> (u32, u32) {
    (place.line, place.column)
}

/// An argument and where its words stand.
type Arg = ((String, String), (u32, u32));

/// Seconds after the beginning; a month has no place in a drill.
fn seconds(context: &Context<'_>, node: &Node) -> Option<i64> {
    let term = context.term(node)?;
    if term.months != 0 {
        let given = super::fields::given(node);
        context.report.error(node.place, Message::new("plan-bad-term").with("given", given));
        return None;
    }
    Some(term.seconds)
}

fn command(context: &Context<'_>, node: &Node) -> Option<&'static (&'static str, &'static [&'static str])> {
    let text = context.word(node)?;
    let found = COMMANDS.iter().find(|(name, _)| *name == text);
    if found.is_none() {
        let names = || COMMANDS.iter().map(|(name, _)| *name);
        let known = names().collect::<Vec<_>>().join(", ");
        let message = Message::new("plan-unknown-command").with("given", text).with("known", known);
        context.report.error_maybe(node.place, message, suggest::did_you_mean(text, names()));
    }
    found
}

/// The arguments of a command: known ones only, none missing, and every item they name exists.
fn args(
    context: &Context<'_>,
    place: Place,
    node: Option<&Node>,
    takes: &'static [&'static str],
) -> Option<Vec<Arg>> {
    let allowed: Vec<&'static str> = takes.iter().map(|arg| arg.trim_matches(['[', ']'])).collect();
    let nothing = Node { place, value: Value::Map(Vec::new()) };
    let fields = context.fields(node.unwrap_or(&nothing), place, &allowed)?;
    let needed = takes.iter().filter(|arg| !arg.starts_with('['));
    let missing = needed.filter(|arg| context.required(&fields, arg).is_none()).count();
    let lower = |key: &&'static str| {
        let node = fields.get(key)?;
        let text = context.word(node);
        let named = NAMED.iter().find(|(word, _)| word == key);
        let place = line_and_column(node.place);
        Some(text.and_then(|text| match named {
            // `intelligence#3` is the third time that `intelligence` is owed.
            Some((_, section)) => {
                let id = text.rsplit_once('#').map_or(text, |(id, _)| id);
                context
                    .resolve(node.place, id, *section)
                    .map(|_| (((*key).to_owned(), text.to_owned()), place))
            }
            None => Some((((*key).to_owned(), text.to_owned()), place)),
        }))
    };
    let lowered: Vec<Option<Arg>> = allowed.iter().filter_map(lower).collect();
    let lowered: Option<Vec<Arg>> = lowered.into_iter().collect();
    lowered.filter(|_| missing == 0)
}

fn expectations(context: &Context<'_>, node: &Node, steps: &StepNames) -> Option<Vec<Expectation>> {
    let lower = |entry: &Entry| {
        let allowed: Vec<&'static str> = EXPECTED.into_iter().chain(["at", "certain", "possible"]).collect();
        let fields = context.fields(&entry.node, entry.place, &allowed)?;
        let clause = context.optional(&fields, "clause", |node| context.reference(node, Section::Clauses));
        let expected = expected(context, &entry.node, &fields, steps);
        Some(Expectation { id: entry.key.clone(), expected: expected?, clause: clause? })
    };
    let lowered: Vec<Option<Expectation>> = context.mapping(node)?.iter().map(lower).collect();
    lowered.into_iter().collect()
}

fn expected(
    context: &Context<'_>,
    node: &Node,
    fields: &super::fields::Fields<'_>,
    steps: &StepNames,
) -> Option<Expected> {
    let ways = EXPECTED.iter().filter(|word| **word != "clause");
    let mut given = ways.filter_map(|word| fields.get(word).map(|value| (*word, value)));
    let (Some((way, value)), None) = (given.next(), given.next()) else {
        let message = Message::new("plan-one-expectation").with("known", EXPECTED[..6].join(", "));
        context.report.error(node.place, message);
        return None;
    };
    let at = || context.required(fields, "at").and_then(|node| seconds(context, node));
    match way {
        "met_in_time" => context.reference(value, Section::Obligations).map(Expected::MetInTime),
        "missed" => context.reference(value, Section::Obligations).map(Expected::Missed),
        "due" => {
            let (obligation, at) = (context.reference(value, Section::Obligations), at());
            Some(Expected::DueAt(obligation?, at?))
        }
        "state" => {
            let (state, at) = (context.state(value), at());
            Some(Expected::State { state: state?, at: at? })
        }
        "level" => {
            let scale = context.reference(value, Section::Scales);
            let (certain, possible) = (
                place(context, fields, "certain", scale.as_deref()),
                place(context, fields, "possible", scale.as_deref()),
            );
            Some(Expected::Level { at: at()?, certain: certain?, possible: possible?, scale: scale? })
        }
        _ => refused(context, value, steps),
    }
}

/// A level id of the scale.
fn place(
    context: &Context<'_>,
    fields: &super::fields::Fields<'_>,
    key: &'static str,
    scale: Option<&str>,
) -> Option<String> {
    let node = context.required(fields, key)?;
    let level = context.word(node)?;
    let scale = scale?;
    let index = context.schema().scale_index(scale)?;
    let order = context.schema().scales().get(index).map_or(&[][..], |scale| &scale.levels[..]);
    context.level_of(node.place, level, scale, order).map(|_| level.to_owned())
}

fn refused(context: &Context<'_>, node: &Node, steps: &StepNames) -> Option<Expected> {
    let name = context.word(node)?;
    let found = steps.iter().find(|(step, _)| step == name).map(|(_, index)| Expected::Refused(*index));
    if found.is_none() {
        let message =
            Message::new("plan-unknown-id").with("noun", Message::new("plan-noun-step")).with("id", name);
        let known = steps.iter().map(|(step, _)| step.as_str());
        context.report.error_maybe(node.place, message, suggest::did_you_mean(name, known));
    }
    found
}
