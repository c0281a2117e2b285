use expr::Type;
use messages::Message;

use super::{Review, expressions};
use crate::model::Fact;

/// Records are not persons: two facts that stand on both sides of one sign must count the same thing.
pub(super) fn check(review: &Review<'_>) {
    for (section, part, _, when) in expressions(review.plan) {
        let words: Vec<&str> = words(when.text());
        for three in words.windows(3) {
            let [left, sign, right] = three else { continue };
            if !matches!(*sign, "+" | "-" | "<" | "<=" | ">" | ">=" | "==" | "!=") {
                continue;
            }
            if let (Some(left), Some(right)) = (count(review, left), count(review, right)) {
                mismatch(review, review.place(section, &part), left, right);
            }
        }
    }
}

fn mismatch(review: &Review<'_>, place: crate::tree::Place, left: &Fact, right: &Fact) {
    if left.unit != right.unit {
        let unit = |fact: &Fact| fact.unit.clone().unwrap_or_default();
        let message = Message::new("plan-check-unit")
            .with("left", &left.id)
            .with("left_unit", unit(left))
            .with("right", &right.id)
            .with("right_unit", unit(right));
        review.report.error_with(place, message, Message::new("plan-remedy-unit"));
    }
}

/// The fact of this name, if it is a count with a unit.
fn count<'p>(review: &Review<'p>, name: &str) -> Option<&'p Fact> {
    let fact = review.plan.catalogue.facts.iter().find(|fact| fact.id == name)?;
    (matches!(fact.kind, Type::Int { .. }) && fact.unit.is_some()).then_some(fact)
}

/// The names and signs of an expression that has been compiled: enough to see what stands beside what.
fn words(text: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        _ if c.is_ascii_alphanumeric() || c == '_' || c == '.' => 1,
        '<' | '>' | '=' | '!' | '+' | '-' | '&' | '|' => 2,
        _ if c.is_whitespace() => 3,
        _ => 4,
    };
    let mut words = Vec::new();
    let mut start = 0;
    let mut last = 0;
    for (index, character) in text.char_indices() {
        let now = kind(character);
        if index > start && (now != last || now == 4) {
            words.push((last, &text[start..index]));
            start = index;
        }
        last = now;
    }
    words.push((last, &text[start..]));
    words.into_iter().filter(|(kind, _)| *kind != 3).map(|(_, word)| word).collect()
}
