//! `decide`: what is asked of a case becomes events, or a refusal. One file per family of commands; `fact.rs` is the
//! exemplar. What follows from a change (levels, proposals, clocks, gates) stands in `follow/`.

mod earlier;
mod evidence;
mod fact;
mod follow;
mod gate;
mod level;
mod lifecycle;
mod notice;
mod obligation;
mod outlook;
mod plan;
mod task;
mod telling;
mod warning;
mod work;

use ::plan::Plan;
use jiff::Timestamp;

use crate::command::Command;
use crate::event::{Actor, Event};
use crate::refusal::Refusal;
use crate::state::State;
pub use outlook::Outlook;
pub use work::AHEAD_MOST;
use work::Work;

/// Decides `command` on the case `state`, which runs on `plan`, for `who` at `now`.
///
/// First time passes up to `now` (whatever fell due meanwhile is warned of and missed in its order), then the command
/// is done, then everything that hangs on it is decided again. The events belong into one append, with the versions
/// `state.version + 1` and following. The same state, command and `now` always give the same events; `Tick` at the
/// same `now` a second time gives none. An act that was done earlier is decided by [`decide_told`].
///
/// A tick over a gap in which recurring duties came due more than 20,000 times takes a piece of it; ticking
/// again goes on, until a tick gives nothing. Other commands are refused meanwhile ([`Refusal::TooMany`]).
///
/// For [`Command::Adopt`] `plan` is the plan the case runs on so far.
///
/// # Errors
/// A [`Refusal`]; then nothing has happened. Rights of roles are checked by the desk
/// ([`crate::required_right`]); who may take which part in a gate is checked here.
pub fn decide(
    state: &State,
    command: &Command,
    plan: &Plan,
    who: &Actor,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    decide_told(state, command, plan, who, None, now)
}

/// As [`decide`], of an act that is told to have been done at `told` and is recorded at `now`. What it begins began then, and
/// clocks run from there, where [`starts_when_told`]; all else is as at `now`.
///
/// # Errors
/// As [`decide`]; a `told` before what the act presupposes: the state the case was in, the proposal, the task.
pub fn decide_told(
    state: &State,
    command: &Command,
    plan: &Plan,
    who: &Actor,
    told: Option<Timestamp>,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    let told = told.filter(|_| starts_when_told(command));
    if let Command::Open { title, happened, known } = command {
        let mut work = Work::begin(state, plan, who, now);
        work.clock = told.map_or(work.now, |told| told.min(work.now));
        work.told = told.map(|_| work.clock);
        lifecycle::open(&mut work, title, happened.as_ref(), known.as_ref())?;
        work.follow()?;
        return Ok(work.events);
    }
    check_pinned(state, plan)?;
    let mut work = Work::begin(state, plan, who, now);
    match work.catch_up() {
        // So much time has passed that one act cannot hold it: a tick takes a piece, the next one goes on from there.
        Err(Refusal::TooMany { .. }) if matches!(command, Command::Tick) => return Ok(work.events),
        done => done?,
    }
    if let Some(told) = told {
        work.clock = earlier::moment(&work, command, told)?;
        work.told = Some(work.clock);
    }
    act(&mut work, command)?;
    work.follow()?;
    Ok(work.events)
}

/// Whether what the command begins or ends counts from when it is told to have been done. Reports, notices and duties carry
/// that moment themselves. Facts start clocks by what they say; levels, gates, plans and the end of a case hold from when they
/// are recorded, because what they rest on is what the record knew then.
pub fn starts_when_told(command: &Command) -> bool {
    matches!(
        command,
        Command::Open { .. }
            | Command::Warn { .. }
            | Command::Renew { .. }
            | Command::Watch { .. }
            | Command::Declare { .. }
            | Command::Answer { .. }
            | Command::StartPlaybook { .. }
            | Command::MoveTask { .. }
    )
}

/// The case is open, and runs on this plan.
fn check_pinned(state: &State, plan: &Plan) -> Result<(), Refusal> {
    let pinned = state.plan.as_ref().ok_or(Refusal::NotOpen)?;
    if pinned.digest == plan.digest {
        return Ok(());
    }
    Err(Refusal::OtherPlan { pinned: pinned.digest.clone(), given: plan.digest.clone() })
}

