//! The journal: where the log stands, whether it is whole, whether it only grew, and the proof of each of its entries.

use axum::http::StatusCode;
use desk::{CaseRef, DeskError, EntryProof, Growth, LogHead};
use jiff::Timestamp;
use maud::{Markup, html};
use messages::Message;
use plan::Right;

use super::frame::{Here, framed};
use super::names::Names;
use crate::ask::Ask;
use crate::house::{House, Looked};
use crate::look::button::{Rank, link, submit};
use crate::look::card::{Card, card};
use crate::look::field::{Field, Kind, field};
use crate::look::form::{Form, form};
use crate::look::head::page_head;
use crate::look::notice::notice;
use crate::look::pill::{Tone, signed_pill};
use crate::look::strip::strip;
use crate::look::table::{Column, Row, Set, Table, table};
use crate::reply::{Refusal, Reply};

/// Entries that one press of the button looks at: a second or two of work.
const LOOK_MOST: u64 = 1_000_000;

/// `GET /journal`.
pub(super) fn page(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    Ok(Reply::Page(shown(house, ask, &html! {})?))
}

/// `POST /journal/verify`: looks at the log now. One look at a time: who comes second sees what the first one finds.
pub(super) fn verify(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    house.look_at_log(LOOK_MOST, ask.now)?;
    Ok(Reply::SeeOther("/journal#looked".to_owned()))
}

