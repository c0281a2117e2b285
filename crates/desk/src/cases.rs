//! Cases that were folded lately, so that an act opens only what was appended since. Kept in memory only, bounded; what
//! is kept is used again only if the stream still ends where it ended and the case's key still lives.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use incident::{Recorded, State};
use journal::Hash;
use plan::Plan;
use store::StreamHead;

use crate::opening::lock;
use crate::{CaseFile, CaseId};

/// Most cases kept.
const CASES: usize = 64;
/// Most events kept over all cases (the newest case is kept whatever its length): some 100 MB.
const EVENTS: usize = 100_000;

/// A case as it was folded, and where its stream ended then.
#[derive(Debug, Clone)]
pub(crate) struct Folded {
    pub(crate) file: CaseFile,
    pub(crate) head: StreamHead,
}

/// What an append added to a case.
pub(crate) struct Growth {
    pub(crate) events: Arc<Vec<Recorded>>,
    pub(crate) leaves: Vec<Hash>,
    pub(crate) first_position: u64,
    pub(crate) state: Arc<State>,
    pub(crate) plan: Arc<Plan>,
    pub(crate) head: StreamHead,
}

impl Folded {
    pub(crate) fn grow(&mut self, growth: Growth) {
        let added = (0..).take(growth.leaves.len()).map(|place: u64| growth.first_position + place);
        Arc::make_mut(&mut self.file.positions).extend(added);
        Arc::make_mut(&mut self.file.leaves).extend(growth.leaves);
        if self.file.events.is_empty() {
            self.file.events = growth.events;
        } else {
            Arc::make_mut(&mut self.file.events).extend(growth.events.iter().cloned());
        }
        self.file.state = growth.state;
        self.file.plan = growth.plan;
        self.head = growth.head;
    }
}

#[derive(Debug, Default)]
struct Kept {
    cases: HashMap<CaseId, (Arc<Folded>, u64)>,
    uses: u64,
    /// Events of all of them together.
    events: usize,
}

/// The cases kept.
#[derive(Debug, Default)]
pub(crate) struct Cases(Mutex<Kept>);

impl Cases {
    pub(crate) fn get(&self, case: &CaseId) -> Option<Arc<Folded>> {
        let mut kept = lock(&self.0);
        kept.uses += 1;
        let now = kept.uses;
        let (folded, used) = kept.cases.get_mut(case)?;
        *used = now;
        Some(Arc::clone(folded))
    }

    /// Keeps a case, unless a longer record of it is kept already.
    pub(crate) fn keep(&self, folded: Arc<Folded>) {
        let mut kept = lock(&self.0);
        kept.uses += 1;
        let now = kept.uses;
        let known = kept.cases.get(&folded.file.id);
        if known.is_none_or(|(known, _)| known.head.version <= folded.head.version) {
            kept.put(folded, now);
        }
        kept.shrink();
    }

    /// Takes what was appended after `from` into the kept case; one kept from elsewhere is forgotten, and read anew.
    pub(crate) fn grow(&self, case: &CaseId, from: StreamHead, growth: Growth) {
        let mut kept = lock(&self.0);
        let added = growth.events.len();
        match kept.cases.get_mut(case) {
            // In place, unless somebody is reading it at this moment.
            Some((folded, _)) if folded.head == from => {
                Arc::make_mut(folded).grow(growth);
                kept.events += added;
            }
            Some((folded, _)) if folded.head.version >= growth.head.version => {}
            _ => kept.remove(case),
        }
        kept.shrink();
    }

    pub(crate) fn forget(&self, case: &CaseId) {
        lock(&self.0).remove(case);
    }
}

impl Kept {
    fn put(&mut self, folded: Arc<Folded>, used: u64) {
        self.events += folded.file.events.len();
        if let Some((before, _)) = self.cases.insert(folded.file.id.clone(), (folded, used)) {
            self.events = self.events.saturating_sub(before.file.events.len());
        }
    }

    fn remove(&mut self, case: &CaseId) {
        if let Some((folded, _)) = self.cases.remove(case) {
            self.events = self.events.saturating_sub(folded.file.events.len());
        }
    }

    /// Forgets what was used longest ago until the bounds hold.
    fn shrink(&mut self) {
        while self.cases.len() > 1 && (self.cases.len() > CASES || self.events > EVENTS) {
            let oldest = self.cases.iter().min_by_key(|(_, (_, used))| *used).map(|(case, _)| case.clone());
            let Some(oldest) = oldest else { return };
            self.remove(&oldest);
        }
    }
}
