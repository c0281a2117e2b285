//! Titles of cases that were listed lately, so that a list opens each title once. Kept in memory only, bounded; what is kept
//! is shown only while the keys that opened it live: the store is asked for them every time.

use std::collections::HashMap;
use std::sync::Mutex;

use crate::opening::lock;

/// Most titles kept; past it all are forgotten, and read anew.
const TITLES: usize = 4096;

/// Titles by the leaf hash of the entry they stand in: an entry never changes.
#[derive(Debug, Default)]
pub(crate) struct Titles(Mutex<HashMap<[u8; 32], String>>);

impl Titles {
    pub(crate) fn get(&self, leaf: &[u8; 32]) -> Option<String> {
        lock(&self.0).get(leaf).cloned()
    }

    pub(crate) fn keep(&self, leaf: [u8; 32], title: &str) {
        let mut kept = lock(&self.0);
        if kept.len() >= TITLES {
            kept.clear();
        }
        kept.insert(leaf, title.to_owned());
    }

    /// Called when a case is destroyed: its title is not to outlive its keys, not even here.
    pub(crate) fn forget_all(&self) {
        lock(&self.0).clear();
    }
}
