//! What a reader learns from a bundle somebody tampered with.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "tests may")]

mod common;

use common::{Log, OTHER_SEED, key, small};
use journal::{
    Because, Bundle, BundleError, CheckName, Checkpoint, Fault, Origin, Outcome, Record, Report, Section,
    SigningKey, StreamHead, StreamName, TileId, Verdict, VerifierKey, leaf_hash, verify,
};

fn judged(bundle: &[u8]) -> Report {
    verify(bundle, Some(&key().verifier()), None)
}

fn faults(report: &Report) -> Vec<Fault> {
    report.faults().cloned().collect()
}

/// An attacker re-encodes lengths, leaf hashes, manifest and tiles as they like, but has not the key: what they
/// sign, they sign with their own.
fn tampered(log: &Log, change: impl FnOnce(&mut Bundle)) -> Report {
    let mut bundle = Bundle::parse(&log.bundle(&[1, 3])).unwrap();
    change(&mut bundle);
    let report = judged(&bundle.encode());
    assert_eq!(report.verdict, Verdict::Failed);
    let seal = report.check(CheckName::Seal).unwrap();
    assert_eq!(seal.faults, [Fault::SealOfOtherBytes]);
    report
}

#[test]
fn a_bundle_with_the_pinned_key_is_verified_and_says_what_was_not_checked() {
    let log = small();
    let report = judged(&log.bundle(&[1, 3]));
    assert_eq!(report.verdict, Verdict::Verified);
    assert_eq!(
        (report.entries, report.bodies_disclosed, report.bodies_withheld),
        (Some(4), Some(2), Some(2))
    );
    assert_eq!(report.drill, Some(false));
    let not_made: Vec<CheckName> = report
        .checks
        .iter()
        .filter(|check| check.outcome == Outcome::NotChecked)
        .map(|check| check.name)
        .collect();
    assert_eq!(not_made, [CheckName::Freshness, CheckName::Consistency]);
}

#[test]
fn without_a_pinned_key_the_bundle_only_vouches_for_itself() {
    let log = small();
    assert_eq!(verify(&log.bundle(&[]), None, None).verdict, Verdict::NotPinned);
}

#[test]
fn a_bundle_of_another_key_under_the_same_name_is_refused() {
    let forger = SigningKey::from_seed(Origin::parse(common::ORIGIN).unwrap(), &OTHER_SEED);
    let forged = Log::of(forger, 7, &[1, 2, 4, 6]).bundle(&[]);
    let report = judged(&forged);
    assert_eq!(report.verdict, Verdict::Failed);
    assert!(matches!(report.check(CheckName::Key).unwrap().faults[..], [Fault::OtherKey { .. }]));
    assert_eq!(report.check(CheckName::Checkpoint).unwrap().outcome, Outcome::Failed);
}

#[test]
fn the_log_of_a_drill_says_so() {
    let drill = SigningKey::from_seed(Origin::parse("bank.example/journal/drill").unwrap(), &common::SEED);
    let bundle = Log::of(drill, 7, &[1, 2]).bundle(&[]);
    assert_eq!(verify(&bundle, None, None).drill, Some(true));
    // The real log has the same key bytes but another name: a drill is never taken for it.
    assert_eq!(judged(&bundle).verdict, Verdict::Failed);
}

#[test]
fn every_flipped_bit_of_a_small_bundle_is_refused() {
    let bundle = Log::new(3, &[0, 2]).bundle(&[1]);
    let own = key().verifier();
    for bit in 0..bundle.len() * 8 {
        let mut changed = bundle.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let report = verify(&changed, Some(&own), None);
        assert_eq!(report.verdict, Verdict::Failed, "bit {bit} passed");
        assert!(report.faults().next().is_some(), "bit {bit}: nothing named");
        // Without a pinned key the outcome can differ only where the bundle's own key is read: once per byte is enough.
        if bit % 8 == 3 {
            assert_eq!(verify(&changed, None, None).verdict, Verdict::Failed, "bit {bit} passed unpinned");
        }
    }
}

#[test]
fn changed_bytes_all_over_a_larger_bundle_are_refused() {
    let case: Vec<u64> = (0..600).step_by(97).collect();
    let log = Log::new(600, &case);
    let bundle = log.bundle(&[2]);
    let own = key().verifier();
    for at in (0..bundle.len()).step_by(41) {
        let mut changed = bundle.clone();
        changed[at] ^= 0x41;
        assert_eq!(verify(&changed, Some(&own), None).verdict, Verdict::Failed, "byte {at} passed");
    }
    for cut in (0..bundle.len()).step_by(211) {
        assert_eq!(judged(&bundle[..cut]).verdict, Verdict::Failed, "cut at {cut} passed");
    }
    let longer = [bundle.as_slice(), b"\n"].concat();
    assert_eq!(judged(&longer).verdict, Verdict::Failed);
}

