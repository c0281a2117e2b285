use std::collections::BTreeMap;

use crate::Error;
use crate::alike;
use crate::distinct::Distinct;
use crate::identifier::Kind;
use crate::mark::{Mark, is_given_once, kind_of, most_of_one};
use crate::spill::{Sorted, Sorter, Space};
use crate::tuple::Meta;

use super::MANY_NAMES;
use super::again::Sightings;

/// A value that stands under the names of many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Shared {
    pub(crate) kind: Kind,
    pub(crate) names: u64,
    pub(crate) records: u64,
}

/// How many shared values are named one by one.
const NAMED: usize = 100;
/// Of more names than this not every one is held against every other.
const ALL_HELD: u64 = 1 << 8;
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
    /// Records that a value which merges nobody may make one all the same.
    pub(crate) again: Sightings,
    /// Whether two telephone numbers end alike.
    pub(crate) ends_alike: bool,
    /// `[record, key]` of records that names or dates of birth part under one key.
    pub(crate) parted: Sorter<2>,
}

/// What a value does with the records that hold it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// Names and dates of birth agree, or are absent: one person.
    One,
    /// One name or none, and more numbers of one kind than a person has: one person or as many as there are numbers.
    Loose,
    /// Two or three names, or two dates of birth: each name is one person, and each date under a name that has several.
    Parted {
        /// There is one name at most: dates part whatever there is.
        one_name: bool,
        /// Names under which two dates of birth stand; 0 fills the rest.
        split: [u64; MANY_NAMES],
        /// All with a name have an identity number: another number without a name is somebody else.
        numbered: bool,
    },
    /// It merges nobody.
    Shared {
        /// As above.
        numbered: bool,
    },
}

/// What a value does with the records that hold it, and what those do of which nobody can say whether it is their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ruling {
    /// `None` where no record owns it.
    verdict: Option<Verdict>,
    /// Set where it may be somebody else's in some record: whether any record that holds it has a name.
    doubted: Option<bool>,
    /// Under names or dates of birth that part those who hold it: by what those of them are held against each other who may be one.
    parted: Parted,
}

/// Whether names or dates of birth part those who hold a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parted {
    No,
    /// Every one is held against every other.
    Few,
    /// Too many for that: only those whose names are the same at their barest.
    Many,
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
    /// Identity numbers, as many as matter.
    numbers: Vec<u32>,
    /// Numbers of other kinds, as many of each kind as matter: of kinds of which a state gives one, wherever they stand; of the
    /// rest, beside records without a name.
    others: Vec<u32>,
    /// Different numbers under the name at hand, the most under one name, and the last mark.
    told_apart: u64,
    most_apart: u64,
    last_mark: Mark,
    /// Records with a name and without an identity number.
    unnumbered: u64,
    own: u64,
    /// Records whose own it may be.
    perhaps: u64,
    all: u64,
    /// Whether a record that owns it, or may, has a name.
    any_name: bool,
    /// The name at hand, and whether its owner or only records that refer to it were seen.
    run: [u64; 3],
    /// Names under which records refer to the value that no record owns, and whether one refers without a name.
    referred: u64,
    nameless: bool,
}

