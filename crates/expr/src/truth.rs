//! The three answers, and how they combine (strong Kleene logic).

/// An answer: true, false, or not known yet. Unknown is never a kind of false.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Truth {
    /// No completion of the facts makes it true.
    False,
    /// The facts leave it open.
    Unknown,
    /// Every completion of the facts makes it true.
    True,
}

impl Truth {
    /// True or false, as a `bool` has it; `None` while unknown.
    pub fn decided(self) -> Option<bool> {
        match self {
            Truth::True => Some(true),
            Truth::False => Some(false),
            Truth::Unknown => None,
        }
    }

    /// Whether it is true or false.
    pub fn is_decided(self) -> bool {
        self != Truth::Unknown
    }

    /// What two cases say together: their common answer, or unknown where they differ.
    #[must_use]
    pub fn agree(self, other: Truth) -> Truth {
        if self == other { self } else { Truth::Unknown }
    }

    /// Whether both are the same: unknown as soon as one is.
    pub(crate) fn same(self, other: Truth) -> Truth {
        match (self.decided(), other.decided()) {
            (Some(left), Some(right)) => Truth::from(left == right),
            _ => Truth::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Truth {
        if value { Truth::True } else { Truth::False }
    }
}

/// Kleene negation: unknown stays unknown.
impl std::ops::Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
        }
    }
}
