use std::hash::{BuildHasher, RandomState};

use crate::identifier::{Kind, body_and_birth};
use crate::writing::Writing;
use crate::{alike, born};

/// Keyed hashes of one run: SipHash-1-3 under a key drawn from the system when the run begins, never stored. The
/// same value has the same hash within the run, and nobody can look a value up in what the run leaves on disk.
///
/// 64 bits: among a hundred million distinct values the chance that any two share a hash is below 1 in 1,500; of telephone
/// numbers and names that may be one, part of the hash is shared on purpose ([`alike`]).
#[derive(Debug)]
pub(crate) struct Keyed([u64; 2]);

impl Keyed {
    pub(crate) fn new() -> Keyed {
        // What the standard library draws stays inside it; two hashes under it are as good a key.
        let drawn = RandomState::new();
        Keyed([drawn.hash_one(0u8), drawn.hash_one(1u8)])
    }

    /// The hash of a value of a kind; never 0, which stands for "absent".
    pub(crate) fn value(&self, kind: Kind, canonical: impl AsRef<[u8]>) -> u64 {
        let of = |text: &[u8]| sip_1_3(self.0, kind.index() as u8, text);
        let canonical = canonical.as_ref();
        if kind != Kind::Name {
            return of(canonical).max(1);
        }
        match std::str::from_utf8(canonical) {
            Ok(name) => alike::of_name(name, of).max(1),
            Err(_) => of(canonical).max(1),
        }
    }

    /// The hash of an identifier in its canonical form. Both forms of an identity number of mainland China are one number: the
    /// fifteen digits are the eighteen without the century and the check (GB 11643-1999).
    pub(crate) fn identifier(&self, kind: Kind, canonical: impl AsRef<[u8]>) -> u64 {
        let canonical = canonical.as_ref();
        if kind == Kind::Phone {
            return alike::of_phone(canonical, |text| self.value(kind, text)).max(1);
        }
        if kind == Kind::CnId
            && canonical.len() == 15
            && let Some((whole, _)) = body_and_birth(canonical)
        {
            return self.value(kind, whole);
        }
        self.value(kind, without_zeros(kind, canonical))
    }

    /// What tells the other writings of a name, in its compared form.
    pub(crate) fn writing(&self, name: &str) -> Writing {
        let plain = alike::plain(name, 1);
        Writing::of(plain.as_deref().unwrap_or(name), |text| sip_1_3(self.0, 0xfd, text))
    }

    /// A date of birth in its canonical form, as marks hold it; never 0.
    pub(crate) fn birth(&self, canonical: &str) -> u64 {
        u64::from(born::of_date(canonical, |text| self.value(Kind::BirthDate, text))) << 32
    }

    /// The date of birth in an identity number.
    pub(crate) fn birth_of_number(&self, canonical: &str) -> u64 {
        u64::from(born::of_number(canonical, |text| self.value(Kind::BirthDate, text))) << 32
    }

    /// The hash of a value of a column that may be a key.
    pub(crate) fn key(&self, text: &str) -> u64 {
        sip_1_3(self.0, 0xff, text.as_bytes()).max(1)
    }

    /// The hash of several hashes together.
    pub(crate) fn together(&self, parts: [u64; 3]) -> u64 {
        let mut bytes = [0; 24];
        for (place, part) in bytes.chunks_exact_mut(8).zip(parts) {
            place.copy_from_slice(&part.to_le_bytes());
        }
        sip_1_3(self.0, 0xfe, &bytes).max(1)
    }
}

/// Numbers of a state without the zeros in front, which spreadsheets leave out: with and without them it is one number.
fn without_zeros(kind: Kind, canonical: &[u8]) -> &[u8] {
    let state = matches!(kind, Kind::NationalId | Kind::TaxNumber | Kind::Passport | Kind::DriverLicence);
    if !state || canonical.first() != Some(&b'0') || !canonical.iter().all(u8::is_ascii_digit) {
        return canonical;
    }
    let zeros = canonical.iter().take_while(|digit| **digit == b'0').count();
    if canonical.len() - zeros < LEAST_OF_STATE { canonical } else { &canonical[zeros..] }
}

/// Shorter numbers are told apart by their zeros too.
const LEAST_OF_STATE: usize = 7;

/// SipHash-1-3 (Aumasson, Bernstein, "SipHash: a fast short-input PRF", 2012, with one and three rounds) of a byte
/// that says what the text stands for, and the text, in one stream. The standard library's hasher gives the same
/// and takes twice as long for values this short, each of which is hashed.
fn sip_1_3(key: [u64; 2], of: u8, text: &[u8]) -> u64 {
    let mut state = Sip::new(key);
    let (first, rest) = text.split_at(text.len().min(7));
    let mut block = [0; 8];
    block[0] = of;
    block[1..=first.len()].copy_from_slice(first);
    let mut last = u64::from_le_bytes(block);
    if first.len() == 7 {
        state.compress(last);
        let mut blocks = rest.chunks_exact(8);
        for eight in &mut blocks {
            block.copy_from_slice(eight);
            state.compress(u64::from_le_bytes(block));
        }
        last = blocks.remainder().iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
    }
    // The last block holds how many bytes there were, modulo 256.
    state.compress(last | (text.len() as u64 + 1) << 56);
    state.finish()
}

struct Sip([u64; 4]);

impl Sip {
    fn new([first, second]: [u64; 2]) -> Sip {
        Sip([
            first ^ 0x736f_6d65_7073_6575,
            second ^ 0x646f_7261_6e64_6f6d,
            first ^ 0x6c79_6765_6e65_7261,
            second ^ 0x7465_6462_7974_6573,
        ])
    }

    #[inline]
    fn round(&mut self) {
        let [a, b, c, d] = &mut self.0;
        *a = a.wrapping_add(*b);
        *c = c.wrapping_add(*d);
        *b = b.rotate_left(13) ^ *a;
        *d = d.rotate_left(16) ^ *c;
        *a = a.rotate_left(32).wrapping_add(*d);
        *c = c.wrapping_add(*b);
        *d = d.rotate_left(21) ^ *a;
        *b = b.rotate_left(17) ^ *c;
        *c = c.rotate_left(32);
    }

    #[inline]
    fn compress(&mut self, block: u64) {
        self.0[3] ^= block;
        self.round();
        self.0[0] ^= block;
    }

    fn finish(mut self) -> u64 {
        self.0[2] ^= 0xff;
        (0..3).for_each(|_| self.round());
        self.0.iter().fold(0, |all, word| all ^ word)
    }
}

#[cfg(test)]
mod tests {
    use std::hash::{DefaultHasher, Hasher};

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_hash_is_that_of_the_standard_library(of: u8, text in prop::collection::vec(any::<u8>(), 0..300)) {
            // Its default hasher is SipHash-1-3 under a key of zeros.
            let mut hasher = DefaultHasher::new();
            hasher.write(&[of]);
            hasher.write(&text);
            prop_assert_eq!(sip_1_3([0, 0], of, &text), hasher.finish());
        }

        #[test]
        fn another_key_gives_another_hash(key: [u64; 2], other: [u64; 2], text: Vec<u8>) {
            prop_assume!(key != other);
            prop_assert_ne!(sip_1_3(key, 0, &text), sip_1_3(other, 0, &text));
        }
    }
}
