//! Gates: what must hold before a state is left, and who proposes, reviews and approves.

use maud::{Markup, html};
use plan::Right;
use views::GateView;

use super::Room;
use crate::look::button::{Rank, submit};
use crate::look::card::{Card, card};
use crate::look::gate::{Condition, Met, gate_button, gate_rows};

/// `GET /cases/{case}/gate`.
pub(super) fn body(room: &Room<'_>) -> Markup {
    html! { @for gate in &room.view.gates { (one(gate, room)) } }
}

fn one(gate: &GateView, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let title = Card { id: format!("gate-{}", gate.id), title: names.item(&gate.id), caption: None };
    let rows: Vec<Condition> = conditions(gate, room);
    // What was typed into a refused proposal stands in its own box again, and in no other.
    let was_this = room.ask.form.typed("gate") == gate.id;
    let typed = if was_this { room.ask.form.typed("reason") } else { "" };
    let lacking = gate.lacking.as_ref().map(|id| condition_text(&gate.id, id, room));
    card(
        &title,
        &html! {
            (gate_rows(&rows, names.language))
            @if let Some(approved) = gate.approved_at {
                p.help { (names.say("server-gate-approved")) " " (names.moment(approved, room.now)) }
            } @else if gate.proposed_by.is_none() {
                @if room.may(Right::ProposeGate) {
                    form.form method="post" action=(room.act("gate.propose")) data-keep {
                        (room.hidden())
                        input type="hidden" name="gate" value=(gate.id);
                        label { (names.say("look-reason")) " " textarea name="reason" rows="2" required { (typed) } }
                        (gate_button(&names.say("server-gate-propose"), lacking.as_deref(), names.language))
                    }
                }
            } @else {
                (under_way(gate, room))
            }
        },
    )
}

fn under_way(gate: &GateView, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let reviewers: Vec<String> = gate.reviews_missing.iter().map(|role| names.role(role)).collect();
    let button = |act: &str, key| {
        html! {
            form method="post" action=(room.act(act)) {
                (room.hidden())
                input type="hidden" name="gate" value=(gate.id);
                (submit(&names.say(key), Rank::Quiet))
            }
        }
    };
    html! {
        @if let Some(by) = &gate.proposed_by { p.help { (names.say("server-gate-proposed-by")) " " (names.role(by)) } }
        @if !reviewers.is_empty() {
            p.help { (names.say("server-gate-reviews-missing")) " " (reviewers.join(&names.say("look-comma"))) }
            @if room.may(Right::ReviewGate) { (button("gate.review", "server-gate-review")) }
        } @else if room.may(Right::ApproveGate) {
            (button("gate.approve", "server-gate-approve"))
        }
    }
}

fn conditions(gate: &GateView, room: &Room<'_>) -> Vec<Condition> {
    let condition = |view: &views::ConditionView| Condition {
        text: condition_text(&gate.id, &view.id, room),
        met: match view.status {
            "met" => {
                Met::Since(view.since.map(|since| room.names.moment(since, room.now)).unwrap_or_default())
            }
            "not_met" => Met::Not,
            "waived" => Met::NotApplicable {
                by: view.waived_by.as_deref().map(|role| room.names.role(role)).unwrap_or_default(),
                why: view.waived_because.clone().unwrap_or_default(),
            },
            _ => Met::Unknown,
        },
        help: None,
    };
    gate.conditions.iter().map(condition).collect()
}

fn condition_text(gate: &str, condition: &str, room: &Room<'_>) -> String {
    let plan = room.names.plan;
    let found = plan.gate(gate).and_then(|gate| gate.conditions.iter().find(|known| known.id == condition));
    found.map_or_else(|| condition.to_owned(), |condition| room.names.text(&condition.text))
}