#[test]
fn a_flipped_bit_in_an_entry_names_its_index() {
    let log = small();
    let bundle = log.bundle(&[]);
    for index in &log.case {
        let bytes = &log.entries[usize::try_from(*index).unwrap()];
        let start = bundle.windows(bytes.len()).position(|window| window == bytes).unwrap();
        for at in start..start + bytes.len() {
            let mut changed = bundle.clone();
            changed[at] ^= 0x10;
            let report = judged(&changed);
            let entries = report.check(CheckName::Entries).unwrap();
            assert_eq!(entries.faults, [Fault::EntryChanged { index: *index }], "byte {at}");
            let stream = report.check(CheckName::Stream).unwrap();
            assert_eq!(stream.outcome, Outcome::Passed, "byte {at}: {:?}", stream.faults);
        }
    }
}

#[test]
fn a_changed_leaf_hash_beside_a_good_entry_is_told_from_a_changed_entry() {
    let report = tampered(&small(), |bundle| bundle.entries[1].leaf = leaf_hash(b"x"));
    assert_eq!(report.check(CheckName::Entries).unwrap().faults, [Fault::LeafChanged { index: 2 }]);
}

#[test]
fn an_entry_changed_together_with_its_leaf_hash_is_not_in_the_tile() {
    let report = tampered(&small(), |bundle| {
        bundle.entries[1].entry[50] ^= 1;
        bundle.entries[1].leaf = leaf_hash(&bundle.entries[1].entry);
    });
    let tile = TileId::new(0, 0, 7).unwrap();
    assert_eq!(report.check(CheckName::Inclusion).unwrap().faults, [Fault::NotInTile { index: 2, tile }]);
}

#[test]
fn an_entry_changed_with_leaf_and_edge_tile_leads_to_another_root_that_cannot_be_located() {
    let report = tampered(&small(), |bundle| {
        bundle.entries[1].entry[50] ^= 1;
        bundle.entries[1].leaf = leaf_hash(&bundle.entries[1].entry);
        let mut hashes = bundle.tiles[0].hashes().to_vec();
        hashes[2] = bundle.entries[1].leaf;
        bundle.tiles[0] = journal::Tile::new(bundle.tiles[0].id(), hashes).unwrap();
    });
    assert_eq!(report.check(CheckName::Tree).unwrap().faults, [Fault::RootDiffers]);
}

#[test]
fn an_entry_changed_with_leaf_and_full_tile_names_the_tile() {
    let log = Log::new(600, &[5, 300, 599]);
    let report = tampered(&log, |bundle| {
        bundle.entries[1].entry[60] ^= 1;
        bundle.entries[1].leaf = leaf_hash(&bundle.entries[1].entry);
        let tile =
            bundle.tiles.iter_mut().find(|tile| tile.id().level() == 0 && tile.id().index() == 1).unwrap();
        let mut hashes = tile.hashes().to_vec();
        hashes[300 - 256] = bundle.entries[1].leaf;
        *tile = journal::Tile::new(tile.id(), hashes).unwrap();
    });
    let tile = TileId::new(0, 1, 256).unwrap();
    assert_eq!(report.check(CheckName::Tree).unwrap().faults, [Fault::TileChanged { tile }]);
}

#[test]
fn each_dropped_entry_is_missed_by_version_and_index() {
    let log = small();
    for (at, index) in log.case.iter().enumerate() {
        let report = tampered(&log, |bundle| {
            bundle.entries.remove(at);
            bundle.manifest.entries -= 1;
        });
        let version = at as u64 + 1;
        let missing = Fault::Missing { first: version, last: version, index: Some(*index) };
        assert_eq!(report.check(CheckName::Stream).unwrap().faults, [missing]);
    }
}

#[test]
fn each_doubled_entry_is_named_as_added() {
    let log = small();
    for (at, index) in log.case.iter().enumerate() {
        let report = tampered(&log, |bundle| {
            let copy = bundle.entries[at].clone();
            bundle.entries.insert(at + 1, copy);
            bundle.manifest.entries += 1;
        });
        let added = Fault::Added { version: at as u64 + 1, index: *index };
        let named = &report.check(CheckName::Stream).unwrap().faults;
        assert_eq!(named, &[Fault::IndexOrder { index: *index }, added]);
    }
}

