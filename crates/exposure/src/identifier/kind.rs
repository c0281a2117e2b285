use std::fmt;

/// The legal class of a personal value; counts by class and by combination of classes are made from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Numbers given by a state, and what they rest on: name, date of birth.
    Identity,
    /// Ways to reach somebody.
    Contact,
    /// Cards and accounts.
    Payment,
    /// Where somebody lives.
    Location,
    /// Passwords and what stands for them. Known by the names of columns alone, as the two after it.
    Credential,
    /// Diagnoses, prescriptions, blood groups.
    Health,
    /// Fingerprints, faces, voices.
    Biometric,
}

impl Class {
    /// Every class, in the order reports list them.
    pub const ALL: [Class; 7] = [
        Class::Identity,
        Class::Contact,
        Class::Payment,
        Class::Location,
        Class::Credential,
        Class::Health,
        Class::Biometric,
    ];

    /// Those that no kind of value belongs to: any value in a column whose name says so is of the class.
    pub const BY_COLUMN: [Class; 3] = [Class::Credential, Class::Health, Class::Biometric];

    /// The stable word of the class in JSON and in plans.
    pub const fn id(self) -> &'static str {
        match self {
            Class::Identity => "identity",
            Class::Contact => "contact",
            Class::Payment => "payment",
            Class::Location => "location",
            Class::Credential => "credential",
            Class::Health => "health",
            Class::Biometric => "biometric",
        }
    }
}

/// A kind of personal value.
///
/// A new kind is one line in this table, one file beside `cn_id.rs`, one line in the table of recognisers and
/// its header words in `data/headers.tsv`. The number of kinds is bounded by the 64 bits of a [`KindSet`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
    /// Identity number of a resident of mainland China (GB 11643, 18 characters, or the old 15 digits).
    CnId,
    /// Telephone or fax number of any region.
    Phone,
    /// E-mail address.
    Email,
    /// Payment card number (ISO/IEC 7812).
    Card,
    /// Postal address: one value per row, composed of its parts.
    Address,
    /// Name of a person.
    Name,
    /// Date of birth.
    BirthDate,
    /// Number a state gave a person, of whatever state but as [`Kind::CnId`] knows it: of identity, of insurance.
    NationalId,
    /// Passport number.
    Passport,
    /// Number of a driving licence.
    DriverLicence,
    /// Number a state gave a person for taxes.
    TaxNumber,
    /// Number of a bank account: IBAN anywhere, others by their column.
    Account,
}

/// What the table says about one kind.
struct Entry {
    kind: Kind,
    id: &'static str,
    class: Class,
    identifier: bool,
}

const TABLE: [Entry; 12] = [
    Entry { kind: Kind::CnId, id: "cn_id", class: Class::Identity, identifier: true },
    Entry { kind: Kind::Phone, id: "phone", class: Class::Contact, identifier: true },
    Entry { kind: Kind::Email, id: "email", class: Class::Contact, identifier: true },
    Entry { kind: Kind::Card, id: "card", class: Class::Payment, identifier: true },
    Entry { kind: Kind::Address, id: "address", class: Class::Location, identifier: false },
    Entry { kind: Kind::Name, id: "name", class: Class::Identity, identifier: false },
    Entry { kind: Kind::BirthDate, id: "birth_date", class: Class::Identity, identifier: false },
    Entry { kind: Kind::NationalId, id: "national_id", class: Class::Identity, identifier: true },
    Entry { kind: Kind::Passport, id: "passport", class: Class::Identity, identifier: true },
    Entry { kind: Kind::DriverLicence, id: "driver_licence", class: Class::Identity, identifier: true },
    Entry { kind: Kind::TaxNumber, id: "tax_number", class: Class::Identity, identifier: true },
    Entry { kind: Kind::Account, id: "account", class: Class::Payment, identifier: true },
];

impl Kind {
    /// How many kinds there are.
    pub const COUNT: usize = TABLE.len();

    /// Every kind, in the order of the table.
    pub fn all() -> impl Iterator<Item = Kind> {
        TABLE.iter().map(|entry| entry.kind)
    }

    /// The kind whose [`id`](Kind::id) is `id`.
    pub fn from_id(id: &str) -> Option<Kind> {
        TABLE.iter().find(|entry| entry.id == id).map(|entry| entry.kind)
    }

    /// The stable word of the kind in JSON (`identifiers.<kind>`), in plans and in data files.
    pub const fn id(self) -> &'static str {
        TABLE[self as usize].id
    }

    /// Whether one value points at one somebody by itself (DEFINITIONS: identifier, as opposed to value).
    pub const fn is_identifier(self) -> bool {
        TABLE[self as usize].identifier
    }

    /// Whether nothing but the name of a column says that a value is of this kind: its numbers have no form of
    /// their own.
    pub const fn is_told_by_column(self) -> bool {
        matches!(
            self,
            Kind::NationalId | Kind::Passport | Kind::DriverLicence | Kind::TaxNumber | Kind::Account
        )
    }

    /// The class the kind counts under.
    pub const fn class(self) -> Class {
        TABLE[self as usize].class
    }

    /// The place of the kind in the table, for arrays of [`Kind::COUNT`] counters.
    pub const fn index(self) -> usize {
        self as usize
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// A set of kinds: what a value may be where no checksum and no column decides. Never empty in a finding.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct KindSet(u64);

impl KindSet {
    /// The set without a kind.
    pub const EMPTY: KindSet = KindSet(0);

    /// The set of one kind.
    pub const fn of(kind: Kind) -> KindSet {
        KindSet(1 << kind as u8)
    }

    /// This set and one kind more.
    #[must_use]
    pub const fn with(self, kind: Kind) -> KindSet {
        KindSet(self.0 | 1 << kind as u8)
    }

    /// Whether the kind may be meant.
    pub const fn contains(self, kind: Kind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    /// How many kinds may be meant.
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether no kind may be meant.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The kinds, in the order of the table.
    pub fn iter(self) -> impl Iterator<Item = Kind> {
        // Bit by bit, not kind by kind: loops over a set inside loops over a table of known length are unrolled by the
        // compiler into each other, for minutes.
        let mut left = self.0;
        std::iter::from_fn(move || {
            let entry = TABLE.get(left.trailing_zeros() as usize)?;
            left &= left - 1;
            Some(entry.kind)
        })
    }

    /// Whether a kind of this class may be meant.
    pub fn has_class(self, class: Class) -> bool {
        self.iter().any(|kind| kind.class() == class)
    }

    /// The most likely kind: the first in the order of the table (recognisers with a stronger check stand first).
    pub fn first(self) -> Option<Kind> {
        TABLE.get(self.0.trailing_zeros() as usize).map(|entry| entry.kind)
    }
}

impl fmt::Debug for KindSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(Kind::id)).finish()
    }
}

impl FromIterator<Kind> for KindSet {
    fn from_iter<I: IntoIterator<Item = Kind>>(kinds: I) -> KindSet {
        kinds.into_iter().fold(KindSet::EMPTY, KindSet::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_kinds_stands_in_the_order_of_the_enum() {
        for (index, kind) in Kind::all().enumerate() {
            assert_eq!(kind.index(), index);
            assert_eq!(Kind::from_id(kind.id()), Some(kind));
        }
    }
}
