//! The room of a case: its head and clocks on every page, and one page for each part. A part is a file of this folder with
//! a function that takes the [`Room`] and gives its body; [`PARTS`] names them.

mod by_hand;
pub(super) mod customers;
mod decisions;
mod duties;
pub(super) mod evidence;
pub(super) mod exposure;
mod facts;
mod filings;
mod gate;
pub(super) mod letters;
mod notices;
mod overview;
pub(super) mod record;
pub(super) mod sent;
pub(super) mod timeline;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use desk::{CaseFile, CaseRef, Look};
use incident::Outlook;
use jiff::Timestamp;
use maud::{Markup, html};
use messages::Message;
use views::{CaseView, Duty, DutyState};

use super::frame::{Here, framed, kept_words};
use super::names::Names;
use crate::ask::{Ask, Fields};
use crate::house::House;
use crate::look::button::{Rank, link};
use crate::look::clock::{Clock, clock_card};
use crate::look::field::{Choice, Field, Kind, field};
use crate::look::head::{CaseHead, case_head};
use crate::look::level::{Level, Standing};
use crate::look::notice::notice;
use crate::look::pill::Tone;
use crate::look::tabs::{Tab, tabs};
use crate::reply::{Refusal, Reply};
use crate::shared::{Fresh, Key};
use crate::uploads::Upload;
use crate::visitor::SignedIn;

pub(super) use duties::clock;

/// A part of the room.
struct Part {
    /// Its word in the address; the overview has none.
    word: &'static str,
    /// Key of its name.
    name: &'static str,
    /// How many there are of what it shows.
    count: fn(&Room<'_>) -> Option<u64>,
    /// Its body.
    body: fn(&Room<'_>) -> Markup,
    /// It hangs on the case, the moment, the reader's roles and language alone: made once for all who see it alike.
    shared: bool,
}

const PARTS: &[Part] = &[
    Part { word: "", name: "server-part-overview", count: |_| None, body: overview::body, shared: true },
    Part {
        word: "duties",
        name: "server-part-duties",
        count: duties::count,
        body: duties::body,
        shared: true,
    },
    Part { word: "facts", name: "server-part-facts", count: |_| None, body: facts::body, shared: true },
    Part {
        word: "exposure",
        name: "server-part-exposure",
        count: |_| None,
        body: exposure::body,
        shared: false,
    },
    Part {
        word: "evidence",
        name: "server-part-evidence",
        count: evidence::count,
        body: evidence::body,
        shared: false,
    },
    Part {
        word: "filings",
        name: "server-part-filings",
        count: filings::count,
        body: filings::body,
        shared: false,
    },
    Part {
        word: "notices",
        name: "server-part-notices",
        count: notices::count,
        body: notices::body,
        shared: false,
    },
    Part { word: "gate", name: "server-part-gate", count: |_| None, body: gate::body, shared: false },
    Part {
        word: "timeline",
        name: "server-part-timeline",
        count: |_| None,
        body: timeline::body,
        shared: false,
    },
    Part { word: "record", name: "server-part-record", count: |_| None, body: record::body, shared: false },
];

/// A case as its pages see it.
pub(super) struct Room<'a> {
    pub(super) view: CaseView,
    pub(super) names: Names<'a>,
    pub(super) now: Timestamp,
    pub(super) ask: &'a Ask,
    pub(super) visitor: &'a SignedIn,
    pub(super) file: &'a CaseFile,
    /// Leaks on their way in, or counted since the server started.
    pub(super) uploads: Vec<(String, Arc<Upload>)>,
    /// Leaks that had arrived when the server died over them, where that is shown.
    pub(super) lost: Vec<store::Arrived>,
    /// Who took evidence or the list of customers out, where that is shown.
    pub(super) looks: Vec<Look>,
    /// What the leaks of the case told; only where that is shown.
    pub(super) told: Option<exposure::Told>,
    /// Letters to customers, where the part shows them.
    pub(super) letters: Option<letters::Letters>,
    /// Whether filed reports are those that left, where the part shows them: by the position of the filing.
    pub(super) filed: BTreeMap<u64, filings::Left>,
    /// Where its forms come back to.
    pub(super) part: &'static str,
    /// What was wrong with the form that was just sent.
    pub(super) fault: Option<String>,
    /// A form into which nothing was typed.
    pub(super) blank: Fields,
    /// What the case would do now, once somebody asks.
    outlook: OnceCell<Outlook<'a>>,
}

impl<'a> Room<'a> {
    /// What the case would do now, for acts that are offered.
    pub(super) fn outlook(&self) -> &Outlook<'a> {
        self.outlook.get_or_init(|| Outlook::at(&self.file.state, self.names.plan, self.now))
    }

