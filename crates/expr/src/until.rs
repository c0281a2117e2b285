//! Until when an answer holds by itself.
//!
//! Bounds made of `now` move past the range of what is known. The answer can change only at a moment when such a
//! bound enters or leaves a range (of the fact, or of a sum inside the cells of its facts); so those moments are
//! tried one after another, and the first with another answer is it.

use crate::evaluate::Answer;
use crate::known::Snapshot;
use crate::limits::{MOST_CASES, MOST_CORNERS, MOST_STEPS};
use crate::program::{About, Form, Program, Variable};
use crate::state::{NEVER, Numbers, State, moment, nanoseconds};

/// A value that moves with time: `base + rate · now`.
#[derive(Debug, Clone, Copy)]
struct Moving {
    base: i128,
    rate: i128,
}

impl Moving {
    /// The first moment after `now` at which the value rises to 0, or falls below it.
    fn crossing(self, now: i128) -> Option<i128> {
        let at = match self.rate {
            0 => return None,
            // Smallest n with base + rate·n ≥ 0.
            rate if rate > 0 => ceil_div(-self.base, rate),
            // Smallest n with base + rate·n ≤ -1.
            rate => ceil_div(self.base + 1, -rate),
        };
        (at > now).then_some(at)
    }

    fn minus(self, other: Moving) -> Moving {
        Moving { base: self.base - other.base, rate: self.rate - other.rate }
    }
}

fn ceil_div(value: i128, by: i128) -> i128 {
    -((-value).div_euclid(by))
}

impl Program {
    /// The answer to a snapshot with the moment it ends.
    pub(crate) fn answer(&self, root: u16, snapshot: &Snapshot<'_>) -> Answer {
        let truth = self.truth(root, snapshot);
        if !self.moves {
            return Answer { truth, until: None };
        }
        let mut now = nanoseconds(snapshot.now);
        let (mut steps, mut cases) = (MOST_STEPS, 4 * MOST_CASES);
        while let Some(next) = self.next_crossing(snapshot, now) {
            let Some(later) = moment(next) else { break };
            let then = self.truth_within(root, &Snapshot { now: later, ..*snapshot }, &mut cases);
            if then != truth || steps == 0 || cases == 0 {
                return Answer { truth, until: Some(later) };
            }
            now = next;
            steps -= 1;
        }
        Answer { truth, until: None }
    }

    /// The first moment after `now` at which some bound enters or leaves a range.
    fn next_crossing(&self, snapshot: &Snapshot<'_>, now: i128) -> Option<i128> {
        let tested =
            self.variables.iter().filter(|variable| !variable.leaves.is_empty() && self.moving(variable));
        tested.filter_map(|variable| self.crossing_of(variable, snapshot, now)).min()
    }

    /// Whether time moves the bounds of a variable, or those of a fact in it.
    fn moving(&self, variable: &Variable) -> bool {
        let members = variable.members.iter().filter_map(|member| self.variables.get(usize::from(*member)));
        variable.rate() != 0
            || members.into_iter().any(|member| member.rate() != 0 && !member.cuts.is_empty())
    }

    /// Whether some moving sum has more corners than can be followed.
    pub(crate) fn is_tangled(&self) -> bool {
        let corners = |sum: &Variable| {
            let members = sum.members.iter().filter_map(|member| self.variables.get(usize::from(*member)));
            members.fold(1_usize, |corners, member| corners.saturating_mul(3 + 2 * member.cuts.len()))
        };
        self.variables
            .iter()
            .any(|sum| !sum.members.is_empty() && self.moving(sum) && corners(sum) > MOST_CORNERS)
    }

    fn crossing_of(&self, variable: &Variable, snapshot: &Snapshot<'_>, now: i128) -> Option<i128> {
        let About::Number(form) = &variable.about else { return None };
        let mut first: Option<i128> = None;
        self.each_edge(variable, form, snapshot, &mut |edge| {
            for cut in &variable.cuts {
                let bound = Moving { base: *cut, rate: form.rate };
                // The bound against the edge, and against the value behind it.
                for distance in [bound.minus(edge), bound.minus(Moving { base: edge.base + 1, ..edge })] {
                    first = distance.crossing(now).into_iter().chain(first).min();
                }
            }
        });
        first
    }

    /// The ends of what the variable can be: of the fact itself, or of a sum in each corner of its facts' cells.
    fn each_edge(
        &self,
        variable: &Variable,
        form: &Form,
        snapshot: &Snapshot<'_>,
        found: &mut dyn FnMut(Moving),
    ) {
        if variable.members.is_empty() {
            if let State::Numbers(numbers) = snapshot.state(variable) {
                ends(numbers).into_iter().flatten().for_each(|base| found(Moving { base, rate: 0 }));
            }
            return;
        }
        self.each_corner(variable, form, snapshot, 0, Moving { base: 0, rate: 0 }, found);
    }

    fn each_corner(
        &self,
        variable: &Variable,
        form: &Form,
        snapshot: &Snapshot<'_>,
        depth: usize,
        so_far: Moving,
        found: &mut dyn FnMut(Moving),
    ) {
        let (Some(term), Some(member)) = (form.terms.get(depth), variable.members.get(depth)) else {
            return found(so_far);
        };
        let Some(member) = self.variables.get(usize::from(*member)) else { return };
        let unit = term.unit();
        let mut step = |value: Moving| {
            let sign = if term.plus { unit } else { -unit };
            let next =
                Moving { base: so_far.base + sign * value.base, rate: so_far.rate + sign * value.rate };
            self.each_corner(variable, form, snapshot, depth + 1, next, found);
        };
        if let State::Numbers(numbers) = snapshot.state(member) {
            ends(numbers).into_iter().flatten().for_each(|base| step(Moving { base, rate: 0 }));
            let splits = numbers.lo < numbers.hi;
            for cut in member.cuts.iter().filter(|_| splits) {
                for base in [*cut - 1, *cut] {
                    step(Moving { base, rate: member.rate() });
                }
            }
        }
    }
}

/// The least and greatest value there can be, and never.
fn ends(numbers: Numbers) -> [Option<i128>; 3] {
    let range = !numbers.is_empty();
    [range.then_some(numbers.lo), range.then_some(numbers.hi), numbers.never.then_some(NEVER)]
}
