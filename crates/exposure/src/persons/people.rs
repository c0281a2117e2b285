use std::collections::BTreeMap;

use crate::Error;
use crate::schema::TableId;
use crate::spill::{Log, Merge, Sorted, Sorter, Space};
use crate::tuple::Record;

use super::{Attributions, NOWHERE, Persons, Units};

/// A count whose greater end is what is possible.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) lo: u64,
    pub(crate) hi: u64,
}

/// The persons of a leak, counted.
#[derive(Debug, Default)]
pub(crate) struct People {
    pub(crate) persons: Range,
    /// Persons who are customers, and who may be.
    pub(crate) exact: u64,
    pub(crate) near: u64,
    /// Other customers of whom a record of a customer may be: further people, if it is.
    pub(crate) open: u64,
    /// By class, at least so many; one place for each bit of the classes.
    pub(crate) by_class: [u64; 8],
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
    /// A record of its own is certainly a person's.
    pub(crate) certain: bool,
    /// It is one of those that the lower bound counts.
    pub(crate) counted: bool,
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
pub(crate) struct Follow<'a, const N: usize> {
    merge: Merge<'a, N>,
    next: Option<[u64; N]>,
}

impl<'a, const N: usize> Follow<'a, N> {
    pub(crate) fn new(sorted: &'a Sorted<N>) -> Result<Follow<'a, N>, Error> {
        let mut merge = sorted.iter()?;
        let next = merge.next()?;
        Ok(Follow { merge, next })
    }

    /// The next tuple of this record, if there is one left.
    pub(crate) fn of(&mut self, record: u64) -> Result<Option<[u64; N]>, Error> {
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
    pub(crate) fn has(&mut self, record: u64) -> Result<bool, Error> {
        let found = self.of(record)?.is_some();
        while self.of(record)?.is_some() {}
        Ok(found)
    }
}

/// Gathers all records of each person and hands every person on. `matches` is `[record, customer, reasons]`;
/// `customers` tells by the reasons of a match what it is.
pub(crate) fn count(
    records: &Log<4>,
    belonging: &Belonging<'_>,
    matches: &Sorted<3>,
    customers: Standings,
    space: &Space,
    each: &mut dyn FnMut(&Person) -> Result<(), Error>,
) -> Result<People, Error> {
    let mut people = People::default();
    let given = attributed(records, belonging.attributions, &mut people, space)?;
    let gathered = gather(records, belonging.persons, &given, matches, &mut people, space)?;
    let mut units = Follow::new(&belonging.units.of)?;
    let mut in_units = Sorter::new(&space.share(8));
    let mut tuples = gathered.iter()?;
    let mut next = tuples.next()?;
    while let Some([label, ..]) = next {
        let mut person = Person { label, ..Person::default() };
        while let Some([_, what, about, more]) = next.filter(|[at, ..]| *at == label) {
            match what {
                MATCHED => person.meets(about, more, customers.rank),
                _ => {
                    person.certain |= what == CERTAIN;
                    person.classes |= more as u16;
                    person.kinds |= (more >> 16) as u32;
                }
            }
            next = tuples.next()?;
        }
        person.keep_best(customers.rank);
        person.exact = person.customers.iter().any(|(_, reasons)| (customers.is_exact)(*reasons));
        people.at_most(&person);
        people.open += person.open(customers);
        match units.of(label)? {
            None => {
                person.counted = person.certain;
                if person.certain {
                    people.at_least(person.classes, Some(person.classes));
                }
            }
            Some([_, unit]) => {
                if let Some((unit, first)) = Units::unpacked(unit) {
                    person.counted = first;
                    in_units.push([unit, u64::from(person.classes)])?;
                }
            }
        }
        each(&person)?;
    }
    people.add_units(&in_units.sorted()?)?;
    people.persons.lo += belonging.units.more;
    Ok(people)
}

/// What the reasons of a match say.
#[derive(Clone, Copy)]
pub(crate) struct Standings {
    /// The person is that customer, by all reasons together.
    pub(crate) is_exact: fn(u64) -> bool,
    /// A record may be that customer's, whoever its person is.
    pub(crate) is_open: fn(u64) -> bool,
    /// How well the person is met.
    pub(crate) rank: fn(u64) -> u8,
}

/// What belongs to whom.
pub(crate) struct Belonging<'a> {
    pub(crate) persons: &'a Persons,
    pub(crate) attributions: &'a Attributions,
    pub(crate) units: &'a Units,
}

impl Person {
    /// How many others a customer's records may be of.
    fn open(&self, customers: Standings) -> u64 {
        let open = |reasons: u64| (customers.is_open)(reasons) && !(customers.is_exact)(reasons);
        self.customers.iter().filter(|(_, reasons)| self.exact && open(*reasons)).count() as u64
    }

    /// Customers come in their order, all reasons of one together.
    fn meets(&mut self, customer: u64, reasons: u64, rank: fn(u64) -> u8) {
        match self.customers.last_mut().filter(|(last, _)| *last == customer) {
            Some((_, known)) => *known |= reasons,
            None => {
                self.keep_best(rank);
                self.customers.push((customer, reasons));
            }
        }
    }

    /// Among as many as are kept apart, no customer who is met by less stands in the place of a better one.
    fn keep_best(&mut self, rank: fn(u64) -> u8) {
        if self.customers.len() > CUSTOMERS {
            let ranks =
                self.customers.iter().enumerate().map(|(place, (_, reasons))| (rank(*reasons), place));
            let worst = ranks.min_by_key(|(rank, place)| (*rank, std::cmp::Reverse(*place)));
            self.customers.remove(worst.map_or(0, |(_, place)| place));
        }
    }
}

impl People {
    fn at_most(&mut self, person: &Person) {
        self.persons.hi += 1;
        self.combinations.entry(person.classes).or_default().hi += 1;
        self.exact += u64::from(person.exact);
        self.near += u64::from(!person.exact && !person.customers.is_empty());
    }

    /// One who is there certainly, with values of these classes, and of exactly `all` if that is known.
    fn at_least(&mut self, classes: u16, all: Option<u16>) {
        self.persons.lo += 1;
        for (place, count) in self.by_class.iter_mut().enumerate() {
            *count += u64::from(classes >> place & 1);
        }
        if let Some(all) = all {
            self.combinations.entry(all).or_default().lo += 1;
        }
    }

    /// `[unit, classes]`: each unit is one at least, with what any of its persons has.
    fn add_units(&mut self, in_units: &Sorted<2>) -> Result<(), Error> {
        let mut tuples = in_units.iter()?;
        let mut next = tuples.next()?;
        while let Some([unit, first]) = next {
            let (mut classes, mut same) = (0, true);
            while let Some([_, here]) = next.filter(|[at, _]| *at == unit) {
                classes |= here as u16;
                same &= here == first;
                next = tuples.next()?;
            }
            self.at_least(classes, same.then_some(classes));
        }
        Ok(())
    }
}

/// `[record of a person, record, what is exposed]` of the records that belong to a person by a key; counts the others.
fn attributed(
    records: &Log<4>,
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
    while let Some([_, _, packed, _]) = reader.next()? {
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
    records: &Log<4>,
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
    while let Some([_, _, packed, _]) = reader.next()? {
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
