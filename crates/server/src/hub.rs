//! Who is told when a case changes: one channel for the whole organisation, a word for each change. Every page knows the
//! mark at which it was made, so that whoever was away is told what they missed.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::broadcast;

/// Changes that a slow page may lag behind before it is told to look at everything again.
const BEHIND_MAX: usize = 1024;
/// Cases whose last change is remembered; past so many, all are forgotten and every older mark counts as missed.
const CASES_MAX: usize = 65_536;

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
    /// Tells the marks of this process from those of another.
    epoch: String,
    told: Mutex<Told>,
}

/// What was told since the process began.
#[derive(Debug, Default)]
struct Told {
    count: u64,
    /// Which of the changes was the last one of a case.
    last: HashMap<String, u64>,
    /// Changes before this one were forgotten.
    floor: u64,
}

impl Hub {
    /// A hub whose marks nobody else gives.
    pub(crate) fn new(epoch: String) -> Hub {
        Hub { sender: broadcast::Sender::new(BEHIND_MAX), epoch, told: Mutex::default() }
    }

    /// Says that a case has changed; nobody listening is no fault.
    pub(crate) fn tell(&self, case: &str) {
        let mut told = self.told();
        told.count += 1;
        let count = told.count;
        if told.last.len() >= CASES_MAX {
            told.last.clear();
            told.floor = count;
        }
        told.last.insert(case.to_owned(), count);
        drop(told);
        let _ = self.sender.send(Changed { case: case.to_owned() });
    }

    /// Wakes every page that listens, for none of the cases: a session has ended, and each looks whether it is its own.
    pub(crate) fn tell_all(&self) {
        let _ = self.sender.send(Changed { case: String::new() });
    }

    /// Listens from now on.
    pub(crate) fn listen(&self) -> broadcast::Receiver<Changed> {
        self.sender.subscribe()
    }

    /// Where a page stands that is made now: to be asked for before the case is read.
    pub(crate) fn mark(&self) -> String {
        format!("{}-{}", self.epoch, self.told().count)
    }

    /// Whether a case may have changed since a mark; a mark that is not ours cannot tell, and counts as missed.
    pub(crate) fn changed_since(&self, case: &str, mark: &str) -> bool {
        let of_ours = mark.rsplit_once('-').filter(|(epoch, _)| *epoch == self.epoch);
        let Some(seen) = of_ours.and_then(|(_, count)| count.parse::<u64>().ok()) else { return true };
        let told = self.told();
        told.last.get(case).map_or(told.floor > seen, |last| *last > seen)
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        // A thread that panicked while it held this left counts, which are whole.
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_away_is_told_what_they_missed_and_nothing_else() {
        let hub = Hub::new("a".to_owned());
        let before = hub.mark();
        assert!(!hub.changed_since("one", &before));
        hub.tell("one");
        assert!(hub.changed_since("one", &before));
        assert!(!hub.changed_since("other", &before));
        assert!(!hub.changed_since("one", &hub.mark()));
        for foreign in ["b-1", "", "a-", "a-x", "1"] {
            assert!(hub.changed_since("one", foreign), "`{foreign}` cannot tell");
        }
    }

    #[test]
    fn what_was_forgotten_counts_as_missed() {
        let hub = Hub::new("a".to_owned());
        let before = hub.mark();
        for number in 0..=CASES_MAX {
            hub.tell(&number.to_string());
        }
        assert!(hub.changed_since("0", &before));
    }
}