#[test]
fn each_swapped_pair_is_named_as_moved() {
    let log = small();
    for at in 0..log.case.len() - 1 {
        let report = tampered(&log, |bundle| bundle.entries.swap(at, at + 1));
        let moved = Fault::Moved { version: at as u64 + 1, index: log.case[at] };
        assert!(report.check(CheckName::Stream).unwrap().faults.contains(&moved), "{at}");
        // The cleverer attacker swaps the indices back: then neither entry stands where it says.
        let report = tampered(&log, |bundle| {
            bundle.entries.swap(at, at + 1);
            let first = bundle.entries[at].index;
            bundle.entries[at].index = bundle.entries[at + 1].index;
            bundle.entries[at + 1].index = first;
        });
        let named = faults(&report);
        let tile = TileId::new(0, 0, 7).unwrap();
        assert!(
            named.contains(&Fault::Moved { version: at as u64 + 1, index: log.case[at + 1] }),
            "{named:?}"
        );
        assert!(named.contains(&Fault::NotInTile { index: log.case[at], tile }), "{named:?}");
    }
}

#[test]
fn an_inserted_entry_is_named_wherever_it_is_put() {
    let log = small();
    for at in 0..=log.case.len() {
        let mut foreign = common::entry(common::case(), journal::Place::after(3, leaf_hash(b"y")).unwrap());
        foreign.kind = journal::Kind::parse("made.up").unwrap();
        let entry = foreign.encode();
        let report = tampered(&log, |bundle| {
            let record = Record { index: 3, leaf: leaf_hash(&entry), entry: entry.clone() };
            bundle.entries.insert(at, record);
            bundle.manifest.entries += 1;
        });
        let named = faults(&report);
        assert!(named.contains(&Fault::Added { version: 3, index: 3 }), "{at}: {named:?}");
        let tile = TileId::new(0, 0, 7).unwrap();
        assert!(named.contains(&Fault::NotInTile { index: 3, tile }), "{at}: {named:?}");
    }
}

#[test]
fn an_entry_of_another_stream_slipped_in_is_named() {
    let log = small();
    let report = tampered(&log, |bundle| {
        let entry = log.entries[3].clone();
        bundle.entries.insert(2, Record { index: 3, leaf: leaf_hash(&entry), entry });
        bundle.manifest.entries += 1;
    });
    let stream = &report.check(CheckName::Stream).unwrap().faults;
    assert!(stream.iter().any(|fault| matches!(fault, Fault::Added { index: 3, .. })), "{stream:?}");
}

#[test]
fn a_changed_body_names_its_entry() {
    let report = tampered(&small(), |bundle| bundle.bodies[1].plaintext[3] ^= 1);
    assert_eq!(report.check(CheckName::Bodies).unwrap().faults, [Fault::BodyChanged { index: 4 }]);
    let report = tampered(&small(), |bundle| bundle.bodies[0].salt[0] ^= 1);
    assert_eq!(report.check(CheckName::Bodies).unwrap().faults, [Fault::BodyChanged { index: 1 }]);
}

#[test]
fn a_manifest_that_hides_what_is_withheld_is_refused() {
    let report = tampered(&small(), |bundle| bundle.manifest.withheld.clear());
    assert_eq!(
        report.check(CheckName::Manifest).unwrap().faults,
        [Fault::Manifest { member: "withheld", says: "[]".to_owned(), holds: "[[2,2],[4,4]]".to_owned() }]
    );
}

#[test]
fn tiles_too_many_or_too_few_are_named() {
    let log = Log::new(600, &[5, 300, 599]);
    let report = tampered(&log, |bundle| {
        bundle.tiles.remove(0);
    });
    let tile = TileId::new(0, 0, 256).unwrap();
    assert_eq!(report.check(CheckName::Tree).unwrap().faults, [Fault::TileMissing { tile }]);
    let report = tampered(&log, |bundle| {
        let twice = bundle.tiles[0].clone();
        bundle.tiles.insert(0, twice);
    });
    assert_eq!(report.check(CheckName::Tree).unwrap().faults, [Fault::TileAdded { tile }]);
}

#[test]
fn an_older_stream_head_under_a_newer_checkpoint_is_refused() {
    let log = small();
    let older = Log::new(5, &[1, 2, 4]);
    let mut bundle = Bundle::parse(&log.bundle(&[])).unwrap();
    bundle.head = older.head();
    bundle.entries.pop();
    let report = judged(&bundle.encode());
    let head = report.check(CheckName::StreamHead).unwrap();
    assert_eq!(head.faults, [Fault::HeadOfOtherSize { head: 5, checkpoint: 7 }]);
}

