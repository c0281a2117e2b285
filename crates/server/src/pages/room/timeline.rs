//! The timeline: everything that was recorded, newest first; struck acts stay readable. What one act brought about stands
//! under that act, as the plan's doing: whoever opened a case did not start thirty clocks.

use maud::{Markup, html};
use messages::Message;
use views::TimelineEntry;

use super::Room;
use crate::look::card::{Card, card};
use crate::look::error::empty;
use crate::look::runs;
use crate::look::tabs::{Tab, tabs};
use crate::look::timeline::{Entry, timeline};
use crate::pages::frame::zone_name;

/// Acts shown beside the overview.
const NEWEST: usize = 12;

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

/// Kinds of events that people bring about; all others the plan does by itself.
const BY_PEOPLE: &[&str] = &[
    "case.opened",
    "case.reopened",
    "fact.stated",
    "act.struck",
    "evidence.added",
    "custody.passed",
    "level.decided",
    "proposal.answered",
    "warning.opened",
    "warning.decided",
    "response.declared",
    "start.confirmed",
    "obligation.met",
    "obligation.moot",
    "playbook.started",
    "task.moved",
    "gate.condition_waived",
    "gate.proposed",
    "gate.reviewed",
    "gate.approved",
    "form.filed",
    "notice.passed",
    "notice.sent",
    "plan.adopted",
];
/// Those that are people's words even where another act stands before them in the same moment.
const OWN_WORDS: &[&str] = &["fact.stated", "evidence.added"];

/// What was written down in one act.
struct Group<'a> {
    /// The act itself; of what time brought about, the first.
    head: &'a TimelineEntry,
    /// What followed from it.
    rest: Vec<&'a TimelineEntry>,
}

/// `GET /cases/{case}/timeline`: `show` names what rows are about.
pub(super) fn body(room: &Room<'_>) -> Markup {
    let names = &room.names;
    let chosen = SUBJECTS.iter().find(|(word, _, _)| Some(*word) == room.ask.query.get("show"));
    let entries = match chosen {
        Some((_, _, kinds)) => room
            .view
            .timeline
            .iter()
            .rev()
            .filter(|entry| is_about(entry, kinds))
            .map(|entry| worded(entry, entry, room))
            .collect(),
        None => grouped(room, usize::MAX),
    };
    let title = Card {
        id: "timeline".to_owned(),
        title: names.say("server-part-timeline"),
        caption: Some(
            names.words(&Message::new("server-times-in").with("zone", zone_name(&names.plan.zone))),
        ),
    };
    html! {
        (filter(chosen.map(|(word, _, _)| *word), room))
        (card(&title, &html! {
            @if entries.is_empty() { (empty(&names.say("server-timeline-nothing"), &html! {})) }
            @else { (timeline(&entries, names.language)) }
        }))
    }
}

/// The newest acts, for the overview.
pub(super) fn newest(room: &Room<'_>) -> Markup {
    let title =
        Card { id: "timeline".to_owned(), title: room.names.say("server-part-timeline"), caption: None };
    card(&title, &timeline(&grouped(room, NEWEST), room.names.language))
}

fn is_about(entry: &TimelineEntry, kinds: &[&str]) -> bool {
    kinds.iter().any(|kind| entry.kind.starts_with(kind))
}

fn filter(chosen: Option<&str>, room: &Room<'_>) -> Markup {
    let at = format!("/cases/{}/timeline", room.view.case.number);
    let of = |kinds: &[&str]| room.view.timeline.iter().filter(|entry| is_about(entry, kinds)).count();
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

/// Acts, newest first, with what followed from each under it.
fn grouped(room: &Room<'_>, most: usize) -> Vec<Entry> {
    let groups = groups(&room.view.timeline);
    groups.iter().rev().take(most).map(|group| entry(group, room)).collect()
}

/// Events of one act were written down at one moment by one hand. What time brought about stands by itself.
fn groups(timeline: &[TimelineEntry]) -> Vec<Group<'_>> {
    let one_act = |a: &TimelineEntry, b: &TimelineEntry| {
        a.recorded_at == b.recorded_at && a.user == b.user && a.role == b.role
    };
    let mut groups = Vec::new();
    for written in timeline.chunk_by(one_act) {
        let act = written.iter().position(|entry| BY_PEOPLE.contains(&entry.kind.as_str()));
        let by_time = written.first().is_some_and(|entry| entry.role == desk::Act::CLOCK);
        match act.filter(|_| !by_time).and_then(|at| Some((at, written.get(at)?))) {
            Some((at, head)) => {
                // What fell due before the act was only written down with it.
                groups.extend(written.iter().take(at).map(|head| Group { head, rest: Vec::new() }));
                groups.push(Group { head, rest: written.iter().skip(at + 1).collect() });
            }
            None => groups.extend(written.iter().map(|head| Group { head, rest: Vec::new() })),
        }
    }
    groups
}

fn entry(group: &Group<'_>, room: &Room<'_>) -> Entry {
    let names = &room.names;
    let rest: Vec<Entry> = group.rest.iter().map(|entry| worded(entry, group.head, room)).collect();
    let count = u64::try_from(rest.len()).unwrap_or(u64::MAX);
    let more = (!rest.is_empty())
        .then(|| (names.words(&Message::new("server-timeline-followed").with("count", count)), rest));
    Entry { more, ..worded(group.head, group.head, room) }
}

/// Who did it: a person's role for what people do, the plan for what it did by itself.
fn actor(entry: &TimelineEntry, head: &TimelineEntry, room: &Room<'_>) -> String {
    let kind = entry.kind.as_str();
    let own = if entry.event == head.event { BY_PEOPLE } else { OWN_WORDS };
    if own.contains(&kind) && entry.role != desk::Act::CLOCK {
        return room.names.role(&entry.role);
    }
    room.names.say("server-role-plan")
}

fn worded(entry: &TimelineEntry, head: &TimelineEntry, room: &Room<'_>) -> Entry {
    let names = &room.names;
    let later = entry.recorded_at.duration_since(entry.occurred_at) > jiff::SignedDuration::from_secs(60);
    let leaf =
        usize::try_from(entry.event).ok().and_then(|event| room.file.leaves.get(event.checked_sub(1)?));
    let position =
        usize::try_from(entry.event).ok().and_then(|event| room.file.positions.get(event.checked_sub(1)?));
    let mono = leaf.zip(position).map(|(leaf, position)| {
        let digest: String = leaf.to_string().chars().take(12).collect();
        format!("{position} · {digest}…")
    });
    Entry {
        id: format!("event-{}", entry.event),
        at: names.moment(entry.occurred_at, room.now),
        at_exact: entry.occurred_at.to_string(),
        recorded: later.then(|| names.moment(entry.recorded_at, room.now)),
        actor: actor(entry, head, room),
        text: runs(&names.event(&entry.kind, &entry.data), names.language),
        mono,
        proof: leaf.map(|_| format!("/cases/{}/entries/{}", room.view.case.number, entry.event)),
        struck: entry.struck_by.map(|by| names.words(&Message::new("server-struck-by").with("event", by))),
        more: None,
    }
}
