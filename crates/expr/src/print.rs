//! The one way an expression is written: single blanks, parentheses only where precedence needs them.

use std::fmt::{self, Display, Formatter, Write};

use crate::ast::{Node, NodeKind};

/// How tightly a node's own operator binds; a part that binds less needs parentheses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Any,
    All,
    Relation,
    Sum,
    Unary,
    Value,
}

fn binding(kind: &NodeKind) -> Binding {
    match kind {
        NodeKind::Any(_) => Binding::Any,
        NodeKind::All(_) => Binding::All,
        NodeKind::Compare(..) | NodeKind::In(..) => Binding::Relation,
        NodeKind::Sum(..) => Binding::Sum,
        NodeKind::Not(_) | NodeKind::Minus(_) => Binding::Unary,
        NodeKind::Number(number) | NodeKind::Duration(number) if *number < 0 => Binding::Unary,
        _ => Binding::Value,
    }
}

/// Prints a node where `least` is the loosest binding allowed without parentheses.
struct Within<'a>(&'a Node, Binding);

impl Display for Within<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if binding(&self.0.kind) < self.1 { write!(f, "({})", self.0) } else { self.0.fmt(f) }
    }
}

impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            NodeKind::Truth(value) => value.fmt(f),
            NodeKind::Number(number) => grouped(*number, f),
            NodeKind::Duration(seconds) => duration(*seconds, f),
            NodeKind::Text(text) => quoted(text, f),
            NodeKind::Name(name) => f.write_str(name),
            NodeKind::List(parts) => {
                f.write_char('[')?;
                joined(parts, ", ", Binding::Any, f)?;
                f.write_char(']')
            }
            NodeKind::Not(inner) => write!(f, "!{}", Within(inner, Binding::Unary)),
            NodeKind::Minus(inner) => write!(f, "-{}", Within(inner, Binding::Value)),
            NodeKind::All(parts) => joined(parts, " && ", Binding::Relation, f),
            NodeKind::Any(parts) => joined(parts, " || ", Binding::All, f),
            NodeKind::Sum(first, rest) => {
                Within(first, Binding::Unary).fmt(f)?;
                rest.iter().try_for_each(|(plus, part)| {
                    write!(f, " {} {}", if *plus { '+' } else { '-' }, Within(part, Binding::Unary))
                })
            }
            NodeKind::Compare(relation, left, right) => {
                write!(
                    f,
                    "{} {} {}",
                    Within(left, Binding::Sum),
                    relation.sign(),
                    Within(right, Binding::Sum)
                )
            }
            NodeKind::In(left, right) => {
                write!(f, "{} in {}", Within(left, Binding::Sum), Within(right, Binding::Sum))
            }
            NodeKind::Call(name, args) => {
                write!(f, "{name}(")?;
                joined(args, ", ", Binding::Any, f)?;
                f.write_char(')')
            }
            NodeKind::Level { scale, least } => {
                write!(f, "level({}) at least ", scale.text)?;
                quoted(&least.text, f)
            }
            NodeKind::Broken => f.write_char('…'),
        }
    }
}

fn joined(parts: &[Node], between: &str, least: Binding, f: &mut Formatter<'_>) -> fmt::Result {
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            f.write_str(between)?;
        }
        Within(part, least).fmt(f)?;
    }
    Ok(())
}

/// In double quotes; a word that holds one stands in single quotes, and no word can hold both.
fn quoted(text: &str, f: &mut Formatter<'_>) -> fmt::Result {
    let quote = if text.contains('"') { '\'' } else { '"' };
    write!(f, "{quote}{text}{quote}")
}

/// With `_` between thousands, from five digits on.
fn grouped(number: i64, f: &mut Formatter<'_>) -> fmt::Result {
    let digits = number.unsigned_abs().to_string();
    if number < 0 {
        f.write_char('-')?;
    }
    if digits.len() < 5 {
        return f.write_str(&digits);
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            f.write_char('_')?;
        }
        f.write_char(digit)?;
    }
    Ok(())
}

/// In days from five days on (laws say 72 hours), else in the largest unit that divides it.
fn duration(seconds: i64, f: &mut Formatter<'_>) -> fmt::Result {
    let (unit, length) = [("d", 86_400), ("h", 3_600), ("min", 60)]
        .into_iter()
        .find(|(unit, length)| {
            seconds != 0 && seconds % length == 0 && (*unit != "d" || seconds.abs() > 4 * length)
        })
        .unwrap_or(("s", 1));
    grouped(seconds / length, f)?;
    f.write_str(unit)
}
