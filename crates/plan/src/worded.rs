//! Messages about a plan's items, with the ids in them replaced by what the plan calls them.
//!
//! Rooms that decide know ids and say them; whoever shows a message knows the plan. What stands in the middle is one table:
//! the name of a message's argument tells what kind of id it holds. An id that the plan does not have stays as it is.

use jiff::Timestamp;
use messages::{Arg, Label, Message};

use crate::label::Item;
use crate::lower::near;
use crate::model::{Plan, Right, State};

/// Whether the id stands behind the label: where a person has to type it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ids {
    /// `Legal lead (legal_lead)`.
    Shown,
    /// `Legal lead`.
    Hidden,
}

/// Names of arguments and the kinds of items whose ids they hold, one or several with commas between.
const ARGUMENTS: [(&str, &[Item]); 16] = [
    ("role", &[Item::Role]),
    ("allowed", &[Item::Role]),
    ("held", &[Item::Role]),
    ("who", &[Item::Role]),
    ("fact", &[Item::Fact]),
    ("facts", &[Item::Fact]),
    ("scale", &[Item::Scale]),
    ("obligation", &[Item::Duty]),
    ("clock", &[Item::Duty]),
    ("task", &[Item::Duty]),
    ("first", &[Item::Duty]),
    ("what", &[Item::Duty, Item::Fact]),
    ("gate", &[Item::Gate]),
    ("notice", &[Item::Notice]),
    ("form", &[Item::Form]),
    ("playbook", &[Item::Playbook]),
];
/// Arguments that hold words of states.
const STATES: [&str; 4] = ["needs", "holds", "state", "states"];
/// Known ids listed at most; the nearest to what was given come first.
const LISTED_MAX: usize = 5;

impl Plan {
    /// The message with what the plan calls its items in place of their ids, states and rights by their names, and moments
    /// in the plan's zone.
    #[must_use]
    pub fn worded(&self, message: Message, ids: Ids) -> Message {
        message.mapped(&|message, name, value| self.argument(message, name, value, ids))
    }

    fn argument(&self, message: &Message, name: &str, value: &Arg, ids: Ids) -> Option<Arg> {
        let Arg::Text(text) = value else { return None };
        if let Some(moments) = self.moments(text) {
            return Some(moments.into());
        }
        match name {
            "condition" => {
                let label = self.condition_label(&text_of(message, "gate"), text)?;
                Some(shown(label, text, ids))
            }
            "certain" | "possible" => {
                Some(shown(self.level_label(&text_of(message, "scale"), text)?, text, Ids::Hidden))
            }
            "start" => Some(self.start_written(text)?.into()),
            "kind" => kind_of(text).map(|(message, _)| message.into()),
            "known" => self.nearest_known(message, text, ids),
            "right" => {
                let right = Right::WORDS.iter().find(|(word, _)| word == text)?.1;
                Some(right.message().into())
            }
            name if STATES.contains(&name) => list(text, |word| Some(State::of_word(word)?.message().into())),
            name => {
                let (_, kinds) = ARGUMENTS.iter().find(|(known, _)| *known == name)?;
                list(text, |id| self.named(kinds, id, ids))
            }
        }
    }

    /// A moment as facts are stated, exactly or as a bound, in the plan's zone.
    fn moments(&self, stated: &str) -> Option<String> {
        // With a zone in brackets it is what somebody typed: an offset that contradicts the zone makes it no moment.
        let of_record = |text: &&str| !text.contains('[');
        let moment = |text: &str| {
            let moment = Some(text).filter(of_record).and_then(|text| text.parse::<Timestamp>().ok());
            moment.map(|moment| self.moment(moment))
        };
        let bound = [("<=", "≤\u{a0}"), (">=", "≥\u{a0}")];
        let bounded = bound.iter().find_map(|(typed, sign)| Some((sign, stated.strip_prefix(typed)?)));
        match (bounded, stated.split_once("..")) {
            (Some((sign, text)), _) => Some(format!("{sign}{}", moment(text)?)),
            (None, Some((from, to))) => Some(format!("{} – {}", moment(from)?, moment(to)?)),
            (None, None) => moment(stated),
        }
    }

    fn named(&self, kinds: &[Item], id: &str, ids: Ids) -> Option<Arg> {
        let label = kinds.iter().find_map(|kind| self.label_of(*kind, id))?;
        Some(shown(label, id, ids))
    }

