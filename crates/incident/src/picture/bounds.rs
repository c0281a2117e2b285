//! Counts that bound one another by what they mean: no more customers than people. Where what was said of two of them cannot
//! both hold, one of the two is wrong, and nobody but a person can tell which. So it is only noted: levels and clocks keep to
//! what was said of each.
//!
//! And moments that come after one another by what they mean: nothing has been quiet since before it happened. A moment that is
//! said to be earlier would open a gate too soon: until somebody says it anew it is not known.

use expr::{InstantKnown, Known};
use jiff::Timestamp;
use plan::{FactSlot, Plan};

use super::{Conflict, Resolved};
use crate::command::is_before;

/// Notes every pair whose intervals cannot both hold, on both facts. What nobody has spoken of, or what was said to be
/// unknown, contradicts nothing.
pub(super) fn note(facts: &mut [Resolved], plan: &Plan) {
    let catalogue = &plan.catalogue;
    for (part, fact) in catalogue.facts.iter().enumerate() {
        if fact.at_most.is_empty() {
            continue;
        }
        let Some((least, _)) = told(facts, plan, part) else { continue };
        for whole in catalogue.bounds_of(part) {
            if told(facts, plan, whole).is_some_and(|(_, most)| least > most) {
                facts[part].more_than.push(whole);
                facts[whole].less_than.push(part);
            }
        }
    }
}

/// The least and the most that a count can be, where something has been said of it.
fn told(facts: &[Resolved], plan: &Plan, slot: FactSlot) -> Option<(i64, i64)> {
    let resolved = facts.get(slot).filter(|fact| !fact.statements.is_empty())?;
    let unknown = Known::unknown(&plan.catalogue.facts.get(slot)?.kind);
    match resolved.known {
        Known::Int { lo, hi } if resolved.known != unknown => Some((lo, hi)),
        _ => None,
    }
}

/// A moment that certainly lies before one that it can only come after is not known, and contradicts the word that says so.
pub(super) fn undo_too_early(facts: &mut [Resolved], plan: &Plan) {
    let slot = |id: &String| plan.catalogue.slot(id);
    let mut undone = Vec::new();
    for (late, fact) in plan.catalogue.facts.iter().enumerate() {
        let Some((_, latest)) = between(facts, late) else { continue };
        let first =
            fact.not_before.iter().filter_map(slot).find(|early| {
                between(facts, *early).is_some_and(|(earliest, _)| is_before(latest, earliest))
            });
        undone.extend(first.map(|early| (late, early, Known::unknown(&fact.kind))));
    }
    for (late, early, unknown) in undone {
        let newest = |slot: usize| facts.get(slot).and_then(|fact| fact.statements.last().copied());
        let pair = newest(early).zip(newest(late));
        let Some(fact) = facts.get_mut(late) else { continue };
        fact.known = unknown;
        fact.conflicts.extend(pair.map(|(stands, against)| Conflict { stands, against }));
    }
}

/// The first and the last moment it can have been.
fn between(facts: &[Resolved], slot: FactSlot) -> Option<(Timestamp, Timestamp)> {
    match facts.get(slot)?.known {
        Known::Instant(InstantKnown::Between(lo, hi)) => Some((lo, hi)),
        _ => None,
    }
}
