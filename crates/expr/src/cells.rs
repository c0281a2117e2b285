//! Several expressions looked at together, over all the facts can be: which answers can occur side by side, which
//! never can, and whether an answer follows the direction in which a fact gets worse.
//!
//! A plan is checked with this (levels that no facts reach, overlaps, gaps), and the certain and the possible level
//! of a case are found with it. The work grows with the product of the cells; every call has a budget and says
//! [`NotChecked::TooManyCells`] when it does not suffice, never a half answer.

use std::collections::BTreeSet;
use std::fmt;

use jiff::Timestamp;
use messages::Message;

use crate::build::{Builder, fits};
use crate::expr::Expr;
use crate::known::{InstantKnown, Known, LevelKnown, Snapshot};
use crate::program::{About, Domain, Program, Variable};
use crate::schema::Slot;
use crate::state::{Numbers, State, moment, nanoseconds};
use crate::truth::Truth;
use crate::walk::{ALL_HEARD, Next, Visitor, Walk};

/// Enough for every plan seen so far, and done in well under a second.
pub const USUAL_BUDGET: usize = 200_000;

/// Why nothing can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotChecked {
    /// There are more combinations of cells than the budget allowed to look at.
    TooManyCells {
        /// How many were looked at.
        budget: usize,
    },
    /// The fact is added to or subtracted from others, so that its cells do not stand in one order.
    PartOfSum {
        /// The fact.
        slot: Slot,
    },
}

impl NotChecked {
    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            NotChecked::TooManyCells { budget } => {
                Message::new("expr-too-many-cells").with("budget", *budget)
            }
            NotChecked::PartOfSum { .. } => Message::new("expr-part-of-sum"),
        }
    }
}

impl fmt::Display for NotChecked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for NotChecked {}

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
        let mut found = Reversals { root, own: &own, worse, found: None, left: budget };
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
        let mut found = Found { seen: BTreeSet::new(), combinations: Vec::new(), left: budget };
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

/// Collects combinations of answers.
struct Found {
    seen: BTreeSet<Vec<bool>>,
    combinations: Vec<Combination>,
    left: usize,
}

impl Visitor for Found {
    fn visit(&mut self, walk: &Walk<'_>, whole: bool) -> Next {
        if self.left == 0 {
            return Next::Stop;
        }
        self.left -= 1;
        let answers = walk.program.roots.iter().map(|root| walk.program.kleene(*root, &leaf(walk)).decided());
        match answers.collect::<Option<Vec<bool>>>() {
            Some(answers) => {
                if self.seen.insert(answers.clone()) {
                    self.combinations.push(Combination { answers, example: example(walk, &[]) });
                }
                Next::Skip
            }
            // Every variable sits in one cell, so that every leaf has answered.
            None if whole => Next::Stop,
            None => Next::Split,
        }
    }
}

/// Looks for a case where a worse value of one fact turns true into false.
struct Reversals<'a> {
    root: u16,
    own: &'a [u16],
    worse: Worse,
    found: Option<Reversal>,
    left: usize,
}

impl Visitor for Reversals<'_> {
    fn visit(&mut self, walk: &Walk<'_>, whole: bool) -> Next {
        if self.left == 0 {
            return Next::Stop;
        }
        self.left -= 1;
        if walk.program.kleene(self.root, &leaf(walk)).is_decided() {
            return Next::Skip;
        }
        if !whole {
            return Next::Split;
        }
        let Some(values) = self.values(walk) else { return Next::Stop };
        for (state, truth) in &values {
            let fails = |(other, answer): &&(Vec<State>, Truth)| {
                *answer == Truth::False && is_worse(state, other, self.worse)
            };
            // Cells of a number and of a list come in order; words of sets are compared word by word.
            if let (Truth::True, Some((worse, _))) = (truth, values.iter().find(fails)) {
                let others = example(walk, self.own);
                let (Some(holds), Some(fails)) = (self.known(walk, state), self.known(walk, worse)) else {
                    continue;
                };
                self.found = Some(Reversal { holds, fails, others });
                return Next::Stop;
            }
        }
        Next::Skip
    }
}

impl Reversals<'_> {
    /// Every combination of cells of the fact's own variables, with the answer in it; `None` out of budget.
    fn values(&mut self, walk: &Walk<'_>) -> Option<Vec<(Vec<State>, Truth)>> {
        let mut states = walk.states.to_vec();
        let mut truths = walk.truths.to_vec();
        let (program, now) = (walk.program, walk.now);
        let (states, truths) = (states.as_mut_slice(), truths.as_mut_slice());
        let mut inner = Walk { program, order: self.own, states, truths, heard: ALL_HEARD, now };
        let mut values = Values { root: self.root, own: self.own, values: Vec::new(), left: self.left };
        let finished = inner.run(&mut values);
        self.left = values.left;
        finished.then_some(values.values)
    }

    fn known(&self, walk: &Walk<'_>, states: &[State]) -> Option<Known> {
        let variables = self.own.iter().filter_map(|at| walk.program.variables.get(usize::from(*at)));
        known_of(variables.zip(states.iter().copied()))
    }
}

