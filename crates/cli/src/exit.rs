//! How a command ends: one list of exit codes, which `stanch help exit-codes` and docs/cli.md show.

use messages::Message;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// What was asked is done.
    Done = 0,
    /// It was done, and the judgement is negative: not verified, faults in the plan, an expectation failed, refused.
    Negative = 1,
    /// The command line cannot be understood.
    Usage = 2,
    /// What could be checked holds, but not all could: no key was pinned, or material is missing.
    NotShown = 3,
    /// None of what was given could be read as data.
    NothingRead = 4,
    /// Another process holds the data folder.
    Busy = 5,
    /// A file or folder could not be read or written.
    Io = 6,
    /// A data folder is damaged, was written by a newer Stanch, or cannot be opened with this key.
    Unusable = 7,
    /// A defect of Stanch itself: an invariant did not hold, so there is no result.
    Defect = 70,
}

impl Exit {
    /// Every way to end, in order of the codes.
    pub const ALL: [Exit; 9] = [
        Exit::Done,
        Exit::Negative,
        Exit::Usage,
        Exit::NotShown,
        Exit::NothingRead,
        Exit::Busy,
        Exit::Io,
        Exit::Unusable,
        Exit::Defect,
    ];

    /// The number the shell sees.
    pub fn code(self) -> u8 {
        self as u8
    }

    /// What it means, for the list.
    pub fn meaning(self) -> Message {
        Message::new(match self {
            Exit::Done => "cli-exit-done",
            Exit::Negative => "cli-exit-negative",
            Exit::Usage => "cli-exit-usage",
            Exit::NotShown => "cli-exit-not-shown",
            Exit::NothingRead => "cli-exit-nothing-read",
            Exit::Busy => "cli-exit-busy",
            Exit::Io => "cli-exit-io",
            Exit::Unusable => "cli-exit-unusable",
            Exit::Defect => "cli-exit-defect",
        })
    }
}

/// Why a command could not do what was asked.
#[derive(Debug)]
pub struct Failure {
    /// The code to end with.
    pub exit: Exit,
    /// What was given, what was expected, what to do.
    pub message: Message,
}

impl Failure {
    /// The command ends with `exit` after saying `message`.
    pub fn new(exit: Exit, message: Message) -> Failure {
        Failure { exit, message }
    }

    /// The command line cannot be understood.
    pub fn usage(message: Message) -> Failure {
        Failure::new(Exit::Usage, message)
    }
}
