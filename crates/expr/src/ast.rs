//! What was written: the tree of an expression with its places, before anything is known about its meaning.

use std::ops::Range;

/// A comparison sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Relation {
    /// The relation a sign stands for.
    pub(crate) fn of(sign: &str) -> Option<Relation> {
        Some(match sign {
            "==" => Relation::Equal,
            "!=" => Relation::NotEqual,
            "<" => Relation::Less,
            "<=" => Relation::LessOrEqual,
            ">" => Relation::Greater,
            ">=" => Relation::GreaterOrEqual,
            _ => return None,
        })
    }

    /// How it is written.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Relation::Equal => "==",
            Relation::NotEqual => "!=",
            Relation::Less => "<",
            Relation::LessOrEqual => "<=",
            Relation::Greater => ">",
            Relation::GreaterOrEqual => ">=",
        }
    }

    /// The relation that holds between the sides exchanged.
    pub(crate) fn mirrored(self) -> Relation {
        match self {
            Relation::Less => Relation::Greater,
            Relation::LessOrEqual => Relation::GreaterOrEqual,
            Relation::Greater => Relation::Less,
            Relation::GreaterOrEqual => Relation::LessOrEqual,
            same => same,
        }
    }

    /// Whether it needs an order.
    pub(crate) fn is_ordering(self) -> bool {
        !matches!(self, Relation::Equal | Relation::NotEqual)
    }

    /// Whether `left` stands in this relation to `right`.
    pub(crate) fn holds<T: Ord>(self, left: T, right: T) -> bool {
        match self {
            Relation::Equal => left == right,
            Relation::NotEqual => left != right,
            Relation::Less => left < right,
            Relation::LessOrEqual => left <= right,
            Relation::Greater => left > right,
            Relation::GreaterOrEqual => left >= right,
        }
    }
}

/// A part of an expression with its place in the text.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// With the parentheses around it.
    pub(crate) span: Range<usize>,
    /// Without them: what a reader is shown.
    pub(crate) core: Range<usize>,
    pub(crate) kind: NodeKind,
}

impl Node {
    /// A part with no parentheses around it.
    pub(crate) fn new(span: Range<usize>, kind: NodeKind) -> Node {
        Node { core: span.clone(), span, kind }
    }
}

/// Equal when written alike; places do not count.
impl PartialEq for Node {
    fn eq(&self, other: &Node) -> bool {
        self.kind == other.kind
    }
}

/// A word with its place in the text; equal when written alike.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) at: Range<usize>,
}

impl PartialEq for Word {
    fn eq(&self, other: &Word) -> bool {
        self.text == other.text
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum NodeKind {
    Truth(bool),
    Number(i64),
    /// Seconds.
    Duration(i64),
    Text(String),
    Name(String),
    List(Vec<Node>),
    Not(Box<Node>),
    Minus(Box<Node>),
    /// `&&`; two or more, none of them itself an `All`.
    All(Vec<Node>),
    /// `||`; two or more, none of them itself an `Any`.
    Any(Vec<Node>),
    /// The first, then more added (`true`) or subtracted (`false`); the first is no `Sum`.
    Sum(Box<Node>, Vec<(bool, Node)>),
    Compare(Relation, Box<Node>, Box<Node>),
    In(Box<Node>, Box<Node>),
    Call(String, Vec<Node>),
    /// `level(scale) at least level`.
    Level {
        scale: Word,
        least: Word,
    },
    /// Already reported.
    Broken,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_equal_when_written_alike_wherever_they_stand() {
        let number = |at: usize, number| Node::new(at..at + 1, NodeKind::Number(number));
        assert_eq!(number(0, 7), number(5, 7));
        assert_ne!(number(0, 7), number(0, 8));
    }
}
