//! Opening a case: its title, when it happened and was known, and beside them the clocks that will start.

use axum::http::StatusCode;
use desk::{Act, DeskError};
use incident::{Command, Given, Refusal as Why, State, apply, decide};
use jiff::Timestamp;
use maud::{Markup, html};
use messages::Message;
use plan::{Ids, Plan, Right};

use super::asked::{Asked, Faults};
use super::frame::{Here, framed, kept_words};
use super::names::Names;
use super::refusal::on_pages;
use super::room::clock;
use crate::ask::Ask;
use crate::house::House;
use crate::look::button::{Rank, link, submit, submit_as};
use crate::look::card::{Card, card};
use crate::look::clock::ClockState;
use crate::look::clock_list::clock_preview;
use crate::look::field::{Field, Kind, field};
use crate::look::form::{Form, form as framed_form};
use crate::look::head::page_head;
use crate::look::moment::{Answer, Moment, Part, moment, set_moment};
use crate::look::notice::notice;
use crate::look::pill::Tone;
use crate::look::step::step;
use crate::reply::{Refusal, Reply};
use crate::twin::{Lately, Opening, Twin};

/// A time of the opening: how it was answered, and what was wrong with it.
struct Told {
    asked: Asked,
    given: Result<Option<Given>, Faults>,
}

impl Told {
    fn read(asked: Asked, plan: &Plan) -> Told {
        let fact = plan.catalogue.facts.iter().find(|fact| fact.id == asked.name);
        let given = match fact.filter(|_| asked.answer != Answer::Unknown) {
            None => Ok(None),
            Some(fact) => asked.given(fact, &plan.zone).map(Some),
        };
        Told { asked, given }
    }
}

/// `GET /cases/new`: what the address says already (`title`, `happened-…`, `known-…`, as the form sends them) stands in the
/// fields.
pub(super) fn form(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let plan = &house.config.plan;
    let now = ask.now.to_zoned(plan.zone.clone());
    let known = Asked {
        day: now.strftime("%Y-%m-%d").to_string(),
        time: now.strftime("%H:%M").to_string(),
        ..Asked::open("known", Answer::At)
    };
    let told = [Asked::open("happened", Answer::Unknown), known];
    let said = if ask.kept { &ask.form } else { &ask.query };
    let told = told.map(|open| Told::read(Asked::of(said, &open.name).unwrap_or(open), plan));
    Ok(Reply::Page(page(house, ask, &told, kept_words(ask).as_ref(), None)?))
}

