//! Reports to authorities: each form drawn up from what the case knows, as a page and as a Word document, and the word that
//! it was filed.

use documents::{Filing, Missing, Paper, filing};
use maud::{Markup, html};
use messages::Message;
use plan::{Form, Right};

use super::Room;
use crate::look::button::{Rank, link, submit};
use crate::look::card::{Card, card};
use crate::look::pill::{Tone, pill, signed_pill};
use crate::reply::{Refusal, Reply};

pub(super) fn count(room: &Room<'_>) -> Option<u64> {
    u64::try_from(room.names.plan.forms.len()).ok()
}

/// `GET /cases/{case}/filings`.
pub(super) fn body(room: &Room<'_>) -> Markup {
    html! { @for form in &room.names.plan.forms { (one(form, room)) } }
}

fn one(form: &Form, room: &Room<'_>) -> Markup {
    let names = &room.names;
    // What is missing is told to the reader; the paper itself is in the authority's language.
    let paper = filing(&Filing { language: names.language, ..draft(form, room) });
    let filed = room.file.state.filings.iter().filter(|filed| filed.form == form.id);
    let filed: Vec<String> = filed.map(|filed| names.moment(filed.at, room.now)).collect();
    let address = |format: &str| format!("/cases/{}/filings/{}/{format}", room.view.case.number, form.id);
    let title = Card {
        id: format!("form-{}", form.id),
        title: names.text(&form.title),
        caption: Some(recipient(form, room)),
    };
    card(
        &title,
        &html! {
            p {
                @if filed.is_empty() { (pill(Tone::Warn, &names.say("server-not-filed"))) }
                @for moment in &filed { (signed_pill(Tone::Good, &names.words(&Message::new("server-filed-at").with("moment", moment.as_str())))) " " }
            }
            (missing(&paper.missing, room))
            p.actions {
                (link(&names.say("server-read-paper"), Rank::Quiet, &address("html"))) " "
                (link(&names.say("server-word-document"), Rank::Quiet, &address("docx")))
            }
            @if room.may(Right::File) {
                details.more {
                    summary { (names.say("server-say-filed")) }
                    form.form method="post" action=(room.act("file")) {
                        (room.hidden())
                        input type="hidden" name="form" value=(form.id);
                        label { (names.say("server-filed-when")) " " input type="text" name="at" placeholder="2026-03-12 14:06"; }
                        (submit(&names.say("server-say-filed"), Rank::Quiet))
                    }
                }
            }
        },
    )
}

/// What the paper lacks, with who can answer: it stops no report, and nobody is surprised by it.
pub(super) fn missing(missing: &[Missing], room: &Room<'_>) -> Markup {
    let names = &room.names;
    html! {
        @if missing.is_empty() {
            p.help { (names.say("server-nothing-missing")) }
        } @else {
            details.more open {
                summary { (names.words(&Message::new("server-missing").with("count", missing.len()))) }
                ul {
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
    let role = room.visitor.role_with(Right::File, room.names.plan).unwrap_or_default();
    Filing::new(form, room.names.plan, &room.view, role)
}

/// `GET /cases/{case}/filings/{form}/{format}`.
pub(super) fn paper(room: &Room<'_>, form: &str, format: &str) -> Result<Reply, Refusal> {
    let form = room.names.plan.form(form).ok_or(Refusal::NotFound)?;
    let name = format!("{}-{}", room.view.case.number, form.id);
    rendered(&filing(&draft(form, room)), &name, format)
}

/// A paper as a page of its own (`html`) or a Word document (`docx`).
pub(super) fn rendered(paper: &Paper, name: &str, format: &str) -> Result<Reply, Refusal> {
    match format {
        "html" => Ok(Reply::Paper { html: documents::html(paper), policy: documents::policy(paper) }),
        "docx" => {
            let bytes =
                documents::docx(paper).map_err(|fault| Refusal::Broken(fault.message().to_string()))?;
            let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            Ok(Reply::File { name: format!("{name}.docx"), kind, bytes })
        }
        _ => Err(Refusal::NotFound),
    }
}
