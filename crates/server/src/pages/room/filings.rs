//! Reports to authorities: each form drawn up from what the case knows, as a page and as a Word document, and the word that
//! it was filed.

use std::collections::BTreeMap;

use desk::CaseFile;
use documents::{Filing, Missing, Paper, filing};
use incident::event::notice::Paper as PaperKind;
use incident::state::Filing as Filed;
use jiff::Timestamp;
use maud::{Markup, html};
use messages::Message;
use plan::{Form, MetBy, Right};
use views::{Duty, DutyState};

use super::by_hand::by_hand;
use super::{Room, clock, is_open};
use crate::house::House;
use crate::look::button::{Rank, about, link_about, submit_about};
use crate::look::card::{Card, card};
use crate::look::field::{Field, field};
use crate::look::pill::{Tone, pill, signed_pill};
use crate::papers::{self, Held};
use crate::reply::{Refusal, Reply};

pub(super) fn count(room: &Room<'_>) -> Option<u64> {
    u64::try_from(room.names.plan.forms.len()).ok()
}

/// `GET /cases/{case}/filings`.
pub(super) fn body(room: &Room<'_>) -> Markup {
    let mut forms: Vec<&Form> = room.names.plan.forms.iter().collect();
    // What is due first stands first; what is not owed, or was filed, after it in the plan's order.
    forms.sort_by_key(|form| owed(form, room).map_or(Timestamp::MAX, |duty| duty.due));
    html! { @for form in forms { (one(form, room)) } }
}

/// The open duty that filing this form meets.
fn owed<'a>(form: &Form, room: &'a Room<'_>) -> Option<&'a Duty> {
    let meets = |duty: &&Duty| {
        let owed = room.names.plan.obligation(&duty.id);
        owed.is_some_and(|owed| matches!(&owed.met_by, MetBy::Filing(id) if *id == form.id))
    };
    room.view.obligations.iter().filter(|duty| is_open(duty)).find(meets)
}

fn one(form: &Form, room: &Room<'_>) -> Markup {
    let names = &room.names;
    // What is missing is told to the reader; the paper itself is in the authority's language.
    let paper = filing(&Filing { language: names.language, ..draft(form, room) });
    let filed: Vec<&Filed> = room.file.state.filings.iter().filter(|filed| filed.form == form.id).collect();
    let address = |format: &str| format!("/cases/{}/filings/{}/{format}", room.view.case.number, form.id);
    let title = Card {
        id: format!("form-{}", form.id),
        title: names.text(&form.title),
        caption: Some(recipient(form, room)),
    };
    // Beside the papers that left, the one that has not is called what it is.
    let next = |key| names.words(&Message::new(key).with("version", filed.len() + 1));
    let (read, word) = match filed.is_empty() {
        true => (names.say("server-read-paper"), names.say("server-word-document")),
        false => (next("server-read-next"), next("server-word-next")),
    };
    card(
        &title,
        &html! {
            @if filed.is_empty() {
                p {
                    @match owed(form, room) {
                        Some(duty) => { (pill(Tone::Warn, &names.say("server-not-filed"))) " " (due(duty, room)) }
                        None => (pill(Tone::Quiet, &names.say("server-not-filed-not-owed"))),
                    }
                    " · " (number(&paper.number, room))
                }
            }
            @for (place, filed) in filed.iter().enumerate() { (was_filed(place + 1, filed, room)) }
            p.actions {
                (link_about(&read, &title.title, Rank::Quiet, &address("html"), names.language)) " "
                (link_about(&word, &title.title, Rank::Quiet, &address("docx"), names.language))
            }
            (missing(&paper.missing, &title.title, room))
            (by_hand(PaperKind::Form, &form.id, &form.fields, room))
            @if room.may(Right::File) { (say_filed(form, filed.len(), room)) }
        },
    )
}

/// What people say on the phone.
fn number(number: &str, room: &Room<'_>) -> String {
    room.names.words(&Message::new("documents-number").with("number", number))
}

