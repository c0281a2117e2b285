//! Evidence and who holds it: added here, passed on, and taken out with a reason.

use desk::{Look, LookedAt};
use maud::{Markup, html};
use messages::Message;
use plan::Right;
use views::EvidenceView;

use super::Room;
use crate::look::button::{Rank, about, submit, submit_about};
use crate::look::card::{Card, card};
use crate::look::error::empty;
use crate::look::field::{Choice, Field, Kind, field};
use crate::look::form::{Form, form};
use crate::look::runs;
use crate::look::table::{Column, Row, Set, Table, table};

/// What evidence may be, with the key of its name.
pub(in crate::pages) const KINDS: [(&str, &str); 6] = [
    ("screenshot", "server-evidence-screenshot"),
    ("mail", "server-evidence-mail"),
    ("letter", "server-evidence-letter"),
    ("log", "server-evidence-log"),
    ("note", "server-evidence-note"),
    ("other", "server-evidence-other"),
];

/// Id of the form that adds evidence.
const ADD: &str = "add-evidence";

pub(super) fn count(room: &Room<'_>) -> Option<u64> {
    u64::try_from(room.view.evidence.len()).ok()
}

/// `GET /cases/{case}/evidence`.
pub(super) fn body(room: &Room<'_>) -> Markup {
    let names = &room.names;
    let title = Card { id: "evidence".to_owned(), title: names.say("server-part-evidence"), caption: None };
    html! {
        @if room.view.evidence.is_empty() { (card(&title, &empty(&names.say("server-no-evidence"), &html! {}))) }
        @else { (card(&title, &list(room))) }
        @if room.may_add() { (add(room)) }
    }
}

fn list(room: &Room<'_>) -> Markup {
    let names = &room.names;
    let column = |key, set| Column { head: names.say(key), set };
    table(&Table {
        caption: names.say("server-part-evidence"),
        columns: vec![
            column("server-column-evidence", Set::Text),
            column("server-column-bytes", Set::Figure),
            column("server-column-digest", Set::Mono),
            column("server-column-held-by", Set::Text),
            column("server-column-acts", Set::Text),
        ],
        rows: room.view.evidence.iter().map(|evidence| row(evidence, room)).collect(),
        footnotes: Vec::new(),
    })
}

fn row(evidence: &EvidenceView, room: &Room<'_>) -> Row {
    let names = &room.names;
    let held: Vec<String> = evidence
        .custody
        .iter()
        .map(|(role, since)| format!("{} {}", names.role(role), names.moment(*since, room.now)))
        .collect();
    let cells = vec![
        html! { strong { (evidence.id) } " " (runs(&evidence.name, names.language)) },
        html! { (names.count(evidence.size)) },
        html! { (evidence.sha256.chars().take(16).collect::<String>()) "…" },
        html! { (held.join(" → ")) },
        html! { (take_out(evidence, room)) (pass_on(evidence, room)) (looked(evidence, room)) },
    ];
    Row { id: evidence.id.clone(), cells, total: false }
}

/// Giving the bytes out: whoever looks says why, and that stands in the journal before the first byte leaves.
fn take_out(evidence: &EvidenceView, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let stored = room.file.state.evidence.iter().find(|known| known.id == evidence.id);
    if stored.is_none_or(|stored| stored.blob.is_none()) {
        return html! { p.help { (names.say("server-evidence-elsewhere")) } };
    }
    if !room.may(Right::ReadPersonal) {
        return html! {};
    }
    let id = format!("take-{}", evidence.id);
    html! {
        details.more open[room.refused(&id).is_some()] {
            summary { (about(&names.say("server-evidence-take-out"), &evidence.id, names.language)) }
            // A file comes back, not a page: the script leaves this form to the browser.
            form.form id=(id) method="post" action={ "/cases/" (room.view.case.number) "/evidence/" (evidence.id) "/out" } {
                (room.hidden_in(&id))
                (room.reason(&id))
                p.actions { (submit_about(&names.say("server-evidence-take-out"), &evidence.id, Rank::Quiet, names.language)) }
            }
        }
    }
}

/// Who took it out, when and why: whoever may look sees who looked.
fn looked(evidence: &EvidenceView, room: &Room<'_>) -> Markup {
    let at_this = |look: &&Look| matches!(&look.what, LookedAt::Evidence { id, .. } if *id == evidence.id);
    html! {
        @for look in room.looks.iter().filter(at_this) {
            p.help {
                (room.names.words(&Message::new("server-evidence-looked").with("role", room.names.role(&look.who.role)).with("moment", room.names.moment(look.at, room.now))))
                (runs(&look.reason, room.names.language))
            }
        }
    }
}

