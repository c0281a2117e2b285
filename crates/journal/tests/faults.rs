//! Faults only the holder of the key can commit, and those of single members: each is named, and nothing else is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may")]

mod common;

use common::{Log, case, entry, key, small};
use journal::{
    Bundle, BundleWriter, CheckName, EntryError, Fault, Hash, Moment, Place, Report, StreamHead, WriteError,
    leaf_hash, verify,
};

/// What the writer says when asked for a bundle that would not verify.
fn refused(writer: &BundleWriter, log: &Log) -> Vec<Fault> {
    match writer.finish(&log.tiles, &log.key) {
        Err(WriteError::Refused(report)) => report.faults().cloned().collect(),
        other => panic!("{other:?}"),
    }
}

/// Three entries of the case, the second of them as `second` makes it out of a place.
fn log_with(second: impl FnOnce(Place) -> Vec<u8>) -> Log {
    let first = entry(case(), Place::FIRST).encode();
    let second = second(Place::FIRST.next(leaf_hash(&first)));
    let third = entry(case(), Place::after(3, leaf_hash(&second)).unwrap()).encode();
    Log::from_entries(key(), vec![first, second, third], &[0, 1, 2])
}

#[test]
fn an_entry_that_names_another_one_before_it_is_named() {
    let log = log_with(|_| entry(case(), Place::after(2, leaf_hash(b"another")).unwrap()).encode());
    assert_eq!(refused(&log.writer(&[]), &log), [Fault::OtherPrevious { version: 2, index: 1 }]);
}

#[test]
fn time_that_runs_backwards_along_a_stream_is_named() {
    let recorded = |by: i64| {
        move |place| {
            let mut second = entry(case(), place);
            let first = entry(case(), Place::FIRST).recorded_at.microseconds();
            second.recorded_at = Moment::from_microseconds(first + by).unwrap();
            second.encode()
        }
    };
    let log = log_with(recorded(-1));
    assert_eq!(refused(&log.writer(&[]), &log), [Fault::RecordedBackwards { version: 2, index: 1 }]);
    // The same moment is no step back.
    log_with(recorded(0)).bundle(&[]);
}

#[test]
fn a_head_that_names_another_last_entry_is_named() {
    let log = small();
    let head = StreamHead::sign(case(), 4, leaf_hash(b"another"), 7, &log.key);
    let mut writer = BundleWriter::new(&log.checkpoint(), &head);
    for index in &log.case {
        writer.entry(*index, &log.entries[usize::try_from(*index).unwrap()]);
    }
    assert_eq!(refused(&writer, &log), [Fault::OtherLast { version: 4, index: 6 }]);
}

#[test]
fn bytes_the_log_holds_that_are_no_entry_are_named_and_keep_their_place() {
    let log = log_with(|_| b"no entry".to_vec());
    let reason = EntryError::Magic;
    let faults = refused(&log.writer(&[]), &log);
    assert!(faults.contains(&Fault::EntryUnreadable { index: 1, reason }), "{faults:?}");
    assert!(!faults.iter().any(|fault| matches!(fault, Fault::Missing { .. })), "{faults:?}");
}

fn tampered(change: impl FnOnce(&mut Bundle)) -> Report {
    let mut bundle = Bundle::parse(&small().bundle(&[1, 3])).unwrap();
    change(&mut bundle);
    verify(&bundle.encode(), Some(&key().verifier()), None)
}

fn named(report: &Report, check: CheckName) -> &[Fault] {
    &report.check(check).unwrap().faults
}

#[test]
fn a_body_for_no_entry_or_told_twice_is_named() {
    let report = tampered(|bundle| {
        let mut stray = bundle.bodies[0].clone();
        stray.index = 3;
        bundle.bodies.insert(1, stray);
    });
    assert_eq!(named(&report, CheckName::Bodies), [Fault::BodyAdded { index: 3 }]);
    let report = tampered(|bundle| bundle.bodies.insert(1, bundle.bodies[0].clone()));
    assert_eq!(named(&report, CheckName::Bodies), [Fault::BodyAdded { index: 1 }]);
    let report = tampered(|bundle| bundle.bodies.swap(0, 1));
    assert_eq!(named(&report, CheckName::Bodies), [Fault::BodyAdded { index: 1 }]);
}

type Change = fn(&mut Bundle);

#[test]
fn each_member_of_the_manifest_is_held_against_what_the_bundle_holds() {
    let changes: [(&str, Change); 9] = [
        ("origin", |bundle| bundle.manifest.origin = journal::Origin::parse("other.example").unwrap()),
        ("stream", |bundle| bundle.manifest.stream = journal::StreamName::Org),
        ("log_size", |bundle| bundle.manifest.log_size = 8),
        ("entries", |bundle| bundle.manifest.entries = 5),
        ("disclosed", |bundle| bundle.manifest.disclosed = vec![(1, 3)]),
        ("withheld", |bundle| bundle.manifest.withheld = vec![(2, 2)]),
        ("consistent_from", |bundle| bundle.manifest.consistent_from = vec![0]),
        ("consistent_from", |bundle| bundle.manifest.consistent_from = vec![7]),
        ("consistent_from", |bundle| bundle.manifest.consistent_from = vec![3, 3]),
    ];
    for (member, change) in changes {
        let report = tampered(change);
        assert_eq!(named(&report, CheckName::Manifest), [Fault::Manifest { member }]);
    }
}

#[test]
fn an_index_no_tree_of_this_size_has_is_unproved() {
    let report = tampered(|bundle| bundle.entries[3].index = 9);
    assert_eq!(named(&report, CheckName::Inclusion), [Fault::Unproved { index: 9 }]);
}

#[test]
fn a_key_section_that_is_no_key_is_named() {
    let report = tampered(|bundle| bundle.key = "no key\n".to_owned());
    assert!(matches!(named(&report, CheckName::Key), [Fault::KeyText { .. }]));
}

#[test]
fn of_two_records_of_one_version_the_one_in_the_tree_is_kept_whichever_comes_first() {
    for at in [1, 2] {
        let mut other = entry(case(), Place::after(2, Hash::of(b"another")).unwrap());
        other.kind = journal::Kind::parse("made.up").unwrap();
        let entry = other.encode();
        let report = tampered(|bundle| {
            let record = journal::Record { index: 3, leaf: leaf_hash(&entry), entry };
            bundle.entries.insert(at, record);
        });
        let added: Vec<&Fault> = named(&report, CheckName::Stream)
            .iter()
            .filter(|fault| {
                matches!(fault, Fault::Added { .. } | Fault::Missing { .. } | Fault::OtherPrevious { .. })
            })
            .collect();
        assert_eq!(added, [&Fault::Added { version: 2, index: 3 }], "at {at}");
    }
}