impl Tally {
    /// Tuples come in the order of names, then dates.
    fn add(&mut self, [_, name, mark, _]: [u64; 4], meta: Meta) {
        if meta.silent {
            return;
        }
        self.all += 1;
        self.any_name |= name != 0 && (meta.own || meta.perhaps);
        if meta.perhaps {
            // Of another it would be under another name.
            self.perhaps += 1;
            self.nameless = true;
            return;
        }
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
        let mark = Mark::of_word(mark);
        let birth = mark.birth();
        self.number(name, mark);
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

    fn number(&mut self, name: u64, mark: Mark) {
        let (number, only) = (mark.number(), mark.only_number());
        self.unnumbered += u64::from(name != 0 && only == 0);
        if name != self.last_name {
            (self.told_apart, self.last_mark) = (0, Mark::default());
        }
        self.told_apart += u64::from(number != 0 && mark != self.last_mark);
        self.most_apart = self.most_apart.max(self.told_apart);
        self.last_mark = mark;
        if only != 0 {
            if self.numbers.len() <= MANY_NAMES && !self.numbers.contains(&only) {
                self.numbers.push(only);
            }
        } else if number != 0
            && (name == 0 || is_only_one(number))
            && self.others_of(number) <= MANY_NAMES as u64
        {
            let known = self.others.contains(&number);
            self.others.extend((!known).then_some(number));
        }
    }

    /// How many numbers of the kind of this one matter.
    fn others_of(&self, number: u32) -> u64 {
        let kind = kind_of(number);
        self.others.iter().filter(|other| kind_of(**other) == kind).count() as u64
    }

    /// Whether numbers of one kind are more than a person has. Under one name only those count of which a state gives one: a
    /// person may have a second passport, and two people one name and one telephone.
    fn is_loose(&self) -> bool {
        let too_many = |number: &u32| {
            kind_of(*number)
                .is_some_and(|kind| self.others_of(*number) > most_of_one(kind, MANY_NAMES as u64))
        };
        let counts = |number: &&u32| self.names == 0 || is_only_one(**number);
        self.others.iter().filter(counts).any(too_many)
    }

    fn parted(&self) -> Parted {
        match self.names {
            ..=1 if self.births.len() <= 1 => Parted::No,
            ..=ALL_HELD => Parted::Few,
            _ => Parted::Many,
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

    fn verdict(&self, kind: Kind) -> Verdict {
        // Records with the number itself have no other one.
        let (many, numbered) = (MANY_NAMES as u64, self.unnumbered == 0 && kind != Kind::CnId);
        if self.names > many || self.names <= 1 && self.numbers.len() as u64 > many {
            Verdict::Shared { numbered }
        } else if self.names <= 1 && self.births.len() <= 1 && self.is_loose() {
            Verdict::Loose
        } else if self.names <= 1 && self.births.len() <= 1 {
            Verdict::One
        } else {
            Verdict::Parted { one_name: self.names <= 1, split: self.split, numbered }
        }
    }

    /// Different people the value stands for, by names or else by numbers.
    fn people(&self) -> u64 {
        if self.names > MANY_NAMES as u64 { self.names } else { self.names.max(self.most_apart) }
    }
}

/// Of a kind of which a state gives a person one.
fn is_only_one(number: u32) -> bool {
    kind_of(number).is_some_and(is_given_once)
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
            again: Sightings::new(space),
            ends_alike: false,
            parted: Sorter::new(&space.share(16)),
        }
    }

    /// Counts a group and says what it does; `None` for values that point at nobody.
    fn judge(&mut self, kind: Kind, tally: &Tally) -> Option<Ruling> {
        self.values[kind.index()] += tally.all;
        self.distinct[kind.index()] += u64::from(tally.all > 0);
        if !kind.is_identifier() {
            return None;
        }
        self.referred += tally.only_referred();
        let verdict = (tally.own > 0).then(|| self.own_verdict(kind, tally));
        let doubted = (tally.perhaps > 0).then_some(tally.any_name);
        let parted = tally.parted();
        (verdict.is_some() || doubted.is_some()).then_some(Ruling { verdict, doubted, parted })
    }

    fn own_verdict(&mut self, kind: Kind, tally: &Tally) -> Verdict {
        let verdict = tally.verdict(kind);
        match verdict {
            Verdict::One => self.conflicts += u64::from(tally.numbers.len() > 1),
            Verdict::Loose if tally.people() <= MANY_NAMES as u64 => self.conflicts += 1,
            Verdict::Parted { .. } => self.conflicts += 1,
            Verdict::Loose | Verdict::Shared { .. } => {
                self.shared += 1;
                self.largest.push(Shared { kind, names: tally.people(), records: tally.own });
                if self.largest.len() >= 4 * NAMED {
                    self.trim();
                }
            }
        }
        verdict
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

    /// Applies a ruling to one tuple; `run` remembers who came before it in the group.
    fn apply(&mut self, ruling: Ruling, run: &mut Run, tuple: [u64; 4]) -> Result<(), Error> {
        let Some(meta) = Meta::unpacked(tuple[3]).filter(|meta| meta.own || meta.perhaps) else {
            return Ok(());
        };
        if let Some(verdict) = ruling.verdict.filter(|_| meta.own) {
            self.join(verdict, run, tuple, meta.record)?;
            match ruling.parted {
                Parted::No => {}
                Parted::Few => self.parted.push([meta.record, tuple[0]])?,
                Parted::Many => self.parted.push([meta.record, tuple[0] ^ alike::shared(tuple[1])])?,
            }
        }
        match ruling.doubted {
            // It may be any of those with a name.
            Some(true) if tuple[1] == 0 => self.uncertain.push([meta.record]),
            Some(_) => self.again.doubted(meta.record, tuple[1], tuple[0]),
            None => Ok(()),
        }
    }

    /// Applies a verdict to the tuple of a record whose own the value is.
    fn join(
        &mut self,
        verdict: Verdict,
        run: &mut Run,
        [value, name, mark, _]: [u64; 4],
        record: u64,
    ) -> Result<(), Error> {
        let mark = Mark::of_word(mark);
        let (birth, has_number) = (mark.birth(), mark.only_number() != 0);
        let here = match verdict {
            Verdict::One => [0, 0],
            Verdict::Loose => return self.again.loose(record, value),
            Verdict::Shared { numbered } => {
                return match name {
                    0 if numbered && has_number => Ok(()),
                    0 => self.uncertain.push([record]),
                    _ => self.again.shared(record, name, value),
                };
            }
            Verdict::Parted { one_name, split, numbered } => {
                if !one_name && name == 0 && numbered && has_number {
                    return Ok(());
                }
                // Only a record that could be either's is uncertain: without a name among several, or without a date under a
                // name that has two.
                let by_birth = one_name || name != 0 && split.contains(&name);
                if by_birth && birth == 0 || !one_name && name == 0 {
                    return self.uncertain.push([record]);
                }
                [if one_name { 0 } else { name }, if by_birth { birth } else { 0 }]
            }
        };
        let first = match verdict {
            Verdict::Parted { one_name: true, .. } => *run.births.entry(here[1]).or_insert(record),
            _ => run.first(here, record),
        };
        self.edge(first, record)
    }
}

/// Who came first in a group: of each name and date, which come together; of each date alone, where there is one name at most.
#[derive(Debug, Default)]
struct Run {
    last: Option<([u64; 2], u64)>,
    births: BTreeMap<u64, u64>,
}

impl Run {
    fn first(&mut self, here: [u64; 2], record: u64) -> u64 {
        match self.last {
            Some((last, first)) if last == here => first,
            _ => {
                self.last = Some((here, record));
                record
            }
        }
    }
}

/// Reads all values, group by group.
pub(crate) fn read_groups(values: &Sorted<4>, space: &Space) -> Result<Groups, Error> {
    let mut groups = Groups::new(space);
    let mut large: Vec<(u64, Ruling)> = Vec::new();
    let mut tuples = values.iter()?;
    let mut next = tuples.next()?;
    let mut held: Vec<[u64; 4]> = Vec::new();
    let mut end = None;
    while let Some(first) = next {
        let Some(Meta { kind, .. }) = Meta::unpacked(first[3]) else { break };
        let here = Some(alike::shared(first[0])).filter(|_| kind == Kind::Phone);
        groups.ends_alike |= here.is_some() && here == end;
        end = here.or(end);
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
        if let Some(ruling) = groups.judge(kind, &tally) {
            if whole {
                let mut run = Run::default();
                held.iter().try_for_each(|tuple| groups.apply(ruling, &mut run, *tuple))?;
            } else {
                large.push((first[0], ruling));
            }
        }
    }
    apply_large(&mut groups, values, &large)?;
    groups.trim();
    Ok(groups)
}

fn apply_large(groups: &mut Groups, values: &Sorted<4>, large: &[(u64, Ruling)]) -> Result<(), Error> {
    let mut waiting = large.iter().peekable();
    if waiting.peek().is_none() {
        return Ok(());
    }
    let mut tuples = values.iter()?;
    let mut run = Run::default();
    while let Some(tuple) = tuples.next()? {
        while waiting.next_if(|(hash, _)| *hash < tuple[0]).is_some() {
            run = Run::default();
        }
        let Some((hash, ruling)) = waiting.peek() else { return Ok(()) };
        if *hash == tuple[0] {
            groups.apply(*ruling, &mut run, tuple)?;
        }
    }
    Ok(())
}
