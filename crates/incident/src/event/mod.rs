//! What happened to a case. One file per family; [`crate::event::fact`] is the exemplar.
//!
//! These are the types the case is decided and folded with. How they are written down is the business of
//! [`crate::stored`], so that they can change without rewriting what is stored.

pub mod case;
pub mod evidence;
pub mod fact;
pub mod gate;
pub mod level;
pub mod notice;
pub mod obligation;
pub mod plan;
pub mod task;
pub mod warning;

use jiff::Timestamp;

pub use self::case::{Cause, PlanPin};

/// Something that happened to a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The case was opened.
    CaseOpened(case::Opened),
    /// A state began.
    StateEntered(case::Entered),
    /// A state ended.
    StateLeft(case::Left),
    /// A closed case was opened again.
    CaseReopened(case::Reopened),
    /// Somebody said what is known.
    FactStated(fact::Stated),
    /// A stored act was struck as wrong; it stays readable.
    ActStruck(fact::Struck),
    /// Evidence was taken in.
    EvidenceAdded(evidence::Added),
    /// Evidence passed into other hands.
    CustodyPassed(evidence::Passed),
    /// A leak was counted.
    LeakCounted(evidence::Counted),
    /// What the rules make of the facts.
    LevelComputed(level::Computed),
    /// The command decided a level.
    LevelDecided(level::Decided),
    /// New facts overtook a decided level.
    LevelDecisionLapsed(level::DecisionLapsed),
    /// A trigger proposed something.
    ProposalMade(warning::ProposalMade),
    /// A person answered a proposal.
    ProposalAnswered(warning::ProposalAnswered),
    /// A trigger's condition no longer holds.
    TriggerCeased(warning::TriggerCeased),
    /// A warning was opened.
    WarningOpened(warning::WarningOpened),
    /// The command chose what becomes of a warning.
    WarningDecided(warning::WarningDecided),
    /// The response was declared.
    ResponseDeclared(warning::ResponseDeclared),
    /// A person accepted an automatic start.
    StartConfirmed(warning::StartConfirmed),
    /// A clock began to run.
    ClockStarted(obligation::Started),
    /// Whether it is owed cannot be told yet; a provisional clock runs.
    ClockUndetermined(obligation::Undetermined),
    /// It turned out not to be owed.
    ClockNotOwed(obligation::NotOwed),
    /// The due time moved.
    ClockRescheduled(obligation::Rescheduled),
    /// It is soon due.
    ClockWarned(obligation::Warned),
    /// It was not met in time.
    ClockMissed(obligation::Missed),
    /// It was met.
    ClockMet(obligation::Met),
    /// It is no longer owed, by somebody's decision.
    ClockMoot(obligation::Moot),
    /// The facts say it is not owed (or is again) while it runs: a person decides.
    ClockQuestioned(obligation::Questioned),
    /// A role was called.
    RolePaged(obligation::RolePaged),
    /// A playbook was laid out.
    PlaybookStarted(task::PlaybookStarted),
    /// A task was laid out.
    TaskLaidOut(task::LaidOut),
    /// A task moved on.
    TaskMoved(task::Moved),
    /// A gate's condition changed.
    ConditionChanged(gate::ConditionChanged),
    /// A condition was declared not applicable.
    ConditionWaived(gate::Waived),
    /// A gate was proposed.
    GateProposed(gate::Proposed),
    /// A gate was reviewed.
    GateReviewed(gate::Reviewed),
    /// A gate was approved.
    GateApproved(gate::Approved),
    /// What was proposed has changed: proposal and reviews are void.
    GateLapsed(gate::Lapsed),
    /// A report to an authority was filed.
    FormFiled(notice::Filed),
    /// A field was written by hand.
    FieldWritten(notice::Written),
    /// A text was passed.
    NoticePassed(notice::Passed),
    /// A passed text has changed.
    NoticePassLapsed(notice::PassLapsed),
    /// A notice was sent.
    NoticeSent(notice::Sent),
    /// The case runs on another plan from here on.
    PlanAdopted(plan::Adopted),
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Id of the role in the plan.
    pub role: String,
    /// The person or machine account acting in it.
    pub user: String,
}

/// An event as the stream holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded<E = Event> {
    /// What happened.
    pub event: E,
    /// Its version in the stream of the case; the first is 1. People cite it when they strike something.
    pub position: u64,
    /// When the act happened, as told.
    pub occurred_at: Timestamp,
    /// When we wrote it down; never runs backwards.
    pub recorded_at: Timestamp,
    /// Who did it.
    pub actor: Actor,
}
