//! Two people at once, or one person in two windows: whether the thing of an act was touched since the page was made that it is sent from.

use desk::CaseFile;
use incident::Recorded;
use incident::event::Event;
use incident::stored::Written;
use messages::Message;

use super::names::Names;
use super::room::timeline;
use crate::ask::Ask;

/// Words of commands that name the thing they are about.
const THINGS: &[&str] =
    &["fact", "task", "gate", "proposal", "form", "notice", "obligation", "playbook", "event"];

/// What was done meanwhile to the thing of this act, by somebody else or by its sender; `None` if nothing was, or if the page does not
/// say when it was made. A page that has shown it once has a newer mark, and its act goes through.
pub(super) fn meanwhile(
    ask: &Ask,
    act: &str,
    words: &[(String, String)],
    file: &CaseFile,
) -> Option<Message> {
    let seen: u64 = ask.form.get("seen")?.parse().ok()?;
    let me = ask.visitor.signed_in.as_ref()?.person.login.as_str();
    // Evidence that is cited is not what the act is about.
    let is_thing = |word: &str| THINGS.contains(&word) || word == "evidence" && act == "custody";
    let things: Vec<&str> =
        words.iter().filter(|(word, _)| is_thing(word)).map(|(_, id)| id.as_str()).collect();
    let by_people = |event: &Recorded| event.actor.role != desk::Act::CLOCK;
    let begin = file.events.partition_point(|event| event.position <= seen);
    let since = file.events.get(begin..)?;
    let touched = |event: &Recorded| by_people(event) && touches(event, act, &things);
    let at = begin + since.iter().rposition(touched)?;
    // Who reads it is told what somebody did, and not what followed from it.
    let event = file.events.get(at)?;
    let event = if names_itself(&event.event) { event } else { timeline::act_at(&file.events, at)? };
    let names = Names::new(&file.plan, ask.language());
    let written = Written::of(&event.event).ok()?;
    let data = serde_json::from_str(&written.data).unwrap_or_default();
    Some(
        Message::new(if event.actor.user == me { "server-meanwhile-you" } else { "server-meanwhile" })
            .with("role", names.role(&event.actor.role))
            .with("user", event.actor.user.as_str())
            .with("what", names.event(written.kind, &data))
            .with("moment", names.moment(event.recorded_at, ask.now)),
    )
}

/// Whether an event is about one of the things; where an act names none, whether it decides the same.
fn touches(event: &Recorded, act: &str, things: &[&str]) -> bool {
    let Ok(written) = Written::of(&event.event) else { return false };
    let kinds: &[&str] = match act {
        "decide-level" => &["level.decided"],
        "declare" | "warn" | "renew" | "watch" | "accept" | "close" | "reopen" => &[
            "response.declared",
            "warning.opened",
            "warning.decided",
            "start.confirmed",
            "state.entered",
            "state.left",
            "case.reopened",
        ],
        _ => return names_itself(&event.event) && things.iter().any(|thing| says(&written.data, thing)),
    };
    kinds.contains(&written.kind)
}

/// An event that is news to whoever works on the same thing: what people did, and what took somebody's word away. What the plan makes of
/// an act names many things that nobody touched.
fn names_itself(event: &Event) -> bool {
    let is_lapse =
        matches!(event, Event::GateLapsed(_) | Event::NoticePassLapsed(_) | Event::LevelDecisionLapsed(_));
    is_lapse || timeline::is_act(event)
}

/// Whether the fields of an event name a thing: its id, or the clock `duty#2`.
fn says(data: &str, thing: &str) -> bool {
    match thing.split_once('#') {
        Some((duty, number)) => data.contains(&format!("{{\"obligation\":\"{duty}\",\"number\":{number}}}")),
        None => data.contains(&format!("\"{thing}\"")),
    }
}