    /// Where a form of an act goes.
    pub(super) fn act(&self, act: &str) -> String {
        format!("/cases/{}/acts/{act}", self.view.case.number)
    }

    /// What every form carries: the session's token, and the part to come back to.
    pub(super) fn hidden(&self) -> Markup {
        html! {
            input type="hidden" name="csrf" value=(self.visitor.form_token());
            input type="hidden" name="back" value=(self.part);
            // An act from this page is held against what others did since.
            input type="hidden" name="seen" value=(self.file.state.version);
        }
    }

    /// The form `id` that takes something of the case back with a reason: the act, what it names, what opens it, its button.
    pub(super) fn takes_back(
        &self,
        id: &str,
        act: &str,
        (name, value): (&str, &str),
        opens: &Markup,
        button: &Markup,
    ) -> Markup {
        self.takes_back_with(id, act, (name, value), opens, button, &html! {})
    }

    /// The same, with more to say or to ask before the reason.
    pub(super) fn takes_back_with(
        &self,
        id: &str,
        act: &str,
        (name, value): (&str, &str),
        opens: &Markup,
        button: &Markup,
        more: &Markup,
    ) -> Markup {
        html! {
            details.more open[self.refused(id).is_some()] {
                summary { (opens) }
                form.form id=(id) method="post" action=(self.act(act)) data-keep {
                    (self.hidden_in(id))
                    input type="hidden" name=(name) value=(value);
                    (more)
                    (self.reason(id))
                    p.actions { button.button.quiet type="submit" { (button) } }
                }
            }
        }
    }

    /// As [`Room::hidden`], for the form with this id: refused, it comes back with what was typed and why, at its own place.
    pub(super) fn hidden_in(&self, form: &str) -> Markup {
        html! { (self.hidden()) input type="hidden" name="place" value=(form); }
    }

    /// What was wrong with the form of this id, if it is the one that was just refused.
    pub(super) fn refused(&self, form: &str) -> Option<&str> {
        self.fault.as_deref().filter(|_| self.ask.form.get("place") == Some(form))
    }

    /// What was typed into the form of this id, if it is the one that was just refused.
    pub(super) fn typed(&self, form: &str, name: &str) -> &str {
        self.refused(form).map_or("", |_| self.ask.form.typed(name))
    }

    /// The field for a reason, in the form of this id; what was wrong with the form stands here.
    pub(super) fn reason(&self, form: &str) -> Markup {
        let asked = Field {
            id: format!("{form}-reason"),
            name: "reason".to_owned(),
            label: self.names.say("look-reason"),
            value: self.typed(form, "reason").to_owned(),
            fault: self.refused(form).map(str::to_owned),
            required: true,
            kind: Kind::Lines { rows: 2 },
            ..Field::default()
        };
        field(&asked, self.names.language)
    }

    /// The evidence of the case to choose from, in the form of this id; nothing where there is none.
    pub(super) fn evidence_choices(&self, form: &str, help: Option<String>) -> Markup {
        let typed: Vec<&str> =
            self.refused(form).map(|_| self.ask.form.all("evidence").collect()).unwrap_or_default();
        let choice = |evidence: &views::EvidenceView| Choice {
            value: evidence.id.clone(),
            label: format!("{} {}", evidence.id, evidence.name),
            chosen: typed.contains(&evidence.id.as_str()),
        };
        let asked = Field {
            id: format!("{form}-evidence"),
            name: "evidence".to_owned(),
            label: self.names.say("server-evidence-behind"),
            help,
            kind: Kind::Any(self.view.evidence.iter().map(choice).collect()),
            ..Field::default()
        };
        html! { @if !self.view.evidence.is_empty() { (field(&asked, self.names.language)) } }
    }

    /// Whether the visitor may.
    pub(super) fn may(&self, right: plan::Right) -> bool {
        use plan::Right::{Decide, Export, Read, ReadPersonal};
        // In a closed case nothing is worked on: it is read, proved, or opened again.
        let is_open = self.closed_at().is_none() || matches!(right, Read | ReadPersonal | Export | Decide);
        is_open && self.visitor.role_with(right, self.names.plan).is_some()
    }

