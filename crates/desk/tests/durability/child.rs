//! What is killed: a process that opens cases, assesses leaks into them, takes evidence in, exports and destroys, and says on stdout what
//! it was promised, after it was promised.

use std::path::{Path, PathBuf};

use desk::{Act, CaseId, Desk, Done, Opening, RealLog};
use incident::{Actor, Command};
use jiff::{SignedDuration, Timestamp};
use plan::{Plan, Right};

use crate::pack;

pub(crate) const FOLDER: &str = "STANCH_TEST_FOLDER";
pub(crate) const LIFE: &str = "STANCH_TEST_LIFE";
pub(crate) const ACTS: &str = "STANCH_TEST_ACTS";
pub(crate) const COMMAND: &str = "a child to be killed";

fn env<T: std::str::FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok()?.parse().ok()
}

pub(crate) fn now(life: u64) -> Timestamp {
    let begin: Timestamp = "2026-03-01T09:00:00+08:00".parse().unwrap();
    begin + SignedDuration::from_mins(i64::try_from(life).unwrap())
}

pub(crate) fn opening(folder: &Path, life: u64) -> Opening {
    Opening {
        origin: Some("example.com/incidents".to_owned()),
        ..Opening::at(folder.join("data"), COMMAND, now(life))
    }
}

pub(crate) fn exports(folder: &Path) -> PathBuf {
    folder.join("exports")
}

/// Bytes that tell whose they are, more than one sealed chunk of them.
pub(crate) fn evidence_of(marker: &str) -> Vec<u8> {
    marker.bytes().cycle().take(100_000).collect()
}

struct Life {
    desk: Desk<RealLog>,
    plan: std::sync::Arc<Plan>,
    number: u64,
    exports: PathBuf,
}

/// Not a test of its own: the process that the tests beside it start, watch and kill. Run among the others it has
/// nothing to do.
#[test]
fn lives_until_it_is_killed() {
    let Some(folder) = env::<PathBuf>(FOLDER) else { return };
    let (number, acts) = (env(LIFE).unwrap(), env(ACTS).unwrap_or(u64::MAX));
    let life = Life {
        desk: Desk::open(&opening(&folder, number)).unwrap(),
        plan: pack::cn_b2c(),
        number,
        exports: exports(&folder),
    };
    std::fs::create_dir_all(&life.exports).unwrap();
    println!("\nready");
    let mut case = None;
    for step in 0..acts {
        let marker = format!("life{number}step{step}");
        let line = life.step(step, &marker, &mut case);
        // One line in one write, after everything it speaks of has returned.
        println!("ack {line}");
    }
}

impl Life {
    fn step(&self, step: u64, marker: &str, case: &mut Option<CaseId>) -> String {
        match (step % 6, case.clone()) {
            (0, _) | (_, None) => {
                let done = self.desk.open_case(&self.plan, &self.open(marker)).unwrap();
                *case = Some(done.case.clone());
                self.line("open", marker, &done)
            }
            (1, Some(case)) => self.line("assess", marker, &self.assess(&case, marker)),
            (2, Some(case)) => {
                let fact = self.fact("records", marker, None);
                self.line("act", marker, &self.desk.act(&case, &fact).unwrap())
            }
            (4, Some(case)) => {
                let out = self.exports.join(format!("{marker}.json"));
                let bytes = self.desk.export_to(&case, &[], &out).unwrap();
                format!("export {marker} {case} {bytes}")
            }
            (3, Some(case)) => self.line("evidence", marker, &self.take_in(&case, marker)),
            (_, Some(doomed)) if step % 12 == 5 => {
                let who = self.who(Right::AdoptPlan);
                self.desk.destroy_case(&doomed, marker, &who, now(self.number)).unwrap();
                *case = None;
                format!("destroy {marker} {doomed} 0")
            }
            (_, Some(case)) => {
                let fact = self.fact("persons", marker, None);
                self.line("act", marker, &self.desk.act(&case, &fact).unwrap())
            }
        }
    }

    fn line(&self, kind: &str, marker: &str, done: &Done) -> String {
        let version = done.events.last().unwrap().position;
        assert_eq!(version, done.state.version);
        format!("{kind} {marker} {} {version}", done.case)
    }

    /// A leak assessed into a case: evidence, and two counts that cite it, as one.
    fn assess(&self, case: &CaseId, marker: &str) -> Done {
        let acts = |file: &desk::CaseFile| {
            let evidence = format!("E-{}", file.state.evidence.len() + 1);
            let digest = "ab".repeat(32);
            let words = [("name", marker), ("sha256", digest.as_str()), ("size", "12")];
            Ok(vec![
                self.act(Right::StateFact, "evidence", &words),
                self.fact("records", marker, Some(&evidence)),
                self.fact("persons", marker, Some(&evidence)),
            ])
        };
        self.desk.act_upon(case, &acts).unwrap()
    }

    /// Bytes taken in: sealed first, then spoken of.
    fn take_in(&self, case: &CaseId, marker: &str) -> Done {
        let who = self.who(Right::StateFact);
        let bytes = evidence_of(marker);
        let sealed = self.desk.seal(case, &who, &mut bytes.as_slice(), &mut |_| {}).unwrap();
        let command = sealed.command(marker, None);
        let act = Act { command, who, occurred_at: None, now: now(self.number) };
        self.desk
            .act_upon_sealed(case, std::slice::from_ref(&sealed), &|_: &desk::CaseFile| Ok(vec![act.clone()]))
            .unwrap()
    }

    fn open(&self, marker: &str) -> Act {
        self.act(Right::Open, "open", &[("title", marker)])
    }

    fn fact(&self, fact: &str, marker: &str, evidence: Option<&str>) -> Act {
        let mut words = vec![("fact", fact), ("value", ">=12000"), ("source", marker)];
        words.extend(evidence.map(|evidence| ("evidence", evidence)));
        self.act(Right::StateFact, "fact", &words)
    }

    fn who(&self, right: Right) -> Actor {
        let role = self.plan.roles.iter().find(|role| role.rights.contains(&right)).unwrap();
        Actor { role: role.id.clone(), user: "child".to_owned() }
    }

    fn act(&self, right: Right, name: &str, args: &[(&str, &str)]) -> Act {
        let args: Vec<(String, String)> =
            args.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let command = Command::from_words(name, &args, &self.plan, &self.plan.zone).unwrap();
        Act { command, who: self.who(right), occurred_at: None, now: now(self.number) }
    }
}
