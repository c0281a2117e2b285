use expr::Type;
use messages::Message;

use super::sections::Item;
use super::{Context, Section};
use crate::model::Fact;

/// What is said under `at_most` and `not_before` can hold: both are counts, or moments, and nothing is a part of itself.
pub(super) fn check(context: &Context<'_>, facts: &[Fact]) {
    for item in context.items(Section::Facts) {
        let Some(fact) = facts.iter().find(|fact| fact.id == item.id) else { continue };
        let nodes = item.node.child("at_most").and_then(|node| context.list(node)).unwrap_or_default();
        for (node, whole) in nodes.iter().zip(&fact.at_most) {
            if let Some(fault) = fault(fact, whole, facts) {
                context.report.error(node.place, fault.with("id", &fact.id).with("whole", whole));
            }
        }
        check_moments(context, item, fact, facts);
    }
}

/// Only moments come before or after one another, and none before itself.
fn check_moments(context: &Context<'_>, item: &Item<'_>, fact: &Fact, facts: &[Fact]) {
    let nodes = item.node.child("not_before").and_then(|node| context.list(node)).unwrap_or_default();
    for (node, before) in nodes.iter().zip(&fact.not_before) {
        let Some(other) = facts.iter().find(|other| other.id == *before) else { continue };
        let moments = matches!((&fact.kind, &other.kind), (Type::Instant, Type::Instant));
        if !moments || other.id == fact.id {
            let message = Message::new("plan-not-before-moment").with("id", &fact.id).with("before", before);
            context.report.error(node.place, message);
        }
    }
}

fn fault(fact: &Fact, whole: &str, facts: &[Fact]) -> Option<Message> {
    // One that is not there has its own fault.
    let whole = facts.iter().find(|fact| fact.id == whole)?;
    let is_count = |fact: &Fact| matches!(fact.kind, Type::Int { .. });
    if !is_count(fact) || !is_count(whole) {
        return Some(Message::new("plan-at-most-count"));
    }
    // Every loop goes back at least once in the order of the facts: it is told there.
    let place = |of: &Fact| facts.iter().position(|fact| fact.id == of.id);
    let closes = place(whole) <= place(fact) && leads_to(whole, fact, facts);
    closes.then(|| Message::new("plan-at-most-loop"))
}

fn leads_to(from: &Fact, to: &Fact, facts: &[Fact]) -> bool {
    let mut seen = vec![from.id.as_str()];
    let mut next = 0;
    while let Some(id) = seen.get(next).copied() {
        let further = facts.iter().filter(|fact| fact.id == id).flat_map(|fact| &fact.at_most);
        for id in further {
            if !seen.contains(&id.as_str()) {
                seen.push(id);
            }
        }
        next += 1;
    }
    seen.contains(&to.id.as_str())
}
