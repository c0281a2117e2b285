//! An act on a case, from command to durable entries.

use std::sync::Arc;

use incident::{Actor, Command, Recorded, State, apply, decide, required_right};
use jiff::Timestamp;
use journal::StreamName;
use plan::Plan;
use store::{Append, AppendError, NewEntry, Store, StreamHead, WrappedKey};
use vault::Safe;

use crate::log::Draft;
use crate::steps::Step;
use crate::{CaseFile, CaseId, Desk, DeskError, LogKind, body, log, plans, rows, tree};

/// How often an act is decided again because somebody else was faster; each time somebody did get on.
const TRIES: u32 = 64;

/// What an act did.
#[derive(Debug, Clone)]
pub struct Done {
    /// The case.
    pub case: CaseId,
    /// The number people say.
    pub number: u64,
    /// What was appended, in order; empty if there was nothing to do.
    pub events: Vec<Recorded>,
    /// The case after it.
    pub state: State,
}

/// Something asked of a case, by whom and when.
#[derive(Debug, Clone)]
pub struct Act {
    /// What is asked.
    pub command: Command,
    /// Who asks.
    pub who: Actor,
    /// When it happened, as told; now if not told. Never later than now.
    pub occurred_at: Option<Timestamp>,
    /// Now.
    pub now: Timestamp,
}

impl Act {
    /// The role under which time itself acts.
    pub const CLOCK: &'static str = "clock";
}

/// An act that is decided and not yet written.
struct Decided {
    events: Vec<Recorded>,
    state: State,
}

/// Where an act is written: the stream's end and the safe of its bodies.
struct Target<'a> {
    case: &'a CaseId,
    head: Option<StreamHead>,
    safe: &'a mut Safe,
    /// The wrapped key of a safe that is new.
    new_key: Option<WrappedKey>,
}

impl<L: LogKind> Desk<L> {
    /// Opens a case. Durable on return, with its clocks, its entries and its row on the board.
    ///
    /// # Errors
    /// [`DeskError::NoRight`], or what the plan refuses.
    pub fn open_case(&self, plan: &Arc<Plan>, act: &Act) -> Result<Done, DeskError> {
        self.remember(Arc::clone(plan));
        check_right(plan, &act.who, &act.command)?;
        let stepped = self.stepped_back(act.now);
        for _ in 0..TRIES {
            let recorded_at = self.recorded_at(act.now)?;
            let case = CaseId::new(recorded_at)?;
            let decided = decided(&State::default(), act, plan, recorded_at)?;
            let (mut safe, key) = self.vault.new_safe(&case.owner())?;
            let target = Target { case: &case, head: None, safe: &mut safe, new_key: Some(key) };
            match self.write(target, &decided, plan, recorded_at, stepped) {
                Err(DeskError::Append(AppendError::Conflict { .. } | AppendError::ClockBehind { .. })) => {}
                done => return done,
            }
        }
        Err(DeskError::Busy)
    }

    /// Does what is asked of a case, or says why not. Durable on return.
    ///
    /// # Errors
    /// [`DeskError::NoRight`], or what the plan and the state of the case refuse.
    pub fn act(&self, case: &CaseId, act: &Act) -> Result<Done, DeskError> {
        let stepped = self.stepped_back(act.now);
        for _ in 0..TRIES {
            let mut on_desk = self.load(case)?;
            let plan = Arc::clone(&on_desk.file.plan);
            check_right(&plan, &act.who, &act.command)?;
            let recorded_at = self.recorded_at(act.now)?;
            let decided = decided(&on_desk.file.state, act, &plan, recorded_at)?;
            if decided.events.is_empty() {
                return Ok(nothing_to_do(on_desk.file));
            }
            let runs_on = self.plan_after(&act.command, plan);
            let target = Target { case, head: Some(on_desk.head), safe: &mut on_desk.safe, new_key: None };
            match self.write(target, &decided, &runs_on, recorded_at, stepped) {
                Err(DeskError::Append(AppendError::Conflict { .. } | AppendError::ClockBehind { .. })) => {}
                done => return done,
            }
        }
        Err(DeskError::Busy)
    }

    /// Lets time pass on a case: what fell due is warned of, missed or laid out again. Anybody's moment may do it, so it
    /// needs no role; a second tick at the same moment does nothing.
    ///
    /// # Errors
    /// If the case cannot be loaded or the store fails.
    pub fn tick(&self, case: &CaseId, now: Timestamp) -> Result<Done, DeskError> {
        let who = Actor { role: Act::CLOCK.to_owned(), user: Act::CLOCK.to_owned() };
        self.act(case, &Act { command: Command::Tick, who, occurred_at: None, now })
    }

