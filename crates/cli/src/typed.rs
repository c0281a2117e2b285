//! What was typed: the tree of commands, from which parsing, help pages and docs all come.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use messages::{Language, Message};

use crate::command::{
    assess, backup, case, demo, doctor, drill, help, journal, people, plan, restore, serve,
};
use crate::exit::Failure;
use crate::pages;

/// The whole line.
#[derive(Debug, Parser)]
#[command(name = "stanch", version, disable_help_subcommand = true, disable_version_flag = true)]
struct Line {
    /// Language of what is said. Read before the line is parsed, see [`crate::language`].
    #[arg(long, global = true, value_name = "TAG")]
    lang: Option<String>,
    #[arg(long, short = 'V', action = clap::ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    verb: Verb,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Counts who is in a leak.
    Assess(assess::Typed),
    /// Checks plan packs.
    #[command(subcommand)]
    Plan(plan::Typed),
    /// Rehearses a plan.
    #[command(subcommand)]
    Drill(drill::Typed),
    /// Runs a case.
    #[command(subcommand)]
    Case(case::Typed),
    /// Judges bundles and proofs.
    #[command(subcommand)]
    Journal(journal::Typed),
    /// Copies a data folder.
    Backup(backup::Typed),
    /// Puts a copy back.
    Restore(restore::Typed),
    /// Looks for damage.
    Doctor(doctor::Typed),
    /// Serves the pages.
    Serve(serve::Typed),
    /// Keeps the list of people.
    #[command(subcommand)]
    People(people::Typed),
    /// Plays a made-up leak.
    Demo(demo::Typed),
    /// A page about a command or a topic.
    Help(help::Typed),
}

/// What a line asks for.
pub enum Typed {
    /// A help page or the version, ready to print.
    Page(String),
    /// A command.
    Verb(Box<Verb>),
}

/// The tree of commands without its texts.
pub fn tree() -> clap::Command {
    Line::command()
}

/// Reads the line.
///
/// # Errors
/// What is wrong with it, in words of ours, with the nearest thing that would be right.
pub fn read(words: Vec<OsString>, language: Language) -> Result<Typed, Failure> {
    let parsed = pages::dressed(language)
        .try_get_matches_from(words)
        .and_then(|matches| Line::from_arg_matches(&matches));
    match parsed {
        Ok(line) => Ok(Typed::Verb(Box::new(line.verb))),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                Ok(Typed::Page(pages::finished(&error.render().to_string(), language)))
            }
            _ => Err(Failure::usage(complaint(&error))),
        },
    }
}

/// Our sentence for a complaint of the parser.
fn complaint(error: &clap::Error) -> Message {
    let given = |kind| error.get(kind).map(shown).unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::UnknownArgument => {
            Message::new("cli-usage-unknown-argument").with("given", given(ContextKind::InvalidArg))
        }
        ErrorKind::InvalidSubcommand => {
            Message::new("cli-usage-unknown-command").with("given", given(ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation
            if given(ContextKind::InvalidValue).is_empty() =>
        {
            Message::new("cli-usage-value-missing").with("argument", given(ContextKind::InvalidArg))
        }
        ErrorKind::InvalidValue => Message::new("cli-usage-value-not-one-of")
            .with("given", given(ContextKind::InvalidValue))
            .with("argument", given(ContextKind::InvalidArg))
            .with("expected", given(ContextKind::ValidValue)),
        ErrorKind::ValueValidation => Message::new("cli-usage-value-wrong")
            .with("given", given(ContextKind::InvalidValue))
            .with("argument", given(ContextKind::InvalidArg)),
        ErrorKind::MissingRequiredArgument => {
            Message::new("cli-usage-argument-missing").with("missing", given(ContextKind::InvalidArg))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Message::new("cli-usage-command-missing")
        }
        ErrorKind::ArgumentConflict => Message::new("cli-usage-conflict")
            .with("one", given(ContextKind::InvalidArg))
            .with("other", given(ContextKind::PriorArg)),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            Message::new("cli-usage-takes-no-value")
                .with("given", given(ContextKind::InvalidValue))
                .with("argument", given(ContextKind::InvalidArg))
        }
        ErrorKind::InvalidUtf8 => Message::new("cli-usage-not-text"),
        _ => Message::new("cli-usage-other").with("why", first_line(error)),
    };
    let nearest = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    match nearest.into_iter().map(given).find(|words| !words.is_empty()) {
        Some(nearest) => Message::new("cli-usage-nearest").with("what", what).with("nearest", nearest),
        None => Message::new("cli-usage-see-help").with("what", what),
    }
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(many) => many.join(", "),
        ContextValue::String(one) => one.clone(),
        other => other.to_string(),
    }
}

fn first_line(error: &clap::Error) -> String {
    let text = error.render().to_string();
    text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned()
}
