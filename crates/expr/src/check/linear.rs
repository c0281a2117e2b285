//! Sums of numbers, lengths of time and moments: `Σ ±fact + now·k + constant`.

use messages::Message;

use super::Checker;
use crate::ast::Relation;
use crate::fault::FaultKind;
use crate::limits::MOST_TERMS;
use crate::program::{Domain, Form, Term, Test};
use crate::schema::{Schema, Slot};
use crate::types::Type;

/// Nanoseconds in a second.
pub(crate) const SECOND: i128 = 1_000_000_000;

/// What a sum counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Int,
    Elapsed,
    Instant,
}

impl Unit {
    /// What a reader calls it.
    pub(super) fn message(self) -> Message {
        Message::new(match self {
            Unit::Int => "expr-type-int",
            Unit::Elapsed => "expr-type-elapsed",
            Unit::Instant => "expr-type-instant",
        })
    }

    /// The unit of a sum (or difference) of two, where it means something.
    fn plus(self, other: Unit, plus: bool) -> Option<Unit> {
        match (self, other, plus) {
            (Unit::Int, Unit::Int, _) => Some(Unit::Int),
            (Unit::Elapsed, Unit::Elapsed, _) | (Unit::Instant, Unit::Instant, false) => Some(Unit::Elapsed),
            (Unit::Instant, Unit::Elapsed, _) | (Unit::Elapsed, Unit::Instant, true) => Some(Unit::Instant),
            _ => None,
        }
    }
}

/// A sum.
#[derive(Debug, Clone)]
pub(super) struct Linear {
    pub(super) unit: Unit,
    /// Facts with how often they are added, in slot order.
    terms: Vec<(Slot, i32)>,
    /// How often `now` is added.
    now: i32,
    /// In ones, or in seconds.
    constant: i128,
}

impl Linear {
    pub(super) fn constant(unit: Unit, constant: i64) -> Linear {
        Linear { unit, terms: Vec::new(), now: 0, constant: i128::from(constant) }
    }

    pub(super) fn now() -> Linear {
        Linear { unit: Unit::Instant, terms: Vec::new(), now: 1, constant: 0 }
    }

    pub(super) fn fact(unit: Unit, slot: Slot) -> Linear {
        Linear { unit, terms: vec![(slot, 1)], now: 0, constant: 0 }
    }

    pub(super) fn negated(mut self) -> Linear {
        self.terms.iter_mut().for_each(|(_, count)| *count = -*count);
        self.now = -self.now;
        self.constant = -self.constant;
        self
    }

    /// The sum, or with `plus` false the difference, where the units allow it. Terms that cancel out stay, with 0.
    pub(super) fn plus(self, other: Linear, plus: bool) -> Option<Linear> {
        let unit = self.unit.plus(other.unit, plus)?;
        let other = if plus { other } else { other.negated() };
        let mut terms = self.terms;
        for (slot, count) in other.terms {
            match terms.binary_search_by_key(&slot, |(slot, _)| *slot) {
                Ok(at) => terms.iter_mut().skip(at).take(1).for_each(|(_, present)| *present += count),
                Err(at) => terms.insert(at, (slot, count)),
            }
        }
        Some(Linear { unit, terms, now: self.now + other.now, constant: self.constant + other.constant })
    }

    /// As a form compared with a bound; `None` if no fact takes part. The bound is a constant: `form relation bound`
    /// holds exactly if `self relation 0` does.
    pub(super) fn solved(&self, relation: Relation, schema: &Schema) -> Option<(Form, Relation, i128)> {
        let (_, first) = self.terms.first()?;
        let sign = i128::from(first.signum());
        let moment = |slot: &Slot| matches!(schema.fact(*slot).map(|fact| &fact.kind), Some(Type::Instant));
        // Moments count in nanoseconds; a sum without one stays in whole seconds, so that its cells hold whole ones.
        let in_nanoseconds = self.now != 0 || self.terms.iter().any(|(slot, _)| moment(slot));
        let unit = if in_nanoseconds { SECOND } else { 1 };
        let term = |(slot, count): &(Slot, i32)| {
            let domain = match schema.fact(*slot).map(|fact| &fact.kind) {
                Some(Type::Int { min, max }) => Domain::Int { min: *min, max: *max },
                Some(Type::Elapsed { min, max }) => Domain::Elapsed { min: *min, max: *max, unit },
                _ => Domain::Instant,
            };
            Term { slot: *slot, plus: i128::from(count.signum()) == sign, domain }
        };
        let form = Form { terms: self.terms.iter().map(term).collect(), rate: -sign * i128::from(self.now) };
        let relation = if sign < 0 { relation.mirrored() } else { relation };
        Some((form, relation, -sign * self.constant * unit))
    }

    /// Whether the constant alone stands in `relation` to 0.
    pub(super) fn constant_answer(&self, relation: Relation) -> bool {
        relation.holds(self.constant, 0)
    }
}

impl Checker<'_> {
    /// The fault of a sum that counts a fact twice or not at all, or has too many.
    pub(super) fn doubled(&self, sum: &Linear) -> Option<FaultKind> {
        if let Some((slot, _)) = sum.terms.iter().find(|(_, count)| count.abs() != 1) {
            let fact = self.schema.fact(*slot).map(|fact| fact.name.clone()).unwrap_or_default();
            return Some(FaultKind::CountedTwice { fact });
        }
        (sum.terms.len() > MOST_TERMS).then_some(FaultKind::LongSum { most: MOST_TERMS })
    }
}

/// `relation bound` as a test.
pub(super) fn test(relation: Relation, bound: i128) -> Test {
    match relation {
        Relation::Less => Test::Below(bound),
        Relation::LessOrEqual => Test::Below(bound + 1),
        Relation::Greater => Test::From(bound + 1),
        Relation::GreaterOrEqual => Test::From(bound),
        Relation::Equal => Test::At(bound),
        Relation::NotEqual => Test::NotAt(bound),
    }
}

/// The least and greatest value of a form by its declarations; `None` if a moment takes part.
pub(super) fn declared_range(form: &Form) -> Option<(i128, i128)> {
    form.terms.iter().try_fold((0, 0), |(least, greatest), term| {
        let (min, max) = match term.domain {
            Domain::Int { min, max } => (i128::from(min), i128::from(max)),
            Domain::Elapsed { min, max, unit } => (i128::from(min) * unit, i128::from(max) * unit),
            Domain::Instant => return None,
        };
        Some(if term.plus { (least + min, greatest + max) } else { (least - max, greatest - min) })
    })
}
