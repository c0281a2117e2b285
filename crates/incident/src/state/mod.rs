//! The case as folded from its events: all that deciding needs, and nothing that could be recomputed differently.

mod apply;
mod clock;
mod gate;
mod ledger;
mod level;
mod statement;

use std::collections::BTreeMap;

use jiff::Timestamp;

pub use apply::{apply, fold};
pub use clock::{Clock, ClockStatus, Meeting, Mooting};
pub use gate::{ConditionState, GateState};
pub use ledger::{Clocks, Ledger};
pub use level::LevelState;
pub use statement::Statement;

use crate::event::evidence::{Counted, SealedFile};
use crate::event::notice::Paper;
use crate::event::task::Stage;
use crate::event::warning::{Outcome, Start};
use crate::event::{Actor, PlanPin};

/// A case at one moment of its record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    /// How it was opened; `None` before that.
    pub opening: Option<Opening>,
    /// The plan it runs on now.
    pub plan: Option<PlanPin>,
    /// How often another plan was adopted.
    pub adoptions: u64,
    /// Version of the last event folded in; 0 before the first.
    pub version: u64,
    /// Recording time of that event.
    pub recorded_at: Option<Timestamp>,
    /// States that hold, since when.
    pub states: BTreeMap<plan::State, Timestamp>,
    /// When each state was entered last, whether or not it still holds.
    pub entered: BTreeMap<plan::State, Timestamp>,
    /// When the warning was renewed last.
    pub renewed: Option<Timestamp>,
    /// Statements about facts, in order of the record; struck ones stay, marked.
    pub statements: Ledger<Statement>,
    /// Evidence, in order.
    pub evidence: Vec<Evidence>,
    /// Leaks that were counted, in order; struck ones stay, marked.
    pub countings: Vec<Counting>,
    /// Levels by scale id.
    pub levels: BTreeMap<String, LevelState>,
    /// Triggers that have fired and not ceased, by id.
    pub fired: BTreeMap<String, Timestamp>,
    /// Proposals, in order.
    pub proposals: Vec<Proposal>,
    /// An automatic start nobody has accepted: nothing leaves the house meanwhile.
    pub unconfirmed: bool,
    /// Grade of the warning, as last opened.
    pub grade: Option<String>,
    /// Clocks, in order of their start.
    pub clocks: Clocks,
    /// Playbooks laid out, by id, since when.
    pub playbooks: BTreeMap<String, Timestamp>,
    /// Tasks, in order.
    pub tasks: Vec<Task>,
    /// Gates by id.
    pub gates: BTreeMap<String, GateState>,
    /// What was written by hand: by paper and its id, then by field.
    pub written: BTreeMap<(Paper, String), BTreeMap<String, String>>,
    /// Reports filed, in order.
    pub filings: Vec<Filing>,
    /// Notices by id.
    pub notices: BTreeMap<String, NoticeState>,
}

/// How a case was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// What people call it.
    pub title: String,
    /// Zone in which its clocks are read.
    pub zone: String,
    /// When.
    pub at: Timestamp,
    /// Who opened it.
    pub by: Actor,
}

/// Evidence and its custody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// `E-1`, ….
    pub id: String,
    /// What it is called.
    pub name: String,
    /// SHA-256, lower-case hex.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// Id of the blob its bytes are sealed in; `None` if they are held elsewhere.
    pub blob: Option<String>,
    /// Who held it: role, from when, why.
    pub custody: Vec<Custody>,
}

/// One holder of a piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Custody {
    /// Role.
    pub held_by: String,
    /// From when on.
    pub from: Timestamp,
    /// Why; `None` for the one who took it in.
    pub reason: Option<String>,
}

/// A leak as it was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counting {
    /// Position in the stream: what people cite to strike it.
    pub position: u64,
    /// What it told.
    pub counted: Counted,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: Actor,
    /// Position of the act that struck it.
    pub struck: Option<u64>,
}

/// A proposal and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// `P-1`, ….
    pub id: String,
    /// Trigger id.
    pub trigger: String,
    /// What it proposes.
    pub start: Start,
    /// Scale and level the trigger names.
    pub level: Option<(String, String)>,
    /// What became of it at once.
    pub outcome: Outcome,
    /// When.
    pub at: Timestamp,
    /// The answer: accepted, by whom, why.
    pub answer: Option<Answer>,
}

/// The answer to a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Accepted or rejected.
    pub accepted: bool,
    /// Who.
    pub by: Actor,
    /// Why.
    pub reason: String,
}

