//! The level of each scale with the rules behind it.

use messages::Message;
use plan::{Item, Right, SetBy};
use views::{LevelView, ReasonView};

use super::{Page, section};
use crate::door::Door;
use crate::words;

impl Page<'_> {
    pub(super) fn levels(&self, door: &mut Door) {
        section(door, "cli-case-levels");
        for (scale, level) in &self.view.levels {
            let line = self.level(scale, level, door);
            door.say(&line);
            for reason in &level.reasons {
                let line = self.reason(scale, reason, door);
                door.text(&line);
            }
        }
    }

    fn level(&self, scale: &str, level: &LevelView, door: &Door) -> Message {
        let name = |id: &str| words::level(self.plan, scale, id, door);
        let of_people = self.plan.scale(scale).is_some_and(|scale| scale.set_by == SetBy::People);
        let stands = match (&level.decided, level.certain == level.possible) {
            (None, _) if level.unset => Message::new("cli-level-unset").with("who", self.deciders(door)),
            (Some(decided), _) if of_people => Message::new("cli-level-set")
                .with("level", name(decided))
                .with("role", self.role(level.decided_by.as_deref().unwrap_or_default(), door)),
            (Some(decided), _) => Message::new("cli-level-decided")
                .with("level", name(decided))
                .with("role", self.role(level.decided_by.as_deref().unwrap_or_default(), door))
                .with("computed", self.computed(scale, level, door)),
            (None, true) => Message::new("cli-level-computed").with("level", name(&level.certain)),
            (None, false) => Message::new("cli-level-open")
                .with("level", name(&level.certain))
                .with("possible", name(&level.possible)),
        };
        Message::new("cli-case-level")
            .with("scale", words::item(self.plan, Item::Scale, scale, door))
            .with("level", stands)
    }

    /// The roles that may set a level.
    fn deciders(&self, door: &Door) -> String {
        let deciders = self.plan.roles.iter().filter(|role| role.rights.contains(&Right::DecideLevel));
        let deciders: Vec<String> = deciders.map(|role| role.id.clone()).collect();
        self.roles(&deciders, door)
    }

    fn computed(&self, scale: &str, level: &LevelView, door: &Door) -> String {
        let name = |id: &str| words::level(self.plan, scale, id, door);
        if level.certain == level.possible {
            return name(&level.certain);
        }
        format!("{} – {}", name(&level.certain), name(&level.possible))
    }

    fn reason(&self, scale: &str, reason: &ReasonView, door: &Door) -> String {
        let rules = self.plan.scale(scale).into_iter().flat_map(|scale| &scale.rules);
        let rule = rules.into_iter().find(|rule| rule.id == reason.rule);
        let text =
            rule.map_or_else(|| reason.rule.clone(), |rule| words::text(self.plan, &rule.reason, door));
        let clause = rule.and_then(|rule| rule.origin.clause.as_deref());
        let clause = clause.map(|clause| format!(" [{clause}]")).unwrap_or_default();
        let evidence = if reason.evidence.is_empty() {
            String::new()
        } else {
            door.words(&Message::new("cli-level-evidence").with("evidence", door.list(&reason.evidence)))
        };
        let sign = if reason.truth == "true" { "✓" } else { "?" };
        let level = words::level(self.plan, scale, &reason.level, door);
        format!("    {sign} {level} · {text}{clause}{evidence}")
    }
}
