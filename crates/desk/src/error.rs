use std::fmt;

use incident::Refusal;
use messages::{Arg, Message};
use plan::Right;
use store::{AdvanceTreeError, AppendError, BackupError, OpenError, ReplaceBoardError, StoreError};
use vault::VaultError;

/// How many things that lie where a backup is to go are named.
const SHOWN: usize = 5;

/// Why the desk did not do what was asked; nothing was changed.
#[derive(Debug)]
pub enum DeskError {
    /// The data folder could not be opened.
    Open(OpenError),
    /// The store failed.
    Store(StoreError),
    /// The act could not be appended.
    Append(AppendError),
    /// The tree over the log could not be advanced; the acts themselves stand.
    Tree(AdvanceTreeError),
    /// Board and due rows could not be folded anew; they stand as before.
    Rows(ReplaceBoardError),
    /// A key is missing, wrong or destroyed.
    Vault(VaultError),
    /// No backup was made.
    Backup(BackupError),
    /// The plan or the state of the case forbids it.
    Refused(Box<Refusal>),
    /// The role may not do this.
    NoRight {
        /// Role of the actor.
        role: String,
        /// What it lacks.
        right: Right,
        /// Roles of the plan that have it.
        held_by: Vec<String>,
    },
    /// The plan has no such role.
    UnknownRole {
        /// What was given.
        role: String,
        /// Roles of the plan.
        known: Vec<String>,
    },
    /// No case goes by that name.
    UnknownCase {
        /// What was given.
        given: String,
    },
    /// The folder holds a log of the other kind.
    WrongLog {
        /// Whether the folder holds a drill.
        drill: bool,
    },
    /// What is stored contradicts itself.
    Damaged(Message),
    /// A newer program wrote to the case: this one can neither read it whole nor act on it.
    Newer {
        /// Position in the log of the entry it does not know.
        position: u64,
        /// Its kind.
        kind: String,
        /// The shape of its body.
        shape: u32,
    },
    /// The list of people was not changed.
    People(crate::PeopleFault),
    /// What cannot be undone needs a reason.
    NoReason,
    /// An act is said to have happened later than now.
    NotYet {
        /// What was said.
        given: jiff::Timestamp,
        /// Now.
        now: jiff::Timestamp,
    },
    /// A look at evidence is journalled with its reason, and none was given.
    LookNeedsReason,
    /// No leak of the case was held against a register of customers yet.
    NoCustomers,
    /// Only digest and size of the evidence were taken in; its bytes are held elsewhere.
    HeldElsewhere {
        /// Its id in the case.
        evidence: String,
        /// What it is called.
        name: String,
    },
    /// The bytes of sealed evidence are not those that were taken in.
    EvidenceDiffers {
        /// Its id in the case.
        evidence: String,
    },
    /// Bytes that were to be taken in could not be read.
    Unread {
        /// What the system said.
        cause: String,
    },
    /// No wave goes by that id.
    NoSuchWave {
        /// What was given.
        given: String,
    },
    /// Letters of the same notice are on their way already.
    WaveUnderWay {
        /// The wave.
        wave: String,
    },
    /// Somebody else was faster every time.
    Busy,
    /// What was given as a checkpoint is none of this log; nothing was changed.
    NotACheckpoint(Message),
    /// A restored log does not reach the checkpoint it was held against.
    BehindCheckpoint {
        /// Entries in the restored log.
        size: u64,
        /// Entries the checkpoint covers.
        witnessed: u64,
    },
    /// Bodies were asked for that the case does not have.
    NoSuchVersions {
        /// Those versions.
        given: String,
        /// The last version of the case's stream.
        last: u64,
    },
    /// A checkpoint's size was given that the log never had.
    NoSuchSize {
        /// What was given.
        given: u64,
        /// Entries in the log.
        size: u64,
    },
    /// A part of a backup is not where it was looked for.
    BackupIncomplete {
        /// The part.
        path: String,
    },
    /// A backup was refused before anything was put into its target.
    NothingPutBack {
        /// Where it was to go.
        target: String,
        /// Why it was refused.
        why: Message,
    },
    /// A backup was to go into a folder that holds something else.
    TargetNotEmpty {
        /// The folder.
        target: String,
        /// What lies there that is none of ours.
        found: Vec<String>,
    },
    /// A restored log was looked at and is not sound.
    Unsound {
        /// The first thing that was found wrong.
        first: Message,
        /// How many were found.
        findings: usize,
    },
    /// A file beside the store could not be read or written.
    File {
        /// Its path.
        path: String,
        /// What the system said.
        cause: Message,
    },
}

