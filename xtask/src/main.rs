//! The workshop's own tools: `cargo xtask test | tidy | bench core | bench pipes | bench server | bench smtp`.
#![forbid(unsafe_code)]

mod bench;
mod big_input;
mod shell;
mod test;
mod tidy;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask test [--all]   everything testable on this machine; says what it left out and why
                           --all: a left-out test is a failure, fuzzing 20 s a target, 1 GB through a pipe
cargo xtask tidy           the rules of the house, read off the tree
cargo xtask bench core     the figures of docs/performance.md, measured now, with the load of the machine
                           --without-pipe: not the 10 GB through a pipe
cargo xtask bench smtp     letters a second beside lettre's stock transport, to one Postfix smtp-sink
cargo xtask bench server   the figures of the pages: creating, the list, a long case, two hundred open rooms
cargo xtask bench pipes [--gb N]
                           five made-up leaks of N GB (1 if not said) through `stanch assess -`: memory and speed
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["test"] => test::run(test::Reach::ThisMachine),
        ["test", "--all"] => test::run(test::Reach::All),
        ["tidy"] => tidy::run(),
        ["bench", "core"] => bench::core::run(bench::core::Pipe::Run),
        ["bench", "core", "--without-pipe"] => bench::core::run(bench::core::Pipe::LeaveOut),
        ["bench", "smtp"] => bench::smtp::run(),
        ["bench", "server"] => bench::server::run(),
        ["bench", "pipes"] => bench::pipes::run("1"),
        ["bench", "pipes", "--gb", gigabytes] => bench::pipes::run(gigabytes),
        ["help" | "--help" | "-h"] | [] => {
            shell::say(HELP);
            Ok(())
        }
        other => Err(format!("`{}` is not a task of the workshop.\n{HELP}", other.join(" "))),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            shell::say(&format!("\n✗ {why}\n"));
            ExitCode::FAILURE
        }
    }
}
