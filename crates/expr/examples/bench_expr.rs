//! How many evaluations and explanations one core does in a second of CPU time: prints one line of JSON.
//!
//! The expression is level 3 of the built-in plan as DEFINITIONS names it ("Benched expression"): 8 facts, 2 of
//! them unknown, so that the answer is unknown and no part can be skipped. Run with `cargo run --release -p expr --example bench_expr`.
#![expect(clippy::print_stdout, reason = "the line it prints is what a benchmark is for")]

use std::hint::black_box;

use expr::{EnumType, Known, Schema, SchemaFault, Snapshot, Truth, Type, compile};
use rustix::time::{ClockId, clock_gettime};

const RULE: &str = "records > 100_000 && \"identity\" in classes && \"payment\" in classes \
    || public_effect == \"national\" || trust_lost && customers > 50_000 \
    || cause in [\"intrusion\", \"insider\"] && mended_within > 48h && reverse_connection";

/// CPU seconds of this process.
fn cpu_seconds() -> f64 {
    let spent = clock_gettime(ClockId::ProcessCPUTime);
    spent.tv_sec as f64 + spent.tv_nsec as f64 / 1e9
}

/// How often `work` runs in a second of CPU time.
fn per_second(mut work: impl FnMut()) -> f64 {
    let mut runs = 1_000_u32;
    loop {
        let start = cpu_seconds();
        for _ in 0..runs {
            work();
        }
        let spent = cpu_seconds() - start;
        if spent > 0.5 {
            return f64::from(runs) / spent;
        }
        runs = runs.saturating_mul(4);
    }
}

fn schema() -> Result<Schema, Vec<SchemaFault>> {
    let count = Type::Int { min: 0, max: 10_000_000_000 };
    Schema::builder()
        .fact("records", count.clone())
        .fact("classes", Type::Set(EnumType::plain("data classes", ["contact", "identity", "payment"])))
        .fact("public_effect", Type::Enum(EnumType::ordered("effects", ["none", "local", "national"])))
        .fact("trust_lost", Type::Bool)
        .fact("customers", count)
        .fact("cause", Type::Enum(EnumType::plain("causes", ["intrusion", "insider", "vendor"])))
        .fact("mended_within", Type::Elapsed { min: 0, max: 31_536_000 })
        .fact("reverse_connection", Type::Bool)
        .build()
}

fn main() {
    let Ok(schema) = schema() else { return };
    let Ok(expr) = compile(RULE, &schema) else { return };
    let mut known = schema.nothing_known();
    let settled = [
        Known::Int { lo: 318_442, hi: 400_000 },
        Known::Set { certain: 0b011, possible: 0b111 },
        Known::Enum { possible: 0b111 },
        Known::Bool(Truth::False),
        Known::Int { lo: 20_000, hi: 20_000 },
        Known::Enum { possible: 0b001 },
        Known::Elapsed { lo: 259_200, hi: 259_200 },
        Known::Bool(Truth::False),
    ];
    known.iter_mut().zip(settled).for_each(|(known, settled)| *known = settled);
    let Ok(now) = "2026-11-21T03:00:00Z".parse() else { return };
    let snapshot = Snapshot { known: &known, levels: &[], now };
    let evaluations = per_second(|| {
        black_box(expr.evaluate(black_box(&snapshot)));
    });
    let explanations = per_second(|| {
        black_box(expr.explain(black_box(&snapshot)));
    });
    println!(
        "{{\"evaluations_per_cpu_s\":{evaluations:.0},\"explanations_per_cpu_s\":{explanations:.0},\"truth\":\"{:?}\"}}",
        expr.evaluate(&snapshot).truth
    );
}
