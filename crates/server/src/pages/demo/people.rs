//! Entering a demonstration, and taking the place of another of its people.

use desk::Person;
use maud::{Markup, html};
use messages::Message;

use super::demo;
use crate::ask::Ask;
use crate::house::{House, token_digest};
use crate::look::button::{Rank, submit};
use crate::look::card::{Card, card};
use crate::look::head::page_head;
use crate::look::notice::notice;
use crate::look::pill::{Tone, pill};
use crate::look::table::{Column, Row, Set, Table, table};
use crate::pace::Whence;
use crate::pages::frame::{Here, bare, framed, say};
use crate::pages::names::Names;
use crate::pages::sign_in::{signed_in, way_back};
use crate::reply::{Refusal, Reply};

/// `GET /demo/enter/{token}`: what this is, and the button that begins it; looking uses nothing up.
pub(in crate::pages) fn door(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    demo(house)?;
    let person = whose(house, ask)?;
    let names = Names::new(house.plan(), ask.language());
    let roles = titles(&person, &names);
    let title = names.say("demo-title");
    let main = html! {
        div.door {
            h1 { (title) }
            p.sub { (names.say("demo-what")) }
            p { (names.words(&Message::new("demo-you-are").with("name", person.name.as_str()).with("role", roles))) }
            form.form method="post" action=(ask.target) {
                // Somebody who is signed in already sends the token of that session.
                @if let Some(visitor) = &ask.visitor.signed_in {
                    input type="hidden" name="csrf" value=(visitor.form_token());
                }
                p.actions { (submit(&names.say("demo-begin"), Rank::Primary)) }
            }
            p.help { (names.say("demo-once")) }
        }
    };
    Ok(Reply::Page(bare(&ask.visitor, &ask.target, &title, ask.now, &main)))
}

/// `POST /demo/enter/{token}`.
pub(in crate::pages) fn enter(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    demo(house)?;
    if !house.sign_ins.allows(&Whence::from(ask.from), ask.now) {
        return Err(Refusal::Pace);
    }
    let person = whose(house, ask)?;
    let used = house.accounts.use_link(&token_digest(ask.part("token")), ask.now.as_microsecond())?;
    used.ok_or_else(over)?;
    signed_in(house, ask, &person.id, "/demo/inbox".to_owned())
}

/// `GET /demo/people`: everybody whose place can be taken.
pub(in crate::pages) fn page(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    demo(house)?;
    let names = Names::new(house.plan(), ask.language());
    let visitor = ask.visitor.signed_in()?;
    let back = way_back(ask.query.get("back"));
    let people = house.desk.people()?;
    let column = |key, set| Column { head: names.say(key), set };
    let rows = people.iter().filter(|person| !person.retired).map(|person| Row {
        id: String::new(),
        cells: vec![
            html! { (person.name) },
            html! { (titles(person, &names)) },
            html! {
                @if person.id == visitor.person.id { (pill(Tone::Quiet, &names.say("demo-is-you"))) }
                @else { (take_place(&visitor.form_token(), &person.id, &back, &names.say("demo-be-them"), Rank::Quiet)) }
            },
        ],
        total: false,
    });
    let title = names.say("demo-people");
    let list = table(&Table {
        caption: title.clone(),
        columns: vec![
            column("server-column-person", Set::Text),
            column("server-column-roles", Set::Text),
            column("server-column-acts", Set::Text),
        ],
        rows: rows.collect(),
        footnotes: Vec::new(),
    });
    let main = html! {
        (page_head(&title, &[names.say("demo-people-sub")], &html! {}))
        (notice(Tone::Warn, &html! { p { (names.say("demo-only-here")) } }))
        (card(&Card { id: "people".to_owned(), title: title.clone(), caption: None }, &list))
    };
    Ok(Reply::Page(framed(house, ask, Here::DemoPeople, &title, None, &main)))
}

/// `POST /demo/people/{person}`: the session goes on as somebody else; `back` says where.
pub(in crate::pages) fn become_person(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    demo(house)?;
    let person = house.desk.person(ask.part("person"))?.filter(|person| !person.retired);
    let person = person.ok_or(Refusal::NotFound)?;
    house.accounts.end_session(&ask.visitor.signed_in()?.token)?;
    signed_in(house, ask, &person.id, way_back(ask.form.get("back")))
}

/// The button that takes a person's place.
pub(super) fn take_place(csrf: &str, person: &str, back: &str, label: &str, rank: Rank) -> Markup {
    html! {
        form.inline method="post" action={ "/demo/people/" (person) } {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="back" value=(back);
            (submit(label, rank))
        }
    }
}

/// A person's roles by their titles.
pub(super) fn titles(person: &Person, names: &Names<'_>) -> String {
    let titles: Vec<String> = person.roles.iter().map(|role| names.role(role)).collect();
    titles.join(&say(names.language, "messages-list-comma"))
}

fn whose(house: &House, ask: &Ask) -> Result<Person, Refusal> {
    let id = house.accounts.link(&token_digest(ask.part("token")), ask.now.as_microsecond())?;
    let person = house.desk.person(&id.ok_or_else(over)?)?;
    person.filter(|person| !person.retired).ok_or_else(over)
}

fn over() -> Refusal {
    Refusal::Unreadable(Message::new("demo-link-over"))
}
