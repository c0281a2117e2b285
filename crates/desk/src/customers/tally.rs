//! Counting a list, or several together.

use std::collections::BTreeMap;

use incident::event::evidence::{Leaked, Tally};

use super::{Customer, Match};

/// Counts customers as they pass.
#[derive(Debug, Default)]
pub(crate) struct Counter {
    customers: u64,
    exact: u64,
    /// Customers whom a person of a leak certainly is.
    certain: u64,
    /// Pairs of customers that may be one person.
    doubles: u64,
    leaked: BTreeMap<String, u64>,
}

impl Counter {
    pub(crate) fn add(&mut self, customer: &Customer) {
        self.customers += 1;
        let exact = customer.matched == Match::Exact;
        self.exact += u64::from(exact);
        self.certain += u64::from(exact && customer.certain);
        self.doubles = self.doubles.saturating_add(customer.doubles);
        for kind in &customer.leaked {
            match self.leaked.get_mut(kind) {
                Some(count) => *count += 1,
                None => drop(self.leaked.insert(kind.clone(), 1)),
            }
        }
    }

    /// `at_least`: what is known besides of how many different people there are at least. Customers who may be one person are
    /// taken for one: with c customers and d pairs of them that one person matched, there are at least c − d people, because every pair
    /// joins two groups into one at most.
    pub(crate) fn tally(self, at_least: u64) -> Tally {
        Tally {
            customers: self.customers,
            exact: self.exact,
            near: self.customers - self.exact,
            at_least: self.certain.saturating_sub(self.doubles).max(at_least),
            leaked: self.leaked.into_iter().map(|(kind, customers)| Leaked { kind, customers }).collect(),
        }
    }
}
