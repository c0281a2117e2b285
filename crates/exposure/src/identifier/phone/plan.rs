//! The numbering plans, read from the metadata of the `phonenumber` crate (libphonenumber's).
//!
//! Only its data is used: its parser takes a lock per match and does not anchor its patterns at the end.

use std::sync::OnceLock;

use phonenumber::Metadata;
use phonenumber::metadata::{DATABASE, Descriptor};

use super::pattern::Pattern;
use crate::identifier::Region;

/// The numbering plan of one region (or of one non-geographic calling code, region `None`).
pub(super) struct Plan {
    pub(super) region: Option<Region>,
    /// The calling code, 1 to 999.
    pub(super) code: u16,
    /// Bit n: numbers of n digits exist.
    pub(super) lengths: u32,
    /// Bit n: numbers of n digits can be dialled inside an area only.
    pub(super) local_lengths: u32,
    valid: Option<Pattern>,
    leading: Option<Pattern>,
    prefix: Option<Pattern>,
    idd: Option<Pattern>,
    transform: Option<&'static str>,
}

fn at_start(pattern: &str) -> Pattern {
    Pattern::new(format!("(?x-u)^(?:{pattern})"))
}

impl Plan {
    fn new(metadata: &'static Metadata) -> Plan {
        let kinds = metadata.descriptors();
        let described: Vec<&Descriptor> = [
            kinds.fixed_line(),
            kinds.mobile(),
            kinds.toll_free(),
            kinds.premium_rate(),
            kinds.shared_cost(),
            kinds.personal_number(),
            kinds.voip(),
            kinds.pager(),
            kinds.uan(),
            kinds.voicemail(),
        ]
        .into_iter()
        .flatten()
        .collect();
        let patterns: Vec<String> =
            described.iter().map(|kind| format!("(?:{})", kind.national_number().as_str())).collect();
        let prefix = metadata
            .national_prefix_for_parsing()
            .map(|pattern| pattern.as_str())
            .or(metadata.national_prefix())
            .map(at_start);
        Plan {
            region: Region::from_code(metadata.id()),
            code: metadata.country_code(),
            lengths: described.iter().fold(0, |bits, kind| bits | bitmap(kind.possible_length())),
            local_lengths: described.iter().fold(0, |bits, kind| bits | bitmap(kind.possible_local_length())),
            valid: (!patterns.is_empty())
                .then(|| Pattern::new(format!("(?x-u)^(?:{})$", patterns.join("|")))),
            leading: metadata.leading_digits().map(|pattern| at_start(pattern.as_str())),
            prefix,
            idd: metadata.international_prefix().map(|pattern| at_start(pattern.as_str())),
            transform: metadata.national_prefix_transform_rule(),
        }
    }

    /// Whether `national` (digits without calling code and prefix) is a number somebody can have.
    pub(super) fn is_valid(&self, national: &[u8]) -> bool {
        national.len() < 32
            && self.lengths & 1 << national.len() != 0
            && self.valid.as_ref().is_some_and(|pattern| pattern.is_match(national))
    }

    /// Whether the plan claims numbers of its calling code that start like `national`; `None`: it has no such rule.
    pub(super) fn leads(&self, national: &[u8]) -> Option<bool> {
        self.leading.as_ref().map(|pattern| pattern.is_match(national))
    }

    /// The length of the international prefix `digits` start with, as dialled in this region.
    pub(super) fn international_prefix(&self, digits: &[u8]) -> Option<usize> {
        self.idd.as_ref()?.end(digits).filter(|end| *end > 0)
    }

    /// `digits` without the national prefix (and carrier code), if they have one; into `out`.
    pub(super) fn strip_prefix<'o>(&self, digits: &[u8], out: &'o mut [u8; 24]) -> Option<&'o [u8]> {
        let pattern = self.prefix.as_ref()?;
        let end = pattern.end(digits).filter(|end| *end > 0)?;
        let mut written = 0;
        if let Some(rule) = self.transform {
            written = transformed(pattern, rule, digits, out)?;
        }
        let rest = &digits[end..];
        out.get_mut(written..written + rest.len())?.copy_from_slice(rest);
        Some(&out[..written + rest.len()])
    }
}

