//! `stanch people add|list|link`: who signs in to the pages. While the pages are served, the page "People" does the same.

use std::sync::Arc;

use desk::{By, Desk, Enrolment, Person, RealLog};
use messages::Message;
use serde_json::json;
use server::one_time_link;
use store::{Accounts, DataFolder};

use crate::clock;
use crate::data::{self, Data};
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::output::Output;

/// What was typed.
#[derive(Debug, clap::Subcommand)]
pub enum Typed {
    /// Enrols somebody.
    Add(Add),
    /// Lists them.
    List(List),
    /// A new one-time link.
    Link(Link),
}

/// Somebody new.
#[derive(Debug, clap::Args)]
pub struct Add {
    #[command(flatten)]
    data: Data,
    login: String,
    #[arg(long)]
    name: String,
    #[arg(long)]
    role: Vec<String>,
    #[arg(long)]
    keeper: bool,
    #[command(flatten)]
    output: Output,
}

/// Everybody.
#[derive(Debug, clap::Args)]
pub struct List {
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    output: Output,
}

/// Somebody's link.
#[derive(Debug, clap::Args)]
pub struct Link {
    #[command(flatten)]
    data: Data,
    login: String,
    #[command(flatten)]
    output: Output,
}

/// Does it.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    match typed {
        Typed::Add(typed) => add(typed, door),
        Typed::List(typed) => list(typed, door),
        Typed::Link(typed) => link(typed, door),
    }
}

fn add(typed: &Add, door: &mut Door) -> Result<Exit, Failure> {
    let desk: Arc<Desk<RealLog>> = Arc::new(typed.data.open(true, "people add", clock::now())?);
    let what = Enrolment {
        login: typed.login.clone(),
        name: typed.name.clone(),
        roles: typed.role.clone(),
        keeper: typed.keeper,
    };
    let person = desk.enrol(&what, &By::Machine(data::user()), clock::now()).map_err(data::failure)?;
    give_link(&typed.data, &person, &typed.output, door)
}

fn link(typed: &Link, door: &mut Door) -> Result<Exit, Failure> {
    let desk: Desk<RealLog> = typed.data.open(false, "people link", clock::now())?;
    let people = desk.people().map_err(data::failure)?;
    let person = people.into_iter().find(|person| person.login == typed.login && !person.retired);
    let unknown = || {
        Failure::new(Exit::Negative, Message::new("cli-people-unknown").with("given", typed.login.as_str()))
    };
    give_link(&typed.data, &person.ok_or_else(unknown)?, &typed.output, door)
}

fn give_link(data: &Data, person: &Person, output: &Output, door: &mut Door) -> Result<Exit, Failure> {
    let failure = |message| Failure::new(Exit::Unusable, message);
    let accounts = Accounts::open(&DataFolder::at(&data.data)).map_err(|error| failure(error.message()))?;
    let link = one_time_link(&accounts, person, clock::now()).map_err(|error| failure(error.message()))?;
    let value = json!({ "id": person.id, "login": person.login, "link": link });
    output.give(&value, door, |door| {
        door.say(
            &Message::new("cli-people-link").with("name", person.name.as_str()).with("link", link.as_str()),
        );
    })?;
    Ok(Exit::Done)
}

fn list(typed: &List, door: &mut Door) -> Result<Exit, Failure> {
    let desk: Desk<RealLog> = typed.data.open(false, "people list", clock::now())?;
    let people = desk.people().map_err(data::failure)?;
    let value = people.iter().map(|person| {
        json!({ "id": person.id, "login": person.login, "name": person.name, "roles": person.roles,
                "keeper": person.keeper, "retired": person.retired })
    });
    let value = json!({ "people": value.collect::<Vec<_>>() });
    typed.output.give(&value, door, |door| {
        if people.is_empty() {
            door.say(&Message::new("cli-people-none"));
        }
        for person in &people {
            let yes_no = |yes| if yes { "yes" } else { "no" };
            let line = Message::new("cli-people-line")
                .with("login", person.login.as_str())
                .with("name", person.name.as_str())
                .with("roles", person.roles.join(", "))
                .with("keeper", yes_no(person.keeper))
                .with("retired", yes_no(person.retired));
            door.say(&line);
        }
    })?;
    Ok(Exit::Done)
}
