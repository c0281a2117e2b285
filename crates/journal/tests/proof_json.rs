//! `journal check`: what is valid, what is invalid, and what is no proof at all.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "tests may")]

use journal::{CheckError, Hash, Judgement, ProofFault, check_proof, empty_root, leaf_hash, node_hash};

fn judge(json: &str) -> Result<Judgement, CheckError> {
    check_proof(json.as_bytes())
}

fn inclusion(index: &str, size: &str, leaf: Hash, root: Hash, hashes: &str) -> String {
    format!(
        r#"{{"type":"inclusion","leaf_index":{index},"tree_size":{size},"leaf_hash":"{leaf}","root_hash":"{root}","hashes":[{hashes}]}}"#
    )
}

fn consistency(first: &str, second: &str, roots: [Hash; 2], hashes: &str) -> String {
    let [one, two] = roots;
    format!(
        r#"{{"type":"consistency","first_size":{first},"second_size":{second},"first_root":"{one}","second_root":"{two}","hashes":[{hashes}]}}"#
    )
}

fn a() -> Hash {
    leaf_hash(b"a")
}

fn b() -> Hash {
    leaf_hash(b"b")
}

fn invalid(reason: ProofFault) -> Result<Judgement, CheckError> {
    Ok(Judgement::Invalid { reason })
}

#[test]
fn the_only_leaf_of_a_tree_is_its_root() {
    assert_eq!(judge(&inclusion("0", "1", a(), a(), "")), Ok(Judgement::Valid));
    let root = ProofFault::Root { computed: a(), claimed: b() };
    assert_eq!(judge(&inclusion("0", "1", a(), b(), "")), invalid(root));
    let count = ProofFault::Count { given: 1, needed: 0 };
    assert_eq!(judge(&inclusion("0", "1", a(), a(), &format!("\"{}\"", b()))), invalid(count));
}

#[test]
fn two_leaves_prove_each_other_and_base64_says_the_same_as_hexadecimal() {
    let root = node_hash(&a(), &b());
    assert_eq!(judge(&inclusion("0", "2", a(), root, &format!("\"{}\"", b()))), Ok(Judgement::Valid));
    assert_eq!(
        judge(&inclusion("1", "2", b(), root, &format!("\"{}\"", a().to_base64()))),
        Ok(Judgement::Valid)
    );
    let entry = r#"{"hashes":["HASH"],"type":"inclusion","tree_size":2,"leaf_index":1,"entry":"Yg==","root_hash":"ROOT"}"#;
    let entry = entry.replace("HASH", &a().to_base64()).replace("ROOT", &root.to_string());
    assert_eq!(judge(&entry), Ok(Judgement::Valid));
}

#[test]
fn an_index_at_or_beyond_the_size_is_invalid_up_to_the_last_64_bit_number() {
    for (index, size) in [("0", "0"), ("1", "1"), ("18446744073709551615", "18446744073709551615")] {
        let outcome = judge(&inclusion(index, size, a(), a(), ""));
        assert!(
            matches!(outcome, Ok(Judgement::Invalid { reason: ProofFault::IndexBeyond { .. } })),
            "{index}/{size}"
        );
    }
    // 2^53 + 1 has no exact double: it must be read as the integer it is.
    let outcome = judge(&inclusion("9007199254740993", "9007199254740993", a(), a(), ""));
    let beyond =
        ProofFault::IndexBeyond { leaf_index: 9_007_199_254_740_993, tree_size: 9_007_199_254_740_993 };
    assert_eq!(outcome, invalid(beyond));
    let outcome = judge(&inclusion("18446744073709551614", "18446744073709551615", a(), a(), ""));
    assert!(
        matches!(outcome, Ok(Judgement::Invalid { reason: ProofFault::Count { given: 0, needed: 63 } })),
        "{outcome:?}"
    );
}

