//! Playbooks are laid out; their tasks move on.

use plan::Playbook;

use super::obligation;
use super::work::{Work, no_such};
use crate::event::Event;
use crate::event::case::Cause;
use crate::event::task::{LaidOut, Moved, PlaybookStarted, Stage};
use crate::refusal::Refusal;

pub(super) fn start_playbook(work: &mut Work<'_>, id: &str) -> Result<(), Refusal> {
    let plan = work.plan;
    let Some(playbook) = plan.playbooks.iter().find(|playbook| playbook.id == id) else {
        return Err(no_such("playbook", id, plan.playbooks.iter().map(|playbook| playbook.id.as_str())));
    };
    if work.state.playbooks.contains_key(id) {
        return Err(Refusal::AlreadyLaidOut { playbook: id.to_owned() });
    }
    lay_out(work, playbook, Cause::Decision(id.to_owned()));
    Ok(())
}

/// Lays out the tasks that are not there yet; a task of two playbooks is done once.
pub(super) fn lay_out(work: &mut Work<'_>, playbook: &Playbook, cause: Cause) {
    let at = work.began();
    work.record(Event::PlaybookStarted(PlaybookStarted { playbook: playbook.id.clone(), cause, at }));
    for task in &playbook.tasks {
        if work.state.task(&task.id).is_none() {
            work.record(Event::TaskLaidOut(LaidOut {
                task: task.id.clone(),
                playbook: playbook.id.clone(),
                doer: task.doer.clone(),
                accountable: task.accountable.clone(),
                at,
            }));
        }
    }
}

pub(super) fn advance(work: &mut Work<'_>, id: &str, to: Stage, note: Option<&str>) -> Result<(), Refusal> {
    let Some(task) = work.state.task(id) else {
        return Err(no_such("task", id, work.state.tasks.iter().map(|task| task.id.as_str())));
    };
    work.check_own(&task.doer, &task.accountable)?;
    if task.stage == Stage::Done {
        return Err(Refusal::TaskDone { task: id.to_owned() });
    }
    check_order(work, id, to)?;
    let note = note.map(str::trim).filter(|note| !note.is_empty());
    let note = note.map(|note| messages::lines(note).into_owned());
    if to == Stage::Blocked && note.is_none() {
        return Err(Refusal::NoReason);
    }
    let at = work.clock;
    work.record(Event::TaskMoved(Moved { task: id.to_owned(), to, note, at }));
    if to == Stage::Done {
        obligation::meet_task(work, id, at);
    }
    Ok(())
}

/// What must be done first is done, before a task is begun or finished.
fn check_order(work: &Work<'_>, id: &str, to: Stage) -> Result<(), Refusal> {
    if !matches!(to, Stage::Doing | Stage::Done) {
        return Ok(());
    }
    let tasks = work.plan.playbooks.iter().flat_map(|playbook| &playbook.tasks);
    let after = tasks.filter(|task| task.id == id).flat_map(|task| &task.after);
    let undone = |first: &&String| work.state.task(first).is_some_and(|task| task.stage != Stage::Done);
    match after.into_iter().find(undone) {
        Some(first) => Err(Refusal::TaskWaits { task: id.to_owned(), first: first.clone() }),
        None => Ok(()),
    }
}
