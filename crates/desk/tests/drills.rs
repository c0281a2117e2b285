//! The drills of the pack, played to their end in a real folder.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at any surprise")]

mod pack;

use desk::{Desk, Disclosure, DrillLog, Opening};

#[test]
fn every_drill_of_the_pack_is_played_scored_and_proved() {
    let plan = pack::cn_b2c();
    assert!(plan.drills.len() >= 2, "the pack has {} drills", plan.drills.len());
    for drill in &plan.drills {
        let folder = tempfile::tempdir().unwrap();
        let desk: Desk<DrillLog> = Desk::open(&Opening {
            folder: folder.path().to_owned(),
            create: true,
            master_key: None,
            passphrase: None,
            origin: Some("example.com/incidents".to_owned()),
            command: "test".to_owned(),
            now: drill.begins,
        })
        .unwrap();
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
