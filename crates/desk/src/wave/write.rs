//! Appending to a wave's stream, together with what happens in the outbox.

use std::sync::PoisonError;

use jiff::Timestamp;
use journal::StreamName;
use store::{Append, AppendError, NewEntry, OutboxChange, Store, WrappedKey};
use vault::VaultError;

use crate::act::TRIES;
use crate::log::{self, Draft};
use crate::{Desk, DeskError, LogKind};

/// What is appended beside something else: entries of another stream, their keys, and changes of the outbox.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    pub(crate) entries: Vec<NewEntry>,
    pub(crate) keys: Vec<WrappedKey>,
    pub(crate) outbox: Vec<OutboxChange>,
}

pub(crate) fn stream(wave: &str) -> StreamName {
    StreamName::Wave(wave.to_owned())
}

impl<L: LogKind> Desk<L> {
    /// Seals entries of a wave's stream. Waves have keys of their own: how many were told stays known when the case is
    /// destroyed, and to whom does not, since the rows are sealed under the case's.
    pub(crate) fn beside(
        &self,
        wave: &str,
        drafts: &[Draft],
        outbox: Vec<OutboxChange>,
        at: Timestamp,
    ) -> Result<Beside, DeskError> {
        if drafts.is_empty() {
            return Ok(Beside { outbox, ..Beside::default() });
        }
        let (stream, owner) = (stream(wave), stream(wave).to_string());
        let (mut safe, new_key) = match self.vault.open_safe_for(&self.store, &owner, &[]) {
            Err(VaultError::KeyUnknown { .. }) => {
                let (safe, key) = self.vault.new_safe(&owner)?;
                (safe, Some(key))
            }
            safe => (safe?, None),
        };
        let head = self.store.stream_head(&owner)?;
        let written = log::write(&stream, head, drafts, at, &mut safe)?;
        let keys = new_key.into_iter().chain(written.keys).collect();
        Ok(Beside { entries: written.entries, keys, outbox })
    }

    /// Appends entries of a wave's stream and changes the outbox, in one act, durable on return.
    pub(crate) fn append_wave(
        &self,
        wave: &str,
        drafts: &dyn Fn(Timestamp) -> Vec<Draft>,
        (outbox, keys): (Vec<OutboxChange>, Vec<WrappedKey>),
        now: Timestamp,
    ) -> Result<(), DeskError> {
        for _ in 0..TRIES {
            // A case is not destroyed while its letters change their state.
            let _not_destroyed = self.destroying.read().unwrap_or_else(PoisonError::into_inner);
            let at = self.recorded_at(now);
            let drafts = drafts(at);
            let beside = self.beside(wave, &drafts, outbox.clone(), at)?;
            let appended = self.append(Append {
                entries: beside.entries,
                keys: keys.iter().cloned().chain(beside.keys).collect(),
                outbox: beside.outbox,
                recorded_us: at.as_microsecond(),
                ..Append::default()
            });
            match appended {
                Ok(_) if drafts.is_empty() => return Ok(()),
                Ok(_) => return self.appended(drafts.len(), at),
                Err(AppendError::Conflict { .. } | AppendError::ClockBehind { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(DeskError::Busy)
    }
}
