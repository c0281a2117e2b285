//! Records become persons: which values merge which records, which records stand alone, which belong to another.

mod again;
mod attribution;
mod bare_phones;
mod components;
mod groups;
mod namesakes;
mod people;
mod same_customer;

pub(crate) use again::{Read, Units, again};
pub(crate) use attribution::{Attributions, NOWHERE, Standing, attribute};
pub(crate) use bare_phones::doubt_bare_phones;
pub(crate) use groups::{Groups, read_groups};
pub(crate) use namesakes::doubt_namesakes;
pub(crate) use people::{Belonging, Follow, People, Person, Standings, count};
pub(crate) use same_customer::doubt_same_customer;

pub(crate) use components::components;

use std::collections::BTreeMap;

use crate::Error;
use crate::mark::Mark;
use crate::spill::{Log, Sorted, Sorter, Space};

/// More names than this on one value, and it merges nobody: a hotline, a shared mailbox, a default entry.
pub(crate) const MANY_NAMES: usize = 3;

/// To which person each merged record belongs, and of which records it is not certain that they are a person of
/// their own.
pub(crate) struct Persons {
    /// `[record, person]`; a person is called by its first record. Records alone with themselves are left out.
    pub(crate) labels: Sorted<2>,
    /// `[record]`, possibly more than once.
    pub(crate) uncertain: Sorted<1>,
}

/// Merges records along the edges of their groups, and parts again what only a nameless record joined: those who are parted so are
/// added to `parted`.
pub(crate) fn merge(
    edges: Sorter<2>,
    uncertain: Sorter<1>,
    parted: &mut Sorter<2>,
    records: &Log<4>,
    space: &Space,
) -> Result<Persons, Error> {
    let joined = components(edges, space)?;
    let named = with_names(&joined, records, space)?;
    let conflicts = conflicting(&named, space)?;
    relabel(&named, &conflicts, uncertain, parted, space)
}

/// `[component, name, mark, record]` of every record in a component; names and marks inverted, so that records which have
/// one come before those that have none.
fn with_names(joined: &Sorted<2>, records: &Log<4>, space: &Space) -> Result<Sorted<4>, Error> {
    let mut named = Sorter::new(&space.share(4));
    let (mut labels, mut reader) = (joined.iter()?, records.iter());
    let (mut label, mut number) = (labels.next()?, 0);
    while let Some([record, component]) = label {
        let Some([name, mark, ..]) = reader.next()? else { break };
        if record == number {
            named.push([component, !name, !mark, record])?;
            label = labels.next()?;
        }
        number += 1;
    }
    named.sorted()
}

/// The components in which names, dates of birth or identity numbers conflict, in ascending order.
fn conflicting(named: &Sorted<4>, space: &Space) -> Result<Log<1>, Error> {
    let mut conflicts = Log::new(&space.share(8));
    let mut tuples = named.iter()?;
    let mut current: Option<(u64, u64, Mark, bool)> = None;
    while let Some([component, name, mark, _]) = tuples.next()? {
        let (name, mark) = (!name, Mark::of_word(!mark));
        let (first_name, first, was) = match current {
            Some((at, name, mark, was)) if at == component => (name, mark, was),
            _ => (0, Mark::default(), false),
        };
        let now = first_name != 0 && name != 0 && first_name != name || first.conflicts(mark);
        if now && !was {
            conflicts.push([component])?;
        }
        let keep = if first_name == 0 { name } else { first_name };
        current = Some((component, keep, first.or(mark), was || now));
    }
    Ok(conflicts)
}

/// In a component without conflict everybody is one person. In one with a conflict, records of one name (and no
/// two dates of birth, and no two identity numbers) are; a record that could be either's is uncertain. This depends on no order.
fn relabel(
    named: &Sorted<4>,
    conflicts: &Log<1>,
    mut uncertain: Sorter<1>,
    parted: &mut Sorter<2>,
    space: &Space,
) -> Result<Persons, Error> {
    let mut labels = Sorter::new(&space.share(4));
    let (mut tuples, mut reader) = (named.iter()?, conflicts.iter());
    let mut conflict = reader.next()?;
    let mut parting = Parting::default();
    while let Some([component, name, mark, record]) = tuples.next()? {
        while conflict.is_some_and(|[at]| at < component) {
            conflict = reader.next()?;
        }
        if conflict != Some([component]) {
            labels.push([record, component])?;
            continue;
        }
        // Numbers of records are small, and hashes are not.
        parted.push([record, component])?;
        if let Some(first) = parting.person(component, !name, Mark::of_word(!mark), record) {
            labels.push([record, first])?;
        } else {
            uncertain.push([record])?;
            labels.push([record, record])?;
        }
    }
    Ok(Persons { labels: labels.sorted()?, uncertain: uncertain.sorted()? })
}

/// Parts the records of a component in conflict, which come in descending order of names, dates of birth and numbers.
#[derive(Debug, Default)]
struct Parting {
    component: u64,
    name: u64,
    mark: Mark,
    /// The first record of the person at hand; `None` before the first person.
    first: Option<u64>,
    /// Dates of birth under the name, and numbers under the date.
    births: u64,
    numbers: u64,
    /// Whose the identity numbers under names are; `None` for one under several.
    owners: BTreeMap<u32, Option<u64>>,
    /// A record with a name has no number: another number may be its.
    unnumbered: bool,
}

/// How many identity numbers of one component are told apart where names are absent.
const NUMBERS: usize = 1 << 12;

impl Parting {
    /// The first record of the person a record is of; `None` if it may be that of several.
    fn person(&mut self, component: u64, name: u64, mark: Mark, record: u64) -> Option<u64> {
        if self.first.is_none() || self.component != component {
            *self = Parting { component, name: u64::MAX, ..Parting::default() };
        }
        if name == 0 && self.first.is_some() && self.name != 0 {
            return self.of_number(mark.only_number(), record);
        }
        let first = self.under_name(name, mark, record);
        if name != 0 && mark.only_number() == 0 {
            self.unnumbered = true;
        } else if name != 0 && self.owners.len() < NUMBERS {
            let owner = self.owners.entry(mark.only_number()).or_insert(first);
            *owner = owner.filter(|owner| first == Some(*owner));
        }
        first
    }

    fn under_name(&mut self, name: u64, mark: Mark, record: u64) -> Option<u64> {
        let (birth, number) = (mark.birth(), mark.only_number());
        if self.first.is_none() || name != self.name {
            (self.name, self.births, self.numbers) = (name, 1, 1);
        } else if birth == self.mark.birth() && number == self.mark.only_number() {
            return self.first;
        } else if birth == self.mark.birth() && number != 0 {
            self.numbers += 1;
        } else if birth != self.mark.birth() && birth != 0 {
            (self.births, self.numbers) = (self.births + 1, 1);
        } else {
            let one = self.numbers == 1 && (birth != 0 || self.births == 1);
            return self.first.filter(|_| one);
        }
        self.mark = mark;
        self.first = Some(record);
        self.first
    }

    /// Without a name among names: a number tells who it is, and another number that it is somebody else, if all with a name
    /// have one.
    fn of_number(&mut self, number: u32, record: u64) -> Option<u64> {
        match self.owners.get(&number) {
            Some(owner) => *owner,
            None if number == 0 || self.unnumbered || self.owners.len() >= NUMBERS => None,
            None => *self.owners.entry(number).or_insert(Some(record)),
        }
    }
}
