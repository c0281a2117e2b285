//! What a snapshot says about a variable, and what a test answers to it.

use jiff::Timestamp;

use crate::known::{Known, LevelKnown, Snapshot};
use crate::program::{About, Domain, Form, Program, Term, Test, Variable};
use crate::schema::Slot;
use crate::truth::Truth;
use crate::types::bits_below;

/// `never` as a number: so far beyond every moment that no difference of moments reaches it, yet so small that no
/// sum of them overflows. Two nevers cancel out: what never happens, never happens at the same time.
pub(crate) const NEVER: i128 = 1 << 100;

/// The values a variable can still have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Flag(Truth),
    Words(u64),
    Numbers(Numbers),
}

/// The values a number can still have: from `lo` to `hi`, and `NEVER` besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Numbers {
    /// Empty if `lo > hi`.
    pub(crate) lo: i128,
    pub(crate) hi: i128,
    pub(crate) never: bool,
}

impl Numbers {
    pub(crate) fn between(lo: i128, hi: i128) -> Numbers {
        Numbers { lo, hi, never: false }
    }

    pub(crate) fn only_never() -> Numbers {
        Numbers { lo: 1, hi: 0, never: true }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lo > self.hi
    }

    /// The least and greatest value, `NEVER` being one.
    fn hull(&self) -> (i128, i128) {
        match (self.is_empty(), self.never) {
            (true, _) => (NEVER, NEVER),
            (false, true) => (self.lo, NEVER),
            (false, false) => (self.lo, self.hi),
        }
    }
}

/// Nanoseconds since 1970.
pub(crate) fn nanoseconds(moment: Timestamp) -> i128 {
    moment.as_nanosecond()
}

/// The moment so many nanoseconds since 1970; `None` beyond the calendar.
pub(crate) fn moment(nanoseconds: i128) -> Option<Timestamp> {
    // Asked first, because the refusal of the calendar is a text in memory of its own.
    let range = Timestamp::MIN.as_nanosecond()..=Timestamp::MAX.as_nanosecond();
    if range.contains(&nanoseconds) { Timestamp::from_nanosecond(nanoseconds).ok() } else { None }
}

impl Snapshot<'_> {
    fn fact(&self, slot: Slot) -> Option<Known> {
        self.known.get(slot.index()).copied()
    }

    /// What is known about a variable. Missing and contradictory knowledge is none.
    pub(crate) fn state(&self, variable: &Variable) -> State {
        match &variable.about {
            About::Flag(slot) => State::Flag(match self.fact(*slot) {
                Some(Known::Bool(truth)) => truth,
                _ => Truth::Unknown,
            }),
            About::Member { slot, bit, all } => State::Flag(self.member(*slot, *bit, *all)),
            About::Choice { slot, all } => State::Words(match self.fact(*slot) {
                Some(Known::Enum { possible }) if possible != 0 && possible & !all == 0 => possible,
                _ => *all,
            }),
            About::Level { scale, all } => {
                State::Words(self.levels.get(usize::from(*scale)).map_or(*all, |level| levels(*level, *all)))
            }
            About::Number(form) => State::Numbers(self.form(form)),
            About::Knowledge { slot, .. } => {
                State::Flag(self.fact(*slot).is_some_and(|known| known.is_exact()).into())
            }
        }
    }

    fn member(&self, slot: Slot, bit: u64, all: u64) -> Truth {
        match self.fact(slot) {
            Some(Known::Set { certain, possible }) if certain & !possible == 0 && possible & !all == 0 => {
                match (certain & bit != 0, possible & bit != 0) {
                    (true, _) => Truth::True,
                    (false, false) => Truth::False,
                    (false, true) => Truth::Unknown,
                }
            }
            _ => Truth::Unknown,
        }
    }

    fn form(&self, form: &Form) -> Numbers {
        match form.terms.as_slice() {
            [term] => self.term(term),
            terms => sum(terms.iter().map(|term| (term, self.term(term)))),
        }
    }

    /// What is known about the number of a term, before its sign.
    fn term(&self, term: &Term) -> Numbers {
        match (term.domain, self.fact(term.slot)) {
            (Domain::Int { min, max }, Some(Known::Int { lo, hi }))
            | (Domain::Elapsed { min, max, .. }, Some(Known::Elapsed { lo, hi }))
                if min <= lo && lo <= hi && hi <= max =>
            {
                Numbers::between(i128::from(lo), i128::from(hi))
            }
            (Domain::Int { min, max } | Domain::Elapsed { min, max, .. }, _) => {
                Numbers::between(i128::from(min), i128::from(max))
            }
            (Domain::Instant, Some(Known::Instant(instant))) => match instant.range() {
                None => Numbers::only_never(),
                Some((lo, hi)) if lo <= hi => {
                    Numbers { lo: nanoseconds(lo), hi: nanoseconds(hi), never: instant.may_be_never() }
                }
                Some(_) => any_moment(),
            },
            (Domain::Instant, _) => any_moment(),
        }
    }
}

