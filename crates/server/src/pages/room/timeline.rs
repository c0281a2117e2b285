//! The timeline: everything that was recorded, newest first; struck acts stay readable. What one act brought about stands
//! under that act, as the plan's doing: whoever opened a case did not start thirty clocks.

use std::collections::BTreeMap;

use incident::event::case::Cause;
use incident::event::warning::ProposalAnswered;
use incident::stored::kind;
use incident::{Event, Recorded};
use maud::{Markup, html};
use messages::Message;
use views::Strikes;

use super::Room;
use crate::look::card::{Card, card};
use crate::look::error::empty;
use crate::look::runs;
use crate::look::tabs::{Tab, tabs};
use crate::look::timeline::{Entry, timeline};
use crate::pages::frame::zone_name;

/// Acts shown beside the overview.
const NEWEST: usize = 12;
/// Acts, or rows of one subject, on one page of the timeline.
const PAGE: usize = 100;

/// What rows are about, by the word in the address: key of its name, and the beginnings of the kinds of events.
const SUBJECTS: &[(&str, &str, &[&str])] = &[
    ("facts", "server-part-facts", &["fact.", "act."]),
    (
        "decisions",
        "server-timeline-decisions",
        &["case.", "state.", "level.", "proposal.", "warning.", "response.", "start.", "plan.", "trigger."],
    ),
    ("duties", "server-part-duties", &["obligation.", "role.", "playbook.", "task."]),
    ("evidence", "server-part-evidence", &["evidence.", "custody."]),
    ("out", "server-timeline-out", &["form.", "notice."]),
    ("gates", "server-part-gate", &["gate."]),
];

/// Whether people bring such an event about; all others the plan does by itself. Every kind is named, so that a new one must say
/// whose it is: an act laid at the plan's door is a wrong record.
pub(in crate::pages) fn is_act(event: &Event) -> bool {
    match event {
        Event::CaseOpened(_)
        | Event::CaseReopened(_)
        | Event::FactStated(_)
        | Event::ActStruck(_)
        | Event::EvidenceAdded(_)
        | Event::CustodyPassed(_)
        | Event::LeakCounted(_)
        | Event::LevelDecided(_)
        | Event::ProposalAnswered(_)
        | Event::WarningOpened(_)
        | Event::WarningDecided(_)
        | Event::ResponseDeclared(_)
        | Event::StartConfirmed(_)
        | Event::ClockMet(_)
        | Event::ClockMoot(_)
        | Event::PlaybookStarted(_)
        | Event::TaskMoved(_)
        | Event::ConditionWaived(_)
        | Event::GateProposed(_)
        | Event::GateReviewed(_)
        | Event::GateApproved(_)
        | Event::FormFiled(_)
        | Event::FieldWritten(_)
        | Event::NoticePassed(_)
        | Event::NoticeSent(_)
        | Event::PlanAdopted(_) => true,
        Event::StateEntered(_)
        | Event::StateLeft(_)
        | Event::LevelComputed(_)
        | Event::LevelDecisionLapsed(_)
        | Event::ProposalMade(_)
        | Event::TriggerCeased(_)
        | Event::ClockStarted(_)
        | Event::ClockUndetermined(_)
        | Event::ClockNotOwed(_)
        | Event::ClockRescheduled(_)
        | Event::ClockWarned(_)
        | Event::ClockMissed(_)
        | Event::ClockQuestioned(_)
        | Event::RolePaged(_)
        | Event::TaskLaidOut(_)
        | Event::ConditionChanged(_)
        | Event::GateLapsed(_)
        | Event::NoticePassLapsed(_) => false,
    }
}

/// Whether somebody decided that a state begins or ends, with no other act to say so.
fn is_decided_state(event: &Event) -> bool {
    let cause = match event {
        Event::StateEntered(entered) => &entered.cause,
        Event::StateLeft(left) => &left.cause,
        _ => return false,
    };
    matches!(cause, Cause::Decision(_))
}

