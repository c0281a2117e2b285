use std::collections::HashMap;
use std::sync::Arc;

use super::{Clock, ClockStatus};
use crate::event::obligation::ClockId;

/// What a case keeps in the order of its record. Copies share what they do not change: a copy of ten thousand costs
/// ten thousand counters, not their texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger<T>(Vec<Arc<T>>);

impl<T> Default for Ledger<T> {
    fn default() -> Ledger<T> {
        Ledger(Vec::new())
    }
}

impl<T> Ledger<T> {
    /// Oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator {
        self.0.iter().map(Arc::as_ref)
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The one at this place.
    pub fn get(&self, place: usize) -> Option<&T> {
        self.0.get(place).map(Arc::as_ref)
    }

    pub(crate) fn push(&mut self, item: T) {
        self.0.push(Arc::new(item));
    }
}

impl<T: Clone> Ledger<T> {
    /// To change it; a copy that shares it keeps what it was.
    pub(crate) fn change(&mut self, place: usize) -> Option<&mut T> {
        self.0.get_mut(place).map(Arc::make_mut)
    }
}

impl<T> std::ops::Index<usize> for Ledger<T> {
    type Output = T;

    fn index(&self, place: usize) -> &T {
        &self.0[place]
    }
}

/// The clocks of a case in order of their start, found by obligation without looking at all of them.
#[derive(Debug, Clone, Default)]
pub struct Clocks {
    all: Ledger<Clock>,
    /// Places of the clocks of each obligation, rising as their numbers do.
    of: HashMap<String, Vec<usize>>,
}

impl PartialEq for Clocks {
    fn eq(&self, other: &Clocks) -> bool {
        // The places follow from the clocks.
        self.all == other.all
    }
}

impl Eq for Clocks {}

impl std::ops::Index<usize> for Clocks {
    type Output = Clock;

    fn index(&self, place: usize) -> &Clock {
        &self.all[place]
    }
}

impl Clocks {
    /// Oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Clock> + ExactSizeIterator {
        self.all.iter()
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Clocks of one obligation, oldest first.
    pub fn of<'a>(&'a self, obligation: &str) -> impl DoubleEndedIterator<Item = &'a Clock> + use<'a> {
        self.places(obligation).iter().filter_map(|place| self.all.get(*place))
    }

    /// Places of the clocks of one obligation, oldest first.
    fn places(&self, obligation: &str) -> &[usize] {
        self.of.get(obligation).map(Vec::as_slice).unwrap_or_default()
    }

    /// The same clocks to be kept while others change.
    pub(crate) fn open_of(&self, obligation: &str) -> Vec<Arc<Clock>> {
        let places = self.places(obligation).iter();
        places.filter_map(|place| self.all.0.get(*place)).filter(|clock| clock.is_open()).cloned().collect()
    }

    /// A clock, found by its number: the numbers of one obligation rise.
    pub(crate) fn get(&self, id: &ClockId) -> Option<&Clock> {
        self.all.get(self.place(id)?)
    }

    fn place(&self, id: &ClockId) -> Option<usize> {
        let places = self.places(&id.obligation);
        let number = |place: &usize| self.all.get(*place).map_or(0, |clock| clock.id.number);
        let found = places.binary_search_by_key(&id.number, number).ok()?;
        places.get(found).copied()
    }

    pub(crate) fn change(&mut self, id: &ClockId) -> Option<&mut Clock> {
        self.place(id).and_then(|place| self.all.change(place))
    }

    /// A new clock, or what an undetermined one has become. A number below the newest of its obligation is none this
    /// room has written: it changes nothing.
    pub(crate) fn open(&mut self, clock: Clock) {
        if let Some(known) = self.change(&clock.id) {
            *known = clock;
            return;
        }
        let newest = self.of(&clock.id.obligation).next_back().map_or(0, |last| last.id.number);
        if newest >= clock.id.number && !self.places(&clock.id.obligation).is_empty() {
            return;
        }
        self.of.entry(clock.id.obligation.clone()).or_default().push(self.all.len());
        self.all.push(clock);
    }

    /// Takes back the meeting written at this position: the duty runs on.
    pub(crate) fn unmeet(&mut self, position: u64) {
        let struck = |clock: &Clock| clock.met.as_ref().is_some_and(|met| met.position == position);
        let places: Vec<usize> =
            (0..self.len()).filter(|place| self.all.get(*place).is_some_and(struck)).collect();
        for place in places {
            if let Some(clock) = self.all.change(place) {
                clock.met = None;
                clock.status = ClockStatus::Running;
            }
        }
    }
}
