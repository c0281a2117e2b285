//! Several expressions looked at together, over all the facts can be: which answers can occur side by side, which
//! never can, and whether an answer follows the direction in which a fact gets worse.
//!
//! A plan is checked with this (levels that no facts reach, overlaps, gaps), and the certain and the possible level
//! of a case are found with it. The work grows with the product of the cells; every call has a budget and says
//! [`NotChecked::TooManyCells`] when it does not suffice, never a half answer.

mod example;
mod found;
mod not_checked;
mod reversals;

pub use not_checked::NotChecked;

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::build::{Builder, fits};
use crate::expr::Expr;
use crate::known::{Known, LevelKnown, Snapshot};
use crate::program::{About, Program, Variable};
use crate::schema::Slot;
use crate::state::{State, nanoseconds};
use crate::truth::Truth;
use crate::walk::{ALL_HEARD, Visitor, Walk};
use found::Found;
use reversals::Reversals;

/// Enough for every plan seen so far, and done in well under a second.
pub const USUAL_BUDGET: usize = 200_000;

/// Answers that occur side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Combination {
    /// The answer of each expression, in their order.
    pub answers: Vec<bool>,
    /// Facts under which they occur: any values in here, with any values of the facts left out.
    /// Where several sums share facts ([`Joint::is_exact`] is false) there may be none.
    pub example: Vec<(Slot, Known)>,
}

/// The direction in which a fact gets worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worse {
    /// Greater, later in the list, true, more words in the set, later in time.
    Up,
    /// Smaller, earlier in the list, false, fewer words in the set, earlier in time.
    Down,
}

/// Facts under which a worse value turns a true answer false.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reversal {
    /// The value under which the expression is true.
    pub holds: Known,
    /// The worse value under which it is false.
    pub fails: Known,
    /// All other facts that matter.
    pub others: Vec<(Slot, Known)>,
}

/// Expressions over shared facts.
#[derive(Debug, Clone)]
pub struct Joint {
    program: Program,
    /// All variables, sums last.
    order: Vec<u16>,
    /// How many expressions were given; the program is empty if they do not fit together.
    expressions: usize,
}

impl Joint {
    /// Puts expressions together. All must come from the same schema.
    pub fn new(exprs: &[&Expr]) -> Joint {
        let mut builder = Builder::default();
        let programs: Vec<&Program> = exprs.iter().map(|expr| &expr.program).collect();
        if fits(&programs) {
            programs.into_iter().for_each(|program| builder.take_in(program));
        }
        let program = builder.finish();
        let is_sum =
            |at: &u16| program.variables.get(usize::from(*at)).is_some_and(|it| !it.members.is_empty());
        let all = (0..).zip(&program.variables).map(|(at, _)| at);
        let (sums, plain): (Vec<u16>, Vec<u16>) = all.partition(is_sum);
        let order = plain.into_iter().chain(sums).collect();
        Joint { program, order, expressions: exprs.len() }
    }

    /// Whether what is found can really occur: no two sums share a fact, and no fact's knowledge is asked about.
    /// Otherwise more may be found than can occur; what is not found cannot occur in either case.
    pub fn is_exact(&self) -> bool {
        let mut seen = BTreeSet::new();
        let sums = self.program.variables.iter().filter(|variable| !variable.members.is_empty());
        let apart = sums.flat_map(|sum| sum.slots()).all(|slot| seen.insert(slot));
        apart
            && !self
                .program
                .variables
                .iter()
                .any(|variable| matches!(variable.about, About::Knowledge { .. }))
    }

    /// Every combination of answers that some facts give, each once, over all that can be declared.
    /// `known(…)` and `complete(…)` are free to be either.
    ///
    /// # Errors
    /// If the budget of combinations of cells does not suffice.
    pub fn reachable(&self, budget: usize) -> Result<Vec<Combination>, NotChecked> {
        self.combinations(&ANYTHING, true, budget)
    }

    /// Every combination of answers that can still come true in a case, each once.
    ///
    /// # Errors
    /// If the budget of combinations of cells does not suffice.
    pub fn reachable_from(
        &self,
        snapshot: &Snapshot<'_>,
        budget: usize,
    ) -> Result<Vec<Combination>, NotChecked> {
        self.combinations(snapshot, false, budget)
    }

