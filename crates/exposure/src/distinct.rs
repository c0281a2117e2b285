use crate::Error;
use crate::spill::{Sorter, Space};

/// How many hashes seen lately are remembered, each in its own place.
const LATELY: usize = 1 << 12;

/// Counts hashes and different hashes; values that merge nobody need no more.
#[derive(Debug)]
pub(crate) struct Distinct {
    values: u64,
    hashes: Sorter<1>,
    /// Hashes seen lately: cities, days of birth and common names come again and again.
    lately: Vec<u64>,
}

impl Distinct {
    pub(crate) fn new(space: &Space) -> Distinct {
        Distinct { values: 0, hashes: Sorter::of_hashes(space), lately: Vec::new() }
    }

    /// Takes a hash, which is not 0.
    pub(crate) fn push(&mut self, hash: u64) -> Result<(), Error> {
        self.values += 1;
        if self.lately.is_empty() {
            self.lately = vec![0; LATELY];
        }
        let place = hash as usize % LATELY;
        if std::mem::replace(&mut self.lately[place], hash) == hash {
            return Ok(());
        }
        self.hashes.push([hash])
    }

    /// How many there were, and how many different ones.
    pub(crate) fn count(self) -> Result<(u64, u64), Error> {
        let sorted = self.hashes.sorted()?;
        let (mut tuples, mut last, mut distinct) = (sorted.iter()?, 0, 0);
        while let Some([hash]) = tuples.next()? {
            distinct += u64::from(hash != last);
            last = hash;
        }
        Ok((self.values, distinct))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn as_many_differ_as_a_set_holds(hashes in prop::collection::vec(1u64..20_000, 0..3000)) {
            let folder = tempfile::tempdir().unwrap();
            let mut distinct = Distinct::new(&Space::new(folder.path(), 1));
            hashes.iter().for_each(|hash| distinct.push(*hash).unwrap());
            let set: std::collections::HashSet<&u64> = hashes.iter().collect();
            prop_assert_eq!(distinct.count().unwrap(), (hashes.len() as u64, set.len() as u64));
        }
    }
}
