//! What to do next: what waits for a decision, what is late or due first, what to ask whom.

use messages::Message;
use plan::{Item, MetBy};
use views::{Duty, DutyState, FactView, StatementView};

use super::{Page, section};
use crate::door::Door;
use crate::{figures, words};

/// Duties named here besides those that are late; the clocks below have all.
const DUE_FIRST: usize = 3;
/// Questions named here; the levels below name the rest.
const QUESTIONS: usize = 5;

impl Page<'_> {
    pub(super) fn next(&self, door: &mut Door) {
        let mut lines = Vec::new();
        if self.view.case.unconfirmed {
            lines.push(door.words(&Message::new("cli-case-unconfirmed")));
        }
        self.waiting(&mut lines, door);
        self.due(&mut lines, door);
        self.to_tell(&mut lines, door);
        self.to_confirm(&mut lines, door);
        self.to_settle(&mut lines, door);
        self.to_ask(&mut lines, door);
        if lines.is_empty() {
            return;
        }
        section(door, "cli-case-next");
        for line in lines {
            door.text(&format!("  {}", line.replace('\n', "\n    ")));
        }
    }

    /// Proposals that wait, with the command that answers.
    fn waiting(&self, lines: &mut Vec<String>, door: &Door) {
        for proposal in self.view.proposals.iter().filter(|proposal| proposal.waits) {
            let message = Message::new("cli-case-waiting")
                .with("what", words::item(self.plan, Item::Trigger, &proposal.trigger, door))
                .with("proposal", &proposal.id)
                .with("number", self.view.case.number.to_string())
                .with("role", self.plan.commanding().next().map_or("ROLE", |role| role.id.as_str()));
            let mut line = door.words(&message);
            let doubt = match proposal.holds {
                "false" => Some("cli-case-waiting-false"),
                "unknown" => Some("cli-case-waiting-unknown"),
                _ => None,
            };
            if let Some(doubt) = doubt {
                line = format!("{line}\n{}", door.words(&Message::new(doubt)));
            }
            lines.push(line);
        }
    }

    /// What is late, and what is due first, with the command that says it is done.
    fn due(&self, lines: &mut Vec<String>, door: &Door) {
        let late = |duty: &&Duty| duty.state == DutyState::Late;
        let ahead = |duty: &&Duty| matches!(duty.state, DutyState::Running | DutyState::Soon);
        let duties = &self.view.obligations;
        for duty in duties.iter().filter(late).chain(duties.iter().filter(ahead).take(DUE_FIRST)) {
            let key = match duty.state {
                DutyState::Late => "cli-next-late",
                DutyState::Soon => "cli-next-soon",
                _ => "cli-next-due",
            };
            let doer = duty.doer.as_deref().map(|role| self.role(role, door)).unwrap_or_default();
            let message = Message::new(key)
                .with("due", self.times.show(duty.due))
                .with("left", figures::elapsed(duty.left.unwrap_or_default()))
                .with("doer", doer)
                .with("what", words::item(self.plan, Item::Duty, &duty.clock, door))
                .with("command", self.command(duty));
            lines.push(door.words(&message));
        }
    }

    /// Who is still to be told although the duty is met by the ways its notice went.
    fn to_tell(&self, lines: &mut Vec<String>, door: &Door) {
        let met = |duty: &&Duty| matches!(duty.state, DutyState::Met | DutyState::MetLate);
        for duty in self.view.obligations.iter().filter(met) {
            let Some(fewer) = &duty.fewer else { continue };
            let message = Message::new("cli-next-tell")
                .with("what", words::item(self.plan, Item::Duty, &duty.clock, door))
                .with("told", figures::count(fewer.told))
                .with("known", figures::count(fewer.known))
                .with("command", self.command(duty));
            lines.push(door.words(&message));
        }
    }

    /// The line that says this duty is done.
    fn command(&self, duty: &Duty) -> String {
        let number = self.view.case.number;
        let role = duty.doer.as_deref().unwrap_or("ROLE");
        let what =
            match (duty.id.strip_prefix("task/"), self.plan.obligation(&duty.id).map(|item| &item.met_by)) {
                (Some(task), _) => format!("task {number} {task} done"),
                (None, Some(MetBy::Filing(form))) => format!("file {number} {form}"),
                (None, Some(MetBy::Notice(notice))) => {
                    let open = duty.ways.iter().filter(|way| way.told_at.is_none()).map(|way| way.way);
                    let open = open.collect::<Vec<_>>().join(",");
                    let ways = if open.is_empty() { open } else { format!(" --ways {open}") };
                    format!("sent {number} {notice} --count N{ways}")
                }
                (None, Some(MetBy::Decision)) => format!("declare|renew|watch {number} --reason …"),
                (None, _) => format!("met {number} {}", duty.clock),
            };
        format!("stanch case {what} --as {role}")
    }

    /// What somebody said who cannot answer, against what those who can have said.
    fn to_confirm(&self, lines: &mut Vec<String>, door: &Door) {
        for (fact, view) in &self.view.facts {
            for said in view.statements.iter().filter(|said| view.set_aside.contains(&said.event)) {
                lines.push(door.words(&self.set_aside(fact, view, said, door)));
            }
        }
    }

    /// Two counts of which one must be wrong, with the commands of those who can correct either.
    fn to_settle(&self, lines: &mut Vec<String>, door: &Door) {
        let command = |fact: &str, view: &FactView| {
            let role = view.answered_by.first().map_or("ROLE", String::as_str);
            format!("stanch case fact {} {fact} VALUE --as {role}", self.view.case.number)
        };
        for (fact, view) in &self.view.facts {
            for (whole, other) in view.more_than.iter().filter_map(|id| self.view.facts.get_key_value(id)) {
                let known = |view: &FactView| self.value(view.known.as_deref().unwrap_or("unknown"), door);
                let key =
                    if words::is_time_of(self.plan, fact) { "cli-next-later" } else { "cli-next-beyond" };
                let message = Message::new(key)
                    .with("fact", words::item(self.plan, Item::Fact, fact, door))
                    .with("known", known(view))
                    .with("other", words::item(self.plan, Item::Fact, whole, door))
                    .with("most", known(other))
                    .with("who", self.roles(&view.answered_by, door))
                    .with("others", self.roles(&other.answered_by, door))
                    .with("command", command(fact, view))
                    .with("correct", command(whole, other));
                lines.push(door.words(&message));
            }
        }
    }

    fn set_aside(&self, fact: &str, view: &FactView, said: &StatementView, door: &Door) -> Message {
        let number = self.view.case.number;
        let role = view.answered_by.first().map_or("ROLE", String::as_str);
        let given = if said.given.contains(['>', '<', ' ']) {
            format!("\"{}\"", said.given)
        } else {
            said.given.clone()
        };
        Message::new("cli-next-set-aside")
            .with("role", self.role(&said.by, door))
            .with("given", self.value(&said.said, door))
            .with("known", self.value(view.known.as_deref().unwrap_or("unknown"), door))
            .with("fact", words::item(self.plan, Item::Fact, fact, door))
            .with("event", said.event)
            .with("who", self.roles(&view.answered_by, door))
            .with("command", format!("stanch case fact {number} {fact} {given} --as {role}"))
    }

    /// Facts that would settle a level or whether something is owed, soonest asked first.
    fn to_ask(&self, lines: &mut Vec<String>, door: &Door) {
        let open = self.view.levels.values().filter(|level| level.certain != level.possible);
        let levels = open.flat_map(|level| &level.reasons).filter(|reason| reason.truth != "true");
        let duties = self.view.obligations.iter().filter(|duty| duty.state == DutyState::Undetermined);
        let wanted: Vec<&String> =
            levels.flat_map(|reason| &reason.facts).chain(duties.flat_map(|duty| &duty.settled_by)).collect();
        let facts = self.plan.catalogue.facts.iter();
        let asked = facts.filter(|fact| {
            let unknown = self.view.facts.get(&fact.id).is_some_and(|view| view.known.is_none());
            unknown && wanted.contains(&&fact.id)
        });
        for fact in asked.take(QUESTIONS) {
            let message = Message::new("cli-next-ask")
                .with("who", self.roles(&fact.answered_by, door))
                .with("question", words::text(self.plan, &fact.question, door))
                .with("fact", &fact.id);
            lines.push(door.words(&message));
        }
    }
}