impl DeskError {
    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            DeskError::Open(error) => error.message(),
            DeskError::Store(error) => error.message(),
            DeskError::Append(error) => error.message(),
            DeskError::Tree(error) => error.message(),
            DeskError::Rows(error) => error.message(),
            DeskError::Vault(error) => error.message(),
            DeskError::Backup(error) => error.message(),
            DeskError::Refused(refusal) => refusal.message(),
            DeskError::NoRight { role, right, held_by } if held_by.is_empty() => {
                Message::new("desk-right-of-nobody").with("role", role).with("right", right_name(*right))
            }
            DeskError::NoRight { role, right, held_by } => Message::new("desk-no-right")
                .with("role", role)
                .with("right", right_name(*right))
                .with("held", held_by.join(", ")),
            DeskError::UnknownRole { role, known } => {
                Message::new("desk-unknown-role").with("role", role).with("known", known.join(", "))
            }
            DeskError::UnknownCase { given } => Message::new("desk-unknown-case").with("given", given),
            DeskError::WrongLog { drill: true } => Message::new("desk-folder-is-a-drill"),
            DeskError::WrongLog { drill: false } => Message::new("desk-folder-is-real"),
            DeskError::Damaged(what) => Message::new("desk-damaged").with("what", what.clone()),
            DeskError::Newer { position, kind, shape } => Message::new("desk-newer")
                .with("position", position.to_string())
                .with("kind", kind)
                .with("shape", shape.to_string()),
            DeskError::People(fault) => fault.message(),
            DeskError::NoReason => Message::new("desk-no-reason"),
            DeskError::NotYet { given, now } => {
                Message::new("desk-not-yet").with("given", given.to_string()).with("now", now.to_string())
            }
            DeskError::NoCustomers => Message::new("desk-no-customers"),
            DeskError::LookNeedsReason => Message::new("desk-look-needs-reason"),
            DeskError::HeldElsewhere { evidence, name } => {
                Message::new("desk-evidence-held-elsewhere").with("evidence", evidence).with("name", name)
            }
            DeskError::EvidenceDiffers { evidence } => {
                Message::new("desk-evidence-differs").with("evidence", evidence)
            }
            DeskError::Unread { cause } => Message::new("desk-unread").with("cause", cause),
            DeskError::NoSuchWave { given } => Message::new("desk-no-such-wave").with("given", given),
            DeskError::WaveUnderWay { wave } => Message::new("desk-wave-under-way").with("wave", wave),
            DeskError::Busy => Message::new("desk-busy"),
            DeskError::NotACheckpoint(why) => Message::new("desk-not-a-checkpoint").with("why", why.clone()),
            DeskError::BehindCheckpoint { size, witnessed } => {
                Message::new("desk-behind-checkpoint").with("size", *size).with("witnessed", *witnessed)
            }
            DeskError::NoSuchVersions { given, last } => {
                Message::new("desk-no-such-versions").with("given", given).with("last", last.to_string())
            }
            DeskError::NoSuchSize { given, size } => Message::new("desk-no-such-size")
                .with("given", given.to_string())
                .with("size", size.to_string()),
            DeskError::BackupIncomplete { path } => Message::new("desk-backup-incomplete").with("path", path),
            DeskError::NothingPutBack { target, why } => {
                Message::new("desk-nothing-put-back").with("target", target).with("why", why.clone())
            }
            DeskError::TargetNotEmpty { target, found } => target_not_empty(target, found),
            DeskError::Unsound { first, findings } => {
                Message::new("desk-unsound").with("first", first.clone()).with("findings", *findings)
            }
            DeskError::File { path, cause } => {
                Message::new("desk-file").with("path", path).with("cause", cause.clone())
            }
        }
    }

    pub(crate) fn file(path: &std::path::Path, error: &std::io::Error) -> DeskError {
        DeskError::File { path: path.display().to_string(), cause: messages::io_cause(error) }
    }
}

/// A right as plans write it.
pub(crate) fn right_name(right: Right) -> String {
    serde_json::to_value(right).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

fn target_not_empty(target: &str, found: &[String]) -> Message {
    let first = found.iter().take(SHOWN).map(|name| Arg::from(name.as_str())).collect::<Vec<_>>();
    let message = Message::new("desk-target-not-empty").with("target", target).with("found", first);
    message.with("more", found.len().saturating_sub(SHOWN))
}

impl fmt::Display for DeskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for DeskError {}

macro_rules! from {
    ($($error:ty => $variant:ident),* $(,)?) => {$(
        impl From<$error> for DeskError {
            fn from(error: $error) -> DeskError {
                DeskError::$variant(error)
            }
        }
    )*};
}
from!(OpenError => Open, StoreError => Store, AppendError => Append, VaultError => Vault, BackupError => Backup,
    crate::PeopleFault => People);

impl From<Refusal> for DeskError {
    fn from(refusal: Refusal) -> DeskError {
        DeskError::Refused(Box::new(refusal))
    }
}
