//! `cargo xtask test`: one command for everything that can be tested here.
//!
//! What a machine lacks is found before the tests run and listed at the end; with `--all` it is a failure. Tests that
//! need something missing print "left out" themselves; `STANCH_REQUIRE_ALL` turns that into a failure too, so that
//! nothing can be skipped silently.

mod needs;

use crate::shell::{self, answers, root, say};
use crate::{big_input, tidy};
use needs::Need;

const GIGABYTE: u64 = 1_000_000_000;

/// How far a run of the tests goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// What this machine can do.
    ThisMachine,
    /// Everything; what is missing is a failure.
    All,
}

fn run_tests_of_rooms(reach: Reach, shared: bool) -> Result<(), String> {
    let all = reach == Reach::All;
    // In `--all` every fuzz target runs 20 s; otherwise a breath of each.
    let fuzz_ms = if all { "20000" } else { "1000" };
    let mut vars = vec![("BOLERO_RANDOM_TEST_TIME_MS", fuzz_ms)];
    if all {
        vars.extend([("STANCH_REQUIRE_ALL", "1"), ("STANCH_KILLS", "100"), ("INSTA_UPDATE", "no")]);
    }
    let not_shared = ["-E", "not binary(/shared_data/)"];
    if answers("cargo", &["nextest", "--version"]) {
        let mut args = vec!["nextest", "run", "--workspace", "--no-fail-fast"];
        if !shared {
            args.extend(not_shared);
        }
        shell::run("cargo", &args, &vars)?;
    } else {
        shell::run("cargo", &["test", "--workspace", "--no-fail-fast", "--lib", "--bins", "--tests"], &vars)?;
    }
    shell::run("cargo", &["test", "--workspace", "--doc", "--quiet"], &[])
}

pub(crate) fn run(reach: Reach) -> Result<(), String> {
    let missing = needs::missing();
    let shared = root().join("../shared/data").is_dir();
    refuse_what_may_not_be_left_out(reach, &missing, shared)?;
    shell::run("cargo", &["fmt", "--all", "--check"], &[])?;
    tidy::run()?;
    shell::run("cargo", &["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"], &[])?;
    run_tests_of_rooms(reach, shared)?;
    if reach == Reach::All {
        shell::run("cargo", &["build", "--release", "--package", "cli"], &[])?;
        big_input::run(GIGABYTE)?;
    }
    report(reach, &missing, shared);
    Ok(())
}

fn refuse_what_may_not_be_left_out(reach: Reach, missing: &[&Need], shared: bool) -> Result<(), String> {
    if reach == Reach::ThisMachine {
        return Ok(());
    }
    if let Some(need) = missing.first() {
        return Err(format!(
            "--all, but this machine lacks {} ({}). {}",
            need.name, need.left_out, need.remedy
        ));
    }
    if !shared && std::env::var_os("CI").is_some() {
        return Err("--all in CI, but the folder ../shared/data is absent".to_owned());
    }
    Ok(())
}

fn report(reach: Reach, missing: &[&Need], shared: bool) {
    say("\n── done\n");
    for need in missing {
        say(&format!("left out: {} — no {} here. {}\n", need.left_out, need.name, need.remedy));
    }
    if !shared {
        say("left out: tests over real inputs — the folder ../shared/data is absent.\n");
    }
    if reach == Reach::ThisMachine {
        say("left out: long fuzzing, a hundred kills, 1 GB through a pipe — they run with --all.\n");
    }
}
