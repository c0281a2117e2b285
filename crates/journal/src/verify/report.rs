use messages::Message;

use crate::{Fault, Origin, StreamName};

/// Faults listed per check; more are counted.
const LISTED_MAX: usize = 100;

/// What was checked in a bundle, what was found, and what could not be checked.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// The answer in one word.
    pub verdict: Verdict,
    /// The key all signatures were checked with: the pinned one, else the bundle's own.
    pub key: Option<String>,
    /// Whose log it says it is.
    pub origin: Option<Origin>,
    /// Whether that is the log of a drill.
    pub drill: Option<bool>,
    /// Which stream.
    pub stream: Option<StreamName>,
    /// Size of the log at the checkpoint, if the checkpoint is genuine.
    pub log_size: Option<u64>,
    /// Entries in the bundle.
    pub entries: Option<u64>,
    /// Bodies disclosed.
    pub bodies_disclosed: Option<u64>,
    /// Bodies withheld.
    pub bodies_withheld: Option<u64>,
    /// Every check, in the order of [`CheckName`].
    pub checks: Vec<Check>,
}

impl Report {
    /// Every fault listed, in the order of the checks.
    pub fn faults(&self) -> impl Iterator<Item = &Fault> {
        self.checks.iter().flat_map(|check| &check.faults)
    }

    /// The check of that name.
    pub fn check(&self, name: CheckName) -> Option<&Check> {
        self.checks.iter().find(|check| check.name == name)
    }
}

/// The answer in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Everything asked for was checked with a pinned key and holds.
    Verified,
    /// Everything holds, but the signatures are the bundle's own key's: anybody can make such a bundle.
    NotPinned,
    /// Nothing is wrong, but consistency with the checkpoint given could not be shown.
    Incomplete,
    /// Something is wrong.
    Failed,
}

impl Verdict {
    /// What to say about it.
    pub fn message(self) -> Message {
        Message::new(match self {
            Verdict::Verified => "journal-verdict-verified",
            Verdict::NotPinned => "journal-verdict-not-pinned",
            Verdict::Incomplete => "journal-verdict-incomplete",
            Verdict::Failed => "journal-verdict-failed",
        })
    }
}

/// The checks of a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckName {
    /// The file is a bundle in its one encoding.
    Layout,
    /// The key is the one pinned.
    Key,
    /// The seal is of these bytes.
    Seal,
    /// The checkpoint is signed by the key.
    Checkpoint,
    /// The stream head is signed by the key and of the checkpoint's size.
    StreamHead,
    /// The manifest says what the bundle holds.
    Manifest,
    /// Every entry has its leaf hash.
    Entries,
    /// The entries are the whole stream: versions 1 to the head's, each naming the one before.
    Stream,
    /// The tiles lead to the checkpoint's root.
    Tree,
    /// Every leaf stands in the tree at its index.
    Inclusion,
    /// Every disclosed body is the one its entry is committed to.
    Bodies,
    /// The bundle is as new as the checkpoint the reader holds.
    Freshness,
    /// The log only grew since the checkpoint the reader holds.
    Consistency,
}

impl CheckName {
    /// What the check shows, in a few words.
    pub fn message(self) -> Message {
        Message::new(match self {
            CheckName::Layout => "journal-check-layout",
            CheckName::Key => "journal-check-key",
            CheckName::Seal => "journal-check-seal",
            CheckName::Checkpoint => "journal-check-checkpoint",
            CheckName::StreamHead => "journal-check-stream-head",
            CheckName::Manifest => "journal-check-manifest",
            CheckName::Entries => "journal-check-entries",
            CheckName::Stream => "journal-check-stream",
            CheckName::Tree => "journal-check-tree",
            CheckName::Inclusion => "journal-check-inclusion",
            CheckName::Bodies => "journal-check-bodies",
            CheckName::Freshness => "journal-check-freshness",
            CheckName::Consistency => "journal-check-consistency",
        })
    }
}

/// One check with its outcome.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Check {
    /// Which check.
    pub name: CheckName,
    /// How it came out.
    pub outcome: Outcome,
    /// Why it was not made; only then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<Because>,
    /// What was found wrong, the first hundred.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<Fault>,
    /// How many faults beyond those listed.
    #[serde(skip_serializing_if = "is_zero")]
    pub more: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It holds.
    Passed,
    /// It does not hold.
    Failed,
    /// Not made; says nothing either way.
    NotChecked,
}

/// Why a check was not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// No key was given to compare with.
    NoPinnedKey,
    /// No checkpoint was given to compare with.
    NoCheckpointGiven,
    /// The bundle discloses no body.
    NothingDisclosed,
    /// What it needs could not be read or is not genuine.
    NothingToCheckAgainst,
    /// The bundle holds no tiles that show the log at the size of the checkpoint given.
    NoTilesForThatSize,
    /// The bundle is older than the checkpoint given, so there is nothing to show.
    BundleIsOlder,
}

impl Because {
    /// What to say about it.
    pub fn message(self) -> Message {
        Message::new(match self {
            Because::NoPinnedKey => "journal-because-no-pinned-key",
            Because::NoCheckpointGiven => "journal-because-no-checkpoint-given",
            Because::NothingDisclosed => "journal-because-nothing-disclosed",
            Because::NothingToCheckAgainst => "journal-because-nothing-to-check-against",
            Because::NoTilesForThatSize => "journal-because-no-tiles-for-that-size",
            Because::BundleIsOlder => "journal-because-bundle-is-older",
        })
    }
}

impl Check {
    pub(crate) fn of(name: CheckName, mut faults: Vec<Fault>) -> Check {
        let outcome = if faults.is_empty() { Outcome::Passed } else { Outcome::Failed };
        let more = faults.len().saturating_sub(LISTED_MAX);
        faults.truncate(LISTED_MAX);
        Check { name, outcome, because: None, faults, more }
    }

    pub(crate) fn not_made(name: CheckName, because: Because) -> Check {
        Check { name, outcome: Outcome::NotChecked, because: Some(because), faults: Vec::new(), more: 0 }
    }
}
