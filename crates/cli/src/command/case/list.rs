//! `stanch case list`: every case, with its state, its level and what is due next.

use desk::{CaseFile, CaseRef, Desk, DeskError, RealLog};
use messages::Message;
use serde_json::{Value, json};

use super::page::local;
use crate::clock;
use crate::data::{self, Data};
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::table::{Edge, Table};

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
    let desk: Desk<RealLog> = typed.data.open(false, "case list", clock::now())?;
    let mut cases = Vec::new();
    for number in 1.. {
        match desk.find(&CaseRef::Number(number)).and_then(|id| desk.case(&id)) {
            Ok(case) => cases.push(case),
            Err(DeskError::UnknownCase { .. }) => break,
            Err(error) => return Err(data::failure(error)),
        }
    }
    let rows: Vec<Value> = cases.iter().map(row).collect();
    typed.output.give(&json!({ "cases": rows }), door, |door| show(&cases, door))?;
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

fn show(cases: &[CaseFile], door: &mut Door) {
    if cases.is_empty() {
        door.say(&Message::new("cli-case-none"));
        return;
    }
    let mut table = Table::new(&[Edge::Right, Edge::Left, Edge::Left, Edge::Left, Edge::Left]);
    for case in cases {
        let board = views::board_row(&case.state);
        let levels = board.levels.iter().map(|(scale, (certain, possible, decided))| match decided {
            Some(decided) => format!("{scale} {decided}"),
            None if certain == possible => format!("{scale} {certain}"),
            None => format!("{scale} {certain}–{possible}"),
        });
        let due = board.next_due.map(local).unwrap_or_default();
        let late = if board.late > 0 { format!("▲ {due}") } else { due };
        let levels = levels.collect::<Vec<_>>().join(", ");
        table.row([case.number.to_string(), title(case).to_owned(), board.states.join(", "), levels, late]);
    }
    door.text(&table.lines());
}
