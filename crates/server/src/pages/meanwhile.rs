//! Two people at once, or one person in two windows: whether the thing of an act was touched since the page was made that it is sent from.

use desk::CaseFile;
use incident::Recorded;
use incident::stored::Written;
use messages::Message;

use super::names::Names;
use crate::ask::Ask;

/// Words of commands that name the thing they are about.
const THINGS: &[&str] =
    &["fact", "task", "gate", "proposal", "form", "notice", "obligation", "evidence", "playbook", "event"];

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
    let things: Vec<&str> =
        words.iter().filter(|(word, _)| THINGS.contains(&word.as_str())).map(|(_, id)| id.as_str()).collect();
    let by_people = |event: &&Recorded| event.actor.role != desk::Act::CLOCK;
    let mut since = file.events.iter().rev().take_while(|event| event.position > seen);
    let event = since.find(|event| by_people(event) && touches(event, act, &things))?;
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
        _ => {
            let names = |thing: &&str| written.data.contains(&format!("\"{thing}\""));
            return things.iter().any(names);
        }
    };
    kinds.contains(&written.kind)
}
