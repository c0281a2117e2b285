//! Persons of whom the register says that they are one customer: each in the upper bound, and where nothing else tells them apart once in
//! the lower.

use crate::Error;
use crate::spill::{Sorted, Sorter, Space};

use super::Persons;
use super::again::Sightings;
use super::people::Follow;

/// Tells of persons who are one customer that they may be one; `matches` is `[record, customer, reasons]`, and `is_exact` tells by all
/// reasons of a person whether it is the customer.
pub(crate) fn doubt_same_customer(
    matches: &Sorted<3>,
    persons: &Persons,
    is_exact: fn(u64) -> bool,
    again: &mut Sightings,
    space: &Space,
) -> Result<(), Error> {
    let found = by_customer(matches, persons, space)?;
    let mut tuples = found.iter()?;
    let mut next = tuples.next()?;
    // The exact person before, of the same customer, who is not told yet.
    let mut waiting: Option<[u64; 2]> = None;
    let mut told = None;
    while let Some([customer, person, record, _]) = next {
        let mut reasons = 0;
        while let Some([.., more]) = next.filter(|[at, who, ..]| (*at, *who) == (customer, person)) {
            reasons |= more;
            next = tuples.next()?;
        }
        if !is_exact(reasons) {
            continue;
        }
        match waiting.filter(|[at, _]| *at == customer) {
            None if told != Some(customer) => {
                waiting = Some([customer, record]);
                continue;
            }
            None => {}
            Some([_, first]) => again.same_customer(first, customer)?,
        }
        (waiting, told) = (None, Some(customer));
        again.same_customer(record, customer)?;
    }
    Ok(())
}

/// `[customer, person, record, reasons]` of records of which it is certain whose they are.
fn by_customer(matches: &Sorted<3>, persons: &Persons, space: &Space) -> Result<Sorted<4>, Error> {
    let mut found = Sorter::new(&space.share(8));
    let (mut labels, mut uncertain) = (Follow::new(&persons.labels)?, Follow::new(&persons.uncertain)?);
    let mut tuples = matches.iter()?;
    let mut at: Option<(u64, Option<u64>)> = None;
    while let Some([record, customer, reasons]) = tuples.next()? {
        let person = match at.filter(|(of, _)| *of == record) {
            Some((_, person)) => person,
            None => {
                let label = labels.of(record)?.map_or(record, |[_, label]| label);
                let person = if uncertain.has(record)? { None } else { Some(label) };
                at = Some((record, person));
                person
            }
        };
        if let Some(person) = person {
            found.push([customer, person, record, reasons])?;
        }
    }
    found.sorted()
}
