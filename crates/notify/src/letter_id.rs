//! Message-IDs of our own: which letter of which wave this was, known before it leaves, and found again when it comes back.

use std::fmt;

use desk::Taken;

/// A letter as its Message-ID names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterId {
    /// The wave.
    pub wave: String,
    /// Its number in it.
    pub number: u64,
    /// Which of its addresses it went to.
    pub way: u32,
    /// Digest of the person: nobody who has not seen the letter can make this up.
    pub person: [u8; 16],
}

impl LetterId {
    /// Of a letter that was taken.
    pub fn of(wave: &str, taken: &Taken) -> LetterId {
        LetterId { wave: wave.to_owned(), number: taken.number, way: taken.way, person: taken.person }
    }

    /// As it stands in the message: `<WAVE.NUMBER.WAY.PERSON@DOMAIN>`.
    pub fn in_domain(&self, domain: &str) -> String {
        format!("<{self}@{domain}>")
    }

    /// The first of ours in a text, whatever stands around it.
    pub fn find(text: &str) -> Option<LetterId> {
        text.split(['<', '>', ' ', '\t', '\r', '\n']).find_map(|word| LetterId::read(word.split_once('@')?.0))
    }

    fn read(text: &str) -> Option<LetterId> {
        let mut parts = text.split('.');
        let (wave, number, way, person) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let hyphens = wave.bytes().enumerate().all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
        });
        if parts.next().is_some() || wave.len() != 36 || !hyphens || person.len() != 32 {
            return None;
        }
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let number = number.parse().ok().filter(|_| digits(number))?;
        let way = way.parse().ok().filter(|_| digits(way))?;
        let mut digest = [0; 16];
        for (byte, pair) in digest.iter_mut().zip(person.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(LetterId { wave: wave.to_owned(), number, way, person: digest })
    }

    /// The number people say on the telephone: half of the person's digest's beginning, in letters that are not mistaken for
    /// each other (Crockford's base 32).
    pub fn code(&self) -> String {
        const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let bits = self.person.iter().take(5).fold(0u64, |bits, byte| (bits << 8) | u64::from(*byte));
        let letter =
            |place: u32| LETTERS.get(((bits >> (35 - 5 * place)) & 31) as usize).copied().map(char::from);
        let (head, tail): (String, String) =
            ((0..4).filter_map(letter).collect(), (4..8).filter_map(letter).collect());
        format!("{head}-{tail}")
    }
}

impl fmt::Display for LetterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}.", self.wave, self.number, self.way)?;
        self.person.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id() -> LetterId {
        LetterId {
            wave: "0190a2b4-0000-7000-8000-000000000001".to_owned(),
            number: 7,
            way: 1,
            person: [0xa5; 16],
        }
    }

    #[test]
    fn an_id_is_found_again_whatever_stands_around_it() {
        let text = id().in_domain("stanch.example");
        assert_eq!(
            text,
            format!("<0190a2b4-0000-7000-8000-000000000001.7.1.{}@stanch.example>", "a5".repeat(16))
        );
        assert_eq!(LetterId::find(&format!("Message-ID:\r\n {text}\r\nTo: x@y.example")), Some(id()));
        assert_eq!(id().code(), "MPJT-B9D5");
    }

    #[test]
    fn what_is_not_ours_is_none() {
        let ours = id().to_string();
        for text in [
            "<abc@def>".to_owned(),
            format!("<{}@x>", ours.replace("0190a2b4", "0190A2B4")),
            format!("<{ours}.1@x>"),
            format!("<{}@x>", ours.replace(".7.", ".+7.")),
            format!("<{}0@x>", ours),
            ours,
        ] {
            assert_eq!(LetterId::find(&text), None, "{text}");
        }
        bolero::check!().for_each(|text: &[u8]| drop(LetterId::find(&String::from_utf8_lossy(text))));
    }
}