fn any_moment() -> Numbers {
    Numbers { lo: nanoseconds(Timestamp::MIN), hi: nanoseconds(Timestamp::MAX), never: true }
}

/// The places from `certain` to `possible` as bits, bit 0 for none.
fn levels(level: LevelKnown, all: u64) -> u64 {
    let place = |level: Option<u8>| level.map_or(0, |level| usize::from(level) + 1);
    let words = bits_below(place(level.possible) + 1) & !bits_below(place(level.certain)) & all;
    if words == 0 { all } else { words }
}

/// What a sum can be, from what its terms can be.
pub(crate) fn sum<'a>(terms: impl Iterator<Item = (&'a Term, Numbers)>) -> Numbers {
    let (lo, hi) = terms.fold((0, 0), |(lo, hi), (term, numbers)| {
        let unit = term.unit();
        let (least, greatest) = numbers.hull();
        if term.plus {
            (lo + least * unit, hi + greatest * unit)
        } else {
            (lo - greatest * unit, hi - least * unit)
        }
    });
    Numbers::between(lo, hi)
}

/// The answer of `test` when the variable can have any value of `state`; bounds are moved by `shift`.
pub(crate) fn answer(test: Test, state: State, shift: i128) -> Truth {
    match (test, state) {
        (Test::Holds, State::Flag(truth)) => truth,
        (Test::OneOf(words), State::Words(possible)) => match (possible & words != 0, possible & !words != 0)
        {
            (true, true) => Truth::Unknown,
            (some, _) => some.into(),
        },
        (Test::Below(bound), State::Numbers(numbers)) => below(numbers, bound + shift),
        (Test::From(bound), State::Numbers(numbers)) => !below(numbers, bound + shift),
        (Test::At(bound), State::Numbers(numbers)) => at(numbers, bound + shift),
        (Test::NotAt(bound), State::Numbers(numbers)) => !at(numbers, bound + shift),
        _ => Truth::Unknown,
    }
}

fn below(numbers: Numbers, bound: i128) -> Truth {
    let (lo, hi) = numbers.hull();
    if hi < bound {
        Truth::True
    } else if lo >= bound {
        Truth::False
    } else {
        Truth::Unknown
    }
}

fn at(numbers: Numbers, bound: i128) -> Truth {
    if numbers.is_empty() || bound < numbers.lo || bound > numbers.hi {
        Truth::False
    } else if numbers.lo == numbers.hi && !numbers.never {
        Truth::True
    } else {
        Truth::Unknown
    }
}

impl Program {
    /// How far the bounds of a variable have moved at `now`.
    pub(crate) fn shift(variable: &Variable, now: i128) -> i128 {
        variable.rate() * now
    }

    /// The answer of one leaf to a snapshot.
    pub(crate) fn leaf(&self, leaf: u16, snapshot: &Snapshot<'_>) -> Truth {
        let Some(leaf) = self.leaves.get(usize::from(leaf)) else { return Truth::Unknown };
        let Some(variable) = self.variables.get(usize::from(leaf.variable)) else { return Truth::Unknown };
        let shift = Program::shift(variable, nanoseconds(snapshot.now));
        answer(leaf.test, snapshot.state(variable), shift)
    }
}
