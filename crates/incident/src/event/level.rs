//! Levels: what the rules compute, what the command decides.

use jiff::Timestamp;

/// A place on a scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Level id.
    pub level: String,
    /// Its index in the scale's order, mildest 0.
    pub place: u8,
}

/// What the rules make of the facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computed {
    /// Scale id.
    pub scale: String,
    /// At least this level.
    pub certain: Place,
    /// Possibly this one.
    pub possible: Place,
    /// The rules that decided it.
    pub reasons: Vec<Reason>,
    /// When.
    pub at: Timestamp,
}

/// A rule that carries the certain level, or keeps a worse one possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Rule id within the scale.
    pub rule: String,
    /// Level the rule gives.
    pub level: String,
    /// `true`, or `unknown` where it is only possible.
    pub certain: bool,
    /// The parts of the rule that decide it, in the order of the text.
    pub parts: Vec<Part>,
    /// Ids of the evidence behind the facts of those parts.
    pub evidence: Vec<String>,
}

/// A part of an expression that decides its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its text.
    pub text: String,
    /// `true`, `false` or `unknown`.
    pub truth: String,
    /// Ids of the facts in it.
    pub facts: Vec<String>,
}

/// The command decided a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Scale id.
    pub scale: String,
    /// The level.
    pub level: Place,
    /// Why.
    pub reason: String,
    /// Ids of the evidence it rests on.
    pub evidence: Vec<String>,
    /// When.
    pub at: Timestamp,
}

/// The computed level moved so that a decided one lies outside it: clocks run on the computed one again until the
/// command decides anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionLapsed {
    /// Scale id.
    pub scale: String,
    /// The level that had been decided.
    pub level: String,
    /// When.
    pub at: Timestamp,
}
