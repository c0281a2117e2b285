//! The one enumerator over cells.
//!
//! Comparisons with constants cut the values of a fact into cells; inside a cell no leaf tells two values apart.
//! The walk puts one variable after another into each of its cells and shows the visitor what all leaves then
//! answer; the visitor says where it has seen enough. Sums come after the facts they are made of and are cut
//! inside the range those leave them: exact for one sum; where several sums share facts, some combinations shown
//! may be impossible, so that what holds in all of them still holds in truth.

use crate::program::{About, Leaf, Program, Variable};
use crate::state::{Numbers, State, answer, sum};
use crate::truth::Truth;

/// What a visitor wants after looking at a combination of cells.
pub(crate) enum Next {
    /// Split further.
    Split,
    /// Enough seen of this combination.
    Skip,
    /// Enough seen altogether.
    Stop,
}

/// The place of a walk: the knowledge so far and the leaves' answers to it.
pub(crate) struct Walk<'a> {
    pub(crate) program: &'a Program,
    /// The variables to put into cells, in this order.
    pub(crate) order: &'a [u16],
    /// By variable.
    pub(crate) states: &'a mut [State],
    /// By leaf.
    pub(crate) truths: &'a mut [Truth],
    /// The leaves that may answer, as bits; all others stay unknown.
    pub(crate) heard: u128,
    /// Nanoseconds since 1970.
    pub(crate) now: i128,
}

/// Looks at combinations of cells.
pub(crate) trait Visitor {
    /// Called for every combination, whole ones with `whole`.
    fn visit(&mut self, walk: &Walk<'_>, whole: bool) -> Next;
}

/// All leaves may answer.
pub(crate) const ALL_HEARD: u128 = u128::MAX;

impl Walk<'_> {
    /// Walks all combinations of cells; `false` if the visitor stopped it.
    pub(crate) fn run(&mut self, visitor: &mut dyn Visitor) -> bool {
        self.from(0, visitor)
    }

    fn from(&mut self, depth: usize, visitor: &mut dyn Visitor) -> bool {
        let variable = self.order.get(depth).copied();
        match visitor.visit(self, variable.is_none()) {
            Next::Stop => return false,
            Next::Skip => return true,
            Next::Split => {}
        }
        let Some(at) = variable else { return true };
        let program = self.program;
        let Some(variable) = program.variables.get(usize::from(at)) else { return true };
        let before = self.state(at);
        let whole = if variable.members.is_empty() { before } else { self.sum(variable, before) };
        let shift = Program::shift(variable, self.now);
        let mut rest = whole;
        while let Some(cell) = take_cell(variable, &mut rest, shift) {
            self.put(at, variable, cell, shift);
            if !self.from(depth + 1, visitor) {
                return false;
            }
        }
        self.put(at, variable, before, shift);
        true
    }

    fn state(&self, variable: u16) -> State {
        self.states.get(usize::from(variable)).copied().unwrap_or(State::Flag(Truth::Unknown))
    }

    /// What a sum can be while its members are in their present cells.
    fn sum(&self, variable: &Variable, otherwise: State) -> State {
        let About::Number(form) = &variable.about else { return otherwise };
        let members = variable.members.iter().map(|member| match self.state(*member) {
            State::Numbers(numbers) => numbers,
            _ => Numbers::only_never(),
        });
        State::Numbers(sum(form.terms.iter().zip(members)))
    }

    /// Puts a variable into a cell and lets its leaves answer.
    pub(crate) fn put(&mut self, at: u16, variable: &Variable, cell: State, shift: i128) {
        if let Some(state) = self.states.get_mut(usize::from(at)) {
            *state = cell;
        }
        for leaf in &variable.leaves {
            if u32::from(*leaf) < u128::BITS && self.heard >> leaf & 1 == 0 {
                continue;
            }
            let test = self.program.leaves.get(usize::from(*leaf));
            if let (Some(Leaf { test, .. }), Some(truth)) = (test, self.truths.get_mut(usize::from(*leaf))) {
                *truth = answer(*test, cell, shift);
            }
        }
    }
}

/// The next cell of a variable within `rest`, which is left without it; `None` when nothing is left.
pub(crate) fn take_cell(variable: &Variable, rest: &mut State, shift: i128) -> Option<State> {
    match rest {
        State::Flag(truth) => {
            let (cell, left) = match truth {
                Truth::Unknown => (Truth::False, State::Flag(Truth::True)),
                decided => (*decided, State::Words(0)),
            };
            *rest = left;
            Some(State::Flag(cell))
        }
        State::Words(0) => None,
        State::Words(words) => {
            let class = variable.classes.iter().map(|class| class & *words).find(|class| *class != 0);
            let cell = class.unwrap_or(*words);
            *words &= !cell;
            Some(State::Words(cell))
        }
        State::Numbers(numbers) if numbers.is_empty() => {
            let cell = numbers.never.then(|| State::Numbers(Numbers::only_never()));
            numbers.never = false;
            cell
        }
        State::Numbers(numbers) => {
            let end = variable.cuts.iter().map(|cut| cut + shift).find(|cut| *cut > numbers.lo);
            let hi = end.map_or(numbers.hi, |end| numbers.hi.min(end - 1));
            let cell = Numbers::between(numbers.lo, hi);
            numbers.lo = hi + 1;
            Some(State::Numbers(cell))
        }
    }
}
