use std::collections::BTreeSet;

use messages::Message;

use super::Review;
use crate::lower::{Section, near};
use crate::model::{Origin, Plan};

/// Binding clauses that nothing carries (unless a stated choice speaks of them), clauses that no drill exercises, and
/// choices on which nothing rests.
pub(super) fn check(review: &Review<'_>) {
    let plan = review.plan;
    let origins = origins(plan);
    let carried: BTreeSet<&String> =
        origins.iter().flat_map(|one| one.clause.iter().chain(&one.also)).collect();
    // An item that was left out may carry what it names; a file that could not be read, anything.
    let unread = review.read.unread;
    // And a clause written otherwise elsewhere has been told there.
    let unknown = || review.read.unknown_clauses.iter().map(String::as_str);
    let may_be = |number: &String| {
        unread || review.read.named_clauses.contains(number) || near::nearest(number, unknown()).is_some()
    };
    let chosen: BTreeSet<&String> = plan.choices.iter().flat_map(|choice| &choice.clauses).collect();
    let drilled: BTreeSet<&String> = plan.drills.iter().flat_map(|drill| &drill.exercises).collect();
    for clause in plan.clauses.iter().filter(|clause| clause.binding) {
        let (place, number) = (review.place(Section::Clauses, &clause.number), &clause.number);
        if !carried.contains(number) && !chosen.contains(number) && !may_be(number) {
            review.report.error(place, Message::new("plan-check-clause-uncarried").with("clause", number));
        } else if review.is_whole() && carried.contains(number) && !drilled.contains(number) {
            review.report.warning(place, Message::new("plan-check-clause-undrilled").with("clause", number));
        }
    }
    if !review.is_whole() {
        return;
    }
    let rested: BTreeSet<&String> = origins.iter().filter_map(|one| one.choice.as_ref()).collect();
    for choice in plan.choices.iter().filter(|choice| !rested.contains(&choice.id)) {
        // A choice may say of a clause that nothing in the pack carries it: that is its use.
        if choice.clauses.iter().all(|clause| carried.contains(clause)) {
            let place = review.place(Section::Choices, &choice.id);
            review.report.warning(place, Message::new("plan-check-choice-unused").with("choice", &choice.id));
        }
    }
}

/// Where every item of the plan comes from.
fn origins(plan: &Plan) -> Vec<&Origin> {
    let mut all: Vec<&Origin> = Vec::new();
    all.extend(plan.roles.iter().map(|one| &one.origin));
    all.extend(plan.scales.iter().map(|one| &one.origin));
    all.extend(plan.scales.iter().flat_map(|one| &one.rules).map(|rule| &rule.origin));
    all.extend(plan.triggers.iter().map(|one| &one.origin));
    all.extend(plan.obligations.iter().map(|one| &one.origin));
    all.extend(plan.gates.iter().map(|one| &one.origin));
    all.extend(plan.gates.iter().flat_map(|one| &one.conditions).map(|condition| &condition.origin));
    all.extend(plan.playbooks.iter().map(|one| &one.origin));
    all.extend(plan.playbooks.iter().flat_map(|one| &one.tasks).map(|task| &task.origin));
    all.extend(plan.forms.iter().map(|one| &one.origin));
    all.extend(plan.notices.iter().map(|one| &one.origin));
    all.extend(plan.drills.iter().map(|one| &one.origin));
    all
}
