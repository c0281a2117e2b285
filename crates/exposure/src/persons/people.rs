use std::collections::BTreeMap;

use crate::Error;
use crate::schema::TableId;
use crate::spill::{Log, Merge, Sorted, Sorter, Space};
use crate::tuple::Record;

use super::{Attributions, NOWHERE, Persons};

/// A count whose greater end is what is possible.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) lo: u64,
    pub(crate) hi: u64,
}

impl Range {
    fn add(&mut self, certain: bool) {
        self.lo += u64::from(certain);
        self.hi += 1;
    }
}

/// The persons of a leak, counted.
#[derive(Debug, Default)]
pub(crate) struct People {
    pub(crate) persons: Range,
    pub(crate) exact: Range,
    pub(crate) near: Range,
    /// By the exact set of classes exposed of a person.
    pub(crate) combinations: BTreeMap<u16, Range>,
    /// By the exact set of classes in a record.
    pub(crate) record_combinations: BTreeMap<u16, u64>,
    pub(crate) attributed: u64,
    /// Records that belong to nobody, by table and reason.
    pub(crate) unattributed: BTreeMap<(TableId, &'static str), u64>,
    /// Records that made or joined a person.
    pub(crate) own: u64,
}

/// One person, as the list needs it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Person {
    /// One of its own records, by which it is called.
    pub(crate) label: u64,
    pub(crate) certain: bool,
    pub(crate) classes: u16,
    /// The kinds of its values, one bit each.
    pub(crate) kinds: u32,
    /// Customers of the register and the reasons, as many as the list names.
    pub(crate) customers: Vec<(u64, u64)>,
    pub(crate) exact: bool,
}

const CERTAIN: u64 = 0;
const UNCERTAIN: u64 = 1;
const ATTRIBUTED: u64 = 2;
const MATCHED: u64 = 3;

/// How many customers of one person are kept apart.
const CUSTOMERS: usize = 8;

/// Follows a sorted list while record numbers rise.
struct Follow<'a, const N: usize> {
    merge: Merge<'a, N>,
    next: Option<[u64; N]>,
}

