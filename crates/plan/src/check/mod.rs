//! What a reviewer of a plan would find, beyond what makes it readable. One file per question asked.
//!
//! Every question is asked of what could be read, so that one misspelt word hides nothing; what only the whole can answer
//! (is this clause carried, can this duty start) is held against what was left out, and warnings of that kind wait for
//! the whole.

mod clauses;
mod conditions;
mod drills;
mod fits;
mod leans;
mod notices;
mod order;
mod rights;
mod scales;
mod starts;
mod units;

use expr::Expr;

use crate::lower::{Lowered, Section};
use crate::model::Plan;
use crate::report::Report;
use crate::tree::Place;

/// A plan under review.
struct Review<'a> {
    report: &'a Report,
    plan: &'a Plan,
    read: &'a Lowered,
}

impl Review<'_> {
    /// Where an item stands, or a part of one (`ID PART`); the item itself where the part was left out.
    fn place(&self, section: Section, id: &str) -> Place {
        let start = Place { file: 0, start: 0, line: 1, column: 1 };
        let item = id.split(' ').next().unwrap_or_default();
        self.known_place(section, id).or_else(|| self.known_place(section, item)).unwrap_or(start)
    }

    /// Where exactly this stands, if that was taken down.
    fn known_place(&self, section: Section, id: &str) -> Option<Place> {
        self.read.places.get(&(section, id.to_owned())).copied()
    }

    /// Whether every item of the section could be read.
    fn knows_all(&self, section: Section) -> bool {
        !self.read.left_out.contains(&section)
    }

    /// Whether everything could be read.
    fn is_whole(&self) -> bool {
        self.read.left_out.is_empty()
    }
}

/// Reports what a reviewer would find in what could be read of a plan.
pub(crate) fn check(report: &Report, read: &Lowered) {
    let review = Review { report, plan: &read.plan, read };
    let reached = scales::check(&review);
    leans::check(&review);
    conditions::check(&review);
    starts::check(&review, &reached);
    fits::check(&review);
    order::check(&review);
    rights::check(&review);
    clauses::check(&review);
    if review.is_whole() {
        drills::check(&review);
    }
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
