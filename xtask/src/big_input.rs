//! Gigabytes through a pipe, under 128 MB resident: lines without an end in each reader that streams, and people
//! without an end, each another one. 1 GB in `test --all`, 10 GB in `bench core`, as
//! many as asked for in `bench pipes`.

use std::io::Write;
use std::process::{Child, Command, Stdio};

use crate::shell::{say, target};

/// Limit of the issue, in kibibytes of peak resident memory (`VmHWM`).
const RESIDENT_KIB_MAX: u64 = 128 * 1024;
const BLOCK_BYTES: usize = 64 * 1024;

/// A leak made while it is piped: what comes first, and block after block of what follows.
struct Leak {
    name: &'static str,
    head: &'static str,
    block: fn(u64) -> String,
}

const LEAKS: &[Leak] = &[
    Leak { name: "text without a line end", head: "", block: |_| repeat("lorem ipsum 0123456789 ") },
    Leak {
        name: "a CSV cell without an end",
        head: "name,note\nsomebody,\"",
        block: |_| repeat("note 12345 "),
    },
    Leak {
        name: "an SQL value without an end",
        head: "INSERT INTO `t` (`note`) VALUES ('",
        block: |_| repeat("note 12345 "),
    },
    Leak {
        name: "an SQL statement without an end",
        head: "INSERT INTO `t` (`id`,`note`) VALUES (0,'x')",
        block: |_| repeat(",(1,'note')"),
    },
    Leak { name: "a CSV of people, each another one", head: "full_name,mail,mobile\n", block: people },
];

fn repeat(what: &str) -> String {
    what.repeat(BLOCK_BYTES / what.len())
}

/// Rows of made-up people that nobody shares a value with.
fn people(block: u64) -> String {
    let mut rows = String::with_capacity(BLOCK_BYTES + 128);
    let mut person = block * 2_000;
    while rows.len() < BLOCK_BYTES {
        let mobile = 13_000_000_000 + person % 6_999_999_999;
        rows.push_str(&format!("Made Up {person},person{person}@example.com,{mobile}\n"));
        person += 1;
    }
    rows
}

/// Pipes `bytes` of each leak into the release build of `stanch` and holds its peak memory against the limit.
pub(crate) fn run(bytes: u64) -> Result<(), String> {
    let mut over = Vec::new();
    for leak in LEAKS {
        let piped = pipe(leak, bytes).map_err(|error| format!("{}: {error}", leak.name))?;
        let (mib, rate) = (piped.resident_kib / 1024, bytes as f64 / 1e6 / piped.cpu_s.max(0.01));
        let gigabytes = bytes as f64 / 1e9;
        say(&format!(
            "{gigabytes} GB, {}: {mib} MiB resident at most, {rate:.0} MB per CPU second\n",
            leak.name
        ));
        if piped.resident_kib > RESIDENT_KIB_MAX {
            over.push(format!(
                "{}: {mib} MiB resident, the limit is {} MiB",
                leak.name,
                RESIDENT_KIB_MAX / 1024
            ));
        }
    }
    if over.is_empty() { Ok(()) } else { Err(over.join("; ")) }
}

struct Piped {
    resident_kib: u64,
    cpu_s: f64,
}

/// Feeds one leak to `stanch assess -` and watches it until it ends.
fn pipe(leak: &Leak, bytes: u64) -> Result<Piped, String> {
    let mut child = Command::new(target().join("release/stanch"))
        .args(["assess", "-", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("stanch could not be started: {error}"))?;
    let fed = feed(&mut child, leak, bytes);
    let watched = watch(&mut child);
    let status = child.wait().map_err(|error| error.to_string())?;
    fed?;
    if status.code() != Some(0) {
        return Err(format!("stanch ended with {status}"));
    }
    Ok(watched)
}

/// Closes the pipe when it is done, so that the program sees the end.
fn feed(child: &mut Child, leak: &Leak, bytes: u64) -> Result<(), String> {
    let mut pipe = child.stdin.take().ok_or("no pipe")?;
    pipe.write_all(leak.head.as_bytes()).map_err(|error| error.to_string())?;
    let (mut written, mut number) = (0, 0);
    while written < bytes {
        let block = (leak.block)(number);
        pipe.write_all(block.as_bytes()).map_err(|error| error.to_string())?;
        written += block.len() as u64;
        number += 1;
    }
    Ok(())
}

/// Reads peak memory and CPU time again and again until the program has ended; the last reading counts.
fn watch(child: &mut Child) -> Piped {
    let mut last = Piped { resident_kib: 0, cpu_s: 0.0 };
    while let Ok(None) = child.try_wait() {
        last.resident_kib = peak_resident_kib(child.id()).unwrap_or(last.resident_kib);
        last.cpu_s = cpu_seconds(child.id()).unwrap_or(last.cpu_s);
        pause();
    }
    last
}

#[expect(clippy::disallowed_methods, reason = "watching another process has no event to wait for")]
fn pause() {
    std::thread::sleep(std::time::Duration::from_millis(20));
}

/// User and system time of a process; the kernel counts it in hundredths of a second.
fn cpu_seconds(pid: u32) -> Option<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    let ticks: u64 = [11, 12].iter().filter_map(|at| fields.get(*at)?.parse::<u64>().ok()).sum();
    Some(ticks as f64 / 100.0)
}

/// `VmHWM` of a process, in kibibytes.
fn peak_resident_kib(pid: u32) -> Result<u64, String> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).map_err(|error| error.to_string())?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).ok_or("no VmHWM in /proc")?;
    line.split_whitespace()
        .nth(1)
        .and_then(|kib| kib.parse().ok())
        .ok_or_else(|| format!("cannot read {line:?}"))
}
