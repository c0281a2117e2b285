//! Dates of birth as words that tell whether two may be one: an order of day and month that nothing decides leaves two readings, and some
//! dates stand where none is known.

use std::sync::OnceLock;

use crate::column::undecided_day;

/// Set in a date that is certain.
const CERTAIN: u32 = 1 << 31;
/// Set in a date that may stand for none, or of which the century is not told.
const PLACEHOLDER: u32 = 1 << 30;
/// What both readings of one date share, above what is its own.
const OWN_BITS: u32 = 11;
const SHARED: u32 = (PLACEHOLDER - 1) & !((1 << OWN_BITS) - 1);

/// The word of a date of birth in its canonical form, by a hash of texts; never 0, which stands for none.
pub(crate) fn of_date(canonical: &str, hash: impl Fn(&[u8]) -> u64) -> u32 {
    let part = |text: &str| (hash(text.as_bytes()) >> 32) as u32;
    let own = |text: &str| part(text) & ((1 << OWN_BITS) - 1);
    let both = |[year, one, other]: [u32; 3]| {
        1 << OWN_BITS | part(&format!("{year} {} {}", one.min(other), one.max(other))) & SHARED
    };
    if let Some(read) = undecided_day(canonical) {
        let [year, one, other] = read;
        return (both(read) | own(&format!("{year} {one} {other}"))).max(1);
    }
    // Two digits of a year, and whatever else is not understood, say nothing that could be another's.
    let Some(read) = of_numbers(canonical).filter(|_| !is_placeholder(canonical)) else {
        return PLACEHOLDER | part(canonical) & SHARED | own(canonical);
    };
    CERTAIN | both(read) | own(canonical)
}

/// The date of birth in an identity number: nobody writes one there for want of a better.
pub(crate) fn of_number(canonical: &str, hash: impl Fn(&[u8]) -> u64) -> u32 {
    of_date(canonical, hash) & !PLACEHOLDER | CERTAIN
}

fn of_numbers(canonical: &str) -> Option<[u32; 3]> {
    let mut numbers = canonical.split('-').map(|number| number.parse().ok());
    let read = [numbers.next()??, numbers.next()??, numbers.next()??];
    Some(read).filter(|[year, ..]| *year > 99)
}

fn is_placeholder(canonical: &str) -> bool {
    static DATES: OnceLock<Vec<&'static str>> = OnceLock::new();
    let dates = DATES.get_or_init(|| {
        let lines = include_str!("../data/birth_placeholders.tsv").lines();
        lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').next()).collect()
    });
    dates.contains(&canonical)
}

/// Whether a date may stand for none.
pub(crate) fn says_nothing(birth: u32) -> bool {
    birth & PLACEHOLDER != 0
}

/// What both readings of a date share; never 0 but of 0.
pub(crate) fn both_readings(birth: u32) -> u32 {
    birth & (PLACEHOLDER | SHARED)
}

/// Whether two dates cannot be one person's: not if one is absent, stands for none, or is the other in one of its readings.
pub(crate) fn are_two(one: u32, other: u32) -> bool {
    let told = one != 0 && other != 0 && one != other && !says_nothing(one) && !says_nothing(other);
    told && (one & other & CERTAIN != 0 || both_readings(one) != both_readings(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(date: &str) -> u32 {
        of_date(date, |text| {
            text.iter().fold(7u64, |all, byte| (all ^ u64::from(*byte)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
        })
    }

    #[test]
    fn an_undecided_date_may_be_either_of_its_readings() {
        assert!(!are_two(of("01/02/1980"), of("1980-01-02")) && !are_two(of("1980-02-01"), of("1/2/1980")));
        assert!(are_two(of("01/02/1980"), of("1980-01-03")) && are_two(of("1980-01-02"), of("1980-02-01")));
        assert!(!are_two(of("01/02/1980"), of("02/01/1980")), "one is written the other way");
        assert_eq!(of("01/02/1980"), of("1/2/1980"));
        assert_ne!(of("01/02/1980"), of("2/1/1980"));
        assert!(are_two(of("1980-01-02"), of("1980-01-25")));
    }

    #[test]
    fn a_placeholder_says_nothing_and_is_a_day_all_the_same() {
        assert!(says_nothing(of("1970-01-01")) && !are_two(of("1970-01-01"), of("1982-03-04")));
        assert_ne!(of("1970-01-01"), of("1900-01-01"));
        let number = of_number("1970-01-01", |_| 3 << 40);
        assert!(!says_nothing(number) && are_two(number, of("1982-03-04")));
        assert!(!are_two(0, of("1982-03-04")));
    }
}
