//! What would change the answer: the fewest facts, and for each the nearest values that do it.

mod options;
mod search;

use crate::expr::Expr;
use crate::known::{Known, Snapshot};
use crate::schema::Slot;
use crate::truth::Truth;
use search::Search;

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
        let mut search = Search::new(self, snapshot);
        let mut changes = Changes::default();
        for target in targets {
            search.fewest(*target, &mut changes);
        }
        changes
    }
}
