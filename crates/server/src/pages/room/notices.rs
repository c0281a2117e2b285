//! Texts to customers and the public: read as a sample, passed by legal by the digest of template and fields.

use documents::{Letter, letter, notice_digest};
use incident::event::notice::Paper as PaperKind;
use jiff::Timestamp;
use maud::{Markup, html};
use messages::{Language, Message};
use plan::{MetBy, Notice, Right};
use views::{Duty, FewerView, TellingView, WayView};

use super::Room;
use super::by_hand::by_hand;
use super::filings::{due, missing, rendered};
use super::{letters, sent};
use crate::look::button::{Rank, link_about, submit_about};
use crate::look::card::{Card, card};
use crate::look::pill::{Tone, pill, signed_pill};
use crate::papers::blanks;
use crate::reply::{Refusal, Reply};

pub(super) fn count(room: &Room<'_>) -> Option<u64> {
    u64::try_from(room.names.plan.notices.len()).ok()
}

/// `GET /cases/{case}/notices`.
pub(super) fn body(room: &Room<'_>) -> Markup {
    let mut notices: Vec<&Notice> = room.names.plan.notices.iter().collect();
    // What is due first stands first, and what went to fewer than it concerns before it; what is not owed, or was told, after it in the
    // plan's order.
    notices.sort_by_key(|notice| match (owed(notice, room), fewer(notice, room)) {
        (Some(duty), _) => duty.due,
        (None, Some(_)) => Timestamp::MIN,
        (None, None) => Timestamp::MAX,
    });
    // One primary button on the page: the first thing that this visitor can do.
    let first = notices.iter().position(|notice| is_ready(notice, room));
    let rank = |place| if Some(place) == first { Rank::Primary } else { Rank::Quiet };
    html! { @for (place, notice) in notices.iter().enumerate() { (one(notice, rank(place), room)) } }
}

/// The open duty that this notice meets.
fn owed<'a>(notice: &Notice, room: &'a Room<'_>) -> Option<&'a Duty> {
    room.open_duties().find(|duty| meets(notice, duty, room))
}

fn meets(notice: &Notice, duty: &Duty, room: &Room<'_>) -> bool {
    let owed = room.names.plan.obligation(&duty.id);
    owed.is_some_and(|owed| matches!(&owed.met_by, MetBy::Notice(id) if *id == notice.id))
}

fn passed(notice: &Notice, room: &Room<'_>) -> bool {
    room.file.state.notices.get(&notice.id).is_some_and(|notice| notice.passed.is_some())
}

/// The visitor can pass it, or send the letters of it, now.
fn is_ready(notice: &Notice, room: &Room<'_>) -> bool {
    if passed(notice, room) {
        return room.may(Right::Send) && letters::can_begin(notice, room);
    }
    room.may(Right::PassText) && blanks(room.names.plan, &room.file.state, notice).is_empty()
}

fn one(notice: &Notice, rank: Rank, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let sample = Letter::new(notice, names.plan, &room.view, names.language);
    let is_passed = sample.passed.is_some();
    let paper = letter(&sample);
    let digest = notice_digest(names.plan, notice, &sample.by_hand);
    let address = |format: &str| format!("/cases/{}/notices/{}/{format}", room.view.case.number, notice.id);
    let by = names.words(&Message::new("server-passed-by").with("role", names.role(&notice.passed_by)));
    let title =
        Card { id: format!("notice-{}", notice.id), title: names.text(&notice.title), caption: Some(by) };
    let read = |key, format| {
        link_about(&names.say(key), &title.title, Rank::Quiet, &address(format), names.language)
    };
    card(
        &title,
        &html! {
            p {
                @if is_passed { (signed_pill(Tone::Good, &names.say("server-text-passed"))) }
                @else { (pill(Tone::Warn, &names.say("server-text-not-passed"))) }
                " · " (names.words(&Message::new("documents-number").with("number", paper.number.as_str())))
                " · SHA-256 " span.mono { (digest.chars().take(12).collect::<String>()) "…" }
            }
            p.help { (paper.standing) }
            p.actions {
                (read("server-read-paper", "html")) " " (read("server-word-document", "docx"))
            }
            (missing(&paper.missing, &title.title, room))
            (by_hand(PaperKind::Notice, &notice.id, &notice.fields, room))
            (told(notice, room))
            (letters::part(notice, is_passed, rank, room))
            @if room.may(Right::Send) && is_passed { (sent::form(notice, room)) }
            @if room.may(Right::PassText) && !is_passed { (pass(notice, &digest, rank, room)) }
        },
    )
}

