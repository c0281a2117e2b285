//! `stanch case list`: every case, with its state, its level and what is due next.

use desk::{CaseFile, CaseRef, DeskError, Reading, RealLog};
use messages::Message;
use plan::{Item, Plan};
use serde_json::{Value, json};

use crate::clock;
use crate::data::{self, Data};
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::table::{Edge, Table};
use crate::times::Times;
use crate::words;

/// What was typed.
#[derive(Debug, clap::Args)]
pub struct Typed {
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    output: Output,
}

/// Lists them by number.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    let desk: Reading<RealLog> = typed.data.read("case list", clock::now())?;
    let mut cases = Vec::new();
    for number in 1.. {
        match desk.find(&CaseRef::Number(number)).and_then(|id| desk.case(&id)) {
            Ok(case) => cases.push(case),
            Err(DeskError::UnknownCase { .. }) => break,
            Err(error) => return Err(data::failure(error)),
        }
    }
    let rows: Vec<Value> = cases.iter().map(row).collect();
    let times = cases.iter().map(|case| Times::of(&case.plan)).collect::<Result<Vec<_>, _>>()?;
    typed.output.give(&json!({ "cases": rows }), door, |door| show(&cases, &times, door))?;
    Ok(Exit::Done)
}

fn title(case: &CaseFile) -> &str {
    case.state.opening.as_ref().map_or("", |opening| opening.title.as_str())
}

fn row(case: &CaseFile) -> Value {
    let mut row = json!({ "number": case.number, "id": case.id.as_str(), "title": title(case) });
    if let (Value::Object(row), Ok(Value::Object(board))) =
        (&mut row, serde_json::to_value(views::board_row(&case.state)))
    {
        row.extend(board);
    }
    row
}

fn show(cases: &[CaseFile], times: &[Times], door: &mut Door) {
    if cases.is_empty() {
        door.say(&Message::new("cli-case-none"));
        return;
    }
    let mut table = Table::new(&[Edge::Right, Edge::Left, Edge::Left, Edge::Left, Edge::Left]);
    for (case, times) in cases.iter().zip(times) {
        let board = views::board_row(&case.state);
        let levels: Vec<String> =
            board.levels.iter().map(|(scale, level)| level_words(&case.plan, scale, level, door)).collect();
        let states: Vec<String> = board.states.iter().map(|state| words::state(state, door)).collect();
        let due = board.next_due.map(|due| times.show(due)).unwrap_or_default();
        let late = if board.late > 0 { format!("▲ {due}") } else { due };
        let number = case.number.to_string();
        table.row([number, title(case).to_owned(), door.list(&states), levels.join(" · "), late]);
    }
    door.text(&table.lines());
}

/// `Response level: level 2`, or from the certain to the possible one while none is decided.
fn level_words(plan: &Plan, scale: &str, level: &views::LevelRow, door: &Door) -> String {
    let name = |id: &str| words::level(plan, scale, id, door);
    let stands = match &level.decided {
        Some(decided) => name(decided),
        None if level.certain == level.possible => name(&level.certain),
        None => format!("{} – {}", name(&level.certain), name(&level.possible)),
    };
    format!("{} {stands}", words::item(plan, Item::Scale, scale, door))
}
