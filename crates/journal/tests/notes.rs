//! Every way a key, a note or an entry can be wrong has its own answer.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may")]

mod common;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use common::{Log, OTHER_SEED, key, small};
use journal::{
    Checkpoint, Entry, EntryError, Expected, KeyError, Moment, NameError, NoteError, Origin, SigningKey,
    StreamHead, VerifierKey, empty_root,
};

fn open(note: &str) -> Result<Checkpoint, NoteError> {
    Checkpoint::open(note.as_bytes(), &key().verifier())
}

/// Signs any text with the log's key by the rules of signed notes, as only the log itself could.
fn signed(text: &str) -> String {
    // A stream head of our own is the only way to a signature from here, so the parts are put together by hand.
    let secret = ed25519_dalek::SigningKey::from_bytes(&common::SEED);
    let mut line = key().verifier().id().to_vec();
    line.extend_from_slice(&ed25519_dalek::Signer::sign(&secret, text.as_bytes()).to_bytes());
    format!("{text}\n— {} {}\n", common::ORIGIN, STANDARD.encode(line))
}

fn line(line: usize, expected: Expected, given: &str) -> NoteError {
    NoteError::Line { line, expected, given: given.to_owned() }
}

#[test]
fn a_checkpoint_from_elsewhere_may_carry_other_signatures_and_extensions() {
    let log = small();
    let plain = log.checkpoint();
    let stranger = SigningKey::from_seed(Origin::parse("witness.example").unwrap(), &OTHER_SEED);
    let theirs = Checkpoint::sign(7, log.root, &stranger);
    let witness = theirs.lines().last().unwrap();
    let cosigned = format!("{plain}{witness}\n— other.example {}\n", STANDARD.encode([0; 100]));
    assert_eq!(open(&cosigned).unwrap().size, 7);
    let text = Checkpoint::open(plain.as_bytes(), &key().verifier()).unwrap().text();
    assert_eq!(open(&signed(&format!("{text}extension\n"))).unwrap().root, log.root);
    assert_eq!(open(&signed(&format!("{text}extension\n\nmore\n"))), Err(line(5, Expected::NotEmpty, "")));
    // A second line in our own name must verify too, however good the first is.
    let false_line = format!("— {} {}", common::ORIGIN, {
        let mut data = key().verifier().id().to_vec();
        data.extend_from_slice(&[0; 64]);
        STANDARD.encode(data)
    });
    assert!(matches!(open(&format!("{plain}{false_line}\n")), Err(NoteError::FalseSignature(_))));
}

#[test]
fn every_fault_of_a_signed_note_has_its_own_name() {
    let note = small().checkpoint();
    let (text, signature) = note.split_once("\n\n").unwrap();
    assert!(matches!(open(&note.replace("\n7\n", "\n8\n")), Err(NoteError::FalseSignature(_))));
    assert_eq!(open(""), Err(NoteError::NoSignatures));
    assert_eq!(open(text), Err(NoteError::NoSignatures));
    assert_eq!(open(note.trim_end()), Err(NoteError::NoSignatures));
    assert_eq!(open(&note.replace('\n', "\r\n")), Err(NoteError::Control(common::ORIGIN.len())));
    assert_eq!(open(&format!("{text}\n\n{}", signature.replace('—', "-"))), Err(NoteError::SignatureLine(1)));
    assert_eq!(open(&note.replace("=\n\n— ", "=\n\n—  ")), Err(NoteError::SignatureLine(1)));
    let other = SigningKey::from_seed(Origin::parse("other.example").unwrap(), &OTHER_SEED).verifier();
    assert_eq!(Checkpoint::open(note.as_bytes(), &other), Err(NoteError::UnknownSigner(other.to_string())));
    let many = format!("{note}{}", signature.repeat(64));
    assert_eq!(open(&many), Err(NoteError::TooManySignatures(65)));
    assert_eq!(open(&"x".repeat(600_000)), Err(NoteError::TooLong(600_000)));
    assert_eq!(Checkpoint::open(b"\xff", &key().verifier()), Err(NoteError::NotUtf8(0)));
}

#[test]
fn every_line_of_a_checkpoint_is_strict() {
    let root = empty_root().to_base64();
    let text = |origin: &str, size: &str, root: &str| signed(&format!("{origin}\n{size}\n{root}\n"));
    let ours = common::ORIGIN;
    assert_eq!(open(&text(ours, "0", &root)).unwrap().size, 0);
    assert_eq!(open(&text(ours, "18446744073709551615", &root)).unwrap().size, u64::MAX);
    for size in ["01", "+1", "-1", "1 ", "18446744073709551616", "１"] {
        assert_eq!(open(&text(ours, size, &root)), Err(line(2, Expected::Number, size)), "{size}");
    }
    for bad in ["x", &root[..43], &root.replace("FU=", "FV="), &format!("{root}=")] {
        assert_eq!(open(&text(ours, "1", bad)), Err(line(3, Expected::Hash, bad)), "{bad}");
    }
    assert!(matches!(open(&text("other.example", "0", &root)), Err(NoteError::Origin { .. })));
    let leaf = journal::leaf_hash(b"").to_base64();
    assert_eq!(open(&text(ours, "0", &leaf)), Err(NoteError::EmptyRoot));
}

#[test]
fn a_stream_head_is_never_a_checkpoint_nor_the_other_way_round() {
    let (log, key) = (small(), key().verifier());
    assert!(matches!(Checkpoint::open(log.head().as_bytes(), &key), Err(NoteError::Origin { .. })));
    let head = StreamHead::open(log.checkpoint().as_bytes(), &key);
    assert_eq!(head, Err(line(1, Expected::StreamHead, common::ORIGIN)));
}

