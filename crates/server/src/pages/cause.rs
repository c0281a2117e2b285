//! Why a duty is no longer owed, in words: who said so and when, and that its time had run out by then where it had.

use incident::event::Cause;
use jiff::Timestamp;
use messages::Message;
use plan::Item;
use views::Duty;

use super::names::Names;

impl Names<'_> {
    /// Why this duty is moot; `None` if it is not.
    pub(super) fn moot(&self, duty: &Duty, now: Timestamp) -> Option<String> {
        let mooting = duty.mooting.as_ref()?;
        let decided = matches!(mooting.cause, Cause::Decision(_));
        let said = Message::new(if decided { "server-moot-by" } else { "server-moot" })
            .with("role", self.role(&mooting.actor.role))
            .with("moment", self.moment(mooting.at, now))
            .with("why", self.cause(&mooting.cause));
        let said = self.words(&said);
        Some(match duty.missed_at {
            None => said,
            Some(due) => {
                let missed = Message::new("server-moot-missed").with("due", self.moment(due, now));
                format!("{}{said}", self.words(&missed))
            }
        })
    }

    fn cause(&self, cause: &Cause) -> String {
        let label = |kind, id: &String| {
            self.plan.label_of(kind, id).map_or_else(|| id.clone(), |label| label.in_language(self.language))
        };
        let message = match cause {
            Cause::Decision(words) => return words.clone(),
            Cause::Trigger(id) => return label(Item::Trigger, id),
            Cause::Opening => Message::new("server-cause-opening"),
            Cause::Proposal(id) => Message::new("server-cause-proposal").with("proposal", id),
            Cause::Gate(id) => Message::new("server-cause-gate").with("gate", label(Item::Gate, id)),
            Cause::Fact(id) | Cause::Correction(id) => {
                Message::new("server-cause-fact").with("fact", self.fact(id))
            }
            Cause::Struck(position) => Message::new("server-struck-by").with("event", *position),
            Cause::Adoption => Message::new("server-cause-adoption"),
            Cause::States => Message::new("server-cause-states"),
            Cause::Time => Message::new("server-cause-time"),
            Cause::Start => Message::new("server-cause-start"),
        };
        self.words(&message)
    }
}
