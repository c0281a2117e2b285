//! What tells two people apart besides their names: a date of birth, and a number of their own.

use crate::born;
use crate::identifier::{Kind, body_and_birth};
use crate::keyed::Keyed;

/// Parts of two hashes in one word, so that words in ascending order keep one date of birth together, and under it one
/// number; 0 where absent. Half a hash tells values apart that stand under one value, and nothing else is asked of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Mark(u64);

const NUMBER_BITS: u32 = 28;
const _: () = assert!(Kind::COUNT < 16, "kinds of numbers fit into four bits");

impl Mark {
    /// `birth` is that of [`Keyed::birth`], 0 for none.
    pub(crate) fn new(birth: u64, number: u32) -> Mark {
        let date = if birth == 0 { 0 } else { (birth >> 32).max(1) };
        Mark(date << 32 | u64::from(number))
    }

    pub(crate) fn of_word(word: u64) -> Mark {
        Mark(word)
    }

    pub(crate) fn word(self) -> u64 {
        self.0
    }

    /// The date of birth.
    pub(crate) fn birth(self) -> u64 {
        self.0 >> 32
    }

    /// The number, which may be one a person has several of.
    pub(crate) fn number(self) -> u32 {
        self.0 as u32
    }

    /// The number of which nobody has two.
    pub(crate) fn only_number(self) -> u32 {
        if kind_of(self.number()) == Some(Kind::CnId) { self.number() } else { 0 }
    }

    /// With another number.
    pub(crate) fn with(self, number: u32) -> Mark {
        Mark(self.0 >> 32 << 32 | u64::from(number))
    }

    /// What one of these says, and what it does not say as another says it.
    pub(crate) fn or(self, other: Mark) -> Mark {
        let birth = if self.birth() == 0 { other.birth() } else { self.birth() };
        let number = if self.only_number() == 0 { other.number() } else { self.number() };
        Mark(birth << 32 | u64::from(number))
    }

    /// Whether two of these are two persons', as far as both say it.
    pub(crate) fn conflicts(self, other: Mark) -> bool {
        let differ = |one: u64, other: u64| one != 0 && other != 0 && one != other;
        differ(self.birth(), other.birth())
            || differ(u64::from(self.only_number()), u64::from(other.only_number()))
    }

    /// Whether two of these cannot be one person's, however a date of birth is read.
    pub(crate) fn are_two(self, other: Mark) -> bool {
        let (number, others) = (self.only_number(), other.only_number());
        born::are_two(self.birth() as u32, other.birth() as u32)
            || number != 0 && others != 0 && number != others
    }

    /// What both readings of the date of birth share, of one that may stand for none itself; 0 where it is absent.
    pub(crate) fn readings(self) -> u64 {
        let birth = self.birth() as u32;
        u64::from(if born::says_nothing(birth) { birth } else { born::both_readings(birth) })
    }

    /// Whether the date of birth may be the other's, in one of its readings.
    pub(crate) fn has_birth_of(self, other: Mark) -> bool {
        !born::are_two(self.birth() as u32, other.birth() as u32)
    }

    /// Whether a date of birth is there that may stand for none.
    pub(crate) fn has_placeholder(self) -> bool {
        born::says_nothing(self.birth() as u32)
    }
}

/// A number in a mark: its kind and a part of its hash.
pub(crate) fn number_of(kind: Kind, hash: u64) -> u32 {
    let part = (hash >> (64 - NUMBER_BITS)) as u32;
    (kind.index() as u32 + 1) << NUMBER_BITS | part.max(1)
}

/// The kind of a number in a mark.
pub(crate) fn kind_of(number: u32) -> Option<Kind> {
    Kind::all().nth(((number >> NUMBER_BITS) as usize).checked_sub(1)?)
}

/// How many different numbers of a kind one person may have under one value, where no name says that it is one person: states
/// give one of each kind, of the others a person has some.
pub(crate) fn most_of_one(kind: Kind, some: u64) -> u64 {
    match kind {
        Kind::CnId | Kind::NationalId | Kind::Passport | Kind::DriverLicence | Kind::TaxNumber => 1,
        _ => some,
    }
}

/// Of a kind of which a state gives a person one.
pub(crate) fn is_given_once(kind: Kind) -> bool {
    most_of_one(kind, 2) == 1
}

/// Kinds of numbers by how well they tell people apart, best first.
pub(crate) const BY_STRENGTH: [Kind; 8] = [
    Kind::NationalId,
    Kind::TaxNumber,
    Kind::Passport,
    Kind::DriverLicence,
    Kind::Card,
    Kind::Account,
    Kind::Email,
    Kind::Phone,
];

/// An identity number of mainland China that stands in a row, and what it says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct IdentityNumber {
    /// The hash of the value.
    pub(crate) hash: u64,
    /// The same for both forms of one number.
    pub(crate) number: u32,
    /// The hash of the date of birth in it.
    pub(crate) birth: u64,
}

impl IdentityNumber {
    /// `hash` is that of the number ([`Keyed::identifier`]), the same for both of its forms.
    pub(crate) fn read(keyed: &Keyed, hash: u64, canonical: &[u8]) -> Option<IdentityNumber> {
        let (_, birth) = body_and_birth(canonical)?;
        let birth = keyed.birth_of_number(std::str::from_utf8(&birth).ok()?);
        Some(IdentityNumber { hash, number: number_of(Kind::CnId, hash), birth })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_forms_of_one_number_are_one_and_say_the_same_birth() {
        let keyed = Keyed::new();
        let read = |text: &str| {
            IdentityNumber::read(&keyed, keyed.identifier(Kind::CnId, text), text.as_bytes())
                .map(|one| (one.number, one.birth))
        };
        assert_eq!(read("110105491231002"), read("11010519491231002X"));
        assert_eq!(read("11010519491231002X").map(|(_, birth)| birth), Some(keyed.birth("1949-12-31")));
    }

    #[test]
    fn only_what_nobody_has_twice_conflicts() {
        let mark = |kind, hash| Mark::new(0, number_of(kind, hash));
        let (one, other) = (1 << 60, 1 << 61);
        assert!(mark(Kind::CnId, one).conflicts(mark(Kind::CnId, other)));
        assert!(!mark(Kind::CnId, one).conflicts(mark(Kind::CnId, one)));
        assert!(!mark(Kind::Email, one).conflicts(mark(Kind::Email, other)));
        assert!(!Mark::default().conflicts(Mark::new(one, 7)));
        assert!(Mark::new(1, 0).birth() != 0 && Mark::new(1 << 40, 0).conflicts(Mark::new(1 << 41, 0)));
        assert_eq!(kind_of(number_of(Kind::Phone, 0)), Some(Kind::Phone));
        assert_eq!(kind_of(0), None);
    }
}
