//! What is written in clear beside the entries: the row on the board and the moment a tick must look at the case. Ids,
//! states, levels, times and counts only (invariant 6).

use incident::State;
use jiff::Timestamp;
use plan::Plan;
use store::{BoardChange, DueChange, DueRow};

use crate::CaseId;

/// Id of a case's only due row: the next moment at which time alone changes something.
const NEXT: &str = "next";

/// The case's row on the board, as `views` folds it.
pub(crate) fn board(case: &CaseId, state: &State, plan: &Plan, recorded_at: Timestamp) -> BoardChange {
    let row = views::board_row(state);
    BoardChange {
        case_id: case.as_str().to_owned(),
        updated_us: recorded_at.as_microsecond(),
        next_due_us: row.next_due.map(Timestamp::as_microsecond),
        clear: serde_json::to_vec(&row).unwrap_or_default(),
        states: row.states,
        members: views::members(state, plan),
    }
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
