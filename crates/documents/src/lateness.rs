//! How late a report is, from the happening and against its own term (RP-1), and from which start its clock runs.

use jiff::Timestamp;
use messages::{Language, Message};
use plan::{Obligation, Plan, StartAt};
use views::{CaseView, Duty};

use crate::times::Times;

/// What stands in a report about its own lateness.
pub(crate) struct Lateness<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) case: &'a CaseView,
    pub(crate) obligation: &'a Obligation,
    pub(crate) duty: &'a Duty,
    /// When it is or was filed.
    pub(crate) at: Timestamp,
    pub(crate) times: &'a Times,
    pub(crate) language: Language,
}

impl Lateness<'_> {
    /// Two sentences: how long after the happening, and whether within the term, counted from which start.
    pub(crate) fn say(&self) -> String {
        let mut said = self.since_first_start();
        let key = if self.at > self.duty.due { "documents-over-term" } else { "documents-within-term" };
        let over = self.minutes(self.duty.due).max(1);
        let term = Message::new(key)
            .with("start", self.start().in_language(self.language))
            .with("due", self.times.moment(self.duty.due))
            .with("late", self.times.length(over));
        said.push_str(&term.in_language(self.language));
        said
    }

    /// How long after the moment the plan names first: said where the term counted from that moment has passed, and
    /// where nobody knows that moment yet. Otherwise nothing.
    fn since_first_start(&self) -> String {
        let Some(StartAt::Fact(slot)) = self.obligation.starts.first().map(|start| &start.at) else {
            return String::new();
        };
        let Some(fact) = self.plan.catalogue.facts.get(*slot) else { return String::new() };
        let known = self.case.facts.get(&fact.id).and_then(|view| view.known.as_deref());
        let Some(bounds) = known.and_then(bounds) else {
            let key =
                if fact.id == "happened" { "documents-happening-unknown" } else { return String::new() };
            return Message::new(key).in_language(self.language);
        };
        let skipped = self.duty.started_by != format!("fact {}", fact.id);
        if !skipped && self.at <= self.duty.due {
            return String::new();
        }
        let key = match (fact.id.as_str(), bounds.exact) {
            ("happened", true) => "documents-since-happening",
            ("happened", false) => "documents-since-happening-at-least",
            _ => return String::new(),
        };
        let length = self.times.length(self.minutes(bounds.latest));
        Message::new(key).with("length", length).in_language(self.language)
    }

    /// Whole minutes from `from` until the report leaves, never below zero.
    fn minutes(&self, from: Timestamp) -> i64 {
        self.at.duration_since(from).as_mins().max(0)
    }

    fn start(&self) -> Message {
        match self.duty.started_by.as_str() {
            "fact happened" => Message::new("documents-start-happened"),
            "fact known" => Message::new("documents-start-known"),
            "opened" => Message::new("documents-start-opened"),
            "owed" => Message::new("documents-start-owed"),
            other if other.starts_with("state response") => Message::new("documents-start-response"),
            other if other.starts_with("state warning") => Message::new("documents-start-warning"),
            other => Message::new("documents-start-other").with("start", other),
        }
    }
}

/// What is known of a moment.
struct Bounds {
    latest: Timestamp,
    exact: bool,
}

/// The latest a stated moment can have been; `None` where there is no latest.
fn bounds(stated: &str) -> Option<Bounds> {
    if let Ok(latest) = stated.parse() {
        return Some(Bounds { latest, exact: true });
    }
    let latest = stated.strip_prefix("<=").or_else(|| stated.split_once("..").map(|(_, latest)| latest))?;
    Some(Bounds { latest: latest.parse().ok()?, exact: false })
}
