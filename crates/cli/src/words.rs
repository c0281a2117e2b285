//! What machines call by an id, called by its name: events, states, acts, and the plan's own items in the reader's
//! language.

use messages::Message;
use plan::{Item, Plan, State, TextKey};
use serde_json::Value;

use crate::clock;
use crate::door::Door;

/// The name of an event's kind; the kind itself where a newer one has no name here.
pub fn event(kind: &str, door: &Door) -> String {
    views::event_name(kind).map_or_else(|| kind.to_owned(), |name| door.words(&name))
}

/// The name of a state of a case.
pub fn state(id: &str, door: &Door) -> String {
    State::of_word(id).map_or_else(|| id.to_owned(), |state| door.words(&state.message()))
}

/// Where a task stands, with its sign.
pub fn stage(id: &str, door: &Door) -> String {
    let key = match id {
        "open" => "cli-stage-open",
        "taken" => "cli-stage-taken",
        "doing" => "cli-stage-doing",
        "blocked" => "cli-stage-blocked",
        "done" => "cli-stage-done",
        other => return other.to_owned(),
    };
    door.words(&Message::new(key))
}

/// What somebody does with a command, as the story of a drill tells it.
pub fn act(command: &str, door: &Door) -> String {
    let key = match command {
        "open" => "cli-act-open",
        "fact" => "cli-act-fact",
        "strike" => "cli-act-strike",
        "evidence" => "cli-act-evidence",
        "custody" => "cli-act-custody",
        "decide-level" => "cli-act-decide-level",
        "warn" => "cli-act-warn",
        "renew" => "cli-act-renew",
        "watch" => "cli-act-watch",
        "declare" => "cli-act-declare",
        "accept" => "cli-act-accept",
        "answer" => "cli-act-answer",
        "playbook" => "cli-act-playbook",
        "task" => "cli-act-task",
        "met" => "cli-act-met",
        "file" => "cli-act-file",
        "write" => "cli-act-write",
        "pass" => "cli-act-pass",
        "notice-sent" => "cli-act-notice-sent",
        "gate.propose" => "cli-act-gate-propose",
        "gate.review" => "cli-act-gate-review",
        "gate.approve" => "cli-act-gate-approve",
        "waive" => "cli-act-waive",
        "moot" => "cli-act-moot",
        "adopt" => "cli-act-adopt",
        "tick" => "cli-act-tick",
        "close" => "cli-act-close",
        "reopen" => "cli-act-reopen",
        other => return other.to_owned(),
    };
    door.words(&Message::new(key))
}

/// The title of a role; its id where the plan has none. Time itself acts in no role.
pub fn role(plan: &Plan, id: &str, door: &Door) -> String {
    if id == desk::Act::CLOCK {
        return door.words(&Message::new("cli-role-clock"));
    }
    item(plan, Item::Role, id, door)
}

/// What the plan calls an item of this kind; the id where it has no such item. A later clock of a duty shows its number.
pub fn item(plan: &Plan, kind: Item, id: &str, door: &Door) -> String {
    let Some(label) = plan.label_of(kind, id) else { return id.to_owned() };
    let text = label.in_language(door.language);
    match id.split_once('#') {
        Some((_, number)) if number != "1" => format!("{text} #{number}"),
        _ => text,
    }
}

/// What the plan calls a level of a scale, in its own language; beside it what that means in the reader's, where the pack says so.
pub fn level(plan: &Plan, scale: &str, id: &str, door: &Door) -> String {
    let found = plan.scale(scale).and_then(|scale| {
        let place = scale.order.iter().position(|known| known == id)?;
        scale.labels.get(place)
    });
    let Some(key) = found else { return id.to_owned() };
    let own = plan.text(key, plan.languages.first().map_or("", String::as_str));
    let meant = plan.text(key, door.language.tag());
    if own == meant { own.to_owned() } else { format!("{own} · {meant}") }
}

/// What the plan calls a condition of a gate.
pub fn condition(plan: &Plan, gate: &str, id: &str, door: &Door) -> String {
    plan.condition_label(gate, id).map_or_else(|| id.to_owned(), |label| label.in_language(door.language))
}

/// What the plan is called.
pub fn plan(plan: &Plan, door: &Door) -> String {
    let label = plan.label(&TextKey("plan.title".to_owned()));
    let text = label.in_language(door.language);
    if text.is_empty() { plan.id.clone() } else { text }
}

/// What is known or was said of a fact, in words: `>=120000` is "at least 120,000".
pub fn value(plan: &Plan, stated: &str, door: &Door) -> String {
    documents::in_words(stated, &plan.zone, clock::now(), door.language)
}

/// Words in which a fact is stated, retold by what they say of it; as they are where they say nothing of it.
pub fn stated(plan: &Plan, fact: &str, given: &str, door: &Door) -> String {
    let fact = plan.catalogue.facts.iter().find(|known| known.id == fact);
    let said = fact.and_then(|fact| {
        let read = incident::statement(fact, given, &plan.zone).ok()?;
        views::said(&read.value, &fact.kind)
    });
    said.map_or_else(|| given.to_owned(), |said| value(plan, &said, door))
}

/// Whether the fact is a moment.
pub fn is_time(fact: &plan::Fact) -> bool {
    fact.kind == expr::Type::Instant
}

/// The same of the fact with this id.
pub fn is_time_of(plan: &Plan, id: &str) -> bool {
    plan.catalogue.facts.iter().find(|fact| fact.id == id).is_some_and(is_time)
}