    /// The certain and possible level when the expressions are the conditions of a scale's levels, mildest first:
    /// the level is the worst whose condition holds. Exact within [`USUAL_BUDGET`]; beyond it each condition is
    /// taken for itself, which can only widen the answer.
    pub fn level(&self, snapshot: &Snapshot<'_>) -> LevelKnown {
        let place = |level: usize| u8::try_from(level).unwrap_or(u8::MAX);
        if let Ok(found) = self.reachable_from(snapshot, USUAL_BUDGET) {
            let worst =
                |combination: &Combination| combination.answers.iter().rposition(|holds| *holds).map(place);
            let levels = || found.iter().map(worst);
            return LevelKnown {
                certain: levels().min().unwrap_or(None),
                possible: levels().max().unwrap_or(None),
            };
        }
        if self.program.roots.len() != self.expressions {
            // They could not be put together: nothing was asked, so every level is possible and none certain.
            return LevelKnown { certain: None, possible: self.expressions.checked_sub(1).map(place) };
        }
        let truths: Vec<Truth> = self.program.roots.iter().map(|root| self.kleene(*root, snapshot)).collect();
        LevelKnown {
            certain: truths.iter().rposition(|truth| *truth == Truth::True).map(place),
            possible: truths.iter().rposition(|truth| *truth != Truth::False).map(place),
        }
    }

    /// A case in which the `expression`th answer turns from true to false because `slot` gets worse while all else
    /// stays; `None` if there is none, so that the expression is monotone in that fact.
    ///
    /// # Errors
    /// If the budget of combinations of cells does not suffice, or the fact is part of a sum.
    pub fn reversal(
        &self,
        expression: usize,
        slot: Slot,
        worse: Worse,
        budget: usize,
    ) -> Result<Option<Reversal>, NotChecked> {
        let own = |at: &u16| {
            let variable = self.program.variables.get(usize::from(*at));
            variable.is_some_and(|it| it.slots() == [slot] && !matches!(it.about, About::Knowledge { .. }))
        };
        let in_sum = |variable: &Variable| !variable.members.is_empty() && variable.slots().contains(&slot);
        if self.program.variables.iter().any(in_sum) {
            return Err(NotChecked::PartOfSum { slot });
        }
        let Some(root) = self.program.roots.get(expression).copied() else {
            return Err(NotChecked::TooManyCells { budget: 0 });
        };
        let (own, others): (Vec<u16>, Vec<u16>) = self.order.iter().partition(|at| own(at));
        let mut found = Reversals::within(budget, root, &own, worse);
        let finished = self.walk(&ANYTHING, &others, true, &mut found);
        match (found.found, finished || found.left > 0) {
            (Some(reversal), _) => Ok(Some(reversal)),
            (None, true) => Ok(None),
            (None, false) => Err(NotChecked::TooManyCells { budget }),
        }
    }

    fn kleene(&self, root: u16, snapshot: &Snapshot<'_>) -> Truth {
        self.program.kleene(root, &|leaf| self.program.leaf(leaf, snapshot))
    }

    fn combinations(
        &self,
        snapshot: &Snapshot<'_>,
        free: bool,
        budget: usize,
    ) -> Result<Vec<Combination>, NotChecked> {
        if self.program.roots.len() != self.expressions {
            return Err(NotChecked::TooManyCells { budget: 0 });
        }
        let mut found = Found::within(budget);
        match self.walk(snapshot, &self.order, free, &mut found) {
            true => Ok(found.combinations),
            false => Err(NotChecked::TooManyCells { budget }),
        }
    }

    fn walk(&self, snapshot: &Snapshot<'_>, order: &[u16], free: bool, visitor: &mut dyn Visitor) -> bool {
        let program = &self.program;
        let mut states = vec![State::Words(0); program.variables.len()];
        let mut truths = vec![Truth::Unknown; program.leaves.len()];
        let now = nanoseconds(snapshot.now);
        let (states, truths) = (states.as_mut_slice(), truths.as_mut_slice());
        let mut walk = Walk { program, order, states, truths, heard: ALL_HEARD, now };
        walk.look(snapshot);
        if free {
            for (at, variable) in (0..).zip(&program.variables) {
                if matches!(variable.about, About::Knowledge { .. }) {
                    walk.put(at, variable, State::Flag(Truth::Unknown), 0);
                }
            }
        }
        walk.run(visitor)
    }
}

/// A case of which nothing is known. Only differences between moments count, so any `now` will do.
const ANYTHING: Snapshot<'static> = Snapshot { known: &[], levels: &[], now: Timestamp::UNIX_EPOCH };

fn leaf(walk: &Walk<'_>) -> impl Fn(u16) -> Truth {
    |at| walk.truths.get(usize::from(at)).copied().unwrap_or(Truth::Unknown)
}
