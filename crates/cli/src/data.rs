//! The data folder of a command: where it is, how its master key is protected, who acts.

use std::path::PathBuf;

use desk::{CaseFile, Desk, DeskError, DrillLog, LogKind, Opening, Reading, RealLog};
use incident::Actor;
use jiff::{SignedDuration, Timestamp};
use messages::Message;
use plan::{Ids, Plan};
use store::{BackupError, OpenError, StoreError};

use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::file;
use crate::times::Times;

/// Where the data is.
#[derive(Debug, clap::Args)]
pub struct Data {
    /// The data folder.
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    #[command(flatten)]
    pub keys: Keys,
}

/// How the master key is found.
#[derive(Debug, clap::Args)]
pub struct Keys {
    /// The master key's file, if it lies elsewhere.
    #[arg(long, value_name = "FILE")]
    master_key: Option<PathBuf>,
    /// A file whose first line is the passphrase of the master key.
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

/// A log that was opened, of either kind.
#[derive(Debug)]
pub enum Opened {
    /// The organisation's own.
    Real(Desk<RealLog>),
    /// A drill's.
    Drill(Desk<DrillLog>),
}

/// Who acts, and when it happened.
#[derive(Debug, clap::Args)]
pub struct Acting {
    /// The role one acts in.
    #[arg(long = "as", value_name = "ROLE")]
    role: String,
    /// When it happened, if not now.
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
}

impl Data {
    /// The log in the folder, held until dropped.
    pub fn open<L: LogKind>(&self, create: bool, command: &str, now: Timestamp) -> Result<Desk<L>, Failure> {
        open(&self.keys.opening(self.data.clone(), create, command, now)?)
    }
}

impl Data {
    /// The log in the folder, to be looked at: also where nothing can be written to it.
    pub fn look<L: LogKind>(&self, command: &str, now: Timestamp) -> Result<Desk<L>, Failure> {
        let opening = self.keys.opening(self.data.clone(), false, command, now)?;
        Desk::open_to_look(&opening).map_err(failure)
    }

    /// The log in the folder, whichever of the two kinds it is, to be looked at: also where nothing can be written to it.
    pub fn look_at_either(&self, command: &str, now: Timestamp) -> Result<Opened, Failure> {
        let opening = self.keys.opening(self.data.clone(), false, command, now)?;
        match Desk::open_to_look(&opening) {
            Ok(desk) => Ok(Opened::Real(desk)),
            Err(DeskError::WrongLog { drill: true }) => {
                Desk::open_to_look(&opening).map(Opened::Drill).map_err(failure)
            }
            Err(error) => Err(failure(error)),
        }
    }

    /// The log in the folder, to be read: also while another process has it.
    pub fn read<L: LogKind>(&self, command: &str, now: Timestamp) -> Result<Reading<L>, Failure> {
        let opening = self.keys.opening(self.data.clone(), false, command, now)?;
        Reading::open(&opening).map_err(failure)
    }
}

impl Keys {
    /// How to open `folder` with these keys.
    pub fn opening(
        &self,
        folder: PathBuf,
        create: bool,
        command: &str,
        now: Timestamp,
    ) -> Result<Opening, Failure> {
        let passphrase = self.passphrase_file.as_deref().map(file::read).transpose()?;
        let first_line = |bytes: Vec<u8>| {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            text.lines().next().unwrap_or_default().to_owned()
        };
        Ok(Opening {
            folder,
            create,
            master_key: self.master_key.clone(),
            passphrase: passphrase.map(first_line),
            origin: None,
            command: format!("stanch {command}"),
            now,
        })
    }
}

/// Opens a log.
pub fn open<L: LogKind>(opening: &Opening) -> Result<Desk<L>, Failure> {
    Desk::open(opening).map_err(failure)
}

impl Acting {
    /// The role, bound to the account of the operating system: both are journalled.
    pub fn actor(&self) -> Actor {
        actor(&self.role)
    }

    /// When it happened, as told.
    pub fn occurred_at(&self, plan: &Plan) -> Result<Option<Timestamp>, Failure> {
        self.at.as_deref().map(|given| moment(given, plan)).transpose()
    }

