//! A case on one page: clocks first, then the level with its reasons, what is known, gates, and the last events.

use desk::CaseFile;
use jiff::Timestamp;
use messages::Message;
use plan::Plan;
use views::{CaseView, DutyState};

use super::doing::subject;
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::table::{Edge, Table};
use crate::{clock, figures, words};

/// Events shown; the JSON has all.
const EVENTS_SHOWN: usize = 15;

/// Gives the case, read at `now`.
pub fn give(case: &CaseFile, now: Timestamp, output: &Output, door: &mut Door) -> Result<(), Failure> {
    let view = views::case(case.id.as_str(), case.number, &case.events, &case.plan, now)
        .map_err(|fault| Failure::new(Exit::Unusable, fault.message()))?;
    output.give(&view, door, |door| show(&view, &case.plan, door))
}

/// A moment in the reader's zone, to the minute, with its offset.
pub fn local(moment: Timestamp) -> String {
    moment.to_zoned(clock::zone()).strftime("%Y-%m-%d %H:%M%:z").to_string()
}

fn show(view: &CaseView, plan: &Plan, door: &mut Door) {
    let states: Vec<String> = view.case.states.iter().map(|state| words::state(state.state, door)).collect();
    let heading = Message::new("cli-case-heading")
        .with("number", view.case.number.to_string())
        .with("title", &view.case.title)
        .with("states", states.join(", "));
    door.heading(&heading);
    let (plan_id, version, _) = &view.case.plan;
    let head = Message::new("cli-case-head")
        .with("id", &view.case.id)
        .with("plan", format!("{plan_id} {version}"))
        .with("as_of", local(view.as_of))
        .with("events", view.case.version);
    door.say(&head);
    if view.case.unconfirmed {
        door.say(&Message::new("cli-case-unconfirmed"));
    }
    waiting(view, plan, door);
    duties(view, plan, door);
    levels(view, door);
    facts(view, door);
    gates(view, plan, door);
    timeline(view, plan, door);
}

fn section(door: &mut Door, key: &'static str) {
    door.text("");
    door.heading(&Message::new(key));
}

/// What waits for somebody's answer, with the command that gives it: the first thing to do.
fn waiting(view: &CaseView, plan: &Plan, door: &mut Door) {
    for proposal in view.proposals.iter().filter(|proposal| proposal.waits) {
        let trigger = plan.triggers.iter().find(|trigger| trigger.id == proposal.trigger);
        let what =
            trigger.map_or(proposal.trigger.clone(), |trigger| words::text(plan, &trigger.reason, door));
        let message = Message::new("cli-case-waiting")
            .with("what", what)
            .with("proposal", &proposal.id)
            .with("number", view.case.number.to_string());
        door.say(&message);
    }
}

fn duties(view: &CaseView, plan: &Plan, door: &mut Door) {
    section(door, "cli-case-duties");
    let mut table = Table::new(&[Edge::Left, Edge::Right, Edge::Left, Edge::Left, Edge::Left, Edge::Left]);
    let mut over = 0;
    for duty in &view.obligations {
        let (sign, key) = match duty.state {
            DutyState::Running => ("·", "cli-duty-running"),
            DutyState::Soon => ("▲", "cli-duty-soon"),
            DutyState::Late => ("▲", "cli-duty-late"),
            DutyState::Undetermined => ("?", "cli-duty-undetermined"),
            DutyState::Missed => ("▲", "cli-duty-missed"),
            DutyState::MetLate => ("✓", "cli-duty-met-late"),
            DutyState::Met | DutyState::Moot | DutyState::NotOwed => {
                over += 1;
                continue;
            }
        };
        let left = duty.left.map(figures::elapsed).unwrap_or_default();
        let settles = if duty.settled_by.is_empty() {
            String::new()
        } else {
            format!("? {}", duty.settled_by.join(", "))
        };
        let doer = duty.doer.as_deref().map(|role| words::role(plan, role, door)).unwrap_or_default();
        let who = [doer, settles].join(" ");
        let state = format!("{sign} {}", door.words(&Message::new(key)));
        let title = words::item(plan, &duty.clock, door);
        table.row([state, left, local(duty.due), duty.clock.clone(), title, who]);
    }
    door.text(&table.lines());
    if over > 0 {
        door.say(&Message::new("cli-case-duties-over").with("count", over));
    }
}

fn levels(view: &CaseView, door: &mut Door) {
    section(door, "cli-case-levels");
    for (scale, level) in &view.levels {
        let decided =
            level.decided.clone().unwrap_or_else(|| door.words(&Message::new("cli-case-not-decided")));
        let message = Message::new("cli-case-level")
            .with("scale", scale)
            .with("certain", &level.certain)
            .with("possible", &level.possible)
            .with("decided", decided);
        door.say(&message);
        for reason in &level.reasons {
            let evidence = if reason.evidence.is_empty() {
                String::new()
            } else {
                format!(" ({})", reason.evidence.join(", "))
            };
            let sign = if reason.truth == "true" { "✓" } else { "?" };
            door.text(&format!(
                "    {sign} {} {}: {}{evidence}",
                reason.level,
                reason.rule,
                reason.facts.join(", ")
            ));
        }
    }
}

fn facts(view: &CaseView, door: &mut Door) {
    section(door, "cli-case-facts");
    let mut table = Table::new(&[Edge::Left, Edge::Left, Edge::Left]);
    let mut unknown = 0;
    for (fact, known) in &view.facts {
        let Some(value) = &known.known else {
            unknown += 1;
            continue;
        };
        let conflict = if known.conflicts.is_empty() { "" } else { "▲ " };
        table.row([fact.clone(), format!("{conflict}{value}"), known.evidence.join(", ")]);
    }
    if !table.is_empty() {
        door.text(&table.lines());
    }
    door.say(&Message::new("cli-case-facts-unknown").with("count", unknown));
}

fn gates(view: &CaseView, plan: &Plan, door: &mut Door) {
    section(door, "cli-case-gates");
    let mut table = Table::new(&[Edge::Left, Edge::Left, Edge::Left]);
    for gate in &view.gates {
        let state = match (&gate.approved_at, &gate.lacking) {
            (Some(at), _) => Message::new("cli-gate-approved").with("at", local(*at)),
            (None, Some(lacking)) => Message::new("cli-gate-lacking").with("lacking", lacking),
            (None, None) => Message::new("cli-gate-open"),
        };
        table.row([gate.id.clone(), words::item(plan, &gate.id, door), door.words(&state)]);
    }
    door.text(&table.lines());
}

fn timeline(view: &CaseView, plan: &Plan, door: &mut Door) {
    section(door, "cli-case-timeline");
    let mut table = Table::new(&[Edge::Right, Edge::Left, Edge::Left, Edge::Left, Edge::Left]);
    let skipped = view.timeline.len().saturating_sub(EVENTS_SHOWN);
    for entry in view.timeline.iter().skip(skipped) {
        let struck = if entry.struck_by.is_some() { "✗ " } else { "" };
        table.row([
            entry.event.to_string(),
            local(entry.occurred_at),
            words::role(plan, &entry.role, door),
            format!("{struck}{}", words::event(&entry.kind, door)),
            words::item(plan, &subject(&entry.data), door),
        ]);
    }
    door.text(&table.lines());
    if skipped > 0 {
        door.say(&Message::new("cli-case-earlier").with("count", skipped));
    }
}
