//! The record of a case: its place in the journal, its checks, and the bundle that others verify.

use desk::{Asking, CaseRef, Disclosure, RecordOf};
use maud::{Markup, html};
use messages::Message;
use plan::Right;

use super::Room;
use crate::ask::Ask;
use crate::house::House;
use crate::look::button::{Rank, link, submit};
use crate::look::card::{Card, card};
use crate::look::field::{Field, field};
use crate::reply::{Refusal, Reply};

/// `GET /cases/{case}/record`.
pub(super) fn body(room: &Room<'_>) -> Markup {
    let names = &room.names;
    let title = Card { id: "record".to_owned(), title: names.say("server-part-record"), caption: None };
    let entries = u64::try_from(room.file.events.len()).unwrap_or(u64::MAX);
    let number = room.view.case.number;
    card(
        &title,
        &html! {
            p { (names.words(&Message::new("server-record-entries").with("count", entries))) }
            p { (names.say("server-record-bundle")) }
            @if room.may(Right::Export) {
                p.actions {
                    (link(&names.say("server-bundle-sealed"), Rank::Primary, &format!("/cases/{number}/bundle"))) " "
                    (link(&names.say("server-verifier-key"), Rank::Quiet, "/journal/key"))
                }
            }
            @if room.may(Right::Export) {
                (opened(room, number))
                p.help { (names.say("server-record-verified-by")) }
                p.mono { "stanch journal verify " span.whole { "case-" (number) ".bundle" } " " span.whole { "--key stanch.vkey" } }
            } @else {
                p.help { (names.words(&Message::new("server-record-for").with("roles", holders(room)))) }
            }
        },
    )
}

/// The roles that may take the bundle.
fn holders(room: &Room<'_>) -> String {
    let roles = room.names.plan.roles.iter().filter(|role| role.rights.contains(&Right::Export));
    room.names.roles(&roles.map(|role| role.id.clone()).collect::<Vec<_>>())
}

/// What asks for the bundle that says something: why is asked first, and noted.
fn opened(room: &Room<'_>, number: u64) -> Markup {
    let names = &room.names;
    let reason = Field {
        id: "bundle-reason".to_owned(),
        name: "reason".to_owned(),
        label: names.say("server-bundle-reason"),
        help: Some(names.say("server-bundle-reason-help")),
        required: true,
        ..Field::default()
    };
    html! {
        form.form id="bundle-opened" method="post" action={ "/cases/" (number) "/bundle" } {
            (room.hidden())
            (field(&reason, names.language))
            p.actions { (submit(&names.say("server-bundle-open"), Rank::Quiet)) }
        }
    }
}

/// `POST /cases/{case}/bundle`: the bundle with what the entries say, after the look and its `reason` are on record.
pub(in crate::pages) fn disclose(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let Ok(case) = ask.part("case").parse::<CaseRef>();
    let id = house.desk.find(&case)?;
    let file = house.desk.case(&id)?;
    let who = ask.visitor.signed_in()?.acting(Right::Export, &file.plan)?;
    let asking = Asking { who, reason: ask.form.typed("reason").to_owned(), now: ask.now };
    let (bytes, _) = house.desk.disclose(RecordOf::Case, &id, &Disclosure::All, &[], &asking)?;
    let name = format!("case-{}-opened.bundle", file.number);
    Ok(Reply::File { name, kind: "application/octet-stream", bytes })
}

/// `GET /cases/{case}/bundle`: the record is proved and says nothing.
pub(in crate::pages) fn bundle(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let Ok(case) = ask.part("case").parse::<CaseRef>();
    let id = house.desk.find(&case)?;
    let file = house.desk.case(&id)?;
    ask.visitor.signed_in()?.acting(Right::Export, &file.plan)?;
    let bytes = house.desk.export(RecordOf::Case, &id, &[])?;
    let name = format!("case-{}.bundle", file.number);
    Ok(Reply::File { name, kind: "application/octet-stream", bytes })
}

/// `GET /journal/key`: the key with which others verify.
pub(in crate::pages) fn key(house: &House, _: &Ask) -> Result<Reply, Refusal> {
    let bytes = format!("{}\n", house.desk.verifier()).into_bytes();
    Ok(Reply::File { name: "stanch.vkey".to_owned(), kind: "text/plain; charset=utf-8", bytes })
}
