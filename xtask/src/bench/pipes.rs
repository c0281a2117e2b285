//! `cargo xtask bench pipes [--gb N]`: the leaks of `big_input.rs` alone.

use crate::big_input;
use crate::shell::{self, say};

/// `gigabytes`: of each leak, as given on the command line.
pub(crate) fn run(gigabytes: &str) -> Result<(), String> {
    let bytes = gigabytes
        .parse()
        .ok()
        .filter(|gigabytes| *gigabytes > 0)
        .and_then(|gigabytes: u64| gigabytes.checked_mul(1_000_000_000));
    let bytes =
        bytes.ok_or_else(|| format!("`--gb {gigabytes}` is no number of gigabytes; give one such as 10"))?;
    shell::run("cargo", &["build", "--release", "--quiet", "--package", "cli"], &[])?;
    load("before");
    let done = big_input::run(bytes);
    load("after");
    done
}

fn load(when: &str) {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    say(&format!("load of the machine {when}: {load}"));
}
