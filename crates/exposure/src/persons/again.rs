//! People who may be met again in records that nothing merges: under the same name with the same address or date of birth
//! and no identifier, on a value that many share, or beside somebody of that name of whom just that is not known. The upper
//! bound counts each record, the lower bound each of them once.

use crate::Error;
use crate::mark::Mark;
use crate::schema::TableId;
use crate::spill::{Log, Sorted, Sorter, Space};
use crate::tuple::Record;
use crate::writing::Writing;

use super::Persons;
use super::components::components;
use super::namesakes::Who;
use super::people::Follow;

/// `[record, key, by]`: who has one key may be one.
#[derive(Debug)]
pub(crate) struct Sightings {
    seen: Sorter<3>,
    any: bool,
    any_loose: bool,
}

/// By a value under names that are many: numbers of their own part them.
const BY_SHARED: u64 = 0;
/// By a value beside which numbers are many: their own do not part them, whatever else they have.
const BY_LOOSE: u64 = 1;
/// By what may be somebody else's: their own numbers do not part them by this key.
const BY_DOUBT: u64 = 2;

impl Sightings {
    pub(super) fn new(space: &Space) -> Sightings {
        Sightings { seen: Sorter::new(&space.share(16)), any: false, any_loose: false }
    }

    /// A record under a name, with a value that merges nobody.
    pub(super) fn shared(&mut self, record: u64, name: u64, value: u64) -> Result<(), Error> {
        self.any = true;
        self.seen.push([record, key(name, value), BY_SHARED])
    }

    /// A record without a name, with a value beside which more numbers stand than one person has.
    pub(super) fn loose(&mut self, record: u64, value: u64) -> Result<(), Error> {
        (self.any, self.any_loose) = (true, true);
        self.seen.push([record, key(0, value), BY_LOOSE])
    }

    /// A record under a name, or none, with a value of which nobody can say whether it is its own.
    pub(super) fn doubted(&mut self, record: u64, name: u64, value: u64) -> Result<(), Error> {
        (self.any, self.any_loose) = (true, true);
        self.seen.push([record, key(name, value), BY_DOUBT])
    }

    /// A record that a declared key says something of what another is of, or that other record.
    pub(super) fn pointing(&mut self, record: u64, target: u64) -> Result<(), Error> {
        // No value's key: numbers of records are small, and hashes are not.
        self.doubted(record, target + 1, 0)
    }

    /// A record of a person who is this customer of the register.
    pub(super) fn same_customer(&mut self, record: u64, customer: u64) -> Result<(), Error> {
        self.doubted(record, customer + 1, u64::MAX)
    }

    /// A record that a declared key says something of what others are of, of which nothing else is known.
    pub(super) fn pointing_at_nobody(&mut self, record: u64, table: TableId, key: u64) -> Result<(), Error> {
        self.doubted(record, u64::MAX - table as u64, key)
    }
}

/// Both are hashes under the key of the run; mixing keeps their order apart.
fn key(name: u64, value: u64) -> u64 {
    (name.rotate_left(23) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Persons of which several may be one.
pub(crate) struct Units {
    /// `[person, unit]`: the persons of one unit count once, the first of them; those of [`Units::NONE`] may be others that are
    /// counted.
    pub(crate) of: Sorted<2>,
    /// How many people at least there are beside those counted, of whom nothing more is known.
    pub(crate) more: u64,
}

impl Units {
    const NONE: u64 = u64::MAX;

    fn packed(unit: u64, first: bool) -> u64 {
        unit << 1 | u64::from(first)
    }

    /// The unit, and whether it is the first of it.
    pub(crate) fn unpacked(word: u64) -> Option<(u64, bool)> {
        (word != Units::NONE).then_some((word >> 1, word & 1 == 1))
    }
}

/// No identifier of its own that merges.
const ALONE: u64 = 0;
/// By its own numbers it would be somebody, but the value it shares makes that doubtful.
const LOOSE: u64 = 1;
/// An identifier tells who it is.
const TIED: u64 = 2;

/// What was read of every record, in their order.
#[derive(Clone, Copy)]
pub(crate) struct Read<'a> {
    /// `[name, mark, record, place]`.
    pub(crate) records: &'a Log<4>,
    /// What tells the other writings of its name.
    pub(crate) writings: &'a Log<1>,
}

impl<'a> Read<'a> {
    pub(crate) fn of(records: &'a Log<4>, writings: &'a Log<1>) -> Read<'a> {
        Read { records, writings }
    }
}

