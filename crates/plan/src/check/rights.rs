use std::collections::BTreeSet;

use messages::Message;

use super::Review;
use crate::lower::Section;
use crate::model::{MetBy, Right};

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
        asked.of(Section::Obligations, &one.id, &one.doer, act, right);
    }
    for gate in &plan.gates {
        asked.of(Section::Gates, &gate.id, &gate.proposes, "plan-act-propose", Right::ProposeGate);
        asked.of(Section::Gates, &gate.id, &gate.approves, "plan-act-approve", Right::ApproveGate);
        for role in &gate.reviews {
            asked.of(Section::Gates, &gate.id, role, "plan-act-review", Right::ReviewGate);
        }
        for role in gate.conditions.iter().filter_map(|one| one.waived_by.as_ref()) {
            asked.of(Section::Gates, &gate.id, role, "plan-act-waive", Right::ApproveGate);
        }
    }
    for notice in &plan.notices {
        asked.of(Section::Notices, &notice.id, &notice.passed_by, "plan-act-pass", Right::PassText);
    }
    for task in plan.playbooks.iter().flat_map(|playbook| &playbook.tasks) {
        asked.roles.insert(task.accountable.clone());
        asked.of(Section::Tasks, &task.id, &task.doer, "plan-act-do", Right::DoTask);
    }
    for role in plan.roles.iter().filter(|role| !asked.roles.contains(&role.id)) {
        let place = review.place(Section::Roles, &role.id);
        review.report.warning(place, Message::new("plan-check-role-idle").with("role", &role.id));
    }
}

struct Asked<'a> {
    review: &'a Review<'a>,
    roles: BTreeSet<String>,
}

impl Asked<'_> {
    fn of(&mut self, section: Section, id: &str, role: &str, act: &'static str, right: Right) {
        self.roles.insert(role.to_owned());
        let has = self.review.plan.role(role).is_some_and(|role| role.rights.contains(&right));
        if !has {
            let message = Message::new("plan-check-right")
                .with("role", role)
                .with("act", Message::new(act))
                .with("id", id)
                .with("right", right.word());
            self.review.report.error(self.review.place(section, id), message);
        }
    }
}
