//! Somebody says what is known; somebody strikes what was wrong. The exemplar of an event family.

use expr::Known;

/// A statement about one fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// Id of the fact in the catalogue.
    pub fact: String,
    /// What it says; the plan of the case gives the words of its sets and enums their bits.
    pub value: Value,
    /// The words as they were given.
    pub given: String,
    /// Where it comes from, in the words of who stated it.
    pub source: Option<String>,
    /// Ids of the evidence behind it.
    pub evidence: Vec<String>,
    /// Positions of the statements it corrects.
    pub supersedes: Vec<u64>,
}

/// What a statement says, free of the order in which a plan lists its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Numbers, moments, lengths of time and yes/no.
    Plain(Known),
    /// One of these words.
    OneOf(Vec<String>),
    /// A set, as far as it is known.
    Members {
        /// In the set.
        certain: Vec<String>,
        /// Whether others may be in it too.
        open: bool,
        /// Not in the set, where others may be.
        excluded: Vec<String>,
    },
    /// Nothing: a statement that it is not known (yet, or any more).
    Unknown,
}

/// An act was struck; whatever depended on it is decided again in the same append.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Struck {
    /// Position of the struck act.
    pub position: u64,
    /// Why.
    pub reason: String,
    /// Ids of the evidence behind it; needed where clocks hang on what is struck.
    pub evidence: Vec<String>,
}
