//! `stanch case letters CASE`: letters to customers by e-mail — sent, receipted, looked at, and what came back.

mod learned;
mod said;
mod sending;

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use desk::{CaseId, CaseRef, Desk, RealLog};
use messages::Message;
use notify::NotifyError;
use notify::smtp::{HAS_TLS, Login, RelayFault, Tls};

use crate::clock;
use crate::data::{self, Data};
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::file;
use crate::output::Output;

/// What was typed.
#[derive(Debug, clap::Args)]
pub struct Typed {
    /// The case: its number or id.
    #[arg(value_name = "CASE")]
    case: CaseRef,
    /// The notice whose letters are sent.
    #[arg(long, value_name = "NOTICE", requires_all = ["smtp", "from", "role"])]
    notice: Option<String>,
    #[command(flatten)]
    relay: Relay,
    /// Connections at once.
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=32))]
    connections: u8,
    /// Who writes, as readers see it.
    #[arg(long, value_name = "NAME")]
    sender: Option<String>,
    /// The letters' language; else the notice's first.
    #[arg(long, value_name = "TAG")]
    tongue: Option<String>,
    /// A field of the notice that is written by hand.
    #[arg(long, value_name = "FIELD=TEXT")]
    field: Vec<String>,
    /// Why the notice counts as sent with these letters.
    #[arg(long, value_name = "REASON")]
    completes: Option<String>,
    /// Whoever certainly failed before is tried again.
    #[arg(long)]
    again: bool,
    /// A mail that brings a letter back.
    #[arg(long, value_name = "FILE.eml", requires = "role", conflicts_with = "notice")]
    bounce: Vec<PathBuf>,
    /// What was found out about uncertain letters.
    #[arg(long, value_name = "OUTCOME", requires_all = ["role", "reason"], conflicts_with_all = ["notice", "bounce"])]
    settle: Option<Outcome>,
    /// Of which letters; else of all uncertain ones.
    #[arg(long, value_name = "N", requires = "settle")]
    number: Vec<u64>,
    /// What waits is not sent any more.
    #[arg(long, requires_all = ["role", "reason"], conflicts_with_all = ["notice", "bounce", "settle"])]
    withdraw: bool,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// The role one acts in.
    #[arg(long = "as", value_name = "ROLE")]
    role: Option<String>,
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    output: Output,
}

/// Where letters are handed in.
#[derive(Debug, clap::Args)]
pub struct Relay {
    /// The relay.
    #[arg(long, value_name = "HOST:PORT", requires = "from")]
    pub smtp: Option<String>,
    /// The sender's address.
    #[arg(long, value_name = "ADDRESS", requires = "smtp")]
    pub from: Option<String>,
    /// Letters may cross the network in clear.
    #[arg(long)]
    pub smtp_in_clear: bool,
    /// TLS to the relay, and from when on.
    #[arg(long, value_name = "KIND", requires = "smtp")]
    pub smtp_tls: Option<Secret>,
    /// Certificates of the authorities that are trusted; else those of the system.
    #[arg(long, value_name = "FILE", requires = "smtp")]
    pub smtp_ca: Option<PathBuf>,
    /// The name to sign in at the relay with.
    #[arg(long, value_name = "NAME", requires_all = ["smtp", "smtp_password_file"])]
    pub smtp_user: Option<String>,
    /// A file whose first line is the password.
    #[arg(long, value_name = "FILE", requires = "smtp_user")]
    pub smtp_password_file: Option<PathBuf>,
}

/// From when on the line is secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Secret {
    /// From the command STARTTLS on.
    Starttls,
    /// From the first byte on.
    Implicit,
    /// Never.
    None,
}

/// What somebody found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Outcome {
    Accepted,
    NotSent,
}

