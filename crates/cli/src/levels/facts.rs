//! An assessment as facts of a plan: what the engine counted, and nothing it did not look at.

use exposure::{Assessment, Count, Kind};
use expr::{Known, Type};
use plan::Plan;

/// What the assessment tells about each fact of the plan, by slot; all others stay unknown.
pub fn known(assessment: &Assessment, plan: &Plan) -> Vec<Known> {
    let mut known: Vec<Known> = plan.catalogue.facts.iter().map(|fact| Known::unknown(&fact.kind)).collect();
    for (fact, (lo, hi)) in counts(assessment) {
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
        let found = assessment.counts.by_class.iter().filter(|(_, count)| count.records > 0);
        let certain =
            found.filter_map(|(class, _)| list.place(class)).fold(0, |bits, place| bits | 1 << place);
        // The engine knows the classes it found; that there is no other (health, passwords) it cannot know.
        known[slot] = Known::Set { certain, possible: list.all() };
    }
    known
}

/// What the assessment tells about each fact, in the words in which a fact is stated (`>=120000`, `identity,contact+`).
pub fn words(assessment: &Assessment) -> Vec<(&'static str, String)> {
    let mut words: Vec<(&'static str, String)> = counts(assessment)
        .into_iter()
        .map(|(fact, (lo, hi))| match hi {
            Some(hi) if hi == lo => (fact, lo.to_string()),
            Some(hi) => (fact, format!("{lo}..{hi}")),
            None => (fact, format!(">={lo}")),
        })
        .collect();
    let found = assessment.counts.by_class.iter().filter(|(_, count)| count.records > 0);
    let classes: Vec<String> = found.map(|(class, _)| class.to_string()).collect();
    if !classes.is_empty() {
        words.push(("classes", format!("{}+", classes.join(","))));
    }
    words
}

/// Counts with the fact they answer: at least, and at most where that is known.
fn counts(assessment: &Assessment) -> Vec<(&'static str, (u64, Option<u64>))> {
    let counts = &assessment.counts;
    let mut facts = Vec::new();
    let told = [("records", &counts.records), ("persons", &counts.persons), ("customers", &counts.customers)];
    for (fact, count) in told {
        if let Count::Known { lo, hi, .. } = count {
            facts.push((fact, (*lo, *hi)));
        }
    }
    let identifiers = Kind::all().filter(|kind| kind.is_identifier());
    let distinct =
        identifiers.filter_map(|kind| assessment.identifiers.get(kind.id())).map(|count| count.distinct);
    // Kinds of numbers that the engine does not know are not in the sum: there may be more.
    facts.push(("identifiers", (distinct.sum(), None)));
    let persons_at_most = match &counts.persons {
        Count::Known { hi, .. } => *hi,
        Count::Unknown { .. } => None,
    };
    for (fact, other) in
        [("persons_identity_and_payment", "payment"), ("persons_identity_and_contact", "contact")]
    {
        facts.push((fact, (together(assessment, ["identity", other]), persons_at_most)));
    }
    facts
}

/// Persons with a value of each of these classes, at least.
fn together(assessment: &Assessment, classes: [&str; 2]) -> u64 {
    let combinations = assessment.counts.by_combination.iter();
    combinations
        .filter(|combination| classes.iter().all(|class| combination.classes.contains(class)))
        .map(|combination| combination.count.persons_lo)
        .sum()
}
