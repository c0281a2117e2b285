//! The overview: what is known at a glance, why the level stands, what waits for a decision, groups at work.

use maud::{Markup, html};
use messages::Message;
use plan::{Right, ScaleKind, SetBy};
use views::{ProposalView, ReasonView, TaskView};

use super::{Room, decisions, duties, facts, timeline};
use crate::look::card::{Card, card};
use crate::look::fact::unknown;
use crate::look::figures::{Figure, figures};
use crate::look::form::Form;
use crate::look::level::{Standing, level_badge, unset};
use crate::look::notice::notice;
use crate::look::pill::Tone;
use crate::look::proposal::{Proposal, proposal};
use crate::look::runs;
use crate::look::task::{task_card, task_group};

/// The four counts, in the order in which they narrow.
const COUNTS: &[&str] = &["records", "identifiers", "persons", "customers"];

/// Rules shown beside the level.
const REASONS: usize = 4;

/// `GET /cases/{case}`.
pub(super) fn body(room: &Room<'_>) -> Markup {
    html! {
        div.columns {
            div.column {
                (waiting(room))
                (known(room))
                (decisions::card_of(room))
                (groups(room))
            }
            div.column { (timeline::newest(room)) }
        }
    }
}

fn waiting(room: &Room<'_>) -> Markup {
    let waits: Vec<&ProposalView> = room.view.proposals.iter().filter(|made| made.waits).collect();
    html! { @if room.may(Right::Decide) { @for made in waits { (one(made, room)) } } }
}

fn one(made: &ProposalView, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let trigger = names.plan.triggers.iter().find(|trigger| trigger.id == made.trigger);
    let title = trigger.map_or("server-proposal", |trigger| match trigger.proposes {
        plan::Proposal::Warning { .. } => "server-proposes-warning",
        _ => "server-proposes-response",
    });
    let seen = trigger.map_or_else(|| made.trigger.clone(), |trigger| names.text(&trigger.reason));
    let clause = trigger.and_then(|trigger| trigger.origin.clause.clone());
    let clause = clause.map(|clause| names.words(&Message::new("server-clause").with("clause", clause)));
    let worded = Proposal {
        id: format!("proposal-{}", made.id.replace(['#', '/'], "-")),
        title: names.say(title),
        waits: names
            .words(&Message::new("server-waits-since").with("moment", names.moment(made.at, room.now))),
        seen,
        doubt: doubt(made).map(|doubt| names.say(doubt)),
        rule: None,
        clause: clause.unwrap_or_default(),
        answers: vec![
            ("accept".to_owned(), names.say("server-accept")),
            ("reject".to_owned(), names.say("server-reject")),
        ],
        form: Form {
            id: format!("answer-{}", made.id.replace(['#', '/'], "-")),
            action: room.act("answer"),
            csrf: room.visitor.form_token(),
            hidden: vec![
                ("proposal".to_owned(), made.id.clone()),
                ("back".to_owned(), room.part.to_owned()),
                // An answer from this page is held against what others did since.
                ("seen".to_owned(), room.file.state.version.to_string()),
            ],
            files: false,
            pieces: None,
        },
    };
    let was_this = room.fault.is_some() && room.ask.form.get("proposal") == Some(made.id.as_str());
    let typed = if was_this { room.ask.form.typed("reason") } else { "" };
    proposal(&worded, typed, names.language)
}

/// What to say of a proposal whose facts have changed under it.
fn doubt(made: &ProposalView) -> Option<&'static str> {
    match made.holds {
        "false" => Some("server-proposal-false"),
        "unknown" => Some("server-proposal-unknown"),
        _ => None,
    }
}

fn known(room: &Room<'_>) -> Markup {
    let names = &room.names;
    let figure = |id: &&str| {
        let fact = room.view.facts.get(*id)?;
        let value = match &fact.known {
            Some(known) => {
                let at = format!("/cases/{}/facts#fact-{id}", room.view.case.number);
                html! { a href=(at) { (names.figure(known)) } }
            }
            None => unknown(None, names.language),
        };
        Some(Figure { value, name: names.say(count_name(id)), notes: counted_from(&fact.evidence, room) })
    };
    let counts: Vec<Figure> = COUNTS.iter().filter_map(figure).collect();
    let title = Card { id: "known".to_owned(), title: names.say("server-what-is-known"), caption: None };
    card(&title, &html! { (figures(&counts, false)) (why(room)) (further(room)) })
}

/// The evidence behind a figure, leading to it; nothing where nobody counted.
fn counted_from(evidence: &[String], room: &Room<'_>) -> Vec<Markup> {
    let from = html! { (room.names.say("server-counted-from")) @for id in evidence { " " (room.cited(id)) } };
    if evidence.is_empty() { Vec::new() } else { vec![from] }
}

