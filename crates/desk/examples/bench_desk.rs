//! CPU time (user and system, all threads) of what the desk does, on the pack `plans/cn-b2c`: opening a case durably, a
//! fact stated in it, and the cold reading of a case with 10,000 events (load, unwrap, decrypt, decode, fold).
//!
//! `bench_desk [OPENS] [EVENTS] [ACTS]` prints one JSON line last (as many acts as openings, if not told). Run with
//! `--release`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a bench prints its figure and dies on any surprise"
)]

#[path = "../tests/pack/mod.rs"]
mod pack;

use std::path::Path;
use std::sync::Arc;

use desk::{Act, CaseId, Desk, Opening, RealLog};
use incident::event::task::Stage;
use incident::{Actor, Command};
use jiff::{SignedDuration, Timestamp};
use plan::Plan;
use rustix::time::{ClockId, clock_gettime};

/// Acts appended together while the long case is made.
const BATCH: usize = 500;
/// One statement of a fact for so many moves of a task: what people do in a long case.
const MOVES_PER_FACT: usize = 9;

fn cpu_ms() -> f64 {
    let spent = clock_gettime(ClockId::ProcessCPUTime);
    spent.tv_sec as f64 * 1e3 + spent.tv_nsec as f64 / 1e6
}

fn begin() -> Timestamp {
    "2026-03-01T09:00:00+08:00".parse().unwrap()
}

fn open(folder: &Path) -> Desk<RealLog> {
    Desk::open(&Opening {
        folder: folder.to_owned(),
        create: true,
        master_key: None,
        passphrase: None,
        origin: Some("example.com/bench".to_owned()),
        command: "bench".to_owned(),
        now: begin(),
    })
    .unwrap()
}

fn act(plan: &Plan, right: plan::Right, command: Command, now: Timestamp) -> Act {
    let role = plan.roles.iter().find(|role| role.rights.contains(&right)).unwrap();
    let who = Actor { role: role.id.clone(), user: "bench".to_owned() };
    Act { command, who, occurred_at: None, now }
}

fn words(plan: &Plan, name: &str, args: &[(&str, &str)]) -> Command {
    let args: Vec<(String, String)> = args.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    Command::from_words(name, &args, plan, &plan.zone).unwrap()
}

fn opening(plan: &Plan, now: Timestamp) -> Act {
    act(plan, plan::Right::Open, words(plan, "open", &[("title", "Orders offered on a forum")]), now)
}

fn main() {
    let mut args = std::env::args().skip(1);
    let opens: u32 = args.next().map_or(200, |opens| opens.parse().unwrap());
    let events: usize = args.next().map_or(10_000, |events| events.parse().unwrap());
    let acts: u32 = args.next().map_or(opens, |acts| acts.parse().unwrap());
    let scratch = tempfile::tempdir().unwrap();
    let plan = pack::cn_b2c();
    let desk = open(scratch.path());
    // The first case brings the plan's pack into the log.
    let first = desk.open_case(&plan, &opening(&plan, begin())).unwrap();
    let per_case = first.events.len();
    let before = cpu_ms();
    for _ in 0..opens {
        desk.open_case(&plan, &opening(&plan, begin())).unwrap();
    }
    let open_case_cpu_ms = (cpu_ms() - before) / f64::from(opens);
    let before = cpu_ms();
    for place in 0..acts {
        let records = format!(">={}", 1000 + place);
        let fact = words(&plan, "fact", &[("fact", "records"), ("value", &records)]);
        let now = begin() + SignedDuration::from_secs(i64::from(place) + 1);
        desk.act(&first.case, &act(&plan, plan::Right::StateFact, fact, now)).unwrap();
    }
    let act_cpu_ms = (cpu_ms() - before) / f64::from(acts.max(1));
    let (long, written) = lengthen(&desk, &plan, events);
    drop(desk);
    let desk = open(scratch.path());
    desk.case(&first.case).unwrap();
    let before = cpu_ms();
    let read = desk.case(&long).unwrap();
    let cold_fold_ms = cpu_ms() - before;
    assert_eq!(read.events.len(), written);
    let before = cpu_ms();
    assert_eq!(incident::fold(read.events.iter()), *read.state);
    let fold_ms = cpu_ms() - before;
    println!(
        r#"{{"bench":"desk","opens":{opens},"events_per_open":{per_case},"open_case_cpu_ms":{open_case_cpu_ms:.4},"act_cpu_ms":{act_cpu_ms:.4},"events":{written},"cold_fold_10000_ms":{cold_fold_ms:.2},"fold_10000_ms":{fold_ms:.2}}}"#
    );
}

/// A case of that many events or a few more.
fn lengthen(desk: &Desk<RealLog>, plan: &Arc<Plan>, events: usize) -> (CaseId, usize) {
    let now = begin() + SignedDuration::from_hours(1);
    let case = desk.open_case(plan, &opening(plan, now)).unwrap().case;
    let playbook = plan.playbooks.first().unwrap().id.clone();
    let start = act(plan, plan::Right::DoTask, Command::StartPlaybook { playbook }, now);
    let state = desk.act(&case, &start).unwrap().state;
    let mut written = usize::try_from(state.version).unwrap();
    let task = state.tasks.first().unwrap().id.clone();
    let step =
        |stage| Command::MoveTask { task: task.clone(), to: stage, note: Some("still at it".to_owned()) };
    let mut place = 0;
    let mut begun = false;
    while written < events {
        let mut acts = Vec::new();
        while acts.len() < BATCH.min(events - written) {
            place += 1;
            acts.push(if place % (MOVES_PER_FACT + 1) == 0 {
                let records = format!(">={place}");
                let fact = words(plan, "fact", &[("fact", "records"), ("value", &records)]);
                act(plan, plan::Right::StateFact, fact, now)
            } else {
                begun = !begun;
                act(plan, plan::Right::DoTask, step(if begun { Stage::Doing } else { Stage::Blocked }), now)
            });
        }
        written += desk.act_all(&case, &acts).unwrap().events.len();
    }
    (case, written)
}
