//! What an act did, said after it is durable.

use desk::{CaseFile, Done};
use incident::event::fact::Stated;
use incident::stored::StoredEvent;
use incident::{AHEAD_MOST, Event, Picture};
use jiff::Timestamp;
use messages::Message;
use plan::{Ids, Item};
use serde_json::json;
use views::{FactView, StatementView, Word};

use super::report;
use crate::door::Door;
use crate::exit::Failure;
use crate::figures;
use crate::output::Output;
use crate::table::{Edge, Table};
use crate::times::Times;
use crate::words;

/// Says what was appended, and what somebody has to know about it at once. When this is printed, all of it is on disk.
/// `case` is the case after the act, read at `now`; `only_recorded` says that a moment was told which nothing counts from.
pub fn show(
    done: &Done,
    case: &CaseFile,
    (now, only_recorded): (Timestamp, bool),
    output: &Output,
    door: &mut Door,
) -> Result<(), Failure> {
    let mut remarks = statements(done, case, now, door);
    remarks.extend(took_away(done, case, now, door));
    if let Some(event) = done.events.last().filter(|_| only_recorded) {
        let message = Message::new("cli-told-not-counted").with("told", event.occurred_at.to_string());
        remarks.push(case.plan.worded(message.with("recorded", event.recorded_at.to_string()), Ids::Hidden));
    }
    remarks.extend(clock_behind(done, case, now));
    remarks.extend(told_fewer(done, case, now, door));
    remarks.extend(beyond(done, case, now, door));
    remarks.extend(filed_with_gaps(done, case, now, door)?);
    let mut events = Vec::new();
    for event in done.events.iter() {
        let stored = StoredEvent::of(&event.event).ok();
        events.push(json!({
            "event": event.position,
            "kind": stored.as_ref().map(|stored| stored.kind.clone()),
            "data": stored.map(|stored| stored.data),
            "occurred_at": event.occurred_at.to_string(),
            "recorded_at": event.recorded_at.to_string(),
        }));
    }
    let value = json!({
        "case": { "id": done.case.as_str(), "number": done.number, "version": done.state.version },
        "events": events,
        "remarks": remarks.iter().map(|remark| json!({ "code": remark.key(), "message": door.words(remark) }))
            .collect::<Vec<_>>(),
    });
    output.give(&value, door, |door| {
        let key = if done.events.is_empty() { "cli-case-nothing-to-do" } else { "cli-case-done" };
        let message = Message::new(key)
            .with("number", done.number.to_string())
            .with("id", done.case.as_str())
            .with("count", done.events.len());
        door.say(&message);
        let mut table = Table::new(&[Edge::Right, Edge::Left, Edge::Left]);
        for event in &events {
            let word = |member: &str| event[member].as_str().unwrap_or_default().to_owned();
            let kind = words::event(&word("kind"), door);
            let subject = words::subject(&case.plan, &word("kind"), &event["data"], door);
            table.row([event["event"].to_string(), kind, subject]);
        }
        if !table.is_empty() {
            door.text(&table.lines());
        }
        remarks.iter().for_each(|remark| door.say(remark));
    })
}

/// The machine's clock stands behind the record by more than clocks differ: the act is recorded at the record's time, which may
/// not be today's.
fn clock_behind(done: &Done, case: &CaseFile, now: Timestamp) -> Option<Message> {
    let last = done.events.last().filter(|event| event.recorded_at.duration_since(now) > AHEAD_MOST)?;
    let times = Times::of(&case.plan).ok()?;
    let message = Message::new("cli-act-clock-behind").with("recorded", times.show(last.recorded_at));
    Some(message.with("now", times.show(now)))
}

/// A notice went to fewer than are known to be concerned, all words about its ways and its text taken together.
fn told_fewer(done: &Done, case: &CaseFile, now: Timestamp, door: &Door) -> Option<Message> {
    let sent = done.events.iter().find_map(|event| match &event.event {
        Event::NoticeSent(sent) => Some(sent),
        _ => None,
    })?;
    let word = Word { notice: &sent.notice, digest: &sent.digest, ways: &sent.ways, more: 0 };
    let fewer = views::fewer_with(&done.state, &case.plan, &word, now)?;
    let message = Message::new("cli-told-fewer").with("told", figures::count(fewer.told));
    let fact = words::item(&case.plan, Item::Fact, &fewer.fact, door);
    Some(message.with("known", figures::count(fewer.known)).with("fact", fact))
}

/// What became of the statements of this act, where one does not simply stand.
fn statements(done: &Done, case: &CaseFile, now: Timestamp, door: &Door) -> Vec<Message> {
    let facts = views::facts(&done.state, &case.plan, now);
    let stated = done.events.iter().filter_map(|event| match &event.event {
        Event::FactStated(stated) => Some((event.position, stated)),
        _ => None,
    });
    let remark = |(event, stated): (u64, &Stated)| {
        let view = facts.get(&stated.fact)?;
        let said = view.statements.iter().find(|said| said.event == event)?;
        let message = became(said, stated, view, (done, case), now, door)?;
        let message = message.with("fact", words::item(&case.plan, Item::Fact, &stated.fact, door));
        let known = words::value(&case.plan, view.known.as_deref().unwrap_or("unknown"), door);
        Some(message.with("known", known).with("given", words::value(&case.plan, &said.said, door)))
    };
    stated.filter_map(remark).collect()
}

