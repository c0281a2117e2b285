//! Titles of cases that were listed lately, so that a list opens each title once. Kept in memory only, bounded; what is kept
//! is told only while the case's row on the board stands: a destroyed case has a tombstone there.

use std::collections::HashMap;
use std::sync::Mutex;

use crate::opening::lock;

/// Most titles kept; past it all are forgotten, and read anew.
const TITLES: usize = 4096;

/// Titles by the id of their case: the first event, in which a title stands, never changes.
#[derive(Debug, Default)]
pub(crate) struct Titles(Mutex<HashMap<String, String>>);

impl Titles {
    pub(crate) fn get(&self, case: &str) -> Option<String> {
        lock(&self.0).get(case).cloned()
    }

    pub(crate) fn keep(&self, case: &str, title: &str) {
        let mut kept = lock(&self.0);
        if kept.len() >= TITLES {
            kept.clear();
        }
        kept.insert(case.to_owned(), title.to_owned());
    }

    /// Called when a case is destroyed: its title is not to outlive its keys, not even here.
    pub(crate) fn forget_all(&self) {
        lock(&self.0).clear();
    }
}
