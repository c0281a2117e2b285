use messages::Message;

use super::sections::Item;
use super::{Context, Section, Trees, origin, suggest};
use crate::model::{Drill, Expectation, Expected, Step, StepAct};
use crate::tree::{Entry, Node, Place, Value};

/// The commands of a case, which are the words that a step of a drill may use, and the arguments of each; those in brackets may be left
/// out. What they mean stands in the room `incident`.
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

/// The drills of the pack, and whether one of them could not be read whole: then what could be read of it is given, for those
/// who look at its steps.
pub(super) fn lower(context: &Context<'_>, trees: &Trees) -> (Vec<Drill>, bool) {
    let mut short = false;
    let mut drills = Vec::new();
    for (id, path, node) in &trees.drills {
        let read = drill(context, id, path, node);
        short |= !matches!(read, Some((_, true)));
        drills.extend(read.map(|(drill, _)| drill));
    }
    (drills, short)
}

/// As much of a drill as could be read, and whether that is all of it.
fn drill(context: &Context<'_>, id: &str, path: &str, node: &Node) -> Option<(Drill, bool)> {
    let item = Item { id, place: node.place, node };
    let keys = ["begins", "exercises", "steps", "expect", "clause", "choice"];
    let fields = context.fields(node, node.place, &keys)?;
    let begins = context.required(&fields, "begins").and_then(|node| moment(context, node));
    let exercises = context.required(&fields, "exercises");
    let exercises =
        exercises.and_then(|node| context.each(node, |node| context.reference(node, Section::Clauses)));
    let steps = context.required(&fields, "steps").and_then(|node| steps(context, item, node));
    let steps = steps.unwrap_or_default();
    let (expectations, all_expected) = match context.required(&fields, "expect") {
        Some(node) => expectations(context, node, &steps),
        None => (Vec::new(), false),
    };
    let origin = origin::lower(context, &fields);
    let whole = begins.is_some() && exercises.is_some() && origin.is_some() && steps.whole && all_expected;
    let drill = Drill {
        id: id.to_owned(),
        path: path.to_owned(),
        title: context.text(format!("drill.{id}.title"), item.place),
        begins: begins.unwrap_or_default(),
        steps: steps.read,
        expectations,
        exercises: exercises.unwrap_or_default(),
        origin: origin.unwrap_or_default(),
    };
    Some((drill, whole))
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

/// The steps of a drill, as far as they could be read.
#[derive(Debug, Default)]
struct Steps {
    read: Vec<Step>,
    /// Names of steps, each with its place among those read, if it is one of them.
    names: Vec<(String, Option<usize>)>,
    /// Whether every name was read.
    names_all: bool,
    whole: bool,
}

/// What could be read of a step.
#[derive(Debug, Default)]
struct Sketch {
    at: Option<i64>,
    command: Option<&'static str>,
    name: Option<String>,
    /// It may have a name that was not read.
    may_be_named: bool,
    step: Option<Step>,
}

fn steps(context: &Context<'_>, item: Item<'_>, node: &Node) -> Option<Steps> {
    let nodes = context.list(node)?;
    let mut steps = Steps { names_all: true, whole: true, ..Steps::default() };
    let mut last = 0;
    let mut first_command = None;
    for (index, node) in nodes.iter().enumerate() {
        let sketch =
            step(context, item, node).unwrap_or_else(|| Sketch { may_be_named: true, ..Sketch::default() });
        if let Some(at) = sketch.at {
            if at < last {
                context.report.error(node.place, Message::new("plan-step-order"));
            }
            last = at;
        }
        if index == 0 {
            first_command = Some(sketch.command);
        }
        let place = sketch.step.is_some().then_some(steps.read.len());
        if let Some(name) = sketch.name {
            if steps.names.iter().any(|(known, _)| *known == name) {
                context.report.error(node.place, Message::new("plan-step-twice").with("id", &name));
            }
            steps.names.push((name, place));
        }
        steps.names_all &= !sketch.may_be_named;
        steps.whole &= sketch.step.is_some();
        steps.read.extend(sketch.step);
    }
    // Of a first step whose command could not be read nothing is known.
    if !matches!(first_command, Some(None | Some("open"))) {
        let place = nodes.first().map_or(node.place, |first| first.place);
        context.report.error(place, Message::new("plan-drill-opens"));
    }
    Some(steps)
}

fn step(context: &Context<'_>, item: Item<'_>, node: &Node) -> Option<Sketch> {
    let fields = context.fields(node, node.place, &["at", "as", "do", "with", "says", "id"])?;
    let at = context.required(&fields, "at").and_then(|node| seconds(context, node));
    let role = context.optional(&fields, "as", |node| context.reference(node, Section::Roles));
    let command = context.required(&fields, "do").and_then(|node| command(context, node));
    let args = command.and_then(|taking| args(context, node.place, fields.get("with"), taking));
    let says = context.optional(&fields, "says", |node| {
        let word = context.word(node)?;
        Some(context.text(format!("drill.{}.says.{word}", item.id), node.place))
    });
    let id = context.optional(&fields, "id", |node| context.word(node).map(str::to_owned));
    let place = line_and_column(fields.get("as").map_or(node.place, |node| node.place));
    let command = command.map(|(name, _)| *name);
    let read = || {
        let (args, places) = args?.into_iter().unzip();
        let act = StepAct { command: command?.to_owned(), args, places };
        id.as_ref()?;
        Some(Step { at: at?, role: role?, act, says: says?, place })
    };
    let step = read();
    let may_be_named = fields.has_unknown() || id.is_none();
    Some(Sketch { at, command, name: id.flatten(), may_be_named, step })
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
    (command, takes): &(&'static str, &'static [&'static str]),
) -> Option<Vec<Arg>> {
    let allowed: Vec<&'static str> = takes.iter().map(|arg| arg.trim_matches(['[', ']'])).collect();
    let nothing = Node { place, value: Value::Map(Vec::new()) };
    let fields = context.fields(node.unwrap_or(&nothing), place, &allowed)?;
    let needed = takes.iter().filter(|arg| !arg.starts_with('['));
    let missing = needed.filter(|arg| context.required(&fields, arg).is_none()).count();
    let is_level = level(context, command, &fields);
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
    lowered.filter(|_| missing == 0 && is_level)
}

/// Whether the level that a step names is one of the scale it is about: the one it names, or the only one of its command's kind.
fn level(context: &Context<'_>, command: &str, fields: &super::fields::Fields<'_>) -> bool {
    let (key, kind) = match command {
        "decide-level" => ("level", "response_level"),
        "declare" => ("level", "response_level"),
        "warn" => ("grade", "warning_grade"),
        _ => return true,
    };
    let Some((node, level)) = fields.get(key).and_then(|node| Some((node, node.text()?.trim()))) else {
        return true;
    };
    let of_kind = |item: &&Item<'_>| item.node.child("kind").and_then(Node::text) == Some(kind);
    let mut scales = context.items(Section::Scales).iter().filter(of_kind);
    let named = fields.get("scale").map(|node| node.text().unwrap_or_default().trim());
    let scale = match (named, scales.next(), scales.next()) {
        (Some(named), _, _) => named,
        (None, Some(only), None) => only.id,
        _ => return true,
    };
    let Some(index) = context.schema().scale_index(scale) else { return true };
    let order = context.schema().scales().get(index).map_or(&[][..], |scale| &scale.levels[..]);
    context.level_of(node.place, level, scale, order).is_some()
}

/// What is expected, as far as it could be read, and whether that is all.
fn expectations(context: &Context<'_>, node: &Node, steps: &Steps) -> (Vec<Expectation>, bool) {
    let lower = |entry: &Entry| {
        let allowed: Vec<&'static str> = EXPECTED.into_iter().chain(["at", "certain", "possible"]).collect();
        let fields = context.fields(&entry.node, entry.place, &allowed)?;
        let clause = context.optional(&fields, "clause", |node| context.reference(node, Section::Clauses));
        let expected = expected(context, &entry.node, &fields, steps);
        Some(Expectation { id: entry.key.clone(), expected: expected?, clause: clause? })
    };
    let Some(entries) = context.mapping(node) else { return (Vec::new(), false) };
    let mut read: Vec<Expectation> = entries.iter().filter_map(lower).collect();
    let all = read.len() == entries.len();
    if !all {
        // What could not be read may expect any named step to be refused.
        let named = steps.names.iter().filter_map(|(name, place)| Some((name, (*place)?)));
        let refused = |(name, place): (&String, usize)| Expectation {
            id: name.clone(),
            expected: Expected::Refused(place),
            clause: None,
        };
        read.extend(named.map(refused));
    }
    (read, all)
}

fn expected(
    context: &Context<'_>,
    node: &Node,
    fields: &super::fields::Fields<'_>,
    steps: &Steps,
) -> Option<Expected> {
    let ways = EXPECTED.iter().filter(|word| **word != "clause");
    let mut given = ways.filter_map(|word| fields.get(word).map(|value| (*word, value)));
    let (first, second) = (given.next(), given.next());
    if first.is_none() && fields.has_unknown() {
        // The misspelt key has been told.
        return None;
    }
    let (Some((way, value)), None) = (first, second) else {
        let message = Message::new("plan-one-expectation").with("known", EXPECTED[..6].join(", "));
        context.report.error(node.place, message);
        return None;
    };
    let at = || context.required(fields, "at").and_then(|node| seconds(context, node));
    match way {
        "met_in_time" => obligation(context, value).map(Expected::MetInTime),
        "missed" => obligation(context, value).map(Expected::Missed),
        "due" => {
            let (obligation, at) = (obligation(context, value), at());
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
            let (at, certain, possible, scale) = (at()?, certain?, possible?, scale?);
            let place = |level: &str| {
                let index = context.schema().scale_index(&scale)?;
                context.schema().scales().get(index)?.levels.iter().position(|known| known == level)
            };
            if place(&certain) > place(&possible) {
                let message = Message::new("plan-certain-above-possible");
                context
                    .report
                    .error(node.place, message.with("certain", &certain).with("possible", &possible));
                return None;
            }
            Some(Expected::Level { at, certain, possible, scale })
        }
        _ => refused(context, value, steps),
    }
}

/// An obligation, or with `#3` the third time that it is owed.
fn obligation(context: &Context<'_>, node: &Node) -> Option<String> {
    let text = context.word(node)?;
    let numbered = text.rsplit_once('#').filter(|(_, number)| number.parse::<u32>().is_ok());
    let id = numbered.map_or(text, |(id, _)| id);
    let number: u32 = numbered.map_or(1, |(_, number)| number.parse().unwrap_or(1));
    context.resolve(node.place, id, Section::Obligations)?;
    let owed = context.items(Section::Obligations).iter().find(|item| item.id == id);
    if number == 0 || number > 1 && owed.is_some_and(is_owed_once) {
        let message = Message::new("plan-expected-once").with("id", id).with("number", number);
        context.report.error(node.place, message);
        return None;
    }
    Some(text.to_owned())
}

/// Nothing makes it owed a second time: it does not repeat, hangs on no state and no condition, and starts from what is only once.
fn is_owed_once(item: &Item<'_>) -> bool {
    let again = ["repeats", "while", "owed_when"].iter().any(|key| item.node.child(key).is_some());
    let by_decision = item.node.child("met_by").and_then(Node::text) == Some("decision");
    let Some(Value::List(starts)) = item.node.child("starts").map(|node| &node.value) else { return false };
    let is_once = |start: &Node| start.child("opened").is_some() || start.child("fact").is_some();
    !again && !by_decision && starts.iter().all(is_once)
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

fn refused(context: &Context<'_>, node: &Node, steps: &Steps) -> Option<Expected> {
    let name = context.word(node)?;
    let found = steps.names.iter().find(|(step, _)| step == name);
    if found.is_none() && steps.names_all {
        let message =
            Message::new("plan-unknown-id").with("noun", Message::new("plan-noun-step")).with("id", name);
        let known = steps.names.iter().map(|(step, _)| step.as_str());
        context.report.error_maybe(node.place, message, suggest::did_you_mean(name, known));
    }
    found.and_then(|(_, place)| *place).map(Expected::Refused)
}
