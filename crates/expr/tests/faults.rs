//! What a plan's author is told.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    unreachable_pub,
    reason = "tests fail by panicking; their helpers are one small world in `common`"
)]

mod common;

use expr::{FaultKind, Schema, Type, compile};
use messages::Language;

fn faults(text: &str) -> Vec<(String, FaultKind)> {
    let faults = compile(text, &common::schema()).expect_err(text);
    faults.into_iter().map(|fault| (text[fault.span].to_owned(), fault.kind)).collect()
}

/// The only fault of `text`: its place and kind.
fn fault(text: &str) -> (String, FaultKind) {
    let mut faults = faults(text);
    assert_eq!(faults.len(), 1, "{text}: {faults:?}");
    faults.remove(0)
}

#[test]
fn every_fault_of_an_expression_is_reported_at_once_in_the_order_of_the_text() {
    let text =
        "person > 5 and cause == insider || grade > 'hgh' && p > 9 || 'idenity' in classes || 1 < q < 3";
    let places: Vec<String> = faults(text).into_iter().map(|(place, _)| place).collect();
    assert_eq!(places, ["person", "and", "insider", "'hgh'", "p > 9", "'idenity'", "<"]);
}

#[test]
fn a_name_that_does_not_exist_gets_the_nearest_one() {
    let schema = Schema::builder().fact("counts.persons", Type::Int { min: 0, max: 9 }).build().unwrap();
    let faults = compile("counts.person > 5", &schema).unwrap_err();
    assert_eq!(faults[0].span, 0..13);
    assert!(faults[0].to_string().contains("Did you mean “counts.persons”"), "{}", faults[0]);
    assert!(
        faults[0].message().in_language(Language::SimplifiedChinese).contains("是否想写“counts.persons”")
    );
}

#[test]
fn signs_and_words_of_other_languages_are_named_with_their_spelling_here() {
    let cases = [
        ("f and g", "and", "&&"),
        ("f or g", "or", "||"),
        ("not f", "not", "!"),
        ("p = 3", "=", "=="),
        ("p <> 3", "<>", "!="),
        ("p ＞ 3", "＞", ">"),
        ("p ≥ 3", "≥", ">="),
        ("f & g", "&", "&&"),
        ("（f)", "（", "("),
    ];
    for (text, given, write) in cases {
        let given = given.to_owned();
        assert_eq!(fault(text), (given.clone(), FaultKind::OtherSpelling { given, write }));
    }
}

#[test]
fn a_comparison_that_the_declared_range_decides_is_a_fault() {
    let always = |text: &str| match fault(text).1 {
        FaultKind::AlwaysTheSame { answer, .. } => answer,
        other => panic!("{text}: {other:?}"),
    };
    for (text, answer) in [
        ("p > 5", false),
        ("p >= 0", true),
        ("p < 0", false),
        ("p != 9", true),
        ("p == -1", false),
        ("p + q > 8", false),
        ("p - q >= -3", true),
        ("e > 1min", false),
    ] {
        assert_eq!(always(text), answer, "{text}");
    }
    let (place, kind) = fault("f && 1 < 2");
    assert_eq!((place.as_str(), kind), ("1 < 2", FaultKind::Constant { answer: true }));
    assert_eq!(fault("grade >= 'low'").1, FaultKind::Constant { answer: true });
}

#[test]
fn what_the_language_leaves_out_is_said_so() {
    for text in ["p * 2 > 3", "p / 2 > 3", "f ? g : f", "1.5 < p", "classes[0] == 'x'", "p == null", "{f}"] {
        let kinds: Vec<FaultKind> = faults(text).into_iter().map(|(_, kind)| kind).collect();
        let named =
            |kind: &FaultKind| matches!(kind, FaultKind::NotInLanguage { .. } | FaultKind::BadNumber { .. });
        assert!(kinds.iter().any(named), "{text}: {kinds:?}");
    }
    assert!(matches!(fault("classes.exists(f)").1, FaultKind::UnknownCall { .. }));
}

