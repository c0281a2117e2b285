//! What a part of an expression is before it is compared.

use messages::Message;

use super::linear::{Linear, Unit};
use super::{CALLS, Checker};
use crate::ast::{Node, NodeKind};
use crate::fault::FaultKind;
use crate::schema::Slot;
use crate::types::{EnumType, Type};

/// The meaning of a part that is no condition, or may be one.
pub(super) enum Value<'a> {
    /// A number, length of time or moment.
    Linear(Linear),
    /// A yes/no fact.
    Flag(Slot),
    /// A fact that is one word of a list.
    Choice(Slot, &'a EnumType),
    /// A fact that is a set of words.
    Set(Slot, &'a EnumType),
    /// A quoted word.
    Word(String),
    /// Something true or false that is no fact: `a == b`, `at_least(…)`, …
    Condition,
    /// A list of values.
    List,
    /// Already reported.
    Broken,
}

impl Value<'_> {
    /// What a reader calls it.
    pub(super) fn message(&self) -> Message {
        match self {
            Value::Linear(linear) => linear.unit.message(),
            Value::Flag(_) | Value::Condition | Value::Broken => Message::new("expr-type-bool"),
            Value::Choice(_, list) => Message::new("expr-type-enum").with("name", &list.name),
            Value::Set(_, list) => Message::new("expr-type-set").with("name", &list.name),
            Value::Word(_) => Message::new("expr-type-word"),
            Value::List => Message::new("expr-type-list"),
        }
    }
}

impl<'a> Checker<'a> {
    /// The meaning of `node`; conditions are recognised but not built.
    pub(super) fn value(&mut self, node: &Node) -> Value<'a> {
        match &node.kind {
            NodeKind::Number(number) => Value::Linear(Linear::constant(Unit::Int, *number)),
            NodeKind::Duration(seconds) => Value::Linear(Linear::constant(Unit::Elapsed, *seconds)),
            NodeKind::Text(word) => Value::Word(word.clone()),
            NodeKind::Name(name) if name == "now" => Value::Linear(Linear::now()),
            NodeKind::Name(name) => self.named(node, name),
            NodeKind::Minus(inner) => self.minus(node, inner),
            NodeKind::Sum(first, rest) => self.sum(first, rest),
            NodeKind::Call(name, args) => self.call_value(node, name, args),
            NodeKind::List(_) => Value::List,
            NodeKind::Broken => Value::Broken,
            _ => Value::Condition,
        }
    }

    fn named(&mut self, node: &Node, name: &str) -> Value<'a> {
        let Some((slot, kind)) = self.fact(node, name) else { return Value::Broken };
        match kind {
            Type::Bool => Value::Flag(slot),
            Type::Enum(list) => Value::Choice(slot, list),
            Type::Set(list) => Value::Set(slot, list),
            Type::Int { .. } => Value::Linear(Linear::fact(Unit::Int, slot)),
            Type::Elapsed { .. } => Value::Linear(Linear::fact(Unit::Elapsed, slot)),
            Type::Instant => Value::Linear(Linear::fact(Unit::Instant, slot)),
        }
    }

    fn minus(&mut self, node: &Node, inner: &Node) -> Value<'a> {
        match self.value(inner) {
            Value::Linear(linear) if linear.unit != Unit::Instant => Value::Linear(linear.negated()),
            Value::Broken => Value::Broken,
            other => {
                let given = other.message();
                self.fault(&node.span, FaultKind::CannotAdd { left: Unit::Int.message(), right: given });
                Value::Broken
            }
        }
    }

    fn sum(&mut self, first: &Node, rest: &[(bool, Node)]) -> Value<'a> {
        let mut total = self.value(first);
        for (plus, part) in rest {
            let right = self.value(part);
            total = match (total, right) {
                (Value::Broken, _) | (_, Value::Broken) => Value::Broken,
                (Value::Linear(left), Value::Linear(right)) => {
                    let (left_unit, right_unit) = (left.unit, right.unit);
                    match left.plus(right, *plus) {
                        Some(sum) => self.counted_once(part, sum),
                        None => self.cannot_add(part, left_unit.message(), right_unit.message()),
                    }
                }
                (left, right) => self.cannot_add(part, left.message(), right.message()),
            };
        }
        total
    }

    fn cannot_add(&mut self, part: &Node, left: Message, right: Message) -> Value<'a> {
        self.fault(&part.span, FaultKind::CannotAdd { left, right });
        Value::Broken
    }

    fn counted_once(&mut self, part: &Node, sum: Linear) -> Value<'a> {
        match self.doubled(&sum) {
            Some(fault) => {
                self.fault(&part.span, fault);
                Value::Broken
            }
            None => Value::Linear(sum),
        }
    }

    fn call_value(&mut self, node: &Node, name: &str, args: &[Node]) -> Value<'a> {
        match (name, args) {
            ("at_least" | "complete" | "known", _) => Value::Condition,
            ("since", [moment]) => match self.value(moment) {
                Value::Linear(linear) if linear.unit == Unit::Instant => {
                    Linear::now().plus(linear, false).map_or(Value::Broken, Value::Linear)
                }
                Value::Broken => Value::Broken,
                other => {
                    let (left, right) = (Unit::Instant.message(), other.message());
                    self.cannot_add(moment, left, right)
                }
            },
            ("since", _) => {
                self.bad_arguments(node, name);
                Value::Broken
            }
            _ => {
                // A method of a fact (`classes.exists(…)`) is a macro of CEL; anything else a call we do not have.
                let nearest = crate::nearest::nearest(name, CALLS.iter().map(|(call, _)| *call));
                self.fault(&node.span, FaultKind::UnknownCall { given: name.to_owned(), nearest });
                Value::Broken
            }
        }
    }
}
