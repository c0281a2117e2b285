//! Faults only the holder of the key can commit, and those of single members: each is named, and nothing else is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may")]

mod common;

use common::{Log, case, entry, key, small};
use journal::{
    Bundle, BundleError, BundleWriter, CheckName, EntryError, Fault, Hash, ManifestError, MemberType, Moment,
    Place, Report, StreamHead, Verdict, WriteError, leaf_hash, verify,
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
    let stream = case().to_string();
    let changes: [(&str, Change, [&str; 2]); 6] = [
        (
            "origin",
            |bundle| bundle.manifest.origin = journal::Origin::parse("other.example").unwrap(),
            ["other.example", common::ORIGIN],
        ),
        ("stream", |bundle| bundle.manifest.stream = journal::StreamName::Org, ["org", &stream]),
        ("log_size", |bundle| bundle.manifest.log_size = 8, ["8", "7"]),
        ("entries", |bundle| bundle.manifest.entries = 5, ["5", "4"]),
        ("disclosed", |bundle| bundle.manifest.disclosed = vec![(1, 3)], ["[[1,3]]", "[[1,1],[3,3]]"]),
        ("withheld", |bundle| bundle.manifest.withheld = vec![(2, 2)], ["[[2,2]]", "[[2,2],[4,4]]"]),
    ];
    for (member, change, [says, holds]) in changes {
        let report = tampered(change);
        let (says, holds) = (says.to_owned(), holds.to_owned());
        assert_eq!(named(&report, CheckName::Manifest), [Fault::Manifest { member, says, holds }]);
    }
    let sizes: [(u64, Change); 4] = [
        (0, |bundle| bundle.manifest.consistent_from = vec![0]),
        (7, |bundle| bundle.manifest.consistent_from = vec![7]),
        (3, |bundle| bundle.manifest.consistent_from = vec![3, 3]),
        (2, |bundle| bundle.manifest.consistent_from = vec![1, 3, 2, 4]),
    ];
    for (size, change) in sizes {
        let report = tampered(change);
        assert_eq!(named(&report, CheckName::Manifest), [Fault::ManifestSize { size, log_size: 7 }]);
    }
}

/// A bundle whose manifest has other bytes, and the byte at which the manifest begins.
fn with_manifest(change: impl FnOnce(String) -> String) -> (Vec<u8>, usize) {
    let bytes = small().bundle(&[1, 3]);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let line = text.lines().nth(1).unwrap();
    let length: usize = line.strip_prefix("manifest ").unwrap().parse().unwrap();
    let start = "stanch bundle v1\n".len() + line.len() + 1;
    let manifest = change(text[start..start + length].to_owned());
    let head = format!("stanch bundle v1\nmanifest {}\n", manifest.len());
    let start_now = head.len();
    ([head.as_bytes(), manifest.as_bytes(), &bytes[start + length..]].concat(), start_now)
}

/// What is said of a bundle's manifest.
fn of_manifest(bytes: &[u8]) -> Option<(usize, ManifestError)> {
    let report = verify(bytes, Some(&key().verifier()), None);
    assert_eq!(report.verdict, Verdict::Failed);
    report.faults().find_map(|fault| match fault {
        Fault::Layout { reason: BundleError::Manifest { offset, reason } } => Some((*offset, reason.clone())),
        _ => None,
    })
}

#[test]
fn a_manifest_that_cannot_be_read_says_which_member_or_byte_what_is_there_and_what_was_expected() {
    let value =
        |member, given: &str, expected| ManifestError::Value { member, given: given.to_owned(), expected };
    let cases: [(&str, &str, ManifestError); 12] = [
        ("\"entries\":4", "\"entries\":-4", value("entries", "-4", MemberType::Number)),
        ("\"entries\":4", "\"entries\":4.0", value("entries", "4.0", MemberType::Number)),
        ("\"entries\":4", "\"entries\":\"4\"", value("entries", "4", MemberType::Number)),
        ("\"log_size\":7", "\"log_size\":[7]", value("log_size", "[7]", MemberType::Number)),
        ("[[1,1],[3,3]]", "[[1,1],[3]]", value("disclosed", "[[1,1],[3]]", MemberType::Runs)),
        ("[[2,2],[4,4]]", "{}", value("withheld", "{}", MemberType::Runs)),
        (
            "\"consistent_from\":[]",
            "\"consistent_from\":[true]",
            value("consistent_from", "[true]", MemberType::Sizes),
        ),
        (
            "\"origin\":\"",
            "\"origin\":\"a b",
            value("origin", &format!("a b{}", common::ORIGIN), MemberType::Origin),
        ),
        (
            "\"stream\":\"case/",
            "\"stream\":\"cage/",
            value("stream", &case().to_string().replace("case/", "cage/"), MemberType::Stream),
        ),
        ("\"entries\":4,", "", ManifestError::Missing("entries")),
        ("\"entries\":4,", "\"entries\":4,\"entries\":4,", ManifestError::Twice("entries".to_owned())),
        ("\"entries\":", "\"entrles\":", ManifestError::Unknown("entrles".to_owned())),
    ];
    for (right, wrong, expected) in cases {
        let (bytes, start) = with_manifest(|manifest| {
            assert_eq!(manifest.matches(right).count(), 1, "{right}");
            manifest.replace(right, wrong)
        });
        assert_eq!(of_manifest(&bytes), Some((start, expected)), "{wrong}");
    }
    let (bytes, start) = with_manifest(|manifest| manifest.replace("\"entries\":4", "\"entries\":*4"));
    let at = bytes.iter().position(|byte| *byte == b'*').unwrap();
    assert_eq!(of_manifest(&bytes), Some((start, ManifestError::Syntax { offset: at })));
    let (bytes, start) = with_manifest(|manifest| manifest[..20].to_owned());
    assert_eq!(of_manifest(&bytes), Some((start, ManifestError::Ends { offset: start + 20 })));
    let (bytes, start) = with_manifest(|_| "[1]".to_owned());
    assert_eq!(of_manifest(&bytes), Some((start, ManifestError::NoObject { offset: start })));
}

#[test]
fn whatever_byte_of_the_manifest_is_changed_the_fault_is_in_the_readers_language_and_says_where() {
    let whole = small().bundle(&[1, 3]);
    let (bytes, start) = with_manifest(|manifest| manifest);
    assert_eq!(bytes, whole);
    let end = start + bytes[start..].iter().position(|byte| *byte == b'}').unwrap() + 1;
    let own = key().verifier();
    for at in start..end {
        for with in [bytes[at] ^ 1, bytes[at] ^ 0x20, b'"', b' ', 0xff] {
            if with == bytes[at] {
                continue;
            }
            let mut changed = bytes.clone();
            changed[at] = with;
            let report = verify(&changed, Some(&own), None);
            let faults: Vec<&Fault> = report.faults().collect();
            let about = |fault: &&&Fault| {
                matches!(fault, Fault::Layout { .. } | Fault::Manifest { .. } | Fault::ManifestSize { .. })
            };
            let found: Vec<&&Fault> = faults.iter().filter(about).collect();
            assert!(!found.is_empty(), "byte {at} as {with:#x}: {faults:?}");
            for fault in faults {
                let said = fault.message().in_language(messages::Language::SimplifiedChinese);
                assert!(!said.contains("expected") && !said.contains("at line"), "{said}");
            }
        }
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
