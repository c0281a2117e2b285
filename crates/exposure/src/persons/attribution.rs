use crate::Error;
use crate::schema::{Schema, TableId};
use crate::spill::{Sorted, Sorter, Space};

use super::Groups;
use super::again::Sightings;

/// Records that make no person and belong to one by a key of the dump.
pub(crate) struct Attributions {
    /// `[record of a person, record]`.
    pub(crate) by_target: Sorted<2>,
    /// `[record, reason]` of those whose key settles nothing, possibly more than once.
    pub(crate) failed: Sorted<2>,
}

/// A key that points at a row that is not there, or that makes no person.
pub(crate) const NOWHERE: u64 = 1;
/// Keys that point at several persons.
pub(crate) const SEVERAL: u64 = 2;

const POINTED_AT: u64 = 0;
const POINTING: u64 = 1;

/// What a record is to the keys that touch it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It makes no person.
    NoPerson,
    /// It makes a person by an identifier alone: a phone in a table of addresses. Nobody's name is in it.
    Nameless,
    /// It makes a person with a name.
    Person,
    /// It makes no person, and has a name.
    NameAlone,
}

impl Standing {
    /// In the low bits of a word, beside the record.
    pub(crate) fn with(self, record: u64) -> u64 {
        record << 2 | self as u64
    }

    fn of(packed: u64) -> Standing {
        match packed & 3 {
            0 => Standing::NoPerson,
            1 => Standing::Nameless,
            2 => Standing::Person,
            _ => Standing::NameAlone,
        }
    }

    /// Whether it makes a person.
    fn is_person(self) -> bool {
        matches!(self, Standing::Nameless | Standing::Person)
    }
}

/// Follows the foreign keys of the schema, one step, in either direction: an invoice to its customer, an
/// address to the one customer that names it. It merges no two persons: a row without a name that exactly one
/// person's row points at is a part of that row (`edges`); one that points at a person, or at a name, may be that one's or
/// somebody else's (`again`).
pub(crate) fn attribute(
    links: Sorted<3>,
    schema: &Schema,
    entities: &Sorted<3>,
    groups: &mut Groups,
    space: &Space,
) -> Result<Attributions, Error> {
    let sides = sides(&links, schema, space)?;
    drop(links);
    let mut found = Sorter::new(&space.share(8));
    let mut failed = Sorter::new(&space.share(8));
    of_entities(entities, groups, &mut found)?;
    let joint = joint_targets(schema);
    let Groups { edges, uncertain, again, .. } = groups;
    let mut out = Out { found: &mut found, failed: &mut failed, edges, uncertain, again };
    let mut tuples = sides.iter()?;
    let mut next = tuples.next()?;
    while let Some([hash, link, ..]) = next {
        let mut ends = Ends { joint: joint[link as usize].map(|table| (table, hash)), ..Ends::default() };
        while let Some([_, _, side, packed]) = next.filter(|[h, l, ..]| *h == hash && *l == link) {
            ends.take(side, packed, &mut out)?;
            next = tuples.next()?;
        }
        ends.close(&mut out)?;
    }
    settle(found.sorted()?, failed, space)
}

/// `[hash, link, side, record and person]` for both ends of every foreign key.
fn sides(links: &Sorted<3>, schema: &Schema, space: &Space) -> Result<Sorted<4>, Error> {
    let ends = ends(schema);
    let mut sides = Sorter::new(&space.share(4));
    let mut parts = Sorter::new(&space.share(8));
    let mut tuples = links.iter()?;
    while let Some([hash, at, packed]) = tuples.next()? {
        for End { link, side, part, parts: all, .. } in ends.iter().filter(|end| end.place == at) {
            if *all == 1 {
                sides.push([hash, *link, *side, packed])?;
            } else {
                parts.push([*link << 1 | *side, packed, *part, hash])?;
            }
        }
    }
    whole_keys(&parts.sorted()?, &ends, &mut sides)?;
    sides.sorted()
}

/// The rows of an entity are one person's: those that make one are joined, the others belong to it. Those that make one come first.
fn of_entities(entities: &Sorted<3>, groups: &mut Groups, found: &mut Sorter<2>) -> Result<(), Error> {
    let mut tuples = entities.iter()?;
    let mut first: Option<[u64; 2]> = None;
    while let Some([entity, no_person, record]) = tuples.next()? {
        match first.filter(|[at, _]| *at == entity) {
            None if no_person == 0 => first = Some([entity, record]),
            None => {}
            Some([_, person]) if no_person == 0 => {
                groups.edges.push([person, record])?;
                groups.edges.push([record, person])?;
            }
            Some([_, person]) => found.push([record, person])?,
        }
    }
    Ok(())
}

/// Of each foreign key the table it points at, if another points at the same columns.
fn joint_targets(schema: &Schema) -> Vec<Option<TableId>> {
    let links = schema.links();
    let joint = |to: &[(TableId, usize)]| links.iter().filter(|other| other.to == to).count() > 1;
    let target = |to: &[(TableId, usize)]| to.first().map(|(table, _)| *table).filter(|_| joint(to));
    links.iter().map(|link| target(&link.to)).collect()
}

/// One column of one end of a foreign key.
struct End {
    link: u64,
    side: u64,
    /// The table and the column, as the links name them.
    place: u64,
    /// Which column of the key it is, and how many there are.
    part: u64,
    parts: usize,
}