/// What the transform rule makes of the prefix of `digits`, at the start of `out`: nothing, if the last group of
/// the prefix's pattern took no part. Gives the length written; `None` if there is no room.
fn transformed(pattern: &Pattern, rule: &str, digits: &[u8], out: &mut [u8; 24]) -> Option<usize> {
    let captures = pattern.captures(digits)?;
    let last = captures.len() - 1;
    if last == 0 || captures.get(last).is_none() {
        return Some(0);
    }
    let mut text = Vec::new();
    captures.expand(rule.as_bytes(), &mut text);
    out.get_mut(..text.len())?.copy_from_slice(&text);
    Some(text.len())
}

fn bitmap(lengths: &[u16]) -> u32 {
    lengths.iter().filter(|length| **length < 32).fold(0, |bits, length| bits | 1 << length)
}

/// Every plan, by calling code (the main region of a code first) and by region.
pub(super) struct Plans {
    plans: Vec<Plan>,
    by_code: Vec<Vec<u16>>,
    /// The plan of a region, by the place of its two letters among all pairs of letters.
    by_region: Vec<Option<u16>>,
}

/// The plans; the first call reads the metadata (some milliseconds).
pub(super) fn plans() -> &'static Plans {
    static PLANS: OnceLock<Plans> = OnceLock::new();
    PLANS.get_or_init(|| {
        let mut all: Vec<&'static Metadata> = DATABASE.iter().collect();
        all.sort_by_key(|metadata| {
            (metadata.country_code(), !metadata.is_main_country_for_code(), metadata.id().to_owned())
        });
        let plans: Vec<Plan> = all.into_iter().map(Plan::new).collect();
        let mut by_code = vec![Vec::new(); 1000];
        let mut by_region = vec![None; 26 * 26];
        for (index, plan) in plans.iter().enumerate() {
            if let Some(place) = plan.region.and_then(|region| by_region.get_mut(region.place())) {
                place.get_or_insert(index as u16);
            }
            if let Some(list) = by_code.get_mut(usize::from(plan.code)) {
                list.push(index as u16);
            }
        }
        Plans { plans, by_code, by_region }
    })
}

impl Plans {
    /// The plan of a region.
    pub(super) fn of_region(&self, region: Region) -> Option<&Plan> {
        let index = (*self.by_region.get(region.place())?)?;
        self.plans.get(usize::from(index))
    }

    /// The plans that share a calling code, the main one first; empty for a code nobody has.
    pub(super) fn of_code(&self, code: u16) -> impl Iterator<Item = &Plan> + Clone {
        let list: &[u16] = self.by_code.get(usize::from(code)).map_or(&[], Vec::as_slice);
        list.iter().map(|index| &self.plans[usize::from(*index)])
    }

    /// The calling code at the start of `digits`, and how many digits it has. Codes are free of prefixes.
    pub(super) fn code_of(&self, digits: &[u8]) -> Option<(u16, usize)> {
        let mut code = 0;
        for (index, digit) in digits.iter().take(3).enumerate() {
            code = code * 10 + u16::from(digit - b'0');
            if code == 0 {
                return None;
            }
            if !self.by_code[usize::from(code)].is_empty() {
                return Some((code, index + 1));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_pattern_of_the_metadata_compiles() {
        for plan in &plans().plans {
            for pattern in [&plan.valid, &plan.leading, &plan.prefix, &plan.idd].into_iter().flatten() {
                assert!(pattern.compiles(), "{:?} {pattern:?}", plan.region);
            }
        }
    }

    #[test]
    fn every_plan_is_found_by_its_region() {
        for plan in plans().plans.iter().filter(|plan| plan.region.is_some()) {
            let found = plan.region.and_then(|region| plans().of_region(region));
            assert_eq!(found.map(|found| found.code), Some(plan.code), "{:?}", plan.region);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn tables_of_states_answer_as_the_patterns_they_were_made_of(
            region in prop::sample::select(vec!["CN", "RU", "VN", "TW", "US", "BR", "AG", "DE", "GB", "AR"]),
            digits in "[0-9]{4,15}",
        ) {
            let plan = Region::from_code(region).and_then(|region| plans().of_region(region)).unwrap();
            for pattern in [&plan.valid, &plan.leading, &plan.prefix, &plan.idd].into_iter().flatten() {
                prop_assert_eq!(pattern.end_by_states(digits.as_bytes()), pattern.end_by_regex(digits.as_bytes()));
            }
        }
    }
}
