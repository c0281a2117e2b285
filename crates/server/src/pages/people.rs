//! The list of people: who signs in, in which roles. A page for each of them changes what they may, gives a new link, and
//! notes that they have left.

use axum::http::StatusCode;
use desk::{By, DeskError, Enrolment, Person};
use maud::{Markup, html};
use messages::Message;

use super::frame::{Here, framed, kept_words};
use super::names::Names;
use crate::ask::{Ask, Fields};
use crate::house::House;
use crate::look::button::{Rank, submit};
use crate::look::card::{Card, card};
use crate::look::field::{Choice, Field, Kind, field};
use crate::look::form::{Form, form};
use crate::look::head::page_head;
use crate::look::notice::notice;
use crate::look::pill::{Tone, pill};
use crate::look::runs;
use crate::look::table::{Column, Row, Set, Table, table};
use crate::reply::{Refusal, Reply};

/// `GET /people`.
pub(super) fn list(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    Ok(Reply::Page(roll_page(house, ask, kept_words(ask).as_ref(), None)?))
}

/// `GET /people/{person}`.
pub(super) fn one(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let person = house.desk.person(ask.part("person"))?.ok_or(Refusal::NotFound)?;
    Ok(Reply::Page(person_page(house, ask, &person, kept_words(ask).as_ref())?))
}

