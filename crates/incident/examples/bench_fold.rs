//! Folds 10,000 opened events and prints one JSON line with the CPU time it took.
#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a benchmark prints its figure and stops where it cannot"
)]

use incident::event::fact::{Stated, Value};
use incident::event::obligation::{ClockId, Missed, Schedule, Started, Warned};
use incident::{Actor, Event, Recorded, fold};
use jiff::Timestamp;

const EVENTS: u64 = 10_000;

fn schedule(at: Timestamp) -> Schedule {
    Schedule {
        start: "state warning".to_owned(),
        start_index: 0,
        note: None,
        from: at,
        nth: 0,
        due: at,
        soon: at,
        late_from: None,
        rule: "3600 s every 3600 s".to_owned(),
        zone: "Asia/Shanghai".to_owned(),
        plan: "5a".repeat(32),
    }
}

/// A long case: statements, and hourly clocks that start, warn and are missed.
fn event(position: u64, at: Timestamp) -> Event {
    let number = u32::try_from(position / 4).unwrap_or(u32::MAX);
    let clock = ClockId { obligation: "hourly".to_owned(), number };
    match position % 4 {
        0 => Event::ClockStarted(Started { clock, schedule: schedule(at), presumed: false }),
        1 => Event::ClockWarned(Warned { clock, at }),
        2 => Event::ClockMissed(Missed { clock, due: at }),
        _ => Event::FactStated(Stated {
            fact: "records".to_owned(),
            value: Value::Plain(expr::Known::Int {
                lo: 10_000,
                hi: i64::try_from(position).unwrap_or(0) + 10_000,
            }),
            given: "10000..".to_owned(),
            source: Some("count".to_owned()),
            evidence: vec!["E-1".to_owned()],
            supersedes: Vec::new(),
        }),
    }
}

/// User and system CPU time of this process in clock ticks of 10 ms.
fn cpu_ticks() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux tells CPU times");
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    fields[11].parse::<u64>().unwrap_or(0) + fields[12].parse::<u64>().unwrap_or(0)
}

fn main() {
    let at = Timestamp::UNIX_EPOCH;
    let actor = Actor { role: "technical_lead".to_owned(), user: "u".to_owned() };
    let events: Vec<Recorded> = (1..=EVENTS)
        .map(|position| Recorded {
            event: event(position, at),
            position,
            occurred_at: at,
            recorded_at: at,
            actor: actor.clone(),
        })
        .collect();
    let rounds: u32 = 50;
    let before = cpu_ticks();
    let mut versions = 0;
    for _ in 0..rounds {
        versions += std::hint::black_box(fold(&events)).version;
    }
    let milliseconds = (cpu_ticks() - before) as f64 * 10.0 / f64::from(rounds);
    assert_eq!(versions, EVENTS * u64::from(rounds));
    println!(r#"{{"bench":"fold","events":{EVENTS},"cpu_ms_per_fold":{milliseconds:.2}}}"#);
}