fn count_name(id: &str) -> &'static str {
    match id {
        "records" => "server-count-records",
        "identifiers" => "server-count-identifiers",
        "persons" => "server-count-persons",
        _ => "server-count-customers",
    }
}

/// Why the level stands: the rules that speak, with the parts that decided.
fn why(room: &Room<'_>) -> Markup {
    let names = &room.names;
    let Some((scale, level)) =
        names.first_scale().and_then(|scale| Some((scale, room.view.levels.get(&scale.id)?)))
    else {
        return html! {};
    };
    let said = |reason: &ReasonView| {
        let rule = scale.rules.iter().find(|rule| rule.id == reason.rule);
        rule.map_or_else(|| reason.rule.clone(), |rule| names.text(&rule.reason))
    };
    // Rules that hold come first; of those nobody can tell yet, the worst ones: what would change the level.
    let mut speaks: Vec<&ReasonView> =
        level.reasons.iter().filter(|reason| reason.truth != "false").collect();
    speaks.sort_by_key(|reason| reason.truth == "unknown");
    let rest = speaks.len().saturating_sub(REASONS);
    speaks.truncate(REASONS);
    html! {
        @if level.unset {
            (notice(Tone::Note, &html! { p { (names.say("server-level-of-people")) } }))
        } @else if speaks.is_empty() && level.decided.is_some() && scale.set_by == SetBy::People {
            (notice(Tone::Note, &html! { p { (names.say("server-level-set")) } }))
        } @else if speaks.is_empty() {
            (notice(Tone::Note, &html! { p { (names.say("server-level-by-default")) } }))
        } @else {
            (notice(Tone::Note, &html! {
                @for reason in speaks {
                    p {
                        strong { (runs(&names.level_said(&scale.id, &reason.level), names.language)) } (names.say("server-colon")) (said(reason)) " "
                        @if reason.truth == "unknown" { span.unknown { (names.say("look-unknown")) } }
                        @for fact in &reason.facts { (behind(fact, room)) }
                        @for from in counted_from(&reason.evidence, room) { span.behind { (from) } }
                    }
                }
                @if rest > 0 { p.help { (names.words(&Message::new("server-more-rules").with("count", rest))) } }
            }))
        }
    }
}

/// Where the case stands on the plan's further scales of how grave it is.
fn further(room: &Room<'_>) -> Markup {
    let names = &room.names;
    let first = names.first_scale().map(|scale| scale.id.as_str());
    let further = names.plan.scales.iter().filter(|scale| scale.kind == ScaleKind::Severity);
    let further = further.filter(|scale| Some(scale.id.as_str()) != first);
    html! {
        @for (scale, level) in further.filter_map(|scale| Some((scale, super::on_scale(scale, room)?))) {
            p id={ "scale-" (scale.id) } {
                (names.scale_title(&scale.id)) (names.say("server-colon"))
                @match &level.standing {
                    Standing::Unset => (unset(names.language)),
                    Standing::Provisional(may) => { (level_badge(&level)) " " span.caption { (may) } }
                    Standing::Decided | Standing::Computed => (level_badge(&level)),
                }
            }
        }
    }
}

/// What is known of a fact behind a rule, leading to where it was said.
fn behind(fact: &str, room: &Room<'_>) -> Markup {
    let known = room.view.facts.get(fact).and_then(|fact| fact.known.as_deref());
    let names = &room.names;
    html! {
        span.behind {
            a href={ "/cases/" (room.view.case.number) "/facts#fact-" (fact) } { (names.fact(fact)) } " "
            @match known { Some(known) => { (facts::said(known, room)) } None => { (unknown(None, names.language)) } }
        }
    }
}

fn groups(room: &Room<'_>) -> Markup {
    let names = &room.names;
    let title = Card { id: "groups".to_owned(), title: names.say("server-groups"), caption: None };
    if room.view.tasks.is_empty() {
        return html! {};
    }
    card(
        &title,
        &html! {
            div.task-groups {
                @for group in &names.plan.groups {
                    @let tasks = tasks_of(&group.id, room);
                    @let done = tasks.iter().filter(|task| task.stage == "done").count();
                    @if !tasks.is_empty() {
                        (task_group(&names.text(&group.title), done, tasks.len(), &html! {
                            @for task in tasks {
                                (task_card(&duties::worded_task(task, names, room.now), room.now, names.language))
                            }
                        }))
                    }
                }
            }
        },
    )
}

fn tasks_of<'a>(group: &str, room: &'a Room<'_>) -> Vec<&'a TaskView> {
    let plan = room.names.plan;
    let is_theirs =
        |task: &&TaskView| plan.role(&task.doer).is_some_and(|role| role.group.as_deref() == Some(group));
    room.view.tasks.iter().filter(is_theirs).collect()
}
