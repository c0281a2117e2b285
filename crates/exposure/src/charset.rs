use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, GBK, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

/// How many bytes one sample taken inside a file has.
const SAMPLE: usize = 1 << 13;

/// Where bytes were found that stand for no character.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Undecodable {
    /// How many bytes in all.
    pub(crate) bytes: u64,
    /// How many places.
    pub(crate) places: u64,
    /// The first places, as `[start, end)` in bytes of the file.
    pub(crate) first: Vec<(u64, u64)>,
}

impl Undecodable {
    /// How many places are named one by one.
    const NAMED: usize = 16;

    fn add(&mut self, start: u64, len: u64) {
        self.bytes += len;
        if let Some(last) = self.first.last_mut().filter(|last| last.1 == start) {
            last.1 += len;
            return;
        }
        self.places += 1;
        if self.first.len() < Self::NAMED {
            self.first.push((start, start + len));
        }
    }
}

/// What the first bytes of a file say about its charset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// A charset is certain; so many bytes of mark stand before the text.
    Certain(&'static Encoding, usize),
    /// A charset this version does not read.
    Foreign(&'static str),
    /// Nothing is said.
    Open,
}

/// Reads the byte order mark, or the pattern of zero bytes of UTF-16 without one.
pub(crate) fn mark(head: &[u8]) -> Mark {
    if head.starts_with(b"\xff\xfe\0\0") || head.starts_with(b"\0\0\xfe\xff") {
        return Mark::Foreign("UTF-32");
    }
    if let Some((encoding, len)) = Encoding::for_bom(head) {
        return Mark::Certain(encoding, len);
    }
    if memchr::memmem::find(head, b"\x1b$)C").is_some() {
        return Mark::Foreign("ISO-2022-KR");
    }
    match utf16_by_zeros(head) {
        Some(encoding) => Mark::Certain(encoding, 0),
        None => Mark::Open,
    }
}

/// Text of mostly ASCII in UTF-16 has a zero in every second byte, always on the same side.
fn utf16_by_zeros(head: &[u8]) -> Option<&'static Encoding> {
    let head = &head[..head.len().min(1 << 14) & !1];
    if head.len() < 8 {
        return None;
    }
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    // A third of the characters in the first 256 code points is enough; binary files have zeros on both sides.
    if odd * 3 > pairs && even * 50 < pairs.max(50) {
        Some(UTF_16LE)
    } else if even * 3 > pairs && odd * 50 < pairs.max(50) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether bytes are text in EBCDIC, which mainframes write: 0x40 is its blank, and what is a blank or the end of a
/// line in all other charsets hardly occurs. Source: the invariant characters of IBM's code pages.
pub(crate) fn is_ebcdic(head: &[u8]) -> bool {
    let known = |byte: &u8| {
        matches!(byte, 0x05 | 0x0d | 0x15 | 0x25 | 0x40 | 0x4a..=0x50 | 0x5a..=0x61 | 0x6a..=0x6f | 0x79..=0x7f)
            || matches!(byte, 0x81..=0x89 | 0x91..=0x99 | 0xa2..=0xa9 | 0xc1..=0xc9 | 0xd1..=0xd9 | 0xe2..=0xe9)
            || matches!(byte, 0xf0..=0xf9)
    };
    let share =
        |is: &dyn Fn(&u8) -> bool| head.iter().filter(|byte| is(byte)).count() * 100 / head.len().max(1);
    head.len() >= 32
        && share(&known) >= 95
        && share(&|byte| *byte >= 0x80) >= 40
        && share(&|byte| *byte == 0x40) >= 2
        && share(&|byte| matches!(byte, b' ' | b'\n')) == 0
}

/// Pieces spread over a file, each from one line start to a line end, so that no character is cut.
pub(crate) fn spread(path: &Path, bytes: u64) -> Vec<u8> {
    let mut sample = Vec::new();
    let Ok(mut file) = File::open(path) else { return sample };
    for step in 0..16u64 {
        let mut piece = Vec::with_capacity(SAMPLE);
        let at = bytes / 16 * step;
        let placed = file.seek(SeekFrom::Start(at));
        if placed.is_err() || file.by_ref().take(SAMPLE as u64).read_to_end(&mut piece).is_err() {
            break;
        }
        let start =
            if at == 0 { 0 } else { memchr::memchr(b'\n', &piece).map_or(piece.len(), |found| found + 1) };
        let end = memchr::memrchr(b'\n', &piece).map_or(start, |found| found + 1).max(start);
        sample.extend_from_slice(&piece[start..end]);
    }
    sample
}

/// The charset of text without a mark, by a sample of it. What follows the last line end of the sample is left
/// out: a character cut there would speak against the charset it belongs to.
pub(crate) fn guess(sample: &[u8]) -> &'static Encoding {
    let sample = whole_lines(sample);
    let clean = without_noise(sample);
    let sample = clean.as_deref().unwrap_or(sample);
    if sample.is_ascii() && !sample.contains(&0x1b) {
        return UTF_8;
    }
    let (good, bad) = utf8_quality(sample);
    // Other charsets rarely make one valid sequence, let alone eight times as many as invalid ones.
    if bad == 0 || good > bad * 8 || is_damaged_utf8(sample) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(sample, false);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    // GB18030 is what GBK grew into: whatever GBK decodes, it decodes alike.
    if guessed == GBK {
        GB18030
    } else if guessed.is_single_byte() {
        damaged_chinese(sample).unwrap_or(guessed)
    } else {
        guessed
    }
}

