//! The drills of the pack, played to their end in a real folder.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at any surprise")]

mod pack;

use desk::{Desk, Disclosure, DrillLog, Opening};

fn opening(folder: &std::path::Path, now: jiff::Timestamp) -> Opening {
    Opening { origin: Some("example.com/incidents".to_owned()), ..Opening::at(folder, "test", now) }
}

#[test]
fn every_drill_of_the_pack_is_played_scored_and_proved() {
    let plan = pack::cn_b2c();
    assert!(plan.drills.len() >= 2, "the pack has {} drills", plan.drills.len());
    for drill in &plan.drills {
        let folder = tempfile::tempdir().unwrap();
        let desk: Desk<DrillLog> = Desk::open(&opening(folder.path(), drill.begins)).unwrap();
        let mut scenes = 0;
        let played = desk.play(&plan, drill, &mut |_| scenes += 1).unwrap();
        let failed: Vec<String> = played
            .rows
            .iter()
            .filter(|row| !row.passed)
            .map(|row| format!("{}: expected {}, found {}", row.id, row.expected, row.found))
            .collect();
        assert_eq!(failed, Vec::<String>::new(), "{}", drill.path);
        assert_eq!(scenes, drill.steps.len());
        let bundle = desk.export_played(&played.case, &Disclosure::All).unwrap();
        let report = journal::verify(&bundle, Some(&desk.verifier()), None);
        assert_eq!(report.verdict, journal::Verdict::Verified);
        assert!(desk.verifier().origin().is_drill());
    }
}

#[test]
fn a_due_time_that_was_moved_before_it_came_or_never_ran_is_no_promise_kept() {
    let (drill, right) =
        ("drills/million_rows.yaml", "  first_report_due: {due: first_report, at: 15min, clause: 三.2}\n");
    let mut files = pack::cn_b2c().files.clone();
    let text = String::from_utf8(files[drill].clone()).unwrap();
    assert_eq!(text.matches(right).count(), 1);
    let asked = [
        // From the opening it was due in thirty minutes; told when it happened, in fifteen.
        ("when_it_came", "{due: first_report, at: 15min}"),
        ("the_first", "{due: 'first_report#1', at: 15min}"),
        ("from_the_opening", "{due: first_report, at: 30min}"),
        ("never_ran", "{due: 'mood_watch#99', at: 15min}"),
    ];
    let lines: String = asked.iter().map(|(id, line)| format!("  {id}: {line}\n")).collect();
    files.insert(drill.to_owned(), text.replace(right, &format!("{right}{lines}")).into_bytes());
    let plan = std::sync::Arc::new(plan::Plan::from_files(files).unwrap().0);
    let played = plan.drills.iter().find(|one| one.path == drill).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let desk: Desk<DrillLog> = Desk::open(&opening(folder.path(), played.begins)).unwrap();
    let rows = desk.play(&plan, played, &mut |_| {}).unwrap().rows;
    let passed = |id: &str| rows.iter().find(|row| row.id == id).unwrap().passed;
    assert_eq!(
        asked.map(|(id, _)| (id, passed(id))),
        [("when_it_came", true), ("the_first", true), ("from_the_opening", false), ("never_ran", false),]
    );
}
