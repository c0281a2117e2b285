//! Letters of a notice by e-mail: sent with one press, and shown as they stand — above all those of which nobody knows, and
//! the people whom no letter can reach.

use desk::{CaseFile, CaseRef, DeskError, LetterRow, LetterState, Wave, WaveState};
use maud::{Markup, html};
use messages::Message;
use notify::{Ask as Asked, Frame, LetterId, NotifyError, state_word};
use plan::{Channel, Notice, Right};

use super::Room;
use crate::ask::Ask;
use crate::house::House;
use crate::lister::Listing;
use crate::look::bars::share_of;
use crate::look::button::{Rank, submit};
use crate::look::field::{Choice, Field, Kind, field};
use crate::look::progress::{Progress, progress};
use crate::look::table::{Column, Row, Set, Table, table};
use crate::reply::{Refusal, Reply};

/// Most letters of a state that a page lists.
const SHOWN: u32 = 20;

/// A wave with the letters about which somebody has to do something.
pub(in crate::pages) struct Shown {
    wave: Wave,
    listed: Vec<(LetterState, Vec<Listed>)>,
}

/// A letter and the key of its customer in the register, where it can be told.
type Listed = (LetterRow, Option<String>);

/// How letters stand, for the page of notices.
pub(in crate::pages) struct Letters {
    waves: Vec<Shown>,
    /// Notices whose waves this server is listing, or could not list.
    listing: Vec<(String, Listing)>,
    /// Customers of the case: so many can be on a list.
    customers: u64,
    /// The server has a relay to hand them in to.
    has_relay: bool,
    fault: Option<Message>,
}

/// The letters of a case.
pub(super) fn of(house: &House, file: &CaseFile) -> Result<Letters, Refusal> {
    let case = &file.id;
    let shown = |wave: Wave| -> Result<Shown, DeskError> {
        let states =
            [LetterState::Uncertain, LetterState::WithoutAddress, LetterState::Refused, LetterState::Bounced];
        let listed = |state| -> Result<(LetterState, Vec<Listed>), DeskError> {
            let rows = house.desk.letters(&wave.row.id, state, 0, SHOWN)?;
            let keys = notify::customer_keys(&house.desk, &wave, &rows)?;
            Ok((state, rows.into_iter().zip(keys).collect()))
        };
        let listed = states.into_iter().map(listed).collect::<Result<_, DeskError>>()?;
        Ok(Shown { listed, wave })
    };
    let waves = house.desk.waves(case)?.into_iter().map(shown).collect::<Result<_, _>>()?;
    let listing = |notice: &Notice| Some((notice.id.clone(), house.lister.stands(case, &notice.id)?));
    let listing: Vec<(String, Listing)> = file.plan.notices.iter().filter_map(listing).collect();
    let customers = if listing.is_empty() { None } else { house.desk.customer_tally(case)? };
    Ok(Letters {
        waves,
        listing,
        customers: customers.map_or(0, |tally| tally.customers),
        has_relay: house.post.relay().is_some(),
        fault: house.post.fault(),
    })
}

/// The part of a notice's card that is about its letters; nothing where e-mail is not one of its ways.
pub(super) fn part(notice: &Notice, is_passed: bool, room: &Room<'_>) -> Markup {
    let Some(letters) = &room.letters else { return html! {} };
    if !notice.channels.contains(&Channel::Email) {
        return html! {};
    }
    let waves: Vec<&Shown> =
        letters.waves.iter().filter(|shown| shown.wave.row.notice == notice.id).collect();
    let under_way = waves.iter().any(|shown| shown.wave.row.state == WaveState::Released);
    let listing = letters.listing.iter().find(|(id, _)| *id == notice.id).map(|(_, stands)| stands);
    let is_listed = matches!(listing, Some(Listing::Running));
    if waves.is_empty() && !room.may(Right::Send) {
        return html! {};
    }
    html! {
        h3 { (room.names.say("server-letters")) }
        @if let (true, Some(fault)) = (under_way, &letters.fault) {
            div.error role="alert" { p { span aria-hidden="true" { "▲ " } (room.names.words(fault)) } }
        }
        @if let Some(Listing::Failed(why)) = listing {
            @let why = Message::new("server-letters-listing-failed").with("why", why.clone());
            div.error role="alert" { p { span aria-hidden="true" { "▲ " } (room.names.words(&why)) } }
        }
        @for shown in &waves {
            @if is_listed && shown.wave.row.state == WaveState::Listing { (coming(shown, letters.customers, room)) }
            @else { (wave(shown, room)) }
        }
        @if room.may(Right::Send) {
            @if !letters.has_relay { p.help { (room.names.say("server-letters-no-relay")) } }
            @else if is_listed { p.help { (room.names.say("server-letters-listing-help")) } }
            @else if under_way { (again(notice, room)) }
            @else if is_passed { (form(notice, room)) }
            @else { p.help { (room.names.say("server-letters-not-passed")) } }
        }
    }
}

