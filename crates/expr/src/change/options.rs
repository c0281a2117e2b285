//! What a fact could become: the cells into which the leaves cut it, nearest first.

use crate::change::search::Search;
use crate::known::{InstantKnown, Known, Snapshot};
use crate::program::{About, Domain, Variable};
use crate::schema::Slot;
use crate::state::{Numbers, State, moment, nanoseconds};
use crate::truth::Truth;
use crate::walk::take_cell;

impl Search<'_> {
    /// What a fact could become: its cells, those it can already be in first, then by their distance.
    pub(super) fn options_of(&self, slot: Slot) -> Vec<Known> {
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
