use std::fmt;

use messages::Message;

use crate::schema::Slot;

/// Why nothing can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotChecked {
    /// There are more combinations of cells than the budget allowed to look at.
    TooManyCells {
        /// How many were looked at.
        budget: usize,
    },
    /// The fact is added to or subtracted from others, so that its cells do not stand in one order.
    PartOfSum {
        /// The fact.
        slot: Slot,
    },
}

impl NotChecked {
    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            NotChecked::TooManyCells { budget } => {
                Message::new("expr-too-many-cells").with("budget", *budget)
            }
            NotChecked::PartOfSum { .. } => Message::new("expr-part-of-sum"),
        }
    }
}

impl fmt::Display for NotChecked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for NotChecked {}
