//! Sorted lists read as one: every key once, in bounded memory.

use std::io::{BufRead, BufReader, Read};

use messages::Message;

use super::{Customer, KEY_OF_TWO, Match};
use crate::DeskError;
use crate::evidence::unreadable;

/// The longest line a list may hold, bytes: a customer with a thousand addresses is far below it.
pub(crate) const LINE_MOST: u64 = 1 << 20;

/// Lines of one list, in the order of their keys.
pub(crate) struct Lines {
    lines: BufReader<Box<dyn Read + Send>>,
    /// Evidence of every line, for a list whose lines name none.
    evidence: Vec<String>,
    last: Option<String>,
}

impl Lines {
    pub(crate) fn new(list: Box<dyn Read + Send>, evidence: Vec<String>) -> Lines {
        Lines { lines: BufReader::with_capacity(1 << 16, list), evidence, last: None }
    }

    fn next(&mut self) -> Result<Option<Customer>, DeskError> {
        let mut line = Vec::new();
        let read = self.lines.by_ref().take(LINE_MOST).read_until(b'\n', &mut line);
        if read.map_err(|error| unreadable(&error))? == 0 {
            return Ok(None);
        }
        let whole = line.last() == Some(&b'\n');
        let customer = whole.then(|| serde_json::from_slice::<Customer>(&line).ok()).flatten();
        let mut customer = customer.ok_or_else(|| damaged(self.last.as_deref()))?;
        if self.last.as_ref().is_some_and(|last| *last >= customer.key) {
            return Err(damaged(self.last.as_deref()));
        }
        self.last = Some(customer.key.clone());
        if customer.evidence.is_empty() {
            customer.evidence.clone_from(&self.evidence);
        }
        Ok(Some(customer))
    }
}

fn damaged(after: Option<&str>) -> DeskError {
    DeskError::Damaged(match after {
        Some(after) => Message::new("desk-customer-list-damaged-after").with("after", after),
        None => Message::new("desk-customer-list-damaged"),
    })
}

/// Lists read together, the newest first: where two say something else of a customer, the newer stands first.
pub(crate) struct Merge {
    lists: Vec<(Lines, Option<Customer>)>,
}

impl Merge {
    pub(crate) fn new(lists: Vec<Lines>) -> Result<Merge, DeskError> {
        let lists = lists.into_iter().map(|mut lines| Ok::<_, DeskError>((lines.next()?, lines)));
        let lists: Result<Vec<_>, _> = lists.map(|list| list.map(|(first, lines)| (lines, first))).collect();
        Ok(Merge { lists: lists? })
    }

    pub(crate) fn next(&mut self) -> Result<Option<Customer>, DeskError> {
        let waiting = self.lists.iter().filter_map(|(_, next)| next.as_ref());
        let Some(key) = waiting.map(|customer| customer.key.as_str()).min().map(str::to_owned) else {
            return Ok(None);
        };
        let mut merged: Option<Customer> = None;
        for (lines, next) in &mut self.lists {
            if next.as_ref().is_none_or(|customer| customer.key != key) {
                continue;
            }
            let Some(here) = std::mem::replace(next, lines.next()?) else { continue };
            merged = Some(match merged {
                Some(newer) => newer.with(here),
                None => here,
            });
        }
        Ok(merged)
    }
}

impl Customer {
    /// This customer and what an older list says of the same key.
    pub(crate) fn with(mut self, older: Customer) -> Customer {
        let differ = differ(&self, &older);
        if self.matched != older.matched {
            // What made it near is settled by what made it exact elsewhere.
            let exact = if self.matched == Match::Exact { &self } else { &older };
            self.reasons = exact.reasons.clone();
            self.matched = Match::Exact;
        } else {
            add(&mut self.reasons, older.reasons);
        }
        self.name = self.name.or(older.name);
        add(&mut self.email, older.email);
        add(&mut self.phone, older.phone);
        add(&mut self.leaked, older.leaked);
        add(&mut self.classes, older.classes);
        add(&mut self.evidence, older.evidence);
        self.leaked.sort_unstable();
        self.classes.sort_unstable();
        self.certain |= older.certain;
        self.doubles = self.doubles.saturating_add(older.doubles);
        if differ || self.reasons.iter().any(|reason| reason == KEY_OF_TWO) {
            self.matched = Match::Near;
            add(&mut self.reasons, vec![KEY_OF_TWO.to_owned()]);
        }
        self
    }
}

/// Two people under one key: another name, and no way to reach the one reaches the other.
fn differ(one: &Customer, other: &Customer) -> bool {
    let named = |customer: &Customer| customer.name.as_deref().map(str::trim).map(str::to_lowercase);
    let (name, their_name) = (named(one), named(other));
    let shares = |here: &[String], there: &[String]| here.iter().any(|value| there.contains(value));
    name.is_some()
        && their_name.is_some()
        && name != their_name
        && !shares(&one.email, &other.email)
        && !shares(&one.phone, &other.phone)
}

fn add(here: &mut Vec<String>, more: Vec<String>) {
    for value in more {
        if !here.contains(&value) {
            here.push(value);
        }
    }
}