/// `POST /cases/new`: `title`, `happened-…`, `known-…`; `look` shows the clocks without opening anything. Where somebody else opened a case a moment
/// ago that looks the same, it is shown and nothing is opened, until `another` says that one was seen and another is meant.
pub(super) fn open(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let plan = &house.config.plan;
    let told = ["happened", "known"].map(|name| {
        let asked = Asked::of(&ask.form, name).unwrap_or_else(|| Asked::open(name, Answer::Unknown));
        Told::read(asked, plan)
    });
    let unreadable = told.iter().any(|told| told.given.is_err());
    let looks = ask.form.get("look").is_some();
    if unreadable || looks {
        let status = if unreadable { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        // All that is wrong is said at once; a look needs no title.
        let nameless = !looks && ask.form.get("title").is_none();
        let fault = nameless.then(|| Message::new("server-open-no-title"));
        return Ok(Reply::Again(status, page(house, ask, &told, fault.as_ref(), None)?));
    }
    let Some(title) = ask.form.get("title") else {
        let fault = Message::new("server-open-no-title");
        return Ok(Reply::Again(
            StatusCode::UNPROCESSABLE_ENTITY,
            page(house, ask, &told, Some(&fault), None)?,
        ));
    };
    let who = ask.visitor.signed_in()?.acting(Right::Open, plan)?;
    let act = Act { command: command(title, &told), who, occurred_at: None, now: ask.now };
    // Two who press at once are one after the other here: the second is shown the case of the first.
    let mut lately = house.opening();
    let times = told.each_ref().map(|told| told.given.as_ref().ok().and_then(Option::as_ref));
    let opening = Opening { login: &ask.visitor.signed_in()?.person.login, title, times, now: ask.now };
    if let Some(twin) = like(house, ask, &lately, &opening)? {
        return Ok(Reply::Again(StatusCode::CONFLICT, page(house, ask, &told, None, Some(&twin))?));
    }
    match house.desk.open_case(plan, &act) {
        Ok(done) => {
            lately.keep(done.number, &opening);
            house.hub.tell(done.case.as_str());
            Ok(Reply::SeeOther(format!("/cases/{}", done.number)))
        }
        Err(error @ (DeskError::Refused(_) | DeskError::NotYet { .. })) => refused(house, ask, told, &error),
        Err(error) => Err(error.into()),
    }
}

/// What the plan refused, beside the time it is about; beside the title where it is about none.
fn refused(house: &House, ask: &Ask, mut told: [Told; 2], error: &DeskError) -> Result<Reply, Refusal> {
    let fault = house.config.plan.worded(on_pages(error.message()), Ids::Hidden);
    let about = match error {
        DeskError::Refused(refusal) => match &**refusal {
            Why::InFuture { what, .. } => Some(what.as_str()),
            Why::HappenedAfterKnown { .. } => Some("happened"),
            _ => None,
        },
        _ => None,
    };
    let beside = told.iter_mut().find(|told| Some(told.asked.name.as_str()) == about);
    let rest = match beside {
        Some(beside) => {
            beside.given = Err(vec![(Part::Day, fault)]);
            None
        }
        None => Some(fault),
    };
    let page = page(house, ask, &told, rest.as_ref(), None)?;
    Ok(Reply::Again(StatusCode::UNPROCESSABLE_ENTITY, page))
}

/// The case that looks the same, for whoever may read it.
fn like(house: &House, ask: &Ask, lately: &Lately, opening: &Opening<'_>) -> Result<Option<Twin>, Refusal> {
    if ask.visitor.signed_in()?.role_with(Right::Read, &house.config.plan).is_none() {
        return Ok(None);
    }
    let seen = ask.form.get("another").and_then(|seen| seen.parse().ok()).unwrap_or(0);
    Ok(lately.twin(&house.desk, opening, seen))
}

/// Which case looks the same, and what to do.
fn shown(twin: &Twin, names: &Names<'_>, now: Timestamp) -> Markup {
    let key = if twin.same_title { "server-open-twin-title" } else { "server-open-twin-times" };
    let said = Message::new(key)
        .with("number", twin.number.to_string())
        .with("title", twin.title.as_str())
        .with("moment", names.moment(twin.at, now))
        .with("role", names.role(&twin.role));
    let to = Message::new("server-open-twin-go").with("number", twin.number.to_string());
    let body = html! {
        div role="alert" tabindex="-1" { p { (names.words(&said)) } p { (names.say("server-open-twin-what")) } }
        p.actions { (link(&names.words(&to), Rank::Primary, &format!("/cases/{}", twin.number))) }
    };
    notice(Tone::Warn, &body)
}

fn command(title: &str, told: &[Told; 2]) -> Command {
    let [happened, known] = told.each_ref().map(|told| told.given.clone().ok().flatten());
    Command::Open { title: title.to_owned(), happened, known }
}

fn page(
    house: &House,
    ask: &Ask,
    told: &[Told; 2],
    fault: Option<&Message>,
    twin: Option<&Twin>,
) -> Result<Markup, Refusal> {
    let names = Names::new(&house.config.plan, ask.language());
    let csrf = ask.visitor.signed_in()?.form_token();
    let frame = Form { id: "open".to_owned(), action: "/cases/new".to_owned(), csrf, ..Form::default() };
    let typed = ask.form.typed("title");
    let title = Field {
        name: "title".to_owned(),
        label: names.say("server-case-title"),
        help: Some(names.say("server-case-title-help")),
        value: if typed.is_empty() { ask.query.typed("title") } else { typed }.to_owned(),
        fault: fault.map(|fault| names.words(fault)),
        required: true,
        kind: Kind::Title,
        ..Field::default()
    };
    let now = ask.now.to_zoned(house.config.plan.zone.clone());
    let entered = (names.say("server-when-entered"), names.say("server-when-entered-help"));
    let times = html! {
        div.moments {
            @for told in told { (moment(&worded(told, &names), names.language)) }
            (set_moment(&entered.0, &now.strftime("%Y-%m-%d %H:%M").to_string(), &entered.1))
        }
    };
    let clocks_too = submit_as(&names.say("server-show-clocks"), Rank::Quiet, "look", "clocks");
    let fields = html! {
        @if let Some(twin) = twin { (shown(twin, &names, ask.now)) }
        (step(1, true, &names.say("server-open-what"), &field(&title, names.language)))
        (step(2, false, &names.say("server-open-when"), &times))
        p.actions {
            @match twin {
                None => { (submit(&names.say("server-open-case"), Rank::Primary)) " " (clocks_too) }
                // The first button is the one that Enter presses.
                Some(twin) => {
                    (clocks_too) " "
                    (submit_as(&names.say("server-open-another"), Rank::Quiet, "another", &twin.number.to_string()))
                }
            }
        }
    };
    let preview = Card { id: "clocks".to_owned(), title: names.say("server-will-start"), caption: None };
    let heading = names.say("server-place-open");
    let main = html! {
        (page_head(&heading, &[names.say("server-open-sub")], &html! {}))
        div.columns {
            div.main { (framed_form(&frame, &fields)) }
            div.aside { (card(&preview, &clocks(house, ask, &names, told)?)) }
        }
    };
    Ok(framed(house, ask, Here::Open, &heading, None, &main))
}

fn worded(told: &Told, names: &Names<'_>) -> Moment {
    let (label, help) = match told.asked.name.as_str() {
        "happened" => ("server-when-happened", "server-when-happened-help"),
        _ => ("server-when-known", "server-when-known-help"),
    };
    let faults = told.given.as_ref().err().into_iter().flatten();
    let faults = faults.map(|(part, fault)| (*part, names.words(fault))).collect();
    let answers = [Answer::At, Answer::Before, Answer::Unknown];
    told.asked.shown(names, names.say(label), &answers, Some(names.say(help)), faults)
}

/// The clocks that opening the case now would start: the plan is asked, and nothing is written.
fn clocks(house: &House, ask: &Ask, names: &Names<'_>, told: &[Told; 2]) -> Result<Markup, Refusal> {
    let plan = &house.config.plan;
    let who = ask.visitor.signed_in()?.acting(Right::Open, plan)?;
    let mut state = State::default();
    let decided = decide(&state, &command("?", told), plan, &who, ask.now);
    let events = match decided {
        Ok(events) => events,
        Err(refusal) => {
            let fault = plan.worded(on_pages(refusal.message()), Ids::Hidden);
            return Ok(html! { p.fault { "▲ " (names.words(&fault)) } });
        }
    };
    for event in events {
        let position = state.version + 1;
        let (occurred_at, recorded_at) = (ask.now, ask.now);
        let recorded = incident::Recorded { event, position, occurred_at, recorded_at, actor: who.clone() };
        apply(&mut state, &recorded);
    }
    Ok(preview(&state, names, ask.now))
}

fn preview(state: &State, names: &Names<'_>, now: Timestamp) -> Markup {
    let clocks: Vec<_> = views::duties(state, names.plan, now)
        .iter()
        .map(|duty| clock(duty, names, now, None))
        .map(|mut clock| {
            if matches!(clock.state, ClockState::Running | ClockState::Soon) {
                clock.state = ClockState::WillStart;
            }
            clock
        })
        .collect();
    html! {
        (clock_preview(&clocks, now, names.language))
    }
}
