//! What is known and what is not, who can answer, and a form for those who can. Whoever cannot may tell what they know, and
//! learns what becomes of it.

use std::collections::BTreeSet;

use maud::{Markup, html};
use messages::Message;
use plan::{Fact, Resolution, Right};
use views::{DutyState, FactView, StatementView};

use super::Room;
use crate::look::button::{Rank, about, submit_about};
use crate::look::card::{Card, card};
use crate::look::fact::unknown;
use crate::look::field::{Field, field};
use crate::look::notice::notice;
use crate::look::pill::Tone;
use crate::look::runs;
use crate::pages::answers::{Control, control};
use crate::uploads::SOURCE;

/// `GET /cases/{case}/facts`.
pub(super) fn body(room: &Room<'_>) -> Markup {
    let wanted = wanted(room);
    let facts = || {
        room.names.plan.catalogue.facts.iter().filter_map(|fact| Some((fact, room.view.facts.get(&fact.id)?)))
    };
    let (open, known): (Vec<_>, Vec<_>) = facts().partition(|(_, view)| view.known.is_none());
    let (asked, open): (Vec<_>, Vec<_>) =
        open.into_iter().partition(|(fact, _)| wanted.contains(fact.id.as_str()) && answers(fact, room));
    // Facts that were wrongly told, or told by somebody whose word waits, come before those in order.
    let (disputed, known): (Vec<_>, Vec<_>) = known.into_iter().partition(|(_, view)| view.is_disputed());
    html! {
        @if !disputed.is_empty() { (group("server-facts-disputed", "disputed", &disputed, room)) }
        @if !asked.is_empty() { (group("server-facts-asked", "asked", &asked, room)) }
        @if known.is_empty() { (card(&title("server-facts-known", "known", room), &html! { p { (room.names.say("server-nothing-known")) } })) }
        @else { (group("server-facts-known", "known", &known, room)) }
        @if !open.is_empty() { (group("server-facts-unknown", "unknown", &open, room)) }
    }
}

fn title(key: &'static str, id: &str, room: &Room<'_>) -> Card {
    Card { id: id.to_owned(), title: room.names.say(key), caption: None }
}

fn group(key: &'static str, id: &str, facts: &[(&Fact, &FactView)], room: &Room<'_>) -> Markup {
    card(
        &title(key, id, room),
        &html! { dl.facts { @for (fact, view) in facts { (row(fact, view, room)) } } },
    )
}

/// Facts that would settle a level, or whether something is owed.
fn wanted<'a>(room: &'a Room<'_>) -> BTreeSet<&'a str> {
    let open = room.view.levels.values().filter(|level| level.certain != level.possible);
    let levels = open.flat_map(|level| &level.reasons).filter(|reason| reason.truth != "true");
    let duties = room.view.obligations.iter().filter(|duty| duty.state == DutyState::Undetermined);
    let settle = duties.flat_map(|duty| &duty.settled_by);
    levels.flat_map(|reason| &reason.facts).chain(settle).map(String::as_str).collect()
}

/// Whether one of the visitor's roles can answer it.
fn answers(fact: &Fact, room: &Room<'_>) -> bool {
    room.roles_with(Right::StateFact).any(|role| fact.can_answer(role))
}

fn row(fact: &Fact, view: &FactView, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let roles = (!view.answered_by.is_empty()).then(|| names.roles(&view.answered_by));
    let lies = roles.map(|roles| names.words(&Message::new("server-answered-by").with("roles", roles)));
    html! {
        div id={ "fact-" (fact.id) } {
            dt { (names.fact(&fact.id)) }
            dd {
                @match &view.known {
                    None => { (unknown(lies.as_deref(), names.language)) }
                    Some(known) => {
                        strong { (said(known, room)) }
                        @for evidence in &view.evidence { " " (room.cited(evidence)) }
                    }
                }
                (conflicts(fact, view, room))
                (bounds(fact, view, room))
                (set_aside(fact, view, room))
                @for statement in &view.statements { (history(statement, view, room)) (strike(statement, fact, room)) }
                (form(fact, view, room))
            }
        }
    }
}

/// Who said what when; what no longer stands is struck, what does not count is shown above.
fn history(said_then: &StatementView, view: &FactView, room: &Room<'_>) -> Markup {
    if view.set_aside.contains(&said_then.event) {
        return html! {};
    }
    let gone = said_then.superseded_by.is_some() || said_then.struck_by.is_some();
    let given = said(&said_then.said, room);
    // What stands above in large letters is not said again.
    let is_above = view.known.as_deref().is_some_and(|known| said(known, room) == given);
    html! {
        p.help {
            (room.names.role(&said_then.by)) " · " (room.names.moment(said_then.occurred_at, room.now))
            @if gone { " · " s { (given) } } @else if !is_above { " · " (given) }
            @match said_then.source.as_deref() {
                Some(SOURCE) => { " · " (room.names.say("server-part-exposure")) }
                Some(source) => { " · " (runs(source, room.names.language)) }
                None => {}
            }
        }
    }
}

