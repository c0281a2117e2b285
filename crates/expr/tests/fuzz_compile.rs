//! Any text at all: compiling never panics or hangs; what compiles can be printed, read back and asked.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    unreachable_pub,
    reason = "tests fail by panicking; their helpers are one small world in `common`"
)]

mod common;

use expr::{Snapshot, compile};

fn ask(text: &str) {
    let schema = common::schema();
    match compile(text, &schema) {
        Ok(expr) => {
            let printed = expr.to_string();
            let again =
                compile(&printed, &schema).unwrap_or_else(|faults| panic!("{text} → {printed}: {faults:?}"));
            assert_eq!(again, expr, "{text} → {printed}");
            assert_eq!(again.to_string(), printed);
            let snapshot = Snapshot { known: &[], levels: &[], now: common::at(common::NOW) };
            let explanation = expr.explain(&snapshot);
            assert!(explanation.parts.iter().all(|part| text.get(part.span.clone()) == Some(part.text)));
            expr.what_would_change(&snapshot);
        }
        Err(faults) => {
            assert!(!faults.is_empty());
            for fault in faults {
                assert!(text.get(fault.span.clone()).is_some(), "{text}: {fault:?} is not at characters");
                assert!(!fault.to_string().contains("expr-"), "{fault:?} has no sentence");
            }
        }
    }
}

#[test]
fn any_bytes_compile_or_give_faults() {
    bolero::check!().for_each(|bytes: &[u8]| ask(&String::from_utf8_lossy(bytes)));
}

#[test]
fn any_tokens_compile_or_give_faults() {
    const TOKENS: &[&str] = &[
        "p",
        "q",
        "f",
        "cause",
        "grade",
        "classes",
        "t",
        "u",
        "e",
        "now",
        "since(",
        "known(",
        "complete(",
        "level(",
        "response",
        "at",
        "least",
        "at_least(",
        "(",
        ")",
        "[",
        "]",
        ",",
        "||",
        "&&",
        "!",
        "==",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "in",
        "+",
        "-",
        "1",
        "2",
        "3s",
        "1h",
        "\"identity\"",
        "'high'",
        "\"insider\"",
        "true",
        "false",
        "and",
        "＞",
        "“",
        "?",
        "1.5",
        "0",
        "5d",
        "x",
        ".",
        "\\",
        "\"",
    ];
    bolero::check!().for_each(|bytes: &[u8]| {
        let words: Vec<&str> = bytes.iter().map(|byte| TOKENS[usize::from(*byte) % TOKENS.len()]).collect();
        ask(&words.join(" "));
    });
}

#[test]
fn hostile_texts_are_refused_without_exhausting_anything() {
    let hostile = [
        "(".repeat(8_000),
        "!".repeat(8_000),
        "-".repeat(8_000) + "1",
        "[".repeat(8_000),
        "at_least(1,".repeat(700),
        "f||".repeat(2_000) + "f",
        "p+".repeat(4_000) + "p > 1",
        "f ".repeat(4_000),
        "(f ".repeat(2_500),
        "a".repeat(100_000),
        "f == ".repeat(1_500) + "f",
        "\"".repeat(8_001),
    ];
    for text in hostile {
        assert!(compile(&text, &common::schema()).is_err(), "{}…", &text[..20]);
        ask(&text);
    }
}
