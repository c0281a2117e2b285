//! `stanch plan show PACK [WHAT]`: what a plan has and what can be typed: roles, facts, levels, duties, gates, forms.

use std::path::PathBuf;

use clap::ValueEnum;
use expr::Type;
use messages::Message;
use plan::{Choice, Fact, Item, Plan, Term};
use serde_json::{Value, json};

use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::table::{Edge, Table};
use crate::{figures, plan_of, words};

/// What was typed.
#[derive(Debug, clap::Args)]
pub struct Typed {
    /// Folder of the pack.
    #[arg(value_name = "PACK")]
    pack: PathBuf,
    /// What to list.
    #[arg(value_name = "WHAT")]
    what: Option<What>,
    #[command(flatten)]
    output: Output,
}

/// The lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    Roles,
    Facts,
    Scales,
    Triggers,
    Obligations,
    Gates,
    Playbooks,
    Forms,
    Notices,
    Drills,
    Choices,
}

/// A row: the id that can be typed, what the plan calls it, and what else there is to know, each part named for JSON.
struct Row {
    id: String,
    label: String,
    more: Vec<(&'static str, Value, String)>,
    /// What stands below it: conditions of a gate, tasks of a playbook.
    inner: Vec<Row>,
}

impl What {
    fn heading(self) -> Message {
        Message::new(match self {
            What::Roles => "cli-plan-roles",
            What::Facts => "cli-plan-facts",
            What::Scales => "cli-plan-scales",
            What::Triggers => "cli-plan-triggers",
            What::Obligations => "cli-plan-obligations",
            What::Gates => "cli-plan-gates",
            What::Playbooks => "cli-plan-playbooks",
            What::Forms => "cli-plan-forms",
            What::Notices => "cli-plan-notices",
            What::Drills => "cli-plan-drills",
            What::Choices => "cli-plan-choices",
        })
    }

