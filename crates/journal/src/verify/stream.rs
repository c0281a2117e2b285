//! Whether the entries are the whole stream, in order, each naming the one before.

use std::collections::{BTreeMap, BTreeSet};

use crate::Fault;
use crate::bundle::Record;
use crate::verify::{Because, Check, CheckName, Leaf, Read};

/// A record with the stream version it has, or must be taken to have.
struct Placed<'a> {
    version: u64,
    record: &'a Record,
    leaf: &'a Leaf,
}

pub(crate) fn check(read: &Read, leaves: &[Leaf]) -> Check {
    let mut faults = index_order(&read.entries);
    let placed = place(read, leaves);
    let (kept, extra) = single_out(&placed, read.head.as_ref().ok().map(|head| head.version));
    faults.extend(extra);
    faults.extend(gaps(read, &kept));
    faults.extend(moved(&placed, &kept));
    faults.extend(chain(read, &kept));
    if faults.is_empty() && read.head.is_err() {
        // Without a genuine head nobody can say where the stream ends.
        return Check::not_made(CheckName::Stream, Because::NothingToCheckAgainst);
    }
    Check::of(CheckName::Stream, faults)
}

fn index_order(entries: &[Record]) -> Vec<Fault> {
    let out_of_order = entries.windows(2).filter(|pair| pair[0].index >= pair[1].index);
    out_of_order.map(|pair| Fault::IndexOrder { index: pair[1].index }).collect()
}

/// An entry whose bytes were changed cannot be trusted about its version: it gets the one after its neighbour's,
/// if no genuine entry has it.
fn place<'a>(read: &'a Read, leaves: &'a [Leaf]) -> Vec<Placed<'a>> {
    let genuine: BTreeSet<u64> =
        leaves.iter().filter_map(|leaf| leaf.entry.as_ref()).map(|entry| entry.place.version()).collect();
    let (mut placed, mut before): (Vec<Placed<'_>>, u64) = (Vec::new(), 0);
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

/// One record per version, the one the tree holds if any, and the faults of all others.
fn single_out<'a>(
    placed: &'a [Placed<'a>],
    head: Option<u64>,
) -> (BTreeMap<u64, &'a Placed<'a>>, Vec<Fault>) {
    let in_tree = |placed: &Placed<'_>| placed.leaf.in_tree == Some(placed.leaf.computed);
    let (mut kept, mut faults) = (BTreeMap::<u64, &Placed<'_>>::new(), Vec::new());
    for one in placed {
        let Placed { version, record, .. } = one;
        if head.is_some_and(|head| *version > head) {
            faults.push(Fault::Added { version: *version, index: record.index });
            continue;
        }
        let rival = kept.get(version).copied();
        let (winner, loser) = match rival {
            None => (one, None),
            Some(other) if !in_tree(other) && in_tree(one) => (one, Some(other)),
            Some(other) => (other, Some(one)),
        };
        kept.insert(*version, winner);
        faults.extend(loser.map(|added| Fault::Added { version: *version, index: added.record.index }));
    }
    (kept, faults)
}

/// Runs of versions from 1 to the head's that no record has. The hash of the last one of a run is known from the
/// entry after it (or from the head), and so its index, if a tile here holds it.
fn gaps(read: &Read, kept: &BTreeMap<u64, &Placed<'_>>) -> Vec<Fault> {
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
    for (version, placed) in kept {
        if *version > expected {
            let previous = placed.leaf.entry.as_ref().and_then(|entry| entry.place.previous());
            faults.push(Fault::Missing { first: expected, last: version - 1, index: index_of(previous) });
        }
        expected = version.saturating_add(1);
    }
    if let Some(head) = head.filter(|head| head.version >= expected) {
        faults.push(Fault::Missing { first: expected, last: head.version, index: index_of(Some(head.leaf)) });
    }
    faults
}

fn moved(placed: &[Placed<'_>], kept: &BTreeMap<u64, &Placed<'_>>) -> Vec<Fault> {
    let (mut faults, mut highest) = (Vec::new(), 0);
    for one in placed {
        let counts = kept.get(&one.version).is_some_and(|kept| std::ptr::eq(*kept, one));
        if counts && one.version < highest {
            faults.push(Fault::Moved { version: one.version, index: one.record.index });
        }
        highest = highest.max(if counts { one.version } else { 0 });
    }
    faults
}

fn chain(read: &Read, kept: &BTreeMap<u64, &Placed<'_>>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (version, placed) in kept {
        let (version, index) = (*version, placed.record.index);
        let Some(entry) = &placed.leaf.entry else { continue };
        if let Ok(head) = &read.head
            && entry.stream != head.stream
        {
            faults.push(Fault::OtherStream { index, stream: entry.stream.clone() });
        }
        let Some(before) = version.checked_sub(1).and_then(|before| kept.get(&before)) else { continue };
        if entry.place.previous() != Some(before.leaf.believed) {
            faults.push(Fault::OtherPrevious { version, index });
        }
        let earlier = before.leaf.entry.as_ref().map(|entry| entry.recorded_at);
        if earlier.is_some_and(|earlier| entry.recorded_at < earlier) {
            faults.push(Fault::RecordedBackwards { version, index });
        }
    }
    faults.extend(last(read, kept));
    faults
}

fn last(read: &Read, kept: &BTreeMap<u64, &Placed<'_>>) -> Option<Fault> {
    let head = read.head.as_ref().ok()?;
    let last = kept.get(&head.version)?;
    let differs = last.leaf.believed != head.leaf;
    differs.then_some(Fault::OtherLast { version: head.version, index: last.record.index })
}