/// By when it is owed, leading to the duty.
pub(super) fn due(duty: &Duty, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let key = if duty.state == DutyState::Undetermined { "look-due-if-owed" } else { "look-by" };
    let said = Message::new(key).with("moment", names.moment(duty.due, room.now));
    html! {
        a href={ "/cases/" (room.view.case.number) "/duties#" (clock(duty, names, room.now, None).id) } { (names.words(&said)) }
        @if duty.state == DutyState::Late { " " (signed_pill(Tone::Bad, &names.say("look-late"))) }
        @if duty.state == DutyState::Soon { " " (pill(Tone::Warn, &names.say("look-soon"))) }
    }
}

/// A version that left: when, on which way, with which receipt, and the paper as it was.
fn was_filed(version: usize, filed: &Filed, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let moment = names.moment(filed.at, room.now);
    let left = room.filed.get(&filed.position);
    let said = match left {
        Some(left) => Message::new("server-filed-number").with("number", left.number.as_str()),
        None => Message::new("server-filed-version").with("version", version),
    };
    let said = said.with("moment", moment);
    let form =
        names.plan.form(&filed.form).map_or_else(|| filed.form.clone(), |form| names.text(&form.title));
    let what = format!("{form} {version}");
    let said_of = |key: &'static str, text: &Option<String>| {
        text.as_ref().map(|text| names.words(&Message::new(key).with("text", text.as_str())))
    };
    let more =
        [said_of("server-filed-by-channel", &filed.channel), said_of("server-filed-receipt", &filed.receipt)];
    let address = |format: &str| {
        format!("/cases/{}/filings/{}@{}/{format}", room.view.case.number, filed.form, filed.position)
    };
    html! {
        p {
            (signed_pill(Tone::Good, &names.words(&said)))
            @for text in more.into_iter().flatten() { " · " (text) }
            @if let Some(digest) = &filed.digest {
                " · SHA-256 " span.mono { (digest.chars().take(12).collect::<String>()) "…" }
            }
            " " (link_about(&names.say("server-paper-as-filed"), &what, Rank::Quiet, &address("html"), names.language))
            " " (link_about(&names.say("server-word-document"), &what, Rank::Quiet, &address("docx"), names.language))
        }
        (stands(left.map(|left| &left.held), room))
        @if let Some(paper) = &filed.paper {
            @let digest: String = paper.sha256.chars().take(12).collect();
            p.help { (names.words(&Message::new("server-filed-kept").with("digest", format!("{digest}…")))) }
        }
    }
}

/// Whether the paper that is given back is the one that was filed.
fn stands(held: Option<&Held>, room: &Room<'_>) -> Markup {
    let said = |held: &Held| room.names.words(&held.message());
    html! {
        @match held {
            // The plan of then has no such form any more: there is nothing to give back.
            None => p.fault { span aria-hidden="true" { "▲ " } (room.names.say("server-filed-gone")) },
            Some(held @ Held::Differs { .. }) => p.fault { span aria-hidden="true" { "▲ " } (said(held)) },
            Some(held) => p.help { (said(held)) },
        }
    }
}

/// The word that it was filed: the first time, or a supplement of what was.
fn say_filed(form: &Form, before: usize, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let next = Message::new("server-say-filed-again").with("version", before + 1);
    let title = if before == 0 { names.say("server-say-filed") } else { names.words(&next) };
    let asked = |name: &str, label, help| Field {
        id: format!("{}-{name}", form.id),
        name: name.to_owned(),
        label: names.say(label),
        help: Some(names.say(help)),
        value: room.typed(&format!("file-{}", form.id), name).to_owned(),
        ..Field::default()
    };
    let id = format!("file-{}", form.id);
    let at = Field {
        fault: room.refused(&id).map(str::to_owned),
        ..asked("at", "server-filed-when", "server-filed-when-help")
    };
    html! {
        details.more open[room.refused(&id).is_some()] {
            summary { (about(&title, &names.text(&form.title), names.language)) }
            form.form id=(id) method="post" action=(room.act("file")) data-keep {
                (room.hidden_in(&id))
                input type="hidden" name="form" value=(form.id);
                (field(&asked("channel", "server-filed-channel", "server-filed-channel-help"), names.language))
                (field(&asked("receipt", "server-filed-receipt-number", "server-filed-receipt-help"), names.language))
                (field(&at, names.language))
                (submit_about(&title, &names.text(&form.title), Rank::Quiet, names.language))
            }
        }
    }
}

