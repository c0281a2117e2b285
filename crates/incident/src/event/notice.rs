//! Reports to authorities and texts to customers, as they leave.

use jiff::Timestamp;

use super::evidence::SealedFile;

/// A report to an authority was filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// Form id.
    pub form: String,
    /// When, as told.
    pub at: Timestamp,
    /// The way it went, in the words of whoever filed it: portal, mail, messenger.
    pub channel: Option<String>,
    /// Number or time of the receipt that the authority gave.
    pub receipt: Option<String>,
    /// SHA-256 of the paper that was filed, lower-case hex, where it was drawn up here.
    pub digest: Option<String>,
    /// Its Word file, byte for byte as it was filed, where it was drawn up here.
    pub paper: Option<SealedFile>,
}

/// A paper with fields that are written by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Paper {
    /// A report to an authority.
    Form,
    /// A text to customers or the public.
    Notice,
}

/// A field of a paper was written by hand; what stood there before no longer does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// What kind of paper.
    pub paper: Paper,
    /// Id of the form or notice.
    pub of: String,
    /// Id of the field.
    pub field: String,
    /// The text; empty takes back what was written.
    pub text: String,
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
    /// In which of its ways; none are named where it went in all of them.
    pub ways: Vec<plan::Channel>,
}
