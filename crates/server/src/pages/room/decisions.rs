//! What the command may decide now. Whether an act is open is asked of the plan itself: what it would refuse is not offered.

use incident::Command;
use maud::{Markup, html};
use plan::{Scale, ScaleKind, SetBy};

use super::Room;
use crate::look::button::{Rank, submit};
use crate::look::card::{Card, card};
use crate::look::field::{Choice, Field, Kind, field};
use crate::pages::acting::acting;

/// An act that is offered: its word in the address, the key of its name, and what it asks besides the reason.
struct Offer {
    act: &'static str,
    name: &'static str,
    asks: Vec<Field>,
    /// It is done without a reason.
    plainly: bool,
    /// The scale it decides a level of, where that is not the response scale: its id, and what it is called.
    scale: Option<(String, String)>,
}

/// The card of the decisions that are open to the visitor; nothing where there are none.
pub(super) fn card_of(room: &Room<'_>) -> Markup {
    let offers = offers(room);
    if offers.is_empty() {
        return html! {};
    }
    let title = Card { id: "decisions".to_owned(), title: room.names.say("server-decisions"), caption: None };
    card(&title, &html! { div.doings { @for offer in &offers { (form(offer, room)) } } })
}

fn offers(room: &Room<'_>) -> Vec<Offer> {
    let why = || "?".to_owned();
    let plan = room.names.plan;
    let scale = |kind| plan.scales.iter().find(|scale| scale.kind == kind);
    let (response, warning) = (scale(ScaleKind::ResponseLevel), scale(ScaleKind::WarningGrade));
    let mut offers = Vec::new();
    let mut offer = |command: &Command, act, name, asks| {
        if is_open(command, room) {
            offers.push(Offer { act, name, asks, plainly: matches!(command, Command::Close), scale: None });
        }
    };
    let declare = Command::Declare { reason: why(), level: None };
    offer(&declare, "declare", "server-do-declare", levels(response, "level", true, room));
    let warn = Command::Warn { reason: why(), grade: None };
    offer(&warn, "warn", "server-do-warn", levels(warning, "grade", true, room));
    offer(&Command::Renew { reason: why() }, "renew", "server-do-renew", Vec::new());
    offer(&Command::Watch { reason: why() }, "watch", "server-do-watch", Vec::new());
    if let Some((scale, mildest)) = response.and_then(|scale| Some((scale, scale.order.first()?))) {
        let (scale, level) = (scale.id.clone(), mildest.clone());
        let command = Command::DecideLevel { scale, level, reason: why(), evidence: Vec::new() };
        offer(&command, "decide-level", "server-do-level", levels(response, "level", false, room));
    }
    offers.extend(of_people(response, room));
    let mut offer = |command: &Command, act, name, asks| {
        if is_open(command, room) {
            let plainly = matches!(command, Command::Close);
            offers.push(Offer { act, name, asks, plainly, scale: None });
        }
    };
    let playbooks: Vec<Choice> = playbooks(room);
    if let Some(first) = playbooks.first() {
        let command = Command::StartPlaybook { playbook: first.value.clone() };
        offer(
            &command,
            "playbook",
            "server-do-playbook",
            vec![select("playbook", "server-playbook", playbooks, room)],
        );
    }
    offer(&Command::Close, "close", "server-do-close", Vec::new());
    offer(&Command::Reopen { reason: why() }, "reopen", "server-do-reopen", Vec::new());
    offers
}

/// Levels of the other scales that only people set.
fn of_people(response: Option<&Scale>, room: &Room<'_>) -> Vec<Offer> {
    let scales = room.names.plan.scales.iter().filter(|scale| scale.set_by == SetBy::People);
    let scales = scales.filter(|scale| response.is_none_or(|response| response.id != scale.id));
    let offer = |scale: &Scale| {
        let (id, level, reason) = (scale.id.clone(), scale.order.first()?.clone(), "?".to_owned());
        let command = Command::DecideLevel { scale: id.clone(), level, reason, evidence: Vec::new() };
        is_open(&command, room).then(|| Offer {
            act: "decide-level",
            name: "server-do-level",
            asks: levels(Some(scale), "level", false, room),
            plainly: false,
            scale: Some((id, room.names.scale_title(&scale.id))),
        })
    };
    scales.filter_map(offer).collect()
}

