//! Counts that bound one another by what they mean: no more customers than people. Where what was said of two of them cannot
//! both hold, one of the two is wrong, and nobody but a person can tell which. So it is only noted: levels and clocks keep to
//! what was said of each.

use expr::Known;
use plan::{FactSlot, Plan};

use super::Resolved;

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
