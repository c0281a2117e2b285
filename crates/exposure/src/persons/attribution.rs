use crate::Error;
use crate::schema::{Schema, TableId};
use crate::spill::{Sorted, Sorter, Space};

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

/// Follows the foreign keys of the schema, one step, in either direction: an invoice to its customer, an
/// address to the one customer that names it. It merges nobody.
pub(crate) fn attribute(links: Sorted<3>, schema: &Schema, space: &Space) -> Result<Attributions, Error> {
    let sides = sides(&links, schema, space)?;
    drop(links);
    let mut found = Sorter::new(&space.share(4));
    let mut failed = Sorter::new(&space.share(8));
    let mut tuples = sides.iter()?;
    let mut next = tuples.next()?;
    while let Some([hash, link, ..]) = next {
        let mut ends = Ends::default();
        while let Some([_, _, side, packed]) = next.filter(|[h, l, ..]| *h == hash && *l == link) {
            ends.take(side, packed, &mut found, &mut failed)?;
            next = tuples.next()?;
        }
        ends.close(&mut found, &mut failed)?;
    }
    settle(found.sorted()?, failed, space)
}

/// `[hash, link, side, record and person]` for both ends of every foreign key.
fn sides(links: &Sorted<3>, schema: &Schema, space: &Space) -> Result<Sorted<4>, Error> {
    let place = |(table, column): (TableId, usize)| (table as u64) << 16 | column as u64;
    let ends: Vec<(u64, u64)> =
        schema.links().into_iter().map(|(from, to)| (place(from), place(to))).collect();
    let mut sides = Sorter::new(&space.share(4));
    let mut tuples = links.iter()?;
    while let Some([hash, at, packed]) = tuples.next()? {
        for (index, (from, to)) in ends.iter().enumerate() {
            if at == *to {
                sides.push([hash, index as u64, POINTED_AT, packed])?;
            }
            if at == *from {
                sides.push([hash, index as u64, POINTING, packed])?;
            }
        }
    }
    sides.sorted()
}

/// The two ends of one key value. Rows pointed at come first; a primary key makes them one.
#[derive(Default)]
struct Ends {
    targets: u64,
    target: Option<u64>,
    /// A row pointed at that makes no person waits for the one person pointing at it.
    orphan: Option<u64>,
    pointing: u64,
    pointer: Option<u64>,
}

impl Ends {
    fn take(
        &mut self,
        side: u64,
        packed: u64,
        found: &mut Sorter<2>,
        failed: &mut Sorter<2>,
    ) -> Result<(), Error> {
        let (record, person) = (packed >> 1, packed & 1 == 1);
        match (side, person) {
            (POINTED_AT, true) => {
                self.targets += 1;
                self.target = Some(record);
            }
            (POINTED_AT, false) => self.orphan = Some(record),
            (_, true) => {
                self.pointing += 1;
                self.pointer = Some(record);
            }
            (_, false) => match (self.targets, self.target) {
                (1, Some(target)) => found.push([record, target])?,
                (0, _) => failed.push([record, NOWHERE])?,
                _ => failed.push([record, SEVERAL])?,
            },
        }
        Ok(())
    }

    fn close(self, found: &mut Sorter<2>, failed: &mut Sorter<2>) -> Result<(), Error> {
        match (self.orphan, self.pointing, self.pointer) {
            (Some(orphan), 1, Some(pointer)) => found.push([orphan, pointer]),
            (Some(orphan), more, _) if more > 1 => failed.push([orphan, SEVERAL]),
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
