use crate::cells::example::{example, known_of};
use crate::cells::{Reversal, Worse, leaf};
use crate::known::Known;
use crate::state::State;
use crate::truth::Truth;
use crate::walk::{ALL_HEARD, Next, Visitor, Walk};

/// Looks for a case where a worse value of one fact turns true into false.
pub(super) struct Reversals<'a> {
    root: u16,
    own: &'a [u16],
    worse: Worse,
    pub(super) found: Option<Reversal>,
    pub(super) left: usize,
}

impl<'a> Reversals<'a> {
    pub(super) fn within(budget: usize, root: u16, own: &'a [u16], worse: Worse) -> Reversals<'a> {
        Reversals { root, own, worse, found: None, left: budget }
    }
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