    /// Whether the visitor may take evidence in and pass it on: in a closed case too.
    pub(super) fn may_add(&self) -> bool {
        self.visitor.role_with(plan::Right::StateFact, self.names.plan).is_some()
    }

    /// Since when the case is closed.
    pub(super) fn closed_at(&self) -> Option<Timestamp> {
        self.file.state.states.get(&plan::State::Closed).copied()
    }

    /// The visitor's roles whose word would count; none in a closed case.
    pub(super) fn roles_with(&self, right: plan::Right) -> impl Iterator<Item = &str> {
        let is_open = self.closed_at().is_none();
        self.visitor.roles_with(right, self.names.plan).filter(move |_| is_open)
    }

    /// An id of evidence, leading to it.
    pub(super) fn cited(&self, evidence: &str) -> Markup {
        html! { a.evidence href={ "/cases/" (self.view.case.number) "/evidence#" (evidence) } { (evidence) } }
    }

    /// Duties that are owed or may be, soonest first.
    pub(super) fn open_duties(&self) -> impl Iterator<Item = &Duty> {
        self.view.obligations.iter().filter(|duty| is_open(duty))
    }
}

/// It is owed, or may be.
fn is_open(duty: &Duty) -> bool {
    matches!(duty.state, DutyState::Running | DutyState::Soon | DutyState::Late | DutyState::Undetermined)
}

/// `GET /cases/{case}` and `GET /cases/{case}/{part}`.
pub(super) fn show(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    Ok(Reply::Page(page(house, ask, ask.part("part"), kept_words(ask).as_ref())?))
}

/// A part of the room, with what was wrong with an act that was just refused.
pub(super) fn page(house: &House, ask: &Ask, word: &str, fault: Option<&Message>) -> Result<Markup, Refusal> {
    let part = PARTS.iter().find(|part| part.word == word).ok_or(Refusal::NotFound)?;
    // Asked for before the case is read: what comes after it is news to this page.
    let mark = house.hub.mark();
    let file = file(house, ask)?;
    let main = match fault {
        None if part.shared => shared(house, ask, &file, part)?,
        fault => {
            let mut room = entered(house, ask, &file, part.word)?;
            room.fault = fault.map(|fault| room.names.words(fault));
            main(&room, part)
        }
    };
    let live = Some(format!("/cases/{}/live?since={mark}", file.number));
    let title = file.state.opening.as_ref().map_or("", |opening| opening.title.as_str());
    let part = Message::new(part.name).in_language(ask.language());
    let title = format!("{part} · {}", messages::one_line(title));
    Ok(framed(house, ask, Here::Cases, &title, live, &main))
}

/// What stands between the frame and the foot.
fn main(room: &Room<'_>, part: &Part) -> Markup {
    let body = (part.body)(room);
    html! {
        (head(room))
        @if let Some(fault) = untold(room, &body) { (fault) }
        (clocks(room))
        (parts(room, part))
        div.column id="part" { (body) }
    }
}

/// The same, made once for all who see it alike, and again when the case changes or a clock turns.
fn shared(house: &House, ask: &Ask, file: &CaseFile, part: &Part) -> Result<Markup, Refusal> {
    let visitor = ask.visitor.signed_in()?;
    let key = Key {
        case: file.id.to_string(),
        part: part.word,
        language: ask.language(),
        roles: visitor.person.roles.clone(),
    };
    let make = || {
        let anybody = house.shared.anybody(&key, ask.now);
        let room = entered(house, &anybody, file, part.word)?;
        Ok(Fresh { version: file.state.version, turns: turns(&room), text: main(&room, part) })
    };
    house.shared.text(key.clone(), (file.state.version, ask.now), &visitor.form_token(), make)
}

/// The next moment at which a word of the room turns without anything being written: a clock or a task is soon due, due or late, or a
/// day ends, so that moments of today are told with their day.
fn turns(room: &Room<'_>) -> Timestamp {
    let past = |due: Timestamp| due.checked_add(jiff::SignedDuration::from_micros(1)).unwrap_or(due);
    let duties = room.open_duties().flat_map(|duty| [duties::soon_from(duty), duty.due, past(duty.due)]);
    let tasks = room.view.tasks.iter().filter_map(|task| task.due).flat_map(|due| [due, past(due)]);
    let today = room.now.to_zoned(room.names.plan.zone.clone());
    let tomorrow = today.tomorrow().and_then(|day| day.start_of_day()).map(|day| day.timestamp());
    let moments = duties.chain(tasks).chain(tomorrow).filter(|moment| *moment > room.now);
    moments.min().unwrap_or(Timestamp::MAX)
}