fn pass_on(evidence: &EvidenceView, room: &Room<'_>) -> Markup {
    let names = &room.names;
    if !room.may_add() {
        return html! {};
    }
    let id = format!("pass-{}", evidence.id);
    let holder = evidence.custody.last().map(|(role, _)| role.as_str());
    let choices =
        names.plan.roles.iter().filter(|role| Some(role.id.as_str()) != holder).map(|role| Choice {
            value: role.id.clone(),
            label: names.role(&role.id),
            chosen: room.typed(&id, "to") == role.id,
        });
    let to = Field {
        id: format!("{id}-to"),
        name: "to".to_owned(),
        label: names.say("server-evidence-pass-to"),
        required: true,
        kind: Kind::Select(choices.collect()),
        ..Field::default()
    };
    html! {
        details.more open[room.refused(&id).is_some()] {
            summary { (about(&names.say("server-evidence-pass-on"), &evidence.id, names.language)) }
            form.form id=(id) method="post" action=(room.act("custody")) data-keep {
                (room.hidden_in(&id))
                input type="hidden" name="evidence" value=(evidence.id);
                (field(&to, names.language))
                (room.reason(&id))
                p.actions { (submit_about(&names.say("server-evidence-pass-on"), &evidence.id, Rank::Quiet, names.language)) }
            }
        }
    }
}

/// The form for a file that is no leak: a screenshot, a letter, a log.
fn add(room: &Room<'_>) -> Markup {
    let names = &room.names;
    let choice = |(value, key): &(&str, &'static str)| Choice {
        value: (*value).to_owned(),
        label: names.say(key),
        chosen: room.typed(ADD, "kind") == *value,
    };
    let kind = Field {
        id: format!("{ADD}-kind"),
        name: "kind".to_owned(),
        label: names.say("server-evidence-kind"),
        required: true,
        kind: Kind::One(KINDS.iter().map(choice).collect()),
        ..Field::default()
    };
    let title = Field {
        id: format!("{ADD}-title"),
        name: "title".to_owned(),
        label: names.say("server-evidence-title"),
        help: Some(names.say("server-evidence-title-help")),
        value: room.typed(ADD, "title").to_owned(),
        required: true,
        ..Field::default()
    };
    let file = Field {
        id: format!("{ADD}-file"),
        name: "file".to_owned(),
        label: names.say("server-evidence-file"),
        help: Some(names.say("server-evidence-file-help")),
        fault: room.refused(ADD).map(str::to_owned),
        required: true,
        kind: Kind::Files { accept: String::new(), several: false },
        ..Field::default()
    };
    let frame = Form {
        id: ADD.to_owned(),
        action: format!("/cases/{}/evidence/add", room.view.case.number),
        csrf: room.visitor.form_token(),
        hidden: vec![("place".to_owned(), ADD.to_owned())],
        files: true,
        pieces: None,
    };
    let heading = Card { id: "add".to_owned(), title: names.say("server-evidence-add"), caption: None };
    let exposure = format!("/cases/{}/exposure", room.view.case.number);
    card(
        &heading,
        &html! {
            p.help { (names.say("server-evidence-no-leak")) " " a href=(exposure) { (names.say("server-part-exposure")) } }
            (form(&frame, &html! {
                (field(&kind, names.language))
                (field(&title, names.language))
                (field(&file, names.language))
                p.actions { (submit(&names.say("server-evidence-add"), Rank::Primary)) }
            }))
        },
    )
}

/// Whether a file can be of this kind.
pub(in crate::pages) fn is_kind(word: &str) -> bool {
    KINDS.iter().any(|(known, _)| *known == word)
}

/// What evidence is called: its title, what it is, and last the name of its file, so that it is given out with its ending.
pub(in crate::pages) fn called(title: &str, kind: &str, file: &str, language: messages::Language) -> String {
    let key = KINDS.iter().find(|(known, _)| *known == kind).map_or("server-evidence-other", |(_, key)| *key);
    let title = if title.is_empty() { file } else { title };
    let name = Message::new("server-evidence-called").with("title", title).with("kind", Message::new(key));
    name.with("file", file).in_language(language)
}
