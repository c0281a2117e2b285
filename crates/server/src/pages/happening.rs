//! What an event of a kind of its own was about, in the words of the plan: whom a call went to, what was proposed and why, which condition
//! of a gate changed and to what. The others are worded by the first thing that they name (`names.rs`).

use messages::Message;
use plan::Item;
use serde_json::Value;

use super::names::Names;

impl Names<'_> {
    /// What it was about; `None` where the event names nothing more than others do.
    pub(super) fn happening(&self, kind: &str, data: &Value) -> Option<String> {
        let text = |member: &str| data.get(member).and_then(Value::as_str);
        let parts: Vec<Option<String>> = match kind {
            "role.paged" => {
                let clock = data.get("clock").and_then(|clock| clock.get("obligation")?.as_str());
                vec![Some(self.role(text("role")?)), clock.map(|id| self.item(id))]
            }
            "proposal.made" => vec![Some(self.proposed(data)?), self.of(Item::Trigger, text("trigger")?)],
            "trigger.ceased" => vec![self.of(Item::Trigger, text("trigger")?)],
            "level.computed" => vec![self.scale(text("scale")?), Some(self.judged(data)?)],
            "level.decided" => {
                let level = data.get("level")?.get("level")?.as_str()?;
                let level = self.level_said(text("scale")?, level);
                vec![self.scale(text("scale")?), Some(level), text("reason").map(str::to_owned)]
            }
            "gate.condition_changed" | "gate.condition_waived" => self.condition(data)?,
            "gate.proposed" => vec![Some(self.item(text("gate")?)), text("reason").map(str::to_owned)],
            "form.filed" => vec![
                self.of(Item::Form, text("form")?),
                text("channel").map(str::to_owned),
                text("receipt").map(str::to_owned),
            ],
            "notice.passed" | "notice.pass_lapsed" => vec![self.of(Item::Notice, text("notice")?)],
            "notice.sent" => {
                let count = data.get("count").and_then(Value::as_u64).map(|count| self.told_to(count));
                vec![self.of(Item::Notice, text("notice")?), self.ways(data), count]
            }
            kind if kind.starts_with("obligation.") => self.duty_turned(kind, data)?,
            "custody.passed" => {
                let to = format!("{} → {}", text("id")?, self.role(text("to")?));
                vec![Some(to), text("reason").map(str::to_owned)]
            }
            "task.moved" => {
                vec![Some(self.item(text("task")?)), self.stage(text("to")?), text("note").map(str::to_owned)]
            }
            _ => return None,
        };
        let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        Some(parts.join(" · "))
    }

    /// Which of its occurrences, and what people have to know of it: why it is no longer owed, when it was or is due.
    fn duty_turned(&self, kind: &str, data: &Value) -> Option<Vec<Option<String>>> {
        let clock = data.get("clock")?;
        let number = clock.get("number").and_then(Value::as_u64).unwrap_or(1);
        let item = self.item(&format!("{}#{number}", clock.get("obligation")?.as_str()?));
        let text = |of: Option<&Value>, member: &str| Some(of?.get(member)?.as_str()?.to_owned());
        let due = |due: String| self.words(&Message::new("server-due-at").with("moment", self.value(&due)));
        let more = match kind {
            "obligation.moot" => text(data.get("cause"), "of")
                .filter(|_| text(data.get("cause"), "by").as_deref() == Some("decision")),
            "obligation.missed" => text(Some(data), "due").map(due),
            "obligation.started" | "obligation.rescheduled" => text(data.get("schedule"), "due").map(due),
            _ => None,
        };
        Some(vec![Some(item), more])
    }

    fn told_to(&self, count: u64) -> String {
        self.words(&Message::new("server-told-to").with("count", self.count(count)))
    }

    /// In which ways a notice went, where it was not all of them: a part is never shown as the whole.
    fn ways(&self, data: &Value) -> Option<String> {
        let ways = data.get("ways").and_then(Value::as_array).into_iter().flatten();
        let names: Vec<String> = ways.filter_map(|way| Some(self.way(way.as_str()?))).collect();
        (!names.is_empty()).then(|| names.join(&self.say("look-comma")))
    }

    fn of(&self, kind: Item, id: &str) -> Option<String> {
        Some(self.plan.label_of(kind, id)?.in_language(self.language))
    }

    /// The scale by its title, where the plan has more than one.
    fn scale(&self, id: &str) -> Option<String> {
        if self.plan.scales.len() > 1 { self.of(Item::Scale, id) } else { None }
    }

    fn proposed(&self, data: &Value) -> Option<String> {
        let key = match data.get("start")?.as_str()? {
            "warning" => "server-do-warn",
            _ => "server-do-declare",
        };
        Some(self.say(key))
    }

    /// The level that is certain, and the one it may become.
    fn judged(&self, data: &Value) -> Option<String> {
        let scale = data.get("scale")?.as_str()?;
        let level = |member: &str| data.get(member)?.get("level")?.as_str();
        let (certain, possible) = (level("certain")?, level("possible")?);
        let said = self.level_said(scale, certain);
        if certain == possible {
            return Some(said);
        }
        let may = Message::new("server-may-become").with("level", self.level_said(scale, possible));
        Some(format!("{said}{}{}", self.say("server-and-then"), self.words(&may)))
    }

    fn condition(&self, data: &Value) -> Option<Vec<Option<String>>> {
        let text = |member: &str| data.get(member).and_then(Value::as_str);
        let gate = text("gate")?;
        let condition = self.plan.condition_label(gate, text("condition")?);
        let status = match text("status") {
            Some("met") => Some(self.say("server-condition-met")),
            Some("not_met") => Some(self.say("look-not-met")),
            Some(_) => Some(self.say("look-unknown")),
            None => None,
        };
        let condition = condition.map(|label| label.in_language(self.language));
        Some(vec![Some(self.item(gate)), condition, status, text("reason").map(str::to_owned)])
    }

    fn stage(&self, stage: &str) -> Option<String> {
        let key = match stage {
            "taken" | "doing" => "server-stage-doing",
            "blocked" => "server-stage-blocked",
            "done" => "server-stage-done",
            _ => return None,
        };
        Some(self.say(key))
    }
}
