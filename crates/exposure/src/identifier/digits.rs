/// Up to 24 characters of a number without its separators: ASCII digits, at most one letter behind them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Digits {
    bytes: [u8; 24],
    len: u8,
}

impl Digits {
    pub(crate) const EMPTY: Digits = Digits { bytes: [0; 24], len: 0 };

    /// The characters given, unless they are too many.
    pub(crate) fn new(digits: &[u8]) -> Option<Digits> {
        let mut all = Digits { len: u8::try_from(digits.len()).ok()?, ..Digits::EMPTY };
        all.bytes.get_mut(..digits.len())?.copy_from_slice(digits);
        Some(all)
    }

    /// A calling code and a national number.
    pub(crate) fn joined(code: u16, national: &[u8]) -> Option<Digits> {
        let mut all = Digits::EMPTY;
        for power in [100, 10, 1] {
            if code >= power {
                all.push(b'0' + (code / power % 10) as u8);
            }
        }
        national.iter().all(|digit| all.push(*digit)).then_some(all)
    }

    /// Appends one character; false if there is no room.
    pub(crate) fn push(&mut self, digit: u8) -> bool {
        let Some(place) = self.bytes.get_mut(usize::from(self.len)) else { return false };
        *place = digit;
        self.len += 1;
        true
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }
}
