//! People whom names or dates of birth part although they may be one human: one name is another writing of the other, one date another
//! reading. Each counts in the upper bound, those of them that do not contradict each other once in the lower.

use crate::Error;
use crate::alike;
use crate::mark::Mark;
use crate::spill::{Sorted, Sorter, Space};
use crate::writing::Writing;

use super::again::{Read, Sightings};
use super::people::Follow;

/// So many different people under one value are held against each other.
const HELD: usize = 1 << 9;

/// Who stands under a name, or none, with a date of birth and a number of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Who {
    pub(super) name: u64,
    pub(super) writing: Writing,
    pub(super) mark: Mark,
}

impl Who {
    /// Whether these are two humans, as far as names, dates and numbers tell.
    pub(super) fn is_another_than(&self, other: &Who) -> bool {
        self.mark.are_two(other.mark) || self.has_another_name_than(other)
    }

    fn has_another_name_than(&self, other: &Who) -> bool {
        let differ = self.name != 0 && other.name != 0 && self.name != other.name;
        let in_one_form = || {
            alike::shared(self.name) == alike::shared(other.name)
                && self.writing.has_the_words_of(other.writing)
        };
        differ
            && !alike::may_be_one_name(self.name, other.name)
            && !self.writing.may_be_one(other.writing)
            && !in_one_form()
    }

    /// Whether names or dates part them, and they may be one human all the same.
    fn may_be(&self, other: &Who) -> bool {
        let differ = |one: u64, other: u64| one != 0 && other != 0 && one != other;
        let parted = differ(self.name, other.name) || differ(self.mark.birth(), other.mark.birth());
        parted && !self.is_another_than(other)
    }
}

/// `[record, key]` of records that names or dates part under one key become `[key, name, writing, mark, record]`.
fn gathered(parted: Sorter<2>, read: Read<'_>, space: &Space) -> Result<Sorted<5>, Error> {
    let parted = parted.sorted()?;
    let mut found = Sorter::new(&space.share(4));
    let mut parted = Follow::new(&parted)?;
    let (mut records, mut writings, mut number) = (read.records.iter(), read.writings.iter(), 0);
    while let (Some([name, mark, ..]), Some([writing])) = (records.next()?, writings.next()?) {
        while let Some([_, key]) = parted.of(number)? {
            found.push([key, name, writing, mark, number])?;
        }
        number += 1;
    }
    found.sorted()
}

impl Who {
    pub(super) fn of_words(name: u64, mark: u64, writing: u64) -> Who {
        Who { name, writing: Writing::of_word(writing), mark: Mark::of_word(mark) }
    }

    fn of([_, name, writing, mark, _]: [u64; 5]) -> Who {
        Who::of_words(name, mark, writing)
    }
}

/// Which of them may be one with another, and with whom: the place of the first of those, or `None`.
fn sets(people: &[Who]) -> Vec<Option<usize>> {
    let mut first: Vec<usize> = (0..people.len()).collect();
    fn root(first: &[usize], mut place: usize) -> usize {
        while first[place] != place {
            place = first[place];
        }
        place
    }
    let mut met = vec![false; people.len()];
    for (place, who) in people.iter().enumerate() {
        for before in (0..place).filter(|before| who.may_be(&people[*before])) {
            let (one, other) = (root(&first, place), root(&first, before));
            first[one.max(other)] = one.min(other);
            (met[place], met[before]) = (true, true);
        }
    }
    (0..people.len()).map(|place| met[place].then(|| root(&first, place))).collect()
}

/// Tells of those who are parted under one key and may be one that they may be.
pub(crate) fn doubt_namesakes(
    parted: Sorter<2>,
    read: Read<'_>,
    again: &mut Sightings,
    space: &Space,
) -> Result<(), Error> {
    let found = gathered(parted, read, space)?;
    let (mut tuples, mut behind) = (found.iter()?, found.iter()?);
    let mut next = tuples.next()?;
    let mut people: Vec<Who> = Vec::new();
    while let Some([key, ..]) = next {
        let mut size = 0u64;
        people.clear();
        while let Some(tuple) = next.filter(|[at, ..]| *at == key) {
            let who = Who::of(tuple);
            if people.last() != Some(&who) && people.len() < HELD {
                people.push(who);
            }
            size += 1;
            next = tuples.next()?;
        }
        let sets = sets(&people);
        let mut place = 0;
        for _ in 0..size {
            let Some(tuple) = behind.next()? else { break };
            let who = Who::of(tuple);
            place += people[place..].iter().position(|other| *other == who).unwrap_or(people.len() - place);
            match sets.get(place) {
                Some(Some(first)) => again.doubted(tuple[4], *first as u64, key)?,
                Some(None) => {}
                None => place = people.len(),
            }
        }
    }
    Ok(())
}
