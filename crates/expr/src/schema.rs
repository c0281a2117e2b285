//! What expressions may speak about: declared facts and scales, in catalogue order.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use messages::Message;

use crate::types::{EnumType, MOST_VARIANTS, Type};

/// Words that cannot name a fact or scale: they mean something here or in CEL.
const RESERVED: &[&str] = &[
    "true",
    "false",
    "null",
    "in",
    "now",
    "and",
    "or",
    "not",
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "package",
    "namespace",
    "return",
    "var",
    "void",
    "while",
    "yes",
    "no",
    "AND",
    "And",
    "OR",
    "Or",
    "NOT",
    "Not",
    "IN",
    "TRUE",
    "True",
    "FALSE",
    "False",
];

/// A fact's place in the catalogue; index into [`crate::Snapshot::known`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub(crate) u16);

impl Slot {
    /// As an index into a slice ordered like the catalogue.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A declared fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The name, dots included.
    pub name: String,
    /// The type.
    pub kind: Type,
}

/// A declared scale: levels from mildest to worst. Level ids are opaque words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// The name.
    pub name: String,
    /// The level ids, mildest first.
    pub levels: Vec<String>,
}

/// The facts and scales expressions may name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schema {
    facts: Vec<Fact>,
    scales: Vec<Scale>,
    slots: BTreeMap<String, Slot>,
}

impl Schema {
    /// Starts a declaration: `Schema::builder().fact(…).scale(…).build()`.
    pub fn builder() -> SchemaBuilder {
        SchemaBuilder::default()
    }

    /// The facts; the place of each is its [`Slot`].
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// The scales; the place of each is its index in [`crate::Snapshot::levels`].
    pub fn scales(&self) -> &[Scale] {
        &self.scales
    }

    /// The slot of a fact.
    pub fn slot(&self, name: &str) -> Option<Slot> {
        self.slots.get(name).copied()
    }

    /// The declaration of a fact. Slots of another schema may have none here.
    pub fn fact(&self, slot: Slot) -> Option<&Fact> {
        self.facts.get(slot.index())
    }

    /// The index of a scale.
    pub fn scale_index(&self, name: &str) -> Option<usize> {
        self.scales.iter().position(|scale| scale.name == name)
    }

    /// Knowledge of a case about which nothing is known, by slot.
    pub fn nothing_known(&self) -> Vec<crate::Known> {
        self.facts.iter().map(|fact| crate::Known::unknown(&fact.kind)).collect()
    }

    /// The levels of a case about which nothing is known, by scale.
    pub fn no_level_known(&self) -> Vec<crate::LevelKnown> {
        self.scales.iter().map(|scale| crate::LevelKnown::unknown(scale.levels.len())).collect()
    }
}

/// Collects declarations; [`SchemaBuilder::build`] judges them together.
#[derive(Debug, Default)]
pub struct SchemaBuilder {
    facts: Vec<Fact>,
    scales: Vec<Scale>,
}

impl SchemaBuilder {
    /// Declares the next fact.
    #[must_use]
    pub fn fact(mut self, name: &str, kind: Type) -> SchemaBuilder {
        self.facts.push(Fact { name: name.to_owned(), kind });
        self
    }

    /// Declares the next scale, its levels mildest first.
    #[must_use]
    pub fn scale<'a>(mut self, name: &str, levels: impl IntoIterator<Item = &'a str>) -> SchemaBuilder {
        let levels = levels.into_iter().map(str::to_owned).collect();
        self.scales.push(Scale { name: name.to_owned(), levels });
        self
    }

    /// The schema.
    ///
    /// # Errors
    /// Every declaration that no expression could use.
    pub fn build(self) -> Result<Schema, Vec<SchemaFault>> {
        let mut faults = Vec::new();
        let mut names = BTreeSet::new();
        for name in
            self.facts.iter().map(|fact| &fact.name).chain(self.scales.iter().map(|scale| &scale.name))
        {
            if !is_name(name) {
                faults.push(SchemaFault::BadName { name: name.clone() });
            }
            if !names.insert(name) {
                faults.push(SchemaFault::DeclaredTwice { name: name.clone() });
            }
        }
        faults.extend(self.facts.iter().filter_map(fact_fault));
        faults.extend(
            self.scales.iter().filter_map(|scale| words_fault(&scale.name, &scale.levels, MOST_VARIANTS - 1)),
        );
        if self.facts.len() > usize::from(u16::MAX) {
            faults.push(SchemaFault::TooManyFacts { given: self.facts.len() });
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let slots = (0..).zip(&self.facts).map(|(slot, fact)| (fact.name.clone(), Slot(slot))).collect();
        Ok(Schema { facts: self.facts, scales: self.scales, slots })
    }
}