/// Up to the last line end; all of it where that leaves out more than a tenth.
pub(crate) fn whole_lines(sample: &[u8]) -> &[u8] {
    let end = memchr::memrchr(b'\n', sample).map_or(0, |found| found + 1);
    if end * 10 >= sample.len() * 9 { &sample[..end] } else { sample }
}

/// The detector rules a charset out at the first wrong byte, and then only charsets of single bytes are left, to
/// which nothing is wrong. Chinese text with a few damaged bytes is still Chinese text: nearly every pair decodes,
/// and most are among the frequent characters both standards list first (GB 2312 rows 16–55, Big5 level 1).
fn damaged_chinese(sample: &[u8]) -> Option<&'static Encoding> {
    let fits = |encoding: &'static Encoding, frequent: std::ops::RangeInclusive<u8>| {
        let (mut pairs, mut often, mut wrong, mut at) = (0usize, 0usize, 0usize, 0);
        while let Some(first) = sample.get(at) {
            if first.is_ascii() {
                at += 1;
                continue;
            }
            let pair = &sample[at..sample.len().min(at + 2)];
            let decoded = encoding.decode_without_bom_handling_and_without_replacement(pair);
            if decoded.is_some_and(|text| text.chars().count() == 1) {
                pairs += 1;
                often += usize::from(frequent.contains(first));
                at += 2;
            } else {
                wrong += 1;
                at += 1;
            }
        }
        (pairs >= 8 && wrong * 10 < pairs && often * 10 > pairs * 6).then_some(often)
    };
    let gb = fits(GB18030, 0xb0..=0xd7);
    let big5 = fits(BIG5, 0xa4..=0xc6);
    match (gb, big5) {
        (None, None) => None,
        (gb, big5) => Some(if gb >= big5 { GB18030 } else { BIG5 }),
    }
}

