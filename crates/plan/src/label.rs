//! What the plan calls its own items, for readers: labels in every language of the pack, moments in the plan's zone.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use messages::{Label, Message};

use crate::model::{Channel, Plan, Right, State, TextKey};
use crate::words::{of_word, word_of};

/// The kinds of items that readers meet by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// A role.
    Role,
    /// A fact; its label is the question that asks for it.
    Fact,
    /// A scale.
    Scale,
    /// An obligation, a clock of one (`hourly_report#3`), a task or a task's time limit (`task/ID`).
    Duty,
    /// A gate.
    Gate,
    /// A form of a report.
    Form,
    /// A notice.
    Notice,
    /// A playbook.
    Playbook,
    /// A trigger, by what it is about.
    Trigger,
}

impl Plan {
    /// What the text of `key` is in every language of the plan, its own first.
    pub fn label(&self, key: &TextKey) -> Label {
        let own = self.languages.iter();
        let texts = own.filter_map(|tag| Some((tag.clone(), self.texts.0.get(tag)?.get(&key.0)?.clone())));
        let asked = self.texts.1.iter();
        let asked = asked.filter_map(|(tag, texts)| Some((tag.clone(), texts.get(&key.0)?.clone())));
        Label::new(texts.chain(asked).collect())
    }

    /// What the plan calls the item `id` of this kind; `None` where it has no such item.
    pub fn label_of(&self, kind: Item, id: &str) -> Option<Label> {
        let label = |key: &TextKey| self.label(key);
        match kind {
            Item::Role => self.role(id).map(|role| label(&role.title)),
            Item::Fact => {
                self.catalogue.facts.iter().find(|fact| fact.id == id).map(|fact| label(&fact.question))
            }
            Item::Scale => self.scale(id).map(|scale| label(&TextKey(format!("scale.{}.title", scale.id)))),
            Item::Duty => self.duty_key(id).map(label),
            Item::Gate => self.gate(id).map(|gate| label(&gate.title)),
            Item::Form => self.form(id).map(|form| label(&form.title)),
            Item::Notice => self.notice(id).map(|notice| label(&notice.title)),
            Item::Playbook => self.playbook(id).map(|playbook| label(&playbook.title)),
            Item::Trigger => {
                self.triggers.iter().find(|trigger| trigger.id == id).map(|trigger| label(&trigger.reason))
            }
        }
    }

    fn duty_key(&self, id: &str) -> Option<&TextKey> {
        let stem = id.split_once('#').map_or(id, |(stem, _)| stem);
        let task = stem.strip_prefix("task/").unwrap_or(stem);
        let obligation = self.obligation(stem).map(|obligation| &obligation.title);
        let mut tasks = self.playbooks.iter().flat_map(|playbook| &playbook.tasks);
        obligation.or_else(|| tasks.find(|template| template.id == task).map(|template| &template.title))
    }

    /// What the plan calls a level of a scale.
    pub fn level_label(&self, scale: &str, level: &str) -> Option<Label> {
        let scale = self.scale(scale)?;
        let place = scale.order.iter().position(|known| known == level)?;
        scale.labels.get(place).map(|key| self.label(key))
    }

    /// What the plan calls a condition of a gate.
    pub fn condition_label(&self, gate: &str, condition: &str) -> Option<Label> {
        let conditions = &self.gate(gate)?.conditions;
        conditions.iter().find(|known| known.id == condition).map(|known| self.label(&known.text))
    }

    /// A moment as the plan's people read it, with its offset: `2026-03-01 09:00+08:00`. It can be typed back.
    pub fn moment(&self, moment: Timestamp) -> String {
        moment_in(moment, &self.zone)
    }
}

fn moment_in(moment: Timestamp, zone: &TimeZone) -> String {
    moment.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M%:z").to_string()
}

impl State {
    /// Every state with the word that plans write for it.
    pub const WORDS: [(&'static str, State); 7] = [
        ("assessing", State::Assessing),
        ("warning", State::Warning),
        ("response", State::Response),
        ("recovery", State::Recovery),
        ("watch", State::Watch),
        ("after_care", State::AfterCare),
        ("closed", State::Closed),
    ];

    /// The word that plans write for it.
    pub fn word(self) -> &'static str {
        word_of(&State::WORDS, &self)
    }

    /// The state of this word.
    pub fn of_word(word: &str) -> Option<State> {
        of_word(&State::WORDS, word)
    }

    /// Its name for readers.
    pub fn message(self) -> Message {
        Message::new(match self {
            State::Assessing => "plan-state-assessing",
            State::Warning => "plan-state-warning",
            State::Response => "plan-state-response",
            State::Recovery => "plan-state-recovery",
            State::Watch => "plan-state-watch",
            State::AfterCare => "plan-state-after-care",
            State::Closed => "plan-state-closed",
        })
    }
}

impl Right {
    /// What it allows, for readers.
    pub fn message(self) -> Message {
        Message::new(match self {
            Right::Read => "plan-right-read",
            Right::Open => "plan-right-open",
            Right::StateFact => "plan-right-state-fact",
            Right::Decide => "plan-right-decide",
            Right::DecideLevel => "plan-right-decide-level",
            Right::DoTask => "plan-right-do-task",
            Right::File => "plan-right-file",
            Right::PassText => "plan-right-pass-text",
            Right::Send => "plan-right-send",
            Right::ProposeGate => "plan-right-propose-gate",
            Right::ReviewGate => "plan-right-review-gate",
            Right::ApproveGate => "plan-right-approve-gate",
            Right::AdoptPlan => "plan-right-adopt-plan",
            Right::ReadPersonal => "plan-right-read-personal",
            Right::Export => "plan-right-export",
        })
    }
}

impl Channel {
    /// Its name for readers.
    pub fn message(self) -> Message {
        Message::new(match self {
            Channel::App => "plan-way-app",
            Channel::Sms => "plan-way-sms",
            Channel::Email => "plan-way-email",
            Channel::Push => "plan-way-push",
            Channel::Letter => "plan-way-letter",
            Channel::Web => "plan-way-web",
            Channel::Media => "plan-way-media",
        })
    }
}
