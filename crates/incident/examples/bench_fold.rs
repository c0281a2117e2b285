//! Folds 10,000 opened events, and decides on the case they make; prints one JSON line with the CPU time of each in
//! milliseconds: `fold_10000_ms`, `decide_on_10000_ms` (mean of one command that moves a level, one that answers
//! nothing new, and a tick), and `year_gap_ms` (a tick after a year without anybody, with an hourly duty running).
#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a benchmark prints its figure and stops where it cannot"
)]

use incident::{Command, Recorded, decide, fold};
use jiff::{SignedDuration, Timestamp};
use plan::Plan;
use testkit::{Record, actor, args, sample_plan, t};

const EVENTS: usize = 10_000;

/// User and system CPU time of this process in clock ticks of 10 ms.
fn cpu_ticks() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux tells CPU times");
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    fields[11].parse::<u64>().unwrap_or(0) + fields[12].parse::<u64>().unwrap_or(0)
}

fn timed(rounds: u32, mut run: impl FnMut()) -> f64 {
    let before = cpu_ticks();
    for _ in 0..rounds {
        run();
    }
    (cpu_ticks() - before) as f64 * 10.0 / f64::from(rounds)
}

/// A long case of the sample plan: a warning nobody decides on, hourly reports missed, and a count every two hours.
fn long_case(plan: &Plan) -> (Vec<Recorded>, Timestamp) {
    let mut record = Record::default();
    let mut now = t("2026-03-01T09:00+08:00");
    record.say(plan, "duty_manager", "open", &[("title", "a leak")], now).expect("opened");
    record.say(plan, "commander", "warn", &[("reason", "unusual rights")], now).expect("warned");
    while record.events.len() < EVENTS {
        now = now.checked_add(SignedDuration::from_mins(40)).expect("in range");
        let most = format!("10000..{}", 5_000_000 - record.events.len());
        let words = [("fact", "records"), ("value", most.as_str()), ("source", "count")];
        record.say(plan, "technical_lead", "fact", &words, now).expect("stated");
    }
    record.events.truncate(EVENTS);
    (record.events, now)
}

fn command(plan: &Plan, name: &str, pairs: &[(&str, &str)]) -> Command {
    Command::from_words(name, &args(pairs), plan, &plan.zone).expect("words of a command")
}

fn main() {
    let plan = sample_plan();
    let (events, now) = long_case(&plan);
    let mut versions = 0;
    let fold_ms = timed(50, || versions += std::hint::black_box(fold(&events)).version);
    assert_eq!(versions, 50 * EVENTS as u64);
    let state = fold(&events);
    let later = now.checked_add(SignedDuration::from_mins(10)).expect("in range");
    let who = actor("technical_lead");
    let commands = [
        command(&plan, "fact", &[("fact", "classes"), ("value", "identity,payment+")]),
        command(&plan, "fact", &[("fact", "records"), ("value", "unknown")]),
        command(&plan, "tick", &[]),
    ];
    let decide_ms = timed(150, || {
        for command in &commands {
            std::hint::black_box(decide(&state, command, &plan, &who, later).expect("decided"));
        }
    }) / commands.len() as f64;
    let year = now.checked_add(SignedDuration::from_hours(365 * 24)).expect("in range");
    let year_ms = timed(5, || {
        std::hint::black_box(decide(&state, &Command::Tick, &plan, &who, year).expect("ticked"));
    });
    println!(
        r#"{{"fold_10000_ms":{fold_ms:.2},"decide_on_10000_ms":{decide_ms:.2},"year_gap_ms":{year_ms:.1}}}"#
    );
}
