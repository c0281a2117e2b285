//! Looks at personal data: each stands in the stream `access/ID` before anything of it is given out.

use incident::Actor;
use jiff::Timestamp;
use journal::StreamName;
use messages::Message;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use store::{Append, AppendError, Store, StoredEntry, WrappedKey};
use vault::{Safe, VaultError};

use crate::act::TRIES;
use crate::log::{self, Draft};
use crate::{CaseId, Desk, DeskError, LogKind};

pub(crate) const EVIDENCE: &str = "evidence.taken_out";
pub(crate) const CUSTOMERS: &str = "customers.taken_out";
pub(crate) const BODIES: &str = "bodies.disclosed";

/// Body of `evidence.taken_out` shape 1 in a case's access stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LookedAtEvidence {
    pub(crate) evidence: String,
    pub(crate) sha256: String,
    pub(crate) reason: String,
    pub(crate) role: String,
    pub(crate) user: String,
}

/// Body of `customers.taken_out` shape 1 in a case's access stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LookedAtCustomers {
    pub(crate) lists: Vec<String>,
    pub(crate) customers: u64,
    pub(crate) reason: String,
    pub(crate) role: String,
    pub(crate) user: String,
}

/// Body of `bodies.disclosed` shape 1 in a case's access stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LookedAtBodies {
    pub(crate) record: String,
    pub(crate) versions: Vec<[u64; 2]>,
    pub(crate) reason: String,
    pub(crate) role: String,
    pub(crate) user: String,
}

/// Somebody looked at personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// At what.
    pub what: LookedAt,
    /// Why.
    pub reason: String,
    /// Who.
    pub who: Actor,
    /// When it was recorded, which is before the bytes were given out.
    pub at: Timestamp,
    /// Position of its entry in the log.
    pub position: u64,
}

/// What was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LookedAt {
    /// A piece of evidence.
    Evidence {
        /// Which: `E-1`.
        id: String,
        /// SHA-256 of its bytes, lower-case hex.
        sha256: String,
    },
    /// The customers of the case.
    Customers {
        /// SHA-256 of each list that was read, lower-case hex, the newest first.
        lists: Vec<String>,
        /// How many customers they hold together.
        customers: u64,
    },
    /// What entries say: bodies that left with a bundle.
    Bodies {
        /// Whose: the name of the stream, `case/ID` or `access/ID`.
        record: String,
        /// Which, by version: first and last of each run.
        versions: Vec<[u64; 2]>,
    },
}

impl<L: LogKind> Desk<L> {
    /// Every look at the case's evidence, customers and bodies, oldest first; also of a case that was destroyed, since who looked stays known.
    ///
    /// # Errors
    /// If what is stored cannot be read.
    pub fn looks(&self, case: &CaseId) -> Result<Vec<Look>, DeskError> {
        let stream = access(case).to_string();
        let stored = log::stream_to_its_end(&self.store, &stream, 1)?;
        if stored.is_empty() {
            return Ok(Vec::new());
        }
        let safe = self.vault.open_safe(&self.store, &stream)?;
        stored.iter().filter_map(|entry| look(entry, &safe).transpose()).collect()
    }

    /// Appends a look. Whoever else looks at the same moment comes before or after: the stream takes any.
    pub(crate) fn note_look(
        &self,
        case: &CaseId,
        what: LookedAt,
        reason: &str,
        who: &Actor,
        now: Timestamp,
    ) -> Result<Look, DeskError> {
        let (kind, plaintext) = what.body(reason, who);
        let stream = access(case);
        for _ in 0..TRIES {
            let at = self.recorded_at(now);
            let draft =
                Draft { kind: kind.to_owned(), shape: 1, occurred_at: at, plaintext: plaintext.clone() };
            let head = self.store.stream_head(&stream.to_string())?;
            let (mut safe, new_key) = self.access_safe(&stream)?;
            let written = log::write(&stream, head, &[draft], at, &mut safe)?;
            let appended = self.append(Append {
                entries: written.entries,
                keys: new_key.into_iter().chain(written.keys).collect(),
                recorded_us: at.as_microsecond(),
                ..Append::default()
            });
            match appended {
                Ok(appended) => {
                    self.appended(1, at)?;
                    let (reason, who) = (reason.to_owned(), who.clone());
                    return Ok(Look { what, reason, who, at, position: appended.first_position });
                }
                Err(
                    AppendError::Conflict { .. }
                    | AppendError::ClockBehind { .. }
                    | AppendError::KeyExists { .. },
                ) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(DeskError::Busy)
    }

    /// Looks have a key of their own: who looked stays known when the case is destroyed.
    fn access_safe(&self, stream: &StreamName) -> Result<(Safe, Option<WrappedKey>), DeskError> {
        let owner = stream.to_string();
        match self.vault.open_safe_for(&self.store, &owner, &[]) {
            Err(VaultError::KeyUnknown { .. }) => {
                let (safe, key) = self.vault.new_safe(&owner)?;
                Ok((safe, Some(key)))
            }
            safe => Ok((safe?, None)),
        }
    }
}

impl LookedAt {
    /// Kind and body of the entry.
    fn body(&self, reason: &str, who: &Actor) -> (&'static str, Vec<u8>) {
        let (reason, role, user) = (reason.to_owned(), who.role.clone(), who.user.clone());
        let (kind, body) = match self.clone() {
            LookedAt::Evidence { id: evidence, sha256 } => {
                (EVIDENCE, serde_json::to_vec(&LookedAtEvidence { evidence, sha256, reason, role, user }))
            }
            LookedAt::Customers { lists, customers } => {
                (CUSTOMERS, serde_json::to_vec(&LookedAtCustomers { lists, customers, reason, role, user }))
            }
            LookedAt::Bodies { record, versions } => {
                (BODIES, serde_json::to_vec(&LookedAtBodies { record, versions, reason, role, user }))
            }
        };
        // Texts and numbers: there is nothing JSON could not hold.
        (kind, body.unwrap_or_default())
    }
}

/// The look that an entry tells of; `None` if it tells of something else.
fn look(stored: &StoredEntry, safe: &Safe) -> Result<Option<Look>, DeskError> {
    let kind = log::decode(stored)?.kind;
    if ![EVIDENCE, CUSTOMERS, BODIES].contains(&kind.as_str()) {
        return Ok(None);
    }
    let opened = log::open(stored, safe)?;
    let (what, reason, role, user) = match kind.as_str() {
        EVIDENCE => {
            let LookedAtEvidence { evidence: id, sha256, reason, role, user } = read(&opened)?;
            (LookedAt::Evidence { id, sha256 }, reason, role, user)
        }
        CUSTOMERS => {
            let LookedAtCustomers { lists, customers, reason, role, user } = read(&opened)?;
            (LookedAt::Customers { lists, customers }, reason, role, user)
        }
        _ => {
            let LookedAtBodies { record, versions, reason, role, user } = read(&opened)?;
            (LookedAt::Bodies { record, versions }, reason, role, user)
        }
    };
    let at = opened.entry.recorded_at.timestamp();
    Ok(Some(Look { what, reason, who: Actor { role, user }, at, position: opened.position }))
}

fn read<T: DeserializeOwned>(opened: &log::Opened) -> Result<T, DeskError> {
    serde_json::from_slice(&opened.plaintext).map_err(|error| {
        let position = opened.position.to_string();
        let message = Message::new("desk-body-unreadable").with("position", position);
        DeskError::Damaged(message.with("why", error.to_string()))
    })
}

pub(crate) fn access(case: &CaseId) -> StreamName {
    StreamName::Access(case.as_str().to_owned())
}
