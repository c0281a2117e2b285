//! What expressions mean, against a second evaluator that tries every completion of the facts one by one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    unreachable_pub,
    reason = "tests fail by panicking; their helpers are one small world in `common`"
)]

mod common;

use common::{Sums, case, exact_case, in_every_world, schema, tree};
use expr::{Truth, compile};
use proptest::prelude::*;

proptest! {
    #[test]
    fn an_answer_is_what_every_completion_of_the_facts_gives(tree in tree(Sums::Any), case in case()) {
        let (text, _) = tree.text();
        let expr = compile(&text, &schema()).unwrap();
        let truth = expr.evaluate(&case.snapshot()).truth;
        if truth.is_decided() {
            prop_assert_eq!(truth, in_every_world(&tree, &case, expr.facts()), "{}", text);
        }
    }

    #[test]
    fn an_answer_is_unknown_only_if_completions_differ(tree in tree(Sums::Apart), case in case()) {
        let (text, _) = tree.text();
        let expr = compile(&text, &schema()).unwrap();
        let truth = expr.evaluate(&case.snapshot()).truth;
        prop_assert_eq!(truth, in_every_world(&tree, &case, expr.facts()), "{}", text);
    }

    #[test]
    fn with_everything_known_no_answer_is_unknown(tree in tree(Sums::Any), case in exact_case()) {
        let (text, _) = tree.text();
        let expr = compile(&text, &schema()).unwrap();
        let truth = expr.evaluate(&case.snapshot()).truth;
        prop_assert_eq!(truth, in_every_world(&tree, &case, expr.facts()), "{}", text);
        prop_assert!(truth.is_decided());
    }

    #[test]
    fn until_is_the_first_moment_with_another_answer(tree in tree(Sums::Any), case in case()) {
        let (text, _) = tree.text();
        let expr = compile(&text, &schema()).unwrap();
        let answer = expr.evaluate(&case.snapshot());
        let until = answer.until.map(|until| until.as_nanosecond() - case.now);
        // Around one second ahead lie the bounds of moments near now; around now those of a second ago.
        for by in (1..=8).chain(common::SECOND - 4..=common::SECOND + 8) {
            let same = expr.evaluate(&case.later(by).snapshot()).truth == answer.truth;
            match until {
                Some(until) if by > until => break,
                Some(until) => prop_assert_eq!(same, by < until, "{} after {} ns, until {}", text, by, until),
                None => prop_assert!(same, "{} after {} ns", text, by),
            }
        }
        if let Some(until) = until {
            let then = expr.evaluate(&case.later(until).snapshot()).truth;
            prop_assert_ne!(then, answer.truth, "{}", text);
        }
    }

    #[test]
    fn what_is_printed_is_read_back_as_the_same(tree in tree(Sums::Any)) {
        let (text, _) = tree.text();
        let schema = schema();
        let expr = compile(&text, &schema).unwrap();
        let printed = expr.to_string();
        let again = compile(&printed, &schema).unwrap();
        prop_assert_eq!(&again, &expr, "{} → {}", text, printed);
        prop_assert_eq!(again.to_string(), printed);
    }
}

#[test]
fn correlated_unknowns_are_decided_by_their_cells() {
    let schema =
        expr::Schema::builder().fact("p", expr::Type::Int { min: 0, max: 1_000_000 }).build().unwrap();
    let answer = |text: &str| {
        let known = schema.nothing_known();
        let now = common::at(common::NOW);
        compile(text, &schema).unwrap().evaluate(&expr::Snapshot { known: &known, levels: &[], now }).truth
    };
    assert_eq!(answer("p > 9 || p <= 9"), Truth::True);
    assert_eq!(answer("p > 5 && p < 3"), Truth::False);
    assert_eq!(answer("p > 5 && p < 7 && p != 6"), Truth::False);
    assert_eq!(answer("p > 5 && p < 7"), Truth::Unknown);
}
