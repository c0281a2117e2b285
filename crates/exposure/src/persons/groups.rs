use crate::Error;
use crate::distinct::Distinct;
use crate::identifier::Kind;
use crate::spill::{Sorted, Sorter, Space};
use crate::tuple::Meta;

use super::MANY_NAMES;

/// A value that stands under the names of many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Shared {
    pub(crate) kind: Kind,
    pub(crate) names: u64,
    pub(crate) records: u64,
}

/// How many shared values are named one by one.
const NAMED: usize = 100;
/// A group of more records than this is read a second time instead of being held.
const HOLD: usize = 1 << 14;

/// What the values of all records say together.
pub(crate) struct Groups {
    /// Occurrences and distinct values by kind.
    pub(crate) values: [u64; Kind::COUNT],
    pub(crate) distinct: [u64; Kind::COUNT],
    /// People only referred to, by identifiers that no record owns under their name: at most so many.
    pub(crate) referred: u64,
    /// Values under two or three names.
    pub(crate) conflicts: u64,
    /// Values under more.
    pub(crate) shared: u64,
    pub(crate) largest: Vec<Shared>,
    /// Both directions of every pair that merges.
    pub(crate) edges: Sorter<2>,
    /// Records that may be somebody else's.
    pub(crate) uncertain: Sorter<1>,
}

/// What a value does with the records that hold it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// Names and dates of birth agree, or are absent: one person.
    One,
    /// Two or three names, or two dates of birth: each name is one person, and each date under a name that has several.
    Parted {
        /// There is one name at most: dates part whatever there is.
        one_name: bool,
        /// Names under which two dates of birth stand; 0 fills the rest.
        split: [u64; MANY_NAMES],
    },
    /// It merges nobody.
    Shared,
}

/// The distinct names and dates of birth of a group, as far as they matter.
#[derive(Debug, Default)]
struct Tally {
    names: u64,
    births: Vec<u64>,
    last_name: u64,
    /// The date of birth last seen under the name last seen.
    name_birth: u64,
    /// Names with two dates of birth, and how many; more than these make the value a shared one.
    split: [u64; MANY_NAMES],
    splits: usize,
    own: u64,
    all: u64,
    /// The name at hand, and whether its owner or only records that refer to it were seen.
    run: [u64; 3],
    /// Names under which records refer to the value that no record owns, and whether one refers without a name.
    referred: u64,
    nameless: bool,
}

impl Tally {
    /// Tuples come in the order of names, then dates.
    fn add(&mut self, [_, name, birth, _]: [u64; 4], meta: Meta) {
        self.all += 1;
        if name != self.run[0] {
            self.end_run();
            self.run[0] = name;
        }
        self.run[1] |= u64::from(meta.own);
        self.run[2] |= u64::from(meta.refers);
        if !meta.own {
            return;
        }
        self.own += 1;
        if name != self.last_name {
            self.last_name = name;
            self.names += u64::from(name != 0);
            self.name_birth = 0;
        }
        if birth == 0 {
            return;
        }
        if self.name_birth != 0 && self.name_birth != birth {
            self.split(name);
        }
        self.name_birth = birth;
        if self.births.len() < 2 && !self.births.contains(&birth) {
            self.births.push(birth);
        }
    }

    fn end_run(&mut self) {
        let [name, owned, referred] = std::mem::take(&mut self.run);
        if referred != 0 && owned == 0 {
            self.referred += u64::from(name != 0);
            self.nameless |= name == 0;
        }
    }

    /// How many people at most are only referred to by this value.
    fn only_referred(&self) -> u64 {
        // Without a name it may be anybody's who has the value; if nobody has it, it is one.
        if self.own == 0 { self.referred.max(u64::from(self.nameless)) } else { self.referred }
    }

    fn split(&mut self, name: u64) {
        let is_known = name == 0 || self.split.contains(&name);
        if let Some(place) = self.split.get_mut(self.splits).filter(|_| !is_known) {
            *place = name;
            self.splits += 1;
        }
    }

    fn verdict(&self) -> Verdict {
        if self.names > MANY_NAMES as u64 {
            Verdict::Shared
        } else if self.names <= 1 && self.births.len() <= 1 {
            Verdict::One
        } else {
            Verdict::Parted { one_name: self.names <= 1, split: self.split }
        }
    }
}

impl Groups {
    fn new(space: &Space) -> Groups {
        Groups {
            values: [0; Kind::COUNT],
            distinct: [0; Kind::COUNT],
            referred: 0,
            conflicts: 0,
            shared: 0,
            largest: Vec::new(),
            edges: Sorter::new(&space.share(4)),
            uncertain: Sorter::new(&space.share(16)),
        }
    }

