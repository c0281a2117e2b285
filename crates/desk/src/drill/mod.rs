//! A drill: a case played in virtual time, in a log of its own, and scored against what the plan promises.
//!
//! Whatever a person can do to a case a step can do, through the same door ([`Desk::act`]); between two steps the clock
//! ticks at every moment at which time alone changes something, as the running product would.

mod play;
mod score;

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use messages::Message;
use plan::{Drill, Plan, TextKey};

use crate::{CaseFile, CaseId, Desk, DeskError, DrillLog};

/// One act of a drill, as it is told while it plays.
#[derive(Debug, Clone)]
pub struct Scene<'a> {
    /// When, in virtual time.
    pub at: Timestamp,
    /// Who acted; `None` for an inject.
    pub role: Option<&'a str>,
    /// The command's name.
    pub command: &'a str,
    /// The pack's sentence about it, where there is one.
    pub says: Option<&'a TextKey>,
    /// Versions of the events it led to, or why it was refused.
    pub outcome: Result<(u64, u64), Message>,
}

/// A row of the scored table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Id of the expectation, or `step N` for a step that was refused and should not have been.
    pub id: String,
    /// Clause it stands for.
    pub clause: Option<String>,
    /// What had to be so.
    pub expected: Message,
    /// What was found.
    pub found: Message,
    /// Whether they agree.
    pub passed: bool,
}

/// A drill that was played.
#[derive(Debug, Clone)]
pub struct Played {
    /// The case it played.
    pub case: CaseId,
    /// The case at the end.
    pub file: CaseFile,
    /// The scored table.
    pub rows: Vec<Row>,
}

impl Played {
    /// Whether every row agrees.
    pub fn passed(&self) -> bool {
        self.rows.iter().all(|row| row.passed)
    }
}

impl Desk<DrillLog> {
    /// Plays a drill of the plan to its end and scores it; `scene` is told each act as it is done.
    ///
    /// # Errors
    /// If the log cannot be written, or the drill does not begin by opening a case. A refused step is no error: it is
    /// scored.
    pub fn play(
        &self,
        plan: &Arc<Plan>,
        drill: &Drill,
        scene: &mut dyn FnMut(&Scene<'_>),
    ) -> Result<Played, DeskError> {
        let stage = play::play(self, plan, drill, scene)?;
        let file = self.case(&stage.case)?;
        let rows = score::score(drill, &file, &stage.refused);
        Ok(Played { case: stage.case, file, rows })
    }
}

/// The virtual moment some seconds after the beginning.
fn moment(drill: &Drill, seconds: i64) -> Timestamp {
    drill.begins.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(drill.begins)
}
