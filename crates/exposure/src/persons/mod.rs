//! Records become persons: which values merge which records, which records stand alone, which belong to another.

mod attribution;
mod components;
mod groups;
mod people;

pub(crate) use attribution::{Attributions, NOWHERE, Standing, attribute};
pub(crate) use groups::{Groups, read_groups};
pub(crate) use people::{People, Person, count};

use components::components;

use crate::Error;
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

/// Merges records along the edges of their groups, and parts again what only a nameless record joined.
pub(crate) fn merge(
    edges: Sorter<2>,
    uncertain: Sorter<1>,
    records: &Log<3>,
    space: &Space,
) -> Result<Persons, Error> {
    let joined = components(edges, space)?;
    let named = with_names(&joined, records, space)?;
    let conflicts = conflicting(&named, space)?;
    relabel(&named, &conflicts, uncertain, space)
}

/// `[component, name, birth, record]` of every record in a component.
fn with_names(joined: &Sorted<2>, records: &Log<3>, space: &Space) -> Result<Sorted<4>, Error> {
    let mut named = Sorter::new(&space.share(4));
    let (mut labels, mut reader) = (joined.iter()?, records.iter());
    let (mut label, mut number) = (labels.next()?, 0);
    while let Some([record, component]) = label {
        let Some([name, birth, _]) = reader.next()? else { break };
        if record == number {
            named.push([component, name, birth, record])?;
            label = labels.next()?;
        }
        number += 1;
    }
    named.sorted()
}

/// The components in which names or dates of birth conflict, in ascending order.
fn conflicting(named: &Sorted<4>, space: &Space) -> Result<Log<1>, Error> {
    let mut conflicts = Log::new(&space.share(8));
    let mut tuples = named.iter()?;
    let mut current: Option<(u64, u64, u64, bool)> = None;
    while let Some([component, name, birth, _]) = tuples.next()? {
        let (same, first_name, first_birth, was) = match current {
            Some((at, first_name, first_birth, was)) if at == component => {
                (true, first_name, first_birth, was)
            }
            _ => (false, 0, 0, false),
        };
        let differs = |first: u64, here: u64| first != 0 && here != 0 && first != here;
        let now = same && (differs(first_name, name) || differs(first_birth, birth));
        if now && !was {
            conflicts.push([component])?;
        }
        let keep = |first: u64, here: u64| if first == 0 { here } else { first };
        current = Some((component, keep(first_name, name), keep(first_birth, birth), was || now));
    }
    Ok(conflicts)
}

/// In a component without conflict everybody is one person. In one with a conflict, records of one name (and no
/// two dates of birth) are; a record that could be either's is uncertain. This depends on no order.
fn relabel(
    named: &Sorted<4>,
    conflicts: &Log<1>,
    mut uncertain: Sorter<1>,
    space: &Space,
) -> Result<Persons, Error> {
    let mut labels = Sorter::new(&space.share(4));
    let (mut tuples, mut reader) = (named.iter()?, conflicts.iter());
    let mut conflict = reader.next()?;
    let mut run: Option<[u64; 3]> = None;
    let mut first = 0;
    let births = births_of_names(named, conflicts, space)?;
    let mut several = births.iter();
    let mut split = several.next()?;
    while let Some([component, name, birth, record]) = tuples.next()? {
        while conflict.is_some_and(|[at]| at < component) {
            conflict = reader.next()?;
        }
        if conflict != Some([component]) {
            labels.push([record, component])?;
            continue;
        }
        while split.is_some_and(|at| at < [component, name]) {
            split = several.next()?;
        }
        let by_birth = split == Some([component, name]);
        if name == 0 || by_birth && birth == 0 {
            uncertain.push([record])?;
            labels.push([record, record])?;
            continue;
        }
        let here = [component, name, if by_birth { birth } else { 0 }];
        if run != Some(here) {
            run = Some(here);
            first = record;
        }
        labels.push([record, first])?;
    }
    Ok(Persons { labels: labels.sorted()?, uncertain: uncertain.sorted()? })
}

/// `[component, name]` of names under which a conflicting component has two dates of birth, ascending.
fn births_of_names(named: &Sorted<4>, conflicts: &Log<1>, space: &Space) -> Result<Log<2>, Error> {
    let mut found = Log::new(&space.share(8));
    let (mut tuples, mut reader) = (named.iter()?, conflicts.iter());
    let mut conflict = reader.next()?;
    let mut last: Option<([u64; 2], u64, bool)> = None;
    while let Some([component, name, birth, _]) = tuples.next()? {
        while conflict.is_some_and(|[at]| at < component) {
            conflict = reader.next()?;
        }
        if conflict != Some([component]) || birth == 0 {
            continue;
        }
        let here = [component, name];
        last = match last {
            Some((at, first, told)) if at == here => {
                if first != birth && !told {
                    found.push(here)?;
                }
                Some((at, first, told || first != birth))
            }
            _ => Some((here, birth, false)),
        };
    }
    Ok(found)
}
