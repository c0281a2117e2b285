use std::collections::{BTreeMap, BTreeSet};

use incident::event::task::Stage;
use incident::event::warning::Outcome;
use incident::{Outlook, State};
use jiff::Timestamp;
use plan::Plan;
use serde::{Deserialize, Serialize};

use crate::words;

/// A scale's levels on a row of the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelRow {
    /// The level that is reached whatever is not known yet.
    pub certain: String,
    /// The worst that can still turn out.
    pub possible: String,
    /// It is set by people and nobody has: `certain` and `possible` are the ends of its scale.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unset: bool,
    /// What somebody decided.
    pub decided: Option<String>,
}

/// A row of the board, kept in clear: ids, states, levels, times and counts, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardRow {
    /// States that hold, in their order.
    pub states: Vec<String>,
    /// By scale.
    pub levels: BTreeMap<String, LevelRow>,
    /// When the case was opened.
    pub opened_at: Option<Timestamp>,
    /// When it was recorded last.
    pub recorded_at: Option<Timestamp>,
    /// When something is due next; late duties count with their past due time.
    pub next_due: Option<Timestamp>,
    /// Version of the stream.
    pub version: u64,
    /// Clocks that run.
    pub running: usize,
    /// Clocks past their due time and unmet.
    pub late: usize,
    /// Clocks of which it cannot be told yet whether they are owed.
    pub undetermined: usize,
    /// Proposals waiting for an answer.
    pub waiting: usize,
    /// Started by the plan and not yet accepted.
    pub unconfirmed: bool,
    /// Digest of the plan the case runs on: what words its levels have. `None` in a row of before it was written.
    #[serde(default)]
    pub plan: Option<String>,
}

/// Whose case it is: `role:ID` for every role that owes something open in it (as doer or as the accountable one), and
/// `user:NAME` for the account that opened it. These are the lists under which a board finds the row.
pub fn members(state: &State, plan: &Plan) -> Vec<String> {
    let mut members = BTreeSet::new();
    for clock in state.clocks.iter().filter(|clock| clock.is_open()) {
        let obligation = plan.obligation(&clock.id.obligation);
        members.extend(obligation.into_iter().flat_map(|owed| [role(&owed.doer), role(&owed.accountable)]));
    }
    for task in state.tasks.iter().filter(|task| task.stage != Stage::Done) {
        members.extend([role(&task.doer), role(&task.accountable)]);
    }
    members.extend(state.opening.as_ref().map(|opening| user(&opening.by.user)));
    members.into_iter().collect()
}

/// The list of cases in which a role owes something open.
pub fn role(id: &str) -> String {
    format!("role:{id}")
}

/// The list of cases that an account opened.
pub fn user(name: &str) -> String {
    format!("user:{name}")
}

/// The row of a case as time alone leaves it at `now`, where nobody has acted since its moment came.
pub fn board_row_now(state: &State, plan: &Plan, now: Timestamp) -> BoardRow {
    Outlook::at(state, plan, now).state().map_or_else(|| board_row(state), board_row)
}

/// The board row of a case. It does not depend on the moment of reading, so that folding again gives equal bytes.
pub fn board_row(state: &State) -> BoardRow {
    use incident::state::ClockStatus::{Running, Undetermined};
    let running = || state.clocks.iter().filter(|clock| clock.status == Running);
    let levels = state.levels.iter().map(|(scale, level)| {
        let decided = level.decided.as_ref().map(|(place, _, _)| place.level.clone());
        let (certain, possible) = (level.certain.level.clone(), level.possible.level.clone());
        (scale.clone(), LevelRow { certain, possible, unset: level.is_unset(), decided })
    });
    let waits = |proposal: &&incident::state::Proposal| {
        proposal.answer.is_none() && proposal.outcome != Outcome::UnderWay
    };
    BoardRow {
        states: state.states.keys().map(|state| words::state(*state).to_owned()).collect(),
        levels: levels.collect(),
        opened_at: state.opening.as_ref().map(|opening| opening.at),
        recorded_at: state.recorded_at,
        next_due: running().map(|clock| clock.schedule.due).min(),
        version: state.version,
        running: running().count(),
        late: running().filter(|clock| clock.missed.is_some()).count(),
        undetermined: state.clocks.iter().filter(|clock| clock.status == Undetermined).count(),
        waiting: state.proposals.iter().filter(waits).count(),
        unconfirmed: state.unconfirmed,
        plan: state.plan.as_ref().map(|pin| pin.digest.clone()),
    }
}
