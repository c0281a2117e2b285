//! Asked twice, done once. Whoever asks says in whose name something is asked, by a one-time token ([`OnceKey`]); the first act that is
//! written while it is worked on takes the token into its own transaction, so that both stand or neither. An act whose token led to
//! one before is not written.
//!
//! The token goes with the thread that works, not with each command: whatever leads to an append carries it, and no way in can forget
//! it. What was refused, or had nothing to do, wrote nothing: its token is as good as before.

use std::cell::Cell;

use store::{AppendError, DoneOnce, OnceKey, Store};

use crate::{Desk, DeskError, LogKind};

thread_local! {
    static WAITING: Cell<Option<OnceKey>> = const { Cell::new(None) };
}

/// The token that the next act of this thread takes with it.
pub(crate) fn waiting() -> Option<OnceKey> {
    WAITING.get()
}

/// The token stands in the log: what follows goes without.
pub(crate) fn used() {
    WAITING.set(None);
}

/// Takes the token away however the work ends.
struct Scope;

impl Drop for Scope {
    fn drop(&mut self) {
        used();
    }
}

impl<L: LogKind> Desk<L> {
    /// Runs `work`, on this thread: the first act it writes takes the token with it.
    pub fn once<T>(&self, key: Option<OnceKey>, work: impl FnOnce() -> T) -> T {
        WAITING.set(key);
        let _scope = Scope;
        work()
    }

    /// What a token led to; `None` if it led to nothing, or was forgotten.
    ///
    /// # Errors
    /// Only if the store fails.
    pub fn done_once(&self, key: &OnceKey) -> Result<Option<DoneOnce>, DeskError> {
        Ok(self.store.done_once(key)?)
    }

    /// Forgets tokens of acts that were recorded before a moment: for when nobody can send them any more.
    ///
    /// # Errors
    /// Only if the store fails.
    pub fn forget_once(&self, before: jiff::Timestamp) -> Result<(), AppendError> {
        self.store.forget_once(before.as_microsecond())
    }
}
