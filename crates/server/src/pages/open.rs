//! Opening a case: its title, when it happened and was known, and beside them the clocks that will start.

use axum::http::StatusCode;
use desk::{Act, DeskError};
use incident::{Command, Given, State, apply, decide};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use maud::{Markup, html};
use messages::Message;
use plan::{Ids, Right};

use super::frame::{Here, framed, zone_name};
use super::names::Names;
use super::room::clock;
use crate::ask::Ask;
use crate::house::House;
use crate::look::button::{Rank, submit, submit_as};
use crate::look::card::{Card, card};
use crate::look::clock::ClockState;
use crate::look::clock_list::clock_preview;
use crate::look::field::{Field, Kind, field};
use crate::look::form::{Form, form as framed_form};
use crate::look::head::page_head;
use crate::look::moment::{Answer, Moment, Part, moment};
use crate::look::step::step;
use crate::reply::{Refusal, Reply};

/// A time that was asked for, as it was answered.
struct Asked {
    name: &'static str,
    day: String,
    time: String,
    answer: Answer,
    /// The moment, where one was given; which part cannot be read otherwise.
    given: Result<Option<Given>, (Part, Message)>,
}

/// `GET /cases/new`.
pub(super) fn form(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let now = ask.now.to_zoned(house.config.plan.zone.clone());
    let known = Asked {
        name: "known",
        day: now.strftime("%Y-%m-%d").to_string(),
        time: now.strftime("%H:%M").to_string(),
        answer: Answer::At,
        given: Ok(None),
    };
    let happened = Asked {
        name: "happened",
        day: String::new(),
        time: String::new(),
        answer: Answer::Unknown,
        given: Ok(None),
    };
    Ok(Reply::Page(page(house, ask, &[happened, read_again(known, house)], None)?))
}