#[test]
fn types_are_checked_at_their_place() {
    let kind = |text: &str| fault(text).1;
    assert!(matches!(kind("p"), FaultKind::NotACondition { .. }));
    assert!(matches!(kind("p == 'x'"), FaultKind::CannotCompare { .. }));
    assert!(matches!(kind("t > 3"), FaultKind::CannotCompare { .. }));
    assert!(matches!(kind("since(t) > 72"), FaultKind::CannotCompare { .. }));
    assert!(matches!(kind("since(p) > 72h"), FaultKind::CannotAdd { .. }));
    assert!(matches!(kind("t + u > now"), FaultKind::CannotAdd { .. }));
    assert!(matches!(kind("cause < 'insider'"), FaultKind::NoOrder { .. }));
    assert!(matches!(kind("f < g"), FaultKind::NoOrder { .. }));
    assert!(matches!(kind("cause == grade"), FaultKind::TwoChoices));
    assert!(matches!(kind("'a' == 'b'"), FaultKind::NoFact));
    assert!(matches!(kind("p in classes"), FaultKind::BadIn));
    assert!(matches!(kind("cause in []"), FaultKind::BadList));
    assert!(matches!(kind("p + p > 3"), FaultKind::CountedTwice { .. }));
    assert!(matches!(kind("p - p > 3"), FaultKind::CountedTwice { .. }));
    assert!(matches!(kind("complete(cause)"), FaultKind::BadArguments { .. }));
    assert!(matches!(kind("known(1)"), FaultKind::BadArguments { .. }));
    assert!(matches!(kind("since > 3h"), FaultKind::BadArguments { .. }));
    assert!(matches!(kind("at_least(3, f, g)"), FaultKind::BadAtLeast { conditions: 2, .. }));
    assert!(matches!(kind("at_least(0, f, g)"), FaultKind::BadAtLeast { .. }));
    assert!(matches!(kind("level(response) >= 2"), FaultKind::LevelNeedsAtLeast));
    assert!(matches!(kind("level(respons) at least 2"), FaultKind::UnknownScale { .. }));
    assert!(matches!(kind("level(response) at least 7"), FaultKind::UnknownLevel { .. }));
}

#[test]
fn unfinished_and_unbalanced_texts_say_where() {
    assert_eq!(fault("f &&"), (String::new(), FaultKind::Unfinished));
    assert_eq!(fault("   "), ("   ".to_owned(), FaultKind::Empty));
    assert_eq!(fault("(f || g"), ("(".to_owned(), FaultKind::Unclosed { opened: '(' }));
    assert_eq!(fault("f || g)"), (")".to_owned(), FaultKind::Unopened { given: ')' }));
    assert_eq!(fault("f g"), ("g".to_owned(), FaultKind::MissingOperator { given: "g".to_owned() }));
    assert_eq!(fault("f && || g").0, "||");
    assert_eq!(fault("cause == 'insider").1, FaultKind::UnclosedText);
    assert!(matches!(fault("since(t) > 5m").1, FaultKind::UnknownUnit { .. }));
}

#[test]
fn every_fault_has_a_sentence_in_every_language() {
    let texts = [
        "person > 5",
        "zzzzzz",
        "f and g",
        "p > 9",
        "1 < p < 3",
        "p ¤ 3",
        "level(x) at least 1",
        "p.q(3)",
        "cause == 'x'",
        "at_least(9, f)",
        "\"",
        "f f",
        "(",
        ")",
        "",
        "5m > e",
        "p+p>1",
        "f ? g : f",
        "007 < p",
        "99999999999999999999 > p",
        "'a\\b' in classes",
        "p == grade",
        "t + u > now",
        "cause < 'vendor'",
        "'a'=='b'",
    ];
    for text in texts {
        for fault in compile(text, &common::schema()).unwrap_err() {
            for language in Language::ALL {
                let sentence = fault.message().in_language(language);
                assert!(!sentence.contains("expr-") && !sentence.contains('$'), "{text}: {sentence}");
            }
        }
    }
}

#[test]
fn declarations_that_no_expression_could_use_are_faults() {
    let faults = Schema::builder()
        .fact("9lives", Type::Bool)
        .fact("a.in", Type::Bool)
        .fact("twice", Type::Bool)
        .fact("twice", Type::Int { min: 3, max: 1 })
        .fact("none", Type::Enum(expr::EnumType::plain("none", [])))
        .scale("s", ["x", "x"])
        .build()
        .unwrap_err();
    assert_eq!(faults.len(), 6, "{faults:?}");
    for fault in faults {
        assert!(!fault.to_string().contains("expr-"), "{fault}");
    }
}
