//! The one-time link: choosing a password.

use axum::http::StatusCode;
use maud::{Markup, html};
use messages::Message;

use super::frame::{bare, say};
use super::sign_in::signed_in;
use crate::ask::Ask;
use crate::house::{House, token_digest};
use crate::look::button::{Rank, submit};
use crate::look::field::{Field, Kind, field};
use crate::pace::Whence;
use crate::reply::{Refusal, Reply};

/// `GET /welcome/{token}`: looking uses nothing up, because mail gateways look too.
pub(super) fn form(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let person = whose(house, ask)?;
    Ok(Reply::Page(page(ask, &person, None)))
}

/// What is wrong, and with which of the two fields.
enum Wrong {
    Password(Message),
    Repeat(Message),
}

/// Typed unseen, a password is typed twice: a slip would shut its owner out.
fn fault(password: &str, repeat: &str) -> Option<Wrong> {
    match vault::password_fault(password) {
        Some(fault) => Some(Wrong::Password(fault)),
        None if password == repeat => None,
        None => Some(Wrong::Repeat(Message::new("server-password-differs"))),
    }
}

/// `POST /welcome/{token}`: `password` and the same again as `repeat`.
pub(super) fn choose(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let person = whose(house, ask)?;
    if !house.sign_ins.allows(&Whence::from(ask.from), ask.now) {
        let fault = Wrong::Password(Message::new("server-sign-in-paused"));
        return Ok(Reply::Again(StatusCode::TOO_MANY_REQUESTS, page(ask, &person, Some(&fault))));
    }
    let password = ask.form.typed("password");
    if let Some(fault) = fault(password, ask.form.typed("repeat")) {
        return Ok(Reply::Again(StatusCode::UNPROCESSABLE_ENTITY, page(ask, &person, Some(&fault))));
    }
    let hash = vault::hash_password(password).map_err(|error| Refusal::Broken(error.to_string()))?;
    let now_us = ask.now.as_microsecond();
    let used = house.accounts.use_link(&token_digest(ask.part("token")), now_us)?;
    let id = used.ok_or_else(|| Refusal::Unreadable(Message::new("server-link-over")))?;
    house.accounts.set_password(&id, &hash, now_us)?;
    house.hub.tell_all();
    signed_in(house, ask, &id, "/".to_owned())
}

fn whose(house: &House, ask: &Ask) -> Result<desk::Person, Refusal> {
    let over = || Refusal::Unreadable(Message::new("server-link-over"));
    let id = house.accounts.link(&token_digest(ask.part("token")), ask.now.as_microsecond())?;
    let person = house.desk.person(&id.ok_or_else(over)?)?;
    person.filter(|person| !person.retired).ok_or_else(over)
}

fn page(ask: &Ask, person: &desk::Person, wrong: Option<&Wrong>) -> Markup {
    let language = ask.language();
    let (fault, differs) = match wrong {
        Some(Wrong::Password(fault)) => (Some(fault), None),
        Some(Wrong::Repeat(fault)) => (None, Some(fault)),
        None => (None, None),
    };
    let password = Field {
        name: "password".to_owned(),
        label: say(language, "server-new-password"),
        help: Some(
            Message::new("server-new-password-help")
                .with("least", vault::PASSWORD_MIN_CHARS)
                .in_language(language),
        ),
        fault: fault.map(|fault| fault.in_language(language)),
        required: true,
        kind: Kind::Secret { new: true },
        ..Field::default()
    };
    let repeat = Field {
        name: "repeat".to_owned(),
        label: say(language, "server-password-again"),
        fault: differs.map(|fault| fault.in_language(language)),
        required: true,
        kind: Kind::Secret { new: true },
        ..Field::default()
    };
    let title = Message::new("server-welcome").with("name", person.name.as_str()).in_language(language);
    let main = html! {
        div.door {
            h1 { (title) }
            p.sub { (Message::new("server-welcome-sub").with("login", person.login.as_str()).in_language(language)) }
            form.form method="post" action=(ask.target) {
                (field(&password, language))
                (field(&repeat, language))
                label.radio data-show hidden { input type="checkbox"; span { (say(language, "server-password-show")) } }
                p.actions { (submit(&say(language, "server-choose-password"), Rank::Primary)) }
            }
        }
    };
    bare(&ask.visitor, &ask.target, &title, ask.now, &main)
}
