//! Which facts to change: one, then two, and so on, each through what it could become.

use crate::change::{Change, Changes, Need};
use crate::expr::Expr;
use crate::known::{Known, Snapshot};
use crate::limits::MOST_TRIALS;
use crate::program::{About, Domain, Variable};
use crate::schema::Slot;
use crate::truth::Truth;

pub(super) struct Search<'a> {
    pub(super) expr: &'a Expr,
    pub(super) snapshot: &'a Snapshot<'a>,
    /// What is known, with the changes on trial.
    pub(super) known: Vec<Known>,
    /// What each fact could become, nearest first.
    options: Vec<(Slot, Vec<Known>)>,
    left: usize,
}

impl<'a> Search<'a> {
    pub(super) fn new(expr: &'a Expr, snapshot: &'a Snapshot<'a>) -> Search<'a> {
        let mut known = snapshot.known.to_vec();
        let slots = expr.facts().last().map_or(0, |slot| slot.index() + 1);
        // A slot without knowledge gets a place, so that it can be changed; any misfit counts as unknown.
        known.resize(known.len().max(slots), Known::Bool(Truth::Unknown));
        let mut search = Search { expr, snapshot, known, options: Vec::new(), left: MOST_TRIALS };
        search.options = expr.facts().iter().map(|slot| (*slot, search.options_of(*slot))).collect();
        search
    }

    fn truth(&mut self) -> Truth {
        let snapshot = Snapshot { known: &self.known, ..*self.snapshot };
        self.expr.program.truth_within(self.expr.root(), &snapshot, &mut self.left)
    }

    /// Adds the changes to `target` with the fewest facts.
    pub(super) fn fewest(&mut self, target: Truth, changes: &mut Changes) {
        for facts in 1..=self.options.len() {
            let before = changes.found.len();
            self.choose(0, facts, &mut Vec::new(), target, changes);
            if changes.found.len() > before {
                return;
            }
            if self.left == 0 {
                changes.given_up = true;
                return;
            }
        }
    }

    /// Tries every choice of `more` facts from the `from`th on, besides the `chosen`.
    fn choose(
        &mut self,
        from: usize,
        more: usize,
        chosen: &mut Vec<usize>,
        target: Truth,
        changes: &mut Changes,
    ) {
        if more == 0 {
            let mut needs = Vec::new();
            if self.assign(chosen, target, &mut needs) {
                needs.sort_by_key(|need| need.slot);
                changes.found.push(Change { needs, then: target });
            }
            return;
        }
        for at in from..self.options.len() {
            if self.left == 0 {
                return;
            }
            chosen.push(at);
            self.choose(at + 1, more - 1, chosen, target, changes);
            chosen.pop();
        }
    }

    /// Finds the first options of the chosen facts that give `target`; the known stays as it was.
    fn assign(&mut self, chosen: &[usize], target: Truth, needs: &mut Vec<Need>) -> bool {
        let Some((first, rest)) = chosen.split_first() else { return self.truth() == target };
        let Some((slot, options)) = self.options.get(*first).cloned() else { return false };
        let before = self.at(slot);
        for option in options {
            if self.left == 0 {
                break;
            }
            self.set(slot, option);
            if self.assign(rest, target, needs) {
                let needed = self.widened(slot, before, option, needs, target);
                self.set(slot, before);
                needs.push(Need { slot, needed });
                return true;
            }
        }
        self.set(slot, before);
        false
    }

    pub(super) fn at(&self, slot: Slot) -> Known {
        self.known.get(slot.index()).copied().unwrap_or(Known::Bool(Truth::Unknown))
    }

    fn set(&mut self, slot: Slot, known: Known) {
        if let Some(place) = self.known.get_mut(slot.index()) {
            *place = known;
        }
    }

    /// The option, opened away from what is known now, if the answer stays: "at least 100,001", not one cell only.
    fn widened(&mut self, slot: Slot, before: Known, option: Known, needs: &[Need], target: Truth) -> Known {
        let saved: Vec<(Slot, Known)> = needs.iter().map(|need| (need.slot, self.at(need.slot))).collect();
        needs.iter().for_each(|need| self.set(need.slot, need.needed));
        let open = self.open_ended(slot, before, option);
        let works = open.is_some_and(|open| {
            self.set(slot, open);
            self.truth() == target
        });
        saved.into_iter().for_each(|(slot, known)| self.set(slot, known));
        open.filter(|_| works).unwrap_or(option)
    }

    fn open_ended(&self, slot: Slot, before: Known, option: Known) -> Option<Known> {
        let bounds = self.domain(slot)?;
        let widen = |lo: i64, hi: i64, was_lo: i64, was_hi: i64| {
            let (min, max) = bounds;
            if lo > was_hi {
                (lo, max)
            } else if hi < was_lo {
                (min, hi)
            } else if hi < was_hi && lo == was_lo {
                (lo, hi)
            } else {
                (lo, was_hi)
            }
        };
        Some(match (before, option) {
            (Known::Int { lo: was_lo, hi: was_hi }, Known::Int { lo, hi }) => {
                let (lo, hi) = widen(lo, hi, was_lo, was_hi);
                Known::Int { lo, hi }
            }
            (Known::Elapsed { lo: was_lo, hi: was_hi }, Known::Elapsed { lo, hi }) => {
                let (lo, hi) = widen(lo, hi, was_lo, was_hi);
                Known::Elapsed { lo, hi }
            }
            _ => return None,
        })
    }

    /// The least and greatest value of a numeric fact.
    fn domain(&self, slot: Slot) -> Option<(i64, i64)> {
        self.terms_of(slot).find_map(|(_, domain)| match domain {
            Domain::Int { min, max } | Domain::Elapsed { min, max, .. } => Some((min, max)),
            Domain::Instant => None,
        })
    }

    pub(super) fn terms_of(&self, slot: Slot) -> impl Iterator<Item = (&Variable, Domain)> {
        self.expr.program.variables.iter().filter_map(move |variable| match &variable.about {
            About::Number(form) => {
                form.terms.iter().find(|term| term.slot == slot).map(|term| (variable, term.domain))
            }
            _ => None,
        })
    }
}
