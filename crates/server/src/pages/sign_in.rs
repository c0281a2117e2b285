//! Signing in and out.

use axum::http::StatusCode;
use maud::{Markup, html};
use messages::Message;
use store::Session;

use super::frame::{bare, say};
use crate::ask::Ask;
use crate::house::{House, new_token, token_digest};
use crate::kept::{Typed, page_of};
use crate::look::button::{Rank, submit};
use crate::look::field::{Field, Kind, field};
use crate::look::notice::notice;
use crate::look::pill::Tone;
use crate::pace::Whence;
use crate::reply::{Refusal, Reply};
use crate::visitor::{SESSION_COOKIE, SESSION_HOURS, cookie_line};

/// A hash that fits no password, so that an unknown login takes as long as a known one.
const NOBODYS_HASH: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGF0IGFsbA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// `GET /sign-in`.
pub(super) fn form(_: &House, ask: &Ask) -> Result<Reply, Refusal> {
    if ask.visitor.signed_in.is_some() {
        return Ok(Reply::SeeOther(way_back(ask.query.get("back"))));
    }
    Ok(Reply::Page(page(ask, &Sent { back: ask.query.typed("back"), ..Sent::default() }, None)))
}

/// `POST /sign-in`: `login`, `password`, `back`. Whether the login or the password was wrong is not told.
pub(super) fn sign_in(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let (login, password) = (ask.form.typed("login").trim(), ask.form.typed("password"));
    let (back, kept) = (ask.form.typed("back"), ask.form.typed("kept"));
    let sent = Sent { back, login, kept, over: false };
    if !house.sign_ins.allows(&Whence::from(ask.from), ask.now) {
        let fault = Message::new("server-sign-in-paused");
        return Ok(Reply::Again(StatusCode::TOO_MANY_REQUESTS, page(ask, &sent, Some(&fault))));
    }
    let people = house.desk.people()?;
    let person = people.iter().find(|person| person.login == login.to_ascii_lowercase() && !person.retired);
    let hash = match person {
        Some(person) => house.accounts.password(&person.id)?,
        None => None,
    };
    let fits = password.len() <= vault::PASSWORD_MAX_BYTES
        && vault::password_fits(password, hash.as_deref().unwrap_or(NOBODYS_HASH));
    match person.filter(|_| fits && hash.is_some()) {
        Some(person) => {
            let typed = house.kept.opened(kept).and_then(|typed| house.kept.give(typed, &person.id, ask.now));
            let to = typed.unwrap_or_else(|| way_back(Some(back)));
            signed_in(house, ask, &person.id, to)
        }
        None => {
            house.wrong_password(login, ask.now);
            let fault = Message::new("server-sign-in-wrong");
            Ok(Reply::Again(StatusCode::UNPROCESSABLE_ENTITY, page(ask, &sent, Some(&fault))))
        }
    }
}

/// Begins a session for a person and leads them on.
pub(super) fn signed_in(house: &House, ask: &Ask, person: &str, to: String) -> Result<Reply, Refusal> {
    let no_randomness = || Refusal::Broken("no randomness".to_owned());
    let token = new_token().ok_or_else(no_randomness)?;
    let mut form_token = [0; 16];
    getrandom::fill(&mut form_token).map_err(|_| no_randomness())?;
    let begun_us = ask.now.as_microsecond();
    let ends_us = begun_us + SESSION_HOURS * 3_600_000_000;
    let session = Session { person: person.to_owned(), form_token, begun_us, seen_us: begun_us, ends_us };
    house.accounts.begin_session(&token_digest(&token), &session)?;
    // No form of an older session can be sent any more.
    let oldest = ask.now - jiff::SignedDuration::from_hours(SESSION_HOURS);
    if let Err(error) = house.desk.forget_once(oldest) {
        // Into a folder that is only read one signs in all the same.
        (house.config.complain)(&error.to_string());
    }
    let cookie = cookie_line(SESSION_COOKIE, &token, SESSION_HOURS * 3600, house.config.secure);
    Ok(Reply::SignedIn { to, cookie })
}

