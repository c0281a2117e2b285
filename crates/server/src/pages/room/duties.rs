//! Obligations and tasks in one list by due time.

use jiff::Timestamp;
use maud::{Markup, html};
use messages::Message;
use plan::{MetBy, Right};
use views::{Duty, DutyState, TaskView};

use super::{Room, is_open};
use crate::look::button::{Rank, about, submit_about, submit_as_about};
use crate::look::card::{Card, card};
use crate::look::clock::{Clock, ClockState, Term};
use crate::look::clock_list::clock_rows;
use crate::look::error::empty;
use crate::look::field::{Field, field};
use crate::look::task::{Task, TaskState, task_card};
use crate::pages::names::Names;

pub(super) fn count(room: &Room<'_>) -> Option<u64> {
    u64::try_from(room.open_duties().count()).ok()
}

/// `GET /cases/{case}/duties`.
pub(super) fn body(room: &Room<'_>) -> Markup {
    let names = &room.names;
    let open: Vec<Duty> = room.open_duties().cloned().collect();
    let rest: Vec<Duty> = room.view.obligations.iter().filter(|duty| !open.contains(duty)).cloned().collect();
    let title = |key, id: &str| Card { id: id.to_owned(), title: names.say(key), caption: None };
    html! {
        (card(&title("server-duties-open", "duties"), &html! {
            @if open.is_empty() { (empty(&names.say("server-nothing-owed"), &html! {})) }
            @for duty in &open {
                div.duty {
                    (clock_rows(&[clock(duty, names, room.now, None)], room.now, names.language))
                    (acts(duty, room))
                }
            }
        }))
        @if !room.view.tasks.is_empty() {
            (card(&title("server-tasks", "tasks"), &html! { @for task in &room.view.tasks { (self::task(task, room)) } }))
        }
        @if !rest.is_empty() {
            @let clocks: Vec<Clock> = rest.iter().map(|duty| clock(duty, names, room.now, None)).collect();
            (card(&title("server-duties-done", "duties-done"), &clock_rows(&clocks, room.now, names.language)))
        }
    }
}

/// What is owed is done by its doer, by the one accountable role, or by the command: nobody else is offered a button.
fn is_theirs(doer: &str, accountable: &str, room: &Room<'_>) -> bool {
    let plan = room.names.plan;
    let mut roles = room.roles_with(Right::DoTask);
    roles.any(|role| role == doer || role == accountable || plan.commands(role))
}

fn acts(duty: &Duty, room: &Room<'_>) -> Markup {
    let owed = room.names.plan.obligation(&duty.id);
    let Some(owed) = owed.filter(|owed| is_theirs(&owed.doer, &owed.accountable, room)) else {
        return html! {};
    };
    html! { div.doings {
        @match &owed.met_by {
            MetBy::Attested => (met(duty, room)),
            MetBy::Filing(form) => (elsewhere(&format!("filings#form-{form}"), "server-met-by-filing", room)),
            MetBy::Notice(notice) => (elsewhere(&format!("notices#notice-{notice}"), "server-met-by-notice", room)),
            MetBy::Decision => (elsewhere("", "server-met-by-decision", room)),
        }
        @if room.may(Right::Decide) { (moot(duty, room)) }
    } }
}

/// A duty that no word meets leads to the page of the act that does.
fn elsewhere(part: &str, key: &'static str, room: &Room<'_>) -> Markup {
    let at = if part.is_empty() { String::new() } else { format!("/{part}") };
    html! { p.lead { a href={ "/cases/" (room.view.case.number) (at) } { (room.names.say(key)) } } }
}

fn met(duty: &Duty, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let id = format!("met-{}", duty.clock.replace(['#', '/'], "-"));
    let at = Field {
        id: format!("{id}-at"),
        name: "at".to_owned(),
        label: names.say("server-met-when"),
        help: Some(names.say("server-met-when-help")),
        value: room.typed(&id, "at").to_owned(),
        fault: room.refused(&id).map(str::to_owned),
        ..Field::default()
    };
    html! {
        details.more open[room.refused(&id).is_some()] {
            @let (say, what) = (names.say("server-say-met"), names.item(&duty.clock));
            summary { (about(&say, &what, names.language)) }
            form.form id=(id) method="post" action=(room.act("met")) data-keep {
                (room.hidden_in(&id))
                input type="hidden" name="obligation" value=(duty.clock);
                (field(&at, names.language))
                (room.evidence_choices(&id, None))
                p.actions { (submit_about(&say, &what, Rank::Quiet, names.language)) }
            }
        }
    }
}

fn moot(duty: &Duty, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let id = format!("moot-{}", duty.clock.replace(['#', '/'], "-"));
    let say = names.say("server-say-no-longer-owed");
    let opens = about(&say, &names.item(&duty.clock), names.language);
    room.takes_back(&id, "moot", ("obligation", &duty.clock), &opens, &opens)
}

