//! Patterns of the numbering plans: slow to prepare and fast to ask, where they are asked often.

use std::fmt;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use regex::bytes::{Captures, Regex};
use regex_automata::dfa::{StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::syntax;

use super::table::Table;

/// How often a pattern is asked before a table of its states is made. A leak seldom touches more than a handful
/// of regions, and a table costs as much as some thousand questions.
const OFTEN: u32 = 2000;
/// The most memory one table may take, in bytes; a pattern that needs more keeps to its regular expression.
const TABLE_BYTES: usize = 4 << 20;

/// A pattern that begins at the start of the digits, compiled at its first use.
pub(super) struct Pattern {
    text: String,
    asked: AtomicU32,
    regex: OnceLock<Option<Regex>>,
    states: OnceLock<Option<Table>>,
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Pattern {
    pub(super) fn new(text: String) -> Pattern {
        Pattern { text, asked: AtomicU32::new(0), regex: OnceLock::new(), states: OnceLock::new() }
    }

    /// Whether `digits` match.
    pub(super) fn is_match(&self, digits: &[u8]) -> bool {
        self.end(digits).is_some()
    }

    /// Where the match ends that starts at the first digit.
    pub(super) fn end(&self, digits: &[u8]) -> Option<usize> {
        // The count need not be exact: it only says when a table is worth its price.
        if self.asked.load(Ordering::Relaxed) < OFTEN {
            self.asked.fetch_add(1, Ordering::Relaxed);
            return self.end_by_regex(digits);
        }
        self.end_by_states(digits)
    }

    /// The groups of the match.
    pub(super) fn captures<'d>(&self, digits: &'d [u8]) -> Option<Captures<'d>> {
        self.regex()?.captures(digits)
    }

    // The metadata is part of the binary; a test compiles every pattern, so none is lost here.
    fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| Regex::new(&self.text).ok()).as_ref()
    }

    pub(super) fn end_by_regex(&self, digits: &[u8]) -> Option<usize> {
        self.regex()?.find(digits).map(|found| found.end())
    }

    pub(super) fn end_by_states(&self, digits: &[u8]) -> Option<usize> {
        match self.states.get_or_init(|| states(&self.text)) {
            Some(states) => states.end(digits),
            None => self.end_by_regex(digits),
        }
    }

    #[cfg(test)]
    pub(super) fn compiles(&self) -> bool {
        self.regex().is_some()
    }
}

fn states(pattern: &str) -> Option<Table> {
    let automaton = dense::Builder::new()
        .configure(
            dense::Config::new()
                .start_kind(StartKind::Anchored)
                .dfa_size_limit(Some(TABLE_BYTES))
                .determinize_size_limit(Some(4 * TABLE_BYTES)),
        )
        .syntax(syntax::Config::new().unicode(false).utf8(false))
        .thompson(thompson::Config::new().utf8(false))
        .build(pattern)
        .ok()?;
    Table::new(&automaton)
}
