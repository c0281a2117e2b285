//! What people (and the clock) ask of a case. [`words`] makes commands out of the words of the command line and of
//! drills.

mod right;
mod told;
pub(crate) mod value;
pub mod words;

use std::sync::Arc;

use jiff::Timestamp;
use plan::Plan;

pub use right::{required_right, right_for};
pub(crate) use told::is_before;
pub use told::{moment, unclear};
pub use value::{expected_of as expected, statement};

use crate::event::evidence::{Counted, SealedFile};
use crate::event::fact::Value;
use crate::event::notice::Paper;
use crate::event::task::Stage;

/// Something asked of a case.
#[derive(Debug, Clone)]
pub enum Command {
    /// Open the case.
    Open {
        /// What people call it.
        title: String,
        /// When it happened, if that can be told at once.
        happened: Option<Given>,
        /// When it was known.
        known: Option<Given>,
    },
    /// Say what is known of a fact.
    StateFact {
        /// Fact id.
        fact: String,
        /// What is known.
        value: Given,
        /// Where it comes from.
        source: Option<String>,
        /// Evidence ids.
        evidence: Vec<String>,
    },
    /// Strike a stored act: a statement, or the meeting of an obligation.
    Strike {
        /// Its position.
        position: u64,
        /// Why.
        reason: String,
        /// Evidence ids; needed where clocks hang on what is struck.
        evidence: Vec<String>,
    },
    /// Take evidence in.
    AddEvidence {
        /// What it is called.
        name: String,
        /// SHA-256 of its bytes, 64 hex digits.
        sha256: String,
        /// Bytes.
        size: u64,
        /// Role that holds it; the acting one if not given.
        held_by: Option<String>,
        /// Id of the blob its bytes are sealed in. No word of a command line says it: only who sealed the bytes knows.
        blob: Option<String>,
    },
    /// Pass evidence into other hands.
    PassCustody {
        /// Evidence id.
        evidence: String,
        /// Role.
        to: String,
        /// Why.
        reason: String,
    },
    /// Say what counting a leak told. No words of a command line say it: only who counted and sealed knows.
    CountLeak(Box<Counted>),
    /// Decide a level.
    DecideLevel {
        /// Scale id.
        scale: String,
        /// Level id.
        level: String,
        /// Why.
        reason: String,
        /// Evidence ids.
        evidence: Vec<String>,
    },
    /// Open a warning.
    Warn {
        /// Why.
        reason: String,
        /// Level id on the plan's warning scale.
        grade: Option<String>,
    },
    /// Renew the warning for another term.
    Renew {
        /// Why.
        reason: String,
    },
    /// Turn to watching.
    Watch {
        /// Why.
        reason: String,
    },
    /// Declare the response.
    Declare {
        /// Why.
        reason: String,
        /// Level id on the plan's response scale.
        level: Option<String>,
    },
    /// Answer a proposal.
    Answer {
        /// Proposal id or trigger id; the only waiting one if not given.
        proposal: Option<String>,
        /// Accept or reject.
        accept: bool,
        /// Why.
        reason: String,
    },
    /// Lay out a playbook.
    StartPlaybook {
        /// Playbook id.
        playbook: String,
    },
    /// Move a task on.
    MoveTask {
        /// Task id.
        task: String,
        /// To where.
        to: Stage,
        /// What there is to say.
        note: Option<String>,
    },
    /// Say that an obligation is met.
    Meet {
        /// Obligation id, or one clock of it (`hourly_report#3`).
        obligation: String,
        /// Evidence ids.
        evidence: Vec<String>,
        /// When; now if not given.
        at: Option<Timestamp>,
    },
    /// Say that a report was filed.
    File {
        /// Form id.
        form: String,
        /// The way it went.
        channel: Option<String>,
        /// Number or time of the receipt.
        receipt: Option<String>,
        /// SHA-256 of the paper, 64 hex digits, where it was drawn up here.
        digest: Option<String>,
        /// Its Word file, sealed before.
        paper: Option<SealedFile>,
        /// When; now if not given.
        at: Option<Timestamp>,
    },
    /// Write a field of a paper by hand.
    WriteField {
        /// What kind of paper.
        paper: Paper,
        /// Form or notice id.
        of: String,
        /// Field id.
        field: String,
        /// The text; empty takes back what was written.
        text: String,
    },
    /// Pass a text.
    PassNotice {
        /// Notice id.
        notice: String,
        /// SHA-256 of template and bounded fields, 64 hex digits.
        digest: String,
    },
    /// Say that a notice was sent.
    NoticeSent {
        /// Notice id.
        notice: String,
        /// To how many.
        count: u64,
        /// In which of its ways; none named is all of them.
        ways: Vec<plan::Channel>,
        /// Digest of what was sent; if given it must be what was passed.
        digest: Option<String>,
        /// When; now if not given.
        at: Option<Timestamp>,
    },
    /// Propose that a gate be passed.
    ProposeGate {
        /// Gate id.
        gate: String,
        /// The proposal, in writing.
        reason: String,
    },
    /// Review a proposed gate.
    ReviewGate {
        /// Gate id.
        gate: String,
    },
    /// Approve a reviewed gate.
    ApproveGate {
        /// Gate id.
        gate: String,
    },
    /// Declare a condition not applicable.
    WaiveCondition {
        /// Gate id.
        gate: String,
        /// Condition id.
        condition: String,
        /// Why.
        reason: String,
    },
    /// Say that an obligation is no longer owed.
    Moot {
        /// Obligation id, or one clock of it.
        obligation: String,
        /// Why.
        reason: String,
    },
    /// Move the case to another plan.
    Adopt {
        /// That plan.
        to: Arc<Plan>,
        /// Why.
        reason: String,
    },
    /// Let time pass.
    Tick,
    /// Close the case.
    Close,
    /// Open a closed case again.
    Reopen {
        /// Why.
        reason: String,
    },
}

/// What was said of a fact, and the words it was said in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// What it says.
    pub value: Value,
    /// The words.
    pub words: String,
}
