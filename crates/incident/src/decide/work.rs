use std::cell::RefCell;

use jiff::{SignedDuration, Timestamp};
use plan::Plan;

use super::follow;
use crate::event::{Actor, Cause, Event, Recorded};
use crate::picture::Picture;
use crate::refusal::Refusal;
use crate::state::{State, apply};

/// How far a moment that somebody tells may lie ahead of our clock, because clocks differ: it is then taken as now.
/// Beyond it the moment has not come yet, and what is told of it is refused.
pub const AHEAD_MOST: SignedDuration = SignedDuration::from_secs(2);

/// One act in the making: the case as it would be, and the events so far.
pub(super) struct Work<'a> {
    /// The case with the events so far folded in.
    pub state: State,
    /// The plan it runs on; adoption changes it.
    pub plan: &'a Plan,
    /// Who acts.
    pub who: &'a Actor,
    /// The moment of the act.
    pub now: Timestamp,
    /// The moment being decided about: runs up to `now` while time catches up.
    pub clock: Timestamp,
    /// When the act was done, where that was told: what it begins began then.
    pub told: Option<Timestamp>,
    /// Why things follow.
    pub because: Cause,
    /// The events so far.
    pub events: Vec<Event>,
    /// Occurrences of recurring duties laid in this act.
    pub laid: u32,
    /// Something was said about a fact in this act, or taken back.
    pub said: bool,
    /// What was known when levels were computed last.
    pub levelled: Option<Picture>,
    /// The last picture taken; its facts hold until something is said again.
    seen: RefCell<Option<Picture>>,
}

impl<'a> Work<'a> {
    /// What is owed is done by its doer, by the one accountable role, or by the command.
    pub(super) fn check_own(&self, doer: &str, accountable: &str) -> Result<(), Refusal> {
        let role = &self.who.role;
        if role == doer || role == accountable || self.plan.commands(role) {
            return Ok(());
        }
        let mut allowed = vec![doer.to_owned(), accountable.to_owned()];
        allowed.extend(self.plan.commanding().map(|role| role.id.clone()));
        Err(Refusal::OtherRole { role: role.clone(), allowed: once_each(allowed) })
    }

    pub(super) fn begin(state: &State, plan: &'a Plan, who: &'a Actor, now: Timestamp) -> Work<'a> {
        // A clock that was put back does not undo what has been recorded.
        let now = state.recorded_at.map_or(now, |last| last.max(now));
        Work {
            state: state.clone(),
            plan,
            who,
            now,
            clock: now,
            told: None,
            because: Cause::Time,
            events: Vec::new(),
            laid: 0,
            said: false,
            levelled: None,
            seen: RefCell::new(None),
        }
    }

    /// The moment from which what follows counts: when the act was done, else the moment being decided about. Whatever the case
    /// owed before the act was settled before it, so that what is new follows from the act.
    pub(super) fn began(&self) -> Timestamp {
        self.told.unwrap_or(self.clock)
    }

    /// Takes an event into the case and into the result.
    pub(super) fn record(&mut self, event: Event) {
        let recorded = Recorded {
            event,
            position: self.state.version.saturating_add(1),
            occurred_at: self.clock,
            // An act that is told to have been earlier is recorded now.
            recorded_at: self.state.recorded_at.map_or(self.clock, |last| last.max(self.clock)),
            actor: self.who.clone(),
        };
        apply(&mut self.state, &recorded);
        if changes_facts(&recorded.event) {
            self.said = true;
            self.seen.replace(None);
        }
        self.events.push(recorded.event);
    }

    /// What is known at the moment being decided about.
    pub(super) fn picture(&self) -> Picture {
        let last = self.seen.borrow().as_ref().map(|seen| seen.later(&self.state, self.plan, self.clock));
        let picture = last.unwrap_or_else(|| Picture::of(&self.state, self.plan, self.clock));
        self.seen.replace(Some(picture.clone()));
        picture
    }

    /// Lets time pass from the last record up to `now`. Where an answer of the plan flips by itself everything is
    /// decided again; in between only clocks ring, each for itself.
    pub(super) fn catch_up(&mut self) -> Result<(), Refusal> {
        let Some(last) = self.state.recorded_at else { return Ok(()) };
        self.because = Cause::Time;
        self.clock = last;
        while let Some(next) = follow::next_answer(self).filter(|next| *next <= self.now) {
            follow::ring_until(self, next)?;
            self.clock = next;
            follow::settle(self)?;
        }
        follow::ring_until(self, self.now)?;
        self.clock = self.now;
        follow::settle(self)
    }

    /// Decides again whatever hangs on the events so far.
    pub(super) fn follow(&mut self) -> Result<(), Refusal> {
        self.clock = self.now;
        follow::settle(self)
    }

    /// A state begins, unless it holds already.
    pub(super) fn enter(&mut self, state: plan::State, cause: Cause) {
        if !self.state.is_in(state) {
            self.record(Event::StateEntered(crate::event::case::Entered { state, at: self.clock, cause }));
        }
    }

    /// A state ends, if it holds.
    pub(super) fn leave(&mut self, state: plan::State, cause: Cause) {
        if self.state.is_in(state) {
            self.record(Event::StateLeft(crate::event::case::Left { state, at: self.clock, cause }));
        }
    }

    /// A moment that was told: not in the future, beyond what clocks differ; now if none was told.
    pub(super) fn told(&self, what: &str, at: Option<Timestamp>) -> Result<Timestamp, Refusal> {
        match at {
            Some(at) if at.duration_since(self.now) > AHEAD_MOST => Err(Refusal::InFuture {
                what: what.to_owned(),
                given: at.to_string(),
                now: self.now.to_string(),
            }),
            told => Ok(told.map_or(self.now, |at| at.min(self.now))),
        }
    }

    /// All of these are evidence of the case.
    pub(super) fn check_evidence(&self, ids: &[String]) -> Result<(), Refusal> {
        let known = || self.state.evidence.iter().map(|evidence| evidence.id.as_str());
        match ids.iter().find(|id| !known().any(|known| known == id.as_str())) {
            Some(missing) => Err(no_such("evidence", missing, known())),
            None => Ok(()),
        }
    }

    /// The plan's role exists.
    pub(super) fn check_role(&self, role: &str) -> Result<(), Refusal> {
        match self.plan.role(role) {
            Some(_) => Ok(()),
            None => Err(no_such("role", role, self.plan.roles.iter().map(|role| role.id.as_str()))),
        }
    }
}

/// Whether what is known may be another thing after it.
fn changes_facts(event: &Event) -> bool {
    matches!(event, Event::CaseOpened(_) | Event::FactStated(_) | Event::ActStruck(_) | Event::PlanAdopted(_))
}

/// A reason in words: not blank. What would turn its direction of writing is shown as what it is.
pub(super) fn reason(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() { Err(Refusal::NoReason) } else { Ok(messages::lines(text).into_owned()) }
}

/// The same roles in the same order, each once.
pub(crate) fn once_each(roles: Vec<String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for role in roles {
        if !seen.contains(&role) {
            seen.push(role);
        }
    }
    seen
}

/// "There is no KIND called GIVEN", with what there is.
pub(crate) fn no_such<'a>(kind: &'static str, given: &str, known: impl Iterator<Item = &'a str>) -> Refusal {
    let known: Vec<&str> = known.collect();
    Refusal::NoSuch { kind, given: given.to_owned(), known: known.join(", ") }
}