/// Finds who may be met again. `alone`: whether any record makes a person without an identifier.
pub(crate) fn again(
    sightings: Sightings,
    alone: bool,
    read: Read<'_>,
    persons: &Persons,
    space: &Space,
) -> Result<Units, Error> {
    if !alone && !sightings.any {
        return Ok(Units { of: Sorter::new(&space.share(64)).sorted()?, more: 0 });
    }
    let met = meetings(sightings, read, persons, space)?;
    let mut edges = edges(&met.meetings, space)?;
    edges_of_lacks(&met.lacks, &mut edges)?;
    let of_component = components(edges, space)?;
    let places = places(&met.places, &of_component, space)?;
    let nodes = in_components(&met.nodes, &of_component, space)?;
    units(&nodes, &places, space)
}

/// Everybody who may be met again.
struct Met {
    /// `[key, standing, person]`.
    meetings: Sorted<3>,
    /// `[key, 0 for one whom an identifier tells and 1 for another, person]` by name and what is not known of the former.
    lacks: Sorted<3>,
    /// `[person, name, mark, standing, writing]`.
    nodes: Sorted<5>,
    /// `[person, name and place, 0 for one whom an identifier tells and 1 for another of whom nothing else is known]`.
    places: Sorted<3>,
}

/// Somebody of whom an identifier tells, but no date of birth, no address, or neither, may be whoever of that name has them
/// and no identifier.
const LACKS: [u64; 3] = [2, 3, 4];

/// By which of [`LACKS`] a record with these is met: one whom an identifier tells by what it lacks, another by what it has.
fn lacks(is_tied: bool, birth: u64, place: u64) -> impl Iterator<Item = u64> {
    let (birth, place) = (birth != 0, place != 0);
    let met = if is_tied {
        [!birth, !place, !birth && !place]
    } else {
        [birth && !place, place && !birth, birth && place]
    };
    LACKS.into_iter().zip(met).filter(|(_, met)| *met).map(|(lack, _)| lack)
}

fn meetings(sightings: Sightings, read: Read<'_>, persons: &Persons, space: &Space) -> Result<Met, Error> {
    let any_loose = sightings.any_loose;
    let seen = sightings.seen.sorted()?;
    let (mut seen, mut labels) = (Follow::new(&seen)?, Follow::new(&persons.labels)?);
    let mut uncertain = Follow::new(&persons.uncertain)?;
    let (mut meetings, mut in_lack) = (Sorter::new(&space.share(4)), Sorter::new(&space.share(8)));
    let (mut nodes, mut places) = (Sorter::new(&space.share(4)), Sorter::new(&space.share(8)));
    let (mut reader, mut writings, mut number, mut keys) =
        (read.records.iter(), read.writings.iter(), 0, Vec::new());
    while let (Some([name, mark, packed, place]), Some([writing])) = (reader.next()?, writings.next()?) {
        let record = Record::unpacked(packed);
        let here = number;
        number += 1;
        if !record.person || uncertain.has(here)? {
            continue;
        }
        let label = labels.of(here)?.map(|[_, label]| label);
        let (mut loose, mut doubted) = (false, false);
        keys.clear();
        let person = label.unwrap_or(here);
        while let Some([_, key, by]) = seen.of(here)? {
            if by == BY_DOUBT {
                doubted = true;
                meetings.push([key, LOOSE, person])?;
                continue;
            }
            loose |= by == BY_LOOSE;
            keys.push(key);
        }
        let is_tied = usize::from(record.own) > keys.len() || record.own == u8::MAX || label.is_some();
        let standing = if loose {
            LOOSE
        } else if is_tied {
            TIED
        } else {
            ALONE
        };
        let own = Mark::of_word(mark);
        let known = if own.has_placeholder() { 0 } else { own.birth() };
        if name != 0 {
            keys.extend((own.birth() != 0).then(|| key(name, own.readings())));
            keys.extend((place != 0).then(|| key(name, place)));
        }
        keys.iter().try_for_each(|key| meetings.push([*key, standing, person]))?;
        let by_name = name != 0 && standing != LOOSE;
        if by_name {
            // Who has a date that may stand for none lacks it, and is met as one whom an identifier tells.
            let lacking = is_tied || own.has_placeholder();
            lacks(lacking, known, place)
                .try_for_each(|lack| in_lack.push([key(name, lack), u64::from(!lacking), person]))?;
        }
        if by_name && place != 0 && (is_tied || mark == 0 && record.own == 0) {
            places.push([person, key(name, place), u64::from(!is_tied)])?;
        }
        if by_name || !keys.is_empty() || doubted || any_loose && label.is_some() {
            nodes.push([person, name, mark, if doubted { LOOSE } else { standing }, writing])?;
        }
    }
    Ok(Met {
        meetings: meetings.sorted()?,
        lacks: in_lack.sorted()?,
        nodes: nodes.sorted()?,
        places: places.sorted()?,
    })
}

