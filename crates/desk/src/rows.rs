//! What is written in clear beside the entries: the row on the board and the moment a tick must look at the case. Ids,
//! states, levels, times and counts only (invariant 6).

use std::collections::BTreeMap;

use incident::State;
use incident::state::ClockStatus;
use jiff::Timestamp;
use plan::Plan;
use serde::Serialize;
use store::{BoardChange, DueChange, DueRow};

use crate::CaseId;

/// Id of a case's only due row: the next moment at which time alone changes something.
const NEXT: &str = "next";

/// The part of a board row that is opaque to the store.
#[derive(Debug, Serialize)]
struct Clear<'a> {
    opened_at: Option<Timestamp>,
    states: BTreeMap<plan::State, Timestamp>,
    levels: BTreeMap<&'a str, Level<'a>>,
    running: usize,
    late: usize,
    undetermined: usize,
    version: u64,
}

#[derive(Debug, Serialize)]
struct Level<'a> {
    certain: &'a str,
    possible: &'a str,
    decided: Option<&'a str>,
}

/// The case's row on the board.
pub(crate) fn board(case: &CaseId, state: &State, recorded_at: Timestamp) -> BoardChange {
    let open = |status| state.clocks.iter().filter(move |clock| clock.status == status);
    let clear = Clear {
        opened_at: state.opening.as_ref().map(|opening| opening.at),
        states: state.states.clone(),
        levels: state.levels.iter().map(|(scale, level)| (scale.as_str(), places(level))).collect(),
        running: open(ClockStatus::Running).count(),
        late: open(ClockStatus::Running).filter(|clock| clock.missed.is_some()).count(),
        undetermined: open(ClockStatus::Undetermined).count(),
        version: state.version,
    };
    BoardChange {
        case_id: case.as_str().to_owned(),
        updated_us: recorded_at.as_microsecond(),
        next_due_us: next_due(state).map(Timestamp::as_microsecond),
        states: state.states.keys().map(|state| state_name(*state)).collect(),
        members: Vec::new(),
        clear: serde_json::to_vec(&clear).unwrap_or_default(),
    }
}

fn places(level: &incident::state::LevelState) -> Level<'_> {
    Level {
        certain: &level.certain.level,
        possible: &level.possible.level,
        decided: level.decided.as_ref().map(|(place, _, _)| place.level.as_str()),
    }
}

/// A state as it is written.
fn state_name(state: plan::State) -> String {
    serde_json::to_value(state).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The soonest due time of what is owed and not late, else of what is late.
fn next_due(state: &State) -> Option<Timestamp> {
    let running = state.clocks.iter().filter(|clock| clock.status == ClockStatus::Running);
    running.map(|clock| clock.schedule.due).min()
}

/// The due rows of the case: the next moment at which time alone changes something; none when nothing does.
pub(crate) fn due(case: &CaseId, state: &State, plan: &Plan) -> Vec<DueChange> {
    let stream = case.stream().to_string();
    let id = NEXT.to_owned();
    match incident::next_moment(state, plan) {
        // Rows are kept in whole microseconds: rounded up, since before its moment nothing has changed yet.
        Some(at) => vec![DueChange::Set(DueRow { at_us: ceiling_us(at), stream, id })],
        None => vec![DueChange::Clear { stream, id }],
    }
}

fn ceiling_us(at: Timestamp) -> i64 {
    let whole = at.as_microsecond();
    let rest = at.as_nanosecond() - i128::from(whole) * 1000;
    whole.saturating_add(i64::from(rest > 0))
}

/// The row of a destroyed case: the same for every such case, whatever it was.
pub(crate) fn tombstone(case: &CaseId, recorded_at: Timestamp) -> BoardChange {
    BoardChange {
        case_id: case.as_str().to_owned(),
        updated_us: recorded_at.as_microsecond(),
        next_due_us: None,
        states: Vec::new(),
        members: Vec::new(),
        clear: br#"{"destroyed":true}"#.to_vec(),
    }
}

/// Nothing of the case is due any more.
pub(crate) fn nothing_due(case: &CaseId) -> DueChange {
    DueChange::Clear { stream: case.stream().to_string(), id: NEXT.to_owned() }
}
