//! Who is told when a case changes: one channel for the whole organisation, a word for each change.

use tokio::sync::broadcast;

/// Changes that a slow page may lag behind before it is told to look at everything again.
const BEHIND_MAX: usize = 1024;

/// A case has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Changed {
    /// Its id.
    pub(crate) case: String,
}

/// Tells open pages.
#[derive(Debug)]
pub(crate) struct Hub {
    sender: broadcast::Sender<Changed>,
}

impl Default for Hub {
    fn default() -> Hub {
        Hub { sender: broadcast::Sender::new(BEHIND_MAX) }
    }
}

impl Hub {
    /// Says that a case has changed; nobody listening is no fault.
    pub(crate) fn tell(&self, case: &str) {
        let _ = self.sender.send(Changed { case: case.to_owned() });
    }

    /// Listens from now on.
    pub(crate) fn listen(&self) -> broadcast::Receiver<Changed> {
        self.sender.subscribe()
    }
}