/// Between all who are met by one lack, if there is one whom an identifier tells, and another.
fn edges_of_lacks(lacks: &Sorted<3>, edges: &mut Sorter<2>) -> Result<(), Error> {
    let (mut tuples, mut ahead) = (lacks.iter()?, lacks.iter()?);
    let mut next = ahead.next()?;
    while let Some([key, first, _]) = next {
        let (mut size, mut both) = (0, false);
        while let Some([_, other, _]) = next.filter(|[at, ..]| *at == key) {
            (size, both) = (size + 1, both || other != first);
            next = ahead.next()?;
        }
        let mut hub = None;
        for _ in 0..size {
            let Some([.., person]) = tuples.next()? else { break };
            let first = *hub.get_or_insert(person);
            if both && person != first {
                edges.push([first, person])?;
                edges.push([person, first])?;
            }
        }
    }
    Ok(())
}

/// `[component, how many addresses]` under a name that nobody whom an identifier tells has too: as many people at least, if no more
/// is known of those who have them.
fn places(places: &Sorted<3>, of_component: &Sorted<2>, space: &Space) -> Result<Sorted<2>, Error> {
    let mut found = Sorter::<3>::new(&space.share(8));
    let mut components = Follow::new(of_component)?;
    let mut tuples = places.iter()?;
    let mut next = tuples.next()?;
    while let Some([person, ..]) = next {
        let component = components.of(person)?;
        while let Some([_, key, other]) = next.filter(|[at, ..]| *at == person) {
            if let Some([_, component]) = component {
                found.push([component, key, other])?;
            }
            next = tuples.next()?;
        }
    }
    let found = found.sorted()?;
    let mut counts = Sorter::new(&space.share(16));
    let (mut tuples, mut last, mut count) = (found.iter()?, None, [0, 0]);
    while let Some([component, key, other]) = tuples.next()? {
        if component != count[0] {
            counts.push(count)?;
            count = [component, 0];
        }
        // Whom an identifier tells comes first.
        count[1] += u64::from(last != Some([component, key]) && other != 0);
        last = Some([component, key]);
    }
    counts.push(count)?;
    counts.sorted()
}

/// Between all who have one key, if an identifier tells not all of them apart.
fn edges(meetings: &Sorted<3>, space: &Space) -> Result<Sorter<2>, Error> {
    let mut edges = Sorter::new(&space.share(4));
    let mut tuples = meetings.iter()?;
    // Whose identifiers tell least comes first.
    let mut hub: Option<[u64; 3]> = None;
    while let Some([key, standing, person]) = tuples.next()? {
        let Some([_, least, first]) = hub.filter(|[at, ..]| *at == key) else {
            hub = Some([key, standing, person]);
            continue;
        };
        if least != TIED && person != first {
            edges.push([first, person])?;
            edges.push([person, first])?;
        }
    }
    Ok(edges)
}

/// `[component, vagueness, name, mark, person, standing, writing]` of everybody in a component, who says most of a name first; names and
/// marks inverted, so that those who have one come before those who have none.
fn in_components(nodes: &Sorted<5>, of_component: &Sorted<2>, space: &Space) -> Result<Sorted<7>, Error> {
    let mut found = Sorter::new(&space.share(4));
    let mut components = Follow::new(of_component)?;
    let mut tuples = nodes.iter()?;
    let mut next = tuples.next()?;
    while let Some([person, ..]) = next {
        let (mut named, mut birth, mut number, mut tied, mut loose) = ([0, 0], 0, 0, false, false);
        while let Some([_, name, mark, standing, writing]) = next.filter(|[at, ..]| *at == person) {
            let mark = Mark::of_word(mark);
            named = named.max([name, writing]);
            birth = birth.max(mark.birth());
            number = number.max(mark.only_number());
            (tied, loose) = (tied || standing == TIED, loose || standing == LOOSE);
            next = tuples.next()?;
        }
        if let Some([_, component]) = components.of(person)? {
            let standing = if loose {
                LOOSE
            } else if tied {
                TIED
            } else {
                ALONE
            };
            let [name, writing] = named;
            let vague = if name == 0 { u64::MAX } else { Writing::of_word(writing).vagueness() };
            let mark = birth << 32 | u64::from(number);
            found.push([component, vague, !name, !mark, person, standing, writing])?;
        }
    }
    found.sorted()
}

