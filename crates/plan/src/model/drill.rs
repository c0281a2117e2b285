use super::{Origin, TextKey};

/// A case in virtual time, in its own log: a test of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Drill {
    /// Identifier.
    pub id: String,
    /// Path within the pack, e.g. `drills/million-rows.yaml`.
    pub path: String,
    /// Key of the title.
    pub title: TextKey,
    /// The virtual moment it begins.
    pub begins: jiff::Timestamp,
    /// What happens, in order of `at`.
    pub steps: Vec<Step>,
    /// What the plan promises about it; the scored table has a row for each.
    pub expectations: Vec<Expectation>,
    /// Clauses it exercises.
    pub exercises: Vec<String>,
    /// Where it comes from.
    pub origin: Origin,
}

/// One act of a drill.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Seconds after the beginning.
    pub at: i64,
    /// Who acts; `None` for an inject (something that happens to the case).
    pub role: Option<String>,
    /// What is done.
    pub act: StepAct,
    /// Key of a sentence for the narration, where there is one.
    pub says: Option<TextKey>,
    /// Where it stands in the drill's file: line and column, from 1.
    pub place: (u32, u32),
}

/// What is done in a step: the words of the command line, as a name and its arguments, so that whatever a person can
/// do to a case a drill can do too. `incident` turns it into a command.
#[derive(Debug, Clone, PartialEq)]
pub struct StepAct {
    /// Name of the command, e.g. `fact`, `declare`, `met`, `gate.propose`.
    pub command: String,
    /// Its arguments, in order of the file.
    pub args: Vec<(String, String)>,
    /// Where the words of each argument stand, in the same order.
    pub places: Vec<(u32, u32)>,
}

/// A promise of the plan that the drill checks.
#[derive(Debug, Clone, PartialEq)]
pub struct Expectation {
    /// Identifier, the row of the scored table.
    pub id: String,
    /// What must be so.
    pub expected: Expected,
    /// Clause it stands for.
    pub clause: Option<String>,
}

/// What must be so at the end of a drill, or at `at` seconds.
#[derive(Debug, Clone, PartialEq)]
pub enum Expected {
    /// This obligation was met in time.
    MetInTime(String),
    /// This obligation was missed (a drill may rehearse that too).
    Missed(String),
    /// This obligation fell due at this moment, seconds after the beginning.
    DueAt(String, i64),
    /// The computed level of a scale at a moment: certain and possible level ids.
    Level {
        /// Scale id.
        scale: String,
        /// Seconds after the beginning.
        at: i64,
        /// Certain level id.
        certain: String,
        /// Possible level id.
        possible: String,
    },
    /// The case was in this state at a moment.
    State {
        /// The state.
        state: super::State,
        /// Seconds after the beginning.
        at: i64,
    },
    /// This act was refused, as it must be: index of the step.
    Refused(usize),
}