    /// Ids that would have done: those nearest to what was given first, a handful of them, by their labels.
    fn nearest_known(&self, message: &Message, known: &str, ids: Ids) -> Option<Arg> {
        let all = known;
        let (kind, kinds): (_, &[Item]) = match message.arg("kind") {
            Some(Arg::Text(kind)) => (kind.as_str(), kind_of(kind)?.1),
            _ if message.key() == "desk-unknown-role" => ("role", &[Item::Role]),
            _ => return None,
        };
        let given = [text_of(message, "given"), text_of(message, "role")].concat();
        let mut known: Vec<&str> = all.split(", ").filter(|id| !id.is_empty()).collect();
        let distance = |id: &&str| (!self.answers_to(kinds, id, &given), near::distance(&given, id));
        known.sort_by_key(distance);
        let more = known.len().saturating_sub(LISTED_MAX);
        let name = |id: &&str| match self.part(kind, all, id) {
            Some(label) => shown(label, id, ids),
            None => self.named(kinds, id, ids).unwrap_or_else(|| (*id).into()),
        };
        let mut list: Vec<Arg> = known.iter().take(LISTED_MAX).map(name).collect();
        match (list.is_empty(), more) {
            (true, _) => list.push(Message::new("plan-none-known").into()),
            (_, 0) => {}
            (_, more) => list.push(Message::new("plan-and-more").with("more", more).into()),
        }
        Some(list.into())
    }

    /// What a level or a condition is called, by the scale or gate whose parts were offered.
    fn part(&self, kind: &str, offered: &str, id: &str) -> Option<Label> {
        match kind {
            "level" => {
                let scale = self.scales.iter().find(|scale| scale.order.join(", ") == offered)?;
                self.level_label(&scale.id, id)
            }
            "condition" => {
                let ids = |gate: &&crate::model::Gate| {
                    let ids: Vec<&str> = gate.conditions.iter().map(|part| part.id.as_str()).collect();
                    ids.join(", ") == offered
                };
                self.condition_label(&self.gates.iter().find(ids)?.id, id)
            }
            _ => None,
        }
    }

    /// Whether the item's label, in any language, is or holds what was given: a person typed the name instead of the id.
    fn answers_to(&self, kinds: &[Item], id: &str, given: &str) -> bool {
        let given = given.trim().to_lowercase();
        let label = kinds.iter().find_map(|kind| self.label_of(*kind, id));
        let in_label = |label: Label| label.texts().any(|text| text.to_lowercase().contains(&given));
        !given.is_empty() && (id.contains(&given) || label.is_some_and(in_label))
    }
}

fn shown(label: Label, id: &str, ids: Ids) -> Arg {
    match ids {
        Ids::Shown => label.with_id(id).into(),
        Ids::Hidden => label.into(),
    }
}

/// One value, or several with commas between; `None` where `one` knows none of them.
fn list(text: &str, one: impl Fn(&str) -> Option<Arg>) -> Option<Arg> {
    let parts: Vec<&str> = text.split(", ").collect();
    let mut named: Vec<Arg> = Vec::new();
    let mut known = false;
    for part in parts {
        let arg = one(part);
        known |= arg.is_some();
        named.push(arg.unwrap_or_else(|| part.into()));
    }
    known.then_some(named.into())
}

fn text_of(message: &Message, name: &str) -> String {
    match message.arg(name) {
        Some(Arg::Text(text)) => text.clone(),
        _ => String::new(),
    }
}

/// What a kind of item is called, and where its labels are found.
fn kind_of(kind: &str) -> Option<(Message, &'static [Item])> {
    let (key, items): (_, &[Item]) = match kind {
        "fact" => ("plan-noun-fact", &[Item::Fact]),
        "role" => ("plan-noun-role", &[Item::Role]),
        "scale" => ("plan-noun-scale", &[Item::Scale]),
        "level" => ("plan-noun-level", &[]),
        "obligation" => ("plan-noun-obligation", &[Item::Duty]),
        "gate" => ("plan-noun-gate", &[Item::Gate]),
        "condition" => ("plan-noun-condition", &[]),
        "playbook" => ("plan-noun-playbook", &[Item::Playbook]),
        "task" => ("plan-noun-task", &[Item::Duty]),
        "form" => ("plan-noun-form", &[Item::Form]),
        "notice" => ("plan-noun-notice", &[Item::Notice]),
        "evidence" => ("plan-noun-evidence", &[]),
        "way" => ("plan-noun-way", &[]),
        "proposal" => ("plan-noun-proposal", &[]),
        "command" => ("plan-noun-command", &[]),
        _ => return None,
    };
    Some((Message::new(key), items))
}