#[test]
fn a_whole_older_bundle_shows_against_a_newer_checkpoint() {
    let (old, new) = (Log::new(5, &[1, 2, 4]), small());
    let report = verify(&old.bundle(&[]), Some(&key().verifier()), Some(new.checkpoint().as_bytes()));
    assert_eq!(report.verdict, Verdict::Failed);
    assert_eq!(faults(&report), [Fault::Older { bundle: 5, held: 7 }]);
    // The other way round the log has only grown.
    let report = verify(&new.bundle(&[]), Some(&key().verifier()), Some(old.checkpoint().as_bytes()));
    assert_eq!(report.verdict, Verdict::Verified);
    assert_eq!(report.check(CheckName::Consistency).unwrap().outcome, Outcome::Passed);
}

#[test]
fn a_rewritten_log_shows_against_a_checkpoint_given_out_before() {
    let honest = small();
    let rewritten = Log::new(7, &[1, 2, 4, 5]);
    let report =
        verify(&rewritten.bundle(&[]), Some(&key().verifier()), Some(honest.checkpoint().as_bytes()));
    assert_eq!(faults(&report), [Fault::Rewritten { held: 7 }]);
    let grown = Log::new(9, &[0, 5]);
    let report = verify(&grown.bundle(&[]), Some(&key().verifier()), Some(honest.checkpoint().as_bytes()));
    assert_eq!(faults(&report), [Fault::Rewritten { held: 7 }]);
}

#[test]
fn consistency_that_the_tiles_do_not_show_is_said_and_shows_once_asked_for_at_export() {
    let log = Log::new(3000, &[5, 2999]);
    let held = Log::new(1500, &[5]).checkpoint();
    let report = verify(&log.bundle(&[]), Some(&key().verifier()), Some(held.as_bytes()));
    assert_eq!(report.verdict, Verdict::Incomplete);
    assert_eq!(report.check(CheckName::Consistency).unwrap().because, Some(Because::NoTilesForThatSize));
    let bundle = log.writer(&[]).consistent_from(1500).finish(&log.tiles, &log.key).unwrap();
    let report = verify(&bundle, Some(&key().verifier()), Some(held.as_bytes()));
    assert_eq!(report.verdict, Verdict::Verified, "{report:?}");
}

#[test]
fn a_checkpoint_of_another_log_or_key_is_named() {
    let log = small();
    let stranger = SigningKey::from_seed(Origin::parse("other.example/journal").unwrap(), &OTHER_SEED);
    let held = Checkpoint::sign(7, log.root, &stranger);
    let report = verify(&log.bundle(&[]), Some(&key().verifier()), Some(held.as_bytes()));
    assert_eq!(report.verdict, Verdict::Failed);
    assert!(report.check(CheckName::Freshness).unwrap().faults[0].to_string().contains("bank.example"));
}

#[test]
fn a_bundle_that_would_not_verify_is_never_written() {
    let log = small();
    let mut writer = journal::BundleWriter::new(&log.checkpoint(), &log.head());
    writer.entry(1, &log.entries[1]);
    let refused = writer.finish(&log.tiles, &log.key).unwrap_err();
    assert!(refused.to_string().contains("missing"), "{refused}");
}

#[test]
fn a_genuine_head_of_another_case_does_not_vouch_for_this_one() {
    let log = small();
    let leaf = leaf_hash(&log.entries[6]);
    let head = StreamHead::sign(StreamName::parse("case/other").unwrap(), 4, leaf, 7, &log.key);
    let mut bundle = Bundle::parse(&log.bundle(&[])).unwrap();
    bundle.head = head;
    let report = judged(&bundle.encode());
    assert!(faults(&report).contains(&Fault::OtherStream { index: 1, stream: common::case() }));
}

#[test]
fn a_hostile_length_allocates_nothing_and_is_named() {
    let hostile = b"stanch bundle v1\nmanifest 18446744073709551615\n{}";
    assert_eq!(judged(hostile).verdict, Verdict::Failed);
    for text in ["", "stanch bundle v1\n", "stanch bundle v1\nmanifest 007\n{}", "stanch bundle v2\n"] {
        assert_eq!(judged(text.as_bytes()).verdict, Verdict::Failed, "{text}");
    }
}

#[test]
fn a_report_is_json_with_indices_in_it() {
    let report = tampered(&small(), |bundle| bundle.entries[1].entry[50] ^= 1);
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["verdict"], "failed");
    let entries = json["checks"].as_array().unwrap().iter().find(|check| check["name"] == "entries").unwrap();
    assert_eq!(entries["faults"][0]["fault"], "entry_changed");
    assert_eq!(entries["faults"][0]["index"], 2);
}