impl<'a, const N: usize> Follow<'a, N> {
    fn new(sorted: &'a Sorted<N>) -> Result<Follow<'a, N>, Error> {
        let mut merge = sorted.iter()?;
        let next = merge.next()?;
        Ok(Follow { merge, next })
    }

    /// The next tuple of this record, if there is one left.
    fn of(&mut self, record: u64) -> Result<Option<[u64; N]>, Error> {
        while let Some(tuple) = self.next {
            if tuple[0] > record {
                return Ok(None);
            }
            self.next = self.merge.next()?;
            if tuple[0] == record {
                return Ok(Some(tuple));
            }
        }
        Ok(None)
    }

    /// Whether the record is in the list; passes over all its tuples.
    fn has(&mut self, record: u64) -> Result<bool, Error> {
        let found = self.of(record)?.is_some();
        while self.of(record)?.is_some() {}
        Ok(found)
    }
}

/// Gathers all records of each person and hands every person on. `matches` is `[record, customer, reasons]`;
/// the bits of `exact` in a match's reasons make it exact.
pub(crate) fn count(
    records: &Log<3>,
    persons: &Persons,
    attributions: &Attributions,
    matches: &Sorted<3>,
    exact: u64,
    space: &Space,
    each: &mut dyn FnMut(&Person) -> Result<(), Error>,
) -> Result<People, Error> {
    let mut people = People::default();
    let given = attributed(records, attributions, &mut people, space)?;
    let gathered = gather(records, persons, &given, matches, &mut people, space)?;
    let mut tuples = gathered.iter()?;
    let mut next = tuples.next()?;
    while let Some([label, ..]) = next {
        let mut person = Person { label, ..Person::default() };
        while let Some([_, what, about, more]) = next.filter(|[at, ..]| *at == label) {
            match what {
                MATCHED => person.meets(about, more, exact),
                _ => {
                    person.certain |= what == CERTAIN;
                    person.classes |= more as u16;
                    person.kinds |= (more >> 16) as u32;
                }
            }
            next = tuples.next()?;
        }
        people.add(&person);
        each(&person)?;
    }
    Ok(people)
}

impl Person {
    fn meets(&mut self, customer: u64, reasons: u64, exact: u64) {
        self.exact |= reasons & exact != 0;
        if let Some((_, known)) = self.customers.iter_mut().find(|(known, _)| *known == customer) {
            *known |= reasons;
        } else if self.customers.len() < CUSTOMERS {
            self.customers.push((customer, reasons));
        }
    }
}

impl People {
    fn add(&mut self, person: &Person) {
        self.persons.add(person.certain);
        self.combinations.entry(person.classes).or_default().add(person.certain);
        if person.customers.is_empty() {
            return;
        }
        if person.exact {
            self.exact.add(person.certain);
        } else {
            self.near.add(person.certain);
        }
    }
}

/// `[record of a person, record, what is exposed]` of the records that belong to a person by a key; counts the others.
fn attributed(
    records: &Log<3>,
    attributions: &Attributions,
    people: &mut People,
    space: &Space,
) -> Result<Sorted<3>, Error> {
    let mut by_record = Sorter::<2>::new(&space.share(4));
    let mut pairs = attributions.by_target.iter()?;
    while let Some([target, record]) = pairs.next()? {
        by_record.push([record, target])?;
    }
    let by_record = by_record.sorted()?;
    let (mut owners, mut failed) = (Follow::new(&by_record)?, Follow::new(&attributions.failed)?);
    let mut given = Sorter::new(&space.share(4));
    let mut reader = records.iter();
    let mut number = 0;
    while let Some([_, _, packed]) = reader.next()? {
        let record = Record::unpacked(packed);
        *people.record_combinations.entry(record.classes).or_default() += 1;
        if !record.person {
            if let Some([_, target]) = owners.of(number)? {
                people.attributed += 1;
                given.push([target, number, record.exposed()])?;
            } else {
                let reason = reason(record, failed.of(number)?);
                *people.unattributed.entry((record.table, reason)).or_default() += 1;
            }
        }
        number += 1;
    }
    given.sorted()
}

/// Why a record belongs to nobody.
fn reason(record: Record, failed: Option<[u64; 2]>) -> &'static str {
    match failed {
        Some([_, NOWHERE]) => "key_points_at_no_person",
        Some(_) => "key_points_at_several",
        None if record.named => "name_alone",
        None => "no_identifier_and_no_name",
    }
}

/// `[person, what, record or customer, what is exposed or reasons]`.
fn gather(
    records: &Log<3>,
    persons: &Persons,
    given: &Sorted<3>,
    matches: &Sorted<3>,
    people: &mut People,
    space: &Space,
) -> Result<Sorted<4>, Error> {
    let mut gathered = Sorter::new(&space.share(2));
    let mut labels = Follow::new(&persons.labels)?;
    let mut uncertain = Follow::new(&persons.uncertain)?;
    let (mut given, mut matches) = (Follow::new(given)?, Follow::new(matches)?);
    let mut reader = records.iter();
    let mut number = 0;
    while let Some([_, _, packed]) = reader.next()? {
        let record = Record::unpacked(packed);
        if record.person {
            people.own += 1;
            let label = labels.of(number)?.map_or(number, |[_, label]| label);
            let what = if uncertain.has(number)? { UNCERTAIN } else { CERTAIN };
            gathered.push([label, what, number, record.exposed()])?;
            while let Some([_, child, exposed]) = given.of(number)? {
                gathered.push([label, ATTRIBUTED, child, exposed])?;
            }
            while let Some([_, customer, reasons]) = matches.of(number)? {
                gathered.push([label, MATCHED, customer, reasons])?;
            }
        }
        number += 1;
    }
    gathered.sorted()
}
