//! The demonstration's inbox: what people reported, and the letters that left the house and were caught.

use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use messages::Message;
use plan::Right;

use super::demo;
use crate::ask::Ask;
use crate::demo::{CaughtLetter, Demo};
use crate::house::House;
use crate::look::button::{Rank, link};
use crate::look::card::{Card, card};
use crate::look::error::empty;
use crate::look::head::page_head;
use crate::look::notice::notice;
use crate::look::pill::{Tone, pill};
use crate::pages::frame::{Here, framed};
use crate::pages::names::Names;
use crate::reply::{Refusal, Reply};

/// A message that came in.
struct Report {
    /// How it came, and from whom.
    way: &'static str,
    from: &'static str,
    subject: &'static str,
    text: &'static str,
    /// Minutes before the demonstration began at which it came.
    came: i64,
    /// The same for what it tells of, where it tells.
    happened: Option<i64>,
}

/// Most letters that are listed: they differ in what leaked, and a few show it.
const SHOWN: usize = 12;

/// The plan's four ways in: our own people, customers, partners, an authority.
const REPORTS: &[Report] = &[
    Report {
        way: "demo-way-staff",
        from: "demo-staff-from",
        subject: "demo-staff-subject",
        text: "demo-staff-text",
        came: 4,
        happened: Some(11),
    },
    Report {
        way: "demo-way-partner",
        from: "demo-partner-from",
        subject: "demo-partner-subject",
        text: "demo-partner-text",
        came: 9,
        happened: None,
    },
    Report {
        way: "demo-way-customer",
        from: "demo-customer-from",
        subject: "demo-customer-subject",
        text: "demo-customer-text",
        came: 38,
        happened: None,
    },
    Report {
        way: "demo-way-regulator",
        from: "demo-regulator-from",
        subject: "demo-regulator-subject",
        text: "demo-regulator-text",
        came: 2,
        happened: None,
    },
];

/// `GET /demo/inbox`.
pub(in crate::pages) fn page(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let demo = demo(house)?;
    let names = Names::new(house.plan(), ask.language());
    let may_open = ask.visitor.signed_in()?.role_with(Right::Open, house.plan()).is_some();
    let title = names.say("demo-inbox");
    let main = html! {
        (page_head(&title, &[names.say("demo-inbox-sub")], &html! {}))
        (notice(Tone::Note, &html! { p { (names.say("demo-nobody-meant")) } }))
        div.columns {
            div.column {
                @for (place, report) in newest_first() { (one(place, report, demo, &names, ask.now, may_open)) }
            }
            div.column { (letters(demo, &names, ask.now)) }
        }
    };
    Ok(Reply::Page(framed(house, ask, Here::DemoInbox, &title, None, &main)))
}

/// The newest on top, as in every inbox.
fn newest_first() -> Vec<(usize, &'static Report)> {
    let mut reports: Vec<_> = REPORTS.iter().enumerate().collect();
    reports.sort_by_key(|(_, report)| report.came);
    reports
}

fn one(
    place: usize,
    report: &Report,
    demo: &Demo,
    names: &Names<'_>,
    now: Timestamp,
    may_open: bool,
) -> Markup {
    let came = before(demo, report.came);
    let subject = names.say(report.subject);
    let title = Card {
        id: format!("message-{place}"),
        title: subject.clone(),
        caption: Some(names.moment(came, now)),
    };
    card(
        &title,
        &html! {
            p { (pill(Tone::Quiet, &names.say(report.way))) " " (names.say(report.from)) }
            p { (names.say(report.text)) }
            @if may_open {
                p.actions { (link(&names.say("demo-open-from-this"), Rank::Quiet, &opening(report, &subject, demo, names))) }
            }
        },
    )
}

fn before(demo: &Demo, minutes: i64) -> Timestamp {
    demo.begun() - SignedDuration::from_mins(minutes)
}

/// The page that opens a case, with what the message tells already in its fields.
fn opening(report: &Report, subject: &str, demo: &Demo, names: &Names<'_>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("title", subject);
    let mut moment = |name: &str, minutes: Option<i64>| {
        let answer = if minutes.is_some() { "at" } else { "unknown" };
        query.append_pair(&format!("{name}-answer"), answer);
        if let Some(minutes) = minutes {
            let at = before(demo, minutes).to_zoned(names.plan.zone.clone());
            query.append_pair(&format!("{name}-day"), &at.strftime("%Y-%m-%d").to_string());
            query.append_pair(&format!("{name}-time"), &at.strftime("%H:%M").to_string());
        }
    };
    moment("happened", report.happened);
    moment("known", Some(report.came));
    format!("/cases/new?{}", query.finish())
}

/// Letters of the demonstration never leave this machine: they arrive here.
fn letters(demo: &Demo, names: &Names<'_>, now: Timestamp) -> Markup {
    let (letters, count) = demo.letters();
    let title = Card {
        id: "letters".to_owned(),
        title: names.say("demo-letters"),
        caption: Some(names.words(&Message::new("demo-letters-count").with("count", names.count(count)))),
    };
    let body = html! {
        @if letters.is_empty() { (empty(&names.say("demo-no-letters"), &html! {})) }
        @for letter in letters.iter().take(SHOWN) { (caught(letter, names, now)) }
    };
    card(&title, &body)
}

fn caught(letter: &CaughtLetter, names: &Names<'_>, now: Timestamp) -> Markup {
    html! {
        details.more {
            summary { (letter.subject) " " span.caption { (letter.to) " · " (names.moment(letter.at, now)) } }
            pre.letter-text { (letter.text) }
        }
    }
}
