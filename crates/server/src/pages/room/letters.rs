//! Letters of a notice by e-mail: sent with one press, and shown as they stand — above all those of which nobody knows, and
//! the people whom no letter can reach.

use desk::{CaseFile, CaseRef, DeskError, LetterRow, LetterState, Settled, Wave, WaveState};
use maud::{Markup, html};
use messages::{Language, Message};
use notify::{Ask as Asked, Frame, LetterId, NotifyError, state_word};
use plan::{Channel, Notice, Right};

use super::Room;
use crate::ask::Ask;
use crate::house::House;
use crate::lister::Listing;
use crate::look::bars::share_of;
use crate::look::button::{Rank, submit};
use crate::look::field::{Choice, Field, Kind, field};
use crate::look::page::own_name;
use crate::look::progress::{Progress, progress};
use crate::look::table::{Column, Row, Set, Table, table};
use crate::reply::{Refusal, Reply};

/// What somebody found out about an uncertain letter.
const TOLD: &str = "told";
const NOT_TOLD: &str = "not-told";

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
    /// What stopped the last round, and whether time alone may mend it.
    fault: Option<(Message, bool)>,
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
pub(super) fn part(notice: &Notice, is_passed: bool, rank: Rank, room: &Room<'_>) -> Markup {
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
        @if let (true, Some((fault, _))) = (under_way, &letters.fault) {
            div.error role="alert" { p { span aria-hidden="true" { "▲ " } (room.names.words(fault)) } }
        }
        @if let Some(Listing::Failed(why)) = listing {
            @let why = Message::new("server-letters-listing-failed").with("why", why.clone());
            div.error role="alert" { p { span aria-hidden="true" { "▲ " } (room.names.words(&why)) } }
        }
        @for shown in &waves {
            @if is_listed && shown.wave.row.state == WaveState::Listing { (coming(shown, letters.customers, room)) }
            @else { (wave(shown, letters, room)) }
        }
        @if room.may(Right::Send) {
            @if !letters.has_relay { p.help { (room.names.say("server-letters-no-relay")) } }
            @else if is_listed { p.help { (room.names.say("server-letters-listing-help")) } }
            @else if under_way { (again(notice, room)) }
            @else if is_passed && is_sent(&waves) { (another(notice, room)) }
            @else if is_passed { (form(notice, rank, room)) }
            @else { p.help { (room.names.say("server-letters-not-passed")) } }
        }
    }
}

/// Whether a wave of a passed notice can be begun from the page now.
pub(super) fn can_begin(notice: &Notice, room: &Room<'_>) -> bool {
    let Some(letters) = room.letters.as_ref().filter(|letters| letters.has_relay) else { return false };
    let of_notice = |shown: &&Shown| shown.wave.row.notice == notice.id;
    let busy =
        letters.waves.iter().filter(of_notice).any(|shown| shown.wave.row.state == WaveState::Released);
    let listing =
        letters.listing.iter().any(|(id, stands)| *id == notice.id && matches!(stands, Listing::Running));
    let of_it: Vec<&Shown> = letters.waves.iter().filter(of_notice).collect();
    notice.channels.contains(&Channel::Email) && !busy && !listing && !is_sent(&of_it)
}

/// Letters of it went out: nobody is to take what is left of the form for a thing to do.
fn is_sent(waves: &[&Shown]) -> bool {
    waves.iter().any(|shown| {
        shown.wave.row.state == WaveState::Ended && shown.wave.row.count(LetterState::Accepted) > 0
    })
}

