//! How fast somebody may ask: a generic cell rate (ITU-T I.371, "virtual scheduling") for each of those who are held apart, in memory.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

/// Those who are remembered at once; beyond it those that have rested longest are forgotten.
const REMEMBERED_MAX: usize = 100_000;

/// One limit, kept for each by itself.
#[derive(Debug)]
pub(crate) struct Pace<K> {
    /// Microseconds that one request costs.
    cost_us: i64,
    /// Microseconds that may be owed at once.
    burst_us: i64,
    /// When each will have paid.
    paid_at: Mutex<HashMap<K, i64>>,
}

/// From where somebody asks: an address, or of version 6 the network of 64 bits that one household or machine has to itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Whence(IpAddr);

impl From<IpAddr> for Whence {
    fn from(address: IpAddr) -> Whence {
        Whence(match address.to_canonical() {
            IpAddr::V6(six) => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() >> 64 << 64)),
            four => four,
        })
    }
}

impl<K: Hash + Eq + Clone> Pace<K> {
    /// `burst` at once, then one every `every_ms`.
    pub(crate) fn new(burst: u32, every_ms: u32) -> Pace<K> {
        let cost_us = i64::from(every_ms) * 1_000;
        Pace { cost_us, burst_us: cost_us * i64::from(burst), paid_at: Mutex::default() }
    }

    /// Whether `who` may ask now; if so, they have.
    pub(crate) fn allows(&self, who: &K, now: Timestamp) -> bool {
        let now_us = now.as_microsecond();
        let mut paid_at = self.held(now_us);
        let after = self.after(&paid_at, who, now_us);
        if after - now_us > self.burst_us {
            return false;
        }
        paid_at.insert(who.clone(), after);
        true
    }

    /// Notes one more of what is to be rare; never more is owed than the burst and one.
    pub(crate) fn note(&self, who: &K, now: Timestamp) {
        let now_us = now.as_microsecond();
        let mut paid_at = self.held(now_us);
        let after = self.after(&paid_at, who, now_us).min(now_us + self.burst_us + self.cost_us);
        paid_at.insert(who.clone(), after);
    }

    /// How long until one more would be within the burst.
    pub(crate) fn behind(&self, who: &K, now: Timestamp) -> Duration {
        let now_us = now.as_microsecond();
        let after = self.after(&self.held(now_us), who, now_us);
        Duration::from_micros(u64::try_from(after - now_us - self.burst_us).unwrap_or(0))
    }

    fn after(&self, paid_at: &HashMap<K, i64>, who: &K, now_us: i64) -> i64 {
        paid_at.get(who).copied().unwrap_or(now_us).max(now_us) + self.cost_us
    }

    fn held(&self, now_us: i64) -> MutexGuard<'_, HashMap<K, i64>> {
        let mut paid_at = self.paid_at.lock().unwrap_or_else(PoisonError::into_inner);
        if paid_at.len() >= REMEMBERED_MAX {
            paid_at.retain(|_, paid| *paid > now_us);
        }
        paid_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millisecond(1_700_000_000_000 + ms).unwrap()
    }

    #[test]
    fn a_burst_is_allowed_then_one_at_a_time_and_others_are_not_held_up() {
        let pace = Pace::new(3, 1_000);
        let (one, other) =
            (Whence::from(IpAddr::from([127, 0, 0, 1])), Whence::from(IpAddr::from([127, 0, 0, 2])));
        assert!((0..3).all(|_| pace.allows(&one, at(0))));
        assert!(!pace.allows(&one, at(0)));
        assert!(pace.allows(&other, at(0)));
        assert!(!pace.allows(&one, at(999)));
        assert!(pace.allows(&one, at(1_000)));
        assert!(!pace.allows(&one, at(1_000)));
        assert!((0..3).all(|_| pace.allows(&one, at(60_000))), "who rests may hurry again");
    }

    #[test]
    fn what_is_rare_is_waited_for_only_when_it_is_not_and_never_longer_than_for_one() {
        let pace = Pace::new(3, 1_000);
        let who = "li.wei".to_owned();
        (0..2).for_each(|_| pace.note(&who, at(0)));
        assert_eq!(pace.behind(&who, at(0)), Duration::ZERO);
        (0..50).for_each(|_| pace.note(&who, at(0)));
        assert_eq!(pace.behind(&who, at(0)), Duration::from_secs(2));
        assert_eq!(pace.behind(&who, at(1_500)), Duration::from_millis(500));
        assert_eq!(pace.behind(&who, at(9_000)), Duration::ZERO);
        assert_eq!(pace.behind(&"somebody else".to_owned(), at(0)), Duration::ZERO);
    }

    #[test]
    fn a_network_of_64_bits_is_one_and_an_address_written_in_two_ways_is_one() {
        let from = |text: &str| Whence::from(text.parse::<IpAddr>().unwrap());
        assert_eq!(from("2001:db8:0:1::1"), from("2001:db8:0:1:ffff::2"));
        assert_ne!(from("2001:db8:0:1::1"), from("2001:db8:0:2::1"));
        assert_eq!(from("::ffff:203.0.113.7"), from("203.0.113.7"));
        assert_ne!(from("203.0.113.7"), from("203.0.113.8"));
    }
}
