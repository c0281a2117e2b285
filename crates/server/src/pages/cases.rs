//! The list of cases, what is due first on top.

use desk::{BoardCursor, BoardFilter, Listed, Person, Title};
use jiff::Timestamp;
use maud::{Markup, html};
use messages::Message;
use plan::Right;

use super::frame::{Here, framed};
use super::names::Names;
use crate::ask::Ask;
use crate::house::House;
use crate::look::button::{Rank, link};
use crate::look::card::{Card, card};
use crate::look::error::empty;
use crate::look::head::page_head;
use crate::look::level::{Standing, level_badge, unset};
use crate::look::pill::{Tone, pill};
use crate::look::table::{Column, Row, Set, Table, table};
use crate::look::tabs::{Tab, tabs};
use crate::reply::{Refusal, Reply};

/// Cases on one page.
const PAGE: u32 = 25;

/// `GET /`: `mine` and `state` narrow, `after` goes on.
pub(super) fn list(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let names = Names::new(&house.config.plan, ask.language());
    let mine = ask.query.get("mine").is_some();
    let members = if mine { lists_of(&ask.visitor.signed_in()?.person) } else { Vec::new() };
    let filter = BoardFilter { members, state: ask.query.get("state").map(str::to_owned) };
    let after = ask.query.get("after").and_then(read_cursor);
    let page = house.desk.case_list(&filter, after, PAGE)?;
    let may_open = ask.visitor.signed_in()?.role_with(Right::Open, names.plan).is_some();
    let open = html! {
        @if may_open { (link(&names.say("server-place-open"), Rank::Primary, "/cases/new")) }
    };
    let body = if page.cases.is_empty() {
        empty(&names.say(if mine { "server-no-cases-of-mine" } else { "server-no-cases" }), &html! {})
    } else {
        rows(&page.cases, &names, ask.now)
    };
    let title = names.say("server-place-cases");
    let main = html! {
        (page_head(&title, &[names.say("server-cases-sub")], &open))
        (choice(ask, mine, &names))
        (card(&Card { id: "cases".to_owned(), title: names.say("server-cases-by-due"), caption: None }, &body))
        @if let Some(next) = page.next {
            p.more { a href=(address(ask, mine, Some(next))) { (names.say("server-more-cases")) } }
        }
    };
    Ok(Reply::Page(framed(house, ask, Here::Cases, &title, None, &main)))
}

/// Under which lists of the board a person's own cases stand: what their roles owe, and what they opened.
fn lists_of(person: &Person) -> Vec<String> {
    let roles = person.roles.iter().map(|role| views::role_list(role));
    roles.chain([views::user_list(&person.login)]).collect()
}

/// All cases, or those of the reader.
fn choice(ask: &Ask, mine: bool, names: &Names<'_>) -> Markup {
    let tab = |key, of_mine| Tab {
        label: names.say(key),
        count: None,
        href: address(ask, of_mine, None),
        current: mine == of_mine,
    };
    tabs(&names.say("server-which-cases"), &[tab("server-all-cases", false), tab("server-my-cases", true)])
}

/// This list from a cursor on, as narrow as it is asked for.
fn address(ask: &Ask, mine: bool, after: Option<BoardCursor>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if mine {
        query.append_pair("mine", "1");
    }
    if let Some(state) = ask.query.get("state") {
        query.append_pair("state", state);
    }
    if let Some(after) = after {
        query.append_pair("after", &write_cursor(after));
    }
    let query = query.finish();
    if query.is_empty() { "/".to_owned() } else { format!("/?{query}") }
}

fn rows(cases: &[Listed], names: &Names<'_>, now: Timestamp) -> Markup {
    let column = |key, set| Column { head: names.say(key), set };
    table(&Table {
        caption: names.say("server-place-cases"),
        columns: vec![
            column("server-column-case", Set::Text),
            column("server-column-level", Set::Text),
            column("server-column-states", Set::Text),
            column("server-column-next-due", Set::Text),
            column("server-column-clocks", Set::Figure),
        ],
        rows: cases.iter().map(|case| row(case, names, now)).collect(),
        footnotes: Vec::new(),
    })
}

fn row(case: &Listed, names: &Names<'_>, now: Timestamp) -> Row {
    let title = match &case.title {
        Title::Known(title) => html! {
            a.title href={ "/cases/" (case.number) } { (title) } " " span.caption { "#" (case.number) }
        },
        Title::Destroyed => {
            html! { span.caption { "#" (case.number) " " (names.say("server-case-destroyed")) } }
        }
        Title::Unreadable(why) => html! { "#" (case.number) " " span.fault { "▲ " (names.words(why)) } },
    };
    let running = case.row.as_ref().map_or(0, |row| row.running);
    let due = case.next_due_us.and_then(|us| Timestamp::from_microsecond(us).ok());
    let late = due.is_some_and(|due| due < now);
    let cells = vec![
        title,
        level(case, names),
        states(case, names),
        html! {
            @match due {
                None => { (names.say("server-nothing-due")) }
                Some(due) => {
                    span.whole { (names.moment(due, now)) }
                    @if late { " " (pill(Tone::Bad, &names.say("look-late"))) }
                }
            }
        },
        html! { (running) },
    ];
    Row { id: format!("case-{}", case.number), cells, total: false }
}

fn states(case: &Listed, names: &Names<'_>) -> Markup {
    let states = case.row.iter().flat_map(|row| &row.states);
    html! {
        @for (place, state) in states.enumerate() { @if place > 0 { " · " } span.whole { (names.state(state)) } }
    }
}

/// The level of the plan's first scale: decided, or what the facts certainly say.
fn level(case: &Listed, names: &Names<'_>) -> Markup {
    let scale = names.first_scale();
    let levels = scale.and_then(|scale| Some((scale, case.row.as_ref()?.levels.get(&scale.id)?)));
    let Some((scale, level)) = levels else { return html! {} };
    if level.unset {
        return unset(names.language);
    }
    let shown = level.decided.as_deref().unwrap_or(&level.certain);
    let standing = if level.decided.is_some() { Standing::Decided } else { Standing::Computed };
    let badge = level_badge(&names.level_named(&scale.id, shown, standing));
    html! {
        (badge)
        @if level.decided.is_none() && level.possible != level.certain {
            @let worse = names.level_said(&scale.id, &level.possible);
            " " span.caption { (Message::new("server-may-become").with("level", worse).in_language(names.language)) }
        }
    }
}

fn write_cursor(cursor: BoardCursor) -> String {
    cursor
        .next_due_us
        .map_or_else(|| format!("-.{}", cursor.number), |due| format!("{due}.{}", cursor.number))
}

fn read_cursor(text: &str) -> Option<BoardCursor> {
    let (due, number) = text.rsplit_once('.')?;
    let next_due_us = if due == "-" { None } else { Some(due.parse().ok()?) };
    Some(BoardCursor { next_due_us, number: number.parse().ok()? })
}