    /// The plan the case runs on after the command.
    fn plan_after(&self, command: &Command, before: Arc<Plan>) -> Arc<Plan> {
        let Command::Adopt { to, .. } = command else { return before };
        self.remember(Arc::clone(to));
        Arc::clone(to)
    }

    /// Seals and appends a decided act with everything that must become durable with it, then advances the tree.
    fn write(
        &self,
        target: Target<'_>,
        decided: &Decided,
        plan: &Plan,
        recorded_at: Timestamp,
        stepped: Option<Step>,
    ) -> Result<Done, DeskError> {
        let drafts = decided.events.iter().map(body::draft).collect::<Result<Vec<Draft>, _>>()?;
        let written = log::write(&target.case.stream(), target.head, &drafts, recorded_at, target.safe)?;
        let (org_entries, org_keys) = self.org_entries(plan, recorded_at, stepped)?;
        let entries = org_entries.into_iter().chain(written.entries).collect();
        let keys = target.new_key.into_iter().chain(org_keys).chain(written.keys).collect();
        let appended = self.store.append(Append {
            entries,
            keys,
            board: vec![rows::board(target.case, &decided.state, recorded_at)],
            due: rows::due(target.case, &decided.state),
            destroy: Vec::new(),
            recorded_us: recorded_at.as_microsecond(),
        })?;
        self.plan_is_stored(&plan.digest);
        tree::advance(&self.store, &self.key)?;
        Ok(Done {
            case: target.case.clone(),
            number: appended.numbers.first().copied().unwrap_or_default(),
            events: decided.events.clone(),
            state: decided.state.clone(),
        })
    }

    /// What the organisation's own stream gets with an act: the pack of a plan that is new to the log, and a step of the
    /// machine's clock.
    fn org_entries(
        &self,
        plan: &Plan,
        recorded_at: Timestamp,
        stepped: Option<Step>,
    ) -> Result<(Vec<NewEntry>, Vec<WrappedKey>), DeskError> {
        let mut drafts = Vec::new();
        if !self.stores_plan(&plan.digest)? {
            drafts.push(plans::draft(plan, recorded_at));
        }
        drafts.extend(stepped.map(|step| step.draft(recorded_at)));
        if drafts.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        let head = self.store.stream_head("org")?;
        let written = log::write(&StreamName::Org, head, &drafts, recorded_at, &mut self.org_safe()?)?;
        Ok((written.entries, written.keys))
    }
}

fn nothing_to_do(file: CaseFile) -> Done {
    Done { case: file.id, number: file.number, events: Vec::new(), state: file.state }
}

/// Decides, and folds what was decided onto the state, so that the rows written with it are those of the new state.
fn decided(state: &State, act: &Act, plan: &Plan, recorded_at: Timestamp) -> Result<Decided, DeskError> {
    let occurred_at = act.occurred_at.unwrap_or(recorded_at);
    if occurred_at > recorded_at {
        return Err(DeskError::NotYet { given: occurred_at, now: recorded_at });
    }
    let events = decide(state, &act.command, plan, &act.who, recorded_at)?;
    let mut state = state.clone();
    let mut recorded = Vec::with_capacity(events.len());
    for event in events {
        let position = state.version + 1;
        let event = Recorded { event, position, occurred_at, recorded_at, actor: act.who.clone() };
        apply(&mut state, &event);
        recorded.push(event);
    }
    Ok(Decided { events: recorded, state })
}

fn check_right(plan: &Plan, who: &Actor, command: &Command) -> Result<(), DeskError> {
    if matches!(command, Command::Tick) && who.role == Act::CLOCK {
        return Ok(());
    }
    let right = required_right(command);
    let Some(role) = plan.role(&who.role) else {
        let known = plan.roles.iter().map(|role| role.id.clone()).collect();
        return Err(DeskError::UnknownRole { role: who.role.clone(), known });
    };
    if role.rights.contains(&right) {
        return Ok(());
    }
    let held_by = plan.roles.iter().filter(|role| role.rights.contains(&right)).map(|role| role.id.clone());
    Err(DeskError::NoRight { role: who.role.clone(), right, held_by: held_by.collect() })
}