#[test]
fn the_key_travels_as_one_line_of_text() {
    let key = key().verifier();
    assert_eq!(VerifierKey::parse(&key.to_string()), Ok(key));
}

#[test]
fn another_spelling_of_the_manifest_is_refused_where_it_begins() {
    let good = small().bundle(&[1]);
    let text = String::from_utf8_lossy(&good);
    let start = text.find("{\"origin\"").unwrap();
    let end =
        start + text[start..].find('\n').map_or(0, |line| text[start..start + line].rfind('}').unwrap() + 1);
    let (header, manifest) = (format!("manifest {}\n", end - start), text[start..end].to_owned());
    let header_at = start - header.len();
    // A space more: the length in the header line differs already. Two members in another order: only the text does.
    let spaced = manifest.replacen(':', ": ", 1);
    let moved = manifest.replacen("\"log_size\":7,\"entries\":4", "\"entries\":4,\"log_size\":7", 1);
    for (other, offset) in [(spaced, None), (moved, Some(start + manifest.find("\"log_size\"").unwrap() + 1))]
    {
        assert_ne!(other, manifest);
        let bytes =
            [&good[..header_at], format!("manifest {}\n{other}", other.len()).as_bytes(), &good[end..]]
                .concat();
        let Err(reason) = Bundle::parse(&bytes) else { panic!("taken: {other}") };
        let BundleError::NotCanonical { offset: named } = reason else { panic!("{reason:?}") };
        assert!(offset.is_none_or(|offset| offset == named) && (header_at..end).contains(&named), "{named}");
        let report = judged(&bytes);
        assert_eq!(report.check(CheckName::Layout).unwrap().faults, [Fault::Layout { reason }]);
    }
}

#[test]
fn a_note_that_is_not_text_is_named_by_its_section() {
    let good = small().bundle(&[]);
    let bundle = Bundle::parse(&good).unwrap();
    let texts = [
        (Section::Key, bundle.key),
        (Section::Checkpoint, bundle.checkpoint),
        (Section::Head, bundle.head),
        (Section::Seal, bundle.seal),
    ];
    for (section, text) in texts {
        let content = good.windows(text.len()).position(|at| at == text.as_bytes()).unwrap();
        let mut bytes = good.clone();
        bytes[content + 2] = 0xff;
        let reason = BundleError::NotUtf8 { section, offset: content + 2 };
        assert_eq!(Bundle::parse(&bytes), Err(reason.clone()));
        assert!(faults(&judged(&bytes)).contains(&Fault::Layout { reason }), "{}", section.name());
    }
}

#[test]
fn one_size_in_each_tile_lets_a_bundle_be_compared_with_every_older_checkpoint() {
    let log = common::Log::new(1_300, &[3, 700]);
    let mut writer = log.writer(&[]);
    journal::comparable_sizes(log.size(), 1_000).for_each(|size| {
        writer.consistent_from(size);
    });
    let bundle = writer.finish(&log.tiles, &log.key).unwrap();
    let older = |size: u64| {
        let root = journal::root_at(&log.tiles, size).unwrap();
        let checkpoint = Checkpoint::sign(size, root, &log.key);
        verify(&bundle, Some(&log.key.verifier()), Some(checkpoint.as_bytes())).verdict
    };
    for size in 257..=1_300 {
        assert_eq!(older(size), Verdict::Verified, "{size}");
    }
    // The oldest tile holds an entry of the case, and so it is there anyway.
    assert_eq!(older(17), Verdict::Verified);
    let forked = Checkpoint::sign(600, journal::Hash::of(b"another history"), &log.key);
    let report = verify(&bundle, Some(&log.key.verifier()), Some(forked.as_bytes()));
    assert_eq!(report.check(CheckName::Consistency).unwrap().faults, [Fault::Rewritten { held: 600 }]);
}

#[test]
fn with_another_key_than_its_own_nothing_is_said_to_stand_in_the_log() {
    let log = common::small();
    let stranger =
        SigningKey::from_seed(journal::Origin::parse(common::ORIGIN).unwrap(), &common::OTHER_SEED);
    let report = verify(&log.bundle(&[]), Some(&stranger.verifier()), None);
    assert_eq!((report.verdict, report.log_size), (Verdict::Failed, None));
    for unproved in [CheckName::Stream, CheckName::Tree, CheckName::Inclusion] {
        assert_eq!(report.check(unproved).unwrap().outcome, journal::Outcome::NotChecked, "{unproved:?}");
    }
}
