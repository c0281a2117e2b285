//! Our expressions mean what CEL means where CEL accepts the text too and everything is known.
//!
//! Left out of the comparison, because CEL reads no such text: lengths of time (`72h`), our calls, `100_000`, and
//! the order of words (CEL orders them by alphabet).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    unreachable_pub,
    reason = "tests fail by panicking; their helpers are one small world in `common`"
)]

mod common;

use cel::{Context, Program, Value};
use common::{CLASSES, Case, Sums, WORDS, exact_case, schema, tree};
use expr::{Known, Truth, compile};
use proptest::prelude::*;

fn words(names: &[&str], bits: u64) -> Vec<String> {
    names
        .iter()
        .enumerate()
        .filter(|(at, _)| bits >> at & 1 == 1)
        .map(|(_, name)| (*name).to_owned())
        .collect()
}

/// CEL's answer; `None` if it does not take the text.
fn by_cel(text: &str, case: &Case) -> Option<bool> {
    let program = Program::compile(text).ok()?;
    let mut context = Context::default();
    for (name, known) in common::FACTS.iter().zip(&case.known) {
        match *known {
            Known::Bool(truth) => context.add_variable_from_value(*name, truth == Truth::True),
            Known::Int { lo, .. } => context.add_variable_from_value(*name, lo),
            Known::Enum { possible } => {
                context.add_variable_from_value(
                    *name,
                    words(&WORDS, possible).first().cloned().unwrap_or_default(),
                );
            }
            Known::Set { certain, .. } => context.add_variable_from_value(*name, words(&CLASSES, certain)),
            Known::Instant(_) | Known::Elapsed { .. } => {}
        }
    }
    match program.execute(&context) {
        Ok(Value::Bool(answer)) => Some(answer),
        _ => None,
    }
}

#[test]
fn cel_gives_the_same_answers() {
    // CEL's parser recurses deeply: a stack of its own.
    let run = || {
        let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(256));
        let compared = std::cell::Cell::new(0);
        let schema = schema();
        let strategy = (tree(Sums::Any), exact_case(), any::<bool>());
        let result = runner.run(&strategy, |(tree, case, canonical)| {
            let expr = compile(&tree.text().0, &schema).unwrap();
            // As generated, with all parentheses; and as printed, where precedence must be CEL's.
            let text = if canonical { expr.to_string() } else { tree.text().0 };
            if text.contains("grade") {
                return Ok(());
            }
            if let Some(answer) = by_cel(&text, &case) {
                compared.set(compared.get() + 1);
                prop_assert_eq!(expr.evaluate(&case.snapshot()).truth, Truth::from(answer), "{}", text);
            }
            Ok(())
        });
        result.unwrap();
        assert!(compared.get() > 30, "only {} texts were compared", compared.get());
    };
    std::thread::Builder::new().stack_size(64 << 20).spawn(run).unwrap().join().unwrap();
}
