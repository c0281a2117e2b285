//! Gates: what must hold before a state is left, and who proposes, reviews and approves. Whether an act is open is asked of
//! the plan itself, before anybody presses a button.

use incident::{Command, Refusal as Why};
use maud::{Markup, html};
use messages::Message;
use plan::{Gate, Ids, Right};
use views::{ConditionView, GateView};

use super::Room;
use crate::look::button::{Rank, submit};
use crate::look::card::{Card, card};
use crate::look::gate::{Condition, Met, gate_button, gate_rows};
use crate::look::runs;
use crate::pages::acting::acting;
use crate::pages::refusal::on_pages;

/// `GET /cases/{case}/gate`.
pub(super) fn body(room: &Room<'_>) -> Markup {
    let gates: Vec<(&GateView, &Gate)> =
        room.view.gates.iter().filter_map(|view| Some((view, room.names.plan.gate(&view.id)?))).collect();
    // Gates out of a state that holds come first: of the others none can be passed now.
    let leads_out =
        |gate: &Gate| gate.leaves.is_empty() || gate.leaves.iter().any(|state| room.file.state.is_in(*state));
    let (now, later): (Vec<_>, Vec<_>) = gates.into_iter().partition(|(_, gate)| leads_out(gate));
    let none_now = now.is_empty();
    html! {
        @for (view, gate) in now { (one(view, gate, room)) }
        @if !later.is_empty() {
            // Where nothing can be left now, what will have to hold is all there is to see.
            details.more.later open[none_now] {
                summary { (room.names.say("server-gates-later")) }
                div.column { @for (view, gate) in later { (one(view, gate, room)) } }
            }
        }
    }
}

fn one(view: &GateView, gate: &Gate, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let title = Card { id: format!("gate-{}", gate.id), title: names.item(&gate.id), caption: None };
    let rows: Vec<Condition> =
        view.conditions.iter().map(|condition| worded(condition, gate, room)).collect();
    card(
        &title,
        &html! {
            (gate_rows(&rows, names.language))
            @for condition in &view.conditions { (waive(condition, gate, room)) }
            p.help { (hands(gate, room)) }
            @if let Some(approved) = view.approved_at {
                p.help { (names.words(&Message::new("server-gate-approved").with("moment", names.moment(approved, room.now)))) }
            }
            @if view.proposed_by.is_some() { (under_way(view, gate, room)) }
            @else if room.closed_at().is_none() { (proposal(gate, room)) }
        },
    )
}

/// Whose hands it goes through.
fn hands(gate: &Gate, room: &Room<'_>) -> String {
    let names = &room.names;
    let mut said =
        vec![names.words(&Message::new("server-gate-proposes").with("role", names.role(&gate.proposes)))];
    said.push(match gate.reviews.is_empty() {
        true => names.say("server-gate-no-reviews"),
        false => names.words(&Message::new("server-gate-reviews").with("roles", names.roles(&gate.reviews))),
    });
    said.push(names.words(&Message::new("server-gate-approves").with("role", names.role(&gate.approves))));
    said.join(" · ")
}

/// Whether one of the visitor's roles is the one the plan names.
fn holds(room: &Room<'_>, right: Right, role: &str) -> bool {
    room.roles_with(right).any(|held| held == role)
}

/// The form that proposes; while something is lacking its button says what, and does nothing.
fn proposal(gate: &Gate, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let propose = Command::ProposeGate { gate: gate.id.clone(), reason: "?".to_owned() };
    let lacking = lacking(&propose, room);
    let act = names.say("server-gate-propose");
    if !holds(room, Right::ProposeGate, &gate.proposes) {
        return html! { @if let Some(lacking) = &lacking { p.help { (names.words(&Message::new("look-lacking").with("lacking", lacking.as_str()))) } } };
    }
    if lacking.is_some() {
        return html! { p.actions { (gate_button(&act, lacking.as_deref(), names.language)) } };
    }
    let id = format!("propose-{}", gate.id);
    html! {
        form.form id=(id) method="post" action=(room.act("gate.propose")) data-keep {
            (room.hidden_in(&id))
            input type="hidden" name="gate" value=(gate.id);
            (room.reason(&id))
            p.actions { (gate_button(&act, None, names.language)) }
        }
    }
}

/// What the plan would say to the act now; nothing is written. `None`: it is open.
fn lacking(command: &Command, room: &Room<'_>) -> Option<String> {
    let (plan, state) = (room.names.plan, &room.file.state);
    // Asked in the role that the plan names: what is lacking is the same for everybody who looks.
    let role = match command {
        Command::ProposeGate { gate, .. } => plan.gate(gate).map(|gate| gate.proposes.clone()),
        Command::ApproveGate { gate } => plan.gate(gate).map(|gate| gate.approves.clone()),
        _ => None,
    };
    let who = match role {
        Some(role) => crate::reply::actor(&role, &room.visitor.person.login),
        None => acting(room.visitor, command, plan, state).ok()?,
    };
    let why = room.outlook().refusal(command, &who)?;
    let message = match &why {
        Why::GateLacks { gate, condition, .. } => return Some(condition_text(gate, condition, room)),
        Why::WrongState { .. } => Message::new("server-gate-other-state"),
        Why::StillOwed { .. } => Message::new("server-gate-still-owed"),
        Why::ReviewMissing { .. } => Message::new("server-gate-review-missing"),
        _ => return Some(room.names.words(&plan.worded(on_pages(why.message()), Ids::Hidden))),
    };
    let args = why.message();
    let message = args.args().iter().fold(message, |said, (name, value)| said.with(name, value.clone()));
    Some(room.names.words(&plan.worded(message, Ids::Hidden)))
}