fn task(task: &TaskView, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let worded = worded_task(task, names, room.now);
    let id = format!("move-{}", task.id);
    html! {
        div.duty {
            (task_card(&worded, room.now, names.language))
            @if task.stage != "done" && is_theirs(&task.doer, &task.accountable, room) {
                form.form id=(id) method="post" action=(room.act("task")) data-keep {
                    (room.hidden_in(&id))
                    input type="hidden" name="task" value=(task.id);
                    @if let Some(fault) = room.refused(&id) { p.fault role="alert" { span aria-hidden="true" { "▲ " } (fault) } }
                    p.actions {
                        @if !matches!(task.stage, "doing" | "taken") {
                            (submit_as_about(&names.say("server-task-doing"), &worded.title, ("to", "doing"), names.language))
                        }
                        (submit_as_about(&names.say("server-task-done"), &worded.title, ("to", "done"), names.language))
                    }
                }
            }
            @if let Some(note) = &task.note { p.help { (note) } }
        }
    }
}

/// A task, worded.
pub(super) fn worded_task(task: &TaskView, names: &Names<'_>, now: Timestamp) -> Task {
    let state = match task.stage {
        "done" => TaskState::Done(format!("{} {}", names.role(&task.doer), names.moment(task.since, now))),
        "doing" | "taken" => TaskState::Doing,
        "blocked" => TaskState::Blocked(task.note.clone().unwrap_or_default()),
        _ => TaskState::Open,
    };
    let accountable = (task.accountable != task.doer).then(|| names.role(&task.accountable));
    Task {
        id: format!("task-{}", task.id),
        title: names.item(&task.id),
        doer: names.role(&task.doer),
        accountable,
        state,
        due: task.due,
        href: None,
    }
}

/// A duty as a clock, worded.
pub(in crate::pages) fn clock(duty: &Duty, names: &Names<'_>, now: Timestamp, href: Option<&str>) -> Clock {
    let state = match duty.state {
        DutyState::Running => ClockState::Running,
        DutyState::Soon => ClockState::Soon,
        DutyState::Late => ClockState::Late,
        DutyState::Met => ClockState::Met,
        DutyState::MetLate => ClockState::MetLate,
        DutyState::Missed => ClockState::Missed,
        DutyState::Moot => ClockState::Moot,
        DutyState::NotOwed => ClockState::NotOwed,
        DutyState::Undetermined => ClockState::Undetermined,
    };
    let moment = match duty.state {
        DutyState::Met | DutyState::MetLate => duty.met_at.unwrap_or(duty.due),
        _ => duty.due,
    };
    let start = names.plan.start_written(&duty.started_by);
    let term = start.map_or_else(|| names.term(&duty.rule), |start| names.term_from(&duty.rule, &start));
    let whose = duty.doer.as_deref().map(|role| names.role(role)).unwrap_or_default();
    Clock {
        id: format!("clock-{}", duty.clock.replace(['#', '/'], "-")),
        state,
        term: Term { from: duty.from, soon: soon_from(duty), due: duty.due },
        title: names.item(&duty.clock),
        under: if whose.is_empty() { term } else { format!("{whose}\u{a0}· {term}") },
        moment: names.moment(moment, now),
        reason: reason(duty, names, now),
        presumed: duty.presumed && is_open(duty),
        lacking: duty.fewer.as_ref().map(|fewer| names.fewer("server-told-of", fewer)),
        verify: None,
        href: href.map(str::to_owned),
    }
}

/// "Soon" is the last hour or the last half of the term, whichever is less.
pub(super) fn soon_from(duty: &Duty) -> Timestamp {
    let half = duty.due.duration_since(duty.from) / 2;
    duty.due - half.min(jiff::SignedDuration::from_hours(1))
}

/// In which ways its notice went, and which are open.
fn told(duty: &Duty, names: &Names<'_>) -> String {
    let list = |told: bool| {
        let ways = duty.ways.iter().filter(|way| way.told_at.is_some() == told);
        ways.map(|way| names.way(way.way)).collect::<Vec<_>>().join(&names.say("look-comma"))
    };
    let said = Message::new("server-told-in-part").with("told", list(true)).with("open", list(false));
    names.words(&said)
}

fn reason(duty: &Duty, names: &Names<'_>, now: Timestamp) -> Option<String> {
    // Also of what was missed before it was no longer owed.
    if let Some(said) = names.moot(duty, now) {
        return Some(said);
    }
    match duty.state {
        DutyState::Undetermined if duty.settled_by.is_empty() => level_awaited(duty, names),
        DutyState::Undetermined => {
            let list = names.questions(&duty.settled_by);
            Some(names.words(&Message::new("server-settled-by").with("facts", list)))
        }
        DutyState::Met | DutyState::MetLate if duty.fewer.is_some() => {
            duty.fewer.as_ref().map(|fewer| names.fewer("server-met-by-its-ways", fewer))
        }
        _ if !duty.ways.is_empty() => Some(told(duty, names)),
        _ => duty.note.as_ref().map(|note| names.text(&plan::TextKey(note.clone()))),
    }
}

/// The scale whose level decides whether a duty is owed that no fact settles by itself.
fn level_awaited(duty: &Duty, names: &Names<'_>) -> Option<String> {
    let when = names.plan.obligation(&duty.id)?.owed_when.as_ref()?.text();
    let scale = names.plan.scales.iter().find(|scale| when.contains(&format!("level({})", scale.id)))?;
    let scale = names.within(&names.scale_title(&scale.id));
    Some(names.words(&Message::new("server-settled-by-level").with("scale", scale)))
}
