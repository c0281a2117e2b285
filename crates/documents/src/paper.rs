use jiff::Timestamp;
use messages::{Language, Message};

/// A document before it is rendered: what it says, block by block, in the language it is written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Language of the form or letter; chooses fonts, punctuation and the words of the frame.
    pub language: Language,
    /// Form or letter: chooses the layout.
    pub kind: Kind,
    /// Who writes, where it is known.
    pub sender: Option<String>,
    /// Heading.
    pub title: String,
    /// What to say on the phone: number of a report (`14-2-1`: case, form, version), or code of the letter (`14 / 7K4Q-2M9D`).
    pub number: String,
    /// Which version of this document: 1 is the first.
    pub version: u32,
    /// Its date, in words.
    pub date: String,
    /// State of the document in words: draft, filed, passed.
    pub standing: String,
    /// May leave the house as it is. A preliminary report with gaps may, a letter with gaps or without a pass may not.
    pub may_leave: bool,
    /// Why it may not; what its face says of it stands in `standing`, in its own language.
    pub held: Option<Message>,
    /// What stands between heading and first block: whom it goes to, by when, in which zone.
    pub frame: Vec<String>,
    /// What it says.
    pub blocks: Vec<Block>,
    /// What is missing or unknown, with who can answer.
    pub missing: Vec<Missing>,
    /// Who signs, or where to.
    pub signed: Vec<String>,
    /// A remark beside the signature: where the seal goes, how the letter can be verified.
    pub remark: Option<String>,
    /// As of when, in the plan's zone, in words.
    pub as_of: String,
    /// The same moment, for the properties of files.
    pub moment: Timestamp,
    /// SHA-256 over everything the paper says (lower-case hex): what an approval of this paper binds to.
    pub digest: String,
}

/// How a paper is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A form: heading, frame, one bordered table, signatures.
    Form,
    /// A letter or a notice: letterhead, text, signature.
    Letter,
}

/// A part of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The lines of a form, in its order.
    Lines(Vec<Line>),
    /// A paragraph of text.
    Text(String),
    /// A paragraph that leads to what follows (a salutation, "do three things now:"): not indented, kept with the next.
    Lead(String),
    /// What somebody must find at a glance: label and text.
    Points(Vec<(String, String)>),
    /// What to do, numbered.
    Steps(Vec<String>),
}

/// A labelled line of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The form's own label.
    pub label: String,
    /// What stands there.
    pub cell: Cell,
    /// What it rests on: evidence, contradicting statements.
    pub basis: Option<String>,
    /// Short enough to share its row with a neighbour.
    pub short: bool,
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
    /// Titles of the roles that can answer; never empty.
    pub who: Vec<String>,
    /// The form or notice asks for it.
    pub required: bool,
}

impl Paper {
    /// The lines of its forms, in order.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.blocks.iter().flat_map(|block| match block {
            Block::Lines(lines) => lines.as_slice(),
            _ => &[],
        })
    }
}
