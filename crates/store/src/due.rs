/// Something a tick has to look at once its time has come.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DueRow {
    /// When, microseconds UTC.
    pub at_us: i64,
    /// The stream it belongs to.
    pub stream: String,
    /// What it is, unique within the stream.
    pub id: String,
}

/// A change of the due rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DueChange {
    /// The row stands so from now on; an older one of the same stream and id is replaced.
    Set(DueRow),
    /// No row of this stream and id stands any more; none having stood is no fault.
    Clear {
        /// The stream.
        stream: String,
        /// What it was.
        id: String,
    },
}
