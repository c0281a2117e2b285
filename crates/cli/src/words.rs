//! What machines call by an id, called by its name: events, states, acts, and the plan's own items in the reader's
//! language.

use messages::Message;
use plan::{Plan, TextKey};

use crate::door::Door;

/// The name of an event's kind; the kind itself where a newer one has no name here.
pub fn event(kind: &str, door: &Door) -> String {
    let key = match kind {
        "case.opened" => "cli-event-case-opened",
        "state.entered" => "cli-event-state-entered",
        "state.left" => "cli-event-state-left",
        "case.reopened" => "cli-event-case-reopened",
        "fact.stated" => "cli-event-fact-stated",
        "act.struck" => "cli-event-act-struck",
        "evidence.added" => "cli-event-evidence-added",
        "custody.passed" => "cli-event-custody-passed",
        "level.computed" => "cli-event-level-computed",
        "level.decided" => "cli-event-level-decided",
        "level.decision_lapsed" => "cli-event-level-decision-lapsed",
        "proposal.made" => "cli-event-proposal-made",
        "proposal.answered" => "cli-event-proposal-answered",
        "trigger.ceased" => "cli-event-trigger-ceased",
        "warning.opened" => "cli-event-warning-opened",
        "warning.decided" => "cli-event-warning-decided",
        "response.declared" => "cli-event-response-declared",
        "start.confirmed" => "cli-event-start-confirmed",
        "obligation.started" => "cli-event-obligation-started",
        "obligation.undetermined" => "cli-event-obligation-undetermined",
        "obligation.not_owed" => "cli-event-obligation-not-owed",
        "obligation.rescheduled" => "cli-event-obligation-rescheduled",
        "obligation.warned" => "cli-event-obligation-warned",
        "obligation.missed" => "cli-event-obligation-missed",
        "obligation.met" => "cli-event-obligation-met",
        "obligation.moot" => "cli-event-obligation-moot",
        "obligation.questioned" => "cli-event-obligation-questioned",
        "role.paged" => "cli-event-role-paged",
        "playbook.started" => "cli-event-playbook-started",
        "task.laid_out" => "cli-event-task-laid-out",
        "task.moved" => "cli-event-task-moved",
        "gate.condition_changed" => "cli-event-gate-condition-changed",
        "gate.condition_waived" => "cli-event-gate-condition-waived",
        "gate.proposed" => "cli-event-gate-proposed",
        "gate.reviewed" => "cli-event-gate-reviewed",
        "gate.approved" => "cli-event-gate-approved",
        "gate.lapsed" => "cli-event-gate-lapsed",
        "form.filed" => "cli-event-form-filed",
        "notice.passed" => "cli-event-notice-passed",
        "notice.pass_lapsed" => "cli-event-notice-pass-lapsed",
        "notice.sent" => "cli-event-notice-sent",
        "plan.adopted" => "cli-event-plan-adopted",
        other => return other.to_owned(),
    };
    door.words(&Message::new(key))
}

/// The name of a state of a case.
pub fn state(id: &str, door: &Door) -> String {
    let key = match id {
        "assessing" => "cli-state-assessing",
        "warning" => "cli-state-warning",
        "response" => "cli-state-response",
        "recovery" => "cli-state-recovery",
        "watch" => "cli-state-watch",
        "after_care" => "cli-state-after-care",
        "closed" => "cli-state-closed",
        other => return other.to_owned(),
    };
    door.words(&Message::new(key))
}

/// What somebody does with a command, as the story of a drill tells it.
pub fn act(command: &str, door: &Door) -> String {
    let key = match command {
        "open" => "cli-act-open",
        "fact" => "cli-act-fact",
        "strike" => "cli-act-strike",
        "evidence" => "cli-act-evidence",
        "custody" => "cli-act-custody",
        "decide-level" => "cli-act-decide-level",
        "warn" => "cli-act-warn",
        "renew" => "cli-act-renew",
        "watch" => "cli-act-watch",
        "declare" => "cli-act-declare",
        "accept" => "cli-act-accept",
        "answer" => "cli-act-answer",
        "playbook" => "cli-act-playbook",
        "task" => "cli-act-task",
        "met" => "cli-act-met",
        "file" => "cli-act-file",
        "pass" => "cli-act-pass",
        "notice-sent" => "cli-act-notice-sent",
        "gate.propose" => "cli-act-gate-propose",
        "gate.review" => "cli-act-gate-review",
        "gate.approve" => "cli-act-gate-approve",
        "waive" => "cli-act-waive",
        "moot" => "cli-act-moot",
        "adopt" => "cli-act-adopt",
        "tick" => "cli-act-tick",
        "close" => "cli-act-close",
        "reopen" => "cli-act-reopen",
        other => return other.to_owned(),
    };
    door.words(&Message::new(key))
}

/// The title of a role; its id where the plan has none.
pub fn role(plan: &Plan, id: &str, door: &Door) -> String {
    plan.role(id).map_or_else(|| id.to_owned(), |role| text(plan, &role.title, door))
}

/// What an obligation, a task, a gate, a form, a notice or a playbook is called; the id where it is none of them.
pub fn item(plan: &Plan, id: &str, door: &Door) -> String {
    let (stem, number) = id.split_once('#').map_or((id, ""), |(stem, number)| (stem, number));
    let task = stem.strip_prefix("task/").unwrap_or(stem);
    let tasks = plan.playbooks.iter().flat_map(|playbook| &playbook.tasks);
    let title = plan
        .obligation(stem)
        .map(|obligation| &obligation.title)
        .or_else(|| tasks.into_iter().find(|template| template.id == task).map(|template| &template.title))
        .or_else(|| plan.gate(stem).map(|gate| &gate.title))
        .or_else(|| plan.form(stem).map(|form| &form.title))
        .or_else(|| plan.notice(stem).map(|notice| &notice.title))
        .or_else(|| plan.playbook(stem).map(|playbook| &playbook.title));
    match title {
        None => id.to_owned(),
        Some(title) if matches!(number, "" | "1") => text(plan, title, door),
        Some(title) => format!("{} #{number}", text(plan, title, door)),
    }
}

/// A text of the plan in the reader's language, else in the plan's own.
pub fn text(plan: &Plan, key: &TextKey, door: &Door) -> String {
    plan.text(key, door.language.tag()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stored_kind_of_event_has_a_name() {
        let door = Door::new(messages::Language::English);
        for (kind, _) in incident::stored::kinds() {
            assert_ne!(event(kind, &door), kind, "{kind} has no name for readers");
        }
    }

    #[test]
    fn every_act_a_person_can_do_has_a_name() {
        let door = Door::new(messages::Language::English);
        for (command, _) in incident::words::COMMANDS {
            assert_ne!(act(command, &door), *command, "{command} has no name for readers");
        }
    }
}