/// The button that passes the text; while required fields are blank, which ones: nobody passes half a letter.
fn pass(notice: &Notice, digest: &str, rank: Rank, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let blanks = blanks(names.plan, &room.file.state, notice);
    if !blanks.is_empty() {
        let labels: Vec<String> = blanks.iter().map(|field| names.text(&field.label)).collect();
        let said = Message::new("server-pass-lacks").with("fields", labels.join(&names.say("look-comma")));
        return html! { p.help { (names.words(&said)) } };
    }
    html! {
        form.form method="post" action=(room.act("pass")) data-keep {
            (room.hidden())
            input type="hidden" name="notice" value=(notice.id);
            input type="hidden" name="digest" value=(digest);
            (submit_about(&names.say("server-pass-text"), &names.text(&notice.title), rank, names.language))
        }
    }
}

/// To how many of how many it went, where that is fewer: of the duties that it meets.
fn fewer<'a>(notice: &Notice, room: &'a Room<'_>) -> Option<&'a FewerView> {
    let meets = |duty: &&Duty| meets(notice, duty, room);
    room.view.obligations.iter().filter(meets).find_map(|duty| duty.fewer.as_ref())
}

/// In which of its ways it went, and which are open: never only sent or not.
fn told(notice: &Notice, room: &Room<'_>) -> Markup {
    let (names, fewer) = (&room.names, fewer(notice, room));
    let Some(view) = room.view.notices.get(&notice.id) else {
        return html! {
            p {
                @match owed(notice, room) {
                    Some(duty) => { (pill(Tone::Warn, &names.say("server-not-told"))) " " (due(duty, room)) }
                    None => (pill(Tone::Quiet, &names.say("server-not-told-not-owed"))),
                }
            }
        };
    };
    let word = |way: &WayView| view.told.iter().find(|word| Some(word.event) == way.event);
    let way = |way: &WayView| {
        let name = names.way(way.way);
        match (way.told_at, way.in_all, &way.by) {
            (Some(at), Some(count), Some(by)) => {
                // What went was another text than the one that stands now.
                let key = if way.earlier { "server-told-way-earlier" } else { "server-told-way" };
                let said = Message::new(key)
                    .with("way", name)
                    .with("number", word(way).and_then(|word| word.number.clone()).unwrap_or_default())
                    .with("moment", names.moment(at, room.now))
                    .with("count", names.count(count))
                    .with("role", names.role(by));
                let words = names.words(&said);
                let is_fewer = fewer.is_some_and(|fewer| count < fewer.known) && !way.earlier;
                let tone = if is_fewer || way.earlier { Tone::Warn } else { Tone::Good };
                if way.earlier { pill(tone, &words) } else { signed_pill(tone, &words) }
            }
            _ => pill(Tone::Warn, &names.words(&Message::new("server-open-way").with("way", name))),
        }
    };
    html! {
        ul.plain { @for one in &view.ways { li { (way(one)) } } }
        @if let Some(fewer) = fewer { p { (names.fewer("server-told-fewer", fewer)) } }
        @if let Some(duty) = owed(notice, room) { p { (due(duty, room)) } }
        @for word in view.told.iter().filter(|word| word.struck_by.is_none()) { (strike(word, room)) }
    }
}

/// A word that it was sent is taken back by the role that said it, or by the command.
fn strike(word: &TellingView, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let plan = names.plan;
    let mut roles = room.roles_with(Right::StateFact);
    if !roles.any(|role| role == word.by || plan.commands(role)) {
        return html! {};
    }
    let id = format!("strike-{}", word.event);
    let ways: Vec<String> = word.ways.iter().map(|way| names.way(way)).collect();
    let ways =
        if ways.is_empty() { names.say("server-all-ways") } else { ways.join(&names.say("look-comma")) };
    let said = Message::new("server-strike-told")
        .with("ways", ways)
        .with("moment", names.moment(word.recorded_at, room.now));
    let event = word.event.to_string();
    let button = names.say("server-strike");
    let said = names.words(&said);
    room.takes_back(&id, "strike", ("event", &event), &html! { (said) }, &html! { (button) })
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