/// `(valid, invalid)` multi-byte sequences if this were UTF-8. A sequence cut at the end counts as neither.
fn utf8_quality(sample: &[u8]) -> (usize, usize) {
    let (mut good, mut bad) = (0, 0);
    for chunk in sample.utf8_chunks() {
        good += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    let cut = std::str::from_utf8(sample).is_err_and(|error| error.error_len().is_none());
    (good, if cut { bad.saturating_sub(1) } else { bad })
}

/// Whether nearly all lines beyond ASCII are UTF-8: the others were damaged.
fn is_damaged_utf8(sample: &[u8]) -> bool {
    let (mut whole, mut broken) = (0, 0);
    for line in sample.split(|byte| *byte == b'\n').filter(|line| !line.is_ascii()) {
        match std::str::from_utf8(line) {
            Ok(text) => {
                whole += usize::from(text.chars().filter(|letter| !letter.is_ascii()).nth(1).is_some())
            }
            Err(_) => broken += 1,
        }
    }
    whole > broken * 4
}

/// A sample without the lines in which noise stands, if less than half of it goes: what was written over a text says nothing of the
/// charset of the text.
fn without_noise(sample: &[u8]) -> Option<Vec<u8>> {
    let is_clean = |line: &&[u8]| {
        !line.iter().any(|byte| is_noise(*byte)) && memchr::memmem::find(line, &[ERASED; RUN]).is_none()
    };
    let lines = || sample.split_inclusive(|byte| *byte == b'\n');
    if lines().all(|line| is_clean(&line)) {
        return None;
    }
    let clean = lines().filter(is_clean).collect::<Vec<&[u8]>>().concat();
    (clean.len() * 2 >= sample.len()).then_some(clean)
}

/// What memory holds that was erased: many of it in a row are no letters, in whatever charset.
const ERASED: u8 = 0xff;
const RUN: usize = 8;

/// Whether a byte stands for no character of a text, though charsets of one byte and UTF-8 decode it. The separators of Hive's
/// tables, line and page ends, escapes and the old mark of the end of a file are no noise.
fn is_noise(byte: u8) -> bool {
    matches!(byte, 0 | 0x04..=0x08 | 0x0e..=0x19 | 0x1c..=0x1f | 0x7f)
}

/// The name reports give a charset.
fn name(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 {
        "GB18030"
    } else if encoding == BIG5 {
        "Big5"
    } else if encoding == ISO_2022_JP {
        "ISO-2022-JP"
    } else {
        encoding.name()
    }
}

/// Turns bytes into text, piece by piece. As long as no byte says otherwise the text is ASCII, which all
/// charsets but UTF-16 share; the charset is decided where the first other byte comes.
pub(crate) struct Decoding {
    decoder: Option<encoding_rs::Decoder>,
    encoding: Option<&'static Encoding>,
    /// Bytes given so far.
    taken: u64,
    /// Whether every byte so far was ASCII.
    ascii: bool,
    /// Whether bytes that stand for no character of a text are told ([`is_noise`]).
    tells_noise: bool,
    pub(crate) undecodable: Undecodable,
}

impl Decoding {
    /// `certain`: the charset, where it is known beforehand; `before`: bytes of mark skipped.
    pub(crate) fn new(certain: Option<&'static Encoding>, before: u64) -> Decoding {
        Decoding {
            decoder: certain.map(Encoding::new_decoder_without_bom_handling),
            encoding: certain,
            taken: before,
            ascii: true,
            tells_noise: false,
            undecodable: Undecodable::default(),
        }
    }

    /// Tells bytes that no text has, too: not where bytes of anything may stand, as in dumps.
    pub(crate) fn telling_noise(self, tells_noise: bool) -> Decoding {
        Decoding { tells_noise, ..self }
    }

    fn tell_noise(&mut self, bytes: &[u8]) {
        let unit: Option<fn([u8; 2]) -> u16> = match self.encoding {
            Some(encoding) if encoding == UTF_16LE => Some(u16::from_le_bytes),
            Some(encoding) if encoding == UTF_16BE => Some(u16::from_be_bytes),
            _ => None,
        };
        if let Some(unit) = unit {
            if self.tells_noise {
                self.tell_wide_noise(bytes, unit);
            }
            return;
        }
        if !self.tells_noise || !bytes.iter().any(|byte| is_noise(*byte)) {
            return;
        }
        for (index, _) in bytes.iter().enumerate().filter(|(_, byte)| is_noise(**byte)) {
            self.undecodable.add(self.taken + index as u64, 1);
        }
    }

    /// The same in UTF-16, whose units are of two bytes; letters that everybody makes up are noise beside other noise.
    fn tell_wide_noise(&mut self, bytes: &[u8], unit: fn([u8; 2]) -> u16) {
        let from = (self.taken % 2) as usize;
        let units =
            || bytes.get(from..).unwrap_or_default().as_chunks::<2>().0.iter().map(|pair| unit(*pair));
        let is_noise = |unit: u16| u8::try_from(unit).is_ok_and(is_noise) || unit >= 0xfffe;
        if !units().any(is_noise) {
            return;
        }
        for (index, _) in
            units().enumerate().filter(|(_, unit)| is_noise(*unit) || (0xe000..0xf900).contains(unit))
        {
            self.undecodable.add(self.taken + (from + index * 2) as u64, 2);
        }
    }

    /// Bytes of erased memory, which charsets of one byte take for letters.
    fn tell_erased(&mut self, bytes: &[u8]) {
        if !self.encoding.is_some_and(Encoding::is_single_byte) {
            return;
        }
        let mut at = 0;
        while let Some(found) = memchr::memmem::find(&bytes[at..], &[ERASED; RUN]) {
            let start = at + found;
            let len = bytes[start..].iter().take_while(|byte| **byte == ERASED).count();
            self.undecodable.add(self.taken + start as u64, len as u64);
            at = start + len;
        }
    }

    /// The name of the charset, as far as the bytes show it.
    pub(crate) fn name(&self) -> &'static str {
        match self.encoding {
            Some(encoding) if !(self.ascii && encoding == UTF_8) => name(encoding),
            _ => "ASCII",
        }
    }

    /// The charset, if it is decided.
    pub(crate) fn encoding(&self) -> Option<&'static Encoding> {
        self.encoding
    }

    /// Appends the text of `bytes` to `out`.
    pub(crate) fn decode(&mut self, bytes: &[u8], last: bool, out: &mut String) {
        self.tell_noise(bytes);
        if self.decoder.is_none() {
            if let Ok(text) = std::str::from_utf8(bytes)
                && bytes.is_ascii()
                && !bytes.contains(&0x1b)
            {
                out.push_str(text);
                self.taken += bytes.len() as u64;
                return;
            }
            self.decide(bytes);
        }
        self.ascii &= bytes.is_ascii();
        self.tell_erased(bytes);
        let Some(decoder) = &mut self.decoder else { return };
        let mut rest = bytes;
        loop {
            let need =
                decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(rest.len() * 3);
            out.reserve(need + 4);
            let (result, read) = decoder.decode_to_string_without_replacement(rest, out, last);
            self.taken += read as u64;
            rest = &rest[read..];
            match result {
                DecoderResult::InputEmpty => return,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(len, after) => {
                    let end = self.taken.saturating_sub(u64::from(after));
                    self.undecodable.add(end.saturating_sub(u64::from(len)), u64::from(len));
                    out.push(char::REPLACEMENT_CHARACTER);
                }
            }
        }
    }

    /// Decides by these bytes; an ASCII beginning adds nothing, so it is left out.
    fn decide(&mut self, bytes: &[u8]) {
        let start = bytes.iter().position(|byte| !byte.is_ascii() || *byte == 0x1b).unwrap_or(0);
        let line = memchr::memrchr(b'\n', &bytes[..start]).map_or(0, |found| found + 1);
        let encoding = guess(&bytes[line..]);
        self.encoding = Some(encoding);
        self.decoder = Some(encoding.new_decoder_without_bom_handling());
    }
}