/// The form again, for those whom no letter has reached yet.
fn another(notice: &Notice, room: &Room<'_>) -> Markup {
    html! {
        details.more open[room.fault.is_some()] {
            summary { (room.names.say("server-letters-another")) }
            (form(notice, Rank::Quiet, room))
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

fn wave(shown: &Shown, letters: &Letters, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let row = &shown.wave.row;
    let stands = match row.state {
        WaveState::Listing => "server-letters-cut-off",
        // A wave that stands still is never said to be on its way.
        WaveState::Released => match &letters.fault {
            None if letters.has_relay => "server-letters-released",
            Some((_, true)) => "server-letters-waiting",
            _ => "server-letters-stopped",
        },
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
        @if row.count(LetterState::Uncertain) > 0 && room.may(Right::Send) { (settle_form(&shown.wave, room)) }
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
            summary { (caption) " · " (names.count(wave.row.count(state))) }
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

fn form(notice: &Notice, rank: Rank, room: &Room<'_>) -> Markup {
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
            (tongues(notice, &typed("tongue"), room))
            (field(&asked("sender".to_owned(), names.say("server-letters-sender"), Some(names.say("server-letters-sender-help")), false), names.language))
            (field(&completes, names.language))
            (field(&again, names.language))
            (submit(&names.say("server-letters-send"), rank))
        }
    }
}

/// The language that was chosen, if the notice has it; else its first.
fn tongue(notice: &Notice, chosen: &str) -> Option<String> {
    notice.languages.iter().find(|tag| *tag == chosen).or(notice.languages.first()).cloned()
}

/// In which of the notice's languages the letters are written; nothing to ask where it has one.
fn tongues(notice: &Notice, typed: &str, room: &Room<'_>) -> Markup {
    let chosen = tongue(notice, typed);
    let choice = |tag: &String| Choice {
        value: tag.clone(),
        label: tag.parse::<Language>().map_or_else(|_| tag.clone(), |known| own_name(known).to_owned()),
        chosen: chosen.as_ref() == Some(tag),
    };
    let asked = Field {
        id: format!("{}-tongue", notice.id),
        name: "tongue".to_owned(),
        label: room.names.say("server-letters-tongue"),
        kind: Kind::One(notice.languages.iter().map(choice).collect()),
        ..Field::default()
    };
    html! { @if notice.languages.len() > 1 { (field(&asked, room.names.language)) } }
}

/// What somebody found out about letters of which nobody knew: in the relay's log, say.
fn settle_form(wave: &Wave, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let id = format!("settle-{}", wave.row.id);
    let choice = |(value, key): (&str, &'static str)| Choice {
        value: value.to_owned(),
        label: names.say(key),
        chosen: room.typed(&id, "outcome") == value,
    };
    let outcomes = [(TOLD, "server-letters-settle-told"), (NOT_TOLD, "server-letters-settle-not-told")];
    let outcome = Field {
        id: format!("{id}-outcome"),
        name: "outcome".to_owned(),
        label: names.say("server-letters-settle-outcome"),
        required: true,
        kind: Kind::One(outcomes.map(choice).into()),
        ..Field::default()
    };
    let numbers = Field {
        id: format!("{id}-numbers"),
        name: "numbers".to_owned(),
        label: names.say("server-letters-settle-numbers"),
        help: Some(names.say("server-letters-settle-numbers-help")),
        value: room.typed(&id, "numbers").to_owned(),
        ..Field::default()
    };
    html! {
        details.more open[room.refused(&id).is_some()] {
            summary { (names.say("server-letters-settle")) }
            form.form id=(id) method="post" action={ (address(room)) "/settle" } data-keep {
                (room.hidden_in(&id))
                input type="hidden" name="wave" value=(wave.row.id);
                (field(&outcome, names.language))
                (field(&numbers, names.language))
                (room.reason(&id))
                p.actions { (submit(&names.say("server-letters-settle-button"), Rank::Quiet)) }
            }
        }
    }
}

/// `POST /cases/{case}/letters/settle`: `wave`, `outcome` (`told`, `not-told`), `numbers` (empty: all that are uncertain), `reason`.
pub(in crate::pages) fn settle(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let Ok(case) = ask.part("case").parse::<CaseRef>();
    let id = house.desk.find(&case)?;
    let plan = house.desk.case(&id)?.plan;
    let who = ask.visitor.signed_in()?.acting(Right::Send, &plan)?;
    let again = |fault: Message| super::super::act::again(house, ask, &fault);
    let waves = house.desk.waves(&id)?;
    let wave =
        waves.into_iter().find(|wave| wave.row.id == ask.form.typed("wave")).ok_or(Refusal::NotFound)?;
    let settled = match ask.form.get("outcome") {
        Some(TOLD) => Settled::Accepted,
        Some(NOT_TOLD) => Settled::NotSent,
        _ => return again(Message::new("server-letters-settle-which")),
    };
    let numbers = match numbers(ask.form.typed("numbers")) {
        Ok(numbers) => numbers,
        Err(given) => return again(Message::new("server-letters-settle-unreadable").with("given", given)),
    };
    let uncertain = house.desk.letters(&wave.row.id, LetterState::Uncertain, 0, u32::MAX)?;
    let is_uncertain = |number: &&u64| uncertain.iter().any(|row| row.number == **number);
    if let Some(other) = numbers.iter().find(|number| !is_uncertain(number)) {
        return again(Message::new("server-letters-settle-not-uncertain").with("number", *other));
    }
    match house.desk.settle_letters(&wave, &numbers, settled, ask.form.typed("reason"), &who, ask.now) {
        Ok(_) => {
            house.hub.tell(id.as_str());
            Ok(Reply::SeeOther(ask.page.clone()))
        }
        Err(error @ DeskError::NoReason) => again(error.message()),
        Err(error) => Err(error.into()),
    }
}

/// Numbers of letters as somebody writes them down; the first word that is none, if there is one.
fn numbers(typed: &str) -> Result<Vec<u64>, String> {
    let words = typed.split([',', '\u{ff0c}', '\u{3001}', ';', ' ', '\n', '\r', '\t']);
    let words = words.map(str::trim).filter(|word| !word.is_empty());
    words.map(|word| word.parse().map_err(|_| word.to_owned())).collect()
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
        language: tongue(notice, ask.form.typed("tongue")).unwrap_or_default(),
        by_hand: notice.fields.iter().filter_map(text).collect(),
    }
}
