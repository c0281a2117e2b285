//! Warnings, the response, and the answers to proposals.

use plan::{MetBy, ScaleKind, State as CaseState};

use super::work::{Work, no_such, reason};
use super::{level, obligation};
use crate::event::Event;
use crate::event::case::Cause;
use crate::event::level::DecisionLapsed;
use crate::event::warning::{
    Choice, Outcome, ProposalAnswered, ResponseDeclared, Start, StartConfirmed, WarningDecided, WarningOpened,
};
use crate::refusal::Refusal;
use crate::state::Proposal;

pub(super) fn warn(work: &mut Work<'_>, why: &str, grade: Option<&str>) -> Result<(), Refusal> {
    needs(
        work,
        "warn",
        &[CaseState::Assessing, CaseState::Watch, CaseState::Recovery, CaseState::AfterCare],
    )?;
    let why = reason(why)?;
    if let Some(grade) = grade {
        decide_on(work, ScaleKind::WarningGrade, grade, &why)?;
    }
    open_warning(work, &why, grade, false, Cause::Decision(why.clone()));
    Ok(())
}

/// The warning begins; what was being assessed now has a state of its own.
pub(super) fn open_warning(
    work: &mut Work<'_>,
    why: &str,
    grade: Option<&str>,
    unconfirmed: bool,
    cause: Cause,
) {
    let (reason, grade, at) = (why.to_owned(), grade.map(str::to_owned), work.clock);
    work.record(Event::WarningOpened(WarningOpened { grade, reason, unconfirmed, at }));
    work.because = cause.clone();
    work.enter(CaseState::Warning, cause.clone());
    work.leave(CaseState::Assessing, cause);
}

pub(super) fn renew(work: &mut Work<'_>, why: &str) -> Result<(), Refusal> {
    needs(work, "renew", &[CaseState::Warning])?;
    decided(work, Choice::Renew, &reason(why)?);
    Ok(())
}

pub(super) fn watch(work: &mut Work<'_>, why: &str) -> Result<(), Refusal> {
    let from = [CaseState::Warning, CaseState::Response, CaseState::Recovery, CaseState::AfterCare];
    needs(work, "watch", &from)?;
    let why = reason(why)?;
    let cause = Cause::Decision(why.clone());
    if work.state.is_in(CaseState::Warning) {
        decided(work, Choice::Watch, &why);
        work.enter(CaseState::Watch, cause.clone());
        work.leave(CaseState::Warning, cause);
    } else {
        work.enter(CaseState::Watch, cause.clone());
        work.because = cause;
    }
    Ok(())
}

pub(super) fn declare(work: &mut Work<'_>, why: &str, to_level: Option<&str>) -> Result<(), Refusal> {
    if work.state.is_in(CaseState::Response) {
        return Err(wrong_state(
            work,
            "declare",
            &[CaseState::Assessing, CaseState::Warning, CaseState::Watch],
        ));
    }
    let why = reason(why)?;
    if let Some(to_level) = to_level {
        decide_on(work, ScaleKind::ResponseLevel, to_level, &why)?;
    }
    begin_response(work, &why, false, Cause::Decision(why.clone()));
    Ok(())
}

/// The response begins; a warning ends in it.
pub(super) fn begin_response(work: &mut Work<'_>, why: &str, unconfirmed: bool, cause: Cause) {
    let (reason, at) = (why.to_owned(), work.clock);
    if work.state.is_in(CaseState::Warning) {
        decided(work, Choice::Response, why);
    }
    work.record(Event::ResponseDeclared(ResponseDeclared { reason, unconfirmed, at }));
    work.because = cause.clone();
    work.enter(CaseState::Response, cause.clone());
    work.leave(CaseState::Warning, cause.clone());
    work.leave(CaseState::Assessing, cause);
}

fn decided(work: &mut Work<'_>, choice: Choice, why: &str) {
    let (reason, at) = (why.to_owned(), work.clock);
    work.record(Event::WarningDecided(WarningDecided { choice, reason, at }));
    work.because = Cause::Decision(why.to_owned());
    obligation::meet_all(work, at, "decision", |met_by| *met_by == MetBy::Decision);
}

/// Decides a level on the plan's first scale of this kind.
fn decide_on(work: &mut Work<'_>, kind: ScaleKind, to: &str, why: &str) -> Result<(), Refusal> {
    let Some(scale) = work.plan.scales.iter().find(|scale| scale.kind == kind) else {
        return Err(no_such("scale", to, std::iter::empty()));
    };
    level::begin_at(work, &scale.id, to, why)
}