impl Relay {
    /// The relay, where one was named.
    ///
    /// # Errors
    /// If TLS is asked of a build that has none, or the password's file cannot be read or is open to others.
    pub fn named(&self) -> Result<Option<notify::smtp::Relay>, Failure> {
        let (Some(smtp), Some(from)) = (self.smtp.as_ref(), self.from.as_ref()) else { return Ok(None) };
        if matches!(self.smtp_tls, Some(Secret::Starttls | Secret::Implicit)) && !HAS_TLS {
            return Err(Failure::usage(RelayFault::NotBuilt.message()));
        }
        let password = self.smtp_password_file.as_deref().map(password).transpose()?;
        Ok(Some(notify::smtp::Relay {
            in_clear: self.smtp_in_clear,
            tls: match self.smtp_tls {
                None => Tls::Beyond,
                Some(Secret::None) => Tls::Off,
                Some(Secret::Starttls) => Tls::StartTls,
                Some(Secret::Implicit) => Tls::Implicit,
            },
            trusted: self.smtp_ca.clone(),
            login: self.smtp_user.clone().zip(password).map(|(user, password)| Login { user, password }),
            ..notify::smtp::Relay::new(smtp, notify::domain(from), from)
        }))
    }
}

/// The first line of a file that only its owner may read.
fn password(path: &Path) -> Result<String, Failure> {
    let facts = std::fs::metadata(path).map_err(|error| file::unreadable(path, &error))?;
    let mode = facts.permissions().mode() & 0o777;
    if facts.is_file() && mode & 0o077 != 0 {
        let message = Message::new("cli-password-file-open").with("path", path.display().to_string());
        return Err(Failure::new(Exit::Io, message.with("mode", format!("{mode:04o}"))));
    }
    let text = String::from_utf8_lossy(&file::read(path)?).into_owned();
    match text.lines().next() {
        Some(line) if !line.is_empty() && !line.contains('\0') => Ok(line.to_owned()),
        _ => {
            let message = Message::new("cli-password-file-empty").with("path", path.display().to_string());
            Err(Failure::new(Exit::Io, message))
        }
    }
}

/// Does what was asked, and shows how the letters stand.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    let desk: Desk<RealLog> = typed.data.open(false, "case letters", clock::now())?;
    let case = desk.find(&typed.case).map_err(data::failure)?;
    let mut stopped = None;
    if typed.notice.is_some() {
        stopped = sending::send_typed(typed, &desk, &case, door)?;
    } else if !typed.bounce.is_empty() {
        learned::bounces(typed, &desk, door)?;
    } else if let Some(outcome) = typed.settle {
        learned::settle(typed, outcome, &desk, &case, door)?;
    } else if typed.withdraw {
        learned::withdraw(typed, &desk, &case, door)?;
    }
    said::give(typed, &desk, &case, door)?;
    match stopped {
        None => Ok(Exit::Done),
        Some(message) => Err(Failure::new(Exit::Negative, message)),
    }
}

/// The role one acts in; the parser has seen to it that it is there where it is needed.
fn who(typed: &Typed) -> incident::Actor {
    data::actor(typed.role.as_deref().unwrap_or_default())
}

/// What a failure says in the plan's words, and how the command ends.
fn failure(desk: &Desk<RealLog>, case: &CaseId) -> impl Fn(NotifyError) -> Failure {
    let plan = desk.case(case).ok().map(|file| file.plan);
    move |error| match (error, &plan) {
        (NotifyError::Desk(error), Some(plan)) => data::refused(plan)(error),
        (NotifyError::Desk(error), None) => data::failure(error),
        (NotifyError::Broken(why), _) => Failure::new(Exit::Unusable, NotifyError::Broken(why).message()),
        (error, _) => Failure::new(Exit::Negative, error.message()),
    }
}

/// A field and its text.
fn field(given: &str) -> Result<(String, String), Failure> {
    let parts = given.split_once('=').map(|(field, text)| (field.trim().to_owned(), text.to_owned()));
    parts.ok_or_else(|| Failure::usage(Message::new("cli-letters-field").with("given", given)))
}