/// A word that stands is taken back by the role that said it, by those who can answer, or by the command; a time that clocks hang on only
/// with evidence.
fn strike(said_then: &StatementView, fact: &Fact, room: &Room<'_>) -> Markup {
    let (names, plan) = (&room.names, room.names.plan);
    let stands = said_then.superseded_by.is_none() && said_then.struck_by.is_none();
    let may = |role: &str| fact.can_answer(role) || role == said_then.by || plan.commands(role);
    if !stands || !room.roles_with(Right::StateFact).any(may) {
        return html! {};
    }
    let (id, event) = (format!("strike-{}", said_then.event), said_then.event.to_string());
    let opens = Message::new("server-strike-said")
        .with("given", said(&said_then.said, room))
        .with("role", names.role(&said_then.by))
        .with("moment", names.moment(said_then.occurred_at, room.now));
    let needs_evidence = fact.resolution == Resolution::Earliest;
    let help = names.say("server-correction-help");
    let asked = html! { @if needs_evidence { (room.evidence_choices(&id, Some(help))) } };
    let named = |label: &str| about(label, &names.fact(&fact.id), names.language);
    let (opens, button) = (named(&names.words(&opens)), named(&names.say("server-strike")));
    room.takes_back_with(&id, "strike", ("event", &event), &opens, &button, &asked)
}

/// What contradicts what, and what to do.
fn conflicts(fact: &Fact, view: &FactView, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let contradicts = match fact.resolution {
        Resolution::Earliest => "server-contradicts-earliest",
        Resolution::Narrow | Resolution::Latest => "server-contradicts",
    };
    let of = |event: u64| view.statements.iter().find(|said| said.event == event);
    let worded = |stands: u64, against: u64| {
        let against = of(against)?;
        if view.set_aside.contains(&against.event) {
            return None;
        }
        let message = match of(stands) {
            Some(_) => Message::new(contradicts)
                .with("role", names.role(&against.by))
                .with("moment", names.moment(against.occurred_at, room.now))
                .with("given", said(&against.said, room)),
            // The word it contradicts is of another fact: what it can only come after, or when it was known.
            None => {
                if let Some(message) = too_early(fact, stands, room) {
                    return Some(names.words(&message));
                }
                let known = room.view.facts.get("known").and_then(|known| known.known.as_deref());
                let known = known.map(|known| said(known, room)).unwrap_or_default();
                Message::new("server-later-than-known").with("known", known)
            }
        };
        Some(names.words(&message))
    };
    let faults = view.conflicts.iter().filter_map(|(stands, against)| worded(*stands, *against));
    html! { @for fault in faults { p.fault { span aria-hidden="true" { "▲ " } (fault) } } }
}

/// It is said to lie before a moment that it can only come after, as the word at this position has it.
fn too_early(fact: &Fact, stands: u64, room: &Room<'_>) -> Option<Message> {
    let view = |id: &String| room.view.facts.get(id);
    let says = |view: &FactView| view.statements.iter().any(|said| said.event == stands);
    let first = fact.not_before.iter().find(|id| view(id).is_some_and(says))?;
    let known = view(first)?.known.as_deref().map(|known| said(known, room)).unwrap_or_default();
    Some(Message::new("server-earlier-than-start").with("other", room.names.fact(first)).with("known", known))
}

/// Counts, or times, that cannot both hold: said at both, with who can correct which.
fn bounds(fact: &Fact, view: &FactView, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let worded = |key: &'static str, id: &String| {
        let other = room.view.facts.get(id)?;
        let known = other.known.as_deref().map(|known| said(known, room)).unwrap_or_default();
        let who = |view: &FactView| match view.answered_by.as_slice() {
            [] => names.say("server-bound-anybody"),
            roles => names.roles(roles),
        };
        let message = Message::new(key).with("other", names.fact(id)).with("known", known);
        let message = message.with("who", who(view)).with("others", who(other));
        Some((names.words(&message), format!("#fact-{id}")))
    };
    let (above, below) = match fact.resolution {
        Resolution::Earliest => ("server-later-than", "server-earlier-than"),
        Resolution::Narrow | Resolution::Latest => ("server-more-than", "server-less-than"),
    };
    let more = view.more_than.iter().filter_map(|id| worded(above, id));
    let less = view.less_than.iter().filter_map(|id| worded(below, id));
    html! {
        @for (fault, at) in more.chain(less) {
            p.fault { span aria-hidden="true" { "▲ " } (fault) " " a href=(at) { (names.say("server-bound-see")) } }
        }
    }
}