    /// The words in which that was told.
    pub fn told(&self) -> Option<&str> {
        self.at.as_deref()
    }
}

/// Somebody in a role, bound to the account of the operating system.
pub fn actor(role: &str) -> Actor {
    Actor { role: role.to_owned(), user: user() }
}

/// A moment as people type it, read as facts are: with an offset, a zone in brackets, or in the zone of the plan, in which
/// the case is shown too.
pub fn moment(given: &str, plan: &Plan) -> Result<Timestamp, Failure> {
    let unreadable = || {
        let zone = plan.zone.iana_name().unwrap_or("UTC");
        Failure::usage(Message::new("cli-time-unreadable").with("given", given).with("zone", zone))
    };
    let why = || match incident::unclear(given, &plan.zone) {
        Some(why) => Failure::usage(plan.worded(why.message(), Ids::Hidden)),
        None => unreadable(),
    };
    incident::moment(given, &plan.zone).ok_or_else(why)
}

/// The moment at which a case is read: now, but never before its newest record, as acts count. A clock that was set back is
/// said: what is left of a term is no more than what stood there when the record was made.
pub fn reading_at(case: &CaseFile, now: Timestamp, door: &mut Door) -> Result<Timestamp, Failure> {
    let recorded = case.state.recorded_at.unwrap_or(now);
    if recorded.duration_since(now) > STEP {
        let times = Times::of(&case.plan)?;
        let message = Message::new("cli-clock-behind").with("now", times.show(now));
        door.remark(&message.with("recorded", times.show(recorded)));
    }
    Ok(now.max(recorded))
}

/// Says of a log that lost its end that what is shown lacks its newest acts.
pub fn say_lost_end(lost: Result<Option<Message>, DeskError>, door: &mut Door) -> Result<(), Failure> {
    if let Some(loss) = lost.map_err(failure)? {
        door.remark(&Message::new("cli-lost-end").with("loss", loss));
    }
    Ok(())
}

/// The moment at which a case of this folder is read. A drill is read as of its end: its time is virtual, and nothing runs on.
pub fn shown_at(
    desk: &Reading<RealLog>,
    case: &CaseFile,
    now: Timestamp,
    door: &mut Door,
) -> Result<Timestamp, Failure> {
    say_lost_end(desk.lost_end(), door)?;
    if !desk.is_drill() {
        return reading_at(case, now, door);
    }
    let end = case.state.recorded_at.unwrap_or(now);
    door.remark(&Message::new("cli-drill-shown").with("end", Times::of(&case.plan)?.show(end)));
    Ok(end)
}

/// A clock that is this far behind was set back; less is the jitter of one that is kept.
const STEP: SignedDuration = SignedDuration::from_secs(2);

/// The account that runs this: its name where the machine knows one, else its number.
pub fn user() -> String {
    let id = rustix::process::getuid().as_raw();
    let accounts = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let named = accounts.lines().find_map(|line| {
        let mut cells = line.split(':');
        let (name, number) = (cells.next()?, cells.nth(1)?);
        (number.parse() == Ok(id)).then(|| name.to_owned())
    });
    named.unwrap_or_else(|| format!("uid:{id}"))
}

/// What rooms say of a file that could not be read or written.
const UNAVAILABLE: [&str; 3] = ["store-unavailable", "store-not-writable", "vault-io"];

/// A checkpoint that was given and is none of this log: the file is at fault, and nothing else.
pub fn checkpoint(file: &std::path::Path) -> impl Fn(DeskError) -> Failure + '_ {
    move |error| match error {
        DeskError::NotACheckpoint(why) => {
            let message = Message::new("cli-checkpoint-none").with("file", file.display().to_string());
            Failure::new(Exit::Negative, message.with("why", why))
        }
        error => failure(error),
    }
}

/// What a failure of the desk says, and how the command ends.
#[expect(clippy::needless_pass_by_value, reason = "the shape `map_err` takes")]
pub fn failure(error: DeskError) -> Failure {
    Failure::new(exit(&error), error.message())
}

/// The same where the plan is known: roles, gates, facts and duties by what it calls them, with the id that can be typed,
/// and moments in its zone.
pub fn refused(plan: &Plan) -> impl Fn(DeskError) -> Failure + '_ {
    |error| Failure::new(exit(&error), plan.worded(error.message(), Ids::Shown))
}

fn exit(error: &DeskError) -> Exit {
    // Whatever was being done: a file that could not be read or written, as on a full disk, is no damage.
    if UNAVAILABLE.contains(&error.message().key()) {
        return Exit::Io;
    }
    match error {
        DeskError::Refused(_)
        // A drill's folder is no damaged one: acts on cases are for another folder.
        | DeskError::WrongLog { .. }
        | DeskError::NoRight { .. }
        | DeskError::UnknownRole { .. }
        | DeskError::UnknownCase { .. }
        | DeskError::NotYet { .. }
        | DeskError::NoSuchVersions { .. }
        | DeskError::NoSuchSize { .. }
        | DeskError::LookNeedsReason
        | DeskError::HeldElsewhere { .. }
        | DeskError::NoCustomers
        | DeskError::NoSuchWave { .. }
        | DeskError::WaveUnderWay { .. }
        | DeskError::BehindCheckpoint { .. } => Exit::Negative,
        DeskError::Open(OpenError::Held { .. }) | DeskError::Busy => Exit::Busy,
        DeskError::Open(
            OpenError::Absent { .. }
            | OpenError::NotWritable { .. }
            | OpenError::NoLock { .. }
            | OpenError::Unfolded { .. }
            | OpenError::Store(StoreError::Unavailable { .. }),
        )
        | DeskError::Store(StoreError::Unavailable { .. })
        | DeskError::Backup(
            BackupError::Exists { .. } | BackupError::SamePlace { .. } | BackupError::Nested { .. },
        )
        | DeskError::Store(StoreError::NotPlain { .. })
        | DeskError::BackupIncomplete { .. }
        | DeskError::TargetNotEmpty { .. }
        | DeskError::Unread { .. }
        | DeskError::File { .. } => Exit::Io,
        _ => Exit::Unusable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_no_damage_whatever_was_being_done() {
        let full =
            || StoreError::Unavailable { path: "keys.db".into(), cause: Message::new("messages-io-full") };
        for error in [DeskError::Store(full()), DeskError::Append(store::AppendError::Store(full()))] {
            assert_eq!(failure(error).exit, Exit::Io);
        }
        let corrupt = StoreError::Corrupt { path: "keys.db".into(), what: "no header".to_owned() };
        assert_eq!(failure(DeskError::Store(corrupt)).exit, Exit::Unusable);
    }
}
