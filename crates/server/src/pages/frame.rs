//! What stands around every page: who reads it, where they can go, what waits there.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use messages::{Language, Message};
use plan::Right;

use super::names::Names;
use crate::ask::Ask;
use crate::house::House;
use crate::look::icon::Icon;
use crate::look::notice::notice;
use crate::look::page::{Frame, Place, Reader, Section, Theme, page};
use crate::look::pill::Tone;
use crate::once;
use crate::visitor::Visitor;

/// A sentence of ours in a language.
pub(super) fn say(language: Language, key: &'static str) -> String {
    Message::new(key).in_language(language)
}

/// A place of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Here {
    /// The list of cases, or one of them.
    Cases,
    /// Opening a case.
    Open,
    /// The plan.
    Plan,
    /// The journal.
    Journal,
    /// The list of people.
    People,
    /// What came in, in a demonstration.
    DemoInbox,
    /// Whose place can be taken, in a demonstration.
    DemoPeople,
}

/// A page for somebody who is signed in.
pub(super) fn framed(
    house: &House,
    ask: &Ask,
    here: Here,
    title: &str,
    live: Option<String>,
    main: &Markup,
) -> Markup {
    let language = ask.language();
    let moment = |at| Names::new(&house.config.plan, language).moment(at, ask.now);
    let done_before = once::said(house, &ask.query, moment).map(|said| said.in_language(language));
    let frame = Frame {
        language,
        title: title.to_owned(),
        sections: sections(house, &ask.visitor, here),
        reader: reader(house, &ask.visitor, &ask.page),
        theme: theme(&ask.visitor),
        live,
        now: ask.now,
    };
    let guide = super::demo::guide(house, ask);
    if guide.is_none() && done_before.is_none() {
        return page(&frame, main);
    }
    let said = html! {
        @if let Some(guide) = guide { (guide) }
        @if let Some(said) = done_before { (notice(Tone::Note, &html! { p role="status" { (said) } })) }
        (main)
    };
    page(&frame, &said)
}

/// What is said where a page shows again what its reader had typed before their session ended.
pub(super) fn kept_words(ask: &Ask) -> Option<Message> {
    ask.kept.then(|| Message::new("server-kept"))
}

/// A page without navigation: for somebody who is not signed in, or may not see what they asked for. Whoever is signed in can leave.
pub(super) fn bare(
    visitor: &Visitor,
    target: &str,
    title: &str,
    now: jiff::Timestamp,
    main: &Markup,
) -> Markup {
    let signed_in = visitor.signed_in.as_ref();
    let reader = Reader {
        role: signed_in.map(|signed_in| signed_in.person.name.clone()).unwrap_or_default(),
        zone: String::new(),
        settings: "/settings".to_owned(),
        sign_out: signed_in.map(|_| "/sign-out".to_owned()),
        csrf: signed_in.map(crate::visitor::SignedIn::form_token).unwrap_or_default(),
        back: target.to_owned(),
    };
    let frame = Frame {
        language: visitor.language,
        title: title.to_owned(),
        sections: Vec::new(),
        reader,
        theme: theme(visitor),
        live: None,
        now,
    };
    page(&frame, main)
}

fn theme(visitor: &Visitor) -> Theme {
    visitor.theme.map_or(Theme::System, Theme::from_word)
}

fn reader(house: &House, visitor: &Visitor, target: &str) -> Reader {
    let plan = &house.config.plan;
    let signed_in = visitor.signed_in.as_ref();
    let role = signed_in.and_then(|signed_in| {
        let role = signed_in.person.roles.iter().find_map(|role| plan.role(role))?;
        Some(plan.text(&role.title, visitor.language.tag()).to_owned())
    });
    Reader {
        role: role.or_else(|| signed_in.map(|signed_in| signed_in.person.name.clone())).unwrap_or_default(),
        zone: zone_name(&plan.zone),
        settings: "/settings".to_owned(),
        sign_out: signed_in.map(|_| "/sign-out".to_owned()),
        csrf: signed_in.map(crate::visitor::SignedIn::form_token).unwrap_or_default(),
        back: target.to_owned(),
    }
}

pub(super) fn zone_name(zone: &TimeZone) -> String {
    zone.iana_name().unwrap_or("UTC").to_owned()
}

fn sections(house: &House, visitor: &Visitor, here: Here) -> Vec<Section> {
    let Some(signed_in) = &visitor.signed_in else { return Vec::new() };
    let language = visitor.language;
    let place = |key, href: &str, this, tab| Place {
        label: say(language, key),
        href: href.to_owned(),
        current: here == this,
        waits: None,
        tab,
    };
    let holds = |right| signed_in.role_with(right, &house.config.plan).is_some();
    let mut places = Vec::new();
    if holds(Right::Read) {
        places.push(place("server-place-cases", "/", Here::Cases, Some(Icon::Triangle)));
        places.push(place("server-place-plan", "/plan", Here::Plan, Some(Icon::Book)));
        places.push(place("server-place-journal", "/journal", Here::Journal, None));
    }
    if holds(Right::Open) {
        places.push(place("server-place-open", "/cases/new", Here::Open, Some(Icon::Bell)));
    }
    let mut sections = vec![Section { name: None, places }];
    if house.config.demo.is_some() {
        let places = vec![
            place("demo-inbox", "/demo/inbox", Here::DemoInbox, Some(Icon::Sheet)),
            place("demo-people", "/demo/people", Here::DemoPeople, None),
        ];
        sections.push(Section { name: Some(say(language, "demo-mark")), places });
    }
    if signed_in.person.keeper {
        let places = vec![place("server-place-people", "/people", Here::People, None)];
        sections.push(Section { name: Some(say(language, "server-section-house")), places });
    }
    sections
}