/// Those that are people's words even where another act stands before them in the same moment.
fn is_own_word(event: &Event) -> bool {
    matches!(event, Event::FactStated(_) | Event::EvidenceAdded(_) | Event::FieldWritten(_))
}

/// What was written down in one act.
struct Group<'a> {
    /// The act itself; of what time brought about, the first.
    head: &'a Recorded,
    /// What followed from it.
    rest: &'a [Recorded],
}

/// `GET /cases/{case}/timeline`: `show` names what rows are about, `before` goes on with what is older than this event, `at`
/// begins with the act that this event was written down in.
pub(super) fn body(room: &Room<'_>) -> Markup {
    let names = &room.names;
    let chosen = SUBJECTS.iter().find(|(word, _, _)| Some(*word) == room.ask.query.get("show"));
    let events = asked_for(room);
    let (entries, older) = match chosen {
        Some((_, _, kinds)) => of_subject(events, kinds, room),
        None => grouped(events, PAGE, room),
    };
    let title = Card {
        id: "timeline".to_owned(),
        title: names.say("server-part-timeline"),
        caption: Some(
            names.words(&Message::new("server-times-in").with("zone", zone_name(&names.plan.zone))),
        ),
    };
    let word = chosen.map(|(word, _, _)| *word);
    html! {
        (filter(word, room))
        (card(&title, &html! {
            @if entries.is_empty() { (empty(&names.say("server-timeline-nothing"), &html! {})) }
            @else { (timeline(&entries, names.language)) }
            (further(word, events.len() < room.file.events.len(), older, room))
        }))
    }
}

/// The newest acts, for the overview.
pub(super) fn newest(room: &Room<'_>) -> Markup {
    let title =
        Card { id: "timeline".to_owned(), title: room.names.say("server-part-timeline"), caption: None };
    card(&title, &timeline(&grouped(&room.file.events, NEWEST, room).0, room.names.language))
}

/// The record up to where the reader asked for; whole where they asked for nothing, or for what there is not.
fn asked_for<'a>(room: &'a Room<'_>) -> &'a [Recorded] {
    let events = room.file.events.as_slice();
    let place = |word: &str| {
        let position: u64 = room.ask.query.get(word)?.parse().ok()?;
        Some(events.partition_point(|event| event.position < position))
    };
    let whole_act = |at: usize| {
        let rest = events.get(at..)?;
        Some(at + rest.chunk_by(one_act).next()?.len())
    };
    let end = place("at").and_then(whole_act).or_else(|| place("before"));
    end.filter(|end| *end > 0).and_then(|end| events.get(..end)).unwrap_or(events)
}

/// Where the timeline goes on, and the way back to its newest page.
fn further(chosen: Option<&str>, is_later: bool, older: Option<u64>, room: &Room<'_>) -> Markup {
    let at = format!("/cases/{}/timeline", room.view.case.number);
    let show = chosen.map(|word| format!("show={word}"));
    let address = |before: Option<u64>| {
        let before = before.map(|event| format!("before={event}"));
        let query: Vec<String> = show.iter().cloned().chain(before).collect();
        if query.is_empty() { at.clone() } else { format!("{at}?{}", query.join("&")) }
    };
    html! {
        @if is_later { p.more { a href=(address(None)) { (room.names.say("server-timeline-newest")) } } }
        @if let Some(older) = older {
            p.more { a href=(address(Some(older))) { (room.names.say("server-timeline-older")) } }
        }
    }
}

fn is_about(kind: &str, kinds: &[&str]) -> bool {
    kinds.iter().any(|beginning| kind.starts_with(beginning))
}