/// Whether the plan would do it now, for this visitor; nothing is written.
fn is_open(command: &Command, room: &Room<'_>) -> bool {
    let (plan, state) = (room.names.plan, &room.file.state);
    acting(room.visitor, command, plan, state)
        .is_ok_and(|who| room.outlook().refusal(command, &who).is_none_or(|refusal| asks_more(&refusal)))
}

/// The form asks for what this refusal misses: evidence for a level that what is known rules out.
fn asks_more(refusal: &incident::Refusal) -> bool {
    matches!(refusal, incident::Refusal::DecisionNeedsEvidence { .. })
}

fn playbooks(room: &Room<'_>) -> Vec<Choice> {
    let open = room
        .names
        .plan
        .playbooks
        .iter()
        .filter(|playbook| is_open(&Command::StartPlaybook { playbook: playbook.id.clone() }, room));
    open.map(|playbook| Choice {
        value: playbook.id.clone(),
        label: room.names.item(&playbook.id),
        chosen: false,
    })
    .collect()
}

/// The levels of a scale to choose from; with `open` also "as the facts say".
fn levels(scale: Option<&Scale>, name: &str, open: bool, room: &Room<'_>) -> Vec<Field> {
    let Some(scale) = scale else { return Vec::new() };
    let as_facts =
        Choice { value: String::new(), label: room.names.say("server-level-as-facts"), chosen: true };
    let level = |id: &String| Choice {
        value: id.clone(),
        label: room.names.level_said(&scale.id, id),
        chosen: false,
    };
    if open {
        let choices = [as_facts].into_iter().chain(scale.order.iter().map(level));
        return vec![select(name, "server-column-level", choices.collect(), room)];
    }
    // None of them stands chosen: whoever decides, decides.
    let choices = Kind::One(scale.order.iter().map(level).collect());
    vec![Field { kind: choices, ..select(name, "server-column-level", Vec::new(), room) }]
}

fn select(name: &str, label: &'static str, choices: Vec<Choice>, room: &Room<'_>) -> Field {
    Field {
        name: name.to_owned(),
        label: room.names.say(label),
        required: true,
        kind: Kind::Select(choices),
        ..Field::default()
    }
}

fn form(offer: &Offer, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let id = match &offer.scale {
        Some((scale, _)) => format!("do-{}-{scale}", offer.act),
        None => format!("do-{}", offer.act),
    };
    let asks = offer.asks.iter().map(|ask| {
        let chosen = room.typed(&id, &ask.name);
        let mut ask = Field { id: format!("{id}-{}", ask.name), ..ask.clone() };
        if let Kind::Select(choices) | Kind::One(choices) = &mut ask.kind
            && !chosen.is_empty()
        {
            choices.iter_mut().for_each(|choice| choice.chosen = choice.value == chosen);
        }
        // A scale with no word of its own to choose may stay open: an empty choice is an answer.
        ask.required = !matches!(&ask.kind, Kind::Select(choices) if choices.iter().any(|choice| choice.value.is_empty()));
        ask
    });
    html! {
        details.more open[room.refused(&id).is_some()] {
            summary {
                (names.say(offer.name))
                @if let Some((_, called)) = &offer.scale { " · " (called) }
            }
            form.form id=(id) method="post" action=(room.act(offer.act)) data-keep {
                (room.hidden_in(&id))
                @if let Some((scale, _)) = &offer.scale { input type="hidden" name="scale" value=(scale); }
                @for ask in asks { (field(&ask, names.language)) }
                @if offer.act == "decide-level" { (room.evidence_choices(&id, None)) }
                @if offer.plainly || offer.act == "playbook" {
                    @if let Some(fault) = room.refused(&id) { p.fault role="alert" { span aria-hidden="true" { "▲ " } (fault) } }
                } @else { (room.reason(&id)) }
                p.actions { (submit(&names.say(offer.name), Rank::Quiet)) }
            }
        }
    }
}