/// The next moment at which a tick would change the case: a clock is soon due or missed, or an answer of the plan
/// flips by itself (seventy-two quiet hours are over). A tick before it gives nothing; `None`: no tick ever will.
///
/// A duty is missed when its due time is over: that moment is one nanosecond after it.
pub fn next_moment(state: &State, plan: &Plan) -> Option<Timestamp> {
    if state.is_in(::plan::State::Closed) { None } else { follow::next_moment(state, plan) }
}

fn act<'a>(work: &mut Work<'a>, command: &'a Command) -> Result<(), Refusal> {
    let closed = work.state.is_in(::plan::State::Closed);
    if closed && !works_when_closed(command) {
        return Err(Refusal::Closed);
    }
    match command {
        Command::Open { .. } => Err(Refusal::AlreadyOpen),
        Command::Tick => Ok(()),
        Command::Close => lifecycle::close(work),
        Command::Reopen { reason } => lifecycle::reopen(work, reason),
        Command::StateFact { fact, value, source, evidence } => {
            fact::state(work, fact, value, source.as_deref(), evidence)
        }
        Command::Strike { position, reason, evidence } => fact::strike(work, *position, reason, evidence),
        Command::AddEvidence { name, sha256, size, held_by, blob } => {
            evidence::add(work, name, sha256, *size, held_by.as_deref(), blob.as_deref())
        }
        Command::CountLeak(counted) => evidence::count(work, counted),
        Command::PassCustody { evidence, to, reason } => evidence::pass(work, evidence, to, reason),
        Command::DecideLevel { scale, level, reason, evidence } => {
            level::decide(work, scale, level, reason, evidence)
        }
        Command::Warn { reason, grade } => warning::warn(work, reason, grade.as_deref()),
        Command::Renew { reason } => warning::renew(work, reason),
        Command::Watch { reason } => warning::watch(work, reason),
        Command::Declare { reason, level } => warning::declare(work, reason, level.as_deref()),
        Command::Answer { proposal, accept, reason } => {
            warning::answer(work, proposal.as_deref(), *accept, reason)
        }
        Command::Adopt { to, reason } => plan::adopt(work, to, reason),
        other => act_on_items(work, other),
    }
}

fn act_on_items(work: &mut Work<'_>, command: &Command) -> Result<(), Refusal> {
    match command {
        Command::StartPlaybook { playbook } => task::start_playbook(work, playbook),
        Command::MoveTask { task, to, note } => task::advance(work, task, *to, note.as_deref()),
        Command::Meet { obligation, evidence, at } => obligation::meet(work, obligation, evidence, *at),
        Command::Moot { obligation, reason } => obligation::moot(work, obligation, reason),
        Command::File { form, channel, receipt, digest, paper, at } => {
            let (channel, receipt, digest) = (channel.as_deref(), receipt.as_deref(), digest.as_deref());
            let paper = paper.as_ref();
            notice::file(work, form, &notice::Sending { channel, receipt, digest, paper }, *at)
        }
        Command::WriteField { paper, of, field, text } => notice::write(work, *paper, of, field, text),
        Command::PassNotice { notice, digest } => notice::pass(work, notice, digest),
        Command::NoticeSent { notice, count, ways, digest, at } => {
            telling::sent(work, notice, (*count, ways), digest.as_deref(), *at)
        }
        Command::ProposeGate { gate, reason } => gate::propose(work, gate, reason),
        Command::ReviewGate { gate } => gate::review(work, gate),
        Command::ApproveGate { gate } => gate::approve(work, gate),
        Command::WaiveCondition { gate, condition, reason } => gate::waive(work, gate, condition, reason),
        _ => Ok(()),
    }
}

/// What may be added to a closed case: nothing that starts a clock.
fn works_when_closed(command: &Command) -> bool {
    matches!(
        command,
        Command::Tick
            | Command::Reopen { .. }
            | Command::PassCustody { .. }
            | Command::AddEvidence { .. }
            | Command::CountLeak(_)
    )
}
