use crate::Error;
use crate::spill::{Sorted, Sorter, Space};

/// The connected components of a graph given as edges in both directions: `[record, smallest record of its
/// component]` for every record that has an edge.
///
/// Large-star and small-star in turns (Kiverson and others, "Connected Components in MapReduce and Beyond",
/// SoCC 2014): each turn is one external sort and one pass, so memory does not grow with the graph.
pub(crate) fn components(edges: Sorter<2>, space: &Space) -> Result<Sorted<2>, Error> {
    let mut current = edges.sorted()?;
    loop {
        let (large, moved_large) = large_star(&current, space)?;
        drop(current);
        let (small, moved_small) = small_star(&large, space)?;
        drop(large);
        if !moved_large && !moved_small {
            return labels(&small, space);
        }
        current = both_ways(&small, space)?;
    }
}

/// Each node hands its greater neighbours to the least node around it. Input in both directions; output from
/// greater to lesser.
fn large_star(edges: &Sorted<2>, space: &Space) -> Result<(Sorted<2>, bool), Error> {
    let mut out = Sorter::new(&space.share(4));
    let mut moved = false;
    let mut tuples = edges.iter()?;
    let mut node: Option<(u64, u64)> = None;
    let mut last = None;
    while let Some([from, to]) = tuples.next()? {
        if last == Some([from, to]) {
            continue;
        }
        last = Some([from, to]);
        let least = match node {
            Some((at, least)) if at == from => least,
            // Neighbours come in ascending order: the first is the least.
            _ => to.min(from),
        };
        node = Some((from, least));
        if to > from {
            moved |= least != from;
            out.push([to, least])?;
        }
    }
    Ok((out.sorted()?, moved))
}

/// Each node hands its lesser neighbours, and itself, to the least of them. Input and output from greater to
/// lesser.
fn small_star(edges: &Sorted<2>, space: &Space) -> Result<(Sorted<2>, bool), Error> {
    let mut out = Sorter::new(&space.share(4));
    let mut moved = false;
    let mut tuples = edges.iter()?;
    let mut node: Option<(u64, u64)> = None;
    let mut last = None;
    while let Some([from, to]) = tuples.next()? {
        if last == Some([from, to]) {
            continue;
        }
        last = Some([from, to]);
        match node {
            Some((at, least)) if at == from => {
                moved = true;
                out.push([to, least])?;
            }
            _ => {
                node = Some((from, to));
                out.push([from, to])?;
            }
        }
    }
    Ok((out.sorted()?, moved))
}

fn both_ways(edges: &Sorted<2>, space: &Space) -> Result<Sorted<2>, Error> {
    let mut out = Sorter::new(&space.share(4));
    let mut tuples = edges.iter()?;
    while let Some([from, to]) = tuples.next()? {
        out.push([from, to])?;
        out.push([to, from])?;
    }
    out.sorted()
}

/// When nothing moves any more every record points at the least of its component.
fn labels(edges: &Sorted<2>, space: &Space) -> Result<Sorted<2>, Error> {
    let mut out = Sorter::new(&space.share(4));
    let mut tuples = edges.iter()?;
    let mut last = None;
    while let Some([from, to]) = tuples.next()? {
        if last != Some([from, to]) {
            out.push([from, to])?;
            out.push([to, to])?;
        }
        last = Some([from, to]);
    }
    let all = out.sorted()?;
    let mut unique = Sorter::new(&space.share(4));
    let (mut tuples, mut last) = (all.iter()?, None);
    while let Some(pair) = tuples.next()? {
        if last != Some(pair) {
            unique.push(pair)?;
        }
        last = Some(pair);
    }
    unique.sorted()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The plain way, in memory.
    fn by_union_find(edges: &[(u64, u64)]) -> Vec<[u64; 2]> {
        let mut parent: Vec<u64> = (0..64).collect();
        fn root(parent: &[u64], mut at: u64) -> u64 {
            while parent[at as usize] != at {
                at = parent[at as usize];
            }
            at
        }
        for (one, other) in edges {
            let (one, other) = (root(&parent, *one), root(&parent, *other));
            parent[one.max(other) as usize] = one.min(other);
        }
        let touched = |node: u64| edges.iter().any(|(a, b)| a != b && (*a == node || *b == node));
        (0..64).filter(|node| touched(*node)).map(|node| [node, root(&parent, node)]).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn components_found_by_sorting_equal_those_of_union_find(
            edges in prop::collection::vec((0u64..64, 0u64..64), 0..80)
        ) {
            let folder = tempfile::tempdir().unwrap();
            let space = Space::new(folder.path(), 4096);
            let mut sorter = Sorter::new(&space);
            for (one, other) in edges.iter().filter(|(one, other)| one != other) {
                sorter.push([*one, *other]).unwrap();
                sorter.push([*other, *one]).unwrap();
            }
            let found = components(sorter, &space).unwrap();
            let (mut tuples, mut list) = (found.iter().unwrap(), Vec::new());
            while let Some(pair) = tuples.next().unwrap() { list.push(pair); }
            prop_assert_eq!(list, by_union_find(&edges));
        }
    }
}
