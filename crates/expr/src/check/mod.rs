//! Tree → program: names, types and ranges. Every fault is collected; a broken part causes no second fault.

mod compare;
mod linear;
mod value;

use crate::ast::{Node, NodeKind, Word};
use crate::build::Builder;
use crate::fault::{Fault, FaultKind};
use crate::known::Known;
use crate::limits::MOST_PARTS;
use crate::nearest::nearest;
use crate::program::{About, Op, Program, Test};
use crate::schema::{Schema, Slot};
use crate::types::{Type, bits_below};
use std::ops::Range;
use value::Value;

/// The calls of the language, as they are written.
const CALLS: &[(&str, &str)] = &[
    ("at_least", "at_least(2, condition, condition, condition)"),
    ("since", "since(moment)"),
    ("level", "level(scale) at least x"),
    ("complete", "complete(set)"),
    ("known", "known(fact)"),
];

/// A program with the place of each of its leaves.
pub(crate) struct Checked {
    pub(crate) program: Program,
    pub(crate) places: Vec<Range<usize>>,
}

/// The program of `node`, and the faults of its meaning; the program means nothing if there are any.
pub(crate) fn check(node: &Node, schema: &Schema) -> (Checked, Vec<Fault>) {
    let mut checker = Checker { schema, builder: Builder::default(), places: Vec::new(), faults: Vec::new() };
    let root = checker.condition(node);
    if checker.builder.leaves() > MOST_PARTS {
        checker.fault(&node.span, FaultKind::TooManyParts { most: MOST_PARTS });
        return (Checked { program: Program::default(), places: Vec::new() }, checker.faults);
    }
    checker.builder.root(root);
    (Checked { program: checker.builder.finish(), places: checker.places }, checker.faults)
}

struct Checker<'a> {
    schema: &'a Schema,
    builder: Builder,
    /// The place of each leaf.
    places: Vec<Range<usize>>,
    faults: Vec<Fault>,
}

impl<'a> Checker<'a> {
    fn fault(&mut self, span: &Range<usize>, kind: FaultKind) {
        self.faults.push(Fault::new(span.clone(), kind));
    }

    fn leaf(&mut self, span: &Range<usize>, about: About, test: Test) -> u16 {
        self.places.push(span.clone());
        self.builder.leaf(about, test)
    }

    /// Stands for what is broken and reported.
    fn broken(&mut self) -> u16 {
        self.builder.op(Op::Constant(false))
    }

    /// The op of a node that must be true or false.
    fn condition(&mut self, node: &Node) -> u16 {
        match &node.kind {
            NodeKind::Truth(value) => self.builder.op(Op::Constant(*value)),
            NodeKind::Not(inner) => {
                let inner = self.condition(inner);
                self.builder.op(Op::Not(inner))
            }
            NodeKind::All(parts) => {
                let parts = self.conditions(parts);
                self.builder.many(&parts, |first, count| Op::All { first, count })
            }
            NodeKind::Any(parts) => {
                let parts = self.conditions(parts);
                self.builder.many(&parts, |first, count| Op::Any { first, count })
            }
            NodeKind::Compare(relation, left, right) => self.compare(&node.core, *relation, left, right),
            NodeKind::In(left, right) => self.membership(&node.core, left, right),
            NodeKind::Level { scale, least } => self.level(&node.core, scale, least),
            NodeKind::Call(name, args) => self.call(node, name, args),
            _ => match self.value(node) {
                Value::Flag(slot) => self.leaf(&node.core, About::Flag(slot), Test::Holds),
                Value::Broken => self.broken(),
                other => {
                    self.fault(&node.span, FaultKind::NotACondition { given: other.message() });
                    self.broken()
                }
            },
        }
    }

    fn conditions(&mut self, nodes: &[Node]) -> Vec<u16> {
        nodes.iter().map(|node| self.condition(node)).collect()
    }

    fn call(&mut self, node: &Node, name: &str, args: &[Node]) -> u16 {
        match name {
            "at_least" => self.at_least(node, args),
            "complete" | "known" => self.knowledge(node, name, args),
            _ => match self.value(node) {
                Value::Broken => self.broken(),
                other => {
                    self.fault(&node.span, FaultKind::NotACondition { given: other.message() });
                    self.broken()
                }
            },
        }
    }

