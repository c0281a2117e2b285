//! `cargo xtask bench smtp`: letters a second, ours with durable intent and receipt beside lettre's stock transport, to one
//! and the same Postfix `smtp-sink` in one run.

use super::core::{build, measure};
use crate::shell::say;

/// Ours must be so many times as fast, at one connection and at four.
const TIMES: f64 = 15.0;

pub(crate) fn run() -> Result<(), String> {
    build(&["bench_smtp"].into())?;
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let line = measure("notify", "bench_smtp")?;
    let value = |key: &str| {
        line.get(key)
            .and_then(serde_json::Value::as_f64)
            .ok_or_else(|| format!("bench_smtp prints no `{key}`"))
    };
    let mut missed = 0;
    say(&format!("load of the machine before: {load}"));
    for connections in ["1", "4"] {
        let (ours, stock) =
            (value(&format!("ours_{connections}"))?, value(&format!("lettre_{connections}"))?);
        let (ratio, listed) = (ours / stock, value(&format!("listed_per_s_{connections}"))?);
        let sign = if ratio >= TIMES { "✓" } else { "▲" };
        missed += usize::from(ratio < TIMES);
        say(&format!(
            "{sign} {connections} connections: ours {ours:.0} letters/s, stock {stock:.1}, {ratio:.1} × (at least {TIMES}); listed {listed:.0}/s\n"
        ));
    }
    if missed == 0 { Ok(()) } else { Err(format!("{missed} figures miss their limit")) }
}
