//! Why: the fewest parts of an expression that decide its answer by themselves.

use crate::evaluate::Answer;
use crate::expr::Expr;
use crate::known::Snapshot;
use crate::limits::{MOST_CASES, MOST_PARTS};
use crate::program::Op;
use crate::schema::Slot;
use crate::truth::Truth;
use crate::walk::ALL_HEARD;
use std::ops::Range;

/// An answer with the parts that decide it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation<'a> {
    /// The answer.
    pub answer: Answer,
    /// Where the answer is true or false: parts that decide it whatever all others say, none of which could be left
    /// out; among several such choices the one with the earlier parts. Where it is unknown: the parts that leave it
    /// open. In the order of the text.
    pub parts: Vec<Part<'a>>,
    /// No part list decides alone what each part answers: the parts decide together, in every case there can be
    /// (`p > 9 || p <= 9`).
    pub by_cases: bool,
}

/// A comparison, yes/no fact or call of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<'a> {
    /// Its place, in bytes.
    pub span: Range<usize>,
    /// As it was written.
    pub text: &'a str,
    /// What it answers by itself.
    pub truth: Truth,
    /// The facts it asks about, in catalogue order.
    pub facts: Vec<Slot>,
}

impl Expr {
    /// The answer and why: see [`Explanation`].
    pub fn explain(&self, snapshot: &Snapshot<'_>) -> Explanation<'_> {
        let answer = self.evaluate(snapshot);
        let mut truths = [Truth::Unknown; MOST_PARTS];
        for (leaf, truth) in (0..).zip(truths.iter_mut().take(self.program.leaves.len())) {
            *truth = self.program.leaf(leaf, snapshot);
        }
        if !answer.truth.is_decided() {
            let mut open = 0;
            self.open(self.root(), &truths, &mut open);
            return Explanation { answer, parts: self.parts(open, &truths), by_cases: false };
        }
        let decides = |heard: u128| self.kleene_of(&truths, heard) == answer.truth;
        let by_cases = !decides(ALL_HEARD);
        let deciding = if by_cases {
            self.fewest(|heard| {
                self.program.by_cases(self.root(), snapshot, heard, &mut { MOST_CASES }) == answer.truth
            })
        } else {
            self.fewest(decides)
        };
        Explanation { answer, parts: self.parts(deciding, &truths), by_cases }
    }

    /// What Kleene logic answers when only the `heard` leaves speak.
    fn kleene_of(&self, truths: &[Truth], heard: u128) -> Truth {
        self.program.kleene(self.root(), &|leaf| {
            let truth = truths.get(usize::from(leaf)).copied().unwrap_or(Truth::Unknown);
            if heard >> leaf & 1 == 1 { truth } else { Truth::Unknown }
        })
    }

    /// The leaves left when parts are dropped from the last to the first as long as the rest still `decides`.
    /// Hearing more never undoes a decision, so that one pass leaves no part that could be dropped.
    fn fewest(&self, decides: impl Fn(u128) -> bool) -> u128 {
        let mut heard = ALL_HEARD;
        let mut end = self.places.len();
        while end > 0 {
            let start = self.part_start(end - 1);
            let without = (start..end).fold(heard, |heard, leaf| heard & !(1 << leaf));
            if decides(without) {
                heard = without;
            }
            end = start;
        }
        heard
    }

    /// The first leaf of the part to which a leaf belongs: `p in [1, 2]` is one part with two leaves.
    fn part_start(&self, leaf: usize) -> usize {
        let place = self.places.get(leaf);
        (0..leaf).rev().take_while(|earlier| self.places.get(*earlier) == place).last().unwrap_or(leaf)
    }

    /// Collects the undecided leaves below ops that are themselves undecided.
    fn open(&self, op: u16, truths: &[Truth], found: &mut u128) {
        let leaf = |at: u16| truths.get(usize::from(at)).copied().unwrap_or(Truth::Unknown);
        if self.program.kleene(op, &leaf).is_decided() {
            return;
        }
        match self.program.ops.get(usize::from(op)).copied() {
            Some(Op::Leaf(at)) => *found |= 1 << at,
            Some(Op::Not(inner)) => self.open(inner, truths, found),
            Some(Op::Same(left, right)) => {
                self.open(left, truths, found);
                self.open(right, truths, found);
            }
            Some(Op::All { first, count } | Op::Any { first, count } | Op::AtLeast { first, count, .. }) => {
                self.program.children(first, count).iter().for_each(|child| self.open(*child, truths, found));
            }
            Some(Op::Constant(_)) | None => {}
        }
    }

    /// The parts whose leaves are among `chosen`.
    fn parts(&self, chosen: u128, truths: &[Truth; MOST_PARTS]) -> Vec<Part<'_>> {
        let mut parts: Vec<Part<'_>> = Vec::with_capacity(self.places.len());
        let mut start = 0;
        while let Some(span) = self.places.get(start) {
            let same = self.places.iter().skip(start).take_while(|place| *place == span).count();
            let leaves = start..start + same;
            if leaves.clone().any(|leaf| chosen >> leaf & 1 == 1) {
                parts.push(self.part(span.clone(), leaves, truths));
            }
            start += same;
        }
        parts
    }

    fn part(&self, span: Range<usize>, leaves: Range<usize>, truths: &[Truth; MOST_PARTS]) -> Part<'_> {
        // The leaves of one part are alternatives.
        let answers = truths.get(leaves.clone()).unwrap_or_default();
        let truth = answers.iter().copied().max().unwrap_or(Truth::Unknown);
        let mut facts = Vec::new();
        for leaf in self.program.leaves.get(leaves).unwrap_or_default() {
            let variable = self.program.variables.get(usize::from(leaf.variable));
            facts.extend(variable.iter().flat_map(|variable| variable.slots()));
        }
        facts.sort_unstable();
        facts.dedup();
        let text = self.text().get(span.clone()).unwrap_or_default();
        Part { span, text, truth, facts }
    }
}
