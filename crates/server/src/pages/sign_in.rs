//! Signing in and out.

use axum::http::StatusCode;
use maud::{Markup, html};
use messages::Message;
use store::Session;

use super::frame::{bare, say};
use crate::ask::Ask;
use crate::house::{House, new_token, token_digest};
use crate::look::button::{Rank, submit};
use crate::look::field::{Field, Kind, field};
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
    Ok(Reply::Page(page(ask, ask.query.typed("back"), "", None)))
}

/// `POST /sign-in`: `login`, `password`, `back`. Whether the login or the password was wrong is not told.
pub(super) fn sign_in(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    if !house.sign_ins.allows(ask.from, ask.now) {
        let fault = Message::new("server-sign-in-paused");
        let page = page(ask, ask.form.typed("back"), ask.form.typed("login"), Some(&fault));
        return Ok(Reply::Again(StatusCode::TOO_MANY_REQUESTS, page));
    }
    let (login, password) = (ask.form.typed("login").trim(), ask.form.typed("password"));
    let people = house.desk.people()?;
    let person = people.iter().find(|person| person.login == login.to_ascii_lowercase() && !person.retired);
    let hash = match person {
        Some(person) => house.accounts.password(&person.id)?,
        None => None,
    };
    let fits = password.len() <= vault::PASSWORD_MAX_BYTES
        && vault::password_fits(password, hash.as_deref().unwrap_or(NOBODYS_HASH));
    match person.filter(|_| fits && hash.is_some()) {
        Some(person) => signed_in(house, ask, &person.id, way_back(ask.form.get("back"))),
        None => {
            let fault = Message::new("server-sign-in-wrong");
            let page = page(ask, ask.form.typed("back"), login, Some(&fault));
            Ok(Reply::Again(StatusCode::UNPROCESSABLE_ENTITY, page))
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
    let cookie = cookie_line(SESSION_COOKIE, &token, SESSION_HOURS * 3600, house.config.secure);
    Ok(Reply::SignedIn { to, cookie })
}

/// `POST /sign-out`.
pub(super) fn sign_out(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    house.accounts.end_session(&ask.visitor.signed_in()?.token)?;
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
    given.filter(ours).unwrap_or("/").to_owned()
}

fn page(ask: &Ask, back: &str, login: &str, fault: Option<&Message>) -> Markup {
    let language = ask.language();
    let name = Field {
        name: "login".to_owned(),
        label: say(language, "server-login"),
        value: login.to_owned(),
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
            form.form method="post" action="/sign-in" {
                input type="hidden" name="back" value=(back);
                (field(&name, language))
                (field(&password, language))
                p.actions { (submit(&title, Rank::Primary)) }
            }
            p.help { (say(language, "server-sign-in-help")) }
        }
    };
    bare(&ask.visitor, &ask.target, &title, ask.now, &main)
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
    }

    #[test]
    fn nobodys_hash_is_read_and_fits_nothing() {
        assert!(vault::is_password_hash(NOBODYS_HASH), "it takes as long as any other");
        assert!(!vault::password_fits("", NOBODYS_HASH));
        assert!(!vault::password_fits("nobody at all", NOBODYS_HASH));
    }
}
