//! A case on one page, in the order in which a person on duty needs it: what waits and what is next, the clocks, the level
//! with its reasons, tasks, what is known, gates, evidence, and the last events.

mod known;
mod levels;
mod next;
mod texts;
mod work;

use desk::CaseFile;
use incident::stored::Fault;
use jiff::Timestamp;
use messages::{Message, one_line};
use plan::Plan;
use views::CaseView;

use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::times::Times;
use crate::words;

/// What every part of the page is made of.
struct Page<'a> {
    view: &'a CaseView,
    plan: &'a Plan,
    times: &'a Times,
}

/// The case as it was recorded, read at `now`.
pub fn recorded(case: &CaseFile, now: Timestamp) -> Result<CaseView, Failure> {
    views::case(case.id.as_str(), case.number, &case.events, &case.plan, now).map_err(unusable)
}

/// The case as it stands at `now`; who reads is told where time has moved what nobody has recorded yet.
pub fn standing(case: &CaseFile, now: Timestamp, door: &mut Door) -> Result<CaseView, Failure> {
    let (view, moved) = views::case_now(&case.folded(), now).map_err(unusable)?;
    let number = case.number.to_string();
    match moved {
        Some(0) => {}
        Some(count) => {
            door.remark(&Message::new("cli-case-time-moved").with("count", count).with("number", number));
        }
        None => door.remark(&Message::new("cli-case-time-unknown").with("number", number)),
    }
    Ok(view)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape `map_err` takes")]
fn unusable(fault: Fault) -> Failure {
    Failure::new(Exit::Unusable, fault.message())
}

/// Gives the case as it is viewed.
pub fn give(case: &CaseFile, view: &CaseView, output: &Output, door: &mut Door) -> Result<(), Failure> {
    let times = Times::of(&case.plan)?;
    let page = Page { view, plan: &case.plan, times: &times };
    output.give(view, door, |door| page.show(door))
}

impl Page<'_> {
    fn show(&self, door: &mut Door) {
        self.head(door);
        self.next(door);
        self.clocks(door);
        self.levels(door);
        self.tasks(door);
        self.facts(door);
        self.texts(door);
        self.gates(door);
        self.evidence(door);
        self.timeline(door);
    }

    fn head(&self, door: &mut Door) {
        let case = &self.view.case;
        let states: Vec<String> = case.states.iter().map(|state| words::state(state.state, door)).collect();
        let heading = Message::new("cli-case-heading")
            .with("number", case.number.to_string())
            .with("title", one_line(&case.title).into_owned())
            .with("states", door.list(&states));
        door.heading(&heading);
        let head = Message::new("cli-case-head")
            .with("id", &case.id)
            .with("plan", format!("{} {}", words::plan(self.plan, door), case.plan.1))
            .with("as_of", self.times.show(self.view.as_of))
            .with("zone", self.times.zone(self.view.as_of))
            .with("events", case.version);
        door.say(&head);
    }

    /// The title of a role.
    fn role(&self, id: &str, door: &Door) -> String {
        words::role(self.plan, id, door)
    }

    /// Titles of roles, in one line.
    /// Roles by their names; where the plan names none that can answer, whoever may state facts.
    fn roles(&self, ids: &[String], door: &Door) -> String {
        if ids.is_empty() {
            return door.words(&Message::new("documents-anybody"));
        }
        door.list(&ids.iter().map(|id| self.role(id, door)).collect::<Vec<_>>())
    }

    /// What is known of a fact, in words.
    fn value(&self, stated: &str, door: &Door) -> String {
        match stated.parse::<Timestamp>() {
            Ok(moment) => self.times.show(moment),
            Err(_) => words::value(self.plan, stated, door),
        }
    }
}

fn section(door: &mut Door, key: &'static str) {
    door.text("");
    door.heading(&Message::new(key));
}
