//! Texts to customers and the public: read as a sample, passed by legal by the digest of template and fields.

use documents::{Letter, letter, notice_digest};
use incident::event::notice::Paper as PaperKind;
use maud::{Markup, html};
use messages::{Language, Message};
use plan::{Notice, Right};

use super::Room;
use super::by_hand::by_hand;
use super::filings::{missing, rendered};
use super::letters;
use crate::look::button::{Rank, link, submit};
use crate::look::card::{Card, card};
use crate::look::pill::{Tone, pill, signed_pill};
use crate::reply::{Refusal, Reply};

pub(super) fn count(room: &Room<'_>) -> Option<u64> {
    u64::try_from(room.names.plan.notices.len()).ok()
}

/// `GET /cases/{case}/notices`.
pub(super) fn body(room: &Room<'_>) -> Markup {
    html! { @for notice in &room.names.plan.notices { (one(notice, room)) } }
}

fn one(notice: &Notice, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let sample = Letter::new(notice, names.plan, &room.view, names.language);
    let is_passed = sample.passed.is_some();
    let paper = letter(&sample);
    let digest = notice_digest(names.plan, notice, &sample.by_hand);
    let address = |format: &str| format!("/cases/{}/notices/{}/{format}", room.view.case.number, notice.id);
    let by = names.words(&Message::new("server-passed-by").with("role", names.role(&notice.passed_by)));
    let title =
        Card { id: format!("notice-{}", notice.id), title: names.text(&notice.title), caption: Some(by) };
    card(
        &title,
        &html! {
            p {
                @if is_passed { (signed_pill(Tone::Good, &names.say("server-text-passed"))) }
                @else { (pill(Tone::Warn, &names.say("server-text-not-passed"))) }
                " " span.mono { (digest.chars().take(12).collect::<String>()) "…" }
            }
            p.help { (paper.standing) }
            p.actions {
                (link(&names.say("server-read-paper"), Rank::Quiet, &address("html"))) " "
                (link(&names.say("server-word-document"), Rank::Quiet, &address("docx")))
            }
            (missing(&paper.missing, room))
            (by_hand(PaperKind::Notice, &notice.id, &notice.fields, room))
            (letters::part(notice, is_passed, room))
            @if room.may(Right::PassText) && !is_passed {
                form.form method="post" action=(room.act("pass")) data-keep {
                    (room.hidden())
                    input type="hidden" name="notice" value=(notice.id);
                    input type="hidden" name="digest" value=(digest);
                    (submit(&names.say("server-pass-text"), Rank::Primary))
                }
            }
        },
    )
}

/// `GET /cases/{case}/notices/{notice}/{format}`: the sample that legal reads, in the reader's language if the notice has it.
pub(super) fn paper(room: &Room<'_>, notice: &str, format: &str) -> Result<Reply, Refusal> {
    let notice = room.names.plan.notice(notice).ok_or(Refusal::NotFound)?;
    let has = |language: Language| notice.languages.iter().any(|tag| tag == language.tag());
    let own = notice.languages.iter().find_map(|tag| tag.parse().ok());
    let reader = room.names.language;
    let language = if has(reader) { reader } else { own.unwrap_or(reader) };
    let paper = letter(&Letter::new(notice, room.names.plan, &room.view, language));
    rendered(&paper, &format!("{}-{}", room.view.case.number, notice.id), format)
}