fn ends(schema: &Schema) -> Vec<End> {
    let mut ends = Vec::new();
    for (link, key) in schema.links().iter().enumerate() {
        for (side, columns) in [(POINTED_AT, &key.to), (POINTING, &key.from)] {
            for (part, (table, column)) in columns.iter().enumerate() {
                let place = (*table as u64) << 16 | *column as u64;
                ends.push(End { link: link as u64, side, place, part: part as u64, parts: columns.len() });
            }
        }
    }
    ends
}

/// Keys of several columns: a row has one where it has all of them, and the hashes together are its hash.
/// `parts` is `[link and side, record and person, which column, hash]`.
fn whole_keys(parts: &Sorted<4>, ends: &[End], sides: &mut Sorter<4>) -> Result<(), Error> {
    let mut tuples = parts.iter()?;
    let mut next = tuples.next()?;
    while let Some([key, packed, ..]) = next {
        let (mut together, mut found, mut last) = (0u64, 0, None);
        while let Some([_, _, part, hash]) = next.filter(|[k, p, ..]| *k == key && *p == packed) {
            if last != Some(part) {
                // The hashes are keyed and even already; mixing keeps their order apart.
                together = (together.rotate_left(23) ^ hash).wrapping_mul(0x9e37_79b9_7f4a_7c15);
                found += 1;
            }
            last = Some(part);
            next = tuples.next()?;
        }
        let (link, side) = (key >> 1, key & 1);
        if ends.iter().any(|end| end.link == link && end.parts == found) {
            sides.push([together, link, side, packed])?;
        }
    }
    Ok(())
}

/// Where the answers go.
struct Out<'a> {
    found: &'a mut Sorter<2>,
    failed: &'a mut Sorter<2>,
    edges: &'a mut Sorter<2>,
    uncertain: &'a mut Sorter<1>,
    again: &'a mut Sightings,
}

/// The two ends of one key value. Rows pointed at come first; a primary key makes them one.
#[derive(Default)]
struct Ends {
    targets: u64,
    target: Option<u64>,
    /// A row pointed at that has no name waits for the one person pointing at it.
    orphan: Option<(u64, Standing)>,
    pointing: u64,
    pointer: Option<u64>,
    /// The table pointed at and the key, where rows of several tables point there.
    joint: Option<(TableId, u64)>,
    /// Whether the person pointed at is known to be met by those who point.
    is_met: bool,
}

impl Ends {
    fn take(&mut self, side: u64, packed: u64, out: &mut Out) -> Result<(), Error> {
        let (record, standing) = (packed >> 2, Standing::of(packed));
        if side == POINTED_AT {
            if standing.is_person() {
                self.targets += 1;
                self.target = Some(record);
            }
            if standing != Standing::Person {
                self.orphan = Some((record, standing));
            }
            return Ok(());
        }
        match (standing, self.targets, self.target) {
            (Standing::Person, ..) => {
                self.pointing += 1;
                self.pointer = Some(record);
                Ok(())
            }
            (Standing::Nameless, 0, _) => self.meet_orphan(record, out),
            (Standing::Nameless, 1, Some(target)) => self.meet(record, target, out),
            (Standing::Nameless, ..) => out.uncertain.push([record]),
            (_, 1, Some(target)) => out.found.push([record, target]),
            (_, 0, _) => out.failed.push([record, NOWHERE]),
            _ => out.failed.push([record, SEVERAL]),
        }
    }

    /// A row without a name that points at a person may be that one's.
    fn meet(&mut self, record: u64, target: u64, out: &mut Out) -> Result<(), Error> {
        if !std::mem::replace(&mut self.is_met, true) {
            out.again.pointing(target, target)?;
        }
        out.again.pointing(record, target)
    }

    /// Rows that point at one of which nothing but a name is known may be one person's, and so may rows of several tables that
    /// point at one of which nothing is known.
    fn meet_orphan(&self, record: u64, out: &mut Out) -> Result<(), Error> {
        match (self.orphan, self.joint) {
            (Some((target, Standing::NameAlone)), _) => out.again.pointing(record, target),
            (_, Some((table, key))) => out.again.pointing_at_nobody(record, table, key),
            _ => Ok(()),
        }
    }

    fn close(self, out: &mut Out) -> Result<(), Error> {
        match (self.orphan, self.pointing, self.pointer) {
            (Some((orphan, standing)), 1, Some(pointer)) if !standing.is_person() => {
                out.found.push([orphan, pointer])
            }
            (Some((orphan, standing)), 2.., _) if !standing.is_person() => out.failed.push([orphan, SEVERAL]),
            (Some((orphan, _)), 1, Some(pointer)) => {
                out.edges.push([orphan, pointer])?;
                out.edges.push([pointer, orphan])
            }
            (Some((orphan, _)), 2.., _) => out.uncertain.push([orphan]),
            _ => Ok(()),
        }
    }
}

/// A record belongs to at most one person: with two different answers it belongs to none.
fn settle(found: Sorted<2>, mut failed: Sorter<2>, space: &Space) -> Result<Attributions, Error> {
    let mut by_target = Sorter::new(&space.share(4));
    let mut tuples = found.iter()?;
    let mut next = tuples.next()?;
    while let Some([record, target]) = next {
        let mut several = false;
        while let Some([_, other]) = next.filter(|[at, _]| *at == record) {
            several |= other != target;
            next = tuples.next()?;
        }
        if several {
            failed.push([record, SEVERAL])?;
        } else {
            by_target.push([target, record])?;
        }
    }
    Ok(Attributions { by_target: by_target.sorted()?, failed: failed.sorted()? })
}
