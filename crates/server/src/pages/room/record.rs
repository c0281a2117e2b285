//! The record of a case: its place in the journal, its checks, and the bundle that others verify.

use desk::{CaseRef, Disclosure};
use maud::{Markup, html};
use messages::Message;
use plan::Right;

use super::Room;
use crate::ask::Ask;
use crate::house::House;
use crate::look::button::{Rank, link};
use crate::look::card::{Card, card};
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
                    (link(&names.say("server-bundle-open"), Rank::Quiet, &format!("/cases/{number}/bundle?bodies=all"))) " "
                    (link(&names.say("server-verifier-key"), Rank::Quiet, "/journal/key"))
                }
            }
            p.mono { "stanch journal verify case-" (number) ".bundle --key stanch.vkey" }
        },
    )
}

/// `GET /cases/{case}/bundle`: `bodies=all` discloses what the entries say; without it the record is proved and says nothing.
pub(in crate::pages) fn bundle(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let Ok(case) = ask.part("case").parse::<CaseRef>();
    let id = house.desk.find(&case)?;
    let file = house.desk.case(&id)?;
    ask.visitor.signed_in()?.acting(Right::Export, &file.plan)?;
    let disclose = if ask.query.get("bodies") == Some("all") { Disclosure::All } else { Disclosure::None };
    let bytes = house.desk.export(&id, &disclose, &[])?;
    let name = format!("case-{}.bundle", file.number);
    Ok(Reply::File { name, kind: "application/octet-stream", bytes })
}

/// `GET /journal/key`: the key with which others verify.
pub(in crate::pages) fn key(house: &House, _: &Ask) -> Result<Reply, Refusal> {
    let bytes = format!("{}\n", house.desk.verifier()).into_bytes();
    Ok(Reply::File { name: "stanch.vkey".to_owned(), kind: "text/plain; charset=utf-8", bytes })
}
