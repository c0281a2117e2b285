/// Digest of the one-time token of a form: with it the act stands in the log that the form led to.
pub type OnceKey = [u8; 32];

/// What a one-time token led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneOnce {
    /// When the act was recorded, microseconds UTC.
    pub at_us: i64,
    /// The case it wrote to; `None` where it was about none.
    pub case_id: Option<String>,
}
