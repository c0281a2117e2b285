//! Whether the entries are the whole stream, in order, each naming the one before.

use std::cell::LazyCell;
use std::collections::BTreeSet;

use crate::bundle::RecordRef;
use crate::verify::{Because, Check, CheckName, Leaf, Read};
use crate::{Fault, StreamName};

/// A record with the stream version it has, or must be taken to have.
struct Placed<'a> {
    version: u64,
    record: &'a RecordRef<'a>,
    leaf: &'a Leaf<'a>,
}

pub(crate) fn check(read: &Read<'_>, leaves: &[Leaf<'_>]) -> Check {
    let mut faults = index_order(&read.entries);
    let placed = place(read, leaves);
    let (kept, extra) = single_out(&placed, read.head.as_ref().ok().map(|head| head.version));
    faults.extend(extra);
    faults.extend(gaps(read, &kept));
    faults.extend(moved(&placed, &kept));
    faults.extend(chain(read, &kept));
    faults.extend(last(read, &kept));
    if faults.is_empty() && read.head.is_err() {
        // Without a genuine head nobody can say where the stream ends.
        return Check::not_made(CheckName::Stream, Because::NothingToCheckAgainst);
    }
    Check::of(CheckName::Stream, faults)
}

fn index_order(entries: &[RecordRef<'_>]) -> Vec<Fault> {
    let out_of_order = entries.windows(2).filter(|pair| pair[0].index >= pair[1].index);
    out_of_order.map(|pair| Fault::IndexOrder { index: pair[1].index }).collect()
}

/// An entry whose bytes were changed cannot be trusted about its version: it gets the one after its neighbour's,
/// if no genuine entry has it.
fn place<'a>(read: &'a Read<'a>, leaves: &'a [Leaf<'a>]) -> Vec<Placed<'a>> {
    // Looked into only where an entry was changed: an honest bundle pays nothing for it.
    let genuine: LazyCell<BTreeSet<u64>, _> = LazyCell::new(|| {
        leaves.iter().filter_map(|leaf| leaf.entry.as_ref()).map(|entry| entry.place.version()).collect()
    });
    let (mut placed, mut before): (Vec<Placed<'_>>, u64) = (Vec::with_capacity(leaves.len()), 0);
    for (record, leaf) in read.entries.iter().zip(leaves) {
        let next = before.saturating_add(1);
        let version = match &leaf.entry {
            Some(entry) => entry.place.version(),
            None if !genuine.contains(&next) => next,
            // Named by the check of entries already; it is nobody's place in the stream.
            None => continue,
        };
        before = version;
        placed.push(Placed { version, record, leaf });
    }
    placed
}

/// One record per version, the one the tree holds if any, by version; and the faults of all others.
fn single_out<'a>(placed: &'a [Placed<'a>], head: Option<u64>) -> (Vec<&'a Placed<'a>>, Vec<Fault>) {
    let in_tree = |placed: &Placed<'_>| placed.leaf.in_tree == Some(placed.leaf.computed);
    let added = |placed: &Placed<'_>| Fault::Added { version: placed.version, index: placed.record.index };
    let mut by_version: Vec<&Placed<'_>> = placed.iter().collect();
    // Stable, and one pass where the versions ascend already, as in every honest bundle.
    by_version.sort_by_key(|one| one.version);
    let (mut kept, mut faults) = (Vec::with_capacity(placed.len()), Vec::new());
    for rivals in by_version.chunk_by(|one, other| one.version == other.version) {
        let beyond = head.is_some_and(|head| rivals[0].version > head);
        let winner = rivals.iter().position(|one| in_tree(one)).unwrap_or_default();
        for (at, one) in rivals.iter().enumerate() {
            if beyond || at != winner {
                faults.push(added(one));
            } else {
                kept.push(*one);
            }
        }
    }
    (kept, faults)
}

/// The record kept for a version.
fn of_version<'a>(kept: &[&'a Placed<'a>], version: u64) -> Option<&'a Placed<'a>> {
    kept.binary_search_by_key(&version, |one| one.version).ok().map(|at| kept[at])
}

/// Runs of versions from 1 to the head's that no record has. The hash of the last one of a run is known from the
/// entry after it (or from the head), and so its index, if a tile here holds it.
fn gaps(read: &Read<'_>, kept: &[&Placed<'_>]) -> Vec<Fault> {
    let head = read.head.as_ref().ok();
    let index_of = |hash| {
        let tiles = read.tiles.iter().filter(|tile| tile.id().level() == 0);
        let found = tiles.filter_map(|tile| {
            let at = tile.hashes().iter().position(|leaf| Some(*leaf) == hash)?;
            tile.id().index().checked_mul(256)?.checked_add(at as u64)
        });
        found.min()
    };
    let (mut faults, mut expected) = (Vec::new(), 1);
    for Placed { version, leaf, .. } in kept {
        if *version > expected {
            let previous = leaf.entry.as_ref().and_then(|entry| entry.place.previous());
            faults.push(Fault::Missing { first: expected, last: version - 1, index: index_of(previous) });
        }
        expected = version.saturating_add(1);
    }
    if let Some(head) = head.filter(|head| head.version >= expected) {
        faults.push(Fault::Missing { first: expected, last: head.version, index: index_of(Some(head.leaf)) });
    }
    faults
}

/// Records kept that stand after one of a later version.
fn moved(placed: &[Placed<'_>], kept: &[&Placed<'_>]) -> Vec<Fault> {
    if placed.is_sorted_by_key(|one| one.version) {
        return Vec::new();
    }
    let (mut faults, mut highest) = (Vec::new(), 0);
    for one in placed {
        let counts = of_version(kept, one.version).is_some_and(|kept| std::ptr::eq(kept, one));
        if counts && one.version < highest {
            faults.push(Fault::Moved { version: one.version, index: one.record.index });
        }
        highest = highest.max(if counts { one.version } else { 0 });
    }
    faults
}

/// Each entry of the head's stream, naming the one before, not recorded before it.
fn chain(read: &Read<'_>, kept: &[&Placed<'_>]) -> Vec<Fault> {
    let stream = read.head.as_ref().ok().map(|head| head.stream.to_string());
    let (mut faults, mut neighbour): (Vec<Fault>, Option<&Placed<'_>>) = (Vec::new(), None);
    for one in kept {
        let (version, index) = (one.version, one.record.index);
        let before = neighbour.replace(one).filter(|before| before.version.checked_add(1) == Some(version));
        let Some(entry) = &one.leaf.entry else { continue };
        if stream.as_ref().is_some_and(|stream| *stream != entry.stream) {
            // The name was checked when the entry was read.
            faults.extend(StreamName::parse(entry.stream).map(|stream| Fault::OtherStream { index, stream }));
        }
        let Some(before) = before else { continue };
        if entry.place.previous() != Some(before.leaf.believed) {
            faults.push(Fault::OtherPrevious { version, index });
        }
        let earlier = before.leaf.entry.as_ref().map(|entry| entry.recorded_at);
        if earlier.is_some_and(|earlier| entry.recorded_at < earlier) {
            faults.push(Fault::RecordedBackwards { version, index });
        }
    }
    faults
}

fn last(read: &Read<'_>, kept: &[&Placed<'_>]) -> Option<Fault> {
    let head = read.head.as_ref().ok()?;
    let last = of_version(kept, head.version)?;
    let differs = last.leaf.believed != head.leaf;
    differs.then_some(Fault::OtherLast { version: head.version, index: last.record.index })
}
