//! What a reviewer of a plan would find, beyond what makes it readable. One file per question asked.

mod clauses;
mod conditions;
mod drills;
mod notices;
mod rights;
mod scales;
mod starts;
mod units;

use expr::Expr;

use crate::lower::{Places, Section};
use crate::model::Plan;
use crate::report::Report;
use crate::tree::Place;

/// A plan under review.
struct Review<'a> {
    report: &'a Report,
    plan: &'a Plan,
    places: &'a Places,
}

impl Review<'_> {
    /// Where an item stands.
    fn place(&self, section: Section, id: &str) -> Place {
        let start = Place { file: 0, start: 0, line: 1, column: 1 };
        self.places.get(&(section, id.to_owned())).copied().unwrap_or(start)
    }
}

/// Reports what a reviewer would find in a plan that could be lowered.
pub(crate) fn check(report: &Report, plan: &Plan, places: &Places) {
    let review = Review { report, plan, places };
    let reached = scales::check(&review);
    conditions::check(&review);
    starts::check(&review, &reached);
    rights::check(&review);
    clauses::check(&review);
    drills::check(&review);
    notices::check(&review);
    units::check(&review);
}

/// Every expression of a plan, with the item it belongs to and what faults call it.
fn expressions(plan: &Plan) -> Vec<(Section, &str, String, &Expr)> {
    let mut found = Vec::new();
    for scale in &plan.scales {
        let rules = scale.rules.iter();
        found.extend(
            rules.map(|rule| (Section::Scales, &*scale.id, format!("{} {}", scale.id, rule.id), &rule.when)),
        );
    }
    for trigger in &plan.triggers {
        found.push((Section::Triggers, &trigger.id, trigger.id.clone(), &trigger.when));
    }
    for obligation in &plan.obligations {
        found.extend(
            obligation
                .owed_when
                .iter()
                .map(|when| (Section::Obligations, &*obligation.id, obligation.id.clone(), when)),
        );
    }
    for gate in &plan.gates {
        let conditions = gate.conditions.iter();
        found.extend(
            conditions.map(|one| (Section::Gates, &*gate.id, format!("{} {}", gate.id, one.id), &one.when)),
        );
    }
    for playbook in &plan.playbooks {
        found.extend(
            playbook.when.iter().map(|when| (Section::Playbooks, &*playbook.id, playbook.id.clone(), when)),
        );
    }
    found
}
