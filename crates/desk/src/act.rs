//! An act on a case: rights, decision, and again when somebody was faster. `write.rs` makes it durable.

use std::sync::{Arc, PoisonError};

use incident::{Actor, Command, Recorded, State, apply, decide_told, required_right};
use jiff::Timestamp;
use plan::{Plan, Right};
use store::{AppendError, WrappedKey};

use crate::wave::Beside;
use crate::write::Target;
use crate::{CaseFile, CaseId, Desk, DeskError, LogKind};

/// How often an act is decided again because somebody else was faster; each time somebody did get on.
pub(crate) const TRIES: u32 = 64;

/// What an act did.
#[derive(Debug, Clone)]
pub struct Done {
    /// The case.
    pub case: CaseId,
    /// The number people say.
    pub number: u64,
    /// What was appended, in order; empty if there was nothing to do.
    pub events: Arc<Vec<Recorded>>,
    /// The case after it.
    pub state: Arc<State>,
}

/// Something asked of a case, by whom and when.
#[derive(Debug, Clone)]
pub struct Act {
    /// What is asked.
    pub command: Command,
    /// Who asks.
    pub who: Actor,
    /// When it happened, as told; now if not told. What the act begins counts from there where
    /// [`incident::starts_when_told`]. Later than now it is refused, but for two seconds: clocks differ.
    pub occurred_at: Option<Timestamp>,
    /// Now.
    pub now: Timestamp,
}

impl Act {
    /// The role under which time itself acts.
    pub const CLOCK: &'static str = "clock";
}

/// What acts led to, decided and not yet written.
pub(crate) struct Decided {
    pub(crate) events: Vec<Recorded>,
    pub(crate) state: State,
    /// The plan the case runs on after them.
    pub(crate) plan: Arc<Plan>,
    /// Plans the log must hold for the case to be read: that one, and any it ran on in between.
    pub(crate) plans: Vec<Arc<Plan>>,
    pub(crate) recorded_at: Timestamp,
}

/// Whether a case could be opened so: the role's right, the times, and what the plan says of it. Asked before there is a
/// folder, so that a refused opening makes none.
///
/// # Errors
/// As [`Desk::open_case`].
pub fn check_opening(plan: &Arc<Plan>, act: &Act) -> Result<(), DeskError> {
    Decided::begin(State::default(), Arc::clone(plan), act.now).decide(act)
}

