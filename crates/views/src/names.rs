//! What kinds of events are called, for every room that shows a record to people.

use messages::Message;

/// The name of an event's kind; `None` for a kind that this program does not know.
pub fn event_name(kind: &str) -> Option<Message> {
    let key = match kind {
        "case.opened" => "cli-event-case-opened",
        "state.entered" => "cli-event-state-entered",
        "state.left" => "cli-event-state-left",
        "case.reopened" => "cli-event-case-reopened",
        "fact.stated" => "cli-event-fact-stated",
        "act.struck" => "cli-event-act-struck",
        "evidence.added" => "cli-event-evidence-added",
        "custody.passed" => "cli-event-custody-passed",
        "leak.counted" => "cli-event-leak-counted",
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
        _ => return None,
    };
    Some(Message::new(key))
}