/// `POST /journal/consistency`: `checkpoint`, a text somebody kept; whether the log holds all that it covered.
pub(super) fn consistency(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let names = Names::new(house.plan(), ask.language());
    // As the command line prints it, with the newline that a text box may have lost; a browser sends CR LF.
    let given = format!("{}\n", ask.form.typed("checkpoint").replace('\r', "").trim_end());
    match house.desk.grown_since(&given) {
        Ok(growth) => Ok(Reply::Page(shown(house, ask, &grown(&growth, &names))?)),
        Err(DeskError::Damaged(why)) => {
            let said = notice(Tone::Bad, &html! { p role="alert" { (names.words(&why)) } });
            Ok(Reply::Again(StatusCode::UNPROCESSABLE_ENTITY, shown(house, ask, &said)?))
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /journal/consistency/{size}`: the proof that the log only grew since it had so many entries, as
/// `stanch journal check` judges it.
pub(super) fn growth(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    // Every log extends the empty one: of that there is no proof.
    let size = ask.part("size").parse().ok().filter(|size| *size > 0).ok_or(Refusal::NotFound)?;
    let (proof, first, second) = house.desk.growth_from(size)?.ok_or(Refusal::NotFound)?;
    let name = format!("consistency-{size}-{}.json", proof.second_size);
    Ok(json_file(name, &proof.to_json(&first, &second)))
}

/// `GET /cases/{case}/entries/{entry}`: one entry by its version, and the proof that it stands in the log.
pub(super) fn entry(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let (proved, number) = proved(house, ask)?;
    let names = Names::new(house.plan(), ask.language());
    let title = names.words(&Message::new("server-journal-entry").with("position", proved.proof.leaf_index));
    let main = html! {
        (page_head(&title, &[format!("#{number}"), names.event(proved.entry.kind.as_str(), &serde_json::Value::Null)], &html! {}))
        (card(&Card { id: "entry".to_owned(), title: names.say("server-journal-what-is-proved"), caption: None },
            &envelope(&proved, number, &names)))
        (card(&Card { id: "path".to_owned(), title: names.say("server-journal-path"), caption: None },
            &path(&proved, &names)))
        (card(&Card { id: "checkpoint".to_owned(), title: names.say("server-journal-checkpoint"), caption: None },
            &checkpoint(&proved.head, &names)))
    };
    Ok(Reply::Page(framed(house, ask, Here::Journal, &title, None, &main)))
}

/// `GET /cases/{case}/entries/{entry}/proof`: the same as `stanch journal check` judges it.
pub(super) fn entry_proof(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let (proved, _) = proved(house, ask)?;
    let name = format!("entry-{}.proof.json", proved.proof.leaf_index);
    Ok(json_file(name, &proved.proof.to_json(&proved.leaf, &proved.head.root)))
}

fn proved(house: &House, ask: &Ask) -> Result<(EntryProof, u64), Refusal> {
    let Ok(case) = ask.part("case").parse::<CaseRef>();
    let id = house.desk.find(&case)?;
    let file = house.desk.case(&id)?;
    ask.visitor.signed_in()?.acting(Right::Read, &file.plan)?;
    let version = ask.part("entry").parse().map_err(|_| Refusal::NotFound)?;
    match house.desk.prove_entry(&id, version) {
        Ok(proved) => Ok((proved, file.number)),
        Err(DeskError::NoSuchVersions { .. }) => Err(Refusal::NotFound),
        Err(error) => Err(error.into()),
    }
}

fn json_file(name: String, value: &serde_json::Value) -> Reply {
    Reply::File { name, kind: "application/json", bytes: format!("{value}\n").into_bytes() }
}

fn shown(house: &House, ask: &Ask, said: &Markup) -> Result<Markup, Refusal> {
    let names = Names::new(house.plan(), ask.language());
    let head = house.desk.log_head()?;
    let csrf = ask.visitor.signed_in()?.form_token();
    let title = names.say("server-place-journal");
    let stands = Card { id: "stands".to_owned(), title: names.say("server-journal-stands"), caption: None };
    let looked = Card { id: "looked".to_owned(), title: names.say("server-journal-verify"), caption: None };
    let grew = Card { id: "grew".to_owned(), title: names.say("server-journal-consistency"), caption: None };
    let main = html! {
        (page_head(&title, &[names.say("server-journal-sub")], &html! {}))
        (said)
        (card(&stands, &standing(&head, house, &names)))
        (card(&looked, &verification(house, &csrf, &names, ask.now)))
        (card(&grew, &compare(ask, csrf, &names)))
    };
    Ok(framed(house, ask, Here::Journal, &title, None, &main))
}

fn standing(head: &LogHead, house: &House, names: &Names<'_>) -> Markup {
    html! {
        (strip(&[
            (names.say("server-journal-origin"), html! { span.mono { (house.desk.verifier().origin()) } }),
            (names.say("server-journal-size"), html! { (names.count(head.size)) }),
        ]))
        p { (names.say("server-journal-root")) " " span.mono.digest { (head.root) } }
        (checkpoint(head, names))
    }
}

fn checkpoint(head: &LogHead, names: &Names<'_>) -> Markup {
    html! {
        p.help { (names.say("server-journal-keep")) }
        pre.mono.note-text { (head.checkpoint) }
        p.actions { (link(&names.say("server-verifier-key"), Rank::Quiet, "/journal/key")) }
    }
}

fn verification(house: &House, csrf: &str, names: &Names<'_>, now: Timestamp) -> Markup {
    let frame = Form {
        id: "verify".to_owned(),
        action: "/journal/verify".to_owned(),
        csrf: csrf.to_owned(),
        ..Form::default()
    };
    html! {
        p.help { (names.say("server-journal-verify-help")) }
        @match house.looked() {
            None => p { (names.say("server-journal-not-yet")) },
            Some(Looked { at, look }) => {
                p {
                    @if look.is_whole() { (signed_pill(Tone::Good, &names.say("server-journal-whole"))) }
                    @else if look.count > 0 { (signed_pill(Tone::Bad, &names.say("server-journal-faulty"))) }
                    @else { (signed_pill(Tone::Warn, &names.say("server-journal-in-part"))) }
                    " " (names.words(&Message::new("server-journal-looked")
                        .with("looked", names.count(look.looked)).with("size", names.count(look.size))
                        .with("moment", names.moment(at, now))))
                }
                @for fault in &look.faults { p.fault { "▲ " (names.words(fault)) } }
            }
        }
        (form(&frame, &html! { (submit(&names.say("server-journal-verify-now"), Rank::Primary)) }))
    }
}

fn compare(ask: &Ask, csrf: String, names: &Names<'_>) -> Markup {
    let frame =
        Form { id: "compare".to_owned(), action: "/journal/consistency".to_owned(), csrf, ..Form::default() };
    let older = Field {
        name: "checkpoint".to_owned(),
        label: names.say("server-journal-older"),
        help: Some(names.say("server-journal-older-help")),
        value: ask.form.typed("checkpoint").to_owned(),
        required: true,
        kind: Kind::Lines { rows: 6 },
        ..Field::default()
    };
    form(
        &frame,
        &html! {
            (field(&older, names.language))
            (submit(&names.say("server-journal-compare"), Rank::Quiet))
        },
    )
}

/// What the comparison says: grown and nothing else, or not the log of that checkpoint.
fn grown(growth: &Growth, names: &Names<'_>) -> Markup {
    let told = |key| {
        let message = Message::new(key).with("size", names.count(growth.size));
        names.words(&message.with("now", names.count(growth.head.size)))
    };
    match &growth.proof {
        // Every log extends the empty one: nothing is shown by it.
        _ if growth.size == 0 => {
            notice(Tone::Warn, &html! { p { (names.say("server-journal-covers-nothing")) } })
        }
        Some(_) => notice(
            Tone::Good,
            &html! {
                p { (told("server-journal-grown")) }
                p.actions {
                    (link(&names.say("server-journal-take-proof"), Rank::Quiet, &format!("/journal/consistency/{}", growth.size)))
                }
            },
        ),
        None => notice(Tone::Bad, &html! { p role="alert" { (told("server-journal-not-grown")) } }),
    }
}

fn envelope(proved: &EntryProof, number: u64, names: &Names<'_>) -> Markup {
    let entry = &proved.entry;
    let address = format!("/cases/{number}/entries/{}/proof", entry.place.version());
    let line = |key, value: Markup| (names.say(key), value);
    let items = [
        line("server-journal-version", html! { (entry.place.version()) }),
        line(
            "server-journal-kind",
            html! { (names.event(entry.kind.as_str(), &serde_json::Value::Null)) " " span.mono { (entry.kind.as_str()) } },
        ),
        line("server-journal-occurred", html! { (names.whole_moment(entry.occurred_at.timestamp())) }),
        line("server-journal-recorded", html! { (names.whole_moment(entry.recorded_at.timestamp())) }),
    ];
    let digest = |key, hash: &journal::Hash| html! { p { (names.say(key)) " " span.mono.digest { (hash) } } };
    html! {
        (strip(&items))
        (digest("server-journal-leaf", &proved.leaf))
        (digest("server-journal-sealed", &entry.sealed))
        (digest("server-journal-commitment", &entry.commitment))
        p.actions {
            (link(&names.say("server-journal-take-proof"), Rank::Primary, &address)) " "
            (link(&names.say("server-journal-to-timeline"), Rank::Quiet,
                &format!("/cases/{number}/timeline?at={0}#event-{0}", entry.place.version())))
        }
        p.mono { "stanch journal check entry-" (proved.proof.leaf_index) ".proof.json" }
    }
}

fn path(proved: &EntryProof, names: &Names<'_>) -> Markup {
    let row = |(place, hash): (usize, &journal::Hash)| Row {
        id: String::new(),
        cells: vec![html! { (place + 1) }, html! { span.digest { (hash) } }],
        total: false,
    };
    let hashes = table(&Table {
        caption: names.say("server-journal-path"),
        columns: vec![
            Column { head: names.say("server-journal-step"), set: Set::Text },
            Column { head: names.say("server-journal-hash"), set: Set::Mono },
        ],
        rows: proved.proof.hashes.iter().enumerate().map(row).collect(),
        footnotes: Vec::new(),
    });
    let how = Message::new("server-journal-path-help").with("size", names.count(proved.head.size));
    html! { p.help { (names.words(&how)) } (hashes) }
}