impl<L: LogKind> Desk<L> {
    /// Opens a case. Durable on return, with its clocks, its entries and its row on the board.
    ///
    /// # Errors
    /// [`DeskError::NoRight`], or what the plan refuses.
    pub fn open_case(&self, plan: &Arc<Plan>, act: &Act) -> Result<Done, DeskError> {
        self.remember(Arc::clone(plan));
        let stepped = self.stepped_back(act.now);
        for _ in 0..TRIES {
            let recorded_at = self.recorded_at(act.now);
            let case = CaseId::new(recorded_at)?;
            let mut decided = Decided::begin(State::default(), Arc::clone(plan), recorded_at);
            decided.decide(act)?;
            let (safe, key) = self.vault.new_safe(&case.owner())?;
            let target = Target { case, head: None, safe, keys: vec![key], beside: Beside::default() };
            match self.write(target, decided, stepped) {
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
        self.act_all(case, std::slice::from_ref(act))
    }

    /// Does several things as one: each is decided on the case as the ones before it leave it, and all of them are
    /// appended together. Either everything is durable on return, or nothing was written — the first refusal refuses
    /// all. Every act's right is checked. They are recorded at one moment, the latest `now` among them.
    ///
    /// Where a later act names something an earlier one makes (a fact its evidence, `E-1`), use [`Desk::act_upon`]:
    /// ids depend on what stands in the case when it is written.
    ///
    /// # Errors
    /// As [`Desk::act`], from the first act that is refused.
    pub fn act_all(&self, case: &CaseId, acts: &[Act]) -> Result<Done, DeskError> {
        self.act_upon(case, &|_| Ok(acts.to_vec()))
    }

    /// As [`Desk::act_all`], with the acts made from the case as it stands: `acts` is asked again whenever somebody
    /// else was faster, and must not act itself. This is how a leak is *assessed into a case*: one act takes the evidence in, the next ones state
    /// its counts as facts and cite it — the case at hand tells which number the evidence will get
    /// (`E-{n}` with `n = file.state.evidence.len() + 1`).
    ///
    /// # Errors
    /// As [`Desk::act_all`], and whatever `acts` returns.
    pub fn act_upon(
        &self,
        case: &CaseId,
        acts: &dyn Fn(&CaseFile) -> Result<Vec<Act>, DeskError>,
    ) -> Result<Done, DeskError> {
        self.act_upon_sealed(case, &[], acts)
    }

    /// As [`Desk::act_upon`], with the keys of sealed files that the acts name, and with what is appended beside them: made
    /// anew for each try, for the moment at which it is recorded.
    pub(crate) fn act_upon_beside(
        &self,
        case: &CaseId,
        keys: &[WrappedKey],
        beside: &dyn Fn(Timestamp) -> Result<Beside, DeskError>,
        acts: &dyn Fn(&CaseFile) -> Result<Vec<Act>, DeskError>,
    ) -> Result<Done, DeskError> {
        let mut stepped = None;
        for _ in 0..TRIES {
            let _not_destroyed = self.destroying.read().unwrap_or_else(PoisonError::into_inner);
            let on_desk = self.load(case)?;
            let file = &on_desk.folded.file;
            let acts = acts(file)?;
            let Some(now) = acts.iter().map(|act| act.now).max() else { return Ok(nothing_to_do(file)) };
            stepped = stepped.or_else(|| self.stepped_back(now));
            let plan = Arc::clone(&file.plan);
            let mut decided = Decided::begin(State::clone(&file.state), plan, self.recorded_at(now));
            acts.iter().try_for_each(|act| decided.decide(act))?;
            if decided.events.is_empty() {
                return Ok(nothing_to_do(file));
            }
            let beside = beside(decided.recorded_at)?;
            decided.plans.iter().for_each(|plan| self.remember(Arc::clone(plan)));
            let head = Some(on_desk.folded.head);
            // Let go of the kept case here, so that it can grow in place.
            drop(on_desk.folded);
            let target = Target { case: case.clone(), head, safe: on_desk.safe, keys: keys.to_vec(), beside };
            match self.write(target, decided, stepped) {
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
}

fn nothing_to_do(file: &CaseFile) -> Done {
    let state = Arc::clone(&file.state);
    Done { case: file.id.clone(), number: file.number, events: Arc::default(), state }
}

impl Decided {
    fn begin(state: State, plan: Arc<Plan>, recorded_at: Timestamp) -> Decided {
        let plans = vec![Arc::clone(&plan)];
        Decided { events: Vec::new(), state, plan, plans, recorded_at }
    }

    /// Decides an act on the case as it would stand, and folds what was decided onto it.
    fn decide(&mut self, act: &Act) -> Result<(), DeskError> {
        check_right(&self.plan, &act.who, &act.command)?;
        let occurred_at = happened(act, self.recorded_at)?;
        let told = act.occurred_at.map(|_| occurred_at);
        let (state, plan) = (&self.state, &self.plan);
        let events = decide_told(state, &act.command, plan, &act.who, told, self.recorded_at)?;
        for event in events {
            let (position, recorded_at) = (self.state.version + 1, self.recorded_at);
            let event = Recorded { event, position, occurred_at, recorded_at, actor: act.who.clone() };
            apply(&mut self.state, &event);
            self.events.push(event);
        }
        if let Command::Adopt { to, .. } = &act.command {
            self.plan = Arc::clone(to);
            self.plans.push(Arc::clone(to));
        }
        Ok(())
    }
}

/// When an act happened: as told, and never after it was recorded.
fn happened(act: &Act, recorded_at: Timestamp) -> Result<Timestamp, DeskError> {
    match act.occurred_at {
        Some(given) if given.duration_since(act.now) > incident::AHEAD_MOST => {
            Err(DeskError::NotYet { given, now: act.now })
        }
        told => Ok(told.map_or(recorded_at, |given| given.min(recorded_at))),
    }
}

fn check_right(plan: &Plan, who: &Actor, command: &Command) -> Result<(), DeskError> {
    if matches!(command, Command::Tick) && who.role == Act::CLOCK {
        return Ok(());
    }
    check_holds(plan, who, required_right(command))
}

pub(crate) fn check_holds(plan: &Plan, who: &Actor, right: Right) -> Result<(), DeskError> {
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