    fn at_least(&mut self, node: &Node, args: &[Node]) -> u16 {
        let Some((least, conditions)) = args.split_first() else {
            return self.bad_arguments(node, "at_least");
        };
        let parts = self.conditions(conditions);
        let count = match least.kind {
            NodeKind::Number(count) => usize::try_from(count).ok(),
            NodeKind::Broken => return self.broken(),
            _ => None,
        };
        match count
            .filter(|count| (1..=parts.len()).contains(count))
            .and_then(|count| u16::try_from(count).ok())
        {
            Some(least) => self.builder.many(&parts, |first, count| Op::AtLeast { least, first, count }),
            None => {
                let fault = FaultKind::BadAtLeast { given: least.to_string(), conditions: parts.len() };
                self.fault(&least.span, fault);
                self.broken()
            }
        }
    }

    /// `known(fact)` or `complete(set)`.
    fn knowledge(&mut self, node: &Node, call: &str, args: &[Node]) -> u16 {
        let [arg @ Node { kind: NodeKind::Name(name), .. }] = args else {
            return self.bad_arguments(node, call);
        };
        let Some((slot, kind)) = self.fact(arg, name) else { return self.broken() };
        if call == "complete" && !matches!(kind, Type::Set(_)) {
            return self.bad_arguments(node, call);
        }
        self.leaf(&node.core, About::Knowledge { slot, nothing: Known::unknown(kind) }, Test::Holds)
    }

    fn bad_arguments(&mut self, node: &Node, call: &str) -> u16 {
        let form = CALLS.iter().find(|(name, _)| *name == call).map_or("", |(_, form)| form);
        // An argument that is already broken has been reported.
        let reported = matches!(&node.kind, NodeKind::Call(_, args) if args.iter().any(|arg| arg.kind == NodeKind::Broken));
        if !reported {
            self.fault(&node.span, FaultKind::BadArguments { form });
        }
        self.broken()
    }

    fn level(&mut self, span: &Range<usize>, scale: &Word, least: &Word) -> u16 {
        let Some(at) = self.schema.scale_index(&scale.text) else {
            let known =
                self.schema.scales().iter().map(|scale| scale.name.as_str()).collect::<Vec<_>>().join(", ");
            self.fault(&scale.at, FaultKind::UnknownScale { given: scale.text.clone(), known });
            return self.broken();
        };
        let levels = self.schema.scales().get(at).map(|scale| scale.levels.as_slice()).unwrap_or_default();
        let Some(place) = levels.iter().position(|level| *level == least.text) else {
            let (given, scale) = (least.text.clone(), scale.text.clone());
            self.fault(&least.at, FaultKind::UnknownLevel { given, scale, known: levels.join(", ") });
            return self.broken();
        };
        let all = bits_below(levels.len() + 1);
        let about = About::Level { scale: u16::try_from(at).unwrap_or(u16::MAX), all };
        self.leaf(span, about, Test::OneOf(all & !bits_below(place + 1)))
    }

    /// The declaration of the fact `name`, reported at `node` if there is none.
    fn fact(&mut self, node: &Node, name: &str) -> Option<(Slot, &'a Type)> {
        let schema = self.schema;
        if let Some(slot) = schema.slot(name) {
            return schema.fact(slot).map(|fact| (slot, &fact.kind));
        }
        let call = CALLS.iter().find(|(call, _)| *call == name);
        let fault = match call {
            Some((_, form)) => FaultKind::BadArguments { form },
            None if self.is_word(name) => FaultKind::QuoteTheWord { given: name.to_owned() },
            None => {
                let names = schema.facts().iter().map(|fact| fact.name.as_str());
                FaultKind::UnknownName {
                    given: name.to_owned(),
                    nearest: nearest(name, names).map(str::to_owned),
                }
            }
        };
        self.fault(&node.span, fault);
        None
    }

    /// Whether some list has this word.
    fn is_word(&self, name: &str) -> bool {
        self.schema.facts().iter().any(|fact| match &fact.kind {
            Type::Enum(list) | Type::Set(list) => list.place(name).is_some(),
            _ => false,
        })
    }
}
