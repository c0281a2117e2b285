//! The list of people: who signs in, in which roles.

use axum::http::StatusCode;
use desk::{By, DeskError, Enrolment, Person};
use maud::{Markup, html};
use messages::Message;

use super::frame::{Here, framed};
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
use crate::look::table::{Column, Row, Set, Table, table};
use crate::reply::{Refusal, Reply};

/// `GET /people`.
pub(super) fn list(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    Ok(Reply::Page(page(house, ask, None, None)?))
}

/// `POST /people`: `login`, `name`, `role` (several), `keeper`.
pub(super) fn enrol(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let enrolment = Enrolment {
        login: ask.form.typed("login").to_owned(),
        name: ask.form.typed("name").to_owned(),
        roles: ask.form.all("role").map(str::to_owned).collect(),
        keeper: ask.form.get("keeper").is_some(),
    };
    match house.desk.enrol(&enrolment, &by(ask)?, ask.now) {
        Ok(person) => show_link(house, ask, &person),
        Err(DeskError::People(fault)) => {
            let page = page(house, ask, Some(&fault.message()), None)?;
            Ok(Reply::Again(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /people/{person}/link`: a new one-time link; the old password goes on until it is used.
pub(super) fn link(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let person = house.desk.person(ask.part("person"))?.filter(|person| !person.retired);
    show_link(house, ask, &person.ok_or(Refusal::NotFound)?)
}

/// `POST /people/{person}/retire`: `reason`.
pub(super) fn retire(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let id = ask.part("person");
    match house.desk.retire(id, ask.form.typed("reason"), &by(ask)?, ask.now) {
        Ok(()) => {
            house.accounts.shut_out(id)?;
            Ok(Reply::SeeOther("/people".to_owned()))
        }
        Err(error @ (DeskError::People(_) | DeskError::NoReason)) => {
            let page = page(house, ask, Some(&error.message()), None)?;
            Ok(Reply::Again(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
        Err(error) => Err(error.into()),
    }
}

fn by(ask: &Ask) -> Result<By, Refusal> {
    Ok(By::Person(ask.visitor.signed_in()?.person.id.clone()))
}

/// The link is shown once, to be handed over; only its digest is kept.
fn show_link(house: &House, ask: &Ask, person: &Person) -> Result<Reply, Refusal> {
    let path = house.one_time_link(person).map_err(|error| Refusal::Broken(error.message().to_string()))?;
    Ok(Reply::Page(page(house, ask, None, Some((person, &path)))?))
}

fn page(
    house: &House,
    ask: &Ask,
    fault: Option<&Message>,
    link: Option<(&Person, &str)>,
) -> Result<Markup, Refusal> {
    let names = Names::new(&house.config.plan, ask.language());
    let people = house.desk.people()?;
    let csrf = ask.visitor.signed_in()?.form_token();
    let title = names.say("server-place-people");
    let main = html! {
        (page_head(&title, &[names.say("server-people-sub")], &html! {}))
        @if let Some((person, path)) = link {
            @let words = Message::new("server-link-for").with("name", person.name.as_str());
            (notice(Tone::Good, &html! { p { (names.words(&words)) } p.mono { (path) } }))
        }
        @let caption = names.say("server-place-people");
        (card(&Card { id: "people".to_owned(), title: caption, caption: None }, &roll(&people, &names, &csrf)))
        @let heading = names.say("server-enrol");
        // Whoever was just enrolled does not stand in the form any more.
        @let typed = if link.is_some() { Fields::default() } else { ask.form.clone() };
        (card(&Card { id: "enrol".to_owned(), title: heading, caption: None }, &enrolment(&typed, &names, &csrf, fault)))
    };
    Ok(framed(house, ask, Here::People, &title, None, &main))
}

fn roll(people: &[Person], names: &Names<'_>, csrf: &str) -> Markup {
    let column = |key| Column { head: names.say(key), set: Set::Text };
    let rows = people.iter().map(|person| {
        let roles: Vec<String> = person.roles.iter().map(|role| names.role(role)).collect();
        let cells = vec![
            html! {
                (person.name) " " span.caption { (person.login) }
                @if person.keeper { " " (pill(Tone::Note, &names.say("server-keeper"))) }
                @if person.retired { " " (pill(Tone::Quiet, &names.say("server-retired"))) }
            },
            html! { (roles.join(" · ")) },
            acts(person, names, csrf),
        ];
        Row { id: format!("person-{}", person.id), cells, total: false }
    });
    table(&Table {
        caption: names.say("server-place-people"),
        columns: vec![
            column("server-column-person"),
            column("server-column-roles"),
            column("server-column-acts"),
        ],
        rows: rows.collect(),
        footnotes: Vec::new(),
    })
}

fn acts(person: &Person, names: &Names<'_>, csrf: &str) -> Markup {
    if person.retired {
        return html! {};
    }
    let action = |what: &str| format!("/people/{}/{what}", person.id);
    html! {
        details.more {
            summary { (names.say("server-change")) }
            form method="post" action=(action("link")) {
                input type="hidden" name="csrf" value=(csrf);
                (submit(&names.say("server-new-link"), Rank::Quiet))
            }
            form method="post" action=(action("retire")) {
                input type="hidden" name="csrf" value=(csrf);
                label { (names.say("look-reason")) " " input type="text" name="reason" required; }
                (submit(&names.say("server-retire"), Rank::Quiet))
            }
        }
    }
}

fn enrolment(typed: &Fields, names: &Names<'_>, csrf: &str, fault: Option<&Message>) -> Markup {
    let line = |name: &str, key, fault: Option<&Message>| Field {
        name: name.to_owned(),
        label: names.say(key),
        value: typed.typed(name).to_owned(),
        fault: fault.map(|fault| names.words(fault)),
        required: true,
        ..Field::default()
    };
    let chosen = |id: &str| typed.all("role").any(|role| role == id);
    let roles = names.plan.roles.iter().map(|role| Choice {
        value: role.id.clone(),
        label: names.text(&role.title),
        chosen: chosen(&role.id),
    });
    let roles = Field {
        name: "role".to_owned(),
        label: names.say("server-column-roles"),
        kind: Kind::Any(roles.collect()),
        ..Field::default()
    };
    let keeper = Choice {
        value: "yes".to_owned(),
        label: names.say("server-keeper-help"),
        chosen: typed.get("keeper").is_some(),
    };
    let keeper = Field {
        name: "keeper".to_owned(),
        label: names.say("server-keeper"),
        kind: Kind::Any(vec![keeper]),
        ..Field::default()
    };
    let frame = Form {
        id: "enrol-form".to_owned(),
        action: "/people".to_owned(),
        csrf: csrf.to_owned(),
        ..Form::default()
    };
    let language = names.language;
    form(
        &frame,
        &html! {
            (field(&line("login", "server-login", fault), language))
            (field(&line("name", "server-name", None), language))
            (field(&roles, language))
            (field(&keeper, language))
            p.actions { (submit(&names.say("server-enrol"), Rank::Primary)) }
        },
    )
}
