//! Who is in the leaks: what they tell together, what was counted in each, uploads on their way. Reports lie sealed beside the
//! evidence, so that they outlive the server.

use desk::{CaseFile, Together};
use jiff::Timestamp;
use maud::{Markup, html};
use messages::{Arg, Language, Message};
use plan::Right;
use serde_json::Value;

use super::{Room, customers};
use crate::house::House;
use crate::leaks::report_in;
use crate::look::bars::{Bar, bars, share_of};
use crate::look::button::{Rank, about, submit};
use crate::look::card::{Card, card};
use crate::look::error::empty;
use crate::look::fact::unknown;
use crate::look::field::{Choice, Field, Kind, field};
use crate::look::figures::{Figure, figures};
use crate::look::form::{Form, form};
use crate::look::notice::notice;
use crate::look::pill::Tone;
use crate::look::progress::{Progress, progress};
use crate::look::table::{Column, Row, Set, Table, table};
use crate::reply::Refusal;
use crate::uploads::{Doing, Stage, Upload};

/// The field that says whether the facts of a counting are taken back with it.
pub(in crate::pages) const FACTS_TOO: &str = "facts";

/// What the leaks of a case told.
pub(in crate::pages) struct Told {
    together: Together,
    /// Each counting that stands, the newest first.
    leaks: Vec<Leak>,
}

/// A leak that was counted.
struct Leak {
    position: u64,
    evidence: Vec<String>,
    /// The shape of `docs/assess.schema.json`, or why it cannot be shown.
    report: Result<Value, Message>,
}

/// Reads the reports of a case, with their sentences in the reader's language.
pub(super) fn told(house: &House, file: &CaseFile, language: Language) -> Result<Told, Refusal> {
    let sealed = |position: u64| {
        let bytes = house.desk.leak_report(&file.id, position).map_err(|error| error.message())?;
        report_in(&bytes, language).ok_or_else(|| Message::new("server-report-unreadable"))
    };
    let standing = file.state.countings.iter().rev().filter(|counting| counting.struck.is_none());
    let leaks = standing.map(|counting| Leak {
        position: counting.position,
        evidence: counting.counted.evidence.clone(),
        report: sealed(counting.position),
    });
    Ok(Told { leaks: leaks.collect(), together: house.desk.leaks_together(&file.id)? })
}

/// `GET /cases/{case}/exposure`.
pub(super) fn body(room: &Room<'_>) -> Markup {
    let names = &room.names;
    let title = Card { id: "leaks".to_owned(), title: names.say("server-part-exposure"), caption: None };
    let leaks = room.told.as_ref().map_or(&[][..], |told| &told.leaks);
    let upload = html! { @if room.may(Right::StateFact) { (card(&title, &upload_form(room))) } };
    let is_nothing = room.uploads.is_empty() && room.lost.is_empty() && leaks.is_empty();
    // A region of its own, which the uploader's page renews while it sends.
    let coming = html! { div.column id="coming" {
        @if is_nothing { (empty(&names.say("server-no-leak-yet"), &html! {})) }
        @for (id, upload) in room.uploads.iter().rev() { (under_way(id, upload, room)) }
        @for arrived in &room.lost { (lost(arrived, room)) }
    } };
    let Some(told) = room.told.as_ref().filter(|told| !told.leaks.is_empty()) else {
        return html! { (upload) (coming) };
    };
    html! {
        div.columns {
            div.column {
                (together(told, room))
                @for leak in leaks { (counted(leak, room)) }
            }
            div.column { (coming) (upload) }
        }
    }
}

/// What the leaks tell together: which figure is a sum, which a union and which only a lower bound.
fn together(told: &Told, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let Together { records, persons, customers } = &told.together;
    let least = |count: u64| at_least(count, room);
    let several = told.leaks.len() > 1;
    let note = |key| if several { vec![html! { (names.say(key)) }] } else { Vec::new() };
    let figure = |value, name, notes| Figure { value, name: names.say(name), notes };
    let all = match customers {
        Some(tally) => least(tally.at_least),
        None => unknown(None, names.language),
    };
    let counts = [
        figure(least(*records), "server-count-records", note("server-together-records")),
        figure(least(*persons), "server-count-persons", note("server-together-persons")),
        figure(all, "server-count-customers", note("server-together-customers")),
    ];
    let title = Card { id: "together".to_owned(), title: names.say("server-leaks-together"), caption: None };
    let evidence = told.leaks.iter().rev().flat_map(|leak| &leak.evidence);
    card(
        &title,
        &html! {
            (figures(&counts, false))
            p.help { (names.say("server-counted-from")) " " @for id in evidence { (room.cited(id)) " " } }
            @if let Some(tally) = customers {
                p.help { (names.words(&Message::new("server-customers-listed")
                    .with("customers", names.count(tally.customers))
                    .with("exact", names.count(tally.exact))
                    .with("near", names.count(tally.near)))) }
                (customers_by_kind(tally, room))
                (customers::part(room))
            }
        },
    )
}

