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
    /// Where an item stands, or a part of one (`ID PART`); the item itself where the part was left out.
    fn place(&self, section: Section, id: &str) -> Place {
        let start = Place { file: 0, start: 0, line: 1, column: 1 };
        let item = id.split(' ').next().unwrap_or_default();
        let at = |id: &str| self.places.get(&(section, id.to_owned())).copied();
        at(id).or_else(|| at(item)).unwrap_or(start)
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

/// Every expression of a plan, with where it stands and what faults call the item it belongs to.
fn expressions(plan: &Plan) -> Vec<(Section, String, String, &Expr)> {
    let mut found = Vec::new();
    let mut add = |section, name: String, when| found.push((section, format!("{name} when"), name, when));
    for scale in &plan.scales {
        scale
            .rules
            .iter()
            .for_each(|rule| add(Section::Scales, format!("{} {}", scale.id, rule.id), &rule.when));
    }
    for trigger in &plan.triggers {
        add(Section::Triggers, trigger.id.clone(), &trigger.when);
    }
    for obligation in &plan.obligations {
        obligation.owed_when.iter().for_each(|when| add(Section::Obligations, obligation.id.clone(), when));
    }
    for gate in &plan.gates {
        gate.conditions
            .iter()
            .for_each(|one| add(Section::Gates, format!("{} {}", gate.id, one.id), &one.when));
    }
    for playbook in &plan.playbooks {
        playbook.when.iter().for_each(|when| add(Section::Playbooks, playbook.id.clone(), when));
    }
    found
}