/// A wave that is being listed: how many letters are prepared, of how many customers.
fn coming(shown: &Shown, customers: u64, room: &Room<'_>) -> Markup {
    let (names, row) = (&room.names, &shown.wave.row);
    let listed = row.letters();
    let done = Message::new("server-letters-listed")
        .with("done", names.count(listed))
        .with("of", names.count(customers.max(listed)));
    let job = Progress {
        id: format!("listing-{}", row.id),
        title: names.say("server-letters-listing"),
        share: (customers > 0).then(|| share_of(listed, customers.max(listed))),
        done: names.words(&done),
        rate: None,
        left: None,
        resumable: true,
    };
    progress(&job, names.language)
}

fn wave(shown: &Shown, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let row = &shown.wave.row;
    let stands = match row.state {
        WaveState::Listing => "server-letters-cut-off",
        WaveState::Released => "server-letters-released",
        WaveState::Ended => "server-letters-ended",
    };
    let states = LetterState::ALL.into_iter().filter(|state| row.count(*state) > 0);
    let count = |state: LetterState| Row {
        cells: vec![html! { (names.words(&state_word(state))) }, html! { (names.count(row.count(state))) }],
        ..Row::default()
    };
    let head = |key, set| Column { head: names.say(key), set };
    let counts = Table {
        caption: names.say("server-letters"),
        columns: vec![head("server-letters-state", Set::Text), head("server-letters-count", Set::Figure)],
        rows: states.map(count).collect(),
        footnotes: Vec::new(),
    };
    html! {
        p { (names.say(stands)) " · " (names.moment(shown.wave.as_of, room.now)) " · " span.mono { (row.id.chars().take(13).collect::<String>()) } }
        (table(&counts))
        @for (state, rows) in shown.listed.iter().filter(|(_, rows)| !rows.is_empty()) {
            (listed(&shown.wave, *state, rows, room))
        }
    }
}

/// Letters of one state, by the key of their customer as the list of customers has it: no person is looked up by a letter's number.
fn listed(wave: &Wave, state: LetterState, rows: &[Listed], room: &Room<'_>) -> Markup {
    let names = &room.names;
    let head = |key, set| Column { head: names.say(key), set };
    let from = wave.letter.get("from").and_then(|from| from.as_str()).unwrap_or_default();
    let id = |row: &LetterRow| {
        let (wave, number, way, person) = (wave.row.id.clone(), row.number, row.way, row.person);
        LetterId { wave, number, way, person }.in_domain(notify::domain(from))
    };
    let line = |(row, customer): &Listed| Row {
        cells: vec![
            html! { (customer.as_deref().unwrap_or("–")) },
            html! { (row.number) },
            html! { (row.code.as_deref().unwrap_or("–")) },
            html! { @if state != LetterState::WithoutAddress { (id(row)) } @else { "–" } },
        ],
        ..Row::default()
    };
    let more = wave.row.count(state).saturating_sub(rows.len() as u64);
    let more = Message::new("server-letters-more").with("count", names.count(more));
    let caption = names.words(&state_word(state));
    let shown = Table {
        columns: vec![
            head("server-sheet-key", Set::Mono),
            head("server-letters-number", Set::Mono),
            head("server-letters-code", Set::Mono),
            head("server-letters-message-id", Set::Mono),
        ],
        rows: rows.iter().map(line).collect(),
        footnotes: if wave.row.count(state) > rows.len() as u64 {
            vec![names.words(&more)]
        } else {
            Vec::new()
        },
        caption: caption.clone(),
    };
    html! {
        details.more open[state == LetterState::Uncertain] {
            summary { (caption) " (" (names.count(wave.row.count(state))) ")" }
            (table(&shown))
        }
    }
}