/// In each component there are at least as many people as it has persons told by identifiers, and as many as differ in name,
/// date of birth or identity number. Where nobody is told by an identifier, those who do not differ are a unit.
fn units(nodes: &Sorted<7>, places: &Sorted<2>, space: &Space) -> Result<Units, Error> {
    let sizes = sizes(nodes, places, space)?;
    let mut of = Sorter::new(&space.share(8));
    let (mut tuples, mut sizes) = (nodes.iter()?, sizes.iter());
    let mut size = sizes.next()?;
    let (mut ranks, mut unit, mut more) = (Ranks::default(), 0, 0);
    let mut last = None;
    while let Some([component, _, name, mark, person, standing, writing]) = tuples.next()? {
        while size.is_some_and(|[at, ..]| at < component) {
            size = sizes.next()?;
        }
        let [_, tied, differing] = size.unwrap_or_default();
        if last != Some(component) && tied > 0 {
            more += differing.saturating_sub(tied);
        }
        last = Some(component);
        let rank = ranks.of(component, Who::of_words(!name, !mark, writing));
        unit += u64::from(rank == Rank::Another);
        if tied == 0 {
            let packed = Units::packed(unit, rank == Rank::Another);
            of.push([person, if rank == Rank::Any { Units::NONE } else { packed }])?;
        } else if standing != TIED {
            of.push([person, Units::NONE])?;
        }
    }
    Ok(Units { of: of.sorted()?, more })
}

/// `[component, persons told by identifiers, people who differ]`; `places` is `[component, addresses that differ]`.
fn sizes(nodes: &Sorted<7>, places: &Sorted<2>, space: &Space) -> Result<Log<3>, Error> {
    let mut sizes = Log::new(&space.share(16));
    let mut places = Follow::new(places)?;
    let mut whole = |[component, tied, differing]: [u64; 3]| {
        let apart = places.of(component)?.map_or(0, |[_, apart]| apart);
        sizes.push([component, tied, differing.max(apart)])
    };
    let (mut tuples, mut ranks) = (nodes.iter()?, Ranks::default());
    let mut size: Option<[u64; 3]> = None;
    while let Some([component, _, name, mark, _, standing, writing]) = tuples.next()? {
        if let Some(last) = size.filter(|[at, ..]| *at != component) {
            whole(last)?;
            size = None;
        }
        let [_, tied, differing] = size.get_or_insert([component, 0, 0]);
        *tied += u64::from(standing == TIED);
        let rank = ranks.of(component, Who::of_words(!name, !mark, writing));
        *differing += u64::from(rank == Rank::Another);
    }
    if let Some(last) = size {
        whole(last)?;
    }
    Ok(sizes)
}

/// What one person is to those before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rank {
    /// Different from all of them.
    Another,
    /// Not different from the last.
    Same,
    /// It may be any of them.
    Any,
}

/// So many different people of one component are held against those after them.
const HELD: usize = 1 << 10;

/// Tells people apart that come by how much their names say, then by names, dates of birth and numbers.
#[derive(Debug, Default)]
struct Ranks {
    component: u64,
    /// Those who differ from each other.
    another: Vec<Who>,
}

impl Ranks {
    fn of(&mut self, component: u64, who: Who) -> Rank {
        if self.component != component {
            self.component = component;
            self.another.clear();
        }
        if self.another.last() == Some(&who) {
            return Rank::Same;
        }
        // Without a name among names: it may be any of them.
        let nameless = who.name == 0 && self.another.iter().any(|other| other.name != 0);
        let full = self.another.len() >= HELD;
        if nameless || full || !self.another.iter().all(|other| who.is_another_than(other)) {
            return Rank::Any;
        }
        self.another.push(who);
        Rank::Another
    }
}
