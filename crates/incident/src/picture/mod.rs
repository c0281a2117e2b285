//! What is known of a case at one moment: statements resolved fact by fact, levels as clocks run on them, ready to be
//! asked.

mod bounds;
mod earliest;
mod resolve;

use std::sync::Arc;

use expr::{Expr, Known, LevelKnown, Snapshot, Truth};
use jiff::Timestamp;
use plan::Plan;

pub use resolve::{Conflict, Resolved, to_known};

use crate::event::level::Part;
use crate::state::State;

/// What is known of a case at one moment.
#[derive(Debug, Clone)]
pub struct Picture {
    /// By fact slot.
    pub facts: Arc<Vec<Resolved>>,
    /// The same, as expressions take it.
    known: Arc<Vec<Known>>,
    /// By scale slot.
    levels: Vec<LevelKnown>,
    /// The moment of asking.
    pub now: Timestamp,
}

impl Picture {
    /// The picture of `state` at `now`.
    pub fn of(state: &State, plan: &Plan, now: Timestamp) -> Picture {
        let facts = resolve::facts(state, plan, u64::MAX);
        let known = Arc::new(facts.iter().map(|fact| fact.known).collect());
        Picture { facts: Arc::new(facts), known, levels: levels(state, plan), now }
    }

    /// The picture at `now` where nothing has been said about any fact since this one was taken.
    pub(crate) fn later(&self, state: &State, plan: &Plan, now: Timestamp) -> Picture {
        let (facts, known) = (Arc::clone(&self.facts), Arc::clone(&self.known));
        Picture { facts, known, levels: levels(state, plan), now }
    }

    /// Both were taken of the same statements, at the same moment; levels may be others.
    pub(crate) fn knows_the_same_as(&self, other: &Picture) -> bool {
        Arc::ptr_eq(&self.known, &other.known) && self.now == other.now
    }

    /// Every fact, by slot, as statements made it when the case had the version `version`.
    pub fn facts_at(state: &State, plan: &Plan, version: u64) -> Vec<Resolved> {
        resolve::facts(state, plan, version)
    }

    /// What was known of every fact, by slot, when the case had the version `version`.
    pub(crate) fn known_at(state: &State, plan: &Plan, version: u64) -> Vec<Known> {
        resolve::facts(state, plan, version).into_iter().map(|fact| fact.known).collect()
    }

    /// What is known of every fact, by slot.
    pub(crate) fn known(&self) -> &[Known] {
        &self.known
    }

    /// What expressions are asked about.
    pub fn snapshot(&self) -> Snapshot<'_> {
        Snapshot { known: &self.known, levels: &self.levels, now: self.now }
    }

    /// Whether it holds now.
    pub fn truth(&self, expression: &Expr) -> Truth {
        expression.truth(&self.snapshot())
    }

    /// When the answer flips by itself, if nothing else changes.
    pub fn until(&self, expression: &Expr) -> Option<Timestamp> {
        expression.evaluate(&self.snapshot()).until
    }

    /// The parts of an expression that decide its answer, and the evidence behind their facts.
    pub fn parts(&self, expression: &Expr, plan: &Plan) -> (Vec<Part>, Vec<String>) {
        let mut evidence: Vec<String> = Vec::new();
        let explanation = expression.explain(&self.snapshot());
        let parts = explanation.parts.iter().map(|part| {
            for slot in &part.facts {
                let behind =
                    self.facts.get(slot.index()).map(|fact| fact.evidence.as_slice()).unwrap_or_default();
                evidence.extend(behind.iter().cloned());
            }
            let facts = part.facts.iter().filter_map(|slot| plan.catalogue.facts.get(slot.index()));
            Part {
                text: part.text.to_string(),
                truth: truth_word(part.truth).to_owned(),
                facts: facts.map(|fact| fact.id.clone()).collect(),
            }
        });
        let parts = parts.collect();
        evidence.sort();
        evidence.dedup();
        (parts, evidence)
    }

    /// The earliest possible moment of a time fact; `None` where it is unknown, open towards the past, or may never be.
    pub fn moment(&self, slot: usize) -> Option<Timestamp> {
        match self.known.get(slot)? {
            Known::Instant(expr::InstantKnown::Between(lo, _)) if *lo > Timestamp::MIN => Some(*lo),
            _ => None,
        }
    }

    /// The latest possible moment of a time fact; `None` where nothing bounds it, or it may never be.
    pub fn latest(&self, slot: usize) -> Option<Timestamp> {
        match self.known.get(slot)? {
            Known::Instant(expr::InstantKnown::Between(_, hi)) if *hi < Timestamp::MAX => Some(*hi),
            _ => None,
        }
    }

    /// The same by the fact's id.
    pub fn latest_of(&self, plan: &Plan, id: &str) -> Option<Timestamp> {
        self.latest(plan.catalogue.slot(id)?)
    }

    /// The earliest possible moment by the fact's id.
    pub fn moment_of(&self, plan: &Plan, id: &str) -> Option<Timestamp> {
        self.moment(plan.catalogue.slot(id)?)
    }

    /// Ids of the facts in `expression` that are not exactly known: those that would settle it.
    pub fn unsettled(&self, expression: &Expr, plan: &Plan) -> Vec<String> {
        let open = |slot: &&expr::Slot| self.known.get(slot.index()).is_none_or(|known| !known.is_exact());
        let slots = expression.facts().iter().filter(open);
        slots.filter_map(|slot| plan.catalogue.facts.get(slot.index())).map(|fact| fact.id.clone()).collect()
    }
}

fn levels(state: &State, plan: &Plan) -> Vec<LevelKnown> {
    plan.scales.iter().map(|scale| level(state, &scale.id, scale.order.len())).collect()
}

fn level(state: &State, scale: &str, levels: usize) -> LevelKnown {
    match state.levels.get(scale) {
        Some(level) => {
            let (certain, possible) = level.running();
            LevelKnown { certain: Some(certain), possible: Some(possible) }
        }
        None => LevelKnown::unknown(levels),
    }
}

/// `true`, `false` or `unknown`.
pub(crate) fn truth_word(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "true",
        Truth::False => "false",
        Truth::Unknown => "unknown",
    }
}
