use std::collections::{BTreeMap, BTreeSet};

use incident::Event;
use incident::event::obligation::ClockId;
use incident::state::{Clock, ClockStatus};
use jiff::Timestamp;
use messages::Message;
use plan::{Drill, Expectation, Expected, Ids, State};

use super::{Row, moment};
use crate::CaseFile;

/// The scored table: a row for each expectation, and one for each step that was refused though nobody expected it.
pub(super) fn score(drill: &Drill, file: &CaseFile, refused: &BTreeMap<usize, Message>) -> Vec<Row> {
    let mut rows: Vec<Row> =
        drill.expectations.iter().map(|expectation| row(drill, file, refused, expectation)).collect();
    rows.extend(unexpected(drill, refused));
    rows
}

fn unexpected<'a>(drill: &'a Drill, refused: &'a BTreeMap<usize, Message>) -> impl Iterator<Item = Row> + 'a {
    let expected = |index: usize| {
        drill.expectations.iter().any(|expectation| expectation.expected == Expected::Refused(index))
    };
    refused.iter().filter(move |(index, _)| !expected(**index)).map(|(index, why)| Row {
        id: format!("step {}", index + 1),
        clause: None,
        expected: Message::new("desk-expected-accepted"),
        found: Message::new("desk-found-refused").with("why", why.clone()),
        passed: false,
    })
}

fn row(drill: &Drill, file: &CaseFile, refused: &BTreeMap<usize, Message>, wanted: &Expectation) -> Row {
    let (expected, found, passed) = match &wanted.expected {
        Expected::MetInTime(obligation) => met_in_time(file, obligation),
        Expected::Missed(obligation) => missed(file, obligation),
        Expected::DueAt(obligation, seconds) => due_at(file, obligation, moment(drill, *seconds)),
        Expected::Level { scale, at, certain, possible } => {
            level(file, scale, moment(drill, *at), certain, possible)
        }
        Expected::State { state, at } => state_at(file, *state, moment(drill, *at)),
        Expected::Refused(index) => refusal(refused.get(index)),
    };
    let [expected, found] = [expected, found].map(|message| file.plan.worded(message, Ids::Hidden));
    Row { id: wanted.id.clone(), clause: wanted.clause.clone(), expected, found, passed }
}

/// The clocks an expectation means: all of an obligation, or the one called `ID#N`.
fn clocks<'a>(file: &'a CaseFile, obligation: &'a str) -> impl Iterator<Item = &'a Clock> {
    file.state
        .clocks
        .iter()
        .filter(move |clock| clock.id.obligation == obligation || clock.id.to_string() == obligation)
}

fn met_in_time(file: &CaseFile, obligation: &str) -> (Message, Message, bool) {
    let expected = Message::new("desk-expected-met").with("obligation", obligation);
    let late = clocks(file, obligation).filter(|clock| clock.met_late() || clock.missed.is_some()).count();
    let met = clocks(file, obligation).filter(|clock| clock.met.is_some()).count();
    let found = match (met, late) {
        (0, 0) => Message::new("desk-found-not-met"),
        (_, 0) => Message::new("desk-found-met").with("count", met),
        _ => Message::new("desk-found-late").with("count", late),
    };
    (expected, found, met > 0 && late == 0)
}

fn missed(file: &CaseFile, obligation: &str) -> (Message, Message, bool) {
    let expected = Message::new("desk-expected-missed").with("obligation", obligation);
    let missed = clocks(file, obligation).filter(|clock| clock.missed.is_some()).count();
    let found = match missed {
        0 => Message::new("desk-found-not-missed"),
        count => Message::new("desk-found-missed").with("count", count),
    };
    (expected, found, missed > 0)
}

/// Whether the obligation falls due at this moment: a clock of it stood so when the moment came, or stands so in the end. A due
/// time that was moved before it came, and the provisional one of a clock that never ran, are no promise.
fn due_at(file: &CaseFile, obligation: &str, due: Timestamp) -> (Message, Message, bool) {
    let expected =
        Message::new("desk-expected-due").with("obligation", obligation).with("due", clock_time(file, due));
    let ran: BTreeSet<&ClockId> = file
        .events
        .iter()
        .filter_map(|recorded| match &recorded.event {
            Event::ClockStarted(started) => Some(&started.clock),
            _ => None,
        })
        .collect();
    let clocks = clocks(file, obligation).filter(|clock| ran.contains(&clock.id));
    let stand: Vec<Timestamp> = clocks.map(|clock| clock.schedule.due).collect();
    let passed = stand.contains(&due) || stood_at(&file.as_of(due), obligation, due);
    let found = match stand.last() {
        _ if passed => Message::new("desk-found-due").with("due", clock_time(file, due)),
        Some(last) => Message::new("desk-found-due").with("due", clock_time(file, *last)),
        None => Message::new("desk-found-no-clock"),
    };
    (expected, found, passed)
}

/// Whether a clock that was owed stood due at this moment in the case as it was then.
fn stood_at(then: &CaseFile, obligation: &str, due: Timestamp) -> bool {
    let owed = |clock: &&Clock| matches!(clock.status, ClockStatus::Running | ClockStatus::Met);
    clocks(then, obligation).filter(owed).any(|clock| clock.schedule.due == due)
}

fn level(
    file: &CaseFile,
    scale: &str,
    at: Timestamp,
    certain: &str,
    possible: &str,
) -> (Message, Message, bool) {
    let expected = Message::new("desk-expected-level")
        .with("scale", scale)
        .with("certain", certain)
        .with("possible", possible)
        .with("at", clock_time(file, at));
    let then = file.as_of(at);
    let Some(level) = then.state.levels.get(scale) else {
        return (expected, Message::new("desk-found-no-level"), false);
    };
    let passed = level.certain.level == certain && level.possible.level == possible;
    let found = Message::new("desk-found-level")
        .with("scale", scale)
        .with("certain", &level.certain.level)
        .with("possible", &level.possible.level);
    (expected, found, passed)
}

fn state_at(file: &CaseFile, state: State, at: Timestamp) -> (Message, Message, bool) {
    let name = |state: State| {
        serde_json::to_value(state).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
    };
    let expected =
        Message::new("desk-expected-state").with("state", name(state)).with("at", clock_time(file, at));
    let then = file.as_of(at).state;
    let states: Vec<String> = then.states.keys().map(|state| name(*state)).collect();
    (expected, Message::new("desk-found-states").with("states", states.join(", ")), then.is_in(state))
}

fn refusal(refused: Option<&Message>) -> (Message, Message, bool) {
    let expected = Message::new("desk-expected-refused");
    match refused {
        Some(why) => (expected, Message::new("desk-found-refused").with("why", why.clone()), true),
        None => (expected, Message::new("desk-found-accepted"), false),
    }
}

/// A moment as the plan's people read it.
fn clock_time(file: &CaseFile, at: Timestamp) -> String {
    at.to_zoned(file.plan.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}
