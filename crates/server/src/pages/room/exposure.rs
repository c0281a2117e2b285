//! Who is in the leak: uploads on their way, and what was counted in each.

use exposure::{Assessment, Count, Status};
use maud::{Markup, html};
use messages::Message;
use plan::Right;

use super::Room;
use crate::look::bars::{Bar, bars, share_of};
use crate::look::button::{Rank, submit};
use crate::look::card::{Card, card};
use crate::look::error::empty;
use crate::look::fact::unknown;
use crate::look::field::{Field, Kind, field};
use crate::look::figures::{Figure, figures};
use crate::look::form::{Form, form};
use crate::look::progress::{Progress, progress};
use crate::look::table::{Column, Row, Set, Table, table};
use crate::uploads::{Stage, Upload};

/// `GET /cases/{case}/exposure`.
pub(super) fn body(room: &Room<'_>) -> Markup {
    let names = &room.names;
    let title = Card { id: "leak".to_owned(), title: names.say("server-part-exposure"), caption: None };
    html! {
        @if room.may(Right::StateFact) { (card(&title, &upload_form(room))) }
        @if room.uploads.is_empty() && room.view.evidence.is_empty() {
            (empty(&names.say("server-no-leak-yet"), &html! {}))
        }
        @for (id, upload) in room.uploads.iter().rev() { (one(id, upload, room)) }
    }
}

fn upload_form(room: &Room<'_>) -> Markup {
    let names = &room.names;
    let number = room.view.case.number;
    let frame = Form {
        id: "upload".to_owned(),
        action: format!("/cases/{number}/leaks"),
        csrf: room.visitor.form_token(),
        files: true,
        pieces: Some((format!("/cases/{number}/uploads"), format!("/cases/{number}/exposure"))),
        ..Form::default()
    };
    let files = Field {
        name: "leak".to_owned(),
        label: names.say("server-leak-files"),
        help: Some(names.say("server-leak-files-help")),
        required: true,
        kind: Kind::Files { accept: String::new(), several: true },
        ..Field::default()
    };
    form(
        &frame,
        &html! {
            (field(&files, names.language))
            (submit(&names.say("server-count-leak"), Rank::Primary))
        },
    )
}

fn one(id: &str, upload: &Upload, room: &Room<'_>) -> Markup {
    let names = &room.names;
    match upload.stage() {
        Stage::Running => progress(&running(id, upload, room), names.language),
        Stage::Failed(why) => {
            let title = Card { id: format!("upload-{id}"), title: upload.name.clone(), caption: None };
            card(&title, &html! { p.fault role="alert" { "▲ " (names.words(&why)) } })
        }
        Stage::Done(assessment) => counted(id, upload, &assessment, room),
    }
}

fn running(id: &str, upload: &Upload, room: &Room<'_>) -> Progress {
    let names = &room.names;
    let received = upload.received();
    let share = upload.size.filter(|size| *size > 0).map(|size| share_of(received, size));
    let of = upload.size.map(|size| names.count(size));
    let done = match of {
        Some(of) => Message::new("server-bytes-of").with("done", names.count(received)).with("of", of),
        None => Message::new("server-bytes").with("done", names.count(received)),
    };
    Progress {
        id: format!("upload-{id}"),
        title: upload.name.clone(),
        share,
        done: names.words(&done),
        rate: None,
        left: None,
        resumable: true,
    }
}

fn counted(id: &str, upload: &Upload, assessment: &Assessment, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let figure =
        |count: &Count, key| Figure { value: amount(count, room), name: names.say(key), notes: Vec::new() };
    let counts = [
        figure(&assessment.counts.records, "server-count-records"),
        figure(&assessment.counts.persons, "server-count-persons"),
        figure(&assessment.counts.customers, "server-count-customers"),
    ];
    let title = Card { id: format!("upload-{id}"), title: upload.name.clone(), caption: None };
    card(
        &title,
        &html! {
            (figures(&counts, false))
            (not_read(assessment, room))
            h3 { (names.say("server-by-class")) }
            (by_class(assessment, room))
            h3 { (names.say("server-by-identifier")) }
            (by_identifier(assessment, room))
        },
    )
}

fn amount(count: &Count, room: &Room<'_>) -> Markup {
    let names = &room.names;
    match count {
        Count::Known { lo, hi: Some(hi), .. } if lo == hi => html! { (names.count(*lo)) },
        Count::Known { lo, hi: Some(hi), .. } => html! { (names.count(*lo)) "–" (names.count(*hi)) },
        Count::Known { lo, hi: None, .. } => html! { "≥\u{a0}" (names.count(*lo)) },
        Count::Unknown { .. } => unknown(None, names.language),
    }
}

/// What could not be read is said before any count is believed.
fn not_read(assessment: &Assessment, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let gaps = assessment.files.iter().filter(|file| file.status != Status::Read);
    html! {
        @for file in gaps {
            p.fault {
                "▲ " (file.path) ": "
                @if let Some(reason) = &file.reason { (reason.in_language(names.language)) }
                " " (names.words(&Message::new("server-bytes-not-read").with("bytes", names.count(file.bytes_not_read))))
            }
        }
    }
}

fn by_class(assessment: &Assessment, room: &Room<'_>) -> Markup {
    let classes = &assessment.counts.by_class;
    let most = classes.values().map(|count| count.records).max().unwrap_or(0);
    let rows = classes.iter().filter(|(_, count)| count.records > 0).map(|(class, count)| Bar {
        label: documents::in_words(class, &room.names.plan.zone, room.now, room.names.language),
        share: Some(share_of(count.records, most)),
        figure: html! { (room.names.count(count.records)) },
    });
    let rows: Vec<Bar> = rows.collect();
    bars(&room.names.say("server-by-class"), &rows)
}

fn by_identifier(assessment: &Assessment, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let column = |key, set| Column { head: names.say(key), set };
    let rows = assessment.identifiers.iter().filter(|(_, count)| count.values > 0).map(|(kind, count)| Row {
        id: String::new(),
        cells: vec![
            html! { (names.kind(kind)) },
            html! { (names.count(count.values)) },
            html! { (names.count(count.distinct)) },
        ],
        total: false,
    });
    table(&Table {
        caption: names.say("server-by-identifier"),
        columns: vec![
            column("server-column-kind", Set::Text),
            column("server-column-values", Set::Figure),
            column("server-column-distinct", Set::Figure),
        ],
        rows: rows.collect(),
        footnotes: Vec::new(),
    })
}