/// A name is words of letters, digits and `_`, joined by dots; no part is a reserved word or starts with a digit.
fn is_name(name: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && part.chars().all(|other| other.is_ascii_alphanumeric() || other == '_')
            && !RESERVED.contains(&part)
    };
    !name.is_empty() && name.split('.').all(is_part)
}

fn fact_fault(fact: &Fact) -> Option<SchemaFault> {
    match &fact.kind {
        Type::Int { min, max } | Type::Elapsed { min, max } if min > max => {
            Some(SchemaFault::EmptyRange { name: fact.name.clone(), min: *min, max: *max })
        }
        Type::Enum(EnumType { variants, .. }) | Type::Set(EnumType { variants, .. }) => {
            words_fault(&fact.name, variants, MOST_VARIANTS)
        }
        _ => None,
    }
}

fn words_fault(name: &str, words: &[String], most: usize) -> Option<SchemaFault> {
    if words.is_empty() || words.len() > most {
        return Some(SchemaFault::WordCount { name: name.to_owned(), given: words.len(), most });
    }
    let mut seen = BTreeSet::new();
    let unfit = words.iter().find(|word| {
        word.is_empty()
            || word.contains(['"', '\\'])
            || word.chars().any(char::is_control)
            || !seen.insert(*word)
    })?;
    Some(SchemaFault::BadWord { name: name.to_owned(), word: unfit.clone() })
}

/// A declaration no expression could use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemaFault {
    /// The name could not be written in an expression.
    BadName {
        /// As given.
        name: String,
    },
    /// Two facts or scales share a name.
    DeclaredTwice {
        /// As given.
        name: String,
    },
    /// The least value is above the greatest.
    EmptyRange {
        /// The fact.
        name: String,
        /// The least value given.
        min: i64,
        /// The greatest value given.
        max: i64,
    },
    /// A list without words, or with more than fit.
    WordCount {
        /// The fact or scale.
        name: String,
        /// How many were given.
        given: usize,
        /// How many fit.
        most: usize,
    },
    /// A word that is empty, doubled, or holds a quote, backslash or control character.
    BadWord {
        /// The fact or scale.
        name: String,
        /// As given.
        word: String,
    },
    /// More facts than slots.
    TooManyFacts {
        /// How many were given.
        given: usize,
    },
}

impl SchemaFault {
    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            SchemaFault::BadName { name } => Message::new("expr-schema-bad-name").with("name", name),
            SchemaFault::DeclaredTwice { name } => {
                Message::new("expr-schema-declared-twice").with("name", name)
            }
            SchemaFault::EmptyRange { name, min, max } => {
                Message::new("expr-schema-empty-range").with("name", name).with("min", *min).with("max", *max)
            }
            SchemaFault::WordCount { name, given, most } => Message::new("expr-schema-word-count")
                .with("name", name)
                .with("given", *given)
                .with("most", *most),
            SchemaFault::BadWord { name, word } => {
                Message::new("expr-schema-bad-word").with("name", name).with("word", word)
            }
            SchemaFault::TooManyFacts { given } => {
                Message::new("expr-schema-too-many-facts").with("given", *given).with("most", u16::MAX)
            }
        }
    }
}

impl fmt::Display for SchemaFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for SchemaFault {}
