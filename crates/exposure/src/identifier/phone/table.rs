use std::collections::HashMap;

use regex_automata::Anchored;
use regex_automata::Input;
use regex_automata::dfa::{Automaton, dense};
use regex_automata::util::primitives::StateID;

/// An automaton over digits alone, as a table: one look for each digit.
pub(super) struct Table {
    states: Vec<State>,
}

struct State {
    /// The next state for each digit; [`DEAD`] where no match can follow.
    next: [u16; 10],
    /// A match ended before the digit that led here.
    matched: bool,
    /// A match ends here if the digits do.
    ends: bool,
}

/// No state.
const DEAD: u16 = u16::MAX;
/// The most states a table may have.
const MOST: usize = 1 << 14;

impl Table {
    /// The part of the automaton that digits reach; `None` if it cannot be told or is too large.
    pub(super) fn new(automaton: &dense::DFA<Vec<u32>>) -> Option<Table> {
        let start = automaton.start_state_forward(&Input::new("").anchored(Anchored::Yes)).ok()?;
        let (mut places, mut found) = (HashMap::from([(start, 0)]), vec![start]);
        let mut states = Vec::new();
        while let Some(state) = found.get(states.len()).copied() {
            let mut next = [DEAD; 10];
            for (digit, place) in (b'0'..=b'9').zip(&mut next) {
                let to = automaton.next_state(state, digit);
                if automaton.is_quit_state(to) || found.len() >= MOST {
                    return None;
                }
                if !automaton.is_dead_state(to) {
                    *place = place_of(to, &mut places, &mut found);
                }
            }
            let ends = automaton.is_match_state(automaton.next_eoi_state(state));
            states.push(State { next, matched: automaton.is_match_state(state), ends });
        }
        Some(Table { states })
    }

    /// Where the match ends that starts at the first digit.
    pub(super) fn end(&self, digits: &[u8]) -> Option<usize> {
        let (mut state, mut found) = (self.states.first()?, None);
        for (place, digit) in digits.iter().enumerate() {
            let next = *state.next.get(usize::from(digit.wrapping_sub(b'0')))?;
            let Some(reached) = self.states.get(usize::from(next)) else { return found };
            state = reached;
            if state.matched {
                found = Some(place);
            }
        }
        if state.ends { Some(digits.len()) } else { found }
    }
}

fn place_of(state: StateID, places: &mut HashMap<StateID, u16>, found: &mut Vec<StateID>) -> u16 {
    *places.entry(state).or_insert_with(|| {
        found.push(state);
        // At most MOST states and ten more, which fit.
        (found.len() - 1) as u16
    })
}