    /// Counts a group and says what it does; `None` for values that point at nobody.
    fn judge(&mut self, kind: Kind, tally: &Tally) -> Option<Verdict> {
        self.values[kind.index()] += tally.all;
        self.distinct[kind.index()] += 1;
        if !kind.is_identifier() {
            return None;
        }
        self.referred += tally.only_referred();
        if tally.own == 0 {
            return None;
        }
        let verdict = tally.verdict();
        match verdict {
            Verdict::One => {}
            Verdict::Parted { .. } => self.conflicts += 1,
            Verdict::Shared => {
                self.shared += 1;
                self.largest.push(Shared { kind, names: tally.names, records: tally.own });
                if self.largest.len() >= 4 * NAMED {
                    self.trim();
                }
            }
        }
        Some(verdict)
    }

    /// Adds the counts of values that are no identifiers, by the place of their kind.
    pub(crate) fn add_plain(&mut self, plain: Vec<Distinct>) -> Result<(), Error> {
        for (index, distinct) in plain.into_iter().enumerate().take(Kind::COUNT) {
            let (values, different) = distinct.count()?;
            self.values[index] += values;
            self.distinct[index] += different;
        }
        Ok(())
    }

    fn trim(&mut self) {
        self.largest.sort_by_key(|shared| (std::cmp::Reverse((shared.names, shared.records)), shared.kind));
        self.largest.truncate(NAMED);
    }

    fn edge(&mut self, one: u64, other: u64) -> Result<(), Error> {
        if one == other {
            return Ok(());
        }
        self.edges.push([one, other])?;
        self.edges.push([other, one])
    }

    /// Applies a verdict to one tuple; `run` remembers who came before it in the group.
    fn join(
        &mut self,
        verdict: Verdict,
        run: &mut Option<[u64; 3]>,
        tuple: [u64; 4],
        record: u64,
    ) -> Result<(), Error> {
        let [_, name, birth, _] = tuple;
        let here = match verdict {
            Verdict::One => [0, 0],
            Verdict::Shared => {
                return if name == 0 { self.uncertain.push([record]) } else { Ok(()) };
            }
            Verdict::Parted { one_name, split } => {
                // Only a record that could be either's is uncertain: without a name among several, or without a date under a
                // name that has two.
                let by_birth = one_name || name != 0 && split.contains(&name);
                if by_birth && birth == 0 || !one_name && name == 0 {
                    return self.uncertain.push([record]);
                }
                [name, if by_birth { birth } else { 0 }]
            }
        };
        match *run {
            Some([name, birth, first]) if [name, birth] == here => self.edge(first, record),
            _ => {
                *run = Some([here[0], here[1], record]);
                Ok(())
            }
        }
    }
}

/// Reads all values, group by group.
pub(crate) fn read_groups(values: &Sorted<4>, space: &Space) -> Result<Groups, Error> {
    let mut groups = Groups::new(space);
    let mut large: Vec<(u64, Verdict)> = Vec::new();
    let mut tuples = values.iter()?;
    let mut next = tuples.next()?;
    let mut held: Vec<[u64; 4]> = Vec::new();
    while let Some(first) = next {
        let Some(Meta { kind, .. }) = Meta::unpacked(first[3]) else { break };
        let (mut tally, mut whole) = (Tally::default(), true);
        held.clear();
        while let Some(tuple) = next.filter(|tuple| tuple[0] == first[0]) {
            if let Some(meta) = Meta::unpacked(tuple[3]) {
                tally.add(tuple, meta);
            }
            whole &= held.len() < HOLD;
            if whole {
                held.push(tuple);
            }
            next = tuples.next()?;
        }
        tally.end_run();
        if let Some(verdict) = groups.judge(kind, &tally) {
            if whole {
                apply(&mut groups, verdict, &held)?;
            } else {
                large.push((first[0], verdict));
            }
        }
    }
    apply_large(&mut groups, values, &large)?;
    groups.trim();
    Ok(groups)
}

fn apply(groups: &mut Groups, verdict: Verdict, held: &[[u64; 4]]) -> Result<(), Error> {
    let mut run = None;
    for tuple in held {
        if let Some(meta) = Meta::unpacked(tuple[3]).filter(|meta| meta.own) {
            groups.join(verdict, &mut run, *tuple, meta.record)?;
        }
    }
    Ok(())
}

fn apply_large(groups: &mut Groups, values: &Sorted<4>, large: &[(u64, Verdict)]) -> Result<(), Error> {
    let mut waiting = large.iter().peekable();
    if waiting.peek().is_none() {
        return Ok(());
    }
    let mut tuples = values.iter()?;
    let mut run = None;
    while let Some(tuple) = tuples.next()? {
        while waiting.next_if(|(hash, _)| *hash < tuple[0]).is_some() {
            run = None;
        }
        let Some((hash, verdict)) = waiting.peek() else { return Ok(()) };
        if *hash == tuple[0]
            && let Some(meta) = Meta::unpacked(tuple[3]).filter(|meta| meta.own)
        {
            groups.join(*verdict, &mut run, tuple, meta.record)?;
        }
    }
    Ok(())
}
