use jiff::Timestamp;

use crate::event::Actor;
use crate::event::fact::Value;

/// Something somebody said about a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Position in the stream: what people cite to strike it.
    pub position: u64,
    /// Fact id.
    pub fact: String,
    /// What it says.
    pub value: Value,
    /// The words as given.
    pub given: String,
    /// Where it comes from.
    pub source: Option<String>,
    /// Evidence ids.
    pub evidence: Vec<String>,
    /// When it was said.
    pub occurred_at: Timestamp,
    /// When it was written down.
    pub recorded_at: Timestamp,
    /// Who said it.
    pub by: Actor,
    /// Position of the statement that corrected it.
    pub superseded_by: Option<u64>,
    /// Position of the act that struck it, and why.
    pub struck: Option<(u64, String)>,
}

impl Statement {
    /// Neither struck nor corrected.
    pub fn stands(&self) -> bool {
        self.superseded_by.is_none() && self.struck.is_none()
    }

    /// Said, and neither struck nor corrected, when the case had this version.
    pub fn stood_at(&self, version: u64) -> bool {
        let later = |by: Option<u64>| by.is_none_or(|by| by > version);
        // `u64::MAX` is now: whatever has a position by then counts.
        self.position <= version
            && later(self.superseded_by)
            && later(self.struck.as_ref().map(|(position, _)| *position))
    }
}