    fn word(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    fn rows(self, plan: &Plan, door: &Door) -> Vec<Row> {
        match self {
            What::Roles => roles(plan, door),
            What::Facts => plan.catalogue.facts.iter().map(|fact| fact_row(fact, plan, door)).collect(),
            What::Scales => scales(plan, door),
            What::Triggers => plan
                .triggers
                .iter()
                .map(|item| row(plan, Item::Trigger, &item.id, Vec::new(), door))
                .collect(),
            What::Obligations => obligations(plan, door),
            What::Gates => gates(plan, door),
            What::Playbooks => playbooks(plan, door),
            What::Forms => {
                plan.forms.iter().map(|form| row(plan, Item::Form, &form.id, Vec::new(), door)).collect()
            }
            What::Notices => notices(plan, door),
            What::Drills => plan.drills.iter().map(|drill| drill_row(drill, plan, door)).collect(),
            What::Choices => plan.choices.iter().map(|choice| choice_row(choice, plan, door)).collect(),
        }
    }
}

/// Lists it; without a word the lists themselves, with how many each has.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    let plan = plan_of::read(&typed.pack, door)?;
    let Some(what) = typed.what else {
        overview(typed, &plan, door)?;
        return Ok(Exit::Done);
    };
    let rows = what.rows(&plan, door);
    let list: Vec<Value> = rows.iter().map(as_json).collect();
    let value = json!({ "plan": plan.id, "version": plan.version, what.word(): list });
    typed.output.give(&value, door, |door| {
        door.heading(&what.heading());
        door.text(&lines(&rows));
    })?;
    Ok(Exit::Done)
}

fn overview(typed: &Typed, plan: &Plan, door: &mut Door) -> Result<(), Failure> {
    let counted: Vec<(What, usize)> =
        What::value_variants().iter().map(|what| (*what, what.rows(plan, door).len())).collect();
    let counts: serde_json::Map<String, Value> =
        counted.iter().map(|(what, count)| (what.word(), json!(count))).collect();
    let title = words::plan(plan, door);
    let value = json!({ "plan": plan.id, "version": plan.version, "title": title, "counts": counts });
    let pack = typed.pack.display().to_string();
    typed.output.give(&value, door, |door| {
        let zone = plan.zone.iana_name().unwrap_or("UTC");
        let heading = Message::new("cli-plan-heading")
            .with("title", title.as_str())
            .with("id", &plan.id)
            .with("version", &plan.version)
            .with("zone", zone);
        door.heading(&heading);
        let mut table = Table::new(&[Edge::Right, Edge::Left, Edge::Left]);
        for (what, count) in counted {
            let line = format!("stanch plan show {pack} {}", what.word());
            table.row([figures::count(count as u64), door.words(&what.heading()), line]);
        }
        door.text(&table.lines());
    })
}

fn as_json(row: &Row) -> Value {
    let mut object = serde_json::Map::new();
    object.insert("id".to_owned(), json!(row.id));
    object.insert("label".to_owned(), json!(row.label));
    for (name, value, _) in &row.more {
        object.insert((*name).to_owned(), value.clone());
    }
    if !row.inner.is_empty() {
        object.insert("items".to_owned(), row.inner.iter().map(as_json).collect());
    }
    Value::Object(object)
}

fn lines(rows: &[Row]) -> String {
    let flat =
        rows.iter().flat_map(|row| std::iter::once((row, "")).chain(row.inner.iter().map(|row| (row, "  "))));
    let flat: Vec<(&Row, &str)> = flat.collect();
    let columns = flat.iter().map(|(row, _)| row.more.len()).max().unwrap_or(0) + 2;
    let mut table = Table::new(&vec![Edge::Left; columns]);
    for (row, indent) in flat {
        let more = row.more.iter().map(|(_, _, text)| text.clone());
        table.row([format!("{indent}{}", row.id), row.label.clone()].into_iter().chain(more));
    }
    table.lines()
}

fn row(plan: &Plan, kind: Item, id: &str, more: Vec<(&'static str, Value, String)>, door: &Door) -> Row {
    Row { id: id.to_owned(), label: words::item(plan, kind, id, door), more, inner: Vec::new() }
}

fn role_part(name: &'static str, ids: &[String], plan: &Plan, door: &Door) -> (&'static str, Value, String) {
    let titles: Vec<String> = ids.iter().map(|id| words::role(plan, id, door)).collect();
    (name, json!(ids), door.list(&titles))
}

fn roles(plan: &Plan, door: &Door) -> Vec<Row> {
    let rights = |role: &plan::Role| {
        let words: Vec<String> = role.rights.iter().map(|right| door.words(&right.message())).collect();
        let ids: Vec<&str> = role.rights.iter().map(|right| right.word()).collect();
        ("rights", json!(ids), door.list(&words))
    };
    plan.roles.iter().map(|role| row(plan, Item::Role, &role.id, vec![rights(role)], door)).collect()
}

fn fact_row(fact: &Fact, plan: &Plan, door: &Door) -> Row {
    let kind = door.words(&incident::expected(fact));
    let unit = fact.unit.as_deref().map(|unit| words::unit(unit, door)).unwrap_or_default();
    let values = match &fact.kind {
        Type::Enum(list) | Type::Set(list) => json!(list.variants),
        _ => Value::Null,
    };
    let more = vec![
        role_part("answered_by", &fact.answered_by, plan, door),
        ("unit", json!(fact.unit), unit),
        ("expected", json!(kind), kind),
        ("values", values, String::new()),
    ];
    row(plan, Item::Fact, &fact.id, more, door)
}

fn scales(plan: &Plan, door: &Door) -> Vec<Row> {
    let levels = |scale: &plan::Scale| {
        let words = scale.order.iter().map(|level| {
            let label = words::level(plan, &scale.id, level, door);
            if label == *level { label } else { format!("{level} = {label}") }
        });
        let words: Vec<String> = words.collect();
        ("levels", json!(scale.order), door.list(&words))
    };
    plan.scales.iter().map(|scale| row(plan, Item::Scale, &scale.id, vec![levels(scale)], door)).collect()
}

fn obligations(plan: &Plan, door: &Door) -> Vec<Row> {
    let rows = plan.obligations.iter().map(|item| {
        let more = vec![
            role_part("doer", std::slice::from_ref(&item.doer), plan, door),
            ("within", json!(item.term), term(item.term)),
            ("clause", json!(item.origin.clause), item.origin.clause.clone().unwrap_or_default()),
        ];
        row(plan, Item::Duty, &item.id, more, door)
    });
    rows.collect()
}

fn gates(plan: &Plan, door: &Door) -> Vec<Row> {
    let rows = plan.gates.iter().map(|gate| {
        let more = vec![
            role_part("proposes", std::slice::from_ref(&gate.proposes), plan, door),
            role_part("reviews", &gate.reviews, plan, door),
            role_part("approves", std::slice::from_ref(&gate.approves), plan, door),
        ];
        let conditions = gate.conditions.iter().map(|condition| Row {
            id: condition.id.clone(),
            label: words::condition(plan, &gate.id, &condition.id, door),
            more: Vec::new(),
            inner: Vec::new(),
        });
        Row { inner: conditions.collect(), ..row(plan, Item::Gate, &gate.id, more, door) }
    });
    rows.collect()
}

fn playbooks(plan: &Plan, door: &Door) -> Vec<Row> {
    let task = |task: &plan::TaskTemplate| {
        let more = vec![
            role_part("doer", std::slice::from_ref(&task.doer), plan, door),
            ("within", json!(task.limit), task.limit.map(term).unwrap_or_default()),
        ];
        row(plan, Item::Duty, &task.id, more, door)
    };
    let rows = plan.playbooks.iter().map(|playbook| {
        let inner = playbook.tasks.iter().map(task).collect();
        Row { inner, ..row(plan, Item::Playbook, &playbook.id, Vec::new(), door) }
    });
    rows.collect()
}

fn notices(plan: &Plan, door: &Door) -> Vec<Row> {
    let rows = plan.notices.iter().map(|notice| {
        let passed = role_part("passed_by", std::slice::from_ref(&notice.passed_by), plan, door);
        row(plan, Item::Notice, &notice.id, vec![passed], door)
    });
    rows.collect()
}

fn drill_row(drill: &plan::Drill, plan: &Plan, door: &Door) -> Row {
    let label = words::text(plan, &drill.title, door);
    Row { id: drill.path.clone(), label, more: Vec::new(), inner: Vec::new() }
}

fn choice_row(choice: &Choice, plan: &Plan, door: &Door) -> Row {
    let key = if choice.confirmed { "cli-choice-confirmed" } else { "cli-choice-open" };
    let clauses = choice.clauses.join(" ");
    let more = vec![
        ("clauses", json!(choice.clauses), clauses),
        ("confirmed", json!(choice.confirmed), door.words(&Message::new(key))),
    ];
    Row { id: choice.id.clone(), label: words::text(plan, &choice.reason, door), more, inner: Vec::new() }
}

/// A length of time as plans write it.
fn term(term: Term) -> String {
    let seconds = match term.seconds {
        0 => String::new(),
        seconds if seconds % 86_400 == 0 => format!("{} d", seconds / 86_400),
        seconds if seconds % 3_600 == 0 => format!("{} h", seconds / 3_600),
        seconds if seconds % 60 == 0 => format!("{} min", seconds / 60),
        seconds => format!("{seconds} s"),
    };
    match (term.months, seconds.is_empty()) {
        (0, true) => "0".to_owned(),
        (0, false) => seconds,
        (months, true) => format!("{months} mo"),
        (months, false) => format!("{months} mo {seconds}"),
    }
}