/// A task as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Task id.
    pub id: String,
    /// Playbook id.
    pub playbook: String,
    /// Role that does it.
    pub doer: String,
    /// The one accountable role.
    pub accountable: String,
    /// When it was laid out.
    pub laid_out: Timestamp,
    /// Where it stands.
    pub stage: Stage,
    /// Since when.
    pub since: Timestamp,
    /// What was said last.
    pub note: Option<String>,
    /// Who moved it last.
    pub by: Option<Actor>,
    /// Position of its last move.
    pub moved: Option<u64>,
}

/// A report that was filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filing {
    /// Form id.
    pub form: String,
    /// When, as told.
    pub at: Timestamp,
    /// The way it went.
    pub channel: Option<String>,
    /// Number or time of the receipt.
    pub receipt: Option<String>,
    /// SHA-256 of the paper, lower-case hex.
    pub digest: Option<String>,
    /// Its Word file, byte for byte as it was filed.
    pub paper: Option<SealedFile>,
    /// Position in the stream: the paper is drawn up again from what stood before it.
    pub position: u64,
    /// Who.
    pub by: Actor,
}

/// A notice as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NoticeState {
    /// Digest of the passed text, and who passed it; `None` if not passed or lapsed.
    pub passed: Option<(String, Actor)>,
    /// Position at which it was passed last: the pass is bound to what was known then.
    pub passed_at: u64,
    /// Every pass there ever was, in order; the place in it is the version of its text. Nothing of a text left before its first, nor after
    /// its last had ended.
    pub passes: Vec<Pass>,
    /// When, in which ways and to how many it was sent; struck words stay, marked.
    pub sent: Vec<Telling>,
}

/// A text of a notice was passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pass {
    /// Its position in the stream.
    pub position: u64,
    /// Digest of the text.
    pub digest: String,
    /// From when, as told.
    pub from: Timestamp,
    /// Until when: it lapsed, or another text was passed.
    pub until: Option<Timestamp>,
}

/// A word that a notice was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// Position in the stream: what people cite to strike it.
    pub position: u64,
    /// When, as told.
    pub at: Timestamp,
    /// When that was written down.
    pub recorded_at: Timestamp,
    /// To how many.
    pub count: u64,
    /// Digest of the text that was sent.
    pub digest: String,
    /// In which of its ways; none are named where it went in all of them.
    pub ways: Vec<plan::Channel>,
    /// Who said so.
    pub by: Actor,
    /// Position of the act that struck it.
    pub struck: Option<u64>,
}

impl Telling {
    /// It went this way.
    pub fn went(&self, way: plan::Channel) -> bool {
        self.ways.is_empty() || self.ways.contains(&way)
    }
}

impl State {
    /// Whether the state holds.
    pub fn is_in(&self, state: plan::State) -> bool {
        self.states.contains_key(&state)
    }

    /// What was written by hand into a field; empty if nothing.
    pub fn written(&self, paper: Paper, of: &str, field: &str) -> &str {
        let fields = self.written.get(&(paper, of.to_owned()));
        fields.and_then(|fields| fields.get(field)).map_or("", String::as_str)
    }

    /// The task with this id.
    pub fn task(&self, id: &str) -> Option<&Task> {
        self.tasks.iter().find(|task| task.id == id)
    }

    /// Clocks of one obligation, oldest first.
    pub fn clocks_of<'a>(&'a self, obligation: &str) -> impl DoubleEndedIterator<Item = &'a Clock> + use<'a> {
        self.clocks.of(obligation)
    }

    /// The statement written at this position.
    pub fn statement(&self, position: u64) -> Option<&Statement> {
        self.statements.get(self.place_of_statement(position)?)
    }

    /// Statements stand in the order of their positions.
    fn place_of_statement(&self, position: u64) -> Option<usize> {
        let (mut lo, mut hi) = (0, self.statements.len());
        while lo < hi {
            let middle = lo + (hi - lo) / 2;
            if self.statements.get(middle)?.position < position { lo = middle + 1 } else { hi = middle }
        }
        self.statements.get(lo).is_some_and(|found| found.position == position).then_some(lo)
    }

    /// Statements about one fact that stand: neither struck nor corrected, oldest first.
    pub fn standing<'a>(&'a self, fact: &'a str) -> impl DoubleEndedIterator<Item = &'a Statement> {
        self.statements.iter().filter(move |statement| statement.fact == fact && statement.stands())
    }
}
