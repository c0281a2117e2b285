//! Every reader of foreign bytes, against bytes nobody thought of: never a panic, and what is accepted has one encoding.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "tests may")]

mod common;

use journal::{
    Bundle, CheckName, Checkpoint, Entry, Outcome, StreamHead, Verdict, VerifierKey, check_proof, verify,
};

#[test]
fn fuzz_entry() {
    bolero::check!().for_each(|bytes: &[u8]| {
        if let Ok(entry) = Entry::decode(bytes) {
            assert_eq!(entry.encode(), bytes);
        }
    });
}

/// Random bytes hardly ever begin with the magic: this one starts from a good entry and damages it.
#[test]
fn fuzz_entry_nearly_good() {
    let good = common::small().entries[2].clone();
    bolero::check!().with_type::<(u16, u8, u16)>().for_each(|(at, value, cut)| {
        let mut bytes = good.clone();
        let at = usize::from(*at) % bytes.len();
        bytes[at] = *value;
        bytes.truncate(bytes.len() + 1 - usize::from(*cut) % 3);
        if let Ok(entry) = Entry::decode(&bytes) {
            assert_eq!(entry.encode(), bytes);
        }
    });
}

#[test]
fn fuzz_note() {
    let key = common::key().verifier();
    bolero::check!().for_each(|bytes: &[u8]| {
        // Nobody signs fuzz: whatever is accepted is a forgery.
        assert!(Checkpoint::open(bytes, &key).is_err());
        assert!(StreamHead::open(bytes, &key).is_err());
        if let Ok(text) = std::str::from_utf8(bytes)
            && let Ok(key) = VerifierKey::parse(text)
        {
            assert_eq!(key.to_string(), text);
        }
    });
}

#[test]
fn fuzz_bundle() {
    bolero::check!().for_each(|bytes: &[u8]| {
        assert_eq!(verify(bytes, None, None).verdict, Verdict::Failed);
    });
}

/// A good bundle with a stretch of it replaced.
#[test]
fn fuzz_bundle_nearly_good() {
    let (good, key) = (common::small().bundle(&[1, 3]), common::key().verifier());
    bolero::check!().with_type::<(u16, u8, Vec<u8>)>().for_each(|(at, length, with)| {
        let at = usize::from(*at) % good.len();
        let end = (at + usize::from(*length)).min(good.len());
        let bytes = [&good[..at], with, &good[end..]].concat();
        let report = verify(&bytes, Some(&key), None);
        assert_eq!(report.verdict == Verdict::Verified, bytes == good);
        let parsed = Bundle::parse(&bytes);
        // The judge compares forms in place, the reader by encoding again: they are of one mind.
        let layout = report.check(CheckName::Layout).map(|check| check.outcome == Outcome::Passed);
        assert_eq!(layout, Some(parsed.is_ok()));
        if let Ok(bundle) = parsed {
            assert_eq!(bundle.encode(), bytes);
        }
    });
}

#[test]
fn fuzz_proof() {
    bolero::check!().for_each(|bytes: &[u8]| {
        let _ = check_proof(bytes);
    });
}

/// JSON with numbers and hashes of every kind in the right members.
#[test]
fn fuzz_proof_nearly_good() {
    bolero::check!().with_type::<(bool, u64, u64, Vec<[u8; 32]>)>().for_each(|(inclusion, one, two, hashes)| {
        let hashes: Vec<String> = hashes.iter().map(|bytes| journal::Hash::from_bytes(*bytes).to_string()).collect();
        let some = journal::empty_root().to_string();
        let json = if *inclusion {
            serde_json::json!({"type": "inclusion", "leaf_index": one, "tree_size": two, "leaf_hash": some, "root_hash": some, "hashes": hashes})
        } else {
            serde_json::json!({"type": "consistency", "first_size": one, "second_size": two, "first_root": some, "second_root": some, "hashes": hashes})
        };
        let judged = check_proof(json.to_string().as_bytes()).unwrap();
        // The only leaf of a tree, and the same root at one size, need no hashes; nothing else made up proves anything.
        let trivial = if *inclusion { (*one, *two) == (0, 1) } else { one == two };
        assert_eq!(judged == journal::Judgement::Valid, trivial && hashes.is_empty(), "{json}");
    });
}