/// `POST /cases/new`: `title`, `happened-…`, `known-…`; `look` shows the clocks without opening anything.
pub(super) fn open(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let asked = [asked(house, ask, "happened"), asked(house, ask, "known")];
    let unreadable = asked.iter().any(|asked| asked.given.is_err());
    if unreadable || ask.form.get("look").is_some() {
        let status = if unreadable { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        return Ok(Reply::Again(status, page(house, ask, &asked, None)?));
    }
    let Some(title) = ask.form.get("title") else {
        let fault = Message::new("server-open-no-title");
        return Ok(Reply::Again(StatusCode::UNPROCESSABLE_ENTITY, page(house, ask, &asked, Some(&fault))?));
    };
    let plan = &house.config.plan;
    let who = ask.visitor.signed_in()?.acting(Right::Open, plan)?;
    let act = Act { command: command(title, &asked), who, occurred_at: None, now: ask.now };
    match house.desk.open_case(plan, &act) {
        Ok(done) => {
            house.hub.tell(done.case.as_str());
            Ok(Reply::SeeOther(format!("/cases/{}", done.number)))
        }
        Err(error @ (DeskError::Refused(_) | DeskError::NotYet { .. })) => {
            let page = page(house, ask, &asked, Some(&plan.worded(error.message(), Ids::Hidden)))?;
            Ok(Reply::Again(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
        Err(error) => Err(error.into()),
    }
}

fn command(title: &str, asked: &[Asked; 2]) -> Command {
    let [happened, known] = asked.each_ref().map(|asked| asked.given.clone().ok().flatten());
    Command::Open { title: title.to_owned(), happened, known }
}

/// What the form sent about one time.
fn asked(house: &House, ask: &Ask, name: &'static str) -> Asked {
    let part = |part: &str| ask.form.typed(&format!("{name}-{part}")).trim().to_owned();
    let answer = match part("answer").as_str() {
        "before" => Answer::Before,
        "unknown" => Answer::Unknown,
        // Not asked, not answered.
        "" if part("day").is_empty() && part("time").is_empty() => Answer::Unknown,
        _ => Answer::At,
    };
    let asked = Asked { name, day: part("day"), time: part("time"), answer, given: Ok(None) };
    read_again(asked, house)
}

fn read_again(mut asked: Asked, house: &House) -> Asked {
    asked.given = if asked.answer == Answer::Unknown { Ok(None) } else { read(&asked, house).map(Some) };
    asked
}

fn read(asked: &Asked, house: &House) -> Result<Given, (Part, Message)> {
    let zone = &house.config.plan.zone;
    let wrong = |part, key: &'static str, given: &str| (part, Message::new(key).with("given", given));
    let day: Date = asked.day.parse().map_err(|_| wrong(Part::Day, "server-day-unreadable", &asked.day))?;
    let time = Time::strptime("%H:%M:%S", &asked.time).or_else(|_| Time::strptime("%H:%M", &asked.time));
    let time = time.map_err(|_| wrong(Part::Time, "server-time-unreadable", &asked.time))?;
    let moment = day.to_datetime(time).to_zoned(zone.clone());
    let moment = moment.map_err(|_| wrong(Part::Time, "server-time-unreadable", &asked.time))?.timestamp();
    let words = if asked.answer == Answer::Before { format!("<={moment}") } else { moment.to_string() };
    let fact = house.config.plan.catalogue.facts.iter().find(|fact| fact.id == asked.name);
    let fact = fact.ok_or_else(|| wrong(Part::Day, "server-day-unreadable", asked.name))?;
    incident::statement(fact, &words, zone).map_err(|refusal| (Part::Day, refusal.message()))
}

fn page(house: &House, ask: &Ask, asked: &[Asked; 2], fault: Option<&Message>) -> Result<Markup, Refusal> {
    let names = Names::new(&house.config.plan, ask.language());
    let csrf = ask.visitor.signed_in()?.form_token();
    let frame = Form { id: "open".to_owned(), action: "/cases/new".to_owned(), csrf, ..Form::default() };
    let title = Field {
        name: "title".to_owned(),
        label: names.say("server-case-title"),
        help: Some(names.say("server-case-title-help")),
        value: ask.form.typed("title").to_owned(),
        fault: fault.map(|fault| names.words(fault)),
        required: true,
        kind: Kind::Title,
        ..Field::default()
    };
    let times = html! { @for asked in asked { (moment(&worded(asked, &names), names.language)) } };
    let fields = html! {
        (step(1, true, &names.say("server-open-what"), &field(&title, names.language)))
        (step(2, false, &names.say("server-open-when"), &times))
        p.actions {
            (submit(&names.say("server-open-case"), Rank::Primary)) " "
            (submit_as(&names.say("server-show-clocks"), Rank::Quiet, "look", "clocks"))
        }
    };
    let preview = Card { id: "clocks".to_owned(), title: names.say("server-will-start"), caption: None };
    let heading = names.say("server-open-case");
    let main = html! {
        (page_head(&heading, &[names.say("server-open-sub")], &html! {}))
        div.columns {
            div.main { (framed_form(&frame, &fields)) }
            div.aside { (card(&preview, &clocks(house, ask, &names, asked)?)) }
        }
    };
    Ok(framed(house, ask, Here::Open, &heading, None, &main))
}

fn worded(asked: &Asked, names: &Names<'_>) -> Moment {
    let (label, help) = match asked.name {
        "happened" => ("server-when-happened", "server-when-happened-help"),
        _ => ("server-when-known", "server-when-known-help"),
    };
    let fault = asked.given.as_ref().err().map(|(part, fault)| (*part, names.words(fault)));
    Moment {
        name: asked.name.to_owned(),
        label: names.say(label),
        day: asked.day.clone(),
        time: asked.time.clone(),
        zone: zone_name(&names.plan.zone),
        answers: vec![Answer::At, Answer::Before, Answer::Unknown],
        answer: asked.answer,
        help: Some(names.say(help)),
        fault,
    }
}

/// The clocks that opening the case now would start: the plan is asked, and nothing is written.
fn clocks(house: &House, ask: &Ask, names: &Names<'_>, asked: &[Asked; 2]) -> Result<Markup, Refusal> {
    let plan = &house.config.plan;
    let who = ask.visitor.signed_in()?.acting(Right::Open, plan)?;
    let mut state = State::default();
    let decided = decide(&state, &command("?", asked), plan, &who, ask.now);
    let events = match decided {
        Ok(events) => events,
        Err(refusal) => return Ok(html! { p.fault { "▲ " (names.words(&refusal.message())) } }),
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
