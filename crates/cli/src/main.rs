//! The binary `stanch`: a command line comes in, one command runs, what it says goes out through one door.
//!
//! What was typed ([`typed`]) becomes what is meant inside each command's file (`command/VERB.rs`, all of one shape:
//! `Typed` and `run`). Nothing here decides anything about a case, a leak or a journal: the rooms do.
#![forbid(unsafe_code)]
#![expect(unreachable_pub, reason = "a binary exports nothing: `pub` marks what a file offers its siblings")]

mod clock;
mod command;
mod data;
mod demo;
mod door;
mod exit;
mod figures;
mod file;
mod language;
mod levels;
mod output;
mod pack;
mod pages;
mod plan_of;
mod progress;
mod table;
mod times;
mod typed;
mod words;

use std::process::ExitCode;

use door::Door;
use exit::{Exit, Failure};
use typed::{Typed, Verb};

fn main() -> ExitCode {
    let words: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let (language, unknown) = language::wanted(&words, |name| std::env::var(name).ok());
    let for_programs = words.iter().take_while(|word| *word != "--").any(|word| word == "--json");
    let mut door = Door::new(language);
    let outcome = match unknown {
        Some(unknown) => Err(Failure::usage(unknown.message())),
        None => typed::read(words, language).and_then(|typed| run(typed, &mut door)),
    };
    let exit = outcome.unwrap_or_else(|failure| {
        if for_programs {
            door.refused(&failure);
        }
        door.alarm(&failure.message);
        failure.exit
    });
    door.close(exit)
}

fn run(typed: Typed, door: &mut Door) -> Result<Exit, Failure> {
    match typed {
        Typed::Page(text) => {
            door.text(&text);
            Ok(Exit::Done)
        }
        Typed::Verb(verb) => match *verb {
            Verb::Assess(typed) => command::assess::run(&typed, door),
            Verb::Plan(typed) => command::plan::run(&typed, door),
            Verb::Drill(typed) => command::drill::run(&typed, door),
            Verb::Case(typed) => command::case::run(&typed, door),
            Verb::Journal(typed) => command::journal::run(&typed, door),
            Verb::Backup(typed) => command::backup::run(&typed, door),
            Verb::Restore(typed) => command::restore::run(&typed, door),
            Verb::Doctor(typed) => command::doctor::run(&typed, door),
            Verb::Serve(typed) => command::serve::run(&typed, door),
            Verb::People(typed) => command::people::run(&typed, door),
            Verb::Demo(typed) => command::demo::run(&typed, door),
            Verb::Help(typed) => command::help::run(&typed, door),
        },
    }
}