/// Fields into which people write sentences.
const WRITTEN: &[&str] =
    &["reason", "text", "source", "note", "title", "channel", "receipt", "sender", "completes", "at"];

/// What was wrong with a form that does not say it by itself: one without a name, or one that no longer stands on the page
/// because somebody else was first. What was typed into it is shown, so that nobody types it twice.
fn untold(room: &Room<'_>, body: &Markup) -> Option<Markup> {
    let fault = room.fault.as_deref()?;
    let names = &room.names;
    let place = room.ask.form.get("place");
    if place.is_some_and(|place| body.0.contains(&format!("id=\"{place}\""))) {
        return None;
    }
    let lost = |typed: &&str| !typed.trim().is_empty() && !body.0.contains(&html! { (typed) }.0);
    let typed: Vec<&str> = WRITTEN.iter().map(|name| room.ask.form.typed(name)).filter(lost).collect();
    Some(notice(
        Tone::Bad,
        &html! {
            p role="alert" { (fault) }
            @if !typed.is_empty() {
                p.help { (names.say("server-typed-is-kept")) }
                @for text in typed { p.copy { (text) } }
            }
        },
    ))
}

/// `GET /cases/{case}/{part}/{paper}/{format}`: a paper of the case.
pub(super) fn paper(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let file = file(house, ask)?;
    let room = entered(house, ask, &file, "")?;
    match ask.part("part") {
        "filings" => filings::paper(house, &room, ask.part("paper"), ask.part("format")),
        "notices" => notices::paper(&room, ask.part("paper"), ask.part("format")),
        _ => Err(Refusal::NotFound),
    }
}

/// The case, for whoever may read it by its own plan. Pages that come back after a refused act pass here too.
fn file(house: &House, ask: &Ask) -> Result<CaseFile, Refusal> {
    let reader = ask.visitor.signed_in()?;
    reader.acting(plan::Right::Read, &house.config.plan)?;
    let Ok(case) = ask.part("case").parse::<CaseRef>();
    let id = house.desk.find(&case)?;
    let file = house.desk.case(&id)?;
    reader.acting(plan::Right::Read, &file.plan)?;
    Ok(file)
}

/// The case as the desk keeps it folded: nothing is folded again for a look, and of the record only what papers and gates
/// ask for is made into data. The timeline makes its own rows, of the page shown.
fn as_folded(file: &CaseFile, now: Timestamp) -> Result<CaseView, incident::stored::Fault> {
    views::case_folded(&file.folded(), &[documents::RECORD, &[gate::PROPOSED]].concat(), now)
}

fn entered<'a>(
    house: &House,
    ask: &'a Ask,
    file: &'a CaseFile,
    part: &'static str,
) -> Result<Room<'a>, Refusal> {
    // A machine whose clock was set back counts on from the newest record, as acts do.
    let now = file.state.recorded_at.map_or(ask.now, |recorded| recorded.max(ask.now));
    let view = as_folded(file, now).map_err(|fault| Refusal::Broken(fault.message().to_string()))?;
    let names = Names::new(&file.plan, ask.language());
    let uploads = house.uploads.of(&file.id);
    let looks =
        if matches!(part, "evidence" | "exposure") { house.desk.looks(&file.id)? } else { Vec::new() };
    let lost = if part == "exposure" { house.uploads.lost(house, file)? } else { Vec::new() };
    let told = if part == "exposure" { Some(exposure::told(house, file, names.language)?) } else { None };
    let filed = if part == "filings" { filings::held(house, file)? } else { BTreeMap::new() };
    let letters = (part == "notices").then(|| letters::of(house, file)).transpose()?;
    Ok(Room {
        view,
        names,
        now,
        ask,
        visitor: ask.visitor.signed_in()?,
        file,
        uploads,
        lost,
        looks,
        told,
        letters,
        filed,
        part,
        fault: None,
        blank: Fields::default(),
        outlook: OnceCell::new(),
    })
}

