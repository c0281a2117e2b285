//! What a clock runs from, in words: "the moment it became known", "the start of response".

use messages::{Label, Message};

use crate::label::Item;
use crate::model::{Plan, StartAt, State};

impl Plan {
    /// What a clock of this start runs from, as the end of "30 min from …".
    pub fn start(&self, start: &StartAt) -> Message {
        let scale = |slot: &usize| self.scales.get(*slot);
        match start {
            StartAt::Owed => Message::new("plan-start-owed"),
            StartAt::Opened => Message::new("plan-start-opened"),
            StartAt::Fact(slot) => {
                self.fact_start(self.catalogue.facts.get(*slot).map_or("", |fact| fact.id.as_str()))
            }
            StartAt::Entered(state) => state_start(*state),
            StartAt::Level(slot, place) => {
                let level = scale(slot).and_then(|scale| Some((&scale.id, scale.order.get(*place)?)));
                let label = level.and_then(|(scale, level)| self.level_label(scale, level));
                with("plan-start-level", "level", label, "")
            }
            StartAt::LevelLowered(_) => Message::new("plan-start-lowered"),
            StartAt::Met(id) => with("plan-start-met", "obligation", self.label_of(Item::Duty, id), id),
            StartAt::Gate(id) => with("plan-start-gate", "gate", self.label_of(Item::Gate, id), id),
        }
    }

    /// The same of a start as schedules have it written down: `fact known`, `state response`, `met first_report`, …; `None`
    /// for words that are none of these.
    pub fn start_written(&self, written: &str) -> Option<Message> {
        let (kind, id) = written.split_once(' ').unwrap_or((written, ""));
        Some(match kind {
            "owed" => Message::new("plan-start-owed"),
            "opened" => Message::new("plan-start-opened"),
            "laid_out" => Message::new("plan-start-laid-out"),
            "awareness" => self.fact_start("known"),
            "fact" => self.fact_start(id),
            "state" => state_start(State::of_word(id)?),
            "level" => {
                let (scale, level) = id.split_once(' ')?;
                with("plan-start-level", "level", self.level_label(scale, level), level)
            }
            "lowered" => Message::new("plan-start-lowered"),
            "met" => with("plan-start-met", "obligation", self.label_of(Item::Duty, id), id),
            "gate" => with("plan-start-gate", "gate", self.label_of(Item::Gate, id), id),
            _ => return None,
        })
    }

    fn fact_start(&self, id: &str) -> Message {
        match id {
            "happened" => Message::new("plan-start-happened"),
            "known" => Message::new("plan-start-known"),
            id => with("plan-start-fact", "fact", self.label_of(Item::Fact, id), id),
        }
    }
}

fn state_start(state: State) -> Message {
    Message::new("plan-start-state").with("state", state.message())
}

/// The message with a label as its argument, or with the id where the plan has no such item any more.
fn with(key: &'static str, name: &'static str, label: Option<Label>, id: &str) -> Message {
    match label {
        Some(label) => Message::new(key).with(name, label),
        None => Message::new(key).with(name, id),
    }
}