#[test]
fn every_line_of_a_stream_head_is_strict() {
    let verifier = key().verifier();
    let leaf = empty_root().to_base64();
    let head = |stream: &str, version: &str, size: &str, more: &str| {
        let text =
            format!("stanch stream head v1\n{}\n{stream}\n{version}\n{leaf}\n{size}\n{more}", common::ORIGIN);
        StreamHead::open(signed(&text).as_bytes(), &verifier)
    };
    assert_eq!(head("org", "3", "9", "").unwrap().version, 3);
    assert_eq!(head("orgs", "3", "9", ""), Err(NoteError::Name(NameError::Stream("orgs".into()))));
    assert_eq!(head("org", "0", "9", ""), Err(line(4, Expected::Positive, "0")));
    assert_eq!(head("org", "3", "0", ""), Err(line(6, Expected::Positive, "0")));
    assert_eq!(head("org", "3", "9", "more\n"), Err(line(7, Expected::Nothing, "more")));
}

#[test]
fn every_fault_of_a_key_has_its_own_name() {
    let text = key().verifier().to_string();
    let [name, id, data] = text.splitn(3, '+').collect::<Vec<_>>().try_into().unwrap();
    let with = |name: &str, id: &str, data: &str| VerifierKey::parse(&format!("{name}+{id}+{data}"));
    assert!(with(name, id, data).is_ok());
    assert_eq!(VerifierKey::parse(name), Err(KeyError::Parts(name.into())));
    assert!(matches!(with("a b", id, data), Err(KeyError::Name(_))));
    assert!(matches!(with(name, "00000000", data), Err(KeyError::Id { .. })));
    assert!(matches!(with(name, &id.to_uppercase(), data), Err(KeyError::Id { .. })));
    assert!(matches!(with(name, id, data.trim_end_matches('s')), Err(KeyError::Base64(_))));
    assert!(matches!(with(name, id, &format!("{data}\n")), Err(KeyError::Base64(_))));
    let encoded = |first: u8, point: [u8; 32]| STANDARD.encode([&[first], point.as_slice()].concat());
    assert_eq!(with(name, id, &encoded(4, [1; 32])), Err(KeyError::Algorithm(4)));
    // The neutral point, a second spelling of it, and bytes that are no point.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    assert_eq!(with(name, id, &encoded(1, neutral)), Err(KeyError::Point));
    let mut twice = [0xff; 32];
    (twice[0], twice[31]) = (0xee, 0x7f);
    assert_eq!(with(name, id, &encoded(1, twice)), Err(KeyError::Point));
    let mut none = [0; 32];
    none[0] = 2;
    assert_eq!(with(name, id, &encoded(1, none)), Err(KeyError::Point));
}

#[test]
fn every_fault_of_an_entry_has_its_own_name() {
    let good = small().entries[1].clone();
    let changed = |at: usize, with: &[u8]| {
        let mut bytes = good.clone();
        bytes[at..at + with.len()].copy_from_slice(with);
        Entry::decode(&bytes)
    };
    assert_eq!(changed(0, b"x"), Err(EntryError::Magic));
    assert_eq!(changed(4, &[2]), Err(EntryError::LaterFormat(2)));
    assert_eq!(changed(4, &[0]), Err(EntryError::Magic));
    assert!(matches!(changed(6, b"C"), Err(EntryError::Name(NameError::Stream(_)))));
    let after_stream = 6 + "case/2026-0001".len();
    assert_eq!(changed(after_stream, &[0; 8]), Err(EntryError::VersionZero));
    let kind = after_stream + 8 + 1;
    assert!(matches!(changed(kind, b"\xff"), Err(EntryError::Name(NameError::Kind(_)))));
    let shape = kind + "fact.stated".len();
    assert_eq!(changed(shape, &[0, 0]), Err(EntryError::ShapeZero));
    let beyond = Moment::MAX.microseconds() + 1;
    assert_eq!(changed(shape + 2, &beyond.to_be_bytes()), Err(EntryError::Time("occurred_at", beyond)));
    let below = Moment::MIN.microseconds() - 1;
    assert_eq!(changed(shape + 10, &below.to_be_bytes()), Err(EntryError::Time("recorded_at", below)));
    assert_eq!(Entry::decode(&[good.as_slice(), b"x"].concat()), Err(EntryError::Trailing(1)));
    for length in 0..good.len() {
        assert!(Entry::decode(&good[..length]).is_err(), "{length}");
    }
    assert_eq!(Entry::decode(&good[..good.len() - 1]), Err(EntryError::Short("commitment")));
}

#[test]
fn a_signing_key_shows_nothing_of_itself() {
    assert_eq!(format!("{:?}", key()), "SigningKey(bank.example/journal)");
}

#[test]
fn every_message_the_room_can_say_is_in_the_message_files_and_none_is_there_in_vain() {
    let mut used: Vec<String> = Vec::new();
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
            if file.is_dir() {
                folders.push(file);
                continue;
            }
            let text = std::fs::read_to_string(file).unwrap();
            used.extend(text.split('"').filter(|word| word.starts_with("journal-")).map(str::to_owned));
        }
    }
    used.sort();
    used.dedup();
    let known: Vec<String> = messages::keys(messages::Language::English)
        .into_iter()
        .filter(|key| key.starts_with("journal-"))
        .collect();
    assert_eq!(used, known);
}

#[test]
fn a_log_of_one_entry_can_be_bundled() {
    let log = Log::new(1, &[0]);
    let report =
        journal::verify(&log.bundle(&[1]), Some(&key().verifier()), Some(log.checkpoint().as_bytes()));
    assert_eq!(report.verdict, journal::Verdict::Verified);
}
