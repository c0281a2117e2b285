//! Items of a plan that never come to rest, by name.

use std::collections::BTreeSet;

use crate::event::Event;

/// `KIND ID` of everything these events are about, comma separated.
pub(super) fn items(events: &[Event]) -> String {
    let items: BTreeSet<String> = events.iter().filter_map(item).collect();
    items.into_iter().collect::<Vec<_>>().join(", ")
}

fn item(event: &Event) -> Option<String> {
    let (kind, id) = match event {
        Event::LevelComputed(event) => ("scale", &event.scale),
        Event::LevelDecided(event) => ("scale", &event.scale),
        Event::LevelDecisionLapsed(event) => ("scale", &event.scale),
        Event::ProposalMade(event) => ("trigger", &event.trigger),
        Event::TriggerCeased(event) => ("trigger", &event.trigger),
        Event::PlaybookStarted(event) => ("playbook", &event.playbook),
        Event::ConditionChanged(event) => ("gate", &event.gate),
        Event::GateLapsed(event) => ("gate", &event.gate),
        Event::ClockStarted(event) => ("obligation", &event.clock.obligation),
        Event::ClockUndetermined(event) => ("obligation", &event.clock.obligation),
        Event::ClockNotOwed(event) => ("obligation", &event.clock.obligation),
        Event::ClockRescheduled(event) => ("obligation", &event.clock.obligation),
        Event::ClockMoot(event) => ("obligation", &event.clock.obligation),
        Event::ClockQuestioned(event) => ("obligation", &event.clock.obligation),
        _ => return None,
    };
    Some(format!("{kind} {id}"))
}
