//! Shape 1 of every kind; of `act.struck`, `evidence.added` and `notice.sent` the table holds shape 2 (see `v2`), of `form.filed` shape 3
//! (see `v3`), and `fact` and `rest` what shape 1 was.

mod case;
pub(super) mod fact;
mod gate;
mod level;
mod obligation;
pub(super) mod rest;
mod warning;

use serde_json::Value;

use super::wire::Wire;
use super::{Fault, StoredEvent, Written};
use crate::event::Event;

/// Kind and stored form of every event, and the way back.
macro_rules! table {
    ($($kind:literal => $case:ident($of:path)),* $(,)?) => {
        /// Every kind, in the order of the format's document.
        pub(super) const KINDS: &[&str] = &[$($kind),*];

        pub(super) fn kind(event: &Event) -> &'static str {
            match event {
                $(Event::$case(_) => $kind),*
            }
        }

        pub(super) fn write(event: &Event) -> Result<StoredEvent, Fault> {
            let (kind, data) = match event {
                $(Event::$case(event) => ($kind, serde_json::to_value(event.store()))),*
            };
            let data = data.map_err(|fault| Fault::malformed(kind, &fault))?;
            Ok(StoredEvent { kind: kind.to_owned(), shape: 1, data })
        }

        pub(super) fn written(event: &Event) -> Result<Written, Fault> {
            let (kind, data) = match event {
                $(Event::$case(event) => ($kind, serde_json::to_string(&event.store()))),*
            };
            let data = data.map_err(|fault| Fault::malformed(kind, &fault))?;
            Ok(Written { kind, shape: 1, data })
        }

        pub(super) fn read(kind: &str, data: &Value) -> Result<Event, Fault> {
            use serde::Deserialize as _;
            match kind {
                $($kind => {
                    let stored = <$of as Wire>::Stored::deserialize(data);
                    let stored = stored.map_err(|fault| Fault::malformed(kind, &fault))?;
                    Ok(Event::$case(<$of as Wire>::load(stored)))
                })*
                _ => Err(Fault::Newer { kind: kind.to_owned(), shape: 1 }),
            }
        }

        /// The same where the fields stand in a text, without a tree of values; `None` for a kind that is not known.
        pub(super) fn read_from<'de, D>(kind: &str, data: D) -> Option<Result<Event, D::Error>>
        where
            D: serde::Deserializer<'de>,
        {
            use serde::Deserialize as _;
            match kind {
                $($kind => Some(<$of as Wire>::Stored::deserialize(data).map(|stored| {
                    Event::$case(<$of as Wire>::load(stored))
                })),)*
                _ => None,
            }
        }
    };
}

table! {
    "case.opened" => CaseOpened(crate::event::case::Opened),
    "state.entered" => StateEntered(crate::event::case::Entered),
    "state.left" => StateLeft(crate::event::case::Left),
    "case.reopened" => CaseReopened(crate::event::case::Reopened),
    "fact.stated" => FactStated(crate::event::fact::Stated),
    "act.struck" => ActStruck(crate::event::fact::Struck),
    "evidence.added" => EvidenceAdded(crate::event::evidence::Added),
    "custody.passed" => CustodyPassed(crate::event::evidence::Passed),
    "leak.counted" => LeakCounted(crate::event::evidence::Counted),
    "level.computed" => LevelComputed(crate::event::level::Computed),
    "level.decided" => LevelDecided(crate::event::level::Decided),
    "level.decision_lapsed" => LevelDecisionLapsed(crate::event::level::DecisionLapsed),
    "proposal.made" => ProposalMade(crate::event::warning::ProposalMade),
    "proposal.answered" => ProposalAnswered(crate::event::warning::ProposalAnswered),
    "trigger.ceased" => TriggerCeased(crate::event::warning::TriggerCeased),
    "warning.opened" => WarningOpened(crate::event::warning::WarningOpened),
    "warning.decided" => WarningDecided(crate::event::warning::WarningDecided),
    "response.declared" => ResponseDeclared(crate::event::warning::ResponseDeclared),
    "start.confirmed" => StartConfirmed(crate::event::warning::StartConfirmed),
    "obligation.started" => ClockStarted(crate::event::obligation::Started),
    "obligation.undetermined" => ClockUndetermined(crate::event::obligation::Undetermined),
    "obligation.not_owed" => ClockNotOwed(crate::event::obligation::NotOwed),
    "obligation.rescheduled" => ClockRescheduled(crate::event::obligation::Rescheduled),
    "obligation.warned" => ClockWarned(crate::event::obligation::Warned),
    "obligation.missed" => ClockMissed(crate::event::obligation::Missed),
    "obligation.met" => ClockMet(crate::event::obligation::Met),
    "obligation.moot" => ClockMoot(crate::event::obligation::Moot),
    "obligation.questioned" => ClockQuestioned(crate::event::obligation::Questioned),
    "role.paged" => RolePaged(crate::event::obligation::RolePaged),
    "playbook.started" => PlaybookStarted(crate::event::task::PlaybookStarted),
    "task.laid_out" => TaskLaidOut(crate::event::task::LaidOut),
    "task.moved" => TaskMoved(crate::event::task::Moved),
    "gate.condition_changed" => ConditionChanged(crate::event::gate::ConditionChanged),
    "gate.condition_waived" => ConditionWaived(crate::event::gate::Waived),
    "gate.proposed" => GateProposed(crate::event::gate::Proposed),
    "gate.reviewed" => GateReviewed(crate::event::gate::Reviewed),
    "gate.approved" => GateApproved(crate::event::gate::Approved),
    "gate.lapsed" => GateLapsed(crate::event::gate::Lapsed),
    "form.filed" => FormFiled(crate::event::notice::Filed),
    "field.written" => FieldWritten(crate::event::notice::Written),
    "notice.passed" => NoticePassed(crate::event::notice::Passed),
    "notice.pass_lapsed" => NoticePassLapsed(crate::event::notice::PassLapsed),
    "notice.sent" => NoticeSent(crate::event::notice::Sent),
    "plan.adopted" => PlanAdopted(crate::event::plan::Adopted),
}
