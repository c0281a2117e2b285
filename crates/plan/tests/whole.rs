//! What is asked of a pack as a whole: tasks in an order that can be kept; what can be judged beside faults.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

mod support;

use std::collections::BTreeMap;

use plan::{Fault, Plan};

const DRILL: &str = "drills/unusual_access.yaml";

/// The pack with these words of a file changed.
fn change(files: &mut BTreeMap<String, Vec<u8>>, file: &str, right: &str, wrong: &str) {
    let text = String::from_utf8(files[file].clone()).unwrap();
    assert_eq!(text.matches(right).count(), 1, "{file}: {right}");
    files.insert(file.to_owned(), text.replace(right, wrong).into_bytes());
}

fn told(faults: &[Fault]) -> String {
    faults.iter().map(|fault| format!("{fault}\n")).collect()
}

/// The circle's tasks as the fault names them, where it stands, for each circle told.
fn circles(changes: &[(&'static str, &'static str, &'static str)]) -> Vec<(String, (String, u32))> {
    let mut files = support::cn_b2c();
    for (file, right, wrong) in changes {
        change(&mut files, file, right, wrong);
    }
    let errors = support::errors(files);
    assert!(
        errors.iter().all(|fault| fault.message.key() == "plan-check-task-circle" && fault.remedy.is_some()),
        "{}",
        told(&errors)
    );
    let circle = |fault: &Fault| {
        let said = fault.message.to_string();
        let (_, circle) = said.split_once('(').unwrap();
        circle.split_once(')').unwrap().0.to_owned()
    };
    errors.iter().map(|fault| (circle(fault), (fault.file.clone(), fault.line))).collect()
}

#[test]
fn tasks_that_wait_for_themselves_or_for_each_other_are_told_once_where_the_circle_can_be_cut() {
    // A task after itself.
    let itself = (
        "playbooks/causes.yaml",
        "after: [note_system_clocks]",
        "after: [note_system_clocks, take_memory_images]",
    );
    let at = |line| ("playbooks/causes.yaml".to_owned(), line);
    assert_eq!(circles(&[itself]), [("take_memory_images → take_memory_images".to_owned(), at(16))]);
    // Three tasks in a row, closed to a ring, and a task behind the ring that is none of it.
    let ring = (
        "playbooks/groups.yaml",
        "within: 48h, after: [isolate_systems], clause: 一.2}",
        "within: 48h, after: [isolate_systems, assess_again], clause: 一.2}",
    );
    let told = circles(&[ring]);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].0, "mend_hole → assess_again → restore_backup → mend_hole");
    assert_eq!(told[0].1, ("playbooks/groups.yaml".to_owned(), 10));
    // Two that have nothing to do with each other are two, and one that runs over two playbooks is one.
    let across = [
        (
            "playbooks/causes.yaml",
            "after: [vendor_report], clause: 四.3}",
            "after: [vendor_report, describe_for_police], clause: 四.3}",
        ),
        (
            "playbooks/phases.yaml",
            "      describe_for_police: {",
            "      describe_for_police: {after: [vendor_mends_interface], ",
        ),
    ];
    let told = circles(&[itself, across[0], across[1]]);
    let named: Vec<&str> = told.iter().map(|(circle, _)| circle.as_str()).collect();
    assert_eq!(
        named,
        [
            "take_memory_images → take_memory_images",
            "vendor_mends_interface → describe_for_police → vendor_mends_interface"
        ]
    );
}

#[test]
fn what_a_drafted_drill_expects_to_be_refused_is_kept_beside_its_faults() {
    let mut files = support::cn_b2c();
    let before = Plan::draft(files.clone());
    let drill = |draft: &plan::Draft| {
        let drills = &draft.plan.as_ref().unwrap().drills;
        drills.iter().find(|drill| drill.path == DRILL).unwrap().clone()
    };
    let refused = |drill: &plan::Drill| -> Vec<String> {
        let of = |one: &plan::Expectation| match one.expected {
            plan::Expected::Refused(step) => Some(drill.steps[step].act.command.clone()),
            _ => None,
        };
        drill.expectations.iter().filter_map(of).collect()
    };
    assert!(before.is_plan());
    assert_eq!(refused(&drill(&before)), ["gate.propose"]);
    // A step before it that cannot be read moves no number; an expectation that cannot be read may have meant it.
    for (right, wrong) in [
        ("do: renew,", "do: renw,"),
        ("{refused: too_early,", "{refused: to_early,"),
        ("{state: watch, at: ", "{stat: watch, at: "),
        ("{obligation: \"warning_report#3\"}", "{obligation: \"warning_repor#3\"}"),
    ] {
        let mut files = files.clone();
        change(&mut files, DRILL, right, wrong);
        let draft = Plan::draft(files);
        assert!(!draft.is_plan());
        let refused = refused(&drill(&draft));
        assert!(
            !refused.is_empty() && refused.iter().all(|one| one == "gate.propose"),
            "{wrong}: {refused:?}"
        );
    }
    files.clear();
    assert!(!Plan::draft(files).is_plan());
}