/// Words that wait for somebody who can answer, with the act that takes them over.
fn set_aside(fact: &Fact, view: &FactView, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let waiting = view.statements.iter().filter(|said| view.set_aside.contains(&said.event));
    html! {
        @for waits in waiting {
            @let message = Message::new("server-set-aside")
                .with("role", names.role(&waits.by))
                .with("moment", names.moment(waits.occurred_at, room.now))
                .with("given", said(&waits.said, room))
                .with("who", names.roles(&view.answered_by));
            (notice(Tone::Warn, &html! {
                p { (names.words(&message)) @if let Some(source) = &waits.source { " · " (runs(source, names.language)) } }
                @if answers(fact, room) {
                    @let id = format!("adopt-{}", waits.event);
                    form.form id=(id) method="post" action=(room.act("fact")) data-keep {
                        (room.hidden_in(&id))
                        input type="hidden" name="fact" value=(fact.id);
                        input type="hidden" name="value" value=(waits.said);
                        @for evidence in &waits.evidence { input type="hidden" name="evidence" value=(evidence); }
                        @if let Some(fault) = room.refused(&id) { p.fault role="alert" { "▲ " (fault) } }
                        p.actions { (submit_about(&names.say("server-adopt-word"), &names.fact(&fact.id), Rank::Quiet, names.language)) }
                    }
                }
            }))
        }
    }
}

/// The form of those who can answer; others may tell what they know, unless it is a judgement.
fn form(fact: &Fact, view: &FactView, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let can = answers(fact, room);
    if !room.may(Right::StateFact) || !can && fact.judgement {
        return html! {};
    }
    let id = format!("state-{}", fact.id);
    let refused = room.refused(&id);
    let summary = match (can, view.known.is_some()) {
        (true, false) => "server-give-answer",
        (true, true) => "server-correct-answer",
        (false, _) => "server-tell",
    };
    let asked = Control {
        fact,
        known: view.known.as_deref(),
        typed: if refused.is_some() { &room.ask.form } else { &room.blank },
        fault: refused.map(str::to_owned),
        names,
    };
    html! {
        details.more open[refused.is_some()] {
            summary { (about(&names.say(summary), &names.fact(&fact.id), names.language)) }
            form.form id=(id) method="post" action=(room.act("fact")) data-keep {
                (room.hidden_in(&id))
                input type="hidden" name="fact" value=(fact.id);
                @if !can { p.help { (becomes(view, room)) } }
                (control(&asked))
                (source(&id, room))
                (evidence(&id, fact, view, room))
                p.actions { (submit_about(&names.say("server-state-fact"), &names.fact(&fact.id), Rank::Quiet, names.language)) }
            }
        }
    }
}

/// What becomes of the word of somebody who cannot answer.
fn becomes(view: &FactView, room: &Room<'_>) -> String {
    let can = |said: &&StatementView| view.answered_by.contains(&said.by);
    let answered = view.statements.iter().filter(can).any(|said| view.because.contains(&said.event));
    let key = if answered { "server-tell-aside" } else { "server-tell-waits" };
    room.names.words(&Message::new(key).with("roles", room.names.roles(&view.answered_by)))
}

fn source(id: &str, room: &Room<'_>) -> Markup {
    let asked = Field {
        id: format!("{id}-source"),
        name: "source".to_owned(),
        label: room.names.say("server-source"),
        help: Some(room.names.say("server-source-help")),
        value: room.typed(id, "source").to_owned(),
        ..Field::default()
    };
    field(&asked, room.names.language)
}

/// Evidence of the case to choose from; where a correction needs some and there is none, where to add it.
fn evidence(id: &str, fact: &Fact, view: &FactView, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let needed = fact.resolution == Resolution::Earliest && !view.statements.is_empty();
    html! {
        @if !room.view.evidence.is_empty() { (room.evidence_choices(id, needed.then(|| names.say("server-correction-help")))) }
        @else if needed {
            p.help {
                (names.say("server-correction-help")) " "
                a href={ "/cases/" (room.view.case.number) "/evidence" } { (names.say("server-add-evidence-first")) }
            }
        }
    }
}

/// What is known, in words.
pub(super) fn said(known: &str, room: &Room<'_>) -> String {
    documents::in_words(known, &room.names.plan.zone, room.now, room.names.language)
}
