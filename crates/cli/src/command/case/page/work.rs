//! Clocks, tasks, gates, and the last events.

use messages::Message;
use plan::Item;
use views::{Duty, DutyState};

use super::{Page, section};
use crate::door::Door;
use crate::table::{Edge, Table};
use crate::{figures, words};

/// Events shown; the JSON has all.
const EVENTS_SHOWN: usize = 15;

impl Page<'_> {
    pub(super) fn clocks(&self, door: &mut Door) {
        section(door, "cli-case-duties");
        let columns = [Edge::Left, Edge::Right, Edge::Left, Edge::Left, Edge::Left, Edge::Left];
        let mut table = Table::new(&columns);
        let mut over = 0;
        for duty in &self.view.obligations {
            let Some((sign, key)) = sign(duty) else {
                over += 1;
                continue;
            };
            let left = duty.left.map(figures::elapsed).unwrap_or_default();
            let doer = duty.doer.as_deref().map(|role| self.role(role, door)).unwrap_or_default();
            let state = format!("{sign} {}", door.words(&Message::new(key)));
            let title = words::item(self.plan, Item::Duty, &duty.clock, door);
            table.row([state, left, self.times.show(duty.due), title, doer, duty.clock.clone()]);
            if let Some(told) = told(duty, door) {
                table.row(["", "", "", told.as_str()]);
            }
            if let Some(fewer) = self.fewer(duty, door) {
                table.row(["", "", "", fewer.as_str()]);
            }
            if let Some(settles) = self.settles(duty, door) {
                table.row(["", "", "", settles.as_str()]);
            }
        }
        if !table.is_empty() {
            door.text(&table.lines());
        }
        if over > 0 {
            door.say(&Message::new("cli-case-duties-over").with("count", over));
        }
    }

    /// To how many of how many its notice went, where that is fewer.
    fn fewer(&self, duty: &Duty, door: &Door) -> Option<String> {
        let fewer = duty.fewer.as_ref()?;
        let fact = words::item(self.plan, Item::Fact, &fewer.fact, door);
        let message = Message::new("cli-duty-fewer").with("told", figures::count(fewer.told));
        Some(door.words(&message.with("known", figures::count(fewer.known)).with("fact", fact)))
    }

    /// What would tell whether an undetermined duty is owed.
    fn settles(&self, duty: &Duty, door: &Door) -> Option<String> {
        let asked = duty.settled_by.iter().map(|fact| words::item(self.plan, Item::Fact, fact, door));
        let asked: Vec<String> = asked.collect();
        let message = Message::new("cli-duty-settled-by").with("questions", asked.join(" "));
        (!asked.is_empty()).then(|| door.words(&message))
    }

    pub(super) fn tasks(&self, door: &mut Door) {
        if self.view.tasks.is_empty() {
            return;
        }
        section(door, "cli-case-tasks");
        let mut table = Table::new(&[Edge::Left, Edge::Left, Edge::Left, Edge::Left, Edge::Left]);
        for task in &self.view.tasks {
            let stage = words::stage(task.stage, door);
            let due = match (task.stage, task.due) {
                ("done", _) => self.times.show(task.since),
                (_, Some(due)) => {
                    door.words(&Message::new("cli-task-until").with("due", self.times.show(due)))
                }
                (_, None) => String::new(),
            };
            let note = task.note.as_deref().map(|note| format!(" · {note}")).unwrap_or_default();
            let title = format!("{}{note}", words::item(self.plan, Item::Duty, &task.id, door));
            table.row([stage, due, title, self.role(&task.doer, door), task.id.clone()]);
        }
        door.text(&table.lines());
    }

    pub(super) fn gates(&self, door: &mut Door) {
        section(door, "cli-case-gates");
        let mut table = Table::new(&[Edge::Left, Edge::Left, Edge::Left]);
        for gate in &self.view.gates {
            let state = match (&gate.approved_at, &gate.proposed_by, &gate.lacking) {
                (Some(at), ..) => Message::new("cli-gate-approved").with("at", self.times.show(*at)),
                (None, Some(_), _) if !gate.reviews_missing.is_empty() => {
                    Message::new("cli-gate-to-review").with("roles", self.roles(&gate.reviews_missing, door))
                }
                (None, Some(_), _) => {
                    Message::new("cli-gate-to-approve").with("role", self.approver(&gate.id, door))
                }
                (None, None, Some(lacking)) => {
                    let words = words::condition(self.plan, &gate.id, lacking, door);
                    Message::new("cli-gate-lacking").with("lacking", words)
                }
                (None, None, None) => Message::new("cli-gate-open"),
            };
            let title = words::item(self.plan, Item::Gate, &gate.id, door);
            table.row([title, door.words(&state), gate.id.clone()]);
        }
        door.text(&table.lines());
    }

    fn approver(&self, gate: &str, door: &Door) -> String {
        self.plan.gate(gate).map(|gate| self.role(&gate.approves, door)).unwrap_or_default()
    }

    pub(super) fn timeline(&self, door: &mut Door) {
        section(door, "cli-case-timeline");
        let mut table = Table::new(&[Edge::Right, Edge::Left, Edge::Left, Edge::Left, Edge::Left]);
        let skipped = self.view.timeline.len().saturating_sub(EVENTS_SHOWN);
        for entry in self.view.timeline.iter().skip(skipped) {
            let struck = if entry.struck_by.is_some() { "✗ " } else { "" };
            table.row([
                entry.event.to_string(),
                self.times.show(entry.occurred_at),
                self.role(&entry.role, door),
                format!("{struck}{}", words::event(&entry.kind, door)),
                words::subject(self.plan, &entry.kind, &entry.data, door),
            ]);
        }
        door.text(&table.lines());
        if skipped > 0 {
            door.say(&Message::new("cli-case-earlier").with("count", skipped));
        }
    }
}

/// In which ways the notice went that meets it, and which are open.
fn told(duty: &Duty, door: &Door) -> Option<String> {
    let list = |told: bool| {
        let ways = duty.ways.iter().filter(|way| way.told_at.is_some() == told);
        door.list(&ways.map(|way| words::way(way.way, door)).collect::<Vec<_>>())
    };
    let said = Message::new("cli-duty-told").with("told", list(true)).with("open", list(false));
    (!duty.ways.is_empty()).then(|| door.words(&said))
}

/// Sign and word of a duty that somebody still has to look at; `None` where it is over.
fn sign(duty: &Duty) -> Option<(&'static str, &'static str)> {
    Some(match duty.state {
        DutyState::Running => ("·", "cli-duty-running"),
        DutyState::Soon => ("▲", "cli-duty-soon"),
        DutyState::Late => ("▲", "cli-duty-late"),
        DutyState::Undetermined => ("?", "cli-duty-undetermined"),
        DutyState::Missed => ("▲", "cli-duty-missed"),
        DutyState::MetLate => ("✓", "cli-duty-met-late"),
        DutyState::Met if duty.fewer.is_some() => ("▲", "cli-duty-met-in-part"),
        DutyState::Met | DutyState::Moot | DutyState::NotOwed => return None,
    })
}