fn customers_by_kind(tally: &incident::event::evidence::Tally, room: &Room<'_>) -> Markup {
    let most = tally.leaked.iter().map(|leaked| leaked.customers).max().unwrap_or(0);
    let mut leaked: Vec<_> = tally.leaked.iter().collect();
    leaked.sort_by_key(|leaked| std::cmp::Reverse(leaked.customers));
    let rows: Vec<Bar> = leaked
        .into_iter()
        .map(|leaked| Bar {
            label: room.names.kind(&leaked.kind),
            share: Some(share_of(leaked.customers, most)),
            figure: html! { (room.names.count(leaked.customers)) },
        })
        .collect();
    html! { @if !rows.is_empty() {
        h3 { (room.names.say("server-customers-by-kind")) }
        (bars(&room.names.say("server-customers-by-kind"), &rows))
    } }
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

/// An upload that has not become a counting.
fn under_way(id: &str, upload: &Upload, room: &Room<'_>) -> Markup {
    let names = &room.names;
    match upload.stage() {
        Stage::Running => {
            html! { (progress(&running(id, upload, room), names.language)) (cancel(id, upload, room)) }
        }
        Stage::Failed(why) => {
            let title = Card { id: format!("upload-{id}"), title: upload.name.clone(), caption: None };
            card(&title, &html! { p.fault role="alert" { "▲ " (names.words(&why)) } })
        }
        Stage::Done => html! {},
    }
}

/// A leak that had arrived when the server died over it.
fn lost(arrived: &store::Arrived, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let at = Timestamp::from_microsecond(arrived.arrived_us).map(|at| names.moment(at, room.now));
    let said = Message::new("server-leak-lost")
        .with("bytes", names.count(arrived.bytes))
        .with("moment", at.unwrap_or_default());
    notice(Tone::Bad, &html! { p role="alert" { (names.words(&said)) } })
}

/// Gives up an upload whose bytes are still to come: for whoever sends it, and who decides in the case.
fn cancel(id: &str, upload: &Upload, room: &Room<'_>) -> Markup {
    let may = upload.who.user == room.visitor.person.login || room.may(Right::Decide);
    let address = format!("/cases/{}/uploads/{id}/cancel", room.view.case.number);
    html! { @if may && upload.is_arriving() {
        form method="post" action=(address) data-cancel {
            (room.hidden())
            p.actions { (submit(&room.names.say("server-upload-cancel"), Rank::Quiet)) }
        }
    } }
}

fn running(id: &str, upload: &Upload, room: &Room<'_>) -> Progress {
    let names = &room.names;
    let speed = upload.speed(room.ask.now);
    let (share, done) = match (upload.doing(), upload.size) {
        (Doing::Arriving(received), Some(of)) => {
            let done = Message::new("server-bytes-of").with("done", names.count(received));
            (Some(share_of(received, of)), done.with("of", names.count(of)))
        }
        (Doing::Arriving(received), None) => {
            (None, Message::new("server-bytes").with("done", names.count(received)))
        }
        (Doing::Counting(rows), _) => {
            (None, Message::new("server-rows-counted").with("rows", names.count(rows)))
        }
        (Doing::Listing(listed), _) => {
            (None, Message::new("server-customers-so-far").with("customers", names.count(listed)))
        }
    };
    Progress {
        id: format!("upload-{id}"),
        title: upload.name.clone(),
        share,
        done: names.words(&done),
        rate: speed.map(|speed| {
            names.words(&Message::new("server-bytes-rate").with("bytes", names.count(speed.rate)))
        }),
        left: speed.and_then(|speed| speed.left_s).map(|left| names.words(&left_words(left))),
        // A line that broke goes on where it stopped; what has arrived needs nobody any more.
        resumable: matches!(upload.doing(), Doing::Arriving(_)),
    }
}

/// Time left, in the largest unit that tells something.
fn left_words(seconds: u64) -> Message {
    match seconds {
        0..60 => Message::new("server-left-seconds").with("count", seconds.max(1)),
        60..5_400 => Message::new("server-left-minutes").with("count", seconds.div_ceil(60)),
        _ => Message::new("server-left-hours").with("count", seconds.div_ceil(3_600)),
    }
}

fn counted(leak: &Leak, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let name = |id: &String| {
        let found = room.view.evidence.iter().find(|evidence| evidence.id == *id);
        found.map_or_else(|| id.clone(), |evidence| evidence.name.clone())
    };
    let title = leak.evidence.iter().map(name).collect::<Vec<_>>().join(&names.say("look-comma"));
    let title = Card { id: format!("leak-{}", leak.position), title, caption: None };
    let cited = html! { @for id in &leak.evidence { (room.cited(id)) " " } };
    let report = match &leak.report {
        Err(why) => {
            return card(&title, &html! { (cited) p.fault { "▲ " (names.words(why)) } (strike(leak, room)) });
        }
        Ok(report) => report,
    };
    let figure = |count: &str, key| Figure {
        value: amount(&report["counts"][count], room),
        name: names.say(key),
        notes: Vec::new(),
    };
    let counts = [
        figure("records", "server-count-records"),
        figure("persons", "server-count-persons"),
        figure("customers", "server-count-customers"),
    ];
    card(
        &title,
        &html! {
            (figures(&counts, false))
            p.help { (names.say("server-counted-from")) " " (cited) }
            (not_read(report, room))
            (remarks(report, room))
            (by_class(report, room))
            (by_identifier(report, room))
            (not_looked_for(report, room))
            (strike(leak, room))
        },
    )
}

/// A count of the wrong file, or against the wrong register, is taken back by the role that counted, or by the command.
fn strike(leak: &Leak, room: &Room<'_>) -> Markup {
    let (names, plan) = (&room.names, room.names.plan);
    let counting = room.file.state.countings.iter().find(|counting| counting.position == leak.position);
    let by = counting.map_or("", |counting| counting.by.role.as_str());
    if !room.roles_with(Right::StateFact).any(|role| role == by || plan.commands(role)) {
        return html! {};
    }
    let (id, event) = (format!("strike-{}", leak.position), leak.position.to_string());
    let facts = facts_too(&id, leak, room);
    let help =
        html! { p.help { (names.say("server-strike-leak-help")) } @if let Some(facts) = facts { (facts) } };
    let what = leak.evidence.join(&names.say("look-comma"));
    let named = |key| about(&names.say(key), &what, names.language);
    let (opens, button) = (named("server-strike-leak"), named("server-strike"));
    room.takes_back_with(&id, "strike", ("event", &event), &opens, &button, &help)
}

/// Whether the facts that rest on it are taken back with it: chosen, until somebody thinks otherwise. Nothing where there are none.
fn facts_too(form: &str, leak: &Leak, room: &Room<'_>) -> Option<Markup> {
    let names = &room.names;
    let gone = desk::facts_of_leak(room.file, leak.position);
    let facts = names.plan.catalogue.facts.iter();
    let facts = facts.filter(|fact| gone.iter().any(|statement| statement.fact == fact.id));
    let facts: Vec<Arg> =
        facts.map(|fact| Message::new("server-question").with("text", names.fact(&fact.id)).into()).collect();
    if facts.is_empty() {
        return None;
    }
    let help = Message::new("server-strike-leak-facts-help").with("facts", facts);
    let label = names.say("server-strike-leak-facts-too");
    let chosen = room.refused(form).is_none() || room.typed(form, FACTS_TOO) == "yes";
    let field = field(
        &Field {
            id: format!("{form}-{FACTS_TOO}"),
            name: FACTS_TOO.to_owned(),
            label: names.say("server-strike-leak-facts"),
            help: Some(names.words(&help)),
            kind: Kind::Any(vec![Choice { value: "yes".to_owned(), label, chosen }]),
            ..Field::default()
        },
        names.language,
    );
    Some(field)
}

/// A count as a report has it: bounds, or unknown with the reason.
fn amount(count: &Value, room: &Room<'_>) -> Markup {
    let names = &room.names;
    match (count["lo"].as_u64(), count["hi"].as_u64()) {
        (Some(lo), Some(hi)) if lo == hi => html! { (names.count(lo)) },
        (Some(lo), Some(hi)) => html! { (names.count(lo)) "–" (names.count(hi)) },
        (Some(lo), None) => at_least(lo, room),
        (None, _) => unknown(None, names.language),
    }
}

/// A lower bound. "At least nothing" is what a picture or a locked archive leaves: that is unknown, and no zero stands there.
fn at_least(count: u64, room: &Room<'_>) -> Markup {
    match count {
        0 => unknown(None, room.names.language),
        _ => html! { "≥\u{a0}" (room.names.count(count)) },
    }
}

/// What could not be read is said before any count is believed.
fn not_read(report: &Value, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let files = report["files"].as_array().into_iter().flatten();
    let gaps = files.filter(|file| file["status"] != "read");
    html! {
        @for file in gaps {
            @let unread = file["bytes_not_read"].as_u64().unwrap_or(0);
            p.fault {
                "▲ " (file["path"].as_str().unwrap_or_default()) (names.say("server-colon"))
                @if let Some(reason) = file["reason"]["text"].as_str() { (reason) " " }
                @if unread > 0 {
                    (names.words(&Message::new("server-bytes-not-read").with("bytes", names.count(unread))))
                }
            }
        }
    }
}

/// Values that were values once, or cannot be what their column says: they widen the bounds, and that has its reason.
fn remarks(report: &Value, room: &Room<'_>) -> Markup {
    // The last stands in reports of earlier versions, which did not count passwords and health.
    const LOST: [&str; 5] =
        ["damaged_values", "masked_values", "failing_values", "undecided_values", "uncounted_values"];
    let files = report["files"].as_array().into_iter().flatten();
    let said = files.flat_map(|file| {
        let path = file["path"].as_str().unwrap_or_default();
        LOST.iter().filter_map(move |lost| Some((path, file[lost]["reason"]["text"].as_str()?)))
    });
    html! { @for (path, why) in said { p.help { (path) (room.names.say("server-colon")) (why) } } }
}

/// So that "none found" is never read as "none there".
fn not_looked_for(report: &Value, room: &Room<'_>) -> Markup {
    let reasons: Vec<&str> = report["not_looked_for"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|why| why["text"].as_str())
        .collect();
    html! {
        @if !reasons.is_empty() {
            details.more {
                summary { (room.names.say("server-not-looked-for")) }
                @for why in reasons { p.help { (why) } }
            }
        }
    }
}

fn by_class(report: &Value, room: &Room<'_>) -> Markup {
    let classes = report["counts"]["by_class"].as_object().into_iter().flatten();
    let records = |count: &Value| count["records"].as_u64().unwrap_or(0);
    let mut classes: Vec<(&String, u64)> =
        classes.map(|(class, count)| (class, records(count))).filter(|(_, records)| *records > 0).collect();
    classes.sort_by_key(|(_, records)| std::cmp::Reverse(*records));
    let most = classes.first().map_or(0, |(_, records)| *records);
    let rows = classes.iter().map(|(class, records)| Bar {
        label: documents::in_words(class, &room.names.plan.zone, room.now, room.names.language),
        share: Some(share_of(*records, most)),
        figure: html! { (room.names.count(*records)) },
    });
    let rows: Vec<Bar> = rows.collect();
    let title = room.names.say("server-by-class");
    html! { @if !rows.is_empty() { h3 { (title) } (bars(&title, &rows)) } }
}

fn by_identifier(report: &Value, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let column = |key, set| Column { head: names.say(key), set };
    let kinds = report["identifiers"].as_object().into_iter().flatten();
    let number = |count: &Value, member: &str| count[member].as_u64().unwrap_or(0);
    let mut kinds: Vec<_> = kinds.filter(|(_, count)| number(count, "values") > 0).collect();
    if kinds.is_empty() {
        return html! {};
    }
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(number(count, "distinct")));
    let rows = kinds.into_iter().map(|(kind, count)| Row {
        id: String::new(),
        cells: vec![
            html! { (names.kind(kind)) },
            html! { (names.count(number(count, "values"))) },
            html! { (names.count(number(count, "distinct"))) },
        ],
        total: false,
    });
    let list = table(&Table {
        caption: names.say("server-by-identifier"),
        columns: vec![
            column("server-column-kind", Set::Text),
            column("server-column-values", Set::Figure),
            column("server-column-distinct", Set::Figure),
        ],
        rows: rows.collect(),
        footnotes: Vec::new(),
    });
    html! { h3 { (names.say("server-by-identifier")) } (list) }
}
