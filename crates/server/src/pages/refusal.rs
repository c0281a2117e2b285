//! What a visitor sees when there is no answer: what happened, and what to do.

use axum::body::Body;
use axum::http::{HeaderValue, Response, header};
use maud::html;
use messages::{Arg, Language, Message};
use plan::{Ids, Plan, Right};

use super::frame::{bare, say};
use crate::look::button::{Rank, link};
use crate::reply::{Refusal, html as html_response};
use crate::visitor::Visitor;

/// What a room says of a command line, said of pages: the same message with the same arguments under another key.
pub(super) fn on_pages(message: Message) -> Message {
    let key = match message.key() {
        "incident-in-future" if message.arg("what") == Some(&Arg::from("at")) => "server-refused-in-future",
        "incident-unreadable" => "server-refused-unreadable",
        "incident-missing-argument" => "server-refused-missing",
        "incident-unknown-argument" => "server-refused-not-taken",
        "incident-correction-needs-evidence" => "server-refused-needs-evidence",
        "incident-later-needs-evidence" => "server-refused-later",
        "incident-restating-needs-evidence" => "server-refused-restating",
        "incident-told-nobody" => "server-refused-told-nobody",
        "incident-told-too-many" => "server-refused-told-too-many",
        "incident-decision-needs-evidence" => "server-refused-decision-needs-evidence",
        "incident-wrong-state" => "server-refused-wrong-state",
        "incident-met-otherwise" => "server-refused-met-otherwise",
        "incident-no-proposal-waits" => "server-refused-no-proposal-waits",
        "incident-gate-not-met-by-itself" => "server-refused-gate-not-met-by-itself",
        "incident-gate-unknown-by-itself" => "server-refused-gate-unknown-by-itself",
        "incident-already-answered" => "server-refused-already-answered",
        "incident-bad-value" => "server-refused-bad-value",
        "incident-too-many" => "server-refused-too-many",
        "incident-chases-itself" => "server-refused-chases-itself",
        "desk-evidence-held-elsewhere" => "server-refused-held-elsewhere",
        "desk-evidence-differs" => "server-refused-differs",
        "desk-no-customers" => "server-refused-no-customers",
        "desk-no-such-wave" => "server-refused-no-such-wave",
        "desk-damaged" => "server-refused-damaged",
        _ => return message.mapped(&|_, name, value| called(name, value)),
    };
    message.args().iter().fold(Message::new(key), |said, (name, value)| match (*name, value) {
        ("argument", Arg::Text(argument)) => said.with("argument", Message::new(argument_key(argument))),
        _ => said.with(name, value.clone()),
    })
}

/// A word of a command that a sentence names, by what pages call it; ids of facts and duties are the plan's to name.
fn called(name: &str, value: &Arg) -> Option<Arg> {
    let Arg::Text(text) = value else { return None };
    let key = argument_key(text);
    (name == "field" && key != "server-argument-other").then(|| Message::new(key).into())
}

/// What a word of a command is called on pages.
fn argument_key(argument: &str) -> &'static str {
    match argument {
        "reason" => "server-argument-reason",
        "title" | "name" => "server-case-title",
        "at" => "server-argument-at",
        "to" => "server-argument-to",
        "level" | "grade" => "server-column-level",
        "count" => "server-argument-count",
        "evidence" => "server-part-evidence",
        "value" => "server-answer",
        "channel" => "server-argument-channel",
        "receipt" => "server-argument-receipt",
        "text" => "server-argument-text",
        _ => "server-argument-other",
    }
}

/// The answer for a refusal; who is not signed in is led to the door and back again to `target`, a page.
pub(crate) fn answer(
    refusal: &Refusal,
    visitor: Option<&Visitor>,
    target: &str,
    plan: &Plan,
) -> Response<Body> {
    if matches!(refusal, Refusal::SignIn) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = refusal.status();
        let back: String = form_urlencoded::byte_serialize(target.as_bytes()).collect();
        let to = format!("/sign-in?back={back}");
        if let Ok(to) = HeaderValue::from_str(&to) {
            response.headers_mut().insert(header::LOCATION, to);
        }
        return response;
    }
    let stranger = Visitor { language: Language::English, theme: None, signed_in: None };
    let visitor = visitor.unwrap_or(&stranger);
    let language = visitor.language;
    let title = say(language, "server-refused-title");
    let way = way_on(refusal, visitor, target, plan);
    let said = match (refusal, &visitor.signed_in) {
        // Who has no list is not told to go back to it.
        (Refusal::NotFound, None) => Message::new("server-not-found-outside"),
        _ => on_pages(refusal.message()),
    };
    let main = html! {
        div.refused {
            h1 { (title) }
            div.error role="alert" { p { span aria-hidden="true" { "▲ " } (plan.worded(said, Ids::Hidden).in_language(language)) } }
            @if let Some((back, to)) = way { p { (link(&say(language, back), Rank::Primary, to)) } }
        }
    };
    let page = bare(visitor, target, &title, jiff::Timestamp::UNIX_EPOCH, &main);
    html_response(refusal.status(), page, visitor.signed_in.as_ref())
}

/// Where to go from here: the word of the button, and its address. Whoever may see nothing at all can only sign out.
fn way_on<'a>(
    refusal: &Refusal,
    visitor: &Visitor,
    target: &'a str,
    plan: &Plan,
) -> Option<(&'static str, &'a str)> {
    match (refusal, &visitor.signed_in) {
        // Nobody was asked who they are.
        (Refusal::Pace, _) => Some(("server-try-again", target)),
        (_, None) => Some(("server-back-to-sign-in", "/sign-in")),
        (_, Some(reader)) if reader.role_with(Right::Read, plan).is_some() => {
            Some(("server-back-to-cases", "/"))
        }
        (_, Some(keeper)) if keeper.person.keeper => Some(("server-place-people", "/people")),
        (_, Some(_)) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What cannot be reached from a page: said at the start of the program, of backups, of drills, of a record as of a past
    /// event, or only where the folder itself is damaged, which `doctor` mends and no page can.
    const NOT_FROM_PAGES: &[&str] = &[
        "desk-no-such-versions",
        "desk-backup-incomplete",
        "desk-unsound",
        "desk-number-in-doubt",
        "desk-drill-without-opening",
        "desk-people-unreadable",
        "desk-newer",
    ];

    #[test]
    fn no_refusal_that_a_page_can_reach_speaks_of_a_command_line() {
        let typed = ["`", "stanch ", "--", "{ $command }", "(warn, declare, watch)", "(tick", "plan check"];
        let texts = [
            include_str!("../../../messages/texts/en/incident.ftl"),
            include_str!("../../../messages/texts/en/desk.ftl"),
        ];
        let mut mended = 0;
        for line in texts.iter().flat_map(|text| text.lines()) {
            let Some((key, text)) = line.split_once(" = ") else { continue };
            if !typed.iter().any(|typed| text.contains(typed)) || NOT_FROM_PAGES.contains(&key) {
                continue;
            }
            // Keys are static where messages are made; here they come from the text itself.
            let said = on_pages(Message::new(String::leak(key.to_owned())));
            assert_ne!(said.key(), key, "{key} speaks of a command line: {text}");
            mended += 1;
        }
        assert!(mended >= 8, "the texts were read: {mended}");
    }
}