fn filter(chosen: Option<&str>, room: &Room<'_>) -> Markup {
    let at = format!("/cases/{}/timeline", room.view.case.number);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for recorded in room.file.events.iter() {
        *counts.entry(kind(&recorded.event)).or_default() += 1;
    }
    let of = |kinds: &[&str]| -> usize {
        counts.iter().filter(|(kind, _)| is_about(kind, kinds)).map(|(_, count)| count).sum()
    };
    let all = Tab {
        label: room.names.say("server-timeline-all"),
        count: None,
        href: at.clone(),
        current: chosen.is_none(),
    };
    let subjects = SUBJECTS.iter().filter(|(word, _, kinds)| of(kinds) > 0 || Some(*word) == chosen).map(
        |(word, key, kinds)| Tab {
            label: room.names.say(key),
            count: u64::try_from(of(kinds)).ok(),
            href: format!("{at}?show={word}"),
            current: Some(*word) == chosen,
        },
    );
    let all: Vec<Tab> = std::iter::once(all).chain(subjects).collect();
    html! { div.filter { (tabs(&room.names.say("server-timeline-show"), &all)) } }
}

/// Rows of one subject, newest first, and the event before which the next page goes on.
fn of_subject(events: &[Recorded], kinds: &[&str], room: &Room<'_>) -> (Vec<Entry>, Option<u64>) {
    let strikes = views::strikes(&room.file.events);
    let mut found = events.iter().rev().filter(|recorded| is_about(kind(&recorded.event), kinds));
    let shown: Vec<&Recorded> = found.by_ref().take(PAGE).collect();
    let more = found.next().is_some();
    let older = shown.last().filter(|_| more).map(|last| last.position);
    (shown.into_iter().map(|recorded| worded(recorded, recorded, &strikes, room)).collect(), older)
}

/// Acts, newest first, with what followed from each under it, and the event before which the next page goes on. Only what is
/// shown is worded: a long record costs what a short one does.
fn grouped(events: &[Recorded], most: usize, room: &Room<'_>) -> (Vec<Entry>, Option<u64>) {
    let strikes = views::strikes(&room.file.events);
    let mut found = newest_first(events);
    let shown: Vec<Group<'_>> = found.by_ref().take(most).collect();
    let more = found.next().is_some();
    let older = shown.last().filter(|_| more).map(|last| last.head.position);
    (shown.iter().map(|group| entry(group, &strikes, room)).collect(), older)
}

/// Events of one act were written down at one moment by one hand. What time brought about stands by itself.
fn newest_first(events: &[Recorded]) -> impl Iterator<Item = Group<'_>> {
    events.chunk_by(one_act).rev().flat_map(|written| groups(written).into_iter().rev())
}

fn one_act(a: &Recorded, b: &Recorded) -> bool {
    a.recorded_at == b.recorded_at && a.actor == b.actor
}

/// The act at `at` of a record, whole: everything that was written down with that event, and what of it people did.
pub(in crate::pages) fn act_at(events: &[Recorded], at: usize) -> Option<&Recorded> {
    let event = events.get(at)?;
    let before =
        events.get(..at)?.iter().rposition(|other| !one_act(other, event)).map_or(0, |place| place + 1);
    let written = events.get(before..)?.chunk_by(one_act).next()?;
    let first = |is: fn(&Event) -> bool| written.iter().find(|recorded| is(&recorded.event));
    first(is_act).or_else(|| first(is_decided_state))
}

/// What was written down at one moment by one hand, oldest first. Cut anywhere, the earlier part gives the same groups.
fn groups(written: &[Recorded]) -> Vec<Group<'_>> {
    let alone = |head| Group { head, rest: &[] };
    let first = |is: fn(&Event) -> bool| written.iter().position(|recorded| is(&recorded.event));
    let act = first(is_act).or_else(|| first(is_decided_state));
    let by_time = written.first().is_some_and(|recorded| recorded.actor.role == desk::Act::CLOCK);
    let Some((before, [head, rest @ ..])) =
        act.filter(|_| !by_time).and_then(|at| written.split_at_checked(at))
    else {
        return written.iter().map(alone).collect();
    };
    // What fell due before the act was only written down with it.
    before.iter().map(alone).chain([Group { head, rest }]).collect()
}

