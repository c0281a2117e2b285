use std::collections::BTreeSet;

use crate::known::{InstantKnown, Known};
use crate::program::{About, Domain, Variable};
use crate::schema::Slot;
use crate::state::{Numbers, State, moment};
use crate::truth::Truth;
use crate::walk::Walk;

/// What is known of the facts in the present cells, those of the variables `without` left out.
pub(super) fn example(walk: &Walk<'_>, without: &[u16]) -> Vec<(Slot, Known)> {
    let mut slots = BTreeSet::new();
    let here: Vec<(&Variable, State)> = (0..)
        .zip(walk.program.variables.iter().zip(walk.states.iter().copied()))
        .filter(|(at, (variable, _))| !without.contains(at) && variable.members.is_empty())
        .map(|(_, here)| here)
        .collect();
    here.iter().for_each(|(variable, _)| slots.extend(variable.slots()));
    let of = |slot: &Slot| {
        let own = here.iter().filter(|(variable, _)| variable.slots() == [*slot]);
        Some((*slot, known_of(own.map(|(variable, state)| (*variable, *state)))?))
    };
    slots.iter().filter_map(of).collect()
}

/// The states of one fact's variables as knowledge of the fact; `None` if they say nothing about its value.
pub(super) fn known_of<'a>(variables: impl Iterator<Item = (&'a Variable, State)>) -> Option<Known> {
    let mut known = None;
    for (variable, state) in variables {
        known = match (&variable.about, state, known) {
            (About::Flag(_), State::Flag(truth), _) => Some(Known::Bool(truth)),
            (About::Choice { .. }, State::Words(possible), _) => Some(Known::Enum { possible }),
            (About::Member { bit, all, .. }, State::Flag(truth), known) => {
                let (certain, possible) = match known {
                    Some(Known::Set { certain, possible }) => (certain, possible),
                    _ => (0, *all),
                };
                Some(match truth {
                    Truth::True => Known::Set { certain: certain | bit, possible },
                    Truth::False => Known::Set { certain, possible: possible & !bit },
                    Truth::Unknown => Known::Set { certain, possible },
                })
            }
            (About::Number(form), State::Numbers(numbers), known) => {
                form.terms.first().and_then(|term| number(numbers, term.domain)).or(known)
            }
            (_, _, known) => known,
        };
    }
    known
}

fn number(numbers: Numbers, domain: Domain) -> Option<Known> {
    let whole = |value: i128| i64::try_from(value).ok();
    Some(match (domain, numbers.is_empty()) {
        (Domain::Int { .. }, _) => Known::Int { lo: whole(numbers.lo)?, hi: whole(numbers.hi)? },
        (Domain::Elapsed { .. }, _) => Known::Elapsed { lo: whole(numbers.lo)?, hi: whole(numbers.hi)? },
        (Domain::Instant, true) => Known::Instant(InstantKnown::Never),
        (Domain::Instant, false) => {
            let (lo, hi) = (moment(numbers.lo)?, moment(numbers.hi)?);
            Known::Instant(if numbers.never {
                InstantKnown::BetweenOrNever(lo, hi)
            } else {
                InstantKnown::Between(lo, hi)
            })
        }
    })
}