struct Values<'a> {
    root: u16,
    own: &'a [u16],
    values: Vec<(Vec<State>, Truth)>,
    left: usize,
}

impl Visitor for Values<'_> {
    fn visit(&mut self, walk: &Walk<'_>, whole: bool) -> Next {
        if self.left == 0 {
            return Next::Stop;
        }
        self.left -= 1;
        if whole {
            let states =
                self.own.iter().filter_map(|at| walk.states.get(usize::from(*at)).copied()).collect();
            self.values.push((states, walk.program.kleene(self.root, &leaf(walk))));
        }
        Next::Split
    }
}

/// Whether some value of `other` is worse than some of `state` in one variable and no better in any.
fn is_worse(state: &[State], other: &[State], worse: Worse) -> bool {
    let pairs = || {
        state
            .iter()
            .zip(other)
            .map(|(state, other)| if worse == Worse::Up { (state, other) } else { (other, state) })
    };
    state != other && pairs().all(|(low, high)| low == high || rises(*low, *high))
}

/// Whether a value of `high` can be above one of `low`, the two being different cells of one variable.
fn rises(low: State, high: State) -> bool {
    match (low, high) {
        (State::Flag(low), State::Flag(high)) => low <= high,
        // Words no leaf tells apart may lie on both sides of others.
        (State::Words(low), State::Words(high)) => low.trailing_zeros() < 63 - high.leading_zeros().min(63),
        (State::Numbers(low), State::Numbers(high)) => match (low.is_empty(), high.is_empty()) {
            (true, _) => false,
            (false, true) => true,
            (false, false) => low.lo < high.lo,
        },
        _ => false,
    }
}

/// What is known of the facts in the present cells, those of the variables `without` left out.
fn example(walk: &Walk<'_>, without: &[u16]) -> Vec<(Slot, Known)> {
    let mut slots = BTreeSet::new();
    let here: Vec<(&Variable, State)> = (0..)
        .zip(walk.program.variables.iter().zip(walk.states.iter().copied()))
        .filter(|(at, (variable, _))| !without.contains(at) && variable.members.is_empty())
        .map(|(_, here)| here)
        .collect();
    here.iter().for_each(|(variable, _)| slots.extend(variable.slots()));
    let of = |slot: &Slot| {
        let own = here.iter().filter(|(variable, _)| variable.slots() == [*slot]);
        Some((*slot, known_of(own.map(|(variable, state)| (*variable, *state)))?))
    };
    slots.iter().filter_map(of).collect()
}

/// The states of one fact's variables as knowledge of the fact; `None` if they say nothing about its value.
fn known_of<'a>(variables: impl Iterator<Item = (&'a Variable, State)>) -> Option<Known> {
    let mut known = None;
    for (variable, state) in variables {
        known = match (&variable.about, state, known) {
            (About::Flag(_), State::Flag(truth), _) => Some(Known::Bool(truth)),
            (About::Choice { .. }, State::Words(possible), _) => Some(Known::Enum { possible }),
            (About::Member { bit, all, .. }, State::Flag(truth), known) => {
                let (certain, possible) = match known {
                    Some(Known::Set { certain, possible }) => (certain, possible),
                    _ => (0, *all),
                };
                Some(match truth {
                    Truth::True => Known::Set { certain: certain | bit, possible },
                    Truth::False => Known::Set { certain, possible: possible & !bit },
                    Truth::Unknown => Known::Set { certain, possible },
                })
            }
            (About::Number(form), State::Numbers(numbers), known) => {
                form.terms.first().and_then(|term| number(numbers, term.domain)).or(known)
            }
            (_, _, known) => known,
        };
    }
    known
}

fn number(numbers: Numbers, domain: Domain) -> Option<Known> {
    let whole = |value: i128| i64::try_from(value).ok();
    Some(match (domain, numbers.is_empty()) {
        (Domain::Int { .. }, _) => Known::Int { lo: whole(numbers.lo)?, hi: whole(numbers.hi)? },
        (Domain::Elapsed { .. }, _) => Known::Elapsed { lo: whole(numbers.lo)?, hi: whole(numbers.hi)? },
        (Domain::Instant, true) => Known::Instant(InstantKnown::Never),
        (Domain::Instant, false) => {
            let (lo, hi) = (moment(numbers.lo)?, moment(numbers.hi)?);
            Known::Instant(if numbers.never {
                InstantKnown::BetweenOrNever(lo, hi)
            } else {
                InstantKnown::Between(lo, hi)
            })
        }
    })
}
