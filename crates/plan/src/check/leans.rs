use std::collections::BTreeSet;

use messages::Message;

use super::Review;
use crate::lower::Section;
use crate::model::Scale;

/// Scales whose level rests on itself, straight or by way of others: nothing could ever decide it.
pub(super) fn check(review: &Review<'_>) {
    let scales = &review.plan.scales;
    let mut told: BTreeSet<usize> = BTreeSet::new();
    for scale in scales {
        let Some(slot) = review.plan.catalogue.schema.scale_index(&scale.id) else { continue };
        let Some(circle) = circle(review, slot).filter(|circle| told.is_disjoint(circle)) else { continue };
        let rule = scale.rules.iter().find(|rule| rule.when.scales().any(|other| circle.contains(&other)));
        let part = rule.map_or(scale.id.clone(), |rule| format!("{} {} when", scale.id, rule.id));
        let message = Message::new("plan-check-scale-circle").with("scale", &scale.id);
        review.report.error(review.place(Section::Scales, &part), message);
        told.extend(circle);
    }
}

/// The scales on which this one rests and which rest on it, itself among them; `None` if it does not rest on itself.
fn circle(review: &Review<'_>, slot: usize) -> Option<BTreeSet<usize>> {
    let below = leans_on(review, slot);
    below
        .contains(&slot)
        .then(|| below.into_iter().filter(|other| leans_on(review, *other).contains(&slot)).collect())
}

/// Every scale that the level of this one rests on, however far below.
fn leans_on(review: &Review<'_>, slot: usize) -> BTreeSet<usize> {
    let schema = &review.plan.catalogue.schema;
    let read = |slot: usize| -> Option<&Scale> { review.plan.scale(&schema.scales().get(slot)?.name) };
    let (mut found, mut open) = (BTreeSet::new(), vec![slot]);
    while let Some(next) = open.pop() {
        let rules = read(next).into_iter().flat_map(|scale| &scale.rules);
        for other in rules.flat_map(|rule| rule.when.scales()) {
            if found.insert(other) {
                open.push(other);
            }
        }
    }
    found
}
