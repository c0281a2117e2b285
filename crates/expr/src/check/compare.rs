//! Comparisons and memberships → leaves.

use std::ops::Range;

use super::Checker;
use super::linear::{Linear, Unit, declared_range, test};
use super::value::Value;
use crate::ast::{Node, NodeKind, Relation};
use crate::fault::FaultKind;
use crate::nearest::nearest;
use crate::program::{About, Op, Test};
use crate::schema::Slot;
use crate::types::{EnumType, bits_below};

impl<'a> Checker<'a> {
    pub(super) fn compare(
        &mut self,
        span: &Range<usize>,
        relation: Relation,
        left: &Node,
        right: &Node,
    ) -> u16 {
        let (left_value, right_value) = (self.value_of_side(left), self.value_of_side(right));
        match (left_value, right_value) {
            (Value::Broken, _) | (_, Value::Broken) => self.broken(),
            (Value::Linear(left), Value::Linear(right)) => self.numbers(span, relation, left, right),
            (Value::Choice(slot, list), Value::Word(word)) => {
                self.choice(span, slot, list, relation, &word, &right.span)
            }
            (Value::Word(word), Value::Choice(slot, list)) => {
                self.choice(span, slot, list, relation.mirrored(), &word, &left.span)
            }
            (Value::Choice(..), Value::Choice(..)) => self.refuse(span, FaultKind::TwoChoices),
            (Value::Word(_), Value::Word(_)) => self.refuse(span, FaultKind::NoFact),
            (Value::Flag(_) | Value::Condition, Value::Flag(_) | Value::Condition) => {
                self.conditions_compared(span, relation, left, right)
            }
            (left, right) => {
                let kind = FaultKind::CannotCompare { left: left.message(), right: right.message() };
                self.refuse(span, kind)
            }
        }
    }

    fn refuse(&mut self, span: &Range<usize>, kind: FaultKind) -> u16 {
        self.fault(span, kind);
        self.broken()
    }

