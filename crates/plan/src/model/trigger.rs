use expr::Expr;

use super::{Origin, TextKey};

/// What proposes, or by itself starts, a warning or a response.
#[derive(Debug, Clone)]
pub struct Trigger {
    /// Identifier.
    pub id: String,
    /// Over the facts.
    pub when: Expr,
    /// What it proposes.
    pub proposes: Proposal,
    /// Starts by itself, "unconfirmed" until a person accepts: no filing and no customer text leaves before that.
    pub automatic: bool,
    /// Roles told at once.
    pub tells: Vec<String>,
    /// Key of the rule in words.
    pub reason: TextKey,
    /// Where it comes from.
    pub origin: Origin,
}

/// What a trigger proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposal {
    /// A warning of this grade (scale slot, level index).
    Warning {
        /// The warning scale's level, if the trigger names one.
        grade: Option<(usize, usize)>,
    },
    /// A response at this level (scale slot, level index).
    Response {
        /// The response scale's level, if the trigger names one.
        level: Option<(usize, usize)>,
    },
}