/// It is set aside, contradicts an older word, or says less than is known.
fn became(
    said: &StatementView,
    stated: &Stated,
    view: &FactView,
    (done, case): (&Done, &CaseFile),
    now: Timestamp,
    door: &Door,
) -> Option<Message> {
    let event = said.event;
    if view.set_aside.contains(&event) {
        let who: Vec<String> =
            view.answered_by.iter().map(|role| words::role(&case.plan, role, door)).collect();
        return Some(Message::new("cli-set-aside").with("who", door.list(&who)));
    }
    let slot = case.plan.catalogue.slot(&stated.fact)?;
    let before = Picture::facts_at(&done.state, &case.plan, event.saturating_sub(1)).into_iter().nth(slot)?;
    let picture = Picture::of(&done.state, &case.plan, now);
    let after = picture.facts.get(slot)?;
    let known_before = |against: u64| before.conflicts.iter().any(|conflict| conflict.against == against);
    let new = after.conflicts.iter().find(|conflict| !known_before(conflict.against));
    if let Some(stands) = new.filter(|new| new.against == event).map(|new| new.stands) {
        // What stands against it is an earlier word, or, of another fact, when it was known.
        let key = if after.after_known { "cli-fact-after-known" } else { "cli-fact-later" };
        return Some(Message::new(key).with("event", stands.to_string()));
    }
    if let Some(older) = new.and_then(|new| view.statements.iter().find(|said| said.event == new.against)) {
        let message = Message::new("cli-fact-contradicts")
            .with("role", words::role(&case.plan, &older.by, door))
            .with("event", older.event.to_string())
            .with("older", words::value(&case.plan, &older.said, door));
        return Some(message);
    }
    let says_less =
        before.known == after.known && view.known.as_deref().unwrap_or("unknown") != said.said.as_str();
    says_less.then(|| Message::new("cli-fact-weaker"))
}

/// A time of this act before which something is said to have begun that can only have begun after it.
fn took_away(done: &Done, case: &CaseFile, now: Timestamp, door: &Door) -> Vec<Message> {
    let facts = views::facts(&done.state, &case.plan, now);
    let here = |event: u64| done.events.iter().any(|recorded| recorded.position == event);
    let remark = |fact: &plan::Fact| {
        let view = facts.get(&fact.id).filter(|_| !fact.not_before.is_empty())?;
        let (_, against) = view.conflicts.iter().find(|(stands, against)| {
            here(*stands) && !view.statements.iter().any(|said| said.event == *stands) && *against > 0
        })?;
        let said = view.statements.iter().find(|said| said.event == *against)?;
        let who: Vec<String> =
            fact.answered_by.iter().map(|role| words::role(&case.plan, role, door)).collect();
        Some(
            Message::new("cli-fact-takes-away")
                .with("other", words::item(&case.plan, Item::Fact, &fact.id, door))
                .with("known", words::value(&case.plan, &said.said, door))
                .with("who", door.list(&who)),
        )
    };
    case.plan.catalogue.facts.iter().filter_map(remark).collect()
}

/// A count of this act that cannot hold beside another one.
fn beyond(done: &Done, case: &CaseFile, now: Timestamp, door: &Door) -> Vec<Message> {
    let stated = |fact: &str| {
        let mut events = done.events.iter().map(|event| &event.event);
        events.any(|event| matches!(event, Event::FactStated(stated) if stated.fact == fact))
    };
    let facts = views::facts(&done.state, &case.plan, now);
    let known = |id: &str| {
        let known = facts.get(id).and_then(|fact| fact.known.as_deref()).unwrap_or("unknown");
        words::value(&case.plan, known, door)
    };
    let name = |id: &str| words::item(&case.plan, Item::Fact, id, door);
    let pairs = facts.iter().flat_map(|(part, view)| view.more_than.iter().map(move |whole| (part, whole)));
    let told = pairs.filter(|(part, whole)| stated(part) || stated(whole));
    let remark = |(part, whole): (&String, &String)| {
        Message::new(if words::is_time_of(&case.plan, part) { "cli-later" } else { "cli-beyond" })
            .with("fact", name(part))
            .with("known", known(part))
            .with("other", name(whole))
            .with("most", known(whole))
    };
    told.map(remark).collect()
}

/// What a report that was filed left unknown, field by field, with who can answer: it may leave so, and it is said.
fn filed_with_gaps(
    done: &Done,
    case: &CaseFile,
    now: Timestamp,
    door: &Door,
) -> Result<Vec<Message>, Failure> {
    let mut remarks = Vec::new();
    for event in done.events.iter() {
        let Event::FormFiled(filed) = &event.event else { continue };
        let Some(form) = case.plan.form(&filed.form) else { continue };
        let paper = report::paper(case, form, &event.actor.role, Some(door.language), now)?;
        remarks.extend(report::missing(&paper, form, &case.plan, door));
    }
    Ok(remarks)
}
