//! `cargo xtask bench core`: the figures of the core, each from an example program of the room it belongs to. An
//! example prints one JSON line; this file holds the limits and draws the table.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::big_input;
use crate::shell::{self, output, say, target};

const TEN_GIGABYTES: u64 = 10_000_000_000;

/// One figure: where it comes from, and what it must reach.
pub(super) struct Figure {
    pub(super) what: &'static str,
    pub(super) room: &'static str,
    pub(super) example: &'static str,
    pub(super) key: &'static str,
    pub(super) unit: &'static str,
    pub(super) limit: Limit,
}

#[derive(Clone, Copy)]
pub(super) enum Limit {
    AtLeast(f64),
    Below(f64),
    /// Printed for context.
    None,
}

#[rustfmt::skip]
const FIGURES: &[Figure] = &[
    Figure { what: "verify entries and tree", room: "journal", example: "bench_verify", key: "entries_per_cpu_s", unit: "entries/s", limit: Limit::AtLeast(500_000.0) },
    Figure { what: "verify against plain SHA-256", room: "journal", example: "bench_verify", key: "ratio_to_sha256", unit: "×", limit: Limit::AtLeast(0.4) },
    Figure { what: "verify bodies", room: "journal", example: "bench_verify", key: "bodies_1k_per_cpu_s", unit: "bodies/s", limit: Limit::None },
    Figure { what: "evaluate an expression", room: "expr", example: "bench_expr", key: "evaluations_per_cpu_s", unit: "/s", limit: Limit::AtLeast(1_000_000.0) },
    Figure { what: "evaluate with explanation", room: "expr", example: "bench_expr", key: "explanations_per_cpu_s", unit: "/s", limit: Limit::AtLeast(200_000.0) },
    Figure { what: "fold 10,000 opened events", room: "incident", example: "bench_fold", key: "fold_10000_ms", unit: "ms", limit: Limit::Below(20.0) },
    Figure { what: "append six entries with keys, durable", room: "store", example: "bench_append", key: "cpu_ms_per_act", unit: "ms", limit: Limit::None },
    Figure { what: "open a case, durable", room: "desk", example: "bench_desk", key: "open_case_cpu_ms", unit: "ms", limit: Limit::Below(2.0) },
    Figure { what: "one act on an open case, durable", room: "desk", example: "bench_desk", key: "act_cpu_ms", unit: "ms", limit: Limit::None },
    Figure { what: "load, unwrap, decrypt, fold 10,000 cold", room: "desk", example: "bench_desk", key: "cold_fold_10000_ms", unit: "ms", limit: Limit::Below(200.0) },
];

/// Whether the ten gigabytes go through the pipe too: they alone take longer than all the rest.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pipe {
    Run,
    LeaveOut,
}

pub(crate) fn run(pipe: Pipe) -> Result<(), String> {
    let missed = tell(FIGURES)?;
    if pipe == Pipe::Run {
        shell::run("cargo", &["build", "--release", "--quiet", "--package", "cli"], &[])?;
        big_input::run(TEN_GIGABYTES)?;
    } else {
        say("left out: 10 GB through a pipe (--without-pipe)\n");
    }
    if missed > 0 {
        Err(format!("{missed} figures miss their limit (a busy machine? see the load)"))
    } else {
        Ok(())
    }
}

/// Measures figures and prints their table with the load of the machine; how many miss their limit. Figures of one program
/// stand together, so that it runs once.
pub(super) fn tell(figures: &[Figure]) -> Result<usize, String> {
    build(&figures.iter().map(|figure| figure.example).collect())?;
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    say(&format!("load of the machine before: {load}"));
    let mut rows = Vec::new();
    let mut missed = 0;
    let mut measured: Option<(&str, &str, Value)> = None;
    for figure in figures {
        let fresh = measured
            .as_ref()
            .is_none_or(|(room, example, _)| (*room, *example) != (figure.room, figure.example));
        if fresh {
            measured = Some((figure.room, figure.example, measure(figure.room, figure.example)?));
        }
        let value = measured.as_ref().and_then(|(_, _, line)| line.get(figure.key)?.as_f64());
        let value =
            value.ok_or_else(|| format!("{} {} prints no `{}`", figure.room, figure.example, figure.key))?;
        missed += usize::from(!figure.limit.holds(value));
        rows.push(row(figure, value));
    }
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    say(&format!("\n{}\nload of the machine after: {load}", rows.join("\n")));
    Ok(missed)
}

/// Runs an example that [`build`] has built; the JSON of its last line.
pub(super) fn measure(room: &str, example: &str) -> Result<Value, String> {
    let program = target().join("release/examples").join(example);
    let text = output(&program.to_string_lossy(), &[])?;
    let line = text.lines().last().unwrap_or_default();
    serde_json::from_str(line).map_err(|error| format!("{room} {example} printed no JSON line: {error}"))
}

/// Builds examples in one command over the whole workspace: built room by room, each would bring its own features of the
/// libraries, and most of the house would be compiled once for each. Nothing is measured while the machine compiles.
pub(super) fn build(examples: &BTreeSet<&str>) -> Result<(), String> {
    let named = examples.iter().flat_map(|example| ["--example", example]);
    let command: Vec<&str> =
        ["build", "--release", "--quiet", "--workspace"].into_iter().chain(named).collect();
    shell::run("cargo", &command, &[])
}

impl Limit {
    fn holds(self, value: f64) -> bool {
        match self {
            Limit::AtLeast(least) => value >= least,
            Limit::Below(most) => value < most,
            Limit::None => true,
        }
    }
}

fn row(figure: &Figure, value: f64) -> String {
    let (sign, limit) = match figure.limit {
        Limit::AtLeast(least) => (if value >= least { "✓" } else { "▲" }, format!("at least {least}")),
        Limit::Below(most) => (if value < most { "✓" } else { "▲" }, format!("below {most}")),
        Limit::None => (" ", "for context".to_owned()),
    };
    format!("{sign} {:<42} {value:>14.3} {:<10} {limit}", figure.what, figure.unit)
}
