use super::TextKey;

/// A group of the command post, e.g. 技术处置组.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Identifier, e.g. `technical`.
    pub id: String,
    /// Key of the title: `group.ID.title`.
    pub title: TextKey,
}

/// An authority that is reported to, e.g. the sector regulator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// Identifier, e.g. `regulator`.
    pub id: String,
    /// Key of the title: `authority.ID.title`.
    pub title: TextKey,
}
