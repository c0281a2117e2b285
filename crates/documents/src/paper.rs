use messages::Language;

/// A document before it is rendered: what it says, line by line, in the language it is written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Language of the form or letter; chooses fonts, punctuation and the words of the frame.
    pub language: Language,
    /// Heading.
    pub title: String,
    /// Number of the case and of the document, e.g. `1 / first_report`.
    pub number: String,
    /// State of the document in words: draft, filed.
    pub standing: String,
    /// The lines of the form, in its order.
    pub lines: Vec<Line>,
    /// What is missing or unknown, with who can answer.
    pub missing: Vec<Missing>,
    /// As of when, in the plan's zone.
    pub as_of: String,
    /// SHA-256 over title, number and lines (lower-case hex): what an approval binds to.
    pub digest: String,
}

/// A labelled line of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The form's own label.
    pub label: String,
    /// What stands there.
    pub cell: Cell,
}

/// What stands in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// What is known, with its bound, in words.
    Known(String),
    /// Nobody knows yet.
    Unknown,
    /// Several dated entries, in order.
    List(Vec<String>),
    /// To be written by hand.
    ByHand,
}

/// A field that could not be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The field's label.
    pub label: String,
    /// The question that would fill it.
    pub question: String,
    /// Titles of the roles that can answer.
    pub who: Vec<String>,
}