/// What the paper lacks, with who can answer: it stops no report, and nobody is surprised by it.
pub(super) fn missing(missing: &[Missing], of: &str, room: &Room<'_>) -> Markup {
    let names = &room.names;
    html! {
        @if missing.is_empty() {
            p.help { (names.say("server-nothing-missing")) }
        } @else {
            details.more open {
                @let said = names.words(&Message::new("server-missing").with("count", missing.len()));
                summary { (about(&said, of, names.language)) }
                ul.list {
                    @for gap in missing {
                        li { (gap.label) @if !gap.who.is_empty() { " · " (gap.who.join(&names.say("look-comma"))) } }
                    }
                }
            }
        }
    }
}

fn recipient(form: &Form, room: &Room<'_>) -> String {
    let plan = room.names.plan;
    let authority = plan.authorities.iter().find(|authority| authority.id == form.to);
    authority.map_or_else(|| room.names.say("server-superior"), |authority| room.names.text(&authority.title))
}

fn draft<'a>(form: &'a Form, room: &'a Room<'_>) -> Filing<'a> {
    let plan = room.names.plan;
    // Drawn up by who reads it, if they may file; else by the role that will.
    let met_by = MetBy::Filing(form.id.clone());
    let doer = plan.obligations.iter().find(|owed| owed.met_by == met_by).map(|owed| owed.doer.as_str());
    let role = room.visitor.role_with(Right::File, plan).or(doer).unwrap_or_default();
    Filing::new(form, plan, &room.view, role)
}

/// A report that left: the number on its face, and whether it can be given back.
#[derive(Debug)]
pub(in crate::pages) struct Left {
    number: String,
    held: Held,
}

/// What holding each filed report against its record gives, by the position of its filing.
pub(super) fn held(house: &House, file: &CaseFile) -> Result<BTreeMap<u64, Left>, Refusal> {
    let one = |filed: &Filed| -> Result<Option<(u64, Left)>, Refusal> {
        let found = papers::as_filed(&house.desk, file, filed);
        let found = found.map_err(|why| Refusal::Broken(why.to_string()))?;
        Ok(found.map(|found| (filed.position, Left { number: found.paper.number, held: found.held })))
    };
    file.state.filings.iter().filter_map(|filed| one(filed).transpose()).collect()
}

/// `GET /cases/{case}/filings/{form}/{format}`, and `…/filings/{form}@{event}/{format}` for the paper as it was filed there.
pub(super) fn paper(house: &House, room: &Room<'_>, form: &str, format: &str) -> Result<Reply, Refusal> {
    let Some((form, position)) = form.split_once('@') else {
        let form = room.names.plan.form(form).ok_or(Refusal::NotFound)?;
        let name = format!("{}-{}", room.view.case.number, form.id);
        return rendered(&filing(&draft(form, room)), &name, format);
    };
    let filed = room.file.state.filings.iter().filter(|filed| filed.form == form);
    let (version, filed) = filed
        .enumerate()
        .find(|(_, filed)| position.parse() == Ok(filed.position))
        .ok_or(Refusal::NotFound)?;
    let name = format!("{}-{form}-{}", room.view.case.number, version + 1);
    if let (Some(paper), "docx") = (&filed.paper, format) {
        return Ok(word_file(&name, house.desk.filed_paper(&room.file.id, paper)?));
    }
    let drawn =
        papers::as_filed(&house.desk, room.file, filed).map_err(|why| Refusal::Broken(why.to_string()))?;
    rendered(&drawn.ok_or(Refusal::NotFound)?.paper, &name, format)
}

/// A paper as a page of its own (`html`) or a Word document (`docx`).
pub(super) fn rendered(paper: &Paper, name: &str, format: &str) -> Result<Reply, Refusal> {
    match format {
        "html" => Ok(Reply::Paper { html: documents::html(paper), policy: documents::policy(paper) }),
        "docx" => {
            let bytes =
                documents::docx(paper).map_err(|fault| Refusal::Broken(fault.message().to_string()))?;
            Ok(word_file(name, bytes))
        }
        _ => Err(Refusal::NotFound),
    }
}

fn word_file(name: &str, bytes: Vec<u8>) -> Reply {
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    Reply::File { name: format!("{name}.docx"), kind, bytes }
}