fn entry(group: &Group<'_>, strikes: &Strikes, room: &Room<'_>) -> Entry {
    let names = &room.names;
    let rest: Vec<Entry> =
        group.rest.iter().map(|recorded| worded(recorded, group.head, strikes, room)).collect();
    let count = u64::try_from(rest.len()).unwrap_or(u64::MAX);
    let more = (!rest.is_empty())
        .then(|| (names.words(&Message::new("server-timeline-followed").with("count", count)), rest));
    Entry { more, ..worded(group.head, group.head, strikes, room) }
}

/// Who did it: a person's role for what people do, the plan for what it did by itself.
fn actor(recorded: &Recorded, head: &Recorded, room: &Room<'_>) -> String {
    let event = &recorded.event;
    let is_head = recorded.position == head.position;
    let own = if is_head { is_act(event) || is_decided_state(event) } else { is_own_word(event) };
    if own && recorded.actor.role != desk::Act::CLOCK {
        return room.names.role(&recorded.actor.role);
    }
    room.names.say("server-role-plan")
}

/// What happened, and to what; what cannot be written as data says why.
fn text(recorded: &Recorded, strikes: &Strikes, room: &Room<'_>) -> String {
    if let Event::ProposalAnswered(answered) = &recorded.event {
        return answer(answered, room);
    }
    match views::entry(recorded, strikes) {
        Ok(entry) => room.names.event(&entry.kind, &entry.data),
        Err(fault) => room.names.words(&fault.message()),
    }
}

/// How a proposal was answered: which one, and why.
fn answer(answered: &ProposalAnswered, room: &Room<'_>) -> String {
    let names = &room.names;
    let made = room.view.proposals.iter().find(|made| made.id == answered.id);
    let label = made.and_then(|made| names.plan.label_of(plan::Item::Trigger, &made.trigger));
    let key = if answered.accepted { "server-proposal-accepted" } else { "server-proposal-rejected" };
    let said = Message::new("server-proposal-answered")
        .with("answer", names.say(key))
        .with("what", label.map_or_else(|| answered.id.clone(), |label| label.in_language(names.language)))
        .with("proposal", answered.id.as_str())
        .with("reason", answered.reason.as_str());
    names.words(&said)
}

/// What is kept of each event of a case, in their order, of the one with this number.
fn of_event<T>(kept: &[T], number: u64) -> Option<&T> {
    kept.get(usize::try_from(number).ok()?.checked_sub(1)?)
}

fn worded(recorded: &Recorded, head: &Recorded, strikes: &Strikes, room: &Room<'_>) -> Entry {
    let names = &room.names;
    let later =
        recorded.recorded_at.duration_since(recorded.occurred_at) > jiff::SignedDuration::from_secs(60);
    let leaf = of_event(&room.file.leaves, recorded.position);
    let mono = leaf.zip(of_event(&room.file.positions, recorded.position)).map(|(leaf, position)| {
        let digest: String = leaf.to_string().chars().take(12).collect();
        format!("{position} · {digest}…")
    });
    // By the number under which the reader finds it: the log's, not the case's own.
    let number = |by: &u64| of_event(&room.file.positions, *by).copied().unwrap_or(*by);
    let struck_by = strikes.get(&recorded.position).map(number);
    Entry {
        id: format!("event-{}", recorded.position),
        at: names.moment(recorded.occurred_at, room.now),
        at_exact: recorded.occurred_at.to_string(),
        recorded: later.then(|| names.moment(recorded.recorded_at, room.now)),
        actor: actor(recorded, head, room),
        text: runs(&text(recorded, strikes, room), names.language),
        mono,
        proof: leaf.map(|_| format!("/cases/{}/entries/{}", room.view.case.number, recorded.position)),
        struck: struck_by.map(|by| names.words(&Message::new("server-struck-by").with("event", by))),
        more: None,
    }
}
