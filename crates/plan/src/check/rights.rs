use std::collections::BTreeSet;

use messages::Message;

use super::Review;
use crate::lower::Section;
use crate::model::{MetBy, Plan, Right, Role, SetBy};

/// What a role is asked to do needs the right to do it; a role that nothing asks for anything is shown.
pub(super) fn check(review: &Review<'_>) {
    let plan = review.plan;
    let mut asked = Asked { review, roles: BTreeSet::new() };
    for one in &plan.obligations {
        asked.roles.insert(one.accountable.clone());
        let (act, right) = match one.met_by {
            MetBy::Filing(_) => ("plan-act-file", Right::File),
            MetBy::Notice(_) => ("plan-act-send", Right::Send),
            MetBy::Decision => ("plan-act-do", Right::Decide),
            MetBy::Attested => ("plan-act-do", Right::DoTask),
        };
        asked.of(Section::Obligations, &one.id, "doer", &one.doer, act, right);
    }
    gates(&mut asked, plan);
    setters(review);
    answers(&mut asked, plan);
    for notice in &plan.notices {
        asked.of(
            Section::Notices,
            &notice.id,
            "passed_by",
            &notice.passed_by,
            "plan-act-pass",
            Right::PassText,
        );
    }
    for task in plan.playbooks.iter().flat_map(|playbook| &playbook.tasks) {
        asked.roles.insert(task.accountable.clone());
        asked.of(Section::Tasks, &task.id, "doer", &task.doer, "plan-act-do", Right::DoTask);
    }
    if !review.is_whole() {
        return;
    }
    for role in plan.roles.iter().filter(|role| !asked.roles.contains(&role.id)) {
        let place = review.place(Section::Roles, &role.id);
        review.report.warning(place, Message::new("plan-check-role-idle").with("role", &role.id));
    }
}

/// A scale that people set needs somebody who may.
fn setters(review: &Review<'_>) {
    let decides = |role: &Role| role.rights.contains(&Right::DecideLevel);
    if !review.knows_all(Section::Roles) || review.plan.roles.iter().any(decides) {
        return;
    }
    for scale in review.plan.scales.iter().filter(|scale| scale.set_by == SetBy::People) {
        let message = Message::new("plan-check-nobody-sets").with("scale", &scale.id);
        review.report.error(review.place(Section::Scales, &format!("{} set_by", scale.id)), message);
    }
}

/// Who proposes, reviews, approves, or waives a condition.
fn gates(asked: &mut Asked<'_>, plan: &Plan) {
    for gate in &plan.gates {
        asked.of(
            Section::Gates,
            &gate.id,
            "proposes",
            &gate.proposes,
            "plan-act-propose",
            Right::ProposeGate,
        );
        asked.of(
            Section::Gates,
            &gate.id,
            "approves",
            &gate.approves,
            "plan-act-approve",
            Right::ApproveGate,
        );
        for role in &gate.reviews {
            let part = format!("reviews {role}");
            asked.of(Section::Gates, &gate.id, &part, role, "plan-act-review", Right::ReviewGate);
        }
        for condition in &gate.conditions {
            let Some(role) = &condition.waived_by else { continue };
            let part = format!("{} waived_by", condition.id);
            asked.of(Section::Gates, &gate.id, &part, role, "plan-act-waive", Right::ApproveGate);
        }
    }
}

/// Who answers facts, as far as the pack itself says it.
fn answers(asked: &mut Asked<'_>, plan: &Plan) {
    for fact in &plan.catalogue.facts {
        for role in &fact.answered_by {
            let part = format!("answered_by {role}");
            // The core catalogue names roles of every pack; only what the pack itself says has such a place.
            if asked.review.known_place(Section::Facts, &format!("{} {part}", fact.id)).is_some() {
                asked.of(Section::Facts, &fact.id, &part, role, "plan-act-answer", Right::StateFact);
            }
        }
    }
}

struct Asked<'a> {
    review: &'a Review<'a>,
    roles: BTreeSet<String>,
}

impl Asked<'_> {
    /// `part` is the key of the item at which the role is named.
    fn of(&mut self, section: Section, id: &str, part: &str, role: &str, act: &'static str, right: Right) {
        self.roles.insert(role.to_owned());
        // A role that could not be read may have the right.
        let lacks = self.review.plan.role(role).is_some_and(|role| !role.rights.contains(&right));
        if lacks {
            let message = Message::new("plan-check-right")
                .with("role", role)
                .with("act", Message::new(act))
                .with("id", id)
                .with("right", right.word());
            self.review.report.error(self.review.place(section, &format!("{id} {part}")), message);
        }
    }
}