    /// The meaning of a side. A list belongs behind `in` only.
    fn value_of_side(&mut self, node: &Node) -> Value<'a> {
        match self.value(node) {
            Value::List => {
                self.fault(&node.span, FaultKind::BadList);
                Value::Broken
            }
            other => other,
        }
    }

    fn conditions_compared(
        &mut self,
        span: &Range<usize>,
        relation: Relation,
        left: &Node,
        right: &Node,
    ) -> u16 {
        if relation.is_ordering() {
            let given = Value::Condition.message();
            return self.refuse(span, FaultKind::NoOrder { given });
        }
        let (left, right) = (self.condition(left), self.condition(right));
        let same = self.builder.op(Op::Same(left, right));
        if relation == Relation::NotEqual { self.builder.op(Op::Not(same)) } else { same }
    }

    fn numbers(&mut self, span: &Range<usize>, relation: Relation, left: Linear, right: Linear) -> u16 {
        let (left_unit, right_unit) = (left.unit, right.unit);
        if left_unit != right_unit {
            let (left, right) = (left_unit.message(), right_unit.message());
            return self.refuse(span, FaultKind::CannotCompare { left, right });
        }
        let Some(difference) = left.plus(right, false) else { return self.broken() };
        if let Some(fault) = self.doubled(&difference) {
            return self.refuse(span, fault);
        }
        let Some((form, relation, bound)) = difference.solved(relation, self.schema) else {
            let answer = difference.constant_answer(relation);
            return self.refuse(span, FaultKind::Constant { answer });
        };
        if let Some((least, greatest)) = declared_range(&form)
            && let Some(answer) = always(relation, bound, least, greatest)
        {
            let (least, greatest) = (in_unit(left_unit, least), in_unit(left_unit, greatest));
            return self.refuse(span, FaultKind::AlwaysTheSame { answer, least, greatest });
        }
        self.leaf(span, About::Number(form), test(relation, bound))
    }

    /// `fact relation word`.
    fn choice(
        &mut self,
        span: &Range<usize>,
        slot: Slot,
        list: &EnumType,
        relation: Relation,
        word: &str,
        word_span: &Range<usize>,
    ) -> u16 {
        let Some(place) = self.word(list, word, word_span) else { return self.broken() };
        if relation.is_ordering() && !list.ordered {
            let given = Value::Choice(slot, list).message();
            return self.refuse(span, FaultKind::NoOrder { given });
        }
        let below = bits_below(place);
        let to = bits_below(place + 1);
        let words = match relation {
            Relation::Equal => to & !below,
            Relation::NotEqual => !(to & !below),
            Relation::Less => below,
            Relation::LessOrEqual => to,
            Relation::Greater => !to,
            Relation::GreaterOrEqual => !below,
        };
        self.one_of(span, slot, list, words)
    }

    fn one_of(&mut self, span: &Range<usize>, slot: Slot, list: &EnumType, words: u64) -> u16 {
        let all = list.all();
        if words & all == 0 || words & all == all {
            return self.refuse(span, FaultKind::Constant { answer: words & all != 0 });
        }
        self.leaf(span, About::Choice { slot, all }, Test::OneOf(words & all))
    }

    /// The place of `word` in `list`, reported if it has none.
    fn word(&mut self, list: &EnumType, word: &str, span: &Range<usize>) -> Option<usize> {
        let place = list.place(word);
        if place.is_none() {
            let words = list.variants.iter().map(String::as_str);
            let known = match nearest(word, words) {
                Some(near) => near.to_owned(),
                None => list.variants.join(", "),
            };
            let (given, list) = (word.to_owned(), list.name.clone());
            self.fault(span, FaultKind::UnknownWord { given, list, known });
        }
        place
    }

    /// `word in set`, `fact in [word, …]` or `number in [number, …]`.
    pub(super) fn membership(&mut self, span: &Range<usize>, left: &Node, right: &Node) -> u16 {
        if let NodeKind::List(parts) = &right.kind {
            return self.in_list(span, left, parts, &right.span);
        }
        match (self.value(left), self.value(right)) {
            (Value::Broken, _) | (_, Value::Broken) => self.broken(),
            (Value::Word(word), Value::Set(slot, list)) => match self.word(list, &word, &left.span) {
                Some(place) => {
                    let bit = bits_below(place + 1) & !bits_below(place);
                    self.leaf(span, About::Member { slot, bit, all: list.all() }, Test::Holds)
                }
                None => self.broken(),
            },
            _ => self.refuse(span, FaultKind::BadIn),
        }
    }

    fn in_list(&mut self, span: &Range<usize>, left: &Node, parts: &[Node], list_span: &Range<usize>) -> u16 {
        if parts.is_empty() {
            return self.refuse(list_span, FaultKind::BadList);
        }
        match self.value(left) {
            Value::Broken => self.broken(),
            Value::Choice(slot, list) => self.choice_in(span, slot, list, parts),
            Value::Linear(_) => {
                let mut equals = Vec::with_capacity(parts.len());
                for part in parts {
                    equals.push(self.compare(span, Relation::Equal, left, part));
                }
                self.builder.many(&equals, |first, count| Op::Any { first, count })
            }
            Value::Word(_) => self.refuse(span, FaultKind::NoFact),
            _ => self.refuse(span, FaultKind::BadIn),
        }
    }

    fn choice_in(&mut self, span: &Range<usize>, slot: Slot, list: &EnumType, parts: &[Node]) -> u16 {
        let mut words = 0;
        let mut whole = true;
        for part in parts {
            let place = match &part.kind {
                NodeKind::Text(word) => self.word(list, word, &part.span),
                NodeKind::Broken => None,
                NodeKind::Name(name) if list.place(name).is_some() => {
                    self.fault(&part.span, FaultKind::QuoteTheWord { given: name.clone() });
                    None
                }
                _ => {
                    self.fault(&part.span, FaultKind::BadIn);
                    None
                }
            };
            words |= place.map_or(0, |place| bits_below(place + 1) & !bits_below(place));
            whole &= place.is_some();
        }
        if whole { self.one_of(span, slot, list, words) } else { self.broken() }
    }
}

/// The answer a comparison has for every value between `least` and `greatest`, if it has one.
fn always(relation: Relation, bound: i128, least: i128, greatest: i128) -> Option<bool> {
    let outside = bound < least || bound > greatest;
    let at_ends = (relation.holds(least, bound), relation.holds(greatest, bound));
    match relation {
        Relation::Equal if outside => Some(false),
        Relation::NotEqual if outside => Some(true),
        Relation::Equal | Relation::NotEqual if least < greatest => None,
        _ => (at_ends.0 == at_ends.1).then_some(at_ends.0),
    }
}

/// A value as the plan's author would write it.
fn in_unit(unit: Unit, value: i128) -> String {
    let value = i64::try_from(value).unwrap_or(if value < 0 { i64::MIN } else { i64::MAX });
    let kind = if unit == Unit::Int { NodeKind::Number(value) } else { NodeKind::Duration(value) };
    Node::new(0..0, kind).to_string()
}
