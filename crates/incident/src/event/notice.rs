//! Reports to authorities and texts to customers, as they leave.

use jiff::Timestamp;

/// A report to an authority was filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// Form id.
    pub form: String,
    /// When, as told.
    pub at: Timestamp,
}

/// A text was passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// Notice id.
    pub notice: String,
    /// SHA-256 of template and bounded fields.
    pub digest: String,
}

/// A passed text has changed; it must be passed again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassLapsed {
    /// Notice id.
    pub notice: String,
    /// Digest that had been passed.
    pub digest: String,
}

/// A notice was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Notice id.
    pub notice: String,
    /// Digest of the text that was sent.
    pub digest: String,
    /// To how many.
    pub count: u64,
    /// When, as told.
    pub at: Timestamp,
}
