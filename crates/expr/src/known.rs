//! What is known about facts: always a set of possible values, never a guess.

use jiff::Timestamp;

use crate::truth::Truth;
use crate::types::Type;

/// What is known about one fact: the values it can still have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Of a [`Type::Bool`].
    Bool(Truth),
    /// Of a [`Type::Int`]: between `lo` and `hi`, both included.
    Int {
        /// At least this.
        lo: i64,
        /// At most this.
        hi: i64,
    },
    /// Of a [`Type::Enum`]: one of these words, as bits by their place.
    Enum {
        /// The words it can be.
        possible: u64,
    },
    /// Of a [`Type::Set`]: these words for certain, others at most these.
    Set {
        /// In the set.
        certain: u64,
        /// In the set or not known to be outside; includes `certain`.
        possible: u64,
    },
    /// Of a [`Type::Instant`].
    Instant(InstantKnown),
    /// Of a [`Type::Elapsed`], in seconds: between `lo` and `hi`, both included.
    Elapsed {
        /// At least this many seconds.
        lo: i64,
        /// At most this many seconds.
        hi: i64,
    },
}

/// What is known about a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InstantKnown {
    /// It happened (or will) between these moments, both included.
    Between(Timestamp, Timestamp),
    /// It never happens. That is knowledge, not ignorance.
    Never,
    /// Between these moments, or never.
    BetweenOrNever(Timestamp, Timestamp),
}

impl InstantKnown {
    /// At exactly this moment.
    pub fn at(moment: Timestamp) -> InstantKnown {
        InstantKnown::Between(moment, moment)
    }

    /// The moments between which it lies, if it happens at all.
    pub(crate) fn range(self) -> Option<(Timestamp, Timestamp)> {
        match self {
            InstantKnown::Between(lo, hi) | InstantKnown::BetweenOrNever(lo, hi) => Some((lo, hi)),
            InstantKnown::Never => None,
        }
    }

    /// Whether `never` is still possible.
    pub(crate) fn may_be_never(self) -> bool {
        !matches!(self, InstantKnown::Between(..))
    }
}

impl Known {
    /// Nothing known but the type.
    pub fn unknown(kind: &Type) -> Known {
        match kind {
            Type::Bool => Known::Bool(Truth::Unknown),
            Type::Int { min, max } => Known::Int { lo: *min, hi: *max },
            Type::Enum(list) => Known::Enum { possible: list.all() },
            Type::Set(list) => Known::Set { certain: 0, possible: list.all() },
            Type::Instant => Known::Instant(InstantKnown::BetweenOrNever(Timestamp::MIN, Timestamp::MAX)),
            Type::Elapsed { min, max } => Known::Elapsed { lo: *min, hi: *max },
        }
    }

    /// Whether exactly one value is left: what `known(fact)` asks.
    pub fn is_exact(&self) -> bool {
        match *self {
            Known::Bool(truth) => truth.is_decided(),
            Known::Int { lo, hi } | Known::Elapsed { lo, hi } => lo == hi,
            Known::Enum { possible } => possible.count_ones() == 1,
            Known::Set { certain, possible } => certain == possible,
            Known::Instant(instant) => match instant {
                InstantKnown::Between(lo, hi) => lo == hi,
                InstantKnown::Never => true,
                InstantKnown::BetweenOrNever(..) => false,
            },
        }
    }

    /// Whether this is knowledge about a fact of type `kind`: the right kind, at least one value, none outside.
    /// Evaluation takes knowledge that does not fit as no knowledge at all.
    pub fn fits(&self, kind: &Type) -> bool {
        match (*self, kind) {
            (Known::Bool(_), Type::Bool) => true,
            (Known::Int { lo, hi }, Type::Int { min, max })
            | (Known::Elapsed { lo, hi }, Type::Elapsed { min, max }) => *min <= lo && lo <= hi && hi <= *max,
            (Known::Enum { possible }, Type::Enum(list)) => possible != 0 && possible & !list.all() == 0,
            (Known::Set { certain, possible }, Type::Set(list)) => {
                certain & !possible == 0 && possible & !list.all() == 0
            }
            (Known::Instant(instant), Type::Instant) => instant.range().is_none_or(|(lo, hi)| lo <= hi),
            _ => false,
        }
    }
}

/// What is known about a case's place on a scale: places by index, mildest is 0; `None` is below the mildest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LevelKnown {
    /// At least this level.
    pub certain: Option<u8>,
    /// At most this level; not below `certain`.
    pub possible: Option<u8>,
}

impl LevelKnown {
    /// Nothing known: from no level up to the worst of a scale with `levels` levels.
    pub fn unknown(levels: usize) -> LevelKnown {
        let worst = levels.checked_sub(1).map(|index| u8::try_from(index).unwrap_or(u8::MAX));
        LevelKnown { certain: None, possible: worst }
    }

    /// Exactly this level.
    pub fn exactly(level: Option<u8>) -> LevelKnown {
        LevelKnown { certain: level, possible: level }
    }
}

/// All that is known about a case at one moment; what an expression is asked about.
///
/// A slot that is missing, or whose knowledge contradicts itself or its type, counts as unknown: asking cannot fail.
#[derive(Debug, Clone, Copy)]
pub struct Snapshot<'a> {
    /// By [`crate::Slot`].
    pub known: &'a [Known],
    /// By the scale's index in the schema.
    pub levels: &'a [LevelKnown],
    /// The moment of asking.
    pub now: Timestamp,
}