fn head(room: &Room<'_>) -> Markup {
    let (view, names) = (&room.view, &room.names);
    let states = view.case.states.iter().map(|state| names.state(state.state));
    let mut parts = vec![format!("#{}", view.case.number)];
    parts.extend(states);
    let (id, version, _) = &view.case.plan;
    parts.push(
        Message::new("server-on-plan").with("plan", format!("{id} {version}")).in_language(names.language),
    );
    for (fact, key) in [("happened", "server-happened-at"), ("known", "server-known-at")] {
        let at = moment_of(room, fact).map(|at| names.moment(at, room.now));
        parts.extend(at.map(|at| names.words(&Message::new(key).with("moment", at))));
    }
    let closed = room.closed_at();
    parts.extend(
        closed.map(|at| {
            names.words(&Message::new("server-closed-at").with("moment", names.moment(at, room.now)))
        }),
    );
    // What is over no longer counts on.
    let known = moment_of(room, "known").filter(|_| closed.is_none());
    let since = known.map(|known| (names.say("server-since-known"), known));
    let head = CaseHead {
        id: "head".to_owned(),
        level: level(room),
        title: view.case.title.clone(),
        parts,
        since,
        seal: None,
        actions: actions(room),
    };
    case_head(&head, room.now, names.language)
}

/// What is done most often in a case, from its overview; the primary one steps back where a decision waits.
fn actions(room: &Room<'_>) -> Markup {
    let names = &room.names;
    if !room.part.is_empty() || !room.may_add() {
        return html! {};
    }
    let waits = room.may(plan::Right::Decide) && room.view.proposals.iter().any(|made| made.waits);
    let rank = if waits { Rank::Quiet } else { Rank::Primary };
    let at = |part: &str| format!("/cases/{}/{part}", room.view.case.number);
    html! {
        (link(&names.say("server-evidence-add"), Rank::Quiet, &at("evidence#add")))
        @if room.may(plan::Right::StateFact) { (link(&names.say("server-state-fact"), rank, &at("facts"))) }
    }
}

/// The level on the plan's first scale.
pub(super) fn level(room: &Room<'_>) -> Option<Level> {
    let names = &room.names;
    on_scale(names.first_scale()?, room)
}

/// The level on a scale.
pub(super) fn on_scale(scale: &plan::Scale, room: &Room<'_>) -> Option<Level> {
    let names = &room.names;
    let level = room.view.levels.get(&scale.id)?;
    let shown = level.decided.as_deref().unwrap_or(&level.certain);
    let standing = if level.decided.is_some() {
        Standing::Decided
    } else if level.unset {
        Standing::Unset
    } else if level.certain == level.possible {
        Standing::Computed
    } else {
        let worse = names.level_said(&scale.id, &level.possible);
        Standing::Provisional(names.words(&Message::new("server-may-become").with("level", worse)))
    };
    Some(names.level_named(&scale.id, shown, standing))
}

/// The moment a time fact stands at, if it stands exactly.
fn moment_of(room: &Room<'_>, fact: &str) -> Option<Timestamp> {
    room.view.facts.get(fact)?.known.as_deref()?.parse().ok()
}

/// The five duties that are due next, and those just met.
fn clocks(room: &Room<'_>) -> Markup {
    let next: Vec<&Duty> = room.open_duties().take(5).collect();
    if next.is_empty() {
        return html! {};
    }
    let duties = format!("/cases/{}/duties", room.view.case.number);
    html! {
        h2.sr { (room.names.say("look-next-clocks")) }
        div.clocks.brief[!room.part.is_empty()] id="clocks" {
            @for duty in next {
                // Reasons stand in the list of duties: here five clocks fit into one look.
                @let listed = clock(duty, &room.names, room.now, None);
                @let (id, href) = (format!("next-{}", listed.id), format!("{duties}#{}", listed.id));
                @let shown = Clock { reason: None, id, href: Some(href), ..listed };
                (clock_card(&shown, room.now, room.names.language))
            }
        }
    }
}

fn parts(room: &Room<'_>, current: &Part) -> Markup {
    let number = room.view.case.number;
    let tab = |part: &Part| Tab {
        label: room.names.say(part.name),
        count: (part.count)(room),
        href: if part.word.is_empty() {
            format!("/cases/{number}")
        } else {
            format!("/cases/{number}/{}", part.word)
        },
        current: part.word == current.word,
    };
    let all: Vec<Tab> = PARTS.iter().map(tab).collect();
    tabs(&room.names.say("server-parts-of-case"), &all)
}
