use std::fmt;
use std::ops::Range;

use super::digits::Digits;
use super::{KindSet, Region};

/// How sure a finding or a column's meaning is. `docs/identifiers.md` says which rule gives which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Confidence {
    /// The shape fits and the column speaks for it, but nothing checks the value.
    Low,
    /// The value passes its check, or the column names the kind.
    Medium,
    /// The value passes a strong check, or passes its check in a column of its kind.
    High,
}

/// One personal value found in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it may be; one kind where a checksum or the column decides.
    pub kinds: KindSet,
    /// The form by which equal values are equal however they were written: `+` and digits of E.164 for a phone
    /// whose region is known (bare digits otherwise), upper case for an identity number, lower case for an
    /// e-mail, digits for a card.
    pub canonical: Canonical,
    /// Where it stands in the text given, in bytes.
    pub span: Range<usize>,
    /// How sure it is.
    pub confidence: Confidence,
    /// The region the number belongs to, where it says or implies one.
    pub region: Option<Region>,
}

const INLINE: usize = 38;

/// The canonical text of a value; up to 38 bytes stand in place, without an allocation.
#[derive(Clone)]
pub struct Canonical(Store);

#[derive(Clone)]
enum Store {
    Here { len: u8, bytes: [u8; INLINE] },
    Heap(Box<str>),
}

impl Canonical {
    /// The canonical text, as given.
    pub fn new(text: &str) -> Canonical {
        if text.len() > INLINE {
            return Canonical(Store::Heap(text.into()));
        }
        let mut bytes = [0; INLINE];
        bytes[..text.len()].copy_from_slice(text.as_bytes());
        // At most INLINE, which fits.
        Canonical(Store::Here { len: text.len() as u8, bytes })
    }

    /// The digits given, behind a `+` if one belongs there.
    pub(super) fn of_digits(digits: Digits, plus: bool) -> Canonical {
        let digits = digits.as_bytes();
        let mut bytes = [b'+'; INLINE];
        let start = usize::from(plus);
        // Digits hold 24 characters at most, which fit.
        bytes[start..start + digits.len()].copy_from_slice(digits);
        Canonical(Store::Here { len: (start + digits.len()) as u8, bytes })
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Store::Here { len, bytes } => {
                std::str::from_utf8(&bytes[..usize::from(*len)]).unwrap_or_default()
            }
            Store::Heap(text) => text,
        }
    }
}

impl AsRef<[u8]> for Canonical {
    fn as_ref(&self) -> &[u8] {
        match &self.0 {
            Store::Here { len, bytes } => &bytes[..usize::from(*len)],
            Store::Heap(text) => text.as_bytes(),
        }
    }
}

impl std::ops::Deref for Canonical {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq for Canonical {
    fn eq(&self, other: &Canonical) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Canonical {}

impl fmt::Debug for Canonical {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}
