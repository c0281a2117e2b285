//! What an assessment answers, under the names and in the words of the catalogue of facts (`plan/data/facts.yaml`): what
//! was counted, and nothing the engine did not look at.

use crate::{Assessment, Count, Kind};

/// A fact with its least value, and its greatest where that is known.
pub type Bounds = (&'static str, (u64, Option<u64>));

/// Counts with the fact they answer.
pub fn counted_facts(assessment: &Assessment) -> Vec<Bounds> {
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

/// At least so many; 0 where nothing is known.
pub fn least(count: &Count) -> u64 {
    match count {
        Count::Known { lo, .. } => *lo,
        Count::Unknown { .. } => 0,
    }
}

/// Data classes that were found. That there is no other the engine cannot know: passwords, health data and biometrics it knows by
/// the names of columns alone, transactions and minors not at all.
pub fn found_classes(assessment: &Assessment) -> impl Iterator<Item = &'static str> {
    assessment.counts.by_class.iter().filter(|(_, count)| count.records > 0).map(|(class, _)| *class)
}

/// What a leak tells about its case, in the words in which a fact is stated: `>=120000`, `identity,contact+`. At least this
/// much got out, never at most: another file may hold more, and what could not be read, or holds nothing, says nothing.
pub fn stated_facts(assessment: &Assessment) -> Vec<(&'static str, String)> {
    let counted = counted_facts(assessment).into_iter();
    let mut words: Vec<(&'static str, String)> =
        counted.filter(|(_, (lo, _))| *lo > 0).map(|(fact, (lo, _))| (fact, format!(">={lo}"))).collect();
    let classes: Vec<&str> = found_classes(assessment).collect();
    if !classes.is_empty() {
        words.push(("classes", format!("{}+", classes.join(","))));
    }
    words
}

/// Persons with a value of each of these classes, at least.
fn together(assessment: &Assessment, classes: [&str; 2]) -> u64 {
    let combinations = assessment.counts.by_combination.iter();
    combinations
        .filter(|combination| classes.iter().all(|class| combination.classes.contains(class)))
        .map(|combination| combination.count.persons_lo)
        .sum()
}