pub(super) fn answer(
    work: &mut Work<'_>,
    which: Option<&str>,
    accept: bool,
    why: &str,
) -> Result<(), Refusal> {
    let proposal = proposal(work, which)?;
    if proposal.answer.is_some() {
        return Err(Refusal::AlreadyAnswered { proposal: proposal.id });
    }
    let why = reason(why)?;
    let answered = ProposalAnswered { id: proposal.id.clone(), accepted: accept, reason: why.clone() };
    work.record(Event::ProposalAnswered(answered));
    let cause = Cause::Proposal(proposal.id.clone());
    match (accept, proposal.outcome) {
        (true, Outcome::Started) => {
            work.record(Event::StartConfirmed(StartConfirmed { reason: why.clone(), at: work.clock }));
            decide_level(work, &proposal, &why)?;
        }
        (true, Outcome::Waits) => begin(work, &proposal, &why, cause)?,
        (false, Outcome::Started) if work.state.unconfirmed => take_back(work, &proposal, cause),
        _ => {}
    }
    Ok(())
}

fn begin(work: &mut Work<'_>, proposal: &Proposal, why: &str, cause: Cause) -> Result<(), Refusal> {
    let grade = proposal.level.as_ref().map(|(_, level)| level.as_str());
    decide_level(work, proposal, why)?;
    match proposal.start {
        Start::Warning if !work.state.is_in(CaseState::Warning) => {
            open_warning(work, why, grade, false, cause)
        }
        Start::Response if !work.state.is_in(CaseState::Response) => begin_response(work, why, false, cause),
        _ => {}
    }
    Ok(())
}

fn decide_level(work: &mut Work<'_>, proposal: &Proposal, why: &str) -> Result<(), Refusal> {
    match &proposal.level {
        Some((scale, to)) => level::accept(work, scale, to, why),
        None => Ok(()),
    }
}

/// An automatic start is rejected: its state ends and the case is being assessed again.
fn take_back(work: &mut Work<'_>, proposal: &Proposal, cause: Cause) {
    let started = match proposal.start {
        Start::Warning => CaseState::Warning,
        Start::Response => CaseState::Response,
    };
    work.because = cause.clone();
    // The level that the trigger took by itself falls with it: nobody decided it.
    if let Some((scale, level)) = &proposal.level {
        let taken = work.state.levels.get(scale).and_then(|level| level.decided.as_ref());
        if taken.is_some_and(|(place, _, reason)| place.level == *level && *reason == proposal.trigger) {
            let (scale, level, at) = (scale.clone(), level.clone(), work.clock);
            work.record(Event::LevelDecisionLapsed(DecisionLapsed { scale, level, at }));
        }
    }
    work.leave(started, cause.clone());
    if work.state.states.is_empty() {
        work.enter(CaseState::Assessing, cause);
    }
}

/// The proposal meant: by its id, by its trigger, or the only one that waits.
pub(super) fn proposal(work: &Work<'_>, which: Option<&str>) -> Result<Proposal, Refusal> {
    let open = |proposal: &&Proposal| proposal.answer.is_none() && proposal.outcome != Outcome::UnderWay;
    let waiting: Vec<&Proposal> = work.state.proposals.iter().filter(open).collect();
    let ids = || waiting.iter().map(|proposal| proposal.id.as_str());
    match which {
        Some(which) => {
            let named = |proposal: &&Proposal| proposal.id == which || proposal.trigger == which;
            let found = waiting.iter().copied().rev().find(named);
            let found = found.or_else(|| work.state.proposals.iter().rev().find(named));
            found.cloned().ok_or_else(|| no_such("proposal", which, ids()))
        }
        None => match waiting.as_slice() {
            [only] => Ok((*only).clone()),
            _ => Err(Refusal::WhichProposal { waiting: ids().collect::<Vec<_>>().join(", ") }),
        },
    }
}

/// The case is in one of these states.
fn needs(work: &Work<'_>, command: &'static str, states: &[CaseState]) -> Result<(), Refusal> {
    if states.iter().any(|state| work.state.is_in(*state)) && !blocked(work, command) {
        return Ok(());
    }
    Err(wrong_state(work, command, states))
}

/// A warning is not opened over a warning or a response.
fn blocked(work: &Work<'_>, command: &str) -> bool {
    command == "warn" && (work.state.is_in(CaseState::Warning) || work.state.is_in(CaseState::Response))
}

fn wrong_state(work: &Work<'_>, command: &'static str, states: &[CaseState]) -> Refusal {
    let names = |states: Vec<CaseState>| states.into_iter().map(state_word).collect::<Vec<_>>().join(", ");
    let needs = names(states.to_vec());
    Refusal::WrongState { command, needs, holds: names(work.state.states.keys().copied().collect()) }
}

/// The word of a state, as in plans and JSON.
pub(crate) fn state_word(state: CaseState) -> &'static str {
    match state {
        CaseState::Assessing => "assessing",
        CaseState::Warning => "warning",
        CaseState::Response => "response",
        CaseState::Recovery => "recovery",
        CaseState::Watch => "watch",
        CaseState::AfterCare => "after_care",
        CaseState::Closed => "closed",
    }
}
