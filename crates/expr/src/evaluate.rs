//! Asking: Kleene logic first, cells where it says unknown, and until when the answer holds.

use jiff::Timestamp;

use crate::known::Snapshot;
use crate::limits::{MOST_CASES, MOST_PARTS, MOST_VARIABLES};
use crate::program::{Op, Program};
use crate::state::{State, nanoseconds};
use crate::truth::Truth;
use crate::walk::{ALL_HEARD, Next, Visitor, Walk};

/// What an expression answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// True or false if every completion of the facts says so, else unknown.
    pub truth: Truth,
    /// The first moment at which the answer becomes another by time alone, the facts staying as they are known;
    /// `None` if it never does. Asked too much (`limits::MOST_STEPS`), an earlier moment: ask again then.
    pub until: Option<Timestamp>,
}

impl Program {
    /// What an op answers when the leaves answer so, each taken for itself (Kleene).
    pub(crate) fn kleene(&self, op: u16, leaf: &impl Fn(u16) -> Truth) -> Truth {
        let Some(op) = self.ops.get(usize::from(op)) else { return Truth::Unknown };
        match *op {
            Op::Constant(value) => value.into(),
            Op::Leaf(at) => leaf(at),
            Op::Not(inner) => !self.kleene(inner, leaf),
            Op::Same(left, right) => self.kleene(left, leaf).same(self.kleene(right, leaf)),
            Op::All { first, count } => self.first_of(Truth::False, self.children(first, count), leaf),
            Op::Any { first, count } => self.first_of(Truth::True, self.children(first, count), leaf),
            Op::AtLeast { least, first, count } => self.at_least(least, self.children(first, count), leaf),
        }
    }

    /// `decisive` if one of the ops says so; its opposite if all say that; else unknown.
    fn first_of(&self, decisive: Truth, ops: &[u16], leaf: &impl Fn(u16) -> Truth) -> Truth {
        let mut answer = !decisive;
        for op in ops {
            match self.kleene(*op, leaf) {
                truth if truth == decisive => return decisive,
                Truth::Unknown => answer = Truth::Unknown,
                _ => {}
            }
        }
        answer
    }

    fn at_least(&self, least: u16, ops: &[u16], leaf: &impl Fn(u16) -> Truth) -> Truth {
        let (mut certain, mut possible) = (0, 0);
        for op in ops {
            let truth = self.kleene(*op, leaf);
            certain += u16::from(truth == Truth::True);
            possible += u16::from(truth != Truth::False);
        }
        match (certain >= least, possible >= least) {
            (true, _) => Truth::True,
            (_, false) => Truth::False,
            _ => Truth::Unknown,
        }
    }

    /// What the expression answers to a snapshot. Nothing is allocated.
    pub(crate) fn truth(&self, root: u16, snapshot: &Snapshot<'_>) -> Truth {
        self.truth_within(root, snapshot, &mut { MOST_CASES + 1 })
    }

    /// The same, where `left` counts down the combinations that may still be looked at.
    pub(crate) fn truth_within(&self, root: u16, snapshot: &Snapshot<'_>, left: &mut usize) -> Truth {
        *left = left.saturating_sub(1);
        let simple = self.kleene(root, &|leaf| self.leaf(leaf, snapshot));
        if simple.is_decided() || self.shared.is_empty() {
            return simple;
        }
        self.by_cases(root, snapshot, ALL_HEARD, left)
    }

    /// What it answers in every combination of cells, when only the `heard` leaves answer. An answer takes at most
    /// `MOST_CASES` combinations, and no more than are `left`.
    pub(crate) fn by_cases(
        &self,
        root: u16,
        snapshot: &Snapshot<'_>,
        heard: u128,
        left: &mut usize,
    ) -> Truth {
        let mut states = [State::Words(0); MOST_VARIABLES];
        let mut truths = [Truth::Unknown; MOST_PARTS];
        let (Some(states), Some(truths)) =
            (states.get_mut(..self.variables.len()), truths.get_mut(..self.leaves.len()))
        else {
            return Truth::Unknown;
        };
        let now = nanoseconds(snapshot.now);
        let mut walk = Walk { program: self, order: &self.shared, states, truths, heard, now };
        walk.look(snapshot);
        let allowed = MOST_CASES.min(*left);
        let mut cases = Cases { root, agreed: None, left: allowed };
        let finished = walk.run(&mut cases);
        *left -= allowed - cases.left;
        if finished { cases.agreed.unwrap_or(Truth::Unknown) } else { Truth::Unknown }
    }
}

impl Walk<'_> {
    /// Takes in what a snapshot says about every variable.
    pub(crate) fn look(&mut self, snapshot: &Snapshot<'_>) {
        for (at, variable) in (0..).zip(&self.program.variables) {
            self.put(at, variable, snapshot.state(variable), Program::shift(variable, self.now));
        }
    }
}

/// Asks whether all cases agree, and stops at the first that does not or decides nothing.
struct Cases {
    root: u16,
    agreed: Option<Truth>,
    left: usize,
}

impl Visitor for Cases {
    fn visit(&mut self, walk: &Walk<'_>, whole: bool) -> Next {
        if self.left == 0 {
            return Next::Stop;
        }
        self.left -= 1;
        let leaf = |at: u16| walk.truths.get(usize::from(at)).copied().unwrap_or(Truth::Unknown);
        let truth = walk.program.kleene(self.root, &leaf);
        match (truth.is_decided(), self.agreed) {
            (true, Some(agreed)) if agreed != truth => Next::Stop,
            (true, _) => {
                self.agreed = Some(truth);
                Next::Skip
            }
            (false, _) if whole => Next::Stop,
            (false, _) => Next::Split,
        }
    }
}