/// `POST /people`: `login`, `name`, `role` (several), `keeper`.
pub(super) fn enrol(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    match house.desk.enrol(&said(ask), &by(ask)?, ask.now) {
        Ok(person) => show_link(house, ask, &person),
        Err(DeskError::People(fault)) => {
            let page = roll_page(house, ask, Some(&fault.message()), None)?;
            Ok(Reply::Again(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /people/{person}`: `name`, `role` (several), `keeper`; the login stays.
pub(super) fn change(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let id = ask.part("person");
    done(house, ask, house.desk.change_person(id, &said_of(house, ask, id)?, &by(ask)?, ask.now))
}

/// `POST /people/{person}/retire`: `reason`.
pub(super) fn retire(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let id = ask.part("person");
    let retired = house.desk.retire(id, ask.form.typed("reason"), &by(ask)?, ask.now);
    if retired.is_ok() {
        house.accounts.shut_out(id)?;
        house.hub.tell_all();
    }
    done(house, ask, retired)
}

/// `POST /people/{person}/link`: a new one-time link; the old password goes on until it is used.
pub(super) fn link(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let person = house.desk.person(ask.part("person"))?.filter(|person| !person.retired);
    show_link(house, ask, &person.ok_or(Refusal::NotFound)?)
}

/// The list after a change; the person's page with what was wrong, where there was none.
fn done(house: &House, ask: &Ask, outcome: Result<(), DeskError>) -> Result<Reply, Refusal> {
    match outcome {
        Ok(()) => Ok(Reply::SeeOther("/people".to_owned())),
        Err(error @ (DeskError::People(_) | DeskError::NoReason)) => {
            let person = house.desk.person(ask.part("person"))?.ok_or(Refusal::NotFound)?;
            let page = person_page(house, ask, &person, Some(&error.message()))?;
            Ok(Reply::Again(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
        Err(error) => Err(error.into()),
    }
}

fn said(ask: &Ask) -> Enrolment {
    Enrolment {
        login: ask.form.typed("login").to_owned(),
        name: ask.form.typed("name").to_owned(),
        roles: ask.form.all("role").filter(|role| !role.is_empty()).map(str::to_owned).collect(),
        keeper: ask.form.get("keeper").is_some(),
    }
}

/// What the form says of somebody known. Roles of other plans than the one shown stay: the form did not ask of them.
fn said_of(house: &House, ask: &Ask, id: &str) -> Result<Enrolment, Refusal> {
    let person = house.desk.person(id)?.ok_or(Refusal::NotFound)?;
    let mut said = said(ask);
    said.login = person.login;
    // The usual role stays the first one.
    said.roles.sort_by_key(|role| person.roles.iter().position(|known| known == role).unwrap_or(usize::MAX));
    said.roles.extend(person.roles.into_iter().filter(|role| house.config.plan.role(role).is_none()));
    Ok(said)
}

fn by(ask: &Ask) -> Result<By, Refusal> {
    Ok(By::Person(ask.visitor.signed_in()?.person.id.clone()))
}

/// The link is shown once, to be handed over; only its digest is kept.
fn show_link(house: &House, ask: &Ask, person: &Person) -> Result<Reply, Refusal> {
    let path = house.one_time_link(person).map_err(|error| Refusal::Broken(error.message().to_string()))?;
    Ok(Reply::Page(roll_page(house, ask, None, Some((person, &path)))?))
}

fn roll_page(
    house: &House,
    ask: &Ask,
    fault: Option<&Message>,
    link: Option<(&Person, &str)>,
) -> Result<Markup, Refusal> {
    let names = Names::new(&house.config.plan, ask.language());
    let people = house.desk.people()?;
    let csrf = ask.visitor.signed_in()?.form_token();
    let title = names.say("server-place-people");
    let here = house.config.base(ask.host.as_deref());
    // Whoever was just enrolled does not stand in the form any more.
    let typed = if link.is_some() { Fields::default() } else { ask.form.clone() };
    let main = html! {
        (page_head(&title, &[names.say("server-people-sub")], &html! {}))
        @if let Some((person, path)) = link { (handed(person, path, here.as_deref(), &names)) }
        (card(&Card { id: "people".to_owned(), title: title.clone(), caption: None }, &roll(&people, &names)))
        (card(&Card { id: "enrol".to_owned(), title: names.say("server-enrol"), caption: None }, &enrolment(&typed, &names, &csrf, fault)))
    };
    Ok(framed(house, ask, Here::People, &title, None, &main))
}

/// The link, whole where it is known under which address the keeper reached us; one click marks all of it.
fn handed(person: &Person, path: &str, here: Option<&str>, names: &Names<'_>) -> Markup {
    let key = if here.is_some() { "server-link-whole" } else { "server-link-for" };
    let words = names.words(&Message::new(key).with("name", person.name.as_str()));
    notice(Tone::Good, &html! { p { (words) } p.copy.mono { (here.unwrap_or_default()) (path) } })
}

fn roll(people: &[Person], names: &Names<'_>) -> Markup {
    let column = |key| Column { head: names.say(key), set: Set::Text };
    let rows = people.iter().map(|person| {
        let cells = vec![
            html! { a href={ "/people/" (person.id) } { (runs(&person.name, names.language)) } " " (marks(person, names)) },
            html! { (person.login) },
            html! {
                @if person.roles.is_empty() { (pill(Tone::Warn, &names.say("server-no-role"))) }
                @else { (names.roles(&person.roles)) }
            },
        ];
        Row { id: format!("person-{}", person.id), cells, total: false }
    });
    table(&Table {
        caption: names.say("server-place-people"),
        columns: vec![column("server-column-person"), column("server-login"), column("server-column-roles")],
        rows: rows.collect(),
        footnotes: Vec::new(),
    })
}

fn marks(person: &Person, names: &Names<'_>) -> Markup {
    html! {
        @if person.keeper { " " (pill(Tone::Note, &names.say("server-keeper"))) }
        @if person.retired { " " (pill(Tone::Quiet, &names.say("server-retired"))) }
    }
}

fn person_page(
    house: &House,
    ask: &Ask,
    person: &Person,
    fault: Option<&Message>,
) -> Result<Markup, Refusal> {
    let names = Names::new(&house.config.plan, ask.language());
    let csrf = ask.visitor.signed_in()?.form_token();
    let titled = |id: &str, key| Card { id: id.to_owned(), title: names.say(key), caption: None };
    // Which of the forms was refused shows in what it sent.
    let retiring = ask.target.ends_with("/retire") || (ask.kept && ask.form.get("reason").is_some());
    let (changing, leaving) = if retiring { (None, fault) } else { (fault, None) };
    let back = html! { a.button.quiet href="/people" { (names.say("server-back-to-people")) } };
    let main = html! {
        (page_head(&person.name, std::slice::from_ref(&person.login), &back))
        @if person.retired {
            (notice(Tone::Note, &html! { p { (names.say("server-retired-for-good")) } }))
        } @else {
            (card(&titled("change", "server-change-person"), &changed(ask, person, &names, &csrf, changing)))
            (card(&titled("link", "server-new-link"), &new_link(person, &names, &csrf)))
            (card(&titled("retire", "server-retire"), &leaves(ask, person, &names, &csrf, leaving)))
        }
    };
    Ok(framed(house, ask, Here::People, &person.name, None, &main))
}

fn changed(ask: &Ask, person: &Person, names: &Names<'_>, csrf: &str, fault: Option<&Message>) -> Markup {
    let was_sent = fault.is_some();
    let name = if was_sent { ask.form.typed("name") } else { &person.name };
    let chosen = |id: &str| match was_sent {
        true => ask.form.all("role").any(|role| role == id),
        false => person.roles.iter().any(|role| role == id),
    };
    let keeper = if was_sent { ask.form.get("keeper").is_some() } else { person.keeper };
    let frame = Form {
        id: "change-form".to_owned(),
        action: format!("/people/{}", person.id),
        csrf: csrf.to_owned(),
        ..Form::default()
    };
    form(
        &frame,
        &html! {
            (field(&line("name", name, names.say("server-name"), fault, names), names.language))
            (field(&roles(&chosen, names), names.language))
            (field(&keeping(keeper, names), names.language))
            p.actions { (submit(&names.say("server-save-person"), Rank::Primary)) }
        },
    )
}

fn new_link(person: &Person, names: &Names<'_>, csrf: &str) -> Markup {
    let frame = Form {
        id: "link-form".to_owned(),
        action: format!("/people/{}/link", person.id),
        csrf: csrf.to_owned(),
        ..Form::default()
    };
    form(
        &frame,
        &html! {
            p.help { (names.say("server-new-link-help")) }
            p.actions { (submit(&names.say("server-make-link"), Rank::Quiet)) }
        },
    )
}

fn leaves(ask: &Ask, person: &Person, names: &Names<'_>, csrf: &str, fault: Option<&Message>) -> Markup {
    let frame = Form {
        id: "retire-form".to_owned(),
        action: format!("/people/{}/retire", person.id),
        csrf: csrf.to_owned(),
        ..Form::default()
    };
    let typed = if fault.is_some() { ask.form.typed("reason") } else { "" };
    form(
        &frame,
        &html! {
            p.help { (names.say("server-retire-help")) }
            (field(&line("reason", typed, names.say("look-reason"), fault, names), names.language))
            p.actions { (submit(&names.say("server-retire"), Rank::Quiet)) }
        },
    )
}

fn line(name: &str, value: &str, label: String, fault: Option<&Message>, names: &Names<'_>) -> Field {
    Field {
        name: name.to_owned(),
        label,
        value: value.to_owned(),
        fault: fault.map(|fault| names.words(fault)),
        required: true,
        ..Field::default()
    }
}

fn roles(chosen: &dyn Fn(&str) -> bool, names: &Names<'_>) -> Field {
    let roles = names.plan.roles.iter().map(|role| Choice {
        value: role.id.clone(),
        label: names.text(&role.title),
        chosen: chosen(&role.id),
    });
    Field {
        name: "role".to_owned(),
        label: names.say("server-column-roles"),
        help: Some(names.say("server-roles-help")),
        kind: Kind::Any(roles.collect()),
        ..Field::default()
    }
}

fn keeping(chosen: bool, names: &Names<'_>) -> Field {
    let keeper = Choice { value: "yes".to_owned(), label: names.say("server-keeper-help"), chosen };
    Field {
        name: "keeper".to_owned(),
        label: names.say("server-keeper"),
        kind: Kind::Any(vec![keeper]),
        ..Field::default()
    }
}

fn enrolment(typed: &Fields, names: &Names<'_>, csrf: &str, fault: Option<&Message>) -> Markup {
    // The fault names what is wrong; a missing name is the one thing that is not the login's.
    let (of_name, of_login) = match fault {
        Some(fault) if fault.key() == "desk-people-no-name" => (Some(fault), None),
        other => (None, other),
    };
    let chosen = |id: &str| typed.all("role").any(|role| role == id);
    let frame = Form {
        id: "enrol-form".to_owned(),
        action: "/people".to_owned(),
        csrf: csrf.to_owned(),
        ..Form::default()
    };
    let login = Field {
        help: Some(names.say("server-login-help")),
        ..line("login", typed.typed("login"), names.say("server-login"), of_login, names)
    };
    let name = line("name", typed.typed("name"), names.say("server-name"), of_name, names);
    form(
        &frame,
        &html! {
            (field(&login, names.language))
            (field(&name, names.language))
            (field(&roles(&chosen, names), names.language))
            (field(&keeping(typed.get("keeper").is_some(), names), names.language))
            p.actions { (submit(&names.say("server-enrol"), Rank::Primary)) }
        },
    )
}
