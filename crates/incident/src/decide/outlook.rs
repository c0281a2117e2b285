//! What a case would refuse, asked without doing anything: pages offer what the plan would do now.

use jiff::Timestamp;
use plan::Plan;

use super::work::Work;
use crate::command::Command;
use crate::event::Actor;
use crate::refusal::Refusal;
use crate::state::State;

/// A case at one moment, to be asked what it would do. Time catches up with it once, however much is asked then.
#[derive(Debug)]
pub struct Outlook<'a> {
    plan: &'a Plan,
    now: Timestamp,
    /// The case as time alone leaves it, or why it could not catch up: then everything is refused.
    caught_up: Result<State, Refusal>,
}

impl<'a> Outlook<'a> {
    /// The case `state`, which runs on `plan`, at `now`.
    pub fn at(state: &State, plan: &'a Plan, now: Timestamp) -> Outlook<'a> {
        Outlook { plan, now, caught_up: caught_up(state, plan, now) }
    }

    /// The case as time alone leaves it: what is due by now has come, though nobody has acted since. `None` where so much time has
    /// passed that one act cannot hold it, or the plan is not the case's.
    pub fn state(&self) -> Option<&State> {
        self.caught_up.as_ref().ok()
    }

    /// Why the command is refused here and now; `None` where it would be done.
    ///
    /// This is what [`crate::decide`] says, but for what only shows once everything that hangs on the command has been decided
    /// again: a plan whose items chase each other ([`Refusal::ChasesItself`]), more than one act can hold
    /// ([`Refusal::TooMany`]).
    pub fn refusal(&self, command: &Command, who: &Actor) -> Option<Refusal> {
        match &self.caught_up {
            Ok(state) => super::act(&mut Work::begin(state, self.plan, who, self.now), command).err(),
            Err(why) => Some(why.clone()),
        }
    }
}

fn caught_up(state: &State, plan: &Plan, now: Timestamp) -> Result<State, Refusal> {
    super::check_pinned(state, plan)?;
    // Whose hand it is does not matter: time asks nobody.
    let nobody = Actor { role: String::new(), user: String::new() };
    let mut work = Work::begin(state, plan, &nobody, now);
    work.catch_up()?;
    Ok(work.state)
}
