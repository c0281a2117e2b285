//! What is known and what is not, who can answer, and a form for each.

use maud::{Markup, html};
use messages::Message;
use plan::Right;
use views::FactView;

use super::Room;
use crate::look::button::{Rank, submit};
use crate::look::card::{Card, card};
use crate::look::fact::unknown;

/// `GET /cases/{case}/facts`.
pub(super) fn body(room: &Room<'_>) -> Markup {
    let (known, open): (Vec<_>, Vec<_>) = room.view.facts.iter().partition(|(_, fact)| fact.known.is_some());
    let title = |key, id: &str| Card { id: id.to_owned(), title: room.names.say(key), caption: None };
    html! {
        (card(&title("server-facts-known", "known"), &html! {
            @if known.is_empty() { p { (room.names.say("server-nothing-known")) } }
            dl.facts { @for (id, fact) in known { (row(id, fact, room)) } }
        }))
        (card(&title("server-facts-unknown", "unknown"), &html! {
            dl.facts { @for (id, fact) in open { (row(id, fact, room)) } }
        }))
    }
}

fn row(id: &str, fact: &FactView, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let who: Vec<String> = fact.answered_by.iter().map(|role| names.role(role)).collect();
    let lies = (!who.is_empty()).then(|| {
        names.words(&Message::new("server-answered-by").with("roles", who.join(&names.say("look-comma"))))
    });
    html! {
        div id={ "fact-" (id) } {
            dt { (names.fact(id)) }
            dd {
                @match &fact.known {
                    None => { (unknown(lies.as_deref(), names.language)) }
                    Some(known) => {
                        strong { (said(known, room)) }
                        @for evidence in &fact.evidence { " " (room.cited(evidence)) }
                        @if !fact.conflicts.is_empty() { " " span.fault { "▲ " (names.say("server-conflict")) } }
                        @for statement in &fact.statements {
                            p.help {
                                (names.role(&statement.by)) " · " (names.moment(statement.occurred_at, room.now)) " · "
                                @if statement.superseded_by.is_some() || statement.struck_by.is_some() { s { (said(&statement.given, room)) } }
                                @else { (said(&statement.given, room)) }
                            }
                        }
                    }
                }
                @if room.may(Right::StateFact) { (form(id, room)) }
            }
        }
    }
}

fn form(id: &str, room: &Room<'_>) -> Markup {
    let names = &room.names;
    // What was typed into a refused form stands in it again.
    let was_this = room.ask.form.typed("fact") == id;
    let typed = |name: &str| if was_this { room.ask.form.typed(name) } else { "" };
    html! {
        details.more open[was_this] {
            summary { (names.say("server-state-fact")) }
            form.form method="post" action=(room.act("fact")) id={ "state-" (id) } data-keep {
                (room.hidden())
                input type="hidden" name="fact" value=(id);
                label { (names.say("server-value")) " " input type="text" name="value" required value=(typed("value")); }
                label { (names.say("server-source")) " " input type="text" name="source" value=(typed("source")); }
                label { (names.say("server-evidence-ids")) " " input type="text" name="evidence" value=(typed("evidence")); }
                (submit(&names.say("server-state-fact"), Rank::Quiet))
            }
        }
    }
}

/// What is known, in words.
pub(super) fn said(known: &str, room: &Room<'_>) -> String {
    documents::in_words(known, &room.names.plan.zone, room.now, room.names.language)
}
