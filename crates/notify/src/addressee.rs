//! What a letter's row holds, sealed in the outbox (`docs/formats/outbox.md`, *plaintext of a row*).

use desk::{Customer, Match};
use documents::{Item, ItemKind, Recipient};
use serde::{Deserialize, Serialize};

use crate::smtp::is_address;

/// Somebody a letter is for.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Addressee {
    /// What tells this customer from all others in the list.
    pub key: String,
    /// Their name as the register has it.
    pub name: Option<String>,
    /// Their addresses, tried in this order. Those that cannot be used are left out.
    pub email: Vec<String>,
    /// Kinds of data of theirs that leaked: words of [`ItemKind::WORDS`].
    pub leaked: Vec<String>,
    /// Why no letter may go to them as they stand on the list, in a word: a person has to look first.
    pub held: Option<String>,
}

/// Why somebody is listed and gets no letter.
pub mod held {
    /// They may not be the one in the leak.
    pub const NEAR: &str = "near";
    /// Something of theirs leaked for which letters have no name yet, or nothing is known of what did: their letter would not
    /// say what it must.
    pub const UNSAID: &str = "unsaid";
}

impl From<Customer> for Addressee {
    fn from(customer: Customer) -> Addressee {
        let Customer { key, name, email, leaked, matched, .. } = customer;
        let near = (matched == Match::Near).then(|| held::NEAR.to_owned());
        Addressee { key, name, email, leaked, held: near }
    }
}

impl std::fmt::Debug for Addressee {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Addressee({} addresses)", self.email.len())
    }
}

impl Addressee {
    /// With only the addresses that can be used, each once, and the reason if no letter may go to them.
    #[must_use]
    pub fn checked(mut self) -> Addressee {
        let mut seen: Vec<String> = Vec::new();
        self.email.retain(|address| {
            let new = is_address(address) && !seen.contains(address);
            seen.extend(new.then(|| address.clone()));
            new
        });
        let said = self.leaked.iter().all(|kind| ItemKind::from_id(kind).is_some());
        if self.held.is_none() && (!said || self.leaked.is_empty()) {
            self.held = Some(held::UNSAID.to_owned());
        }
        self
    }

    /// How many addresses their letter may go to.
    pub fn ways(&self) -> u32 {
        if self.held.is_some() { 0 } else { u32::try_from(self.email.len()).unwrap_or(u32::MAX) }
    }

    /// As it is sealed.
    pub fn row(&self) -> Vec<u8> {
        // Texts alone: there is nothing JSON could not hold.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// As it was sealed; `None` for what is none of ours.
    pub fn read(row: &[u8]) -> Option<Addressee> {
        serde_json::from_slice(row).ok()
    }

    /// Whom the letter is written to; `code` is the number by which it can be asked whether it is ours.
    pub fn recipient(&self, code: Option<String>) -> Recipient {
        let item = |kind: &String| ItemKind::from_id(kind).map(|kind| Item { kind, value: None });
        Recipient {
            name: self.name.clone(),
            leaked: self.leaked.iter().filter_map(item).collect(),
            code,
            ..Recipient::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addressee() -> Addressee {
        Addressee {
            key: "K-7".to_owned(),
            name: Some("王五".to_owned()),
            email: ["w@example.org", "w@example.org", "no address", "w2@example.org"]
                .map(str::to_owned)
                .into(),
            leaked: ["cn_id", "phone"].map(str::to_owned).into(),
            held: None,
        }
    }

    #[test]
    fn the_bytes_of_a_row_are_the_ones_written_down() {
        let row = addressee().checked().row();
        let golden = include_bytes!("../tests/golden/row.1.json");
        assert_eq!(String::from_utf8_lossy(&row), String::from_utf8_lossy(golden));
        assert_eq!(Addressee::read(golden), Some(addressee().checked()));
    }

    #[test]
    fn only_usable_addresses_count_and_what_cannot_be_said_holds_the_letter() {
        assert_eq!(addressee().checked().ways(), 2);
        let unnamed = Addressee { leaked: vec!["cn_id".to_owned(), "fingerprint".to_owned()], ..addressee() };
        assert_eq!(
            (unnamed.clone().checked().ways(), unnamed.checked().held.as_deref()),
            (0, Some("unsaid"))
        );
        let nothing = Addressee { leaked: Vec::new(), ..addressee() };
        assert_eq!(nothing.checked().ways(), 0);
        let near = Addressee { held: Some(held::NEAR.to_owned()), ..addressee() };
        assert_eq!(near.checked().ways(), 0);
    }

    #[test]
    fn a_customer_who_may_not_be_meant_gets_no_letter_before_somebody_has_looked() {
        let customer = |matched| Customer {
            key: "K-7".to_owned(),
            email: vec!["w@example.org".to_owned()],
            leaked: vec!["cn_id".to_owned()],
            matched,
            ..Customer::default()
        };
        assert_eq!(Addressee::from(customer(Match::Exact)).checked().ways(), 1);
        let near = Addressee::from(customer(Match::Near)).checked();
        assert_eq!((near.ways(), near.held.as_deref()), (0, Some("near")));
    }

    #[test]
    fn no_name_no_address_and_no_key_stands_in_what_is_logged() {
        assert_eq!(format!("{:?}", addressee()), "Addressee(4 addresses)");
    }
}
