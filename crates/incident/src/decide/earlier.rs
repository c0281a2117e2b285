//! An act that is told to have been done before it was recorded: never before what it presupposes.

use jiff::Timestamp;

use super::warning::{proposal, state_word};
use super::work::Work;
use crate::command::{Command, is_before};
use crate::refusal::Refusal;

/// The moment from which the act counts: as told, where the case then stood as it does now.
pub(super) fn moment(work: &Work<'_>, command: &Command, told: Timestamp) -> Result<Timestamp, Refusal> {
    let told = told.min(work.now);
    match command {
        Command::StartPlaybook { .. } | Command::MoveTask { .. } => {}
        // Of a state that began earlier the case knows since when; one that began later did not hold yet.
        _ => {
            let newest = work.state.states.iter().max_by_key(|(_, since)| **since);
            if let Some((state, since)) = newest.filter(|(_, since)| is_before(told, **since)) {
                let (given, state) = (told.to_string(), state_word(*state).to_owned());
                return Err(Refusal::BeforeState { given, state, since: since.to_string() });
            }
        }
    }
    let since = match command {
        Command::Answer { proposal: which, .. } => {
            let proposal = proposal(work, which.as_deref())?;
            if is_before(told, proposal.at) {
                let (given, since) = (told.to_string(), proposal.at.to_string());
                return Err(Refusal::BeforeProposal { given, proposal: proposal.id, since });
            }
            Some(proposal.at)
        }
        Command::MoveTask { task, .. } => match work.state.task(task) {
            Some(task) if is_before(told, task.since) => {
                let (given, since) = (told.to_string(), task.since.to_string());
                return Err(Refusal::BeforeTask { given, task: task.id.clone(), since });
            }
            task => task.map(|task| task.since),
        },
        _ => None,
    };
    let states = work.state.states.values().max().copied();
    let floor = match command {
        Command::StartPlaybook { .. } => work.state.opening.as_ref().map(|opening| opening.at),
        Command::MoveTask { .. } => None,
        _ => states,
    };
    // A minute that is told may begin before the moment that is kept.
    Ok(since.into_iter().chain(floor).fold(told, Timestamp::max))
}
