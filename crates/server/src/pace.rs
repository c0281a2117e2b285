//! How fast somebody may ask: a generic cell rate (ITU-T I.371, "virtual scheduling") for each address, in memory.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

/// Addresses that are remembered at once; beyond it those that have rested longest are forgotten.
const ADDRESSES_MAX: usize = 100_000;

/// One limit, kept for each address by itself.
#[derive(Debug)]
pub(crate) struct Pace {
    /// Microseconds that one request costs.
    cost_us: i64,
    /// Microseconds that may be owed at once.
    burst_us: i64,
    /// When each address will have paid.
    paid_at: Mutex<HashMap<IpAddr, i64>>,
}

impl Pace {
    /// `burst` at once, then one every `every_ms`.
    pub(crate) fn new(burst: u32, every_ms: u32) -> Pace {
        let cost_us = i64::from(every_ms) * 1_000;
        Pace { cost_us, burst_us: cost_us * i64::from(burst), paid_at: Mutex::default() }
    }

    /// Whether `address` may ask now; if so, it has.
    pub(crate) fn allows(&self, address: IpAddr, now: Timestamp) -> bool {
        let now_us = now.as_microsecond();
        let mut paid_at = self.paid_at.lock().unwrap_or_else(PoisonError::into_inner);
        if paid_at.len() >= ADDRESSES_MAX {
            paid_at.retain(|_, paid| *paid > now_us);
        }
        let paid = paid_at.get(&address).copied().unwrap_or(now_us).max(now_us);
        let after = paid + self.cost_us;
        if after - now_us > self.burst_us {
            return false;
        }
        paid_at.insert(address, after);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_allowed_then_one_at_a_time_and_others_are_not_held_up() {
        let pace = Pace::new(3, 1_000);
        let (one, other) = (IpAddr::from([127, 0, 0, 1]), IpAddr::from([127, 0, 0, 2]));
        let at = |ms: i64| Timestamp::from_millisecond(1_700_000_000_000 + ms).unwrap();
        assert!((0..3).all(|_| pace.allows(one, at(0))));
        assert!(!pace.allows(one, at(0)));
        assert!(pace.allows(other, at(0)));
        assert!(!pace.allows(one, at(999)));
        assert!(pace.allows(one, at(1_000)));
        assert!(!pace.allows(one, at(1_000)));
        assert!((0..3).all(|_| pace.allows(one, at(60_000))), "who rests may hurry again");
    }
}
