//! What a checked expression means: leaves that test variables, joined by logic.
//!
//! A *variable* is the smallest thing knowledge is about: a yes/no fact, one word of a set, a choice, a level, a
//! number, a sum of numbers, or the knowledge of a fact itself. A *leaf* is one comparison (or yes/no fact, or
//! call) of the text: a test of one variable. Two leaves that test the same variable are correlated; that is what
//! the enumerator over cells (`walk`) knows and Kleene logic does not.

use crate::known::Known;
use crate::schema::Slot;

/// A leaf of an expression: a test of one variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Leaf {
    pub(crate) variable: u16,
    pub(crate) test: Test,
}

/// What a leaf asks of its variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Test {
    /// A flag is set.
    Holds,
    /// A choice is one of these words.
    OneOf(u64),
    /// A number is below the bound.
    Below(i128),
    /// A number is the bound or above.
    From(i128),
    /// A number is the bound.
    At(i128),
    /// A number is not the bound.
    NotAt(i128),
}

/// A variable with what splits it into cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Variable {
    pub(crate) about: About,
    /// The leaves that test it.
    pub(crate) leaves: Vec<u16>,
    /// Of a choice: its words sorted into those that no leaf tells apart.
    pub(crate) classes: Vec<u64>,
    /// Of a number: where one cell ends and the next begins (its first value), ascending, before `now` moves them.
    pub(crate) cuts: Vec<i128>,
    /// Of a sum: the variables of its terms, in their order.
    pub(crate) members: Vec<u16>,
}

/// What a variable is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum About {
    /// A yes/no fact.
    Flag(Slot),
    /// Whether a set holds the word with this bit; `all` are the bits of its words.
    Member { slot: Slot, bit: u64, all: u64 },
    /// Which word a fact is.
    Choice { slot: Slot, all: u64 },
    /// Which level a scale is at: bit 0 is below the mildest, then the levels.
    Level { scale: u16, all: u64 },
    /// A number, or a sum of numbers.
    Number(Form),
    /// Whether the value of a fact is known; `nothing` is how it stands when nothing is.
    Knowledge { slot: Slot, nothing: Known },
}

/// A number or sum of numbers as it is compared with a bound. All arithmetic is exact: terms are below 2^101 and
/// at most `MOST_TERMS`, so that an `i128` cannot overflow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Form {
    /// The facts, in slot order; the first is added, never subtracted.
    pub(crate) terms: Vec<Term>,
    /// How far the bounds move for every nanosecond of `now`.
    pub(crate) rate: i128,
}

/// A fact added or subtracted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) slot: Slot,
    pub(crate) plus: bool,
    pub(crate) domain: Domain,
}

/// The values a term can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Domain {
    /// A whole number.
    Int { min: i64, max: i64 },
    /// A length of time; `unit` is 1 where the sum counts in seconds and 10^9 where it counts in nanoseconds.
    Elapsed { min: i64, max: i64, unit: i128 },
    /// A moment in nanoseconds since 1970, or never.
    Instant,
}

/// How leaves are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Op {
    Constant(bool),
    Leaf(u16),
    Not(u16),
    /// All of `children[first..first + count]`.
    All {
        first: u16,
        count: u16,
    },
    /// Any of them.
    Any {
        first: u16,
        count: u16,
    },
    /// At least `least` of them.
    AtLeast {
        least: u16,
        first: u16,
        count: u16,
    },
    /// Both have the same answer.
    Same(u16, u16),
}

/// Leaves, variables, and the logic of one or more expressions over them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Program {
    pub(crate) variables: Vec<Variable>,
    pub(crate) leaves: Vec<Leaf>,
    pub(crate) ops: Vec<Op>,
    pub(crate) children: Vec<u16>,
    /// The last op of each expression.
    pub(crate) roots: Vec<u16>,
    /// The variables that correlate two leaves, sums after the numbers they are made of.
    pub(crate) shared: Vec<u16>,
    /// Whether the bounds of some variable move with `now`.
    pub(crate) moves: bool,
}

impl Program {
    /// The children of an op with many.
    pub(crate) fn children(&self, first: u16, count: u16) -> &[u16] {
        let first = usize::from(first);
        self.children.get(first..first + usize::from(count)).unwrap_or_default()
    }

    /// The scales whose level it asks for.
    pub(crate) fn scales(&self) -> impl Iterator<Item = usize> {
        self.variables.iter().filter_map(|variable| match variable.about {
            About::Level { scale, .. } => Some(usize::from(scale)),
            _ => None,
        })
    }

    /// The facts it asks about, in slot order.
    pub(crate) fn slots(&self) -> Vec<Slot> {
        let mut slots: Vec<Slot> = self.variables.iter().flat_map(Variable::slots).collect();
        slots.sort_unstable();
        slots.dedup();
        slots
    }
}

impl Variable {
    /// The facts it is about: none for a level, several for a sum.
    pub(crate) fn slots(&self) -> Vec<Slot> {
        match &self.about {
            About::Flag(slot) | About::Knowledge { slot, .. } => vec![*slot],
            About::Member { slot, .. } | About::Choice { slot, .. } => vec![*slot],
            About::Level { .. } => Vec::new(),
            About::Number(form) => form.terms.iter().map(|term| term.slot).collect(),
        }
    }

    /// How far its bounds move for every nanosecond of `now`.
    pub(crate) fn rate(&self) -> i128 {
        match &self.about {
            About::Number(form) => form.rate,
            _ => 0,
        }
    }
}

impl Form {
    /// The number `term` is about, by itself.
    pub(crate) fn single(term: Term) -> Form {
        let rate = i128::from(term.domain == Domain::Instant);
        let domain = match term.domain {
            Domain::Elapsed { min, max, .. } => Domain::Elapsed { min, max, unit: 1 },
            other => other,
        };
        Form { terms: vec![Term { plus: true, domain, ..term }], rate }
    }
}

impl Term {
    /// What one of the fact counts in the sum.
    pub(crate) fn unit(&self) -> i128 {
        match self.domain {
            Domain::Elapsed { unit, .. } => unit,
            Domain::Int { .. } | Domain::Instant => 1,
        }
    }
}
