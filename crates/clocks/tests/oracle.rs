//! Random due times against Python's `zoneinfo` and `datetime`, which nobody here wrote.

use std::io::Write;
use std::process::{Command, Stdio};

use clocks::occurrence;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use plan::Term;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

const ZONES: [&str; 6] =
    ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Ho_Chi_Minh", "UTC"];

/// Months in the civil calendar (last day where too short; fold=0), then elapsed seconds.
const SCRIPT: &str = r#"
import sys
from calendar import monthrange
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo
UTC = timezone.utc
for line in sys.stdin:
    zone, start, months, seconds = line.split()
    there = datetime.fromtimestamp(int(start), UTC).astimezone(ZoneInfo(zone))
    if int(months):
        index = there.year * 12 + there.month - 1 + int(months)
        year, month = divmod(index, 12)
        day = min(there.day, monthrange(year, month + 1)[1])
        there = there.replace(year=year, month=month + 1, day=day, fold=0)
    there = there.astimezone(UTC) + timedelta(seconds=int(seconds))
    print(int(there.timestamp()))
"#;

struct Case {
    zone: &'static str,
    start: i64,
    first: Term,
    every: Term,
    n: u32,
}

fn cases() -> Vec<Case> {
    let mut runner = TestRunner::deterministic();
    let strategy = (
        0..ZONES.len(),
        1_500_000_000i64..2_000_000_000,
        0i64..400_000,
        0i32..13,
        0i64..400_000,
        0i32..4,
        0u32..9,
    );
    (0..2_000)
        .filter_map(|_| strategy.new_tree(&mut runner).ok().map(|tree| tree.current()))
        .map(|(zone, start, seconds, months, every_seconds, every_months, n)| Case {
            zone: ZONES[zone],
            start,
            first: Term { seconds, months },
            every: Term { seconds: every_seconds, months: every_months },
            n,
        })
        .collect()
}

#[test]
fn due_times_agree_with_python() {
    let child =
        Command::new("python3").args(["-c", SCRIPT]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        assert!(std::env::var_os("STANCH_REQUIRE_ALL").is_none(), "python3 is needed for this test");
        println!("left out: python3 absent");
        return;
    };
    let cases = cases();
    let lines: String = cases
        .iter()
        .map(|case| {
            let n = i64::from(case.n);
            let months = i64::from(case.first.months) + n * i64::from(case.every.months);
            let seconds = case.first.seconds + n * case.every.seconds;
            format!("{} {} {months} {seconds}\n", case.zone, case.start)
        })
        .collect();
    let mut input = child.stdin.take().expect("piped");
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("joined").expect("written");
    assert!(output.status.success(), "the oracle failed");
    let answers: Vec<i64> =
        String::from_utf8_lossy(&output.stdout).lines().map(|line| line.parse().expect("a number")).collect();
    assert_eq!(answers.len(), cases.len());
    for (case, answer) in cases.iter().zip(answers) {
        let zone = TimeZone::get(case.zone).expect("compiled in");
        let start = Timestamp::from_second(case.start).expect("in range");
        let due = occurrence(start, case.first, case.every, case.n, &zone).expect("in range");
        let (zone, start, n) = (case.zone, case.start, case.n);
        assert_eq!(due.as_second(), answer, "{zone} {start} {:?} {:?} {n}", case.first, case.every);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_later_occurrence_is_due_later(start in 0i64..2_000_000_000, every in 1i64..3_000_000, months in 0i32..3) {
        let zone = TimeZone::get("America/New_York").expect("compiled in");
        let start = Timestamp::from_second(start).expect("in range");
        let every = Term { seconds: every, months };
        let due: Vec<Timestamp> =
            (0..8).map(|n| occurrence(start, every, every, n, &zone).expect("in range")).collect();
        let forward = due.windows(2).all(|pair| pair[0] < pair[1]);
        prop_assert!(forward);
    }

    #[test]
    fn soon_lies_between_start_and_due(start in 0i64..2_000_000_000, term in 0i64..3_000_000) {
        let start = Timestamp::from_second(start).expect("in range");
        let due = Timestamp::from_second(start.as_second() + term).expect("in range");
        let soon = clocks::soon(start, due);
        prop_assert!(start <= soon && soon <= due);
        prop_assert!(due.duration_since(soon).as_secs() <= 3_600);
    }
}
