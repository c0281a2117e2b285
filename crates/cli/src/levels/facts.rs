//! An assessment as facts of a plan: what the engine counted, and nothing it did not look at.

use exposure::Assessment;
use expr::{Known, Type};
use plan::Plan;

/// What the assessment tells about each fact of the plan, by slot; all others stay unknown.
pub fn known(assessment: &Assessment, plan: &Plan) -> Vec<Known> {
    let mut known: Vec<Known> = plan.catalogue.facts.iter().map(|fact| Known::unknown(&fact.kind)).collect();
    for (fact, (lo, hi)) in exposure::counted_facts(assessment) {
        let Some(slot) = plan.catalogue.slot(fact) else { continue };
        let Some(Type::Int { min, max }) = plan.catalogue.facts.get(slot).map(|fact| &fact.kind) else {
            continue;
        };
        let within = |count: u64| i64::try_from(count).unwrap_or(i64::MAX).clamp(*min, *max);
        known[slot] = Known::Int { lo: within(lo), hi: hi.map_or(*max, within) };
    }
    if let Some(slot) = plan.catalogue.slot("classes")
        && let Some(Type::Set(list)) = plan.catalogue.facts.get(slot).map(|fact| &fact.kind)
    {
        let found = exposure::found_classes(assessment);
        let certain = found.filter_map(|class| list.place(class)).fold(0, |bits, place| bits | 1 << place);
        // The engine knows the classes it found; that there is no other (health, passwords) it cannot know.
        known[slot] = Known::Set { certain, possible: list.all() };
    }
    known
}