fn hidden(notice: &Notice, room: &Room<'_>) -> Markup {
    html! { (room.hidden()) input type="hidden" name="notice" value=(notice.id); }
}

fn address(room: &Room<'_>) -> String {
    format!("/cases/{}/letters", room.view.case.number)
}

/// A wave under way goes on by itself; after a fault somebody says when.
fn again(notice: &Notice, room: &Room<'_>) -> Markup {
    let label = room.names.say("server-letters-go-on");
    html! { form.form method="post" action=(address(room)) { (hidden(notice, room)) (submit(&label, Rank::Quiet)) } }
}

fn form(notice: &Notice, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let typed = |name: &str| room.ask.form.typed(name).to_owned();
    let asked = |name: String, label: String, help: Option<String>, required| Field {
        id: format!("{}-{name}", notice.id),
        value: typed(&name),
        name,
        label,
        help,
        required,
        ..Field::default()
    };
    let completes = asked(
        "completes".to_owned(),
        names.say("server-letters-completes"),
        Some(names.say("server-letters-completes-help")),
        false,
    );
    let again = Field {
        id: format!("{}-again", notice.id),
        name: "again".to_owned(),
        label: names.say("server-letters-again"),
        headed: true,
        kind: Kind::Any(vec![Choice {
            value: "yes".to_owned(),
            label: names.say("server-letters-again"),
            chosen: typed("again") == "yes",
        }]),
        ..Field::default()
    };
    html! {
        form.form method="post" action=(address(room)) data-keep {
            (hidden(notice, room))
            (field(&asked("sender".to_owned(), names.say("server-letters-sender"), None, false), names.language))
            (field(&completes, names.language))
            (field(&again, names.language))
            (submit(&names.say("server-letters-send"), Rank::Primary))
        }
    }
}

/// `POST /cases/{case}/letters`: begins a wave, which is listed and sent behind the page, or calls the sender again for one that is
/// under way. A second press changes nothing.
pub(in crate::pages) fn send(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let Ok(case) = ask.part("case").parse::<CaseRef>();
    let id = house.desk.find(&case)?;
    let file = house.desk.case(&id)?;
    let known = ask.form.get("notice").and_then(|notice| file.plan.notice(notice));
    let (notice, relay) = (known.ok_or(Refusal::NotFound)?, house.post.relay().ok_or(Refusal::NotFound)?);
    let who = ask.visitor.signed_in()?.acting(Right::Send, &file.plan)?;
    let under_way = |wave: &Wave| wave.row.notice == notice.id && wave.row.state == WaveState::Released;
    if house.desk.waves(&id)?.iter().any(under_way) {
        house.post.call();
    } else {
        let asked = Asked {
            notice: &notice.id,
            frame: frame(notice, &relay.from, ask),
            completes: ask.form.get("completes"),
            again: ask.form.get("again").is_some(),
            who: &who,
            now: ask.now,
        };
        let begin = || match house.desk.customer_tally(&id)? {
            None => Err(DeskError::NoCustomers.into()),
            Some(_) => notify::begin(&house.desk, &id, &asked),
        };
        match house.lister.start(&id, &notice.id, begin) {
            // Somebody else's was listed and released between the look above and now: theirs goes on.
            Ok(()) | Err(NotifyError::Desk(DeskError::WaveUnderWay { .. })) => house.post.call(),
            Err(NotifyError::Desk(error @ DeskError::NoRight { .. })) => return Err(error.into()),
            Err(error) => return super::super::act::again(house, ask, &error.message()),
        }
    }
    house.hub.tell(id.as_str());
    Ok(Reply::SeeOther(format!("/cases/{}/notices", file.number)))
}

/// What the letters of a notice are drawn up with, as the form has it.
fn frame(notice: &Notice, from: &str, ask: &Ask) -> Frame {
    let text = |field: &plan::Field| {
        let name = format!("field-{}", field.id);
        Some((field.id.clone(), ask.form.get(&name)?.to_owned()))
    };
    Frame {
        from: from.to_owned(),
        sender: ask.form.get("sender").map(str::to_owned),
        language: notice.languages.first().cloned().unwrap_or_default(),
        by_hand: notice.fields.iter().filter_map(text).collect(),
    }
}
