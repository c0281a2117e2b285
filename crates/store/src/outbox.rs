//! Letters on their way: rows that say of each letter of a wave where it stands (`docs/formats/outbox.md`).
//!
//! A letter is *taken* in one durable act before a byte of it leaves, and *receipted* in another: what was taken and has
//! no receipt when its process died may have left, and is never taken again by itself.

use crate::KeyId;

/// Keyed digest of a customer within one notice of one case: the same person has one letter ever.
pub type PersonDigest = [u8; 16];

/// Where a letter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum LetterState {
    /// Waits to be taken.
    Queued = 0,
    /// Certainly not accepted; to be tried again later.
    Deferred = 1,
    /// Taken: a byte of it may have left.
    Sending = 2,
    /// The relay has it, and answers for it.
    Accepted = 3,
    /// Certainly not accepted, and not tried again this way.
    Refused = 4,
    /// It may have been accepted: nobody knows, and it is never sent again by itself.
    Uncertain = 5,
    /// Accepted, and sent back later.
    Bounced = 6,
    /// There is nowhere to send it: listed, so that somebody tells this person another way.
    WithoutAddress = 7,
}

impl LetterState {
    /// Every state, in the order of their numbers.
    pub const ALL: [LetterState; 8] = [
        LetterState::Queued,
        LetterState::Deferred,
        LetterState::Sending,
        LetterState::Accepted,
        LetterState::Refused,
        LetterState::Uncertain,
        LetterState::Bounced,
        LetterState::WithoutAddress,
    ];

    /// Its stable word, as events and reports write it.
    pub fn word(self) -> &'static str {
        match self {
            LetterState::Queued => "queued",
            LetterState::Deferred => "deferred",
            LetterState::Sending => "sending",
            LetterState::Accepted => "accepted",
            LetterState::Refused => "refused",
            LetterState::Uncertain => "uncertain",
            LetterState::Bounced => "bounced",
            LetterState::WithoutAddress => "without_address",
        }
    }
}

/// Where a wave stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum WaveState {
    /// Its letters are being listed; none is taken.
    Listing = 0,
    /// Its letters are taken.
    Released = 1,
    /// Nothing of it is taken any more.
    Ended = 2,
}

/// A wave's own row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaveRow {
    /// Its id, as in the name of its stream `wave/ID`.
    pub id: String,
    /// The case it belongs to.
    pub case_id: String,
    /// The notice it sends.
    pub notice: String,
    /// Where it stands.
    pub state: WaveState,
    /// The key its rows are sealed with.
    pub key: KeyId,
    /// How many letters stand in each state, by the state's number.
    pub counts: [u64; LetterState::ALL.len()],
}

impl WaveRow {
    /// How many letters stand in a state.
    pub fn count(&self, state: LetterState) -> u64 {
        self.counts.get(usize::from(state as u8)).copied().unwrap_or_default()
    }

    /// How many letters it has.
    pub fn letters(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// How many may still be taken, now or later, or are under way.
    pub fn open(&self) -> u64 {
        [LetterState::Queued, LetterState::Deferred, LetterState::Sending]
            .iter()
            .map(|s| self.count(*s))
            .sum()
    }
}

/// A letter that is listed.
#[derive(Clone, PartialEq, Eq)]
pub struct NewLetter {
    /// Its number in the wave, 1 first.
    pub number: u64,
    /// Whose it is.
    pub person: PersonDigest,
    /// How many addresses it has; they are tried one after the other. With none it is listed as without address.
    pub ways: u32,
    /// What it is made from, sealed.
    pub sealed: Vec<u8>,
}

/// A letter as it stands.
#[derive(Clone, PartialEq, Eq)]
pub struct LetterRow {
    /// Its number in the wave.
    pub number: u64,
    /// Whose it is.
    pub person: PersonDigest,
    /// Where it stands.
    pub state: LetterState,
    /// Which of its addresses it went to last or goes to next, 0 first.
    pub way: u32,
    /// How many addresses it has.
    pub ways: u32,
    /// How often this address was put off.
    pub tries: u32,
    /// Not taken before, microseconds UTC.
    pub not_before_us: i64,
    /// What the other side said, in figures: `550 5.1.1`.
    pub code: Option<String>,
    /// What it is made from, sealed.
    pub sealed: Vec<u8>,
}

/// A step of one letter; refused where it does not stand at `from`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterStep {
    /// Its number in the wave.
    pub number: u64,
    /// Where it must stand.
    pub from: LetterState,
    /// Where it stands after.
    pub to: LetterState,
    /// The address it goes to next.
    pub way: u32,
    /// How often that address was put off.
    pub tries: u32,
    /// Not taken before, microseconds UTC.
    pub not_before_us: i64,
    /// What the other side said, in figures.
    pub code: Option<String>,
}

/// What an act does to the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutboxChange {
    /// A wave begins: it is listed.
    Begin {
        /// Its id.
        wave: String,
        /// The case it belongs to.
        case_id: String,
        /// The notice it sends.
        notice: String,
        /// The key its rows are sealed with.
        key: KeyId,
    },
    /// Letters are listed; refused where one of these persons has a letter already.
    List {
        /// The wave, which must be listing.
        wave: String,
        /// The letters.
        letters: Vec<NewLetter>,
        /// Persons whose earlier letter certainly failed (refused, without address, bounced) give that row up for this one.
        again: bool,
    },
    /// From now on its letters are taken.
    Release {
        /// The wave, which must be listing.
        wave: String,
    },
    /// Letters take a step.
    Step {
        /// The wave.
        wave: String,
        /// The steps, one for each letter at most.
        steps: Vec<LetterStep>,
    },
    /// Nothing of it is taken any more. Letters that certainly were not accepted and wait leave the outbox, so that their
    /// persons can have another.
    End {
        /// The wave, which must not have ended.
        wave: String,
    },
}

impl OutboxChange {
    /// The wave it is about.
    pub fn wave(&self) -> &str {
        match self {
            OutboxChange::Begin { wave, .. }
            | OutboxChange::List { wave, .. }
            | OutboxChange::Release { wave }
            | OutboxChange::Step { wave, .. }
            | OutboxChange::End { wave } => wave,
        }
    }
}

impl std::fmt::Debug for NewLetter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewLetter")
            .field("number", &self.number)
            .field("ways", &self.ways)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for LetterRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LetterRow")
            .field("number", &self.number)
            .field("state", &self.state)
            .field("way", &self.way)
            .field("tries", &self.tries)
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}
