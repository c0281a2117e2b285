use std::collections::BTreeMap;

use incident::State;
use incident::event::warning::Outcome;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::words;

/// A scale's levels on a row of the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelRow {
    /// The level that is reached whatever is not known yet.
    pub certain: String,
    /// The worst that can still turn out.
    pub possible: String,
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
}

/// The board row of a case. It does not depend on the moment of reading, so that folding again gives equal bytes.
pub fn board_row(state: &State) -> BoardRow {
    use incident::state::ClockStatus::{Running, Undetermined};
    let running = || state.clocks.iter().filter(|clock| clock.status == Running);
    let levels = state.levels.iter().map(|(scale, level)| {
        let decided = level.decided.as_ref().map(|(place, _, _)| place.level.clone());
        let (certain, possible) = (level.certain.level.clone(), level.possible.level.clone());
        (scale.clone(), LevelRow { certain, possible, decided })
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
    }
}