/// A way of a notice, by the word that plans write for it.
pub fn way(word: &str, door: &Door) -> String {
    plan::Channel::of_word(word).map_or_else(|| word.to_owned(), |way| door.words(&way.message()))
}

/// A unit of the catalogue; the word itself where a pack has its own.
pub fn unit(word: &str, door: &Door) -> String {
    let key = match word {
        "records" => "cli-unit-records",
        "identifiers" => "cli-unit-identifiers",
        "persons" => "cli-unit-persons",
        "customers" => "cli-unit-customers",
        "percent" => "cli-unit-percent",
        other => return other.to_owned(),
    };
    door.words(&Message::new(key))
}

/// A text of the plan in the reader's language, else in the plan's own.
pub fn text(plan: &Plan, key: &TextKey, door: &Door) -> String {
    plan.text(key, door.language.tag()).to_owned()
}

/// Members of events that name something, and what kind of item.
const NAMING: [(&str, Option<Item>); 11] = [
    ("title", None),
    ("scale", Some(Item::Scale)),
    ("gate", Some(Item::Gate)),
    ("task", Some(Item::Duty)),
    ("playbook", Some(Item::Playbook)),
    ("trigger", Some(Item::Trigger)),
    ("form", Some(Item::Form)),
    ("notice", Some(Item::Notice)),
    ("role", Some(Item::Role)),
    ("proposal", None),
    ("reason", None),
];

/// What an event is about, in the reader's words: the first of its members that names something.
pub fn subject(plan: &Plan, kind: &str, data: &Value, door: &Door) -> String {
    let word = |member: &str| data.get(member).and_then(Value::as_str);
    let named = |member: &str, kind: Item| word(member).map(|id| item(plan, kind, id, door));
    match kind {
        "fact.stated" => {
            let fact = named("fact", Item::Fact).unwrap_or_default();
            return format!("{fact} {}", value(plan, &views::stated(plan, data).unwrap_or_default(), door));
        }
        "evidence.added" => {
            return format!("{} {}", word("id").unwrap_or_default(), word("name").unwrap_or_default());
        }
        "leak.counted" => {
            let evidence = data.get("evidence").and_then(Value::as_array).into_iter().flatten();
            return door.list(&evidence.filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>());
        }
        "field.written" => {
            let kind = if word("paper") == Some("form") { Item::Form } else { Item::Notice };
            let of = named("of", kind).unwrap_or_default();
            return format!("{of} · {}", word("field").unwrap_or_default());
        }
        "custody.passed" => {
            return format!(
                "{} → {}",
                word("id").unwrap_or_default(),
                role(plan, word("to").unwrap_or_default(), door)
            );
        }
        "act.struck" => {
            return data.get("position").map(|position| format!("№ {position}")).unwrap_or_default();
        }
        "level.computed" | "level.decided" => return levels(plan, data, door),
        "state.entered" | "state.left" => return state(word("state").unwrap_or_default(), door),
        "notice.sent" => {
            let ways = data.get("ways").and_then(Value::as_array).into_iter().flatten();
            let ways: Vec<String> = ways.filter_map(|one| Some(way(one.as_str()?, door))).collect();
            let ways = if ways.is_empty() { String::new() } else { format!(" · {}", door.list(&ways)) };
            return format!("{}{ways}", named("notice", Item::Notice).unwrap_or_default());
        }
        "task.moved" => {
            let stage = stage(word("to").unwrap_or_default(), door);
            return format!("{} · {stage}", named("task", Item::Duty).unwrap_or_default());
        }
        _ => {}
    }
    if let Some(clock) = data.get("clock").filter(|clock| clock.is_object() && kind != "role.paged") {
        let part = |member: &str| clock.get(member).map(|part| part.to_string().replace('"', ""));
        let id = [part("obligation"), part("number")].map(Option::unwrap_or_default).join("#");
        return item(plan, Item::Duty, &id, door);
    }
    let found = NAMING.into_iter().find_map(|(member, kind)| Some((word(member)?, kind)));
    found.map_or_else(String::new, |(id, kind)| {
        kind.map_or_else(|| id.to_owned(), |kind| item(plan, kind, id, door))
    })
}

/// Scale and level of an event about levels.
fn levels(plan: &Plan, data: &Value, door: &Door) -> String {
    let scale = data.get("scale").and_then(Value::as_str).unwrap_or_default();
    let place =
        |member: &str| data.get(member)?.get("level")?.as_str().map(|id| level(plan, scale, id, door));
    let stands = match (place("certain"), place("possible"), place("level")) {
        (Some(certain), Some(possible), _) if certain != possible => format!("{certain} – {possible}"),
        (certain, _, decided) => certain.or(decided).unwrap_or_default(),
    };
    format!("{} · {stands}", item(plan, Item::Scale, scale, door))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stored_kind_of_event_has_a_name() {
        let door = Door::new(messages::Language::English);
        for (kind, _) in incident::stored::kinds() {
            assert_ne!(event(kind, &door), kind, "{kind} has no name for readers");
        }
    }

    #[test]
    fn every_act_a_person_can_do_has_a_name() {
        let door = Door::new(messages::Language::English);
        for (command, _) in incident::words::COMMANDS {
            assert_ne!(act(command, &door), *command, "{command} has no name for readers");
        }
    }
}