/// A proposal that waits for its reviews and its approval.
fn under_way(view: &GateView, gate: &Gate, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let approve = Command::ApproveGate { gate: gate.id.clone() };
    let reviews = view.reviews_missing.iter().any(|role| holds(room, Right::ReviewGate, role));
    html! {
        @if let Some(by) = &view.proposed_by {
            p {
                strong { (names.words(&Message::new("server-gate-proposed-by").with("role", names.role(by)))) }
                @if let Some(why) = why_proposed(gate, room) { (names.say("server-colon")) (runs(&why, names.language)) }
            }
        }
        @if !view.reviews_missing.is_empty() {
            p.help { (names.words(&Message::new("server-gate-reviews-missing").with("roles", names.roles(&view.reviews_missing)))) }
        }
        @if reviews { (button("gate.review", "server-gate-review", gate, None, room)) }
        @if holds(room, Right::ApproveGate, &gate.approves) {
            (button("gate.approve", "server-gate-approve", gate, lacking(&approve, room).as_deref(), room))
        }
    }
}

/// Kind of the events in which the reason of a proposal stands.
pub(super) const PROPOSED: &str = "gate.proposed";

/// The reason of the newest proposal, as it was written.
fn why_proposed(gate: &Gate, room: &Room<'_>) -> Option<String> {
    let said = |entry: &&views::TimelineEntry| {
        entry.kind == PROPOSED && entry.data.get("gate").and_then(|id| id.as_str()) == Some(&gate.id)
    };
    let entry = room.view.timeline.iter().rev().find(said)?;
    Some(entry.data.get("reason")?.as_str()?.to_owned())
}

fn button(act: &str, key: &'static str, gate: &Gate, lacking: Option<&str>, room: &Room<'_>) -> Markup {
    let id = format!("{}-{}", act.replace('.', "-"), gate.id);
    html! {
        form.form id=(id) method="post" action=(room.act(act)) data-keep {
            (room.hidden_in(&id))
            input type="hidden" name="gate" value=(gate.id);
            @if let Some(fault) = room.refused(&id) { p.fault role="alert" { "▲ " (fault) } }
            p.actions { (gate_button(&room.names.say(key), lacking, room.names.language)) }
        }
    }
}

/// A condition that the visitor may declare not applicable, with a reason.
fn waive(condition: &ConditionView, gate: &Gate, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let known = gate.conditions.iter().find(|known| known.id == condition.id);
    let role = known.and_then(|known| known.waived_by.as_deref());
    let open = matches!(condition.status, "not_met" | "unknown");
    if !open || !role.is_some_and(|role| holds(room, Right::ApproveGate, role)) {
        return html! {};
    }
    let id = format!("waive-{}-{}", gate.id, condition.id);
    let text = condition_text(&gate.id, &condition.id, room);
    html! {
        details.more open[room.refused(&id).is_some()] {
            summary { (names.words(&Message::new("server-gate-waive").with("condition", text))) }
            form.form id=(id) method="post" action=(room.act("waive")) data-keep {
                (room.hidden_in(&id))
                input type="hidden" name="gate" value=(gate.id);
                input type="hidden" name="condition" value=(condition.id);
                (room.reason(&id))
                p.actions { (submit(&names.say("server-gate-waive-act"), Rank::Quiet)) }
            }
        }
    }
}

fn worded(view: &ConditionView, gate: &Gate, room: &Room<'_>) -> Condition {
    let met = match view.status {
        "met" => Met::Since(view.since.map(|since| room.names.moment(since, room.now)).unwrap_or_default()),
        "not_met" => Met::Not,
        "not_applicable" => Met::NotApplicable {
            by: view.waived_by.as_deref().map(|role| room.names.role(role)).unwrap_or_default(),
            why: view.waived_because.clone().unwrap_or_default(),
        },
        _ => Met::Unknown,
    };
    let open = matches!(met, Met::Not | Met::Unknown);
    let help = open.then(|| hangs_on(&view.id, gate, room));
    Condition { text: condition_text(&gate.id, &view.id, room), met, help }
}

/// The facts that settle a condition, each leading to its place, with who can answer.
fn hangs_on(condition: &str, gate: &Gate, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let known = gate.conditions.iter().find(|known| known.id == condition);
    let slots = known.map(|known| known.when.facts()).unwrap_or_default();
    let facts: Vec<&plan::Fact> =
        slots.iter().filter_map(|slot| names.plan.catalogue.facts.get(slot.index())).collect();
    html! {
        @for (at, fact) in facts.iter().enumerate() {
            @if at > 0 { br; }
            a href={ "/cases/" (room.view.case.number) "/facts#fact-" (fact.id) } { (names.fact(&fact.id)) }
            @if !fact.answered_by.is_empty() {
                " " (names.words(&Message::new("server-answered-by").with("roles", names.roles(&fact.answered_by))))
            }
        }
    }
}

fn condition_text(gate: &str, condition: &str, room: &Room<'_>) -> String {
    let plan = room.names.plan;
    let found = plan.gate(gate).and_then(|gate| gate.conditions.iter().find(|known| known.id == condition));
    found.map_or_else(|| condition.to_owned(), |condition| room.names.text(&condition.text))
}
