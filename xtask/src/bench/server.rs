//! `cargo xtask bench server`: the figures of the pages, from the example program of `server`, against their limits and
//! beside what two peers were measured at.

use super::core::{Figure, Limit, tell};
use crate::shell::say;

/// Measured on a machine of the same kind; for context, with each peer's own database and one worker.
const PEERS: &str = "peers, for context: FIR 16 to 21 ms and 29 statements to create, 254 to list, 178 MB resident; \
                     DFIR-IRIS 30 to 38 ms and 75, 112, 222 MB\n";

#[rustfmt::skip]
const FIGURES: &[Figure] = &[
    Figure { what: "create a case, database included", room: "server", example: "bench_server", key: "create_cpu_ms", unit: "ms", limit: Limit::Below(2.0) },
    Figure { what: "list of 25 at 20,000 cases", room: "server", example: "bench_server", key: "list_cpu_ms", unit: "ms", limit: Limit::Below(1.0) },
    Figure { what: "the same, mine only", room: "server", example: "bench_server", key: "list_mine_cpu_ms", unit: "ms", limit: Limit::Below(1.0) },
    Figure { what: "the page after it", room: "server", example: "bench_server", key: "list_next_cpu_ms", unit: "ms", limit: Limit::Below(1.0) },
    Figure { what: "list of 25 with 1,000,000 rows", room: "server", example: "bench_server", key: "list_million_cpu_ms", unit: "ms", limit: Limit::Below(1.0) },
    Figure { what: "the same, mine only", room: "server", example: "bench_server", key: "list_million_mine_cpu_ms", unit: "ms", limit: Limit::Below(1.0) },
    Figure { what: "room of a 10,000-event case, warm", room: "server", example: "bench_server", key: "room_cpu_ms", unit: "ms", limit: Limit::Below(5.0) },
    Figure { what: "RssAnon after that and twenty sign-ins", room: "server", example: "bench_server", key: "rss_anon_mb", unit: "MB", limit: Limit::Below(100.0) },
    Figure { what: "200 open rooms have heard of a change", room: "server", example: "bench_server", key: "rooms_heard_ms", unit: "ms", limit: Limit::Below(300.0) },
    Figure { what: "200 open rooms show it", room: "server", example: "bench_server", key: "rooms_shown_ms", unit: "ms", limit: Limit::Below(300.0) },
];

pub(crate) fn run() -> Result<(), String> {
    let missed = tell(FIGURES)?;
    say(PEERS);
    if missed > 0 {
        Err(format!("{missed} figures miss their limit (a busy machine? see the load)"))
    } else {
        Ok(())
    }
}
