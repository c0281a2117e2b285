//! What papers ask of a case's record, beside how it stands: the kinds of events in it that they read.

/// A field was written by hand.
pub(crate) const WRITTEN: &str = "field.written";
/// A report was filed.
pub(crate) const FILED: &str = "form.filed";
/// Another plan was adopted.
pub(crate) const ADOPTED: &str = "plan.adopted";

/// Kinds of events a paper reads: a view with no others in its timeline (`views::case_folded`) gives the same papers.
pub const RECORD: &[&str] = &[WRITTEN, FILED, ADOPTED];
