//! The types a fact can have. There is no float, no null and no coercion between them.

use messages::Message;

/// The most words an [`EnumType`] can have: knowledge about them is a set of bits.
pub const MOST_VARIANTS: usize = 64;

/// The type of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// Yes or no.
    Bool,
    /// A whole number between `min` and `max`, both included.
    Int {
        /// The least value the fact can have.
        min: i64,
        /// The greatest value the fact can have.
        max: i64,
    },
    /// One word out of a list.
    Enum(EnumType),
    /// Any number of words out of a list.
    Set(EnumType),
    /// A moment, or `never`. `never` is later than every moment.
    Instant,
    /// A length of time in whole seconds between `min` and `max`, both included.
    Elapsed {
        /// The least value the fact can have, in seconds.
        min: i64,
        /// The greatest value the fact can have, in seconds.
        max: i64,
    },
}

/// A list of words, such as the classes of personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumType {
    /// What faults call it.
    pub name: String,
    /// The words; at most [`MOST_VARIANTS`]. The bit of a word in a [`crate::Known`] is its place here.
    pub variants: Vec<String>,
    /// Whether the words are ordered, first is least: then `<` and its sisters may compare them.
    pub ordered: bool,
}

impl EnumType {
    /// A list of words without an order.
    pub fn plain<'a>(name: &str, variants: impl IntoIterator<Item = &'a str>) -> EnumType {
        let variants = variants.into_iter().map(str::to_owned).collect();
        EnumType { name: name.to_owned(), variants, ordered: false }
    }

    /// A list of words from least to greatest.
    pub fn ordered<'a>(name: &str, variants: impl IntoIterator<Item = &'a str>) -> EnumType {
        EnumType { ordered: true, ..EnumType::plain(name, variants) }
    }

    /// The place of `word`, which is also its bit.
    pub fn place(&self, word: &str) -> Option<usize> {
        self.variants.iter().position(|variant| variant == word)
    }

    /// The bits of all words.
    pub fn all(&self) -> u64 {
        bits_below(self.variants.len())
    }
}

impl Type {
    /// What a reader calls the type.
    pub fn message(&self) -> Message {
        match self {
            Type::Bool => Message::new("expr-type-bool"),
            Type::Int { .. } => Message::new("expr-type-int"),
            Type::Enum(list) => Message::new("expr-type-enum").with("name", &list.name),
            Type::Set(list) => Message::new("expr-type-set").with("name", &list.name),
            Type::Instant => Message::new("expr-type-instant"),
            Type::Elapsed { .. } => Message::new("expr-type-elapsed"),
        }
    }
}

/// The lowest `count` bits set; all of them from 64 on.
pub(crate) fn bits_below(count: usize) -> u64 {
    if count >= 64 { u64::MAX } else { (1 << count) - 1 }
}
