use std::collections::BTreeSet;

use messages::Message;

use super::Review;
use crate::lower::Section;
use crate::model::{Drill, Expected, Origin, Plan};

/// A clause that a drill says it exercises is carried by something that the drill does, expects, or runs into.
pub(super) fn check(review: &Review<'_>) {
    for drill in &review.plan.drills {
        let touched = touched(review.plan, drill);
        for clause in drill.exercises.iter().filter(|clause| !touched.contains(clause.as_str())) {
            let message =
                Message::new("plan-check-exercise-empty").with("drill", &drill.id).with("clause", clause);
            review.report.warning(review.place(Section::Drills, &drill.id), message);
        }
    }
}

/// Clauses of the items that the drill's steps and expectations name, and of the roles that act in it.
fn touched<'p>(plan: &'p Plan, drill: &'p Drill) -> BTreeSet<&'p str> {
    let mut named: BTreeSet<&str> = BTreeSet::new();
    for step in &drill.steps {
        named.extend(step.role.as_deref());
        named.extend(step.act.args.iter().map(|(_, value)| value.split('#').next().unwrap_or_default()));
    }
    for expectation in &drill.expectations {
        match &expectation.expected {
            Expected::MetInTime(id) | Expected::Missed(id) | Expected::DueAt(id, _) => {
                named.insert(id.split('#').next().unwrap_or_default())
            }
            Expected::Level { scale, .. } => named.insert(scale),
            Expected::State { .. } | Expected::Refused(_) => false,
        };
    }
    let clauses = items(plan).into_iter().filter(|(id, _)| named.contains(id));
    let clauses = clauses.flat_map(|(_, origin)| origin.clause.iter().chain(&origin.also));
    let expected = drill.expectations.iter().filter_map(|one| one.clause.as_ref());
    clauses.chain(expected).map(String::as_str).collect()
}

/// What a step can name, with where it comes from.
fn items(plan: &Plan) -> Vec<(&str, &Origin)> {
    let mut all: Vec<(&str, &Origin)> = Vec::new();
    all.extend(plan.roles.iter().map(|one| (&*one.id, &one.origin)));
    all.extend(plan.scales.iter().map(|one| (&*one.id, &one.origin)));
    all.extend(plan.triggers.iter().map(|one| (&*one.id, &one.origin)));
    all.extend(plan.obligations.iter().map(|one| (&*one.id, &one.origin)));
    all.extend(plan.gates.iter().map(|one| (&*one.id, &one.origin)));
    all.extend(plan.playbooks.iter().map(|one| (&*one.id, &one.origin)));
    all.extend(plan.playbooks.iter().flat_map(|one| &one.tasks).map(|task| (&*task.id, &task.origin)));
    all.extend(plan.forms.iter().map(|one| (&*one.id, &one.origin)));
    all.extend(plan.notices.iter().map(|one| (&*one.id, &one.origin)));
    all
}
