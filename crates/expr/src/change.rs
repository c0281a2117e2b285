//! What would change the answer: the fewest facts, and for each the nearest values that do it.

use crate::expr::Expr;
use crate::known::{InstantKnown, Known, Snapshot};
use crate::limits::MOST_TRIALS;
use crate::program::{About, Domain, Variable};
use crate::schema::Slot;
use crate::state::{Numbers, State, moment, nanoseconds};
use crate::truth::Truth;
use crate::walk::take_cell;

/// Facts which, once known like this, give another answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What would have to be known, in catalogue order; all else stays as it is.
    pub needs: Vec<Need>,
    /// The answer then.
    pub then: Truth,
}

/// A fact and what would have to be known of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// The fact.
    pub slot: Slot,
    /// Any value in here will do.
    pub needed: Known,
}

/// The changes found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// The ways to another answer with the fewest facts, in catalogue order, the nearest values of each. For an
    /// unknown answer first those that make it true, then those that make it false.
    pub found: Vec<Change>,
    /// The search was given up before all combinations of facts were tried: there may be ways not listed.
    pub given_up: bool,
}

impl Expr {
    /// What would change the answer. Levels are no facts and stay as they are; what is known of a fact may become
    /// more exact or be corrected, but nothing becomes unknown again.
    pub fn what_would_change(&self, snapshot: &Snapshot<'_>) -> Changes {
        let truth = self.program.truth(self.root(), snapshot);
        let targets: &[Truth] = match truth {
            Truth::True => &[Truth::False],
            Truth::False => &[Truth::True],
            Truth::Unknown => &[Truth::True, Truth::False],
        };
        let mut known = snapshot.known.to_vec();
        let slots = self.facts().last().map_or(0, |slot| slot.index() + 1);
        // A slot without knowledge gets a place, so that it can be changed; any misfit counts as unknown.
        known.resize(known.len().max(slots), Known::Bool(Truth::Unknown));
        let mut search = Search { expr: self, snapshot, known, options: Vec::new(), left: MOST_TRIALS };
        search.options = self.facts().iter().map(|slot| (*slot, search.options_of(*slot))).collect();
        let mut changes = Changes::default();
        for target in targets {
            search.fewest(*target, &mut changes);
        }
        changes
    }
}

struct Search<'a> {
    expr: &'a Expr,
    snapshot: &'a Snapshot<'a>,
    /// What is known, with the changes on trial.
    known: Vec<Known>,
    /// What each fact could become, nearest first.
    options: Vec<(Slot, Vec<Known>)>,
    left: usize,
}

