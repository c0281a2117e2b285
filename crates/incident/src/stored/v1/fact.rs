//! The exemplar of a family as it is written down.

use expr::{InstantKnown, Known, Truth};
use jiff::Timestamp;

use crate::event::fact::Value;
use crate::stored::wire::{Wire, stored};

stored!(StatedV1 = crate::event::fact::Stated {
    fact: String,
    value: Value,
    given: String,
    source: Option<String>,
    evidence: Vec<String>,
    supersedes: Vec<u64>,
});

/// Struck things without evidence, as they were written before evidence was asked for.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::stored) struct StruckV1 {
    position: u64,
    reason: String,
}

impl StruckV1 {
    pub(in crate::stored) fn newest(self) -> crate::event::fact::Struck {
        let StruckV1 { position, reason } = self;
        crate::event::fact::Struck { position, reason, evidence: Vec::new() }
    }
}

/// What a statement says: `{"is":"int","lo":10000,"hi":50000}`.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub(in crate::stored) enum ValueV1 {
    Unknown,
    Bool { truth: Option<bool> },
    Int { lo: i64, hi: i64 },
    Elapsed { lo: i64, hi: i64 },
    Bits { certain: u64, possible: u64 },
    Never,
    Instant { from: Timestamp, to: Timestamp, or_never: bool },
    OneOf { words: Vec<String> },
    Members { certain: Vec<String>, open: bool, excluded: Vec<String> },
}

impl Wire for Value {
    type Stored = ValueV1;

    fn store(&self) -> ValueV1 {
        match self {
            Value::Unknown => ValueV1::Unknown,
            Value::OneOf(words) => ValueV1::OneOf { words: words.clone() },
            Value::Members { certain, open, excluded } => {
                ValueV1::Members { certain: certain.clone(), open: *open, excluded: excluded.clone() }
            }
            Value::Plain(known) => match *known {
                Known::Bool(truth) => ValueV1::Bool { truth: decided(truth) },
                Known::Int { lo, hi } => ValueV1::Int { lo, hi },
                Known::Elapsed { lo, hi } => ValueV1::Elapsed { lo, hi },
                Known::Enum { possible } => ValueV1::Bits { certain: 0, possible },
                Known::Set { certain, possible } => ValueV1::Bits { certain, possible },
                Known::Instant(InstantKnown::Never) => ValueV1::Never,
                Known::Instant(InstantKnown::Between(from, to)) => {
                    ValueV1::Instant { from, to, or_never: false }
                }
                Known::Instant(InstantKnown::BetweenOrNever(from, to)) => {
                    ValueV1::Instant { from, to, or_never: true }
                }
            },
        }
    }

    fn load(stored: ValueV1) -> Value {
        Value::Plain(match stored {
            ValueV1::Unknown => return Value::Unknown,
            ValueV1::OneOf { words } => return Value::OneOf(words),
            ValueV1::Members { certain, open, excluded } => {
                return Value::Members { certain, open, excluded };
            }
            ValueV1::Bool { truth: Some(true) } => Known::Bool(Truth::True),
            ValueV1::Bool { truth: Some(false) } => Known::Bool(Truth::False),
            ValueV1::Bool { truth: None } => Known::Bool(Truth::Unknown),
            ValueV1::Int { lo, hi } => Known::Int { lo, hi },
            ValueV1::Elapsed { lo, hi } => Known::Elapsed { lo, hi },
            ValueV1::Bits { certain, possible } => Known::Set { certain, possible },
            ValueV1::Never => Known::Instant(InstantKnown::Never),
            ValueV1::Instant { from, to, or_never: false } => Known::Instant(InstantKnown::Between(from, to)),
            ValueV1::Instant { from, to, or_never: true } => {
                Known::Instant(InstantKnown::BetweenOrNever(from, to))
            }
        })
    }
}

fn decided(truth: Truth) -> Option<bool> {
    match truth {
        Truth::True => Some(true),
        Truth::False => Some(false),
        Truth::Unknown => None,
    }
}