#[test]
fn consistency_has_an_answer_for_every_edge() {
    let root = node_hash(&a(), &b());
    let b_hex = format!("\"{}\"", b());
    assert_eq!(judge(&consistency("1", "2", [a(), root], &b_hex)), Ok(Judgement::Valid));
    assert_eq!(judge(&consistency("2", "2", [root, root], "")), Ok(Judgement::Valid));
    assert_eq!(judge(&consistency("0", "0", [empty_root(), empty_root()], "")), Ok(Judgement::Valid));
    let first = ProofFault::FirstRoot { computed: empty_root(), claimed: a() };
    assert_eq!(judge(&consistency("0", "0", [a(), a()], "")), invalid(first));
    assert_eq!(judge(&consistency("0", "2", [empty_root(), root], "")), invalid(ProofFault::FromEmpty));
    let shrunk = ProofFault::Shrunk { first_size: 2, second_size: 1 };
    assert_eq!(judge(&consistency("2", "1", [root, a()], "")), invalid(shrunk));
    let count = ProofFault::Count { given: 1, needed: 0 };
    assert_eq!(judge(&consistency("2", "2", [root, root], &b_hex)), invalid(count));
    let count = ProofFault::Count { given: 0, needed: 1 };
    assert_eq!(judge(&consistency("1", "2", [a(), root], "")), invalid(count));
    let second = ProofFault::SecondRoot { computed: root, claimed: a() };
    assert_eq!(judge(&consistency("2", "2", [root, a()], "")), invalid(second));
}

#[test]
fn numbers_are_integers_of_64_bits_and_nothing_else() {
    for number in ["1.0", "1e0", "-1", "-0", "\"1\"", "null", "true", "18446744073709551616", "[1]"] {
        let outcome = judge(&inclusion("0", number, a(), a(), ""));
        assert!(matches!(outcome, Err(CheckError::Integer("tree_size", _))), "{number}: {outcome:?}");
    }
    assert!(matches!(judge(&inclusion("00", "1", a(), a(), "")), Err(CheckError::Json { .. })));
}

#[test]
fn hashes_are_32_bytes_in_one_of_two_spellings() {
    let good = inclusion("0", "1", a(), a(), "");
    let hex = a().to_string();
    for bad in [
        hex.to_uppercase(),
        hex[..62].to_owned(),
        format!("{hex}00"),
        a().to_base64().replace('=', ""),
        String::new(),
    ] {
        let outcome = judge(&good.replacen(&hex, &bad, 1));
        assert!(matches!(outcome, Err(CheckError::Hash(_, _))), "{bad}: {outcome:?}");
    }
    let outcome = judge(&inclusion("0", "1", a(), a(), "\"x\""));
    assert_eq!(outcome, Err(CheckError::Hash("hashes[0]".into(), "x".into())));
    assert_eq!(judge(&good.replace("[]", "null")), Err(CheckError::NotAList));
}

#[test]
fn members_are_exactly_those_of_the_type() {
    let good = inclusion("0", "1", a(), a(), "");
    let with = |more: &str| good.replacen('{', &format!("{{{more},"), 1);
    assert_eq!(judge(&with(r#""type":"inclusion""#)), Err(CheckError::Twice("type".into())));
    assert_eq!(judge(&with(r#""tree_size":1"#)), Err(CheckError::Twice("tree_size".into())));
    assert_eq!(judge(&with(r#""note":1"#)), Err(CheckError::Unknown("note".into())));
    assert_eq!(judge(&with(r#""entry":"YQ==""#)), Err(CheckError::LeafOrEntry));
    assert_eq!(judge(&good.replace("inclusion", "exclusion")), Err(CheckError::Type("exclusion".into())));
    assert_eq!(judge(&good.replace("tree_size", "treesize")), Err(CheckError::Missing("tree_size")));
    assert_eq!(judge("{}"), Err(CheckError::Missing("type")));
    for broken in ["", "[]", "null", "{", "{} {}", "\u{feff}{}", &"[".repeat(100_000)] {
        assert!(matches!(judge(broken), Err(CheckError::Json { .. })), "{}", &broken[..broken.len().min(9)]);
    }
    assert!(matches!(judge(&" ".repeat(2_000_000)), Err(CheckError::TooLong(2_000_000))));
}
