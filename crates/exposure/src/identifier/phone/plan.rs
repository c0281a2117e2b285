//! The numbering plans, read from the metadata of the `phonenumber` crate (libphonenumber's).
//!
//! Only its data is used: its parser takes a lock per match and does not anchor its patterns at the end.

use std::sync::OnceLock;

use phonenumber::Metadata;
use phonenumber::metadata::{DATABASE, Descriptor};
use regex::bytes::Regex;

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
    valid: Lazy,
    leading: Lazy,
    prefix: Lazy,
    idd: Lazy,
    transform: Option<&'static str>,
}

/// A pattern compiled at its first use: a leak seldom touches more than a handful of regions.
struct Lazy {
    pattern: Option<String>,
    regex: OnceLock<Option<Regex>>,
}

impl Lazy {
    fn new(pattern: Option<String>) -> Lazy {
        Lazy { pattern, regex: OnceLock::new() }
    }

    fn get(&self) -> Option<&Regex> {
        let pattern = self.pattern.as_ref()?;
        // The metadata is part of the binary; a test compiles every pattern, so none is lost here.
        self.regex.get_or_init(|| Regex::new(pattern).ok()).as_ref()
    }
}

fn at_start(pattern: &str) -> String {
    format!("(?x-u)^(?:{pattern})")
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
            valid: Lazy::new((!patterns.is_empty()).then(|| format!("(?x-u)^(?:{})$", patterns.join("|")))),
            leading: Lazy::new(metadata.leading_digits().map(|pattern| at_start(pattern.as_str()))),
            prefix: Lazy::new(prefix),
            idd: Lazy::new(metadata.international_prefix().map(|pattern| at_start(pattern.as_str()))),
            transform: metadata.national_prefix_transform_rule(),
        }
    }

    /// Whether `national` (digits without calling code and prefix) is a number somebody can have.
    pub(super) fn is_valid(&self, national: &[u8]) -> bool {
        national.len() < 32
            && self.lengths & 1 << national.len() != 0
            && self.valid.get().is_some_and(|regex| regex.is_match(national))
    }

    /// Whether the plan claims numbers of its calling code that start like `national`; `None`: it has no such rule.
    pub(super) fn leads(&self, national: &[u8]) -> Option<bool> {
        self.leading.get().map(|regex| regex.is_match(national))
    }

    /// The length of the international prefix `digits` start with, as dialled in this region.
    pub(super) fn international_prefix(&self, digits: &[u8]) -> Option<usize> {
        self.idd.get()?.find(digits).map(|found| found.end()).filter(|end| *end > 0)
    }

    /// `digits` without the national prefix (and carrier code), if they have one; into `out`.
    pub(super) fn strip_prefix<'o>(&self, digits: &[u8], out: &'o mut [u8; 24]) -> Option<&'o [u8]> {
        let regex = self.prefix.get()?;
        let captures = regex.captures(digits)?;
        let whole = captures.get(0).filter(|found| found.end() > 0)?;
        let rest = &digits[whole.end()..];
        let last = captures.len() - 1;
        let mut written = Vec::new();
        if let Some(rule) = self.transform.filter(|_| last > 0 && captures.get(last).is_some()) {
            captures.expand(rule.as_bytes(), &mut written);
        }
        written.extend_from_slice(rest);
        let target = out.get_mut(..written.len())?;
        target.copy_from_slice(&written);
        Some(target)
    }
}

fn bitmap(lengths: &[u16]) -> u32 {
    lengths.iter().filter(|length| **length < 32).fold(0, |bits, length| bits | 1 << length)
}

/// Every plan, by calling code (the main region of a code first) and by region.
pub(super) struct Plans {
    plans: Vec<Plan>,
    by_code: Vec<Vec<u16>>,
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
        for (index, plan) in plans.iter().enumerate() {
            if let Some(list) = by_code.get_mut(usize::from(plan.code)) {
                list.push(index as u16);
            }
        }
        Plans { plans, by_code }
    })
}

impl Plans {
    /// The plan of a region.
    pub(super) fn of_region(&self, region: Region) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.region == Some(region))
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
    use super::*;

    #[test]
    fn every_pattern_of_the_metadata_compiles() {
        for plan in &plans().plans {
            for lazy in [&plan.valid, &plan.leading, &plan.prefix, &plan.idd] {
                assert_eq!(
                    lazy.pattern.is_some(),
                    lazy.get().is_some(),
                    "{:?} {:?}",
                    plan.region,
                    lazy.pattern
                );
            }
        }
    }
}
