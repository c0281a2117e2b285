use super::align;

/// One file of a pack as text.
#[derive(Debug)]
pub(crate) struct Source {
    /// Path within the pack.
    pub(crate) name: String,
    /// Its characters; places are indices into them.
    pub(crate) chars: Vec<char>,
}

impl Source {
    /// The characters of line `number` (from 1).
    pub(crate) fn line(&self, number: u32) -> Option<&[char]> {
        let index = usize::try_from(number.checked_sub(1)?).ok()?;
        self.chars.split(|c| *c == '\n').nth(index)
    }
}

/// Where something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// Index of the file among the pack's sources.
    pub(crate) file: usize,
    /// First character.
    pub(crate) start: usize,
    /// Line, from 1.
    pub(crate) line: u32,
    /// Column in characters, from 1.
    pub(crate) column: u32,
}

/// A node of the tree.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) place: Place,
    pub(crate) value: Value,
}

/// What a node is.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    /// Any scalar, as the text it stands for.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping in the order of the file, keys distinct.
    Map(Vec<Entry>),
    /// Could not be read, and has been reported: nothing more is said about it.
    Lost,
}

/// One `key: value` of a mapping.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) place: Place,
    pub(crate) node: Node,
}

impl Node {
    /// The text, if this is a scalar.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text),
            Value::List(_) | Value::Map(_) | Value::Lost => None,
        }
    }

    /// The child under `key`, if this is a mapping that has it.
    pub(crate) fn child(&self, key: &str) -> Option<&Node> {
        match &self.value {
            Value::Map(entries) => entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node),
            Value::Scalar(_) | Value::List(_) | Value::Lost => None,
        }
    }

    /// Where byte `offset` of this scalar's text stands in the file: plain, quoted, folded or literal.
    pub(crate) fn place_within(&self, source: &Source, offset: usize) -> Place {
        let text = self.text().unwrap_or_default();
        let index = align::index_of(&source.chars, self.place.start, text, offset);
        let skipped = source.chars.get(self.place.start..index).unwrap_or_default();
        let mut place = Place { start: index, ..self.place };
        for character in skipped {
            if *character == '\n' {
                place.line = place.line.saturating_add(1);
                place.column = 1;
            } else {
                place.column = place.column.saturating_add(1);
            }
        }
        place
    }
}
