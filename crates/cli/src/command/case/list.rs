//! `stanch case list`: every case, with its state, its level and what is due next, as they stand now.

use std::collections::BTreeSet;
use std::sync::Arc;

use desk::{BoardFilter, Listed, Reading, RealLog, Title};
use jiff::Timestamp;
use messages::Message;
use plan::{Item, Plan};
use serde_json::{Value, json};
use views::BoardRow;

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

/// Cases read from the board at once.
const PAGE: u32 = 256;

/// A case as it is listed.
struct Line {
    number: u64,
    id: String,
    title: String,
    /// What its row says, and the plan that has words for it; nothing of a case that was destroyed.
    known: Option<(BoardRow, Arc<Plan>)>,
}

/// Lists them by number, off the board: no case is opened whose row says all and whose moment has not come.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    let now = clock::now();
    let desk: Reading<RealLog> = typed.data.read("case list", now)?;
    data::say_lost_end(desk.lost_end(), door)?;
    if desk.is_drill() {
        door.remark(&Message::new("cli-drill-listed"));
    }
    // A drill's time is virtual: it stands where it ended.
    let moved =
        if desk.is_drill() { BTreeSet::new() } else { desk.moved_by_time(now).map_err(data::failure)? };
    let mut lines = Vec::new();
    let mut after = None;
    loop {
        let page = desk.case_list(&BoardFilter::default(), after, PAGE).map_err(data::failure)?;
        for listed in page.cases {
            let since = moved.contains(&listed.case).then_some(now);
            lines.push(line(&desk, listed, since, door)?);
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    lines.sort_by_key(|line| line.number);
    let rows: Vec<Value> = lines.iter().map(row).collect();
    let times = |line: &Line| line.known.as_ref().map(|(_, plan)| Times::of(plan)).transpose();
    let times = lines.iter().map(times).collect::<Result<Vec<_>, _>>()?;
    typed.output.give(&json!({ "cases": rows }), door, |door| show(&lines, &times, door))?;
    Ok(Exit::Done)
}

/// A row that was written before rows named their plan is folded from its case, and so is one that time has `moved` since.
fn line(
    desk: &Reading<RealLog>,
    listed: Listed,
    moved: Option<Timestamp>,
    door: &Door,
) -> Result<Line, Failure> {
    let (number, id) = (listed.number, listed.case.to_string());
    let title = match &listed.title {
        Title::Known(title) => title.clone(),
        Title::Destroyed => door.words(&Message::new("cli-case-destroyed")),
        Title::Unreadable(why) => format!("▲ {}", door.words(why)),
    };
    let of_row = listed.row.and_then(|row| Some((row.plan.clone()?, row)));
    let known = match (of_row, &listed.title, moved) {
        (_, Title::Known(_), Some(now)) => {
            let case = desk.case(&listed.case).map_err(data::failure)?;
            Some((views::board_row_now(&case.state, &case.plan, now), case.plan))
        }
        (Some((digest, board)), ..) => Some((board, desk.plan(&digest).map_err(data::failure)?)),
        (None, Title::Destroyed, _) => None,
        (None, ..) => {
            let case = desk.case(&listed.case).map_err(data::failure)?;
            Some((views::board_row(&case.state), case.plan))
        }
    };
    Ok(Line { number, id, title, known })
}

fn row(line: &Line) -> Value {
    let mut row = json!({ "number": line.number, "id": line.id, "title": line.title });
    let board = line.known.as_ref().and_then(|(board, _)| serde_json::to_value(board).ok());
    match (&mut row, board) {
        (Value::Object(row), Some(Value::Object(board))) => row.extend(board),
        (Value::Object(row), _) => drop(row.insert("destroyed".to_owned(), Value::Bool(true))),
        _ => {}
    }
    row
}

fn show(lines: &[Line], times: &[Option<Times>], door: &mut Door) {
    if lines.is_empty() {
        door.say(&Message::new("cli-case-none"));
        return;
    }
    let mut table = Table::new(&[Edge::Right, Edge::Left, Edge::Left, Edge::Left, Edge::Left]);
    for (line, times) in lines.iter().zip(times) {
        let (number, title) = (line.number.to_string(), line.title.clone());
        let (Some((board, plan)), Some(times)) = (&line.known, times) else {
            table.row([number, title, String::new(), String::new(), String::new()]);
            continue;
        };
        let levels: Vec<String> =
            board.levels.iter().map(|(scale, level)| level_words(plan, scale, level, door)).collect();
        let states: Vec<String> = board.states.iter().map(|state| words::state(state, door)).collect();
        let due = board.next_due.map(|due| times.show(due)).unwrap_or_default();
        let late = if board.late > 0 { format!("▲ {due}") } else { due };
        table.row([number, title, door.list(&states), levels.join(" · "), late]);
    }
    door.text(&table.lines());
}

/// `Response level: level 2`, or from the certain to the possible one while none is decided.
fn level_words(plan: &Plan, scale: &str, level: &views::LevelRow, door: &Door) -> String {
    let name = |id: &str| words::level(plan, scale, id, door);
    let stands = match &level.decided {
        Some(decided) => name(decided),
        None if level.unset => door.words(&Message::new("cli-level-unset-short")),
        None if level.certain == level.possible => name(&level.certain),
        None => format!("{} – {}", name(&level.certain), name(&level.possible)),
    };
    format!("{} {stands}", words::item(plan, Item::Scale, scale, door))
}
