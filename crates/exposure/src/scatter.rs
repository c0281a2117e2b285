//! Sorting tuples whose first word is a hash: evenly spread, so that its first bits alone nearly sort them.

/// By how many leading bits of the first word a run is laid out in its file.
const PART_BITS: u32 = 10;
/// How many parts a run has.
pub(crate) const PARTS: usize = 1 << PART_BITS;
/// Fewer tuples than this are compared at once.
const FEW: usize = 48;

/// The part a tuple belongs to; parts stand in the order of first words.
fn part<const N: usize>(tuple: &[u64; N]) -> usize {
    (tuple[0] >> (u64::BITS - PART_BITS)) as usize
}

/// Brings the tuples into the order of their parts, unsorted inside each; gives the tuples of each part.
pub(crate) fn into_parts<const N: usize>(tuples: &mut [[u64; N]]) -> Vec<u32> {
    let ends = permute(tuples, PARTS, part);
    let mut start = 0;
    ends.into_iter().map(|end| (end - std::mem::replace(&mut start, end)) as u32).collect()
}

/// Sorts tuples whose first words are spread evenly between the least and the greatest; right for any others.
pub(crate) fn sort<const N: usize>(tuples: &mut [[u64; N]]) {
    let words = tuples.iter().map(|tuple| tuple[0]);
    let (Some(least), Some(greatest)) = (words.clone().min(), words.max()) else { return };
    let range = greatest - least;
    if tuples.len() < FEW || range == 0 {
        tuples.sort_unstable();
        return;
    }
    let bits = (tuples.len() / 8).ilog2().clamp(1, 11);
    let shift = (u64::BITS - range.leading_zeros()).saturating_sub(bits);
    let ends = permute(tuples, 1 << bits, |tuple| ((tuple[0] - least) >> shift) as usize);
    let (mut start, all) = (0, tuples.len());
    for end in ends {
        let bucket = &mut tuples[start..end];
        // A bucket that took nearly all is not spread evenly: comparing is better there.
        if bucket.len() < FEW || bucket.len() * 2 > all {
            bucket.sort_unstable();
        } else {
            sort(bucket);
        }
        start = end;
    }
}

/// Brings tuples into the order of their buckets, in place (McIlroy, Bostic, McIlroy, "Engineering Radix Sort",
/// 1993); gives where each bucket ends.
fn permute<const N: usize>(
    tuples: &mut [[u64; N]],
    buckets: usize,
    bucket: impl Fn(&[u64; N]) -> usize,
) -> Vec<usize> {
    let mut ends = vec![0; buckets];
    for tuple in tuples.iter() {
        ends[bucket(tuple)] += 1;
    }
    let mut next = Vec::with_capacity(buckets);
    let mut sum = 0;
    for end in &mut ends {
        next.push(sum);
        sum += *end;
        *end = sum;
    }
    for index in 0..buckets {
        while next[index] < ends[index] {
            let mut tuple = tuples[next[index]];
            let mut place = bucket(&tuple);
            // Follows the chain of displaced tuples until one belongs here.
            while place != index {
                std::mem::swap(&mut tuple, &mut tuples[next[place]]);
                next[place] += 1;
                place = bucket(&tuple);
            }
            tuples[next[index]] = tuple;
            next[index] += 1;
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn tuples_are_sorted_however_their_first_words_lie(
            mut tuples in prop::collection::vec(
                prop::array::uniform2(prop_oneof![any::<u64>(), 0u64..40, Just(u64::MAX)]), 0..900
            )
        ) {
            let mut expected = tuples.clone();
            expected.sort();
            let sizes = into_parts(&mut tuples);
            prop_assert_eq!(sizes.iter().map(|size| *size as usize).sum::<usize>(), tuples.len());
            prop_assert!(tuples.is_sorted_by_key(part));
            sort(&mut tuples);
            prop_assert_eq!(tuples, expected);
        }
    }
}