/// `POST /sign-out`.
pub(super) fn sign_out(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let signed_in = ask.visitor.signed_in()?;
    house.accounts.end_session(&signed_in.token)?;
    house.kept.forget(&signed_in.person.id);
    house.hub.tell_all();
    let cookie = cookie_line(SESSION_COOKIE, "", 0, house.config.secure);
    Ok(Reply::SignedIn { to: "/sign-in".to_owned(), cookie })
}

/// Where somebody wanted to go: a path of ours, never another site.
pub(super) fn way_back(given: Option<&str>) -> String {
    let ours = |path: &&str| {
        path.starts_with('/')
            && !path.starts_with("//")
            && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
    };
    // An address that only takes forms is none to go to: the page of its form is.
    page_of(given.filter(ours).unwrap_or("/"), None)
}

/// What the page of signing in carries on.
#[derive(Debug, Default, Clone, Copy)]
struct Sent<'a> {
    back: &'a str,
    login: &'a str,
    /// What was typed before a session ended, sealed.
    kept: &'a str,
    /// A session has ended just now.
    over: bool,
}

/// The page of signing in for a form that came without a session: it carries on what was typed, and gives it to nobody but the person who
/// typed it.
pub(crate) fn session_over(house: &House, ask: &Ask, typed: &Typed) -> Result<Reply, Refusal> {
    let kept = house.kept.sealed(typed).unwrap_or_default();
    let sent = Sent { back: &typed.page, kept: &kept, over: true, ..Sent::default() };
    Ok(Reply::Again(StatusCode::FORBIDDEN, page(ask, &sent, None)))
}

fn page(ask: &Ask, sent: &Sent<'_>, fault: Option<&Message>) -> Markup {
    let language = ask.language();
    let name = Field {
        name: "login".to_owned(),
        label: say(language, "server-login"),
        value: sent.login.to_owned(),
        required: true,
        ..Field::default()
    };
    let password = Field {
        name: "password".to_owned(),
        label: say(language, "server-password"),
        fault: fault.map(|fault| fault.in_language(language)),
        required: true,
        kind: Kind::Secret { new: false },
        ..Field::default()
    };
    let title = say(language, "server-sign-in");
    let main = html! {
        div.door {
            h1 { (title) }
            p.sub { (say(language, "server-sign-in-sub")) }
            @if sent.over {
                (notice(Tone::Warn, &html! { p role="alert" { (say(language, "server-session-over")) } }))
            }
            form.form id="sign-in" method="post" action="/sign-in" {
                input type="hidden" name="back" value=(sent.back);
                @if !sent.kept.is_empty() { input type="hidden" name="kept" value=(sent.kept); }
                (field(&name, language))
                (field(&password, language))
                p.actions { (submit(&title, Rank::Primary)) }
            }
            p.help { (say(language, "server-sign-in-help")) }
        }
    };
    bare(&ask.visitor, if sent.over { sent.back } else { &ask.page }, &title, ask.now, &main)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_to_another_site() {
        for foreign in
            ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "/a b", "/a\r\nb", ""]
        {
            assert_eq!(way_back(Some(foreign)), "/", "{foreign}");
        }
        assert_eq!(way_back(Some("/cases/7?tab=facts")), "/cases/7?tab=facts");
        assert_eq!(way_back(None), "/");
        assert_eq!(way_back(Some("/cases/7/acts/fact")), "/cases/7", "it takes forms, and is no page");
    }

    #[test]
    fn nobodys_hash_is_read_and_fits_nothing() {
        assert!(vault::is_password_hash(NOBODYS_HASH), "it takes as long as any other");
        assert!(!vault::password_fits("", NOBODYS_HASH));
        assert!(!vault::password_fits("nobody at all", NOBODYS_HASH));
    }
}
