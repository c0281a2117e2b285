//! The customers of a case: who of the register was found in its leaks, and what of theirs leaked. One sealed list for each
//! leak that was counted ([`write`]), read together with each customer once ([`read`]); the form of a list is
//! `docs/formats/customer-list.md`.

mod merge;
mod out;
mod read;
mod tally;
mod write;

use serde::{Deserialize, Serialize};

pub use out::CustomersOut;
pub use read::Customers;
pub use write::{CustomerWriter, SealedList};

/// A customer of the register that was found in a leak: one line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Customer {
    /// What the register calls them: its own key, or the row and the register where it has none. Lists are in the order of
    /// its bytes, and no key stands twice.
    pub key: String,
    /// Their name, as the register writes it.
    pub name: Option<String>,
    /// E-mail addresses in the register, never those in the leak.
    pub email: Vec<String>,
    /// Telephone numbers in the register, never those in the leak: E.164 where the region is known.
    pub phone: Vec<String>,
    /// Kinds of data of theirs that leaked, as the report of the leak calls them (`identifiers.<kind>`), in alphabetical
    /// order.
    pub leaked: Vec<String>,
    /// The classes of those kinds, in alphabetical order.
    pub classes: Vec<String>,
    /// How surely they are meant.
    #[serde(rename = "match")]
    pub matched: Match,
    /// What they were found by: kinds of identifiers where the match is exact; `name_or_birth_differs`,
    /// `several_customers`, `name_and_birth`, `name_and_address`, `key_of_two` where it is not.
    pub reasons: Vec<String>,
    /// Whether it is certain that a person of the leak is a person of its own; where it is not, the customer was found, and
    /// adds nobody to a least number.
    pub certain: bool,
    /// How often a person of a leak matched this customer besides another one, who was counted: so many fewer different people there
    /// may be.
    pub doubles: u64,
    /// Evidence in which they were found; empty in a sealed list, whose event names the evidence of all its lines.
    pub evidence: Vec<String>,
}

/// How surely a customer is the one in the leak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Match {
    /// An identifier is the same, and nothing contradicts it.
    Exact,
    /// They may be meant: a person should look before anything is sent.
    #[default]
    Near,
}

/// The reason of a customer whose key stands for two people, in one register or in two.
pub(crate) const KEY_OF_TWO: &str = "key_of_two";

impl Customer {
    /// The line, with its end.
    pub(crate) fn line(&self) -> Vec<u8> {
        // Texts and numbers: there is nothing JSON could not hold.
        let mut line = serde_json::to_vec(self).unwrap_or_default();
        line.push(b'\n');
        line
    }
}
