use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::event::Actor;
use crate::event::level::{Place, Reason};

/// Where the case stands on one scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelState {
    /// Computed: at least.
    pub certain: Place,
    /// Computed: possibly.
    pub possible: Place,
    /// Why, as recorded when it was computed.
    pub reasons: Vec<Reason>,
    /// What the command decided: level, by whom, why.
    pub decided: Option<(Place, Actor, String)>,
    /// Since when each place is reached for certain (or decided).
    pub reached_certain: BTreeMap<u8, Timestamp>,
    /// Since when each place is possibly reached (or decided).
    pub reached_possible: BTreeMap<u8, Timestamp>,
    /// When the certain (or decided) level went down last.
    pub lowered: Option<Timestamp>,
}

impl LevelState {
    /// A level that people set and nobody has set yet: nothing is known of it. Where rules leave several levels open, those
    /// rules are its reasons.
    pub fn is_unset(&self) -> bool {
        self.decided.is_none() && self.reasons.is_empty() && self.certain.place < self.possible.place
    }

    /// The places clocks run on: what was decided, else the computed bounds.
    pub fn running(&self) -> (u8, u8) {
        match &self.decided {
            Some((place, _, _)) => (place.place, place.place),
            None => (self.certain.place, self.possible.place),
        }
    }

    /// Takes a change made by `change` and keeps the times at which places are reached and left.
    pub(crate) fn changed(&mut self, at: Timestamp, change: impl FnOnce(&mut LevelState)) {
        let before = self.running();
        change(self);
        let after = self.running();
        if after.0 < before.0 {
            self.lowered = Some(at);
        }
        reach(&mut self.reached_certain, after.0, at);
        reach(&mut self.reached_possible, after.1, at);
    }
}

fn reach(reached: &mut BTreeMap<u8, Timestamp>, place: u8, at: Timestamp) {
    reached.retain(|reached_place, _| *reached_place <= place);
    for below in 0..=place {
        reached.entry(below).or_insert(at);
    }
}