impl Search<'_> {
    fn truth(&mut self) -> Truth {
        let snapshot = Snapshot { known: &self.known, ..*self.snapshot };
        self.expr.program.truth_within(self.expr.root(), &snapshot, &mut self.left)
    }

    /// Adds the changes to `target` with the fewest facts.
    fn fewest(&mut self, target: Truth, changes: &mut Changes) {
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

    fn at(&self, slot: Slot) -> Known {
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

    fn terms_of(&self, slot: Slot) -> impl Iterator<Item = (&Variable, Domain)> {
        self.expr.program.variables.iter().filter_map(move |variable| match &variable.about {
            About::Number(form) => {
                form.terms.iter().find(|term| term.slot == slot).map(|term| (variable, term.domain))
            }
            _ => None,
        })
    }

    /// What a fact could become: its cells, those it can already be in first, then by their distance.
    fn options_of(&self, slot: Slot) -> Vec<Known> {
        let about = |variable: &&Variable| variable.slots().contains(&slot);
        let variables: Vec<&Variable> = self.expr.program.variables.iter().filter(about).collect();
        let mut options = Vec::new();
        for variable in &variables {
            match &variable.about {
                About::Flag(_) => options.extend([Known::Bool(Truth::True), Known::Bool(Truth::False)]),
                About::Choice { all, .. } => options.extend(self.choices(slot, variable, *all)),
                _ => {}
            }
        }
        options.extend(self.sets(slot, &variables));
        options.extend(self.numbers(slot));
        for variable in &variables {
            if let About::Knowledge { nothing, .. } = &variable.about {
                options.push(self.at(slot));
                let exact: Vec<Known> =
                    options.iter().filter_map(|option| exactly(option, nothing)).collect();
                options.extend(exact);
            }
        }
        options.retain(|option| *option != self.at(slot));
        options
    }

    fn choices(&self, slot: Slot, variable: &Variable, all: u64) -> Vec<Known> {
        let now = match self.at(slot) {
            Known::Enum { possible } => possible,
            _ => all,
        };
        let inside = variable.classes.iter().map(|class| class & now);
        let outside = variable.classes.iter().map(|class| class & !now);
        let cells = inside.chain(outside).filter(|class| *class != 0);
        cells.map(|possible| Known::Enum { possible }).collect()
    }

    /// Every way to settle words of a set: fewer words first.
    fn sets(&self, slot: Slot, variables: &[&Variable]) -> Vec<Known> {
        let words: Vec<(u64, u64)> = variables
            .iter()
            .filter_map(|variable| match variable.about {
                About::Member { bit, all, .. } => Some((bit, all)),
                _ => None,
            })
            .collect();
        let (certain, possible) = match (self.at(slot), words.first()) {
            (Known::Set { certain, possible }, _) => (certain, possible),
            (_, Some((_, all))) => (0, *all),
            _ => return Vec::new(),
        };
        let mut ways = vec![(0, certain, possible)];
        for (bit, _) in words.iter().take(6) {
            let settled = |(touched, certain, possible): &(u32, u64, u64)| {
                [(touched + 1, certain | bit, possible | bit), (touched + 1, certain & !bit, possible & !bit)]
            };
            ways.extend(ways.iter().flat_map(settled).collect::<Vec<_>>());
        }
        ways.sort_by_key(|(touched, ..)| *touched);
        ways.into_iter().map(|(_, certain, possible)| Known::Set { certain, possible }).collect()
    }

    /// The cells of a number, with the bounds that sums put on it while their other facts stay as they are.
    fn numbers(&self, slot: Slot) -> Vec<Known> {
        let Some((_, domain)) = self.terms_of(slot).next() else { return Vec::new() };
        let whole = match domain {
            Domain::Int { min, max } | Domain::Elapsed { min, max, .. } => {
                Numbers::between(i128::from(min), i128::from(max))
            }
            Domain::Instant => Numbers {
                lo: nanoseconds(jiff::Timestamp::MIN),
                hi: nanoseconds(jiff::Timestamp::MAX),
                never: true,
            },
        };
        let mut cut = Variable {
            about: About::Flag(slot),
            leaves: Vec::new(),
            classes: Vec::new(),
            cuts: self.cuts(slot),
            members: Vec::new(),
        };
        let now = self.range(slot, whole);
        // What is known now is an edge too: inside it is nearer than outside.
        cut.cuts.extend([now.lo, now.hi + 1]);
        cut.cuts.sort_unstable();
        let mut rest = State::Numbers(whole);
        let mut cells = Vec::new();
        while let Some(State::Numbers(cell)) = take_cell(&cut, &mut rest, 0) {
            let far = if cell.is_empty() {
                i128::MAX - i128::from(now.never)
            } else {
                (cell.lo - now.hi).max(now.lo - cell.hi).max(0)
            };
            cells.push((far, cell));
        }
        cells.sort_by_key(|(far, _)| *far);
        cells.into_iter().filter_map(|(_, cell)| known_of(cell, domain)).collect()
    }

    /// What is known of a number, or else all it can be.
    fn range(&self, slot: Slot, whole: Numbers) -> Numbers {
        match self.at(slot) {
            Known::Int { lo, hi } | Known::Elapsed { lo, hi } => {
                Numbers::between(i128::from(lo), i128::from(hi))
            }
            Known::Instant(instant) => match instant.range() {
                Some((lo, hi)) => {
                    Numbers { lo: nanoseconds(lo), hi: nanoseconds(hi), never: instant.may_be_never() }
                }
                None => Numbers { lo: whole.lo, hi: whole.lo, never: true },
            },
            _ => whole,
        }
    }

    /// Where the leaves about a number change their answer, as far as it depends on this number.
    fn cuts(&self, slot: Slot) -> Vec<i128> {
        let now = nanoseconds(self.snapshot.now);
        let mut cuts = Vec::new();
        for variable in &self.expr.program.variables {
            let About::Number(form) = &variable.about else { continue };
            let Some(term) = form.terms.iter().find(|term| term.slot == slot) else { continue };
            let others = form.terms.iter().filter(|other| other.slot != slot);
            let numbers = |term: &crate::program::Term| {
                let single = crate::program::Form::single(*term);
                let about = About::Number(single);
                let (leaves, members) = (Vec::new(), Vec::new());
                let alone = Variable { about, leaves, classes: Vec::new(), cuts: Vec::new(), members };
                match (Snapshot { known: &self.known, ..*self.snapshot }).state(&alone) {
                    State::Numbers(numbers) => numbers,
                    _ => Numbers::only_never(),
                }
            };
            let rest = crate::state::sum(others.map(|other| (other, numbers(other))));
            for bound in variable.cuts.iter().map(|cut| cut + form.rate * now) {
                for rest in [rest.lo, rest.hi] {
                    let at = if term.plus { bound - rest } else { rest - bound + 1 };
                    cuts.push(-((-at).div_euclid(term.unit())));
                }
            }
        }
        cuts
    }
}

/// One value of the option; one of all that can be if the option says nothing about such a fact.
fn exactly(known: &Known, nothing: &Known) -> Option<Known> {
    let alike = std::mem::discriminant(known) == std::mem::discriminant(nothing);
    Some(match *if alike { known } else { nothing } {
        Known::Int { lo, .. } => Known::Int { lo, hi: lo },
        Known::Elapsed { lo, .. } => Known::Elapsed { lo, hi: lo },
        Known::Enum { possible } => Known::Enum { possible: possible & possible.wrapping_neg() },
        Known::Instant(instant) => {
            Known::Instant(instant.range().map_or(InstantKnown::Never, |(lo, _)| InstantKnown::at(lo)))
        }
        Known::Bool(Truth::Unknown) => Known::Bool(Truth::True),
        Known::Bool(truth) => Known::Bool(truth),
        Known::Set { certain, .. } => Known::Set { certain, possible: certain },
    })
}

fn known_of(cell: Numbers, domain: Domain) -> Option<Known> {
    if cell.is_empty() {
        return Some(Known::Instant(InstantKnown::Never));
    }
    let whole = |value: i128| i64::try_from(value).ok();
    Some(match domain {
        Domain::Int { .. } => Known::Int { lo: whole(cell.lo)?, hi: whole(cell.hi)? },
        Domain::Elapsed { .. } => Known::Elapsed { lo: whole(cell.lo)?, hi: whole(cell.hi)? },
        Domain::Instant => Known::Instant(InstantKnown::Between(moment(cell.lo)?, moment(cell.hi)?)),
    })
}
